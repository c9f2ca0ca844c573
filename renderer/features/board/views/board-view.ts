import { z } from 'zod'
import { SYNC_STATES } from '../../../../shared/model/status/sync-status.ts'
import { EXCEPTIONS } from '../../../planning/scope.ts'

/** A view of the board, which can be saved: columns, order, groups, filters and search. The scope, such as the day, is no part of it. */

/** The columns, in their order on the board. */
export const BOARD_COLUMNS = [
  'reference',
  'status',
  'driver',
  'vehicle',
  'territory',
  'start',
  'end',
  'stops',
  'actual',
  'distance',
  'connection',
  'sync',
] as const
export type ColumnId = (typeof BOARD_COLUMNS)[number]

/** What rows can be grouped by. */
export const GROUPINGS = ['none', 'driver', 'vehicle', 'territory', 'status', 'sync'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** The schema of a view. A field that does not parse gets its default. */
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

/** The view of a new desk. */
export const DEFAULT_VIEW: BoardView = {
  columns: [
    'reference',
    'status',
    'driver',
    'vehicle',
    'territory',
    'start',
    'end',
    'stops',
    'actual',
    'sync',
  ],
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
