import { describe, expect, it } from 'vitest'
import { boardView } from '../../../../../renderer/features/board/views/board-view.ts'

describe('a saved view', () => {
  it('that a later version no longer understands falls back field by field', () => {
    const parsed = boardView.parse({ group: 'moon', territories: ['North'], columns: ['nothing'] })
    expect(parsed.group).toBe('none')
    expect(parsed.territories).toEqual(['North'])
    expect(parsed.columns.length).toBeGreaterThan(0)
  })
})
