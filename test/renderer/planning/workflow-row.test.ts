import { describe, expect, it } from 'vitest'
import { filterRows } from '../../../renderer/features/board/views/arrange-rows.ts'
import { DEFAULT_VIEW } from '../../../renderer/features/board/views/board-view.ts'
import { hiddenHit, searchTextOfRow } from '../../../renderer/planning/workflow-row.ts'
import { emptyStop } from '../../../shared/model/plan/workflow.ts'
import { createSearchIndex } from '../../../shared/util/search-index.ts'
import { idsOf, recordOf, rowsOf } from './workflow-row-fixture.ts'

describe('a row', () => {
  it('shows times in the depot’s zone and a later end by its day', () => {
    const [row] = rowsOf([recordOf('a', { endsAt: '2026-11-25T08:10:00Z' })])
    expect([row?.cells.start, row?.cells.end]).toEqual(['05:55', '02:10 +1'])
  })

  it('says the day of its times on a board of several days, with the year of one that is far', () => {
    const [near, newYear, far] = rowsOf(
      [
        recordOf('a', { endsAt: '2026-11-25T08:10:00Z' }),
        recordOf('b', { startsAt: '2027-01-04T11:55:00Z', endsAt: null }),
        recordOf('c', { startsAt: '2027-07-04T10:55:00Z', endsAt: null }),
      ],
      null,
    )
    expect([near?.cells.start, near?.cells.end]).toEqual(['24 Nov 05:55', '25 Nov 02:10'])
    expect([newYear?.cells.start, newYear?.cells.end]).toEqual(['4 Jan 05:55', ''])
    expect(far?.cells.start).toBe('4 Jul 2027 05:55')
  })

  it('says that somebody has typed of it and not saved', () => {
    const records = [recordOf('a'), recordOf('b')]
    const rows = rowsOf(records, '2026-11-24', new Set(['b']))
    expect(rows.map((row) => row.isTyped)).toEqual([false, true])
  })

  it('says what was recorded last on its way', () => {
    const stops = [{ ...emptyStop('s'), actualArrival: '2026-11-24T10:12:00Z' }, emptyStop('t')]
    const [row] = rowsOf([recordOf('a', { status: 'ACTIVE', stops })])
    expect(row?.progress).toMatchObject({ reached: { number: 1 }, stopCount: 2, minutesLate: 0 })
    expect(row?.cells.actual).toBe('04:12')
  })

  it('names the driver, and falls back to the id that the workflow carries', () => {
    const [known, unknown] = rowsOf([recordOf('a'), recordOf('b')])
    expect([known?.driver, unknown?.driver]).toEqual(['R. Núñez', 'drv-b'])
  })
})

describe('search', () => {
  const rows = rowsOf([
    recordOf('a', { stops: [{ ...emptyStop('s'), locationName: 'Café Norte' }] }),
    recordOf('b', { territoryName: 'Norte' }),
  ])

  it('finds every word anywhere, without case and accents, driver names included', () => {
    const index = createSearchIndex(searchTextOfRow)
    const find = (query: string) => idsOf(filterRows(rows, DEFAULT_VIEW, new Set(index.search(rows, query))))
    expect(find('nunez cafe')).toEqual(['a'])
    expect(find('NORTE')).toEqual(['a', 'b'])
    expect(find('norte absent')).toEqual([])
  })

  it('says where it found what no column shows', () => {
    expect(rows.map((row) => hiddenHit(row, ['norte']))).toEqual(['Café Norte', null])
  })
})
