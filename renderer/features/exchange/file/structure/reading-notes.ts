import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { type ColumnMapping, IMPORT_COLUMNS } from '../columns.ts'
import type { SourceTable } from '../table/read-table.ts'
import type { RowReader } from './row-reader.ts'

/** A hidden column is left out until a person chooses it, and the person is told. */
export function hiddenColumnNotes(
  { header, doubts }: SourceTable,
  guess: ColumnMapping,
): readonly StoredText[] {
  return [...doubts.hiddenColumns]
    .filter((column) => guess[column] != null)
    .map((column) => messageRef('exchange.note.hiddenColumn', { heading: header[column] ?? '' }))
}

/** Says in which order dates with slashes are read, where the file has decided it. */
export function dateOrderNotes({ mapping, table, dateOrders }: RowReader): readonly StoredText[] {
  for (const [column, key] of mapping.entries()) {
    if (key === null || !['time', 'day'].includes(IMPORT_COLUMNS[key].kind)) continue
    const text = table.rows.find((row) => /^\d{1,2}\/\d{1,2}\/\d{2,4}/.test(row[column] ?? ''))?.[column]
    const order = text === undefined ? null : dateOrders.orderOf(column, '/')
    if (text === undefined || order === null) continue
    return order === 'mdy'
      ? [messageRef('exchange.note.monthFirst', { text })]
      : [messageRef('exchange.note.dayFirst', { text })]
  }
  return []
}
