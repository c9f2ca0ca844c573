import { describe, expect, it } from 'vitest'
import type { OutboxLine } from '../../../../renderer/db/queries.ts'
import type { WorkflowRecord } from '../../../../renderer/db/schema.ts'
import { againEdit, offersFor, shiftEnd } from '../../../../renderer/features/outbox/outbox-model.ts'
import type { WorkflowSync } from '../../../../shared/model/sync-status.ts'
import { syncOf } from '../../../doubles/workflow-sync.ts'
import { recordOf } from '../board/board-fixture.ts'

function lineOf(
  shownState: WorkflowRecord['shownState'],
  sync: Partial<WorkflowSync> | null = null,
): OutboxLine {
  const whole = sync === null ? null : syncOf('a', { state: shownState, sourceId: null, ...sync })
  return { workflow: recordOf('a', {}, { shownState, sync: whole }), wish: null }
}

describe('what a row of the Outbox offers', () => {
  it('never offers to discard what may exist at Catena', () => {
    expect(offersFor(lineOf('ambiguous', {})).canDiscard).toBe(false)
    expect(offersFor(lineOf('accepted', { operationId: 'o' })).canDiscard).toBe(false)
    expect(offersFor(lineOf('failed', { operationId: 'o' })).canDiscard).toBe(false)
    expect(offersFor(lineOf('queued')).canDiscard).toBe(true)
    expect(offersFor(lineOf('rejected', {})).canDiscard).toBe(true)
  })

  it('offers no release of one change while one switch holds all of them', () => {
    const allHeld = offersFor(lineOf('held', { reason: { code: 'allHeld', detail: null } }))
    expect(allHeld).toMatchObject({ canRelease: false, canHold: true, canDiscard: true })
    const tried = offersFor(lineOf('held', { reason: { code: 'tooManyTries', detail: null } }))
    expect(tried).toMatchObject({ canRelease: true, canHold: false, canDiscard: true })
  })

  it('offers after a failure to send again only once nothing of it is looked for any more', () => {
    const failed = { operationId: 'o', reason: { code: 'tspNetwork', detail: null } } as const
    expect(offersFor(lineOf('failed', { ...failed, isLookedFor: true })).next).toBeNull()
    expect(offersFor(lineOf('failed', failed)).next).toBe('sendAgain')
    const invalid = { ...failed, reason: { code: 'tspValidation', detail: null } } as const
    expect(offersFor(lineOf('failed', invalid)).next).toBe('correct')
    expect(offersFor(lineOf('rejected', {})).next).toBe('correct')
    expect(offersFor(lineOf('conflict', {})).next).toBe('decide')
    expect(offersFor(lineOf('queued')).next).toBeNull()
  })

  it('sends a failed cancellation again as a cancellation', () => {
    expect(againEdit(lineOf('failed', { change: 'cancel' })).intent).toBe('cancel')
    expect(againEdit(lineOf('failed', { change: 'update' })).intent).toBe('send')
  })

  it('offers to release what is held, and to hold what waits', () => {
    const held = offersFor(lineOf('held', { reason: { code: 'heldByUser', detail: null } }))
    expect([held.canHold, held.canRelease]).toEqual([false, true])
    const queued = offersFor(lineOf('queued', {}))
    expect([queued.canHold, queued.canRelease]).toEqual([true, false])
  })
})

describe('the end of a shift', () => {
  const day = [{ shownState: 'done' }, { shownState: 'done' }, { shownState: 'queued' }] as const

  it('is not safe while anything waits on this computer', () => {
    const end = shiftEnd(day, [lineOf('queued')])
    expect(end.isSafe).toBe(false)
    expect(end.words).toBe(
      '3 planned, 2 at the TSP, 1 waits on this computer: leave it on. What waits is kept when it is off, but sent only while it is on.',
    )
  })

  it('is safe when Catena has the rest, since Catena goes on without us', () => {
    const end = shiftEnd([{ shownState: 'done' }, { shownState: 'accepted' }], [lineOf('accepted', {})])
    expect(end).toEqual({
      isSafe: true,
      words:
        '2 planned, 1 at the TSP, 1 with Catena, which goes on without this computer: safe to switch off.',
    })
  })

  it('is not safe when an edit waits behind an accepted change', () => {
    expect(shiftEnd([{ shownState: 'accepted' }], [lineOf('accepted', { isEditWaiting: true })]).isSafe).toBe(
      false,
    )
  })

  it('says what needs a decision, and does not count what was withdrawn', () => {
    const end = shiftEnd([{ shownState: 'rejected' }, { shownState: 'withdrawn' }], [lineOf('rejected', {})])
    expect(end.words).toBe('1 planned, 0 at the TSP, 1 needs your decision: safe to switch off.')
  })
})
