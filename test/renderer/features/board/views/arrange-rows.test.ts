import { describe, expect, it } from 'vitest'
import {
  countExceptions,
  filterRows,
  groupRows,
  sortRows,
} from '../../../../../renderer/features/board/views/arrange-rows.ts'
import { DEFAULT_VIEW } from '../../../../../renderer/features/board/views/board-view.ts'
import type { Exception } from '../../../../../renderer/planning/scope.ts'
import { english } from '../../../../doubles/english.ts'
import { idsOf, recordOf, rowsOf } from '../../../planning/workflow-row-fixture.ts'

describe('exceptions', () => {
  const rows = rowsOf([
    recordOf('a', { driverSourceId: null }),
    recordOf('b', { driverSourceId: 'drv-x' }, { shownState: 'queued' }),
    recordOf('c', { driverSourceId: 'drv-x' }, { shownState: 'rejected' }),
    recordOf('d', { startsAt: '2026-11-24T10:00:00Z' }, { shownState: 'accepted' }),
    recordOf('e', {}, { shownState: 'done' }),
  ])

  it('are counted over all rows, whatever is filtered', () => {
    expect(countExceptions(rows)).toEqual({
      unassigned: 1,
      overlapping: 2,
      late: 1,
      runningLate: 0,
      notSent: 2,
      refused: 1,
    })
  })

  it('filter the board, several at once narrowing it', () => {
    const { exceptions: _none, ...view } = DEFAULT_VIEW
    const shown = (...exceptions: Exception[]) => idsOf(filterRows(rows, { ...view, exceptions }, null))
    expect(shown('overlapping')).toEqual(['b', 'c'])
    expect(shown('overlapping', 'refused')).toEqual(['c'])
  })
})

describe('order and groups', () => {
  const rows = rowsOf([
    recordOf('N-10', { territoryName: 'West', startsAt: null, endsAt: null }),
    recordOf('N-9', { startsAt: '2026-11-24T13:00:00Z' }),
    recordOf('N-1', { territoryName: 'West', startsAt: '2026-11-24T12:00:00Z' }),
  ])

  it('puts rows without a value last, whichever way it is sorted', () => {
    const sort = (isDescending: boolean) => idsOf(sortRows(rows, { column: 'start', isDescending }, english))
    expect(sort(false)).toEqual(['N-1', 'N-9', 'N-10'])
    expect(sort(true)).toEqual(['N-9', 'N-1', 'N-10'])
  })

  it('sorts references by their numbers', () => {
    expect(idsOf(sortRows(rows, { column: 'reference', isDescending: false }, english))).toEqual([
      'N-1',
      'N-9',
      'N-10',
    ])
  })

  it('gathers rows under headings with counts, and hides those of a closed group', () => {
    const items = groupRows(rows, 'territory', new Set(['territory:West']), english)
    expect(
      items.map((item) => (item.kind === 'group' ? `${item.title} ${item.count}` : item.row.id)),
    ).toEqual(['No territory 1', 'N-9', 'West 2'])
  })
})
