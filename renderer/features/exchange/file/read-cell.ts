import {
  DISTANCE_UNITS,
  STOP_ACTIVITIES,
  STOP_TYPES,
  WORKFLOW_STATUSES,
} from '../../../../shared/model/plan/workflow.ts'
import type { Connection, Driver, Vehicle } from '../../../../shared/model/reference.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { parseDepotTime } from '../../../../shared/util/parse-depot-time.ts'
import { connectionName } from '../../../components/display/connection-label.ts'
import type { Suggestion } from './cell-problem.ts'
import type { ColumnKind } from './columns.ts'
import { FILE_FORMATS, type FileLanguage, normalHeading } from './file-language.ts'

/** What cells are read with besides their text: the day, the time zone and the lists of the desk. */
export interface ImportContext {
  readonly zone: string
  /** Day on which a time without a date stands, `YYYY-MM-DD`. */
  readonly day: string
  readonly connections: readonly Connection[]
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
}

/** What reading needs to know besides the text. */
export interface CellContext extends ImportContext {
  /** Language of the file's headings. */
  readonly fileLanguage: FileLanguage
}

/** The result of reading a cell. `suggestions` are texts that can replace the text of a bad cell. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly message: StoredText; readonly suggestions: readonly Suggestion[] }

/** Texts that spreadsheets save for a formula that failed. */
const FORMULA_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!)$/

/** Reads a cell by the kind of its column. A text with two readings is a problem with both as suggestions. */
export function readCell(kind: ColumnKind, raw: string, context: CellContext): CellReading {
  const text = cleanText(raw)
  if (text === '') return { kind: 'empty' }
  if (FORMULA_ERROR.test(text)) {
    return problem(messageRef('exchange.cell.formulaFailed', { text }))
  }
  switch (kind) {
    case 'text':
      return value(withoutApostrophe(raw))
    case 'id':
      return readId(text)
    case 'connection':
      return readConnection(text, context.connections)
    case 'driver':
      return readKnownId(text, context.drivers, DRIVER_MESSAGES)
    case 'vehicle':
      return readKnownId(text, context.vehicles, VEHICLE_MESSAGES)
    case 'status':
      return readWord(text, WORKFLOW_STATUSES)
    case 'unit':
      return readWord(text, DISTANCE_UNITS)
    case 'stopType':
      return readWord(text, STOP_TYPES)
    case 'activities':
      return readActivities(text)
    case 'number':
      return readNumber(text, context)
    case 'latitude':
      return readDegrees(text, 90, messageRef('exchange.cell.latitudeOutOfRange'))
    case 'longitude':
      return readDegrees(text, 180, messageRef('exchange.cell.longitudeOutOfRange'))
    case 'time':
      return readTime(text, context)
    case 'yesNo':
      return readYesNo(text)
    case 'digits':
      return readDigits(text)
    case 'json':
      return readJson(text)
  }
}

/** The text of an id, number, time or word: no-break spaces made plain, ends trimmed. */
function cleanText(raw: string): string {
  return withoutApostrophe(raw).replaceAll('\u00a0', ' ').trim()
}

/** Takes off the apostrophe that export puts before what a spreadsheet would run as a formula. */
function withoutApostrophe(raw: string): string {
  return /^'[=+\-@\t\r']/.test(raw) ? raw.slice(1) : raw
}

function value(of: unknown): CellReading {
  return { kind: 'value', value: of }
}

function problem(message: StoredText, suggestions: readonly Suggestion[] = []): CellReading {
  return { kind: 'problem', message, suggestions }
}

function isMangled(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(text)
}

function rounded(text: string): CellReading {
  return problem(messageRef('exchange.cell.idRounded', { text }))
}

function readId(text: string): CellReading {
  return isMangled(text) ? rounded(text) : value(text)
}

