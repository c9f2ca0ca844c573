import { dayOf } from '../../../../../shared/util/depot-time.ts'
import type { CellProblem } from '../cell-problem.ts'
import {
  type CellContext,
  type CellReading,
  type ColumnContext,
  DAY_ALONE,
  type ImportContext,
} from '../cells/cell-reading.ts'
import { type DateOrders, findDateOrders } from '../cells/date-order.ts'
import { readCell } from '../cells/read-cell.ts'
import { offsetOfWord } from '../cells/zone-of-text.ts'
import { type ColumnMapping, IMPORT_COLUMNS } from '../columns.ts'
import { type ImportKey, isOwnExport, languageOfHeader } from '../file-language.ts'
import type { SourceTable } from '../table/read-table.ts'
import { type ArrangedRows, type ArrangeOptions, arrangeRows } from './arrange-rows.ts'

/** Reads the cells of a table, each text of a column once. */
export interface RowReader {
  readonly table: SourceTable
  readonly mapping: ColumnMapping
  readonly zone: string
  /** Day of times without a date, `YYYY-MM-DD`. */
  readonly day: string
  readonly arranged: ArrangedRows
  readonly dateOrders: DateOrders
  readonly isOwnExport: boolean
  /** The text of a cell: a correction, else what the file says. */
  textAt(row: number, column: number): string
  /** The text of the column of this key; `''` without one. */
  textOf(row: number, key: ImportKey): string
  /** @param day day of a time without a date */
  read(row: number, column: number, day: string): CellReading
  /** As {@link read}, of the column of this key; `null` without one. */
  readKey(row: number, key: ImportKey, day: string): CellReading | null
  /** The day of an instant in the zone of the desk. */
  dayOf(instant: string): string
  /** The day of a row by its own column or a title above it; `null` = nothing says one. */
  namedDay(row: number): string | null
  /** The day that a row says for its workflow, by its own column or the date of its start; `null` = it says none. */
  ownDay(row: number): string | null
}

/** What a reader is made with, besides the table. */
export interface RowReaderOptions extends Omit<ArrangeOptions, 'day'> {
  readonly context: ImportContext
}

/** The most readings that are kept of one column. */
const MAX_READINGS = 20_000

/** Reads a table with these columns, corrections and answers. */
export function createRowReader(table: SourceTable, options: RowReaderOptions): RowReader {
  const { mapping, fixes, context } = options
  const arranged = arrangeRows(table, { ...options, day: context.day })
  const dateOrders = dateOrdersOf(table, options)
  const isExact = isOwnExport(table.header)
  const contexts = columnContexts(table, options, dateOrders, isExact)
  const zones = table.header.map(zoneOfHeading)
  const readings = table.header.map(() => new Map<string, CellReading>())
  const days = new Map<string, string>()
  const zoneColumn = mapping.indexOf('zone')

  function textAt(row: number, column: number): string {
    return fixes.get(`${row}:${column}`) ?? (arranged.mended.get(row) ?? table.rows[row])?.[column] ?? ''
  }
  function readIn(row: number, column: number, day: string, zone: string): CellReading {
    const text = textAt(row, column)
    const isPlain = day === context.day && zone === context.zone
    const key = isPlain ? text : `${day}|${zone}|${text}`
    const known = readings[column]
    const before = known?.get(key)
    if (before !== undefined) return before
    const own = contexts[column]
    const kind = own == null ? 'text' : IMPORT_COLUMNS[own.column.key].kind
    const reading = own == null ? { kind: 'empty' as const } : readCell(kind, text, { ...own, day, zone })
    if (known !== undefined && known.size < MAX_READINGS) known.set(key, reading)
    return reading
  }
  function zoneOf(row: number, column: number): string {
    if (zoneColumn === -1 || column === zoneColumn) return zones[column] ?? context.zone
    const reading = readIn(row, zoneColumn, context.day, context.zone)
    return reading.kind === 'value' ? String(reading.value) : (zones[column] ?? context.zone)
  }
  const reader: RowReader = {
    table,
    mapping,
    zone: context.zone,
    day: context.day,
    arranged,
    dateOrders,
    isOwnExport: isExact,
    textAt,
    textOf(row, key) {
      const column = mapping.indexOf(key)
      return column === -1 ? '' : textAt(row, column)
    },
    read: (row, column, day) => readIn(row, column, day, zoneOf(row, column)),
    readKey(row, key, day) {
      const column = mapping.indexOf(key)
      return column === -1 ? null : reader.read(row, column, day)
    },
    dayOf(instant) {
      const before = days.get(instant)
      if (before !== undefined) return before
      const day = dayOf(instant, context.zone)
      if (days.size < MAX_READINGS) days.set(instant, day)
      return day
    },
    namedDay: (row) => dayValue(reader.readKey(row, 'day', context.day)) ?? arranged.days.get(row) ?? null,
    ownDay(row) {
      const named = reader.namedDay(row)
      const base = dayValue(reader.readKey(row, 'startDay', context.day)) ?? named ?? context.day
      const start = reader.readKey(row, 'start', base)
      if (start?.kind === 'dayOnly') return start.day
      if (start?.kind === 'value') return reader.dayOf(String(start.value))
      return dayValue(reader.readKey(row, 'startDay', context.day)) ?? named
    },
  }
  return reader
}

