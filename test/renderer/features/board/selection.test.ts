import { describe, expect, it } from 'vitest'
import {
  keepOnly,
  NO_SELECTION,
  selectRange,
  toggle,
  toggleAll,
} from '../../../../renderer/features/board/selection.ts'

const ROWS = ['a', 'b', 'c', 'd']
const chosen = (selection: { selected: ReadonlySet<string> }): string[] => [...selection.selected].sort()

describe('choosing rows', () => {
  it('adds a range from where the choice began, both ways', () => {
    const anchored = toggle(NO_SELECTION, 'c')
    expect(chosen(selectRange(anchored, ROWS, 'a'))).toEqual(['a', 'b', 'c'])
    expect(chosen(selectRange(anchored, ROWS, 'd'))).toEqual(['c', 'd'])
  })

  it('takes all, and lets all go when all were taken', () => {
    const all = toggleAll(NO_SELECTION, ROWS)
    expect(chosen(all)).toEqual(ROWS)
    expect(chosen(toggleAll(all, ROWS))).toEqual([])
  })

  it('forgets rows that are no longer on the board, so that no bulk edit reaches what nobody sees', () => {
    const all = toggleAll(NO_SELECTION, ROWS)
    expect(chosen(keepOnly(all, new Set(['b'])))).toEqual(['b'])
    expect(keepOnly(all, new Set(ROWS))).toBe(all)
  })
})
