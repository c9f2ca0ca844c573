import { z } from 'zod'
import { SYNC_STATES } from '../../../../shared/model/status/sync-status.ts'
import { EXCEPTIONS } from '../../../planning/scope.ts'

/** How the board is looked at: what a saved view keeps. The scope (which day) is not part of it. */

/** Columns in the order in which they can stand. */
export const BOARD_COLUMNS = [
  'reference',
  'status',
  'driver',
  'vehicle',
  'territory',
  'start',
  'end',
  'stops',
  'distance',
  'connection',
  'sync',
] as const
export type ColumnId = (typeof BOARD_COLUMNS)[number]

/** What rows can be gathered under. */
export const GROUPINGS = ['none', 'driver', 'vehicle', 'territory', 'status', 'sync'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** A view of the board. Parsed when it is read back: what does not parse falls back to the default, field by field. */
export const boardView = z.object({
  columns: z
    .array(z.enum(BOARD_COLUMNS))
    .min(1)
    .catch(['reference', 'status', 'driver', 'vehicle', 'start', 'end', 'stops', 'sync']),
  sort: z
    .object({ column: z.enum(BOARD_COLUMNS), isDescending: z.boolean() })
    .catch({ column: 'start', isDescending: false }),
  group: z.enum(GROUPINGS).catch('none'),
  exceptions: z.array(z.enum(EXCEPTIONS)).catch([]),
  /** Empty = all. */
  statuses: z.array(z.string()).catch([]),
  syncStates: z.array(z.enum(SYNC_STATES)).catch([]),
  territories: z.array(z.string()).catch([]),
  query: z.string().catch(''),
})
export type BoardView = z.infer<typeof boardView>

/** The view a new desk opens with. */
export const DEFAULT_VIEW: BoardView = {
  columns: ['reference', 'status', 'driver', 'vehicle', 'territory', 'start', 'end', 'stops', 'sync'],
  sort: { column: 'start', isDescending: false },
  group: 'none',
  exceptions: [],
  statuses: [],
  syncStates: [],
  territories: [],
  query: '',
}

/** True when the view hides rows. */
export function isFiltering(view: BoardView): boolean {
  return (
    view.exceptions.length > 0 ||
    view.statuses.length > 0 ||
    view.syncStates.length > 0 ||
    view.territories.length > 0 ||
    view.query.trim() !== ''
  )
}

/** True when the view shows every row, the soonest departure first. */
export function isByDeparture(view: BoardView): boolean {
  const { sort, group } = view
  return sort.column === 'start' && !sort.isDescending && group === 'none' && !isFiltering(view)
}

/** The view with every filter off. */
export function withoutFilters(view: BoardView): BoardView {
  return { ...view, exceptions: [], statuses: [], syncStates: [], territories: [], query: '' }
}