function readDigits(text: string): CellReading {
  if (/^\d{1,20}$/.test(text)) return value(text)
  return isMangled(text) ? rounded(text) : problem(messageRef('exchange.cell.notH3Index'))
}

function readConnection(text: string, connections: readonly Connection[]): CellReading {
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
}
const DRIVER_MESSAGES: IdMessages = {
  ambiguous: (text, count) => messageRef('exchange.cell.driverAmbiguous', { text, count }),
  zerosLost: messageRef('exchange.cell.driverZerosLost'),
}
const VEHICLE_MESSAGES: IdMessages = {
  ambiguous: (text, count) => messageRef('exchange.cell.vehicleAmbiguous', { text, count }),
  zerosLost: messageRef('exchange.cell.vehicleZerosLost'),
}

function readKnownId(text: string, known: readonly (Driver | Vehicle)[], messages: IdMessages): CellReading {
  if (isMangled(text)) return rounded(text)
  if (known.some((each) => each.sourceId === text)) return value(text)
  const named = known.filter((each) => normalHeading(each.name) === normalHeading(text))
  const ids = [...new Set(named.map((each) => each.sourceId))]
  if (ids.length === 1) return value(ids[0])
  if (ids.length > 1) {
    return problem(
      messages.ambiguous(text, ids.length),
      ids.slice(0, 5).map((id) => ({ label: id, text: id })),
    )
  }
  const eaten = /^\d+$/.test(text)
    ? known.filter(
        (each) => /^0+\d+$/.test(each.sourceId) && withoutZeros(each.sourceId) === withoutZeros(text),
      )
    : []
  const candidates = [...new Set(eaten.map((each) => each.sourceId))]
  if (candidates.length > 0) {
    return problem(
      messages.zerosLost,
      candidates.slice(0, 5).map((id) => ({ label: id, text: id })),
    )
  }
  return value(text) // an id this computer has not heard of: kept, and warned of on the board
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}

function readWord(text: string, words: readonly string[]): CellReading {
  const wanted = normalHeading(text)
  const found = words.find((each) => normalHeading(each) === wanted)
  if (found !== undefined) return value(found)
  if (wanted === 'canceled') return readWord('CANCELLED', words)
  return problem(
    messageRef('exchange.cell.notOneOf', { text, words: words.join(', ') }),
    words
      .filter((each) => normalHeading(each).startsWith(wanted.slice(0, 2)))
      .map((each) => ({ label: each, text: each })),
  )
}

function readActivities(text: string): CellReading {
  const found: string[] = []
  for (const part of text.split(/[;,|/]+/).filter((each) => each.trim() !== '')) {
    const reading = readWord(part.trim(), STOP_ACTIVITIES)
    if (reading.kind !== 'value') return reading
    found.push(String(reading.value))
  }
  return value(found)
}

function readNumber(text: string, { fileLanguage }: CellContext): CellReading {
  const bare = text.replaceAll(/[\s'’]/g, '')
  // Thousands or decimals: a comma in every file, a point only where the file's language has decimal commas.
  const hasDecimalCommas = FILE_FORMATS[fileLanguage].decimalMark === ','
  if ((hasDecimalCommas && /^[+-]?\d{1,3}\.\d{3}$/.test(bare)) || /^[+-]?\d{1,3},\d{3}$/.test(bare)) {
    const [whole, decimal] = [bare.replace(/[.,]/, ''), bare.replace(',', '.')]
    return problem(messageRef('exchange.cell.numberAmbiguous', { text }), [
      { label: whole, text: whole },
      { label: decimal, text: hasDecimalCommas ? `${decimal}0` : decimal },
    ])
  }
  const plain = plainNumber(bare)
  const number = plain === null ? Number.NaN : Number(plain)
  if (!Number.isFinite(number)) return problem(messageRef('exchange.cell.notNumber', { text }))
  if (number < 0) return problem(messageRef('exchange.cell.negativeDistance'))
  return value(number)
}

/** `1.234,5` and `1,234.5` and `1234,5` → `1234.5`; `null` when it is none of these. */
function plainNumber(bare: string): string | null {
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(bare)) return bare
  if (/^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(bare)) return bare.replace(',', '.')
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return bare.replaceAll(',', '')
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(bare)) return bare.replaceAll('.', '').replace(',', '.')
  return null
}

