import type { TableBudget } from '../table/limits.ts'
import { type NumberFormat, numberText } from './cell-formats.ts'
import { attributeOf, type XmlListener } from './xml-reader.ts'

/** A row that is not blank, and where it stands in the file, from 1. */
export interface NumberedRow {
  readonly rowNumber: number
  readonly cells: readonly string[]
  /** True for a row that the workbook hides, by a filter or by hand. */
  readonly isHidden: boolean
}

/** What a sheet is read with. */
export interface SheetContext {
  readonly strings: readonly string[]
  readonly formatOf: (style: number) => NumberFormat
  readonly isEpoch1904: boolean
  readonly budget: TableBudget
  readonly onProgress: (doneRows: number) => void
}

/** Collects the rows of a sheet. */
export interface SheetListener extends XmlListener {
  /** The rows in which something stands. Cells of a range that is merged over several rows have its text in each of them. */
  rows(): readonly NumberedRow[]
  /** Columns that the workbook hides, from 0. */
  hiddenColumns(): readonly number[]
}

interface MergedRange {
  readonly column: number
  readonly firstRow: number
  readonly lastRow: number
}

/** The most merged ranges that are filled. */
const MAX_MERGED = 100_000

/** Reads `xl/worksheets/sheet1.xml`. */
export function createSheetListener(context: SheetContext): SheetListener {
  const rows: { rowNumber: number; cells: string[]; isHidden: boolean }[] = []
  const merged: MergedRange[] = []
  const hiddenColumns: number[] = []
  const row = { number: 0, cells: [] as string[], isHidden: false, column: -1 }
  const cell = createCell()

  function openRow(attributes: string): void {
    const number = Number(attributeOf(attributes, 'r') ?? Number.NaN)
    row.number = Number.isSafeInteger(number) && number > row.number ? number : row.number + 1
    row.isHidden = isTrue(attributeOf(attributes, 'hidden')) || attributeOf(attributes, 'ht') === '0'
    row.cells = []
    row.column = -1
  }
  function closeRow(): void {
    if (!row.cells.some((each) => each.trim() !== '')) return
    context.budget.addRow(row.cells)
    rows.push({ rowNumber: row.number, cells: row.cells, isHidden: row.isHidden })
    if (rows.length % 1000 === 0) context.onProgress(rows.length)
  }
  function closeCell(): void {
    const text = cell.textOf(context)
    if (text === '') return
    context.budget.checkColumn(row.column)
    while (row.cells.length < row.column) row.cells.push('')
    row.cells[row.column] = text
  }
  return {
    open(name, attributes) {
      if (name === 'c') {
        const place = attributeOf(attributes, 'r')
        row.column = place === null ? row.column + 1 : columnOf(place, row.column + 1)
        cell.begin(attributes)
      } else if (name === 'row') openRow(attributes)
      else if (name === 'mergeCell') addMerged(merged, attributeOf(attributes, 'ref') ?? '')
      else if (name === 'col') addHidden(hiddenColumns, attributes)
      else cell.open(name)
    },
    close(name) {
      if (name === 'c') closeCell()
      else if (name === 'row') closeRow()
      else cell.close(name)
    },
    text: (text) => cell.text(text),
    rows: () => withMerged(rows, merged, context.budget),
    hiddenColumns: () => hiddenColumns,
  }
}

