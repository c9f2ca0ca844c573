import type { Texts } from '../../../../shared/text/texts.ts'
import type { Exception } from '../../../planning/scope.ts'
import type { BoardRow } from '../../../planning/workflow-row.ts'
import type { BoardView, ColumnId, Grouping } from './board-view.ts'

/** Which rows of the board are shown, and in what order and groups. All pure, so that 100,000 stay testable. */

/** The rows that a view shows. @param found the rows that its query found; `null` = it has no query. */
export function filterRows(
  rows: readonly BoardRow[],
  view: BoardView,
  found: ReadonlySet<BoardRow> | null,
): readonly BoardRow[] {
  const statuses = new Set(view.statuses)
  const states = new Set<string>(view.syncStates)
  const territories = new Set(view.territories)
  return rows.filter(
    (row) =>
      (found === null || found.has(row)) &&
      view.exceptions.every((each) => row.exceptions.has(each)) &&
      (statuses.size === 0 || statuses.has(row.record.plan.status)) &&
      (states.size === 0 || states.has(row.state)) &&
      (territories.size === 0 || territories.has(row.territory)),
  )
}

/** How many rows have each exception, before any filter. */
export function countExceptions(rows: readonly BoardRow[]): Readonly<Record<Exception, number>> {
  const counts = { unassigned: 0, overlapping: 0, late: 0, runningLate: 0, notSent: 0, refused: 0 }
  for (const row of rows) for (const each of row.exceptions) counts[each] += 1
  return counts
}

/** Rows in the order of a view. Rows with an empty cell in the column come last in both directions. */
export function sortRows(
  rows: readonly BoardRow[],
  sort: BoardView['sort'],
  { compare }: Pick<Texts, 'compare'>,
): readonly BoardRow[] {
  const sign = sort.isDescending ? -1 : 1
  return [...rows].sort((a, b) => {
    const left = sortKey(a, sort.column)
    const right = sortKey(b, sort.column)
    if (left === null || right === null) {
      return left === right ? compare(a.reference, b.reference) : left === null ? 1 : -1
    }
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : compare(String(left), String(right))
    return order === 0 ? compare(a.reference, b.reference) : sign * order
  })
}

function sortKey(row: BoardRow, column: ColumnId): string | number | null {
  switch (column) {
    case 'start':
      return row.startsAt === null ? null : row.record.departsAtMs
    case 'end':
      return row.record.plan.endsAt
    case 'stops':
      return row.stops
    case 'actual':
      return row.progress?.minutesLate ?? null
    case 'distance':
      return row.record.plan.totalDistance
    case 'sync':
      return row.stateLabel
    case 'reference':
      return row.record.plan.reference === '' ? null : row.reference
    default: {
      const text = row[column]
      return text === '' ? null : text
    }
  }
}

/** A line of the table: a row, or the heading of a group. */
export type BoardItem =
  | { readonly kind: 'row'; readonly row: BoardRow }
  | {
      readonly kind: 'group'
      readonly key: string
      readonly title: string
      readonly count: number
      readonly isOpen: boolean
    }

/** Sorted rows under the headings of their groups. A closed group has only its heading. */
export function groupRows(
  rows: readonly BoardRow[],
  group: Grouping,
  closed: ReadonlySet<string>,
  { t, compare }: Pick<Texts, 't' | 'compare'>,
): readonly BoardItem[] {
  if (group === 'none') return rows.map((row) => ({ kind: 'row', row }))
  const groups = new Map<string, BoardRow[]>()
  for (const row of rows) {
    const title = groupTitle(row, group)
    const list = groups.get(title)
    if (list === undefined) groups.set(title, [row])
    else list.push(row)
  }
  const titles = [...groups.keys()].sort((a, b) =>
    a === '' || b === '' ? (a === b ? 0 : a === '' ? -1 : 1) : compare(a, b),
  )
  return titles.flatMap((title): readonly BoardItem[] => {
    const members = groups.get(title) ?? []
    const key = `${group}:${title}`
    const isOpen = !closed.has(key)
    const shown = title === '' ? t(`board.emptyGroups.${group}`) : title
    const heading: BoardItem = { kind: 'group', key, title: shown, count: members.length, isOpen }
    return isOpen ? [heading, ...members.map((row): BoardItem => ({ kind: 'row', row }))] : [heading]
  })
}

function groupTitle(row: BoardRow, group: Exclude<Grouping, 'none'>): string {
  return group === 'sync' ? row.stateLabel : row[group]
}

/** The ids of the rows among the lines, in the order on screen. */
export function rowIdsOf(items: readonly BoardItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : []))
}
