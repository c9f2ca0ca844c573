import {
  DISTANCE_UNITS,
  STOP_ACTIVITIES,
  STOP_TYPES,
  WORKFLOW_STATUSES,
} from '../../../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import type { ColumnKind } from '../columns.ts'
import { FILE_FORMATS, normalHeading } from '../file-language.ts'
import { type CellContext, type CellReading, problem, value } from './cell-reading.ts'
import {
  DRIVER_MESSAGES,
  readConnection,
  readDigits,
  readId,
  readKnownId,
  VEHICLE_MESSAGES,
} from './read-id-cell.ts'
import { readTime } from './read-time-cell.ts'

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
