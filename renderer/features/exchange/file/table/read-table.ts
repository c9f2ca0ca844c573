import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import { normalHeading } from '../file-language.ts'
import { findHeader, knownHeadings } from '../structure/find-header.ts'
import { readWorkbook } from '../workbook/read-workbook.ts'
import type { NumberedRow } from '../workbook/sheet-reader.ts'
import { guessDelimiter, type QuoteReading, readCsvRows, UnclosedQuote } from './csv-rows.ts'
import { type Encoding, type EncodingReading, guessEncodings } from './encodings.ts'
import { isZip, refuseBinary, refuseMarkup } from './file-kind.ts'
import { createBudget, MAX_FILE_BYTES, tooLarge } from './limits.ts'

/** A file as rows of text. */
export interface SourceTable {
  /** Name of the file. */
  readonly fileName: string
  readonly header: readonly string[]
  /** As many cells in each row as the header has. */
  readonly rows: readonly (readonly string[])[]
  /**
   * Row of the file on which each of `rows` stands, from 1, as a spreadsheet numbers it: blank rows count, and a cell of
   * several lines is one row.
   */
  readonly rowNumbers: readonly number[]
  /** Row of the file on which the headings stand. */
  readonly headerRow: number
  /** The filled cells of the rows above the headings. */
  readonly above: readonly string[]
  /** What makes a reading of some rows doubtful. */
  readonly doubts: RowDoubts
  /** How the file was read, such as `CSV, “;”, WINDOWS-1252`. */
  readonly format: StoredText
  /** What was repaired or looks odd, a sentence each. */
  readonly notes: readonly StoredText[]
  /** A workbook's sheets and the one that was read; `null` for CSV. */
  readonly workbook: WorkbookNames | null
  /** The encoding of a CSV, and how others would read it, where the bytes do not say which it is; `null` for a workbook. */
  readonly encodings: readonly EncodingReading[] | null
}

/** The sheets of a workbook. */
export interface WorkbookNames {
  readonly sheet: string
  readonly sheets: readonly string[]
  readonly hiddenSheets: readonly string[]
}

/** Rows that may mean something else than they say, by their index in the table. */
export interface RowDoubts {
  /** Rows that the workbook hides. */
  readonly hidden: ReadonlySet<number>
  /** Columns that the workbook hides. */
  readonly hiddenColumns: ReadonlySet<number>
  /** Cells past the last heading, without blank ones at the end. */
  readonly extraCells: ReadonlyMap<number, readonly string[]>
  /** The column of a quoted cell in which whole lines stand. */
  readonly swallowed: ReadonlyMap<number, number>
}

/** How a person has chosen to read a file; `null` = found from the file. */
export interface ReadChoice {
  readonly encoding: Encoding | null
  readonly sheet: string | null
  /** Row of the file, from 1. */
  readonly headerRow: number | null
  readonly quotes: QuoteReading
}
/** Nothing is chosen: all is found from the file. */
export const NO_CHOICE: ReadChoice = { encoding: null, sheet: null, headerRow: null, quotes: 'quotes' }

/** Called while reading. An error that it throws ends the reading; cancelling works this way. */
export type ReadProgress = (doneRows: number) => void

/**
 * Reads a CSV or XLSX file.
 * @throws TypedError `import.empty`, `import.unreadable`, `import.unclosedQuote`, `import.tooLarge`, each with a stored text as its message.
 */
export async function readTable(
  name: string,
  bytes: Uint8Array,
  choice: ReadChoice,
  onProgress: ReadProgress,
): Promise<SourceTable> {
  if (bytes.length === 0)
    throw new TypedError('import.empty', messageRef('exchange.failure.emptyFile', { file: name }))
  checkFileSize(name, bytes.length)
  if (isZip(bytes)) return readXlsx(name, bytes, choice, onProgress)
  refuseBinary(name, bytes)
  return readCsv(name, bytes, choice, onProgress)
}

/** @throws TypedError `import.tooLarge` for a file of more bytes than an import takes */
export function checkFileSize(name: string, size: number): void {
  if (size <= MAX_FILE_BYTES) return
  const limit = Math.round(MAX_FILE_BYTES / 1_048_576)
  throw tooLarge(messageRef('exchange.failure.fileTooLarge', { file: name, limit }))
}

interface RawRow extends NumberedRow {
  readonly swallowedColumn: number | null
}

function readCsv(name: string, bytes: Uint8Array, choice: ReadChoice, onProgress: ReadProgress): SourceTable {
  const notes: StoredText[] = []
  const encodings: readonly EncodingReading[] =
    choice.encoding === null ? guessEncodings(bytes) : [{ encoding: choice.encoding, sample: '' }]
  const encoding = encodings[0]?.encoding ?? 'utf-8'
  let text = new TextDecoder(encoding).decode(bytes)
  refuseMarkup(name, text)
  if (text.includes('\u0000')) {
    text = text.replaceAll('\u0000', '')
    notes.push(messageRef('exchange.note.nulCharacters'))
  }
  const separator = /^\s*"?sep=(.)"?[^\r\n]*\r?\n/i.exec(text)
  if (separator) text = text.slice(separator[0].length)
  if (text.trim() === '') throw noRows(name)

  const delimiter = separator?.[1] ?? guessDelimiter(text, knownHeadings)
  const records = csvRecords(name, text, delimiter, choice.quotes, onProgress)
  const format = messageRef('exchange.file.format.csv', {
    delimiter: delimiterText(delimiter),
    encoding: encoding.toUpperCase(),
  })
  const table = tableOf(name, records, choice, notes)
  return { ...table, format, workbook: null, encodings }
}

