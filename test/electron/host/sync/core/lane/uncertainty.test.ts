import { describe, expect, it } from 'vitest'
import type { WireOperation } from '../../../../../../electron/catena/wire.ts'
import { lookPlanOf } from '../../../../../../electron/host/sync/core/evidence/absence-evidence.ts'
import { windowsOf } from '../../../../../../electron/host/sync/core/evidence/listing-windows.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import {
  apply,
  type JournalState,
  newState,
} from '../../../../../../electron/host/sync/core/journal/journal-state.ts'
import { recoverRecords } from '../../../../../../electron/host/sync/core/journal/recover.ts'
import { snapshot } from '../../../../../../electron/host/sync/core/journal/snapshot.ts'
import type { Lane } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import { cancelDuplicateOperation } from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { type LookSeen, onLook } from '../../../../../../electron/host/sync/core/steps/on-look.ts'
import { onSubmit } from '../../../../../../electron/host/sync/core/steps/on-submit.ts'
import {
  accepted,
  attempt,
  CONNECTION,
  done,
  entryOf,
  intent,
  LOOK_FACTS,
  laneAfter,
  operationSeen,
  planOf,
  SERVER,
} from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const
const DAMAGED = { installId: 'i1', cutBytes: 7 }
const finished = [intent(), attempt(), accepted(), done]
const edit = entryOf({ seq: 2, sourceId: 's2', plan: planOf({ instructions: 'new' }), wasSubmitted: true })
const known = { sourceId: 's1', operationId: 'op2', resourceId: 'r1', connectionId: CONNECTION }

function stateAfter(records: readonly JournalRecord[]): JournalState {
  const state = newState()
  for (const record of records) apply(state, record)
  return state
}

function laneOf(state: JournalState): Lane {
  const lane = state.lanes.get('w1')
  if (lane === undefined) throw new Error('no lane')
  return lane
}

/** The state of a program that has started on a journal that bytes were cut off, with these records left. */
function afterDamage(...records: JournalRecord[]): JournalState {
  const state = stateAfter(records)
  for (const record of recoverRecords(state, DAMAGED, 0)) apply(state, record)
  return state
}

/** Folds in what follows from the lane alone. */
function settle(state: JournalState): Lane {
  for (;;) {
    const step = nextStep(laneOf(state), 0)
    if (step.kind !== 'record') return laneOf(state)
    for (const record of step.records) apply(state, record)
  }
}

/** One complete look at `afterMs` of Catena's time. */
function look(state: JournalState, afterMs: number, ...operations: WireOperation[]): string[] {
  const server = SERVER + afterMs
  const seen: LookSeen = { operations, workflows: [], earliestServer: server, latestServer: server }
  const records = onLook(laneOf(state), seen, LOOK_FACTS, 0)
  for (const record of records) apply(state, record)
  return records.map((each) => each.type)
}

function updateSeen(status: string): WireOperation {
  return operationSeen({ id: 'op2', operation_type: 'update', resource_id: 'r1', status })
}

describe('an update that was open when the journal was lost', () => {
  function afterLoss(
    entry = entryOf({ ...edit, known: { ...known, state: 'accepted', seq: 2 } }),
  ): JournalState {
    return stateAfter(onSubmit(undefined, entry, 0, false))
  }

  it('[R3] is settled before what Catena holds is read', () => {
    const state = afterLoss()
    expect(settle(state).phase).toMatchObject({ kind: 'uncertain', operation: { kind: 'update' } })

    expect(look(state, 0, updateSeen('pending'))).toEqual(['LOOK'])
    expect(look(state, 400_000, updateSeen('pending'))).toEqual(['LOOK'])
    expect(look(state, 470_000, updateSeen('success'))).toEqual(['LOOK'])
    expect(laneOf(state).phase.kind).toBe('uncertain')
    expect(look(state, 540_000, updateSeen('success'))).toEqual(['LOOK', 'EVIDENCE'])
    expect(nextStep(laneOf(state), 0)).toEqual({ kind: 'readBase' })
  })

  it('[E3] is looked for as far back as anything can have been sent', () => {
    const lane = settle(afterLoss())
    if (lane.phase.kind !== 'uncertain') throw new Error('not looked for')
    const { kind, fromMs } = lookPlanOf(lane, lane.phase, LOOK_FACTS.waits, SERVER)
    expect(kind).toBe('update')
    expect(fromMs).toBeLessThan(SERVER - 45 * 86_400_000)
  })

  it('[E3] is looked for as far back from the first look, however long the computer then slept', () => {
    const state = afterLoss()
    settle(state)
    look(state, 0)
    const lane = laneOf(state)
    if (lane.phase.kind !== 'uncertain') throw new Error('not looked for')
    const { fromMs } = lookPlanOf(lane, lane.phase, LOOK_FACTS.waits, SERVER + 200 * 86_400_000)
    expect(fromMs).toBeLessThan(SERVER - 45 * 86_400_000)
    const windows = windowsOf(fromMs, SERVER + 200 * 86_400_000)
    expect(Date.parse(windows.at(-1)?.to ?? '')).toBeGreaterThan(SERVER + 200 * 86_400_000)
  })

  it('[R3] a page that saw this very pending change at rest needs no listing', () => {
    const entry = entryOf({ ...edit, known: { ...known, state: 'done', seq: 2 } })
    expect(settle(afterLoss(entry)).phase.kind).toBe('idle')
  })

  it.each([
    ['saw only an older pending change at rest', 1, false],
    ['belongs to another install', 2, true],
  ])('[R3] a page that %s proves nothing', (_name, seq, isForeign) => {
    const entry = entryOf({ ...edit, known: { ...known, state: 'done', seq } })
    const state = stateAfter(onSubmit(undefined, entry, 0, isForeign))
    expect(settle(state).phase).toMatchObject({ kind: 'uncertain', operation: { kind: 'update' } })
  })

  it('[R3] an older copy of the journal, which lacks an operation that the page knows, is not trusted', () => {
    const state = stateAfter(finished)
    const entry = entryOf({ ...edit, known: { ...known, state: 'accepted', seq: 2 } })
    for (const record of onSubmit(laneOf(state), entry, 0, false)) apply(state, record)
    expect(settle(state).phase).toMatchObject({ kind: 'uncertain', operation: { kind: 'update' } })
  })
})

