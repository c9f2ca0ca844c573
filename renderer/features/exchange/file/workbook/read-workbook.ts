import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import { refuseOtherZip } from '../table/file-kind.ts'
import { createBudget, MAX_CELL } from '../table/limits.ts'
import { createFormatListener } from './cell-formats.ts'
import {
  createSheetListener,
  createStringListener,
  type NumberedRow,
  type SheetContext,
} from './sheet-reader.ts'
import { attributeOf, createXmlReader, type XmlListener } from './xml-reader.ts'
import { openZip, type ZipFile } from './zip-file.ts'

/** One sheet of a workbook as rows of text, and the names of all of them. */
export interface WorkbookSheet {
  readonly records: readonly NumberedRow[]
  readonly sheet: string
  readonly sheets: readonly string[]
  /** Those of `sheets` that the workbook hides. */
  readonly hiddenSheets: readonly string[]
  /** Columns that the sheet hides, from 0. */
  readonly hiddenColumns: readonly number[]
}

interface SheetEntry {
  readonly name: string
  readonly isHidden: boolean
  readonly part: string
}

/**
 * Reads one sheet of an `.xlsx` file: `wanted`, else the first visible one that has anything in it.
 * @throws TypedError `import.unreadable` when it is no workbook, `import.empty` when nothing stands in it, `import.tooLarge`.
 */
export function readWorkbook(
  name: string,
  bytes: Uint8Array,
  wanted: string | null,
  onProgress: (doneRows: number) => void,
): WorkbookSheet {
  try {
    return readParts(name, openZip(name, bytes), wanted, onProgress)
  } catch (error) {
    if (error instanceof TypedError) throw error
    const message = messageRef('exchange.failure.notWorkbook', { file: name })
    throw new TypedError('import.unreadable', message, error)
  }
}

function readParts(
  file: string,
  zip: ZipFile,
  wanted: string | null,
  onProgress: (doneRows: number) => void,
): WorkbookSheet {
  refuseOtherZip(file, zip)
  const bookPart =
    relationsOf(zip, '').find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml'
  const relations = relationsOf(zip, bookPart)
  const { entries, isEpoch1904 } = readBook(zip, bookPart, relations)
  const sheets = entries.map((each) => each.name)
  const partOf = (type: string): string | undefined => relations.find((each) => each.type === type)?.part
  const formats = createFormatListener()
  readPart(zip, partOf('styles'), formats)
  const strings = createStringListener()
  readPart(zip, partOf('sharedStrings'), strings)
  const read = (entry: SheetEntry) => {
    const context: SheetContext = {
      strings: strings.strings,
      formatOf: formats.formatOf,
      isEpoch1904,
      budget: createBudget(file),
      onProgress,
    }
    const listener = createSheetListener(context)
    readPart(zip, entry.part, listener)
    return { sheet: entry.name, records: listener.rows(), hiddenColumns: listener.hiddenColumns() }
  }
  const visible = entries.filter((each) => !each.isHidden)
  const chosen = entries.find((each) => each.name === wanted)
  const tried = chosen !== undefined ? [chosen] : visible.length > 0 ? visible : entries
  const hiddenSheets = entries.filter((each) => each.isHidden).map((each) => each.name)
  for (const entry of tried) {
    const found = read(entry)
    if (found.records.length > 0) return { ...found, sheets, hiddenSheets }
  }
  throw new TypedError('import.empty', emptyText(file, entries.length, tried[0]?.name ?? ''))
}

function readPart(zip: ZipFile, part: string | undefined, listener: XmlListener): void {
  if (part === undefined || !zip.names.includes(part)) return
  const reader = createXmlReader(listener, MAX_CELL * 2)
  zip.unpack(part, (piece) => reader.push(piece))
  reader.end()
}

interface Relation {
  readonly id: string
  /** The last word of its type: `worksheet`, `styles`, `sharedStrings`. */
  readonly type: string
  readonly part: string
}

/** The relations of a part; those of the whole file for `''`. Sheets of charts and macros have types of their own. */
function relationsOf(zip: ZipFile, part: string): readonly Relation[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const found: Relation[] = []
  readPart(zip, `${folder}_rels/${part.slice(folder.length)}.rels`, {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attributeOf(attributes, 'Target') ?? ''
      const type = (attributeOf(attributes, 'Type') ?? '').split('/').at(-1) ?? ''
      const path = target.startsWith('/') ? target.slice(1) : normalPath(folder + target)
      found.push({ id: attributeOf(attributes, 'Id') ?? '', type, part: path })
    },
    close() {},
    text() {},
  })
  return found
}

function normalPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function readBook(zip: ZipFile, bookPart: string, relations: readonly Relation[]) {
  const entries: SheetEntry[] = []
  let isEpoch1904 = false
  readPart(zip, bookPart, {
    open(name, attributes) {
      if (name === 'workbookPr') {
        const epoch = attributeOf(attributes, 'date1904')
        isEpoch1904 = epoch === '1' || epoch === 'true'
      }
      if (name !== 'sheet') return
      const id = attributeOf(attributes, 'id')
      const relation = relations.find((each) => each.id === id)
      if (relation?.type !== 'worksheet') return
      const state = attributeOf(attributes, 'state')
      entries.push({
        name: attributeOf(attributes, 'name') ?? '',
        isHidden: state === 'hidden' || state === 'veryHidden',
        part: relation.part,
      })
    },
    close() {},
    text() {},
  })
  if (entries.length === 0) throw new RangeError('no sheets')
  return { entries, isEpoch1904 }
}

function emptyText(file: string, count: number, sheet: string): StoredText {
  return count > 1
    ? messageRef('exchange.failure.emptySheet', { file, sheet })
    : messageRef('exchange.failure.onlySheetEmpty', { file })
}
