import {
  DISTANCE_UNITS,
  STOP_ACTIVITIES,
  STOP_TYPES,
  WORKFLOW_STATUSES,
} from '../../../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../../../shared/text/stored-text.ts'
import type { ColumnKind } from '../columns.ts'
import { FILE_FORMATS, normalHeading } from '../file-language.ts'
import { type CellContext, type CellReading, problem, value } from './cell-reading.ts'
import { cleanText, foldedText, withoutApostrophe } from './clean-text.ts'
import { isNobodyWord, isProgramNull } from './nobody-words.ts'
import { readCoordinates, readDegrees } from './read-coordinates.ts'
import {
  DRIVER_MESSAGES,
  readConnection,
  readDigits,
  readId,
  readKnownId,
  VEHICLE_MESSAGES,
} from './read-id-cell.ts'
import { readDay, readTime } from './read-time-cell.ts'
import { ACTIVITY_WORDS, STATUS_WORDS, STOP_TYPE_WORDS, UNIT_WORDS } from './words.ts'
import { zoneOfText } from './zone-of-text.ts'

/** Texts that spreadsheets save for a formula that failed, in the languages of the screens. */
const FORMULA_ERROR =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|CONNECT!|BLOCKED!|UNKNOWN!|GETTING_DATA|ERROR!|NV|BEZUG!|WERT!|ZAHL!|ÜBERLAUF!|¡REF!|¡VALOR!|¡DIV\/0!|¿NOMBRE\?|¡NUM!|¡NULO!|VALEUR!|NOM\?|NOMBRE!|NUL!)$|^Err:\d{3}$/i
/** A number or time that did not fit into its column when the sheet was saved as text. */
const TOO_NARROW = /^#{3,}$/
/** A formula instead of its result. */
const FORMULA = /^=\s*[\p{L}_$'"(+\-\d[@{]/u
/** The kinds whose text is kept as it is written. */
const FREE_KINDS: readonly ColumnKind[] = ['text', 'json']

/** Reads a cell by the kind of its column. A text with two readings is a problem that offers both. */
export function readCell(kind: ColumnKind, raw: string, context: CellContext): CellReading {
  const text = cleanText(raw)
  if (text === '') {
    const isFree = FREE_KINDS.includes(kind) && raw.trim() !== '' && !/^[\s\p{Cf}]*$/u.test(raw)
    return isFree ? value(withoutApostrophe(raw)) : { kind: 'empty' }
  }
  if (FORMULA_ERROR.test(text)) return problem(messageRef('exchange.cell.formulaFailed', { text }))
  // A text of an export is exact: what looks like a formula in it was typed so.
  const isExactText = FREE_KINDS.includes(kind) && context.column?.isOwnExport === true
  if (!isExactText && TOO_NARROW.test(text)) return problem(messageRef('exchange.cell.tooNarrow', { text }))
  if (!isExactText && FORMULA.test(text) && !raw.startsWith("'")) {
    return problem(messageRef('exchange.cell.formulaWithoutResult', { text: text.slice(0, 60) }))
  }
  return askNobody(kind, text, context) ?? readText(kind, raw, text, context)
}

function readText(kind: ColumnKind, raw: string, text: string, context: CellContext): CellReading {
  switch (kind) {
    case 'text':
      return value(withoutApostrophe(raw))
    case 'id':
      return readId(text, context)
    case 'connection':
      return readConnection(text, context.connections)
    case 'driver':
      return readKnownId(text, context.drivers, DRIVER_MESSAGES, context)
    case 'vehicle':
      return readKnownId(text, context.vehicles, VEHICLE_MESSAGES, context)
    case 'status':
      return readWord(text, WORKFLOW_STATUSES, STATUS_WORDS)
    case 'unit':
      return readWord(text, DISTANCE_UNITS, UNIT_WORDS)
    case 'stopType':
      return readWord(text, STOP_TYPES, STOP_TYPE_WORDS)
    case 'activities':
      return readActivities(text)
    case 'number':
      return readNumber(text, context)
    case 'latitude':
      return readDegrees(text, 90, messageRef('exchange.cell.latitudeOutOfRange'))
    case 'longitude':
      return readDegrees(text, 180, messageRef('exchange.cell.longitudeOutOfRange'))
    case 'coordinates':
      return readCoordinates(text, context)
    case 'time':
      return readTime(text, context)
    case 'day':
      return readDay(text, context)
    case 'zone':
      return readZone(text)
    case 'order':
      return value(text)
    case 'yesNo':
      return readYesNo(text)
    case 'digits':
      return readDigits(text)
    case 'json':
      return readJson(text)
  }
}

/** A word that may stand for nobody or nothing is asked about, once for all cells of its column that have it. */
function askNobody(kind: ColumnKind, text: string, context: CellContext): CellReading | null {
  const { column } = context
  if (column === undefined) return null
  const isKnown =
    (kind === 'driver' && isNamed(text, context.drivers)) ||
    (kind === 'vehicle' && isNamed(text, context.vehicles))
  const isWord = FREE_KINDS.includes(kind)
    ? !column.isOwnExport && isProgramNull(text)
    : isNobodyWord(text, column.isOwnExport)
  if (!isWord || isKnown) return null
  const isAssignee = kind === 'driver' || kind === 'vehicle'
  const said = { heading: column.heading, text }
  const message = isAssignee
    ? messageRef('exchange.question.nobody', said)
    : messageRef('exchange.question.nothing', said)
  const key = `nobody|${column.index}|${foldedText(text)}`
  const answer = column.answers.get(key)
  if (answer === 'nobody') return { kind: 'empty' }
  if (answer !== undefined) return null
  const none = isAssignee ? messageRef('exchange.option.nobody') : messageRef('exchange.option.nothing')
  const options = [
    { label: none, answer: 'nobody' },
    { label: messageRef('exchange.option.keepText', { text }), answer: 'keep' },
  ]
  return { kind: 'problem', message, suggestions: [], question: { key, options } }
}

function isNamed(
  text: string,
  known: readonly { readonly sourceId: string; readonly name: string }[],
): boolean {
  return known.some((each) => each.sourceId === text || each.name === text)
}

function readWord(
  text: string,
  words: readonly string[],
  others: ReadonlyMap<string, string> = new Map(),
): CellReading {
  const wanted = normalHeading(text)
  const found = words.find((each) => normalHeading(each) === wanted) ?? others.get(wanted)
  if (found !== undefined) return value(found)
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
    const reading = readWord(part.trim(), STOP_ACTIVITIES, ACTIVITY_WORDS)
    if (reading.kind !== 'value') return reading
    found.push(String(reading.value))
  }
  return value(found)
}

function readNumber(text: string, { fileLanguage }: CellContext): CellReading {
  const bare = text
    .replaceAll(/[\s'’]/g, '')
    .replace(/(?<=\d)(?:km|kilometers?|kilometres?|kms?|mi|miles?|m|ft|nmi)\.?$/i, '')
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

function readZone(text: string): CellReading {
  const zone = zoneOfText(text)
  return zone === null ? problem(messageRef('exchange.cell.notAZone', { text })) : value(zone)
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