describe('a create that was moved to another connection before the journal was lost', () => {
  const moved = entryOf({
    seq: 2,
    sourceId: 's2',
    plan: planOf({ connectionId: 'c2' }),
    wasSubmitted: true,
    possibleConnectionIds: [CONNECTION],
  })
  const known = { state: 'sending', seq: 1, sourceId: 's1', resourceId: null } as const

  function afterLoss(operationId: string | null): JournalState {
    const entry = { ...moved, known: { ...known, operationId, connectionId: CONNECTION } }
    return stateAfter(onSubmit(undefined, entry, 0, false))
  }

  it('[E1] is looked for on both, and kept where it is found', () => {
    const state = afterLoss(null)
    const lane = laneOf(state)
    if (lane.phase.kind !== 'uncertain') throw new Error('not looked for')
    expect(lookPlanOf(lane, lane.phase, LOOK_FACTS.waits, SERVER).connectionIds).toEqual([CONNECTION, 'c2'])

    const seen = operationSeen({ status: 'success', resource_id: 'r1', connection_id: 'c2', source_id: 's2' })
    expect(look(state, 0, seen)).toEqual(['ACCEPTED', 'DONE'])
    expect(laneOf(state).remote).toMatchObject({ resourceId: 'r1', connectionId: 'c2' })
  })

  it('[E1] found on both, each duplicate is cancelled on its own connection', () => {
    const state = afterLoss(null)
    const here = operationSeen({ status: 'success', resource_id: 'r1', connection_id: CONNECTION })
    const there = operationSeen({
      id: 'op2',
      source_id: 's2',
      status: 'success',
      resource_id: 'r2',
      connection_id: 'c2',
      created_at: '2026-11-23T06:05:00Z',
    })
    look(state, 0, there, here)
    const cancel = { kind: 'cancelWanted' } as const
    apply(state, { ...head, type: 'DUPLICATE_CHANGED', operationId: 'op2', change: cancel })
    const lane = laneOf(state)
    expect(lane.remote).toMatchObject({ resourceId: 'r1', connectionId: CONNECTION })
    const [duplicate] = lane.duplicates
    if (duplicate === undefined) throw new Error('no duplicate')
    expect(cancelDuplicateOperation(lane, duplicate)).toMatchObject({ resourceId: 'r2', connectionId: 'c2' })
  })

  it('[R3] an operation that the page knows is asked for on its own connection', () => {
    expect(laneOf(afterLoss('op1')).phase).toMatchObject({
      kind: 'accepted',
      operationId: 'op1',
      operation: { connectionId: CONNECTION },
    })
  })
})

