import { attributeOf, type XmlListener } from './xml-reader.ts'

/** What a number of a cell is shown as. `zeros`: a whole number with as many digits, and text around it. */
export type NumberFormat =
  | { readonly kind: 'number' | 'date' | 'time' | 'dateTime' | 'duration' }
  | { readonly kind: 'zeros'; readonly before: string; readonly digits: number; readonly after: string }

const NUMBER: NumberFormat = { kind: 'number' }

/** Collects the formats of a workbook's styles. */
export interface FormatListener extends XmlListener {
  /** The format of a style by its number. */
  formatOf(style: number): NumberFormat
}

/** Reads `xl/styles.xml`. */
export function createFormatListener(): FormatListener {
  const codes = new Map<number, string>()
  const styles: number[] = []
  const formats = new Map<number, NumberFormat>()
  let isInCellFormats = false
  return {
    open(name, attributes) {
      if (name === 'cellXfs') isInCellFormats = true
      if (name === 'numFmt') {
        codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '')
      }
      if (name === 'xf' && isInCellFormats) styles.push(Number(attributeOf(attributes, 'numFmtId') ?? 0))
    },
    close(name) {
      if (name === 'cellXfs') isInCellFormats = false
    },
    text() {},
    formatOf(style) {
      const id = styles[style] ?? 0
      const known = formats.get(id)
      if (known !== undefined) return known
      const code = codes.get(id)
      const format = code === undefined ? builtInFormat(id) : formatOfCode(code)
      formats.set(id, format)
      return format
    },
  }
}

function builtInFormat(id: number): NumberFormat {
  if (id === 22) return { kind: 'dateTime' }
  if (id === 46) return { kind: 'duration' }
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return { kind: 'time' }
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id === 36)
    return { kind: 'date' }
  if (id >= 32 && id <= 35) return { kind: 'time' }
  return NUMBER
}

/** The kind of a format by its code, such as `dd/mm/yyyy\ hh:mm`. */
export function formatOfCode(code: string): NumberFormat {
  const [first = ''] = code.split(';')
  const zeros = /^(?:"([^"]*)"|((?:\\.)*))(0{2,})(?:"([^"]*)")?$/.exec(first)
  if (zeros !== null) {
    const before = zeros[1] ?? (zeros[2] ?? '').replaceAll('\\', '')
    return { kind: 'zeros', before, digits: (zeros[3] ?? '').length, after: zeros[4] ?? '' }
  }
  const bare = first.replaceAll(/"[^"]*"|\\.|[_*]./g, '').toLowerCase()
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return { kind: 'duration' }
  const letters = bare.replaceAll(/\[[^\]]*\]|am\/pm|a\/p|general/g, '')
  const hasDate =
    /[yd]/.test(letters) || /m{3,}/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters))
  const hasTime = /[hs]/.test(letters)
  if (hasDate && hasTime) return { kind: 'dateTime' }
  if (hasDate) return { kind: 'date' }
  return hasTime ? { kind: 'time' } : NUMBER
}

const DAY_SECONDS = 86_400
/** Days from 1899-12-30, on which serial numbers begin, to 1970-01-01. */
const EPOCH_1900 = 25_569
/** The same of a workbook that counts from 1904. */
const EPOCH_1904 = 24_107

/**
 * A number of a workbook as text. Dates have no zone: they are wall-clock time, written as such, to the second that was typed
 * (a serial ends a few microseconds beside it). Hours past 24 are written as days and a time: `+1 01:30:00`.
 */
export function numberText(digits: string, format: NumberFormat, isEpoch1904: boolean): string {
  if (format.kind === 'number') return digits
  const value = Number(digits)
  if (!Number.isFinite(value)) return digits
  if (format.kind === 'zeros') {
    if (!Number.isSafeInteger(value) || value < 0) return digits
    return format.before + digits.padStart(format.digits, '0') + format.after
  }
  const seconds = Math.round(value * DAY_SECONDS)
  const clock = clockText(((seconds % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS)
  const days = Math.floor(seconds / DAY_SECONDS)
  if (days < 0) return digits
  if (format.kind === 'duration') return days === 0 ? clock : `+${days} ${clock}`
  if (days === 0 && !isEpoch1904) return clock
  // Sums of hours that are shown as a time of day.
  if (format.kind === 'time' && days < 10) {
    return days === 0 ? clock : `${days * 24 + Number(clock.slice(0, 2))}${clock.slice(2)}`
  }
  const epoch = isEpoch1904 ? EPOCH_1904 : EPOCH_1900
  const ms = (days - epoch) * DAY_SECONDS * 1000
  if (Math.abs(ms) > 8e15) return digits
  const date = new Date(ms).toISOString().slice(0, 10)
  return format.kind === 'date' && seconds % DAY_SECONDS === 0 ? date : `${date} ${clock}`
}

function clockText(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((each) => String(each).padStart(2, '0'))
    .join(':')
}
