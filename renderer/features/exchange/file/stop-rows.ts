import { emptyStop, type Stop } from '../../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { CellProblem } from './cell-problem.ts'
import { IMPORT_COLUMNS } from './columns.ts'
import type { ColumnKey, ImportKey } from './file-language.ts'

/** The values of the cells of one row; empty cells are left out. */
export type RowValues = Map<ImportKey, unknown>

/** A row that holds a stop: its index in the table, and its values. */
export interface StopRow {
  readonly row: number
  readonly own: RowValues
}

/** Which column is which field of a stop. */
export const STOP_COLUMNS = {
  stopType: 'stopType',
  locationName: 'locationName',
  latitude: 'latitude',
  longitude: 'longitude',
  scheduledArrival: 'scheduledArrival',
  scheduledDeparture: 'scheduledDeparture',
  actualArrival: 'actualArrival',
  actualDeparture: 'actualDeparture',
  stopInstructions: 'instructions',
  h3Index11: 'h3Index11',
  activities: 'activities',
  stopExtras: 'extras',
} as const satisfies Partial<Record<ColumnKey, keyof Stop>>

/** True when the row has a cell with a value of a stop. */
export function isStopRow(values: RowValues): boolean {
  return [...values.keys()].some((key) => IMPORT_COLUMNS[key].scope === 'stop')
}

/** The stops of one workflow. Their ids count from 1 where the file has none, past those that it has. */
export function stopsOf(rows: readonly RowValues[]): Stop[] {
  const taken = new Set(rows.map((each) => textOf(each.get('stopId'))))
  let free = 0
  return rows.map((own, index) => {
    const named = textOf(own.get('stopId'))
    if (named !== null) return stopOf(own, named)
    free = Math.max(free, index) + 1
    while (taken.has(String(free))) free += 1
    return stopOf(own, String(free))
  })
}

/**
 * A stop id that stands twice in one workflow: two stops cannot be told apart, and more often the workflow itself is in
 * the file twice, such as when two exports were put together.
 */
export function repeatedStops(
  stopRows: readonly StopRow[],
  rowNumbers: readonly number[],
  column: number,
): CellProblem[] {
  const seen = new Map<string, number>()
  return stopRows.flatMap(({ row, own }) => {
    const id = textOf(own.get('stopId'))
    if (id === null) return []
    const earlier = seen.get(id)
    if (earlier === undefined) {
      seen.set(id, row)
      return []
    }
    const message = messageRef('exchange.cell.repeatsStopId', { id, row: String(rowNumbers[earlier]) })
    const suggestions = [{ label: messageRef('exchange.suggestion.furtherStop'), text: '' }]
    return [{ row, column, message, suggestions }]
  })
}

function stopOf(values: RowValues, id: string): Stop {
  const stop: Stop = emptyStop(id)
  for (const [key, field] of Object.entries(STOP_COLUMNS) as [ColumnKey, keyof Stop][]) {
    if (values.has(key)) Object.assign(stop, { [field]: values.get(key) })
  }
  const [city, province, countryCode] = [
    textOf(values.get('city')),
    textOf(values.get('province')),
    textOf(values.get('countryCode')),
  ]
  if (city !== null || province !== null || countryCode !== null)
    stop.inferredAddress = { city, province, countryCode }
  return stop
}

/** A value that is text. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
