import { describe, expect, it } from 'vitest'
import type { WorkflowRecord } from '../../../../renderer/db/schema.ts'
import { createSearchIndex } from '../../../../renderer/db/search-index.ts'
import {
  BoardRow,
  countExceptions,
  filterRows,
  groupRows,
  hiddenHit,
  searchTextOfRow,
  sortRows,
} from '../../../../renderer/features/board/board-rows.ts'
import { boardView, DEFAULT_VIEW, type Exception } from '../../../../renderer/features/board/board-view.ts'
import { doubleBookings } from '../../../../shared/model/double-booking.ts'
import { createWarningContext } from '../../../../shared/model/warnings.ts'
import { emptyStop } from '../../../../shared/model/workflow.ts'
import { createDepotTime } from '../../../../shared/util/depot-time.ts'
import { CONNECTION, recordOf } from './board-fixture.ts'

const time = createDepotTime('America/Chicago')
const warningContext = createWarningContext({
  nowMs: Date.parse('2026-11-24T11:00:00Z'),
  time,
  distanceUnit: 'km',
  connections: [],
  vehicles: [],
  drivers: [
    {
      id: 'd1',
      connectionId: CONNECTION,
      sourceId: 'drv-a',
      name: 'R. Núñez',
      employeeNumber: null,
      phoneNumber: null,
      isActive: true,
    },
  ],
  unsupported: new Set(),
})

function rowsOf(records: readonly WorkflowRecord[]): readonly BoardRow[] {
  const bookings = doubleBookings(records)
  const context = { time, today: '2026-11-24', warningContext }
  return records.map((record) => new BoardRow(record, bookings.get(record.id), context))
}
const ids = (rows: readonly BoardRow[]): string[] => rows.map((row) => row.id)

describe('a row', () => {
  it('shows times in the depot’s zone and a later end by its day', () => {
    const [row] = rowsOf([recordOf('a', { endsAt: '2026-11-25T08:10:00Z' })])
    expect([row?.cells.start, row?.cells.end]).toEqual(['05:55', '02:10 +1'])
  })

  it('names the driver, and falls back to the id that the workflow carries', () => {
    const [known, unknown] = rowsOf([recordOf('a'), recordOf('b')])
    expect([known?.driver, unknown?.driver]).toEqual(['R. Núñez', 'drv-b'])
  })
})

describe('exceptions', () => {
  const rows = rowsOf([
    recordOf('a', { driverSourceId: null }),
    recordOf('b', { driverSourceId: 'drv-x' }, { shownState: 'queued' }),
    recordOf('c', { driverSourceId: 'drv-x' }, { shownState: 'rejected' }),
    recordOf('d', { startsAt: '2026-11-24T10:00:00Z' }, { shownState: 'accepted' }),
    recordOf('e', {}, { shownState: 'done' }),
  ])

  it('are counted over all rows, whatever is filtered', () => {
    expect(countExceptions(rows)).toEqual({ unassigned: 1, overlapping: 2, late: 1, notSent: 2, refused: 1 })
  })

  it('filter the board, several at once narrowing it', () => {
    const { exceptions: _none, ...view } = DEFAULT_VIEW
    const shown = (...exceptions: Exception[]) => ids(filterRows(rows, { ...view, exceptions }, null))
    expect(shown('overlapping')).toEqual(['b', 'c'])
    expect(shown('overlapping', 'refused')).toEqual(['c'])
  })
})

describe('search', () => {
  const rows = rowsOf([
    recordOf('a', { stops: [{ ...emptyStop('s'), locationName: 'Café Norte' }] }),
    recordOf('b', { territoryName: 'Norte' }),
  ])

  it('finds every word anywhere, without case and accents, driver names included', () => {
    const index = createSearchIndex(searchTextOfRow)
    const find = (query: string) => ids(filterRows(rows, DEFAULT_VIEW, new Set(index.search(rows, query))))
    expect(find('nunez cafe')).toEqual(['a'])
    expect(find('NORTE')).toEqual(['a', 'b'])
    expect(find('norte absent')).toEqual([])
  })

  it('says where it found what no column shows', () => {
    expect(rows.map((row) => hiddenHit(row, ['norte']))).toEqual(['Café Norte', null])
  })
})

describe('order and groups', () => {
  const rows = rowsOf([
    recordOf('N-10', { territoryName: 'West', startsAt: null, endsAt: null }),
    recordOf('N-9', { startsAt: '2026-11-24T13:00:00Z' }),
    recordOf('N-1', { territoryName: 'West', startsAt: '2026-11-24T12:00:00Z' }),
  ])

  it('puts rows without a value last, whichever way it is sorted', () => {
    const sort = (isDescending: boolean) => ids(sortRows(rows, { column: 'start', isDescending }))
    expect(sort(false)).toEqual(['N-1', 'N-9', 'N-10'])
    expect(sort(true)).toEqual(['N-9', 'N-1', 'N-10'])
  })

  it('sorts references by their numbers', () => {
    expect(ids(sortRows(rows, { column: 'reference', isDescending: false }))).toEqual(['N-1', 'N-9', 'N-10'])
  })

  it('gathers rows under headings with counts, and hides those of a closed group', () => {
    const items = groupRows(rows, 'territory', new Set(['territory:West']))
    expect(
      items.map((item) => (item.kind === 'group' ? `${item.title} ${item.count}` : item.row.id)),
    ).toEqual(['No territory 1', 'N-9', 'West 2'])
  })
})

describe('a saved view', () => {
  it('that a later version no longer understands falls back field by field', () => {
    const parsed = boardView.parse({ group: 'moon', territories: ['North'], columns: ['nothing'] })
    expect(parsed.group).toBe('none')
    expect(parsed.territories).toEqual(['North'])
    expect(parsed.columns.length).toBeGreaterThan(0)
  })
})
