import Papa from 'papaparse'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { normalHeading } from './columns.ts'
import { isBlank, type NumberedRow, readWorkbook } from './read-workbook.ts'

/** A file as rows of text, before anything is understood of it. */
export interface SourceTable {
  readonly header: readonly string[]
  /** As many cells in each row as the header has. */
  readonly rows: readonly (readonly string[])[]
  /**
   * Row of the file on which each of `rows` stands, from 1, as a spreadsheet numbers it: blank rows count, and a cell of
   * several lines is one row.
   */
  readonly rowNumbers: readonly number[]
  /** How the file was read, in words: `CSV, ";", Windows-1252`. */
  readonly format: string
  /** What was repaired or looks odd, in words. */
  readonly notes: readonly string[]
  /** A workbook's sheets and the one that was read; `null` for CSV. */
  readonly workbook: { readonly sheet: string; readonly sheets: readonly string[] } | null
}

/** The encodings that can be chosen by hand. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What a person has chosen of how a file is read; `null` = the program finds out. */
export interface ReadChoice {
  readonly encoding: Encoding | null
  readonly sheet: string | null
}
/** Nothing chosen: the file speaks for itself. */
export const NO_CHOICE: ReadChoice = { encoding: null, sheet: null }

/** The largest cell that is taken: beyond it the file is not a plan. */
const MAX_CELL = 1_048_576
/** The most rows one import takes. */
export const MAX_ROWS = 200_000

/** Told while reading; throwing from it ends the reading (that is how cancelling works). */
export type ReadProgress = (doneRows: number) => void

/**
 * Reads a CSV or XLSX file.
 * @throws TypedError `import.empty`, `import.unreadable`, `import.unclosedQuote`, `import.tooLarge`, each a sentence.
 */
