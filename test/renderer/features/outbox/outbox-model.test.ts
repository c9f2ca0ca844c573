import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutboxLine } from '../../../../renderer/db/queries/queries.ts'
import type { WorkflowRecord } from '../../../../renderer/db/schema/records.ts'
import { currentSync } from '../../../../renderer/db/schema/shown-status.ts'
import {
  againEdit,
  changeOfLine,
  offersFor,
  sendingOf,
  shiftEnd,
} from '../../../../renderer/features/outbox/outbox-model.ts'
import {
  SYNC_STATES,
  type SyncState,
  type WorkflowSync,
} from '../../../../shared/model/status/sync-status.ts'
import { english } from '../../../doubles/english.ts'
import { syncOf } from '../../../doubles/host/workflow-sync.ts'
import { recordOf } from '../../planning/workflow-row-fixture.ts'

function lineOf(
  shownState: WorkflowRecord['shownState'],
  sync: Partial<WorkflowSync> | null = null,
): OutboxLine {
  const whole = sync === null ? null : syncOf('a', { state: shownState, sourceId: null, ...sync })
  return { workflow: recordOf('a', {}, { shownState, sync: whole }), pendingChange: null }
}

describe('what a row of the Outbox offers', () => {
  it('never offers to discard what may exist at Catena', () => {
    expect(offersFor(lineOf('uncertain', {})).canDiscard).toBe(false)
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

  it('asks what was found at Catena where no list can tell, and offers nothing else but a look', () => {
    const toCheck = {
      startsAt: null,
      driverSourceId: null,
      vehicleSourceId: null,
      firstStop: null,
      isCancelWanted: false,
    }
    const only = { next: 'check', canSendNow: true, canHold: false, canRelease: false, canDiscard: false }
    const held = lineOf('held', { reason: { code: 'noMarks', detail: null }, toCheck })
    expect(offersFor(held)).toEqual(only)
    expect(offersFor(held, 'held')).toEqual(only)
    const failed = lineOf('failed', {
      operationId: 'o',
      reason: { code: 'readModel', detail: null },
      toCheck,
    })
    expect(offersFor(failed)).toEqual(only)
    expect(shiftEnd([held.workflow, failed.workflow], [held], 'on', english.t).text).toBe(
      '2 planned, 0 at the TSP, 2 need your decision: safe to switch off.',
    )
    const edited = { ...held.workflow, seq: 2 }
    expect(offersFor({ workflow: { ...edited, shownState: 'queued' }, pendingChange: null }).next).toBeNull()
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

describe('sending one now', () => {
  it('is not offered for what waits while all sending is held: only a look can be tried', () => {
    const held = sendingOf('open', true)
    expect(offersFor(lineOf('queued', {}), held).canSendNow).toBe(false)
    expect(offersFor(lineOf('uncertain', {}), held).canSendNow).toBe(true)
    expect(offersFor(lineOf('queued', {}), sendingOf('open', false)).canSendNow).toBe(true)
  })
})

describe('what a row of the Outbox says', () => {
  it('says of a pending change that is not submitted yet what it does, not what became of the one before', () => {
    const workflow = recordOf(
      'a',
      {},
      { seq: 3, shownState: 'queued', sync: syncOf('a', { seq: 2, change: 'cancel', state: 'withdrawn' }) },
    )
    const pendingChange = { intent: 'send' } as OutboxLine['pendingChange']
    expect(currentSync(workflow)).toBeNull()
    expect(changeOfLine({ workflow, pendingChange })).toBe('create')
    const known = recordOf('a', {}, { seq: 2, sync: syncOf('a', { seq: 2, change: 'cancel' }) })
    expect(changeOfLine({ workflow: known, pendingChange: null })).toBe('cancel')
    const there = recordOf('a', {}, { seq: 3, sync: syncOf('a', { seq: 2, resourceId: 'r1' }) })
    expect(changeOfLine({ workflow: there, pendingChange })).toBe('update')
  })

  it('says what the host said last once undo has dropped the pending change above it', () => {
    const sync = syncOf('a', { seq: 2, state: 'held' })
    expect(currentSync(recordOf('a', {}, { seq: 3, droppedSeq: 3, sync }))).toBe(sync)
  })

  it('is new after a cancellation that is done, and an update of what Catena is about to make', () => {
    const pendingChange = { intent: 'send' } as OutboxLine['pendingChange']
    const changeAfter = (last: Partial<WorkflowSync>) =>
      changeOfLine({
        workflow: recordOf('a', {}, { seq: 3, sync: syncOf('a', { seq: 2, ...last }) }),
        pendingChange,
      })
    expect(changeAfter({ state: 'done', change: 'cancel', resourceId: 'r' })).toBe('create')
    expect(changeAfter({ state: 'failed', operationId: 'o' })).toBe('create')
    expect(changeAfter({ state: 'accepted', operationId: 'o' })).toBe('update')
  })
})

describe('the end of a shift', () => {
  let made = 0
  function standing(shownState: SyncState, sync: Partial<WorkflowSync> | null = null, status = 'PLANNED') {
    made += 1
    const id = `w${made}`
    const whole = sync === null ? null : syncOf(id, { state: shownState, sourceId: null, ...sync })
    return recordOf(id, { status }, { shownState, sync: whole })
  }
  const open = (...rows: readonly ReturnType<typeof standing>[]): OutboxLine[] =>
    rows.map((workflow) => ({ workflow, pendingChange: null }))

  it('is not safe while anything waits on this computer', () => {
    const waiting = standing('queued')
    const end = shiftEnd([standing('done'), standing('done'), waiting], open(waiting), 'on', english.t)
    expect(end).toEqual({
      isSafe: false,
      text: '3 planned, 2 at the TSP, 1 waits on this computer: leave it on. What waits is kept when it is off, but sent only while it is on.',
    })
  })

  it('is safe when Catena has the rest, since Catena goes on without us', () => {
    const accepted = standing('accepted', {})
    expect(shiftEnd([standing('done'), accepted], open(accepted), 'on', english.t)).toEqual({
      isSafe: true,
      text: '2 planned, 1 at the TSP, 1 with Catena, which goes on without this computer: safe to switch off.',
    })
  })

  it('is not safe when a change waits of a workflow that is there twice', () => {
    const twice = { ...standing('queued', {}), hasDuplicates: 1 as const }
    expect(shiftEnd([twice], open(twice), 'on', english.t).isSafe).toBe(false)
  })

  it('is not safe when an edit waits behind an accepted change', () => {
    const accepted = standing('accepted', { isEditWaiting: true })
    expect(shiftEnd([accepted], open(accepted), 'on', english.t).isSafe).toBe(false)
  })

  it('says what needs a decision, and does not count what was withdrawn or whose cancelling is done', () => {
    const refused = standing('rejected', {})
    const day = [refused, standing('withdrawn'), standing('done', {}, 'CANCELLED')]
    expect(shiftEnd(day, open(refused), 'on', english.t).text).toBe(
      '1 planned, 0 at the TSP, 1 needs your decision: safe to switch off.',
    )
  })

  it('counts what is still looked for as waiting for this computer, not for a decision', () => {
    const failed = standing('failed', { isLookedFor: true })
    expect(shiftEnd([failed], open(failed), 'on', english.t).text).toContain(
      '1 waits on this computer: leave it on',
    )
  })

  it('tells what waits on other days apart', () => {
    const [today, tomorrow, refused] = [standing('done'), standing('queued'), standing('rejected', {})]
    const end = shiftEnd([today], open(tomorrow, refused), 'on', english.t)
    expect(end.isSafe).toBe(false)
    expect(end.text).toContain(
      '1 planned, 1 at the TSP; of other days 1 waits, 1 needs your decision: leave it on',
    )
  })

  it('does not ask to leave a computer on that sends nothing', () => {
    const waiting = standing('held')
    expect(shiftEnd([waiting], open(waiting), 'held', english.t).text).toContain('all sending is held')
    expect(shiftEnd([waiting], open(waiting), 'stopped', english.t).text).toContain('the sender has stopped')
    const inOldWindow = shiftEnd([waiting], open(waiting), sendingOf('refused', true), english.t).text
    expect(inOldWindow).toContain('this window sends nothing any more')
  })

  it('has parts that add up to what is planned, whatever the day holds', () => {
    const row = fc.record({
      state: fc.constantFrom(...SYNC_STATES),
      isCancelled: fc.boolean(),
      isLookedFor: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const day = rows.map(({ state, isCancelled, isLookedFor }) =>
          standing(state, { isLookedFor }, isCancelled ? 'CANCELLED' : 'PLANNED'),
        )
        const counts =
          shiftEnd(day, open(...day), 'on', english.t)
            .text.split(':')[0]
            ?.split(', ') ?? []
        const [planned, ...parts] = counts.flatMap((each) => /^\d+/.exec(each) ?? []).map(Number)
        expect(parts.reduce((sum, each) => sum + each, 0)).toBe(planned)
      }),
    )
  })
})
