import Papa from 'papaparse'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { normalHeading } from './file-language.ts'
import { isBlank, type NumberedRow, readWorkbook } from './read-workbook.ts'

/** A file as rows of text. */
export interface SourceTable {
  readonly header: readonly string[]
  /** As many cells in each row as the header has. */
  readonly rows: readonly (readonly string[])[]
  /**
   * Row of the file on which each of `rows` stands, from 1, as a spreadsheet numbers it: blank rows count, and a cell of
   * several lines is one row.
   */
  readonly rowNumbers: readonly number[]
  /** How the file was read, such as `CSV, “;”, WINDOWS-1252`. */
  readonly format: StoredText
  /** What was repaired or looks odd, a sentence each. */
  readonly notes: readonly StoredText[]
  /** A workbook's sheets and the one that was read; `null` for CSV. */
  readonly workbook: { readonly sheet: string; readonly sheets: readonly string[] } | null
}

/** The encodings that can be chosen by hand. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** How a person has chosen to read a file; `null` = found from the file. */
export interface ReadChoice {
  readonly encoding: Encoding | null
  readonly sheet: string | null
}
/** Nothing is chosen: all is found from the file. */
export const NO_CHOICE: ReadChoice = { encoding: null, sheet: null }

/** The most characters of a cell. */
const MAX_CELL = 1_048_576
/** The most rows of an import. */
export const MAX_ROWS = 200_000

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
  if (isZip(bytes)) return readXlsx(name, bytes, choice.sheet, onProgress)
  if (isOldExcel(bytes)) {
    throw new TypedError('import.unreadable', messageRef('exchange.failure.oldExcel', { file: name }))
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
  const notes: StoredText[] = []
  let text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\u0000')) {
    text = text.replaceAll('\u0000', '')
    notes.push(messageRef('exchange.note.nulCharacters'))
  }
  const separator = /^sep=(.)\r?\n/i.exec(text)
  if (separator) text = text.slice(separator[0].length)
  if (text.trim() === '') throw noRows(name)

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
      messageRef('exchange.failure.unclosedQuote', { file: name, row: String(unclosedAt) }),
    )
  }
  const format = messageRef('exchange.file.format.csv', {
    delimiter: delimiterText(delimiter),
    encoding: encoding.toUpperCase(),
  })
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
  const notes =
    others.length === 0 ? [] : [messageRef('exchange.note.otherSheets', { sheets: others.join(', ') })]
  const format = messageRef('exchange.file.format.xlsx', { sheet: workbook.sheet })
  const table = tableOf(name, records, format, notes)
  return { ...table, workbook }
}

function tableOf(
  name: string,
  records: readonly NumberedRow[],
  format: StoredText,
  notes: StoredText[],
): SourceTable {
  const [header, ...body] = records
  if (header === undefined) throw noRows(name)
  const width = header.cells.length
  const ragged = body.filter(({ cells }) => cells.length !== width).length
  if (ragged > 0) notes.push(messageRef('exchange.note.raggedRows', { count: ragged }))
  const names = header.cells.map(normalHeadings)
  notes.push(...repeatedHeadings(names))
  const rows = body.map(({ cells }) => {
    if (cells.some((cell) => cell.length > MAX_CELL)) {
      throw new TypedError('import.tooLarge', messageRef('exchange.failure.largeCell', { file: name }))
    }
    return names.map((_heading, index) => cells[index] ?? '')
  })
  const rowNumbers = body.map((each) => each.rowNumber)
  return { header: names, rows, rowNumbers, format, notes, workbook: null }
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

function normalHeadings(cell: string): string {
  return cell.replaceAll('\u00a0', ' ').trim()
}

function tooManyRows(name: string): TypedError {
  return new TypedError(
    'import.tooLarge',
    messageRef('exchange.failure.tooManyRows', { file: name, limit: MAX_ROWS }),
  )
}

function noRows(name: string): TypedError {
  return new TypedError('import.empty', messageRef('exchange.failure.noRows', { file: name }))
}

function delimiterText(delimiter: string): StoredText {
  if (delimiter === '\t') return messageRef('exchange.file.delimiter.tab')
  return messageRef('exchange.file.delimiter.character', { character: delimiter })
}