/** One cell while it is read: its type and style, its value, its formula, its own text. */
function createCell() {
  let [type, style, value, formula, inline] = ['n', 0, '', '', '']
  let [hasFormula, isPhonetic] = [false, false]
  let inside: 'v' | 'f' | 't' | null = null
  return {
    begin(attributes: string): void {
      type = attributeOf(attributes, 't') ?? 'n'
      style = Number(attributeOf(attributes, 's') ?? 0)
      ;[value, formula, inline, hasFormula, isPhonetic, inside] = ['', '', '', false, false, null]
    },
    open(name: string): void {
      if (name === 'v' || name === 'f' || name === 't') inside = name
      if (name === 'f') hasFormula = true
      if (name === 'rPh') isPhonetic = true
    },
    close(name: string): void {
      if (name === inside) inside = null
      if (name === 'rPh') isPhonetic = false
    },
    text(text: string): void {
      if (inside === 'v') value += text
      else if (inside === 'f') formula += text
      else if (inside === 't' && !isPhonetic) inline += text
    },
    textOf(context: SheetContext): string {
      if (hasFormula && value === '' && inline === '' && type !== 'str') return `=${formula}`
      switch (type) {
        case 's':
          return context.strings[Number(value)] ?? ''
        case 'inlineStr':
          return unescaped(inline === '' ? value : inline)
        case 'str':
          return unescaped(value)
        case 'e':
          return value
        case 'b':
          return value === '' ? '' : String(isTrue(value))
        case 'd':
          return isoText(value)
        default:
          return value === ''
            ? unescaped(inline)
            : numberText(value.trim(), context.formatOf(style), context.isEpoch1904)
      }
    },
  }
}

/** A date of a strict workbook, `2026-11-24T06:00:00`, as a sheet shows it. */
function isoText(value: string): string {
  const date = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?Z?$/.exec(value)
  return date?.[1] ?? value.replace('T', ' ').replace(/\.0+Z?$|Z$/, '')
}

/** Collects the shared strings of a workbook. */
export function createStringListener(): XmlListener & { readonly strings: readonly string[] } {
  const strings: string[] = []
  let current = ''
  let [isText, isPhonetic] = [false, false]
  return {
    strings,
    open(name) {
      if (name === 'si') current = ''
      if (name === 't') isText = true
      if (name === 'rPh') isPhonetic = true
    },
    close(name) {
      if (name === 'si') strings.push(unescaped(current))
      if (name === 't') isText = false
      if (name === 'rPh') isPhonetic = false
    },
    text(text) {
      if (isText && !isPhonetic) current += text
    },
  }
}

/** Characters that XML cannot hold are written as `_x000D_`. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text
}

function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true'
}

/** The column of a place such as `AB12`, from 0. */
function columnOf(place: string, otherwise: number): number {
  let column = 0
  for (const letter of place.replaceAll('$', '')) {
    const code = letter.toUpperCase().charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    column = column * 26 + code
  }
  return column === 0 ? otherwise : column - 1
}

function addMerged(merged: MergedRange[], range: string): void {
  const match = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/i.exec(range.replaceAll('$', ''))
  if (match === null || merged.length >= MAX_MERGED) return
  const [, place = '', first, last] = match
  if (first !== last)
    merged.push({ column: columnOf(place, 0), firstRow: Number(first), lastRow: Number(last) })
}

function addHidden(hidden: number[], attributes: string): void {
  if (!isTrue(attributeOf(attributes, 'hidden')) && attributeOf(attributes, 'width') !== '0') return
  const [first, last] = ['min', 'max'].map((each) => Number(attributeOf(attributes, each)))
  for (let column = first ?? 0; column <= Math.min(last ?? 0, (first ?? 0) + 400); column += 1)
    hidden.push(column - 1)
}

/** The rows with the text of each merged range in all rows of it that hold something else too. */
function withMerged(
  rows: { rowNumber: number; cells: string[]; isHidden: boolean }[],
  merged: readonly MergedRange[],
  budget: TableBudget,
): readonly NumberedRow[] {
  if (merged.length === 0) return rows
  const indexes = new Map(rows.map((each, index) => [each.rowNumber, index]))
  for (const { column, firstRow, lastRow } of merged) {
    const first = indexes.get(firstRow)
    const text = first === undefined ? '' : (rows[first]?.cells[column] ?? '')
    if (first === undefined || text === '') continue
    budget.checkColumn(column)
    for (let index = first + 1; (rows[index]?.rowNumber ?? Number.POSITIVE_INFINITY) <= lastRow; index += 1) {
      const cells = rows[index]?.cells ?? []
      while (cells.length < column) cells.push('')
      if ((cells[column] ?? '') === '') cells[column] = text
    }
  }
  return rows
}
