import { describe, expect, it } from 'vitest'
import { stepLabel } from '../../../../renderer/desk/turn-step.ts'
import { countToSend, summarise } from '../../../../renderer/features/frame/day-summary.ts'
import { SYNC_STATES, type SyncState } from '../../../../shared/model/status/sync-status.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { createTexts } from '../../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

describe('the line at the foot of the desk', () => {
  it('counts the day by where it has got to, and leaves out what is withdrawn and what is zero', () => {
    const states: readonly SyncState[] = [
      'done',
      'done',
      'queued',
      'sending',
      'rejected',
      'failed',
      'draft',
      'withdrawn',
    ]
    expect(
      summarise(
        states.map((shownState) => ({ shownState, plan: { status: 'PLANNED' } })),
        t,
      ).text,
    ).toBe('7 planned · 2 at the TSP · 2 to send · 1 refused · 1 failed · 1 draft')
  })
})

describe('what waits beside the line to Catena', () => {
  it('does not count what Catena has already', () => {
    const one = Object.fromEntries(SYNC_STATES.map((state) => [state, 1])) as Record<SyncState, number>
    expect(countToSend(one)).toBe(5)
    expect(countToSend({ ...one, queued: 0, sending: 0, uncertain: 0, blocked: 0, held: 0 })).toBe(0)
  })
})

describe('undo', () => {
  it('says before the key is pressed what goes to the TSP', () => {
    expect(stepLabel('undo', null, t)).toBeNull()
    expect(stepLabel('undo', { label: 'Edit N-1', count: 1, sentCount: 0 }, t)).toBe('Undo “Edit N-1”')
    expect(stepLabel('redo', { label: 'Shift', count: 4, sentCount: 3 }, t)).toBe(
      'Redo “Shift”: 3 updates follow to the TSP',
    )
  })
})
