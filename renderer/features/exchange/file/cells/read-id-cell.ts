import type { Connection, Driver, Vehicle } from '../../../../../shared/model/reference.ts'
import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { connectionName } from '../../../../components/display/connection-label.ts'
import type { QuestionOption } from '../cell-problem.ts'
import { normalHeading } from '../file-language.ts'
import { ask, type CellContext, type CellReading, problem, value } from './cell-reading.ts'
import { findNamed, wordsOf } from './match-person.ts'

function isMangled(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(text)
}

function rounded(text: string): CellReading {
  return problem(messageRef('exchange.cell.idRounded', { text }))
}

/** An id as Catena knows it. A spreadsheet may have rounded it to `1.23E+15`, or added decimals: `4711.0`. */
export function readId(text: string, context: CellContext): CellReading {
  if (isMangled(text)) return rounded(text)
  const whole = withoutDecimals(text)
  if (whole === text || context.column === undefined || context.column.isOwnExport) return value(text)
  const message = messageRef('exchange.question.idDecimals', { heading: context.column.heading, text })
  const options = [
    { label: messageRef('exchange.option.withoutDecimals', { text, id: whole }), answer: 'whole' },
    { label: messageRef('exchange.option.keepIds'), answer: 'keep' },
  ]
  return ask(context, { key: `idDecimals|${context.column.index}`, message, options }, (answer) =>
    value(answer === 'whole' ? whole : text),
  )
}

/** An H3 index: digits that a spreadsheet may have rounded. */
export function readDigits(text: string): CellReading {
  if (/^\d{1,20}$/.test(text)) return value(text)
  return isMangled(text) ? rounded(text) : problem(messageRef('exchange.cell.notH3Index'))
}

/** The id of a TSP connection, from its id or its name. */
export function readConnection(text: string, connections: readonly Connection[]): CellReading {
  const wanted = normalHeading(text)
  const found = connections.filter(
    (each) =>
      each.id === text ||
      [each.description, each.sourceName, connectionName(each)].some(
        (name) => name !== null && normalHeading(name) === wanted,
      ),
  )
  if (found.length === 1) return value(found[0]?.id)
  const suggestions = (found.length > 1 ? found : connections).slice(0, 5).map((each) => ({
    label: connectionName(each),
    text: each.id,
  }))
  if (found.length > 1) {
    const message = messageRef('exchange.cell.connectionAmbiguous', { text, count: found.length })
    return problem(message, suggestions)
  }
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text))
    return value(text.toLowerCase())
  return problem(messageRef('exchange.cell.connectionUnknown', { text }), suggestions)
}

/** The messages about ids of drivers or of vehicles. */
interface IdMessages {
  readonly ambiguous: (text: string, count: number) => StoredText
  readonly zerosLost: StoredText
  readonly who: (text: string) => StoredText
}
export const DRIVER_MESSAGES: IdMessages = {
  ambiguous: (text, count) => messageRef('exchange.cell.driverAmbiguous', { text, count }),
  zerosLost: messageRef('exchange.cell.driverZerosLost'),
  who: (text) => messageRef('exchange.question.whichDriver', { text }),
}
export const VEHICLE_MESSAGES: IdMessages = {
  ambiguous: (text, count) => messageRef('exchange.cell.vehicleAmbiguous', { text, count }),
  zerosLost: messageRef('exchange.cell.vehicleZerosLost'),
  who: (text) => messageRef('exchange.question.whichVehicle', { text }),
}

/** The id of a driver or a vehicle, from its id or its name. A name that may be meant is asked about once. */
export function readKnownId(
  text: string,
  known: readonly (Driver | Vehicle)[],
  messages: IdMessages,
  context: CellContext,
): CellReading {
  if (isMangled(text)) return rounded(text)
  if (known.some((each) => each.sourceId === text)) return value(text)
  const named = known.filter((each) => normalHeading(each.name) === normalHeading(text))
  const ids = [...new Set(named.map((each) => each.sourceId))]
  if (ids.length === 1) return value(ids[0])
  if (ids.length > 1) return whichOf(text, ids, messages, context)
  const alike = idsAlike(text, known)
  if (alike.length === 1) return value(alike[0])
  const eaten = /^\d+$/.test(text)
    ? known.filter(
        (each) => /^0+\d+$/.test(each.sourceId) && withoutZeros(each.sourceId) === withoutZeros(text),
      )
    : []
  const candidates = [...new Set(eaten.map((each) => each.sourceId))]
  if (candidates.length > 0) return zerosLost(text, candidates, messages, context)
  return askWho(text, known, messages, context)
}