export async function readTable(
  name: string,
  bytes: Uint8Array,
  choice: ReadChoice,
  onProgress: ReadProgress,
): Promise<SourceTable> {
  if (bytes.length === 0) throw new TypedError('import.empty', `${name} is empty.`)
  if (isZip(bytes)) return readXlsx(name, bytes, choice.sheet, onProgress)
  if (isOldExcel(bytes)) {
    throw new TypedError(
      'import.unreadable',
      `${name} is an old Excel file (.xls), or locked with a password. Save it as .xlsx or CSV without one first.`,
    )
  }
  return readCsv(name, bytes, choice.encoding ?? guessEncoding(bytes), onProgress)
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

function isOldExcel(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
}

/** By byte-order mark, else by the NULs that UTF-16 leaves in plain text, else UTF-8 when it is valid, else CP1252. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  const nuls = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1
  const [evenNuls = 0, oddNuls = 0] = nuls
  if (oddNuls > sample.length / 4 && evenNuls === 0) return 'utf-16le'
  if (evenNuls > sample.length / 4 && oddNuls === 0) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252' // not UTF-8: the other encoding that depots' exports have
    throw error
  }
}

function readCsv(name: string, bytes: Uint8Array, encoding: Encoding, onProgress: ReadProgress): SourceTable {
  const notes: string[] = []
  let text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\u0000')) {
    text = text.replaceAll('\u0000', '')
    notes.push('NUL characters were taken out.')
  }
  const separator = /^sep=(.)\r?\n/i.exec(text)
  if (separator) text = text.slice(separator[0].length)
  if (text.trim() === '') throw new TypedError('import.empty', `${name} has no rows.`)

  const records: NumberedRow[] = []
  let unclosedAt: number | null = null
  let rowNumber = 0
  const lines = withOneLineEnd(text)
  const delimiter = separator?.[1] ?? guessDelimiter(lines)
  Papa.parse<string[]>(lines, {
    newline: '\n',
    delimiter,
    step: ({ data, errors }) => {
      rowNumber += 1
      if (errors.some((each) => each.code === 'MissingQuotes')) unclosedAt ??= rowNumber
      if (isBlank(data)) return
      records.push({ rowNumber, cells: data })
      if (records.length > MAX_ROWS) throw tooManyRows(name)
      if (records.length % 1000 === 0) onProgress(records.length)
    },
  })
  if (unclosedAt !== null) {
    throw new TypedError(
      'import.unclosedQuote',
      `${name}: a quotation mark opens in row ${unclosedAt} and never closes, so the rest cannot be told apart.`,
    )
  }
  const format = `CSV, ${delimiterWord(delimiter)}, ${encoding.toUpperCase()}`
  return tableOf(name, records, format, notes)
}

/** Blank rows say nothing of the delimiter: the guess leaves them out, the reading counts them. */
function guessDelimiter(text: string): string {
  const { meta } = Papa.parse<string[]>(text, {
    newline: '\n',
    delimitersToGuess: [',', ';', '\t', '|'],
    skipEmptyLines: 'greedy',
    preview: 1,
  })
  return meta.delimiter
}

/** Files put together from several have several line ends, and a row would swallow the next. Quoted cells stay as they are. */
function withOneLineEnd(text: string): string {
  return text.replaceAll(/(?<=^|[,;\t|\r\n])"[^"]*(?:""[^"]*)*"|\r\n?/g, (found) =>
    found.startsWith('"') ? found : '\n',
  )
}

async function readXlsx(
  name: string,
  bytes: Uint8Array,
  wanted: string | null,
  onProgress: ReadProgress,
): Promise<SourceTable> {
  const { records, ...workbook } = await readWorkbook(name, bytes, wanted)
  if (records.length > MAX_ROWS) throw tooManyRows(name)
  onProgress(records.length)
  const others = workbook.sheets.filter((each) => each !== workbook.sheet)
  const notes = others.length === 0 ? [] : [`The workbook has other sheets too: ${others.join(', ')}.`]
  const table = tableOf(name, records, `Excel workbook, sheet “${workbook.sheet}”`, notes)
  return { ...table, workbook }
}

function tableOf(
  name: string,
  records: readonly NumberedRow[],
  format: string,
  notes: string[],
): SourceTable {
  const [header, ...body] = records
  if (header === undefined) throw new TypedError('import.empty', `${name} has no rows.`)
  const width = header.cells.length
  const ragged = body.filter(({ cells }) => cells.length !== width).length
  if (ragged > 0)
    notes.push(`${ragged} ${ragged === 1 ? 'row has' : 'rows have'} more or fewer cells than the headings.`)
  const names = header.cells.map(normalHeadings)
  notes.push(...repeatedHeadings(names))
  const rows = body.map(({ cells }) => {
    if (cells.some((cell) => cell.length > MAX_CELL)) {
      throw new TypedError('import.tooLarge', `${name} has a cell of over 1 MiB.`)
    }
    return names.map((_heading, index) => cells[index] ?? '')
  })
  const rowNumbers = body.map((each) => each.rowNumber)
  return { header: names, rows, rowNumbers, format, notes, workbook: null }
}

/** Of equal headings the first is read: which of them is meant, only a person knows. */
function repeatedHeadings(names: readonly string[]): string[] {
  const keys = names.map(normalHeading)
  const repeated = names.filter((each, index) => {
    const key = keys[index] ?? ''
    return each !== '' && key !== '' && keys.indexOf(key) === index && keys.lastIndexOf(key) !== index
  })
  return repeated.map(
    (each) =>
      `Several columns are headed “${each}”: the first is read, the others are left out unless you choose them below.`,
  )
}

function normalHeadings(cell: string): string {
  return cell.replaceAll('\u00a0', ' ').trim()
}

function tooManyRows(name: string): TypedError {
  return new TypedError(
    'import.tooLarge',
    `${name} has more than ${MAX_ROWS.toLocaleString('en')} rows: split it.`,
  )
}

function delimiterWord(delimiter: string): string {
  return delimiter === '\t' ? 'tabs' : `“${delimiter}”`
}
