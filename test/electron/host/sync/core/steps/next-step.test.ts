import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { apply, newState } from '../../../../../../electron/host/sync/core/journal/journal-state.ts'
import { recoverRecords } from '../../../../../../electron/host/sync/core/journal/recover.ts'
import { snapshot } from '../../../../../../electron/host/sync/core/journal/snapshot.ts'
import { updateOperation } from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { onSubmit } from '../../../../../../electron/host/sync/core/steps/on-submit.ts'
import {
  accepted,
  answerLost,
  attempt,
  CONNECTION,
  done,
  entryOf,
  intent,
  laneAfter,
  planOf,
} from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const
const edited = intent({ seq: 2, plan: planOf({ instructions: 'ring twice' }), sourceId: 's2' })
const cancelled = intent({ seq: 2, intent: 'cancel', sourceId: 's2' })
const failed: JournalRecord = {
  ...head,
  type: 'FAILED',
  operationId: 'op1',
  errorType: 'network',
  message: null,
  isTerminal: false,
}
const created = [intent(), attempt(), accepted(), done]
const updated = [...created, edited, updateAttempt([...created, edited])]
const back = { seq: 3, sourceId: 's3' }
const other = planOf({ instructions: 'ring once' })
const reopened: JournalRecord = { ...head, type: 'REOPENED' }
const absent: JournalRecord = { ...head, type: 'ABSENT' }
const unsent: JournalRecord = { ...head, type: 'UNSENT', why: 'unsent', detail: 'no route' }

function updateAttempt(before: readonly JournalRecord[]): JournalRecord {
  const operation = updateOperation(laneAfter(before))
  if (operation === null) throw new Error('there is nothing to update')
  return { ...head, type: 'ATTEMPT', n: 1, operation, server: 0, bodyHash: 'x' }
}

function turnedAway(status: number): JournalRecord {
  return { ...head, type: 'BLOCKED', status, message: 'no' }
}

function stepAfter(...records: JournalRecord[]) {
  const step = nextStep(laneAfter(records), 0)
  return step.kind === 'record' ? step.records.map((each) => each.type).join('+') : step.kind
}

describe('the next step of a lane', () => {
  it.each<[string, JournalRecord[], string]>([
    ['[P1] a pending change is written', [intent()], 'write'],
    ['[P2] nothing goes out while an attempt is open', [intent(), attempt()], 'nothing'],
    ['[P3] an unsent attempt is written again', [intent(), attempt(), unsent], 'write'],
    ['[I5] an uncertain one is looked up', [intent(), attempt(), answerLost], 'look'],
    ['[I5] an edit does not end the uncertainty', [intent(), attempt(), answerLost, edited], 'look'],
    ['[I7] an edit waits for the open operation', [intent(), attempt(), accepted(), edited], 'poll'],
    ['[P11] what is done rests', [intent(), attempt(), accepted(), done], 'nothing'],
    ['[P13] an edit reads the base first', [intent(), attempt(), accepted(), done, edited], 'readBase'],
    ['[P12] a network failure is looked for', [intent(), attempt(), accepted(), failed], 'find'],
    [
      '[P12] and only then is a corrected create a new generation',
      [intent(), attempt(), accepted(), failed, edited, absent],
      'GENERATION',
    ],
    ['[P15] cancelled before it was sent', [intent(), cancelled], 'WITHDRAWN'],
    ['[P15] cancelled after no byte left', [intent(), attempt(), unsent, cancelled], 'WITHDRAWN'],
    ['[P15] cancelled while uncertain', [intent(), attempt(), answerLost, cancelled], 'look'],
    ['[P15] cancelled at the TSP', [intent(), attempt(), accepted(), done, cancelled], 'write'],
    [
      '[P15] failed, absent and cancelled',
      [intent(), attempt(), accepted(), failed, cancelled, absent],
      'WITHDRAWN',
    ],
    ['[P6] a turned away update waits', [...updated, turnedAway(501)], 'nothing'],
    [
      '[P6] and for another change too',
      [...updated, turnedAway(501), intent({ ...back, plan: other })],
      'nothing',
    ],
    [
      '[P6] a pending change that is again what Catena holds ends the waiting',
      [...updated, turnedAway(501), intent(back)],
      'REOPENED',
    ],
    ['[P6] and leaves nothing to send', [...updated, turnedAway(501), intent(back), reopened], 'nothing'],
    [
      '[P6] but not after a 404, which says that it is not there',
      [...updated, turnedAway(404), intent(back)],
      'nothing',
    ],
    ['[P16] held by the dispatcher', [intent(), { ...head, type: 'HELD', by: 'user' }], 'nothing'],
  ])('%s', (_name, records, expected) => {
    expect(stepAfter(...records)).toBe(expected)
  })

  it('[I4] a repeated or older pending change leaves nothing in the journal', () => {
    const lane = laneAfter([intent(), edited])
    expect(onSubmit(lane, entryOf({ seq: 1 }), 0, false)).toEqual([])
    expect(onSubmit(lane, entryOf({ seq: 2 }), 0, false)).toEqual([])
  })

  it('[I4] a new generation takes the source id that came with its pending change', () => {
    const records = [intent(), attempt(), accepted(), failed, edited, absent]
    const step = nextStep(laneAfter(records), 0)
    expect(step).toMatchObject({ kind: 'record', records: [{ sourceId: 's2' }] })
  })
})

describe('recovery', () => {
  function stateAfter(records: readonly JournalRecord[]) {
    const state = newState()
    for (const record of records) apply(state, record)
    return state
  }

  it('[R1] an attempt without a result is uncertain', () => {
    const state = stateAfter([intent(), attempt()])
    const facts = { installId: 'i', cutBytes: 0 }
    expect(recoverRecords(state, facts, 0).map((each) => each.type)).toEqual(['INSTALL', 'ANSWER_LOST'])
  })

  it.each([
    { installId: 'another', cutBytes: 0, isUncertain: true },
    { installId: 'i', cutBytes: 1, isUncertain: true },
    { installId: 'i', cutBytes: 0, isUncertain: false },
  ])(
    '[R2] a waiting create is uncertain when the journal is not the whole truth (%o)',
    ({ isUncertain, ...facts }) => {
      const own: JournalRecord = { v: 2, at: 0, type: 'INSTALL', installId: 'i' }
      const types = recoverRecords(stateAfter([own, intent()]), facts, 0).map((each) => each.type)
      expect(types.includes('UNCERTAIN')).toBe(isUncertain)
    },
  )

  it('[R3] a handed pending change that the journal does not know is not taken for new', () => {
    const types = onSubmit(undefined, entryOf({ wasSubmitted: true }), 0, false).map((each) => each.type)
    expect(types).toEqual(['INTENT', 'UNCERTAIN'])
  })

  it('[R3] ids that the page knows bring it back as far as they go', () => {
    const known = {
      state: 'accepted',
      seq: 1,
      sourceId: 's0',
      operationId: 'op9',
      resourceId: null,
      connectionId: CONNECTION,
    } as const
    const lane = laneAfter(onSubmit(undefined, entryOf({ wasSubmitted: true, known }), 0, false))
    expect(lane.phase).toMatchObject({ kind: 'accepted', operationId: 'op9' })
    expect(lane.sourceId).toBe('s0')
  })

  it('[S2] compaction gives the same state back', () => {
    const state = stateAfter([intent(), attempt(), accepted(), done, edited])
    expect(stateAfter(snapshot(state, 0, null)).lanes).toEqual(state.lanes)
  })
})
