import { describe, expect, it } from 'vitest'
import {
  keepOnly,
  keyTarget,
  moveTo,
  NO_SELECTION,
  selectRange,
  toggle,
  toggleAll,
} from '../../../renderer/planning/selection.ts'

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

describe('the row that the keyboard is on', () => {
  it('goes to the workflow that is opened, and what is chosen stays', () => {
    const moved = moveTo(toggle(NO_SELECTION, 'a'), 'c')
    expect(chosen(moved)).toEqual(['a'])
    expect(chosen(selectRange(moved, ROWS, 'd'))).toEqual(['a', 'c', 'd'])
    expect(keyTarget(moved, 'c', new Set(ROWS))).toBe('c')
  })

  it('is not acted on while another workflow is open that is not on the board', () => {
    const onA = moveTo(NO_SELECTION, 'a')
    expect(keyTarget(onA, null, new Set(ROWS))).toBe('a')
    expect(keyTarget(onA, 'copy-on-another-day', new Set(ROWS))).toBeNull()
    expect(keyTarget(onA, 'new', new Set(ROWS))).toBeNull()
  })
})