function csvRecords(
  name: string,
  text: string,
  delimiter: string,
  quotes: QuoteReading,
  onProgress: ReadProgress,
): readonly RawRow[] {
  const records: RawRow[] = []
  const budget = createBudget(name)
  try {
    readCsvRows(text, delimiter, quotes, ({ cells, swallowedColumn }, rowNumber) => {
      if (isBlank(cells)) return
      budget.addRow(cells)
      records.push({ rowNumber, cells, isHidden: false, swallowedColumn })
      if (records.length % 1000 === 0) onProgress(records.length)
    })
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    const message = messageRef('exchange.failure.unclosedQuote', { file: name, row: String(error.row) })
    throw new TypedError('import.unclosedQuote', message)
  }
  return records
}

/** True for a row in which nothing stands. */
function isBlank(cells: readonly string[]): boolean {
  return cells.every((each) => each.trim() === '')
}

function readXlsx(
  name: string,
  bytes: Uint8Array,
  choice: ReadChoice,
  onProgress: ReadProgress,
): SourceTable {
  const { records, hiddenColumns, ...workbook } = readWorkbook(name, bytes, choice.sheet, onProgress)
  onProgress(records.length)
  const others = workbook.sheets.filter((each) => each !== workbook.sheet)
  const notes =
    others.length === 0 ? [] : [messageRef('exchange.note.otherSheets', { sheets: others.join(', ') })]
  const format = messageRef('exchange.file.format.xlsx', { sheet: workbook.sheet })
  const width = records.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const raw = records.map(
    (each): RawRow => ({ ...each, cells: padded(each.cells, width), swallowedColumn: null }),
  )
  const table = tableOf(name, raw, choice, notes)
  const doubts = { ...table.doubts, hiddenColumns: new Set(hiddenColumns) }
  return { ...table, doubts, format, workbook, encodings: null }
}

function tableOf(name: string, records: readonly RawRow[], { headerRow }: ReadChoice, notes: StoredText[]) {
  const chosen = headerRow === null ? -1 : records.findIndex((each) => each.rowNumber >= headerRow)
  const headerAt = chosen === -1 ? findHeader(records.map((each) => each.cells)) : chosen
  const header = records[headerAt]
  if (header === undefined) throw noRows(name)
  const body = records.slice(headerAt + 1)
  const names = header.cells.map(plainHeading)
  const above = records.slice(0, headerAt).flatMap(({ cells }) => cells.filter((each) => each.trim() !== ''))
  if (headerAt > 0) notes.push(messageRef('exchange.note.rowsAbove', { count: headerAt }))
  const ragged = body.filter(({ cells }) => cells.length !== header.cells.length).length
  if (ragged > 0) notes.push(messageRef('exchange.note.raggedRows', { count: ragged }))
  notes.push(...repeatedHeadings(names))
  const hidden = new Set<number>()
  const extraCells = new Map<number, readonly string[]>()
  const swallowed = new Map<number, number>()
  for (const [index, { cells, isHidden, swallowedColumn }] of body.entries()) {
    if (isHidden) hidden.add(index)
    const extra = withoutBlankEnd(cells.slice(names.length))
    if (extra.length > 0) extraCells.set(index, extra)
    if (swallowedColumn !== null) swallowed.set(index, swallowedColumn)
  }
  return {
    fileName: name,
    header: names,
    rows: body.map(({ cells }) => names.map((_heading, index) => cells[index] ?? '')),
    rowNumbers: body.map((each) => each.rowNumber),
    headerRow: header.rowNumber,
    above,
    doubts: { hidden, hiddenColumns: new Set<number>(), extraCells, swallowed },
    notes,
  }
}

/** With blank cells up to this width: a workbook leaves them out. */
function padded(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => '')]
}

function withoutBlankEnd(cells: readonly string[]): readonly string[] {
  let length = cells.length
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1
  return cells.slice(0, length)
}

/** Of equal headings the first is read: which of them is meant, only a person knows. */
function repeatedHeadings(names: readonly string[]): StoredText[] {
  const keys = names.map(normalHeading)
  const repeated = names.filter((each, index) => {
    const key = keys[index] ?? ''
    return each !== '' && key !== '' && keys.indexOf(key) === index && keys.lastIndexOf(key) !== index
  })
  return repeated.map((heading) => messageRef('exchange.note.repeatedHeading', { heading }))
}

/** A heading in one line, without characters that nobody sees. */
function plainHeading(cell: string): string {
  return cell
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function noRows(name: string): TypedError {
  return new TypedError('import.empty', messageRef('exchange.failure.noRows', { file: name }))
}

function delimiterText(delimiter: string): StoredText {
  if (delimiter === '\t') return messageRef('exchange.file.delimiter.tab')
  return messageRef('exchange.file.delimiter.character', { character: delimiter })
}
