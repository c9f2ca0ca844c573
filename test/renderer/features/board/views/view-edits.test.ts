import { describe, expect, it } from 'vitest'
import type { ViewRecord } from '../../../../../renderer/db/schema/records.ts'
import { DEFAULT_VIEW } from '../../../../../renderer/features/board/views/board-view.ts'
import { removalOf, savingOf, viewNamed } from '../../../../../renderer/features/board/views/view-edits.ts'
import { inEnglish } from '../../../../doubles/english.ts'

const north: ViewRecord = { id: 'v1', name: 'North', position: 3, view: {} }

describe('saved views', () => {
  it('are kept at the end under a new name', () => {
    const { label, changes } = savingOf([north], 'South', DEFAULT_VIEW, 'v2')
    expect(inEnglish(label)).toBe('Save view South')
    const after = { id: 'v2', name: 'South', position: 4, view: DEFAULT_VIEW }
    expect(changes).toEqual([{ store: 'views', key: 'v2', before: null, after }])
  })

  it('take the place of the one that has the name, whatever its capitals', () => {
    const { label, changes } = savingOf([north], 'north', DEFAULT_VIEW, 'v2')
    expect(inEnglish(label)).toBe('Replace view north')
    const after = { ...north, name: 'north', view: DEFAULT_VIEW }
    expect(changes).toEqual([{ store: 'views', key: 'v1', before: north, after }])
    expect(viewNamed([north], ' NORTH ')).toBe(north)
    expect(viewNamed([north], 'Nor')).toBeUndefined()
  })

  it('are removed with what brings them back', () => {
    expect(inEnglish(removalOf(north))).toEqual({
      label: 'Remove view North',
      changes: [{ store: 'views', key: 'v1', before: north, after: null }],
    })
  })
})