/** The day of a cell of days. */
export function dayValue(reading: CellReading | null): string | null {
  return reading?.kind === 'value' ? String(reading.value) : null
}

function timeColumns(mapping: ColumnMapping): readonly number[] {
  return mapping.flatMap((key, column) => {
    const kind = key === null ? null : IMPORT_COLUMNS[key].kind
    return kind === 'time' || kind === 'day' ? [column] : []
  })
}

function dateOrdersOf(table: SourceTable, { mapping, answers, context }: RowReaderOptions): DateOrders {
  const language = languageOfHeader(table.header)
  const isAmerican = language === 'en' && context.zone.startsWith('America/')
  const textsOf = function* (column: number): Iterable<string> {
    for (const row of table.rows) yield row[column] ?? ''
  }
  return findDateOrders(timeColumns(mapping), textsOf, isAmerican ? 'mdy' : 'dmy', answers)
}

type ColumnCellContext = CellContext & { readonly column: ColumnContext }

function columnContexts(
  table: SourceTable,
  { mapping, answers, context }: RowReaderOptions,
  dateOrders: DateOrders,
  isExact: boolean,
): readonly (ColumnCellContext | null)[] {
  const fileLanguage = languageOfHeader(table.header)
  return mapping.map((key, index) => {
    if (key === null) return null
    const heading = table.header[index] ?? ''
    const timesOfDates = timesOfDatesIn(table, mapping, index)
    const column = { key, index, heading, dateOrders, answers, timesOfDates, isOwnExport: isExact }
    return { ...context, fileLanguage, column }
  })
}

/** Rows that are looked at for the commonest time of a column. */
const LOOKED_AT = 2_000

/** What is offered for dates without a time: the day alone where other columns have times, and the column's commonest time. */
function timesOfDatesIn(table: SourceTable, mapping: ColumnMapping, column: number): readonly string[] {
  const key = mapping[column] ?? null
  if (key === null || IMPORT_COLUMNS[key].kind !== 'time') return [DAY_ALONE]
  const looked = table.rows.slice(0, LOOKED_AT)
  const others = mapping.some((each, index) => {
    const isTime = each !== null && IMPORT_COLUMNS[each].kind === 'time' && index !== column
    if (!isTime || (key === 'start' && each === 'end')) return false
    return looked.some((row) => /\d/.test(row[index] ?? ''))
  })
  const counts = new Map<string, number>()
  for (const row of looked) {
    const clock = /(?:^|[\sT])(\d{1,2}:\d{2})/.exec(row[column] ?? '')?.[1]
    if (clock !== undefined) counts.set(clock, (counts.get(clock) ?? 0) + 1)
  }
  const [common] = [...counts].toSorted((a, b) => b[1] - a[1])
  const times = [common?.[0].padStart(5, '0') ?? '06:00', '00:00']
  return [...new Set(others ? [DAY_ALONE, ...times] : [...times, DAY_ALONE])]
}

/** The zone that a heading names in brackets, such as `Arrival (UTC)`; `null` for any other. */
function zoneOfHeading(heading: string): string | null {
  const word = /[([]\s*([A-Za-z]{3,4})\s*[)\]]\s*$/.exec(heading)?.[1]
  const offset = word === undefined ? null : offsetOfWord(word)
  return offset === 'Z' ? 'UTC' : offset
}

/** What is wrong with a cell, if anything. */
export function problemOf(row: number, column: number, reading: CellReading): CellProblem | null {
  if (reading.kind !== 'problem') return null
  const { message, suggestions, question } = reading
  return { row, column, message, suggestions, ...(question === undefined ? {} : { question }) }
}
