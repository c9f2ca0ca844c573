import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/universal'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'

/** A row that is not blank, and where it stands in the file, from 1. */
export interface NumberedRow {
  readonly rowNumber: number
  readonly cells: readonly string[]
}

/** One sheet of a workbook as rows of text, and the names of all of them. */
export interface WorkbookSheet {
  readonly records: readonly NumberedRow[]
  readonly sheet: string
  readonly sheets: readonly string[]
}

/** Excel keeps a time of day as a part of its day nought, which the library reads as the last days of 1899. */
const FIRST_DAY_MS = Date.UTC(1900, 0, 1)

/**
 * Reads one sheet of an `.xlsx` file: `wanted`, else the first that has anything in it.
 * @throws TypedError `import.unreadable` when it is no workbook, `import.empty` when nothing stands in it.
 */
export async function readWorkbook(
  name: string,
  bytes: Uint8Array,
  wanted: string | null,
): Promise<WorkbookSheet> {
  const sheets = await readSheets(name, bytes)
  const filled = sheets.map(({ sheet, data }) => ({
    sheet,
    records: data
      .map((row, index) => ({ rowNumber: index + 1, cells: row.map((cell: unknown) => cellText(cell)) }))
      .filter(({ cells }) => !isBlank(cells)),
  }))
  const found =
    filled.find(({ sheet }) => sheet === wanted) ??
    filled.find(({ records }) => records.length > 0) ??
    filled[0]
  if (found === undefined || found.records.length === 0) {
    throw new TypedError('import.empty', emptyText(name, filled.length, found?.sheet ?? ''))
  }
  return { ...found, sheets: sheets.map(({ sheet }) => sheet) }
}

/** True for a row in which nothing stands. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((each) => each.trim() === '')
}

async function readSheets(name: string, bytes: Uint8Array) {
  try {
    const copy = new Uint8Array(withFailedFormulas(bytes)) // its own buffer: the library takes the whole of what it is given
    // Numbers stay the text that the workbook holds: an id must not become a rounded number on the way.
    return await readXlsxFile<string>(copy.buffer, { parseNumber: (digits) => digits })
  } catch (error) {
    throw new TypedError(
      'import.unreadable',
      messageRef('exchange.failure.notWorkbook', { file: name }),
      error,
    )
  }
}

/** The cell of a formula that failed: its type says so, and its value is the error's name. */
const FAILED_FORMULA = /(<c\b[^>]*?\bt=)(?:"e"|'e')/g

/**
 * The workbook with failed formulas as texts (`#N/A`), to be shown as bad cells: the library takes them for empty ones,
 * and a lookup that found no driver would come in as a workflow without a driver.
 */
function withFailedFormulas(bytes: Uint8Array): Uint8Array {
  const isSheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/.test(name)
  const mended: Record<string, Uint8Array> = {}
  for (const [name, content] of Object.entries(unzipSync(bytes, { filter: (file) => isSheet(file.name) }))) {
    const before = strFromU8(content)
    const after = before.replace(FAILED_FORMULA, '$1"str"')
    if (after !== before) mended[name] = strToU8(after)
  }
  if (Object.keys(mended).length === 0) return bytes
  const others = unzipSync(bytes, { filter: ({ name }) => !Object.hasOwn(mended, name) })
  return zipSync({ ...others, ...mended }, { level: 0 })
}

function emptyText(file: string, count: number, sheet: string): StoredText {
  return count > 1
    ? messageRef('exchange.failure.emptySheet', { file, sheet })
    : messageRef('exchange.failure.onlySheetEmpty', { file })
}

/**
 * A cell of a sheet as text. Dates have no zone in a workbook: they are wall-clock time, written as such. A serial ends
 * a few microseconds beside the second that was typed, so 06:10 would be 06:09:59 if it were cut off.
 */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell)
  const wall = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19)
  return cell.getTime() < FIRST_DAY_MS ? wall.slice(11) : wall.replace('T', ' ')
}
