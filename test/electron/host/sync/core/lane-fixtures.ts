import type { WireOperation } from '../../../../../electron/catena/wire.ts'
import { NOTHING_LEARNED } from '../../../../../electron/host/sync/core/evidence/learned.ts'
import type { JournalRecord } from '../../../../../electron/host/sync/core/journal/journal-record.ts'
import { apply, newState } from '../../../../../electron/host/sync/core/journal/journal-state.ts'
import type { Lane } from '../../../../../electron/host/sync/core/lane/lane.ts'
import { createOperation } from '../../../../../electron/host/sync/core/steps/build-write.ts'
import type { LookFacts } from '../../../../../electron/host/sync/core/steps/on-look.ts'
import type { ReadFacts } from '../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import { emptyPlan, type Plan } from '../../../../../shared/model/plan/workflow.ts'
import type { SubmittedChange } from '../../../../../shared/model/status/sync-status.ts'

export const CONNECTION = 'aaaaaaaa-0000-4000-8000-000000000001'
export const ACCOUNT = { issuer: 'https://issuer', subject: 'me' }
/** Catena's time when the tests begin. */
export const SERVER = 1_795_413_600_000

/** What a look is judged by on a connection where our creates were found by their payload before. */
export const LOOK_FACTS: LookFacts = {
  waits: { absenceQuietMs: 300_000, absenceGapMs: 60_000 },
  learnedOf: () => ({ ...NOTHING_LEARNED, marks: { payloadSourceId: true }, marksServer: SERVER }),
  isAccountedFor: () => false,
  isBreakerOpen: () => false,
  isControlExpected: () => false,
}
/** What a read of the base is judged by where reads were seen to be up to date. */
export const READ_FACTS: ReadFacts = { learned: { ...NOTHING_LEARNED, readLagMs: 0 }, server: SERVER }

export function planOf(changes: Partial<Plan> = {}): Plan {
  return { ...emptyPlan(), connectionId: CONNECTION, ...changes }
}

export function entryOf(changes: Partial<SubmittedChange> = {}): SubmittedChange {
  return {
    workflowId: 'w1',
    seq: 1,
    intent: 'send',
    plan: planOf(),
    sourceId: 's1',
    account: ACCOUNT,
    overBase: null,
    wasSubmitted: false,
    known: null,
    ...changes,
  }
}

export function intent(changes: Partial<SubmittedChange> = {}): JournalRecord {
  const { wasSubmitted: _wasSubmitted, known: _known, ...pendingChange } = entryOf(changes)
  return { v: 2, at: 0, type: 'INTENT', ...pendingChange }
}

const head = { v: 2, at: 0, workflowId: 'w1' } as const

export function attempt(server = SERVER): JournalRecord {
  const operation = createOperation(laneAfter([intent()]))
  return { ...head, type: 'ATTEMPT', n: 1, operation, server, bodyHash: 'x' }
}

export const answerLost: JournalRecord = { ...head, type: 'ANSWER_LOST', detail: 'timeout' }

export function accepted(id = 'op1'): JournalRecord {
  const operation = { id, createdServer: SERVER, status: 'pending', resourceId: null }
  return { ...head, type: 'ACCEPTED', operation, sourceId: 's1', via: 'answer', server: SERVER }
}

export const done: JournalRecord = { ...head, type: 'DONE', resourceId: 'r1', server: SERVER }

export function laneAfter(records: readonly JournalRecord[]): Lane {
  const state = newState()
  for (const record of records) apply(state, record)
  const lane = state.lanes.get('w1')
  if (lane === undefined) throw new Error('no lane')
  return lane
}

export function operationSeen(changes: Partial<WireOperation> = {}): WireOperation {
  return {
    id: 'op1',
    status: 'pending',
    payload: null,
    resource: 'workflow',
    operation_type: 'create',
    source_id: 's1',
    created_at: '2026-11-23T06:00:01Z',
    ...changes,
  }
}