/** The ids that differ from a text only by case, or by the decimals that a spreadsheet has added: `4711.0`. */
function idsAlike(text: string, known: readonly (Driver | Vehicle)[]): readonly string[] {
  const wanted = withoutDecimals(text).toLowerCase()
  const found = known.filter(({ sourceId }) => sourceId.toLowerCase() === wanted)
  return [...new Set(found.map((each) => each.sourceId))]
}

/** `4711.0` → `4711`; any other text as it is. */
export function withoutDecimals(text: string): string {
  return text.replace(/^(\d+)[.,]0+$/, '$1')
}

function idOptions(ids: readonly string[]): readonly QuestionOption[] {
  return ids.slice(0, 5).map((id) => ({ label: id, answer: id }))
}

function whichOf(
  text: string,
  ids: readonly string[],
  messages: IdMessages,
  context: CellContext,
): CellReading {
  const suggestions = ids.slice(0, 5).map((id) => ({ label: id, text: id }))
  const message = messages.ambiguous(text, ids.length)
  const question = { key: whoKey(text, context), message, options: idOptions(ids), suggestions }
  return ask(context, question, (answer) => value(answer))
}

/** Zeros that a spreadsheet has taken off: asked once for the column where each of its ids has one candidate. */
function zerosLost(
  text: string,
  candidates: readonly string[],
  messages: IdMessages,
  context: CellContext,
): CellReading {
  const suggestions = candidates.slice(0, 5).map((id) => ({ label: id, text: id }))
  const [only] = candidates
  if (candidates.length > 1 || only === undefined) return problem(messages.zerosLost, suggestions)
  const options = [{ label: messageRef('exchange.option.withZeros', { text, id: only }), answer: 'zeros' }]
  const key = `zerosLost|${context.column?.key ?? ''}`
  const question = { key, message: messages.zerosLost, options, suggestions }
  return ask(context, question, () => value(only))
}

function whoKey(text: string, context: CellContext): string {
  return `who|${context.column?.key ?? ''}|${wordsOf(text).join(' ')}`
}

/** Asks who a name is that only resembles one; any other text is an id that this computer has not heard of. */
function askWho(
  text: string,
  known: readonly (Driver | Vehicle)[],
  messages: IdMessages,
  context: CellContext,
): CellReading {
  if (context.column === undefined || (context.column.isOwnExport && !/\s/.test(text))) return value(text)
  const given = context.column.answers.get(whoKey(text, context))
  if (given !== undefined) return whoReading(given, text)
  const matches = findNamed(text, known)
  if (matches.length === 0) return value(text) // kept, and warned of on the board
  const [first, second] = matches
  if (
    first !== undefined &&
    first.kind === 'reordered' &&
    second?.kind !== 'reordered' &&
    text.includes(',')
  ) {
    return askSurnameFirst(text, first.known, context)
  }
  const options = [
    ...matches.map((each) => ({ label: nameLabel(each.known), answer: each.known.sourceId })),
    { label: messageRef('exchange.option.nobody'), answer: NOBODY },
    { label: messageRef('exchange.option.keepId', { text }), answer: KEEP },
  ]
  return ask(context, { key: whoKey(text, context), message: messages.who(text), options }, (answer) =>
    whoReading(answer, text),
  )
}

/** Answers that are no ids. */
const NOBODY = '\u0000nobody'
const KEEP = '\u0000keep'

function whoReading(answer: string, text: string): CellReading {
  if (answer === NOBODY) return { kind: 'empty' }
  return value(answer === KEEP ? text : answer)
}

/** "Surname, first name" is one question for the whole column. */
function askSurnameFirst(text: string, known: Driver | Vehicle, context: CellContext): CellReading {
  const heading = context.column?.heading ?? ''
  const message = messageRef('exchange.question.surnameFirst', { heading, text })
  const options = [
    { label: messageRef('exchange.option.surnameFirst', { text, name: nameLabel(known) }), answer: 'yes' },
    { label: messageRef('exchange.option.keepIds'), answer: 'no' },
  ]
  const key = `surnameFirst|${context.column?.key ?? ''}`
  return ask(context, { key, message, options }, (answer) => value(answer === 'yes' ? known.sourceId : text))
}

function nameLabel(known: Driver | Vehicle): string {
  return known.name === '' ? known.sourceId : `${known.name} · ${known.sourceId}`
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}