describe('a damaged journal', () => {
  it.each([['send'], ['cancel']] as const)(
    '[R2] a %s of a finished workflow looks first',
    (pendingChange) => {
      const state = afterDamage(...finished)
      for (const record of onSubmit(laneOf(state), { ...edit, intent: pendingChange }, 0, false))
        apply(state, record)
      expect(settle(state).phase).toMatchObject({ kind: 'uncertain', why: 'journalLost' })
    },
  )

  it('[R2] an uncertainty of which no attempt is known begins anew, with the newest pending change’s id', () => {
    const uncertain = onSubmit(undefined, entryOf({ wasSubmitted: true }), 0, false)
    const look = { ...head, type: 'LOOK', found: 0, isClear: false, server: SERVER } as const
    const desired = intent({ seq: 2, sourceId: 's2' })
    expect(laneOf(stateAfter([...uncertain, look])).phase).toMatchObject({ endedServer: SERVER })
    expect(laneOf(afterDamage(...uncertain, look, desired)).phase).toMatchObject({
      kind: 'uncertain',
      possibleSourceIds: ['s1', 's2'],
      endedServer: null,
      looks: [],
    })
  })

  it('[R2] asks nothing of Catena for a lane that has nothing to send', () => {
    expect(settle(afterDamage(...finished)).phase.kind).toBe('idle')
    expect(nextStep(laneOf(afterDamage(...finished)), 0)).toEqual({ kind: 'nothing' })
  })

  it('[R2] an accepted create may have been followed by an update', () => {
    const state = afterDamage(intent(), attempt(), accepted())
    for (const record of onSubmit(laneOf(state), edit, 0, false)) apply(state, record)
    apply(state, done)
    expect(settle(state).phase).toMatchObject({ kind: 'uncertain', operation: { kind: 'update' } })
  })

  it('[R2] a cancel of a blocked create is not withdrawn before it is known that nothing was made', () => {
    const blocked: JournalRecord = { ...head, type: 'BLOCKED', status: 403, message: '' }
    const cancel = intent({ seq: 2, intent: 'cancel', sourceId: 's2' })
    const state = afterDamage(intent(), attempt(), blocked, cancel)
    expect(settle(state).phase).toMatchObject({ kind: 'uncertain', possibleSourceIds: ['s1', 's2'] })
    look(state, 0)
    look(state, 400_000)
    look(state, 470_000)
    expect(settle(state).phase.kind).toBe('withdrawn')
  })

  it('[R2] a cancel after the end of an earlier create looks for the one whose records are lost', () => {
    const state = afterDamage(intent(), { ...head, type: 'WITHDRAWN', seq: 1 })
    const cancel = entryOf({ seq: 3, intent: 'cancel', sourceId: 's3', wasSubmitted: true })
    const entry = {
      ...cancel,
      known: {
        state: 'queued',
        seq: 2,
        sourceId: 's2',
        operationId: null,
        resourceId: null,
        connectionId: null,
      } as const,
    }
    for (const record of onSubmit(laneOf(state), entry, 0, false)) apply(state, record)
    expect(settle(state).phase).toMatchObject({ kind: 'uncertain', possibleSourceIds: ['s2', 's3', 's1'] })
  })

  it('[R2] after proof a create does not take the id of one that had failed', () => {
    const refused: JournalRecord = {
      ...head,
      type: 'REFUSED',
      operation: laneOperation(),
      message: '',
      fieldErrors: [],
      isLocal: false,
    }
    const state = afterDamage(intent(), attempt(), refused)
    apply(state, intent({ seq: 2, intent: 'cancel', sourceId: 's2' }))
    settle(state)
    apply(state, intent({ seq: 3, sourceId: 's3' }))
    look(state, 0)
    look(state, 400_000)
    look(state, 470_000)
    expect(nextStep(laneOf(state), 0)).toEqual({ kind: 'write', work: 'create' })
    expect(laneOf(state).sourceId).toBe('s3')
  })

  it('[E1] is looked for on the connection that it was moved to in the lost records, too', () => {
    const state = afterDamage(intent())
    const moved = entryOf({
      seq: 3,
      sourceId: 's3',
      plan: planOf({ connectionId: 'c3' }),
      wasSubmitted: true,
      possibleConnectionIds: [CONNECTION, 'c2'],
    })
    const known = { state: 'sending', seq: 2, operationId: null, resourceId: null } as const
    const entry = { ...moved, known: { ...known, sourceId: 's2', connectionId: 'c2' } }
    for (const record of onSubmit(laneOf(state), entry, 0, false)) apply(state, record)
    const lane = settle(state)
    if (lane.phase.kind !== 'uncertain') throw new Error('not looked for')
    const { connectionIds } = lookPlanOf(lane, lane.phase, LOOK_FACTS.waits, SERVER)
    expect(connectionIds).toEqual([CONNECTION, 'c2', 'c3'])
    expect(lane.phase.possibleSourceIds).toEqual(['s1', 's2', 's3'])
  })

  it('[E1] what is planned after the loss was told adds nothing and starts no proof anew', () => {
    const state = afterDamage(intent())
    const told = entryOf({ seq: 2, sourceId: 's2', wasSubmitted: true })
    for (const record of onSubmit(laneOf(state), told, 0, false)) apply(state, record)
    look(state, 0)
    const next = entryOf({ seq: 3, sourceId: 's3', wasSubmitted: true })
    expect(onSubmit(laneOf(state), next, 0, false).map((each) => each.type)).toEqual(['INTENT'])
  })

  it('[S2] what is not settled yet outlives compaction', () => {
    const state = afterDamage(...finished)
    expect(laneOf(stateAfter(snapshot(state, 0, null))).recordsUncertain).toBe('journalLost')
  })
})

function laneOperation() {
  const { phase } = laneAfter([intent(), attempt()])
  if (phase.kind !== 'sending') throw new Error('not sending')
  return phase.operation
}