function readDegrees(text: string, limit: number, outOfRange: StoredText): CellReading {
  const bare = text.replaceAll('−', '-').replace(/°$/, '')
  const number = /^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(bare) ? Number(bare.replace(',', '.')) : Number.NaN
  if (!Number.isFinite(number)) return problem(messageRef('exchange.cell.notDegrees', { text }))
  if (Math.abs(number) > limit) return problem(outOfRange)
  return value(number)
}

function readTime(text: string, context: CellContext): CellReading {
  const reading = parseDepotTime(exactTime(text, context.fileLanguage) ?? text, context)
  switch (reading.kind) {
    case 'ok':
      return value(reading.instant)
    case 'invalid': {
      const serial = serialReading(text)
      if (serial !== null) return problem(messageRef('exchange.cell.serialTime', { text }), [serial])
      return problem(reading.message, slashReadings(text))
    }
    case 'gap':
      return problem(reading.message)
    case 'fold':
      return problem(reading.message, [
        { label: reading.earlierLabel, text: reading.earlier },
        { label: reading.laterLabel, text: reading.later },
      ])
  }
}

/** What a spreadsheet shows instead of a time when the cell has lost its format: days since 1899-12-30, or a part of a day. */
function serialReading(text: string): Suggestion | null {
  if (!/^(0\.\d{2,}|[34567]\d{4}(\.\d+)?)$/.test(text)) return null
  const wallMs = (Number(text) - 25_569) * 86_400_000
  const wall = new Date(Math.round(wallMs / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
  const reading = text.startsWith('0') ? wall.slice(11) : wall
  return { label: reading, text: reading }
}

/**
 * A time as an export in German, Spanish or French writes it, in ISO order; `null` for any other text. With slashes only
 * in a file with headings of such a language: elsewhere the day and the month could be the other way round.
 */
function exactTime(text: string, fileLanguage: FileLanguage): string | null {
  const parts = /^(\d\d)([./])(\d\d)\2(\d{4}) (\d\d:\d\d:\d\d(?:\.\d+)? [+-]\d\d:\d\d)$/.exec(text)
  if (parts === null) return null
  const [, day, mark, month, year, time] = parts
  const isClear = mark === '.' || FILE_FORMATS[fileLanguage].dateOrder === 'slashes'
  return isClear ? `${year}-${month}-${day} ${time}` : null
}

/** `03/04/2026 5:55` has two readings: both are offered. */
function slashReadings(text: string): Suggestion[] {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ T]+(\d.*)$/.exec(text)
  if (!match) return []
  const [, first = '', second = '', year, time] = match
  const readings: [string, string][] = [
    [first, second],
    [second, first],
  ]
  return readings
    .filter(([, month]) => Number(month) >= 1 && Number(month) <= 12)
    .map(([day, month]) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`)
    .map((each) => ({ label: each, text: each }))
}

const YES = new Set(['yes', 'true', '1', 'y', 'x', 'ja', 'j', 'wahr', 'sí', 'si', 'verdadero', 'oui', 'vrai'])
const NO = new Set(['no', 'false', '0', 'n', 'nein', 'falsch', 'falso', 'non', 'faux'])

function readYesNo(text: string): CellReading {
  const word = text.toLowerCase()
  if (YES.has(word)) return value(true)
  if (NO.has(word)) return value(false)
  return problem(messageRef('exchange.cell.notYesNo', { text }))
}

function readJson(text: string): CellReading {
  try {
    const parsed: unknown = JSON.parse(text)
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return value(parsed)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return problem(messageRef('exchange.cell.notExtras'))
}
