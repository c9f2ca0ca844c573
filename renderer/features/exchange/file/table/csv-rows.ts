/** One row of a CSV, as read. */
export interface CsvRow {
  readonly cells: readonly string[]
  /**
   * Column of a quoted cell in which whole lines of the table seem to stand: its quotation mark may be part of the text.
   * `null` = none.
   */
  readonly swallowedColumn: number | null
}

/** A quotation mark that never closes. */
export class UnclosedQuote extends Error {
  /** Row of the file, from 1: a cell of several lines is one row. */
  readonly row: number
  constructor(row: number) {
    super('unclosed quotation mark')
    this.row = row
  }
}

/** How quotation marks that seem to swallow lines are read: as quotes, or as characters of the text. */
export type QuoteReading = 'quotes' | 'literal'

/**
 * Reads a CSV. A row ends with LF, CR or both. A cell in quotation marks may follow blanks; where text follows its closing
 * mark, its marks are characters like any other.
 * @throws UnclosedQuote
 */
export function readCsvRows(
  text: string,
  delimiter: string,
  quotes: QuoteReading,
  onRow: (row: CsvRow, rowNumber: number) => void,
): void {
  const lineEnd = /\r\n?|\n/g
  let [at, rowNumber, nextEnd] = [0, 1, -1]
  const endFrom = (from: number): number => {
    if (nextEnd >= from) return nextEnd
    lineEnd.lastIndex = from
    nextEnd = lineEnd.exec(text)?.index ?? text.length
    return nextEnd
  }
  while (at < text.length) {
    const cells: string[] = []
    let swallowedColumn: number | null = null
    for (;;) {
      const quoted = quotedCell(text, at, delimiter, rowNumber)
      const isSwallowing = quoted !== null && swallowsLines(quoted.text, delimiter)
      if (quoted !== null && !(isSwallowing && quotes === 'literal')) {
        if (isSwallowing) swallowedColumn ??= cells.length
        cells.push(quoted.text)
        at = quoted.end
      } else {
        const end = endFrom(at)
        const next = text.indexOf(delimiter, at)
        const stop = next !== -1 && next < end ? next : end
        cells.push(text.slice(at, stop))
        at = stop
      }
      if (text[at] !== delimiter) break
      at += 1
    }
    onRow({ cells, swallowedColumn }, rowNumber)
    rowNumber += 1
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
  }
}

/** The quoted cell that begins here, and where it ends; `null` for a cell without quotes, or with text after them. */
function quotedCell(
  text: string,
  start: number,
  delimiter: string,
  rowNumber: number,
): { text: string; end: number } | null {
  let open = start
  while (text[open] === ' ') open += 1
  if (text[open] !== '"') return null
  let at = open + 1
  let hasDouble = false
  for (;;) {
    const close = text.indexOf('"', at)
    if (close === -1) throw new UnclosedQuote(rowNumber)
    if (text[close + 1] === '"') {
      hasDouble = true
      at = close + 2
      continue
    }
    let end = close + 1
    while (text[end] === ' ') end += 1
    if (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') return null
    const inner = text.slice(open + 1, close)
    return { text: hasDouble ? inner.replaceAll('""', '"') : inner, end }
  }
}

/** True when a line within the cell has as many delimiters as a row of a table. */
function swallowsLines(cell: string, delimiter: string): boolean {
  if (!/[\r\n]/.test(cell)) return false
  return cell
    .split(/\r\n?|\n/)
    .slice(1)
    .some((line) => line.split(delimiter).length > 2)
}

/** The delimiters that are looked for. */
const DELIMITERS = [',', ';', '\t', '|'] as const
/** Lines that are looked at to find the delimiter. */
const GUESS_LINES = 30

/**
 * The delimiter of a CSV: the one that gives the row with the most known headings, else the one that most lines have equally
 * often.
 * @param knownHeadings how many cells of a row are known headings
 */
export function guessDelimiter(text: string, knownHeadings: (cells: readonly string[]) => number): string {
  const lines = text
    .slice(0, 200_000)
    .split(/\r\n?|\n/)
    .filter((line) => line.replaceAll(/[\s,;|]/g, '') !== '')
    .slice(0, GUESS_LINES)
  let [best, bestScore]: [string, number] = [',', 0]
  for (const delimiter of DELIMITERS) {
    const rows = lines.map((line) => line.split(delimiter).map((cell) => cell.replaceAll('"', '')))
    const known = Math.max(0, ...rows.map(knownHeadings))
    const counts = new Map<number, number>()
    for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
    const even = Math.max(0, ...counts.values()) / Math.max(1, lines.length)
    const wide = Math.max(0, ...counts.keys())
    // Known headings decide; among equals the delimiter that gives several cells in most lines.
    const score = (wide > 1 ? known * 100 : 0) + even * 10 + Math.min(wide, 50) / 50
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}
