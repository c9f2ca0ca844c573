import { describe, expect, it } from 'vitest'
import {
  type JournalRecord,
  journalRecord,
  type LaneRecord,
} from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { applyToLane } from '../../../../../../electron/host/sync/core/lane/apply-record.ts'
import type { Lane } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import { UNKNOWN_SEQ } from '../../../../../../electron/host/sync/core/lane/lane-facts.ts'
import {
  createOperation,
  updateOperation,
} from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { followUps, nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { accepted, attempt, done, intent, laneAfter, planOf } from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const
const cancel = intent({ seq: 2, intent: 'cancel', sourceId: 's2' })
const sentAgain = intent({ seq: 3, sourceId: 's3', plan: planOf({ territoryName: 'South' }) })

/** What was decided on `before` reaches the journal only after `newer`. */
function overtaken(before: readonly JournalRecord[], newer: JournalRecord, late?: LaneRecord): Lane {
  const decided = late === undefined ? followUps(laneAfter(before), 0) : [late]
  expect(decided).toHaveLength(1)
  return laneAfter([...before, newer, ...decided])
}

describe('a record that is written after a newer pending change', () => {
  it.each<[string, JournalRecord[]]>([
    ['waiting', [intent(), cancel]],
    ['held', [intent(), { ...head, type: 'HELD', by: 'tooManyTries' }, cancel]],
  ])('[I4] WITHDRAWN of a cancel does not swallow the send that follows (%s)', (_name, before) => {
    expect(overtaken(before, sentAgain)).toEqual(laneAfter([...before, sentAgain]))
  })

  describe('the release that follows from a cancel of what was tried too often', () => {
    const heldUpdate = [
      ...[
        intent(),
        attempt(),
        accepted(),
        done,
        intent({ seq: 2, plan: planOf({ territoryName: 'North' }) }),
      ],
      { ...head, type: 'HELD', by: 'tooManyTries' } as const,
    ]
    const cancelled = intent({ seq: 3, intent: 'cancel' })

    it('[P16] does not let a newer edit out that nobody was asked about', () => {
      const newer = intent({ seq: 4, plan: planOf({ territoryName: 'South' }) })
      expect(overtaken([...heldUpdate, cancelled], newer).phase.kind).toBe('held')
    })

    it('[P16] leaves alone what the dispatcher held meanwhile, until it is released by hand', () => {
      const before = [...heldUpdate, cancelled]
      const lane = overtaken(before, { ...head, type: 'HELD', by: 'user' })
      expect(lane.isHeldByUser).toBe(true)
      expect(nextStep(lane, 0)).toEqual({ kind: 'nothing' })
      const released = applyToLane(lane, { ...head, type: 'RELEASED' })
      expect(released?.isHeldByUser).toBe(false)
    })

    it('[S2] is read as before from an older journal', () => {
      const old = journalRecord.parse({ ...head, type: 'RELEASED' })
      expect(laneAfter([...heldUpdate, cancelled, old]).phase.kind).toBe('idle')
    })
  })

  it.each<JournalRecord['type']>([
    'REOPENED',
    'GENERATION',
    'WITHDRAWN',
    'DISCARDED',
    'BASE',
    'CONFLICT',
    'UNCERTAIN',
  ])('[I7] %s does not take an open write out of sight', (type) => {
    const before = [
      intent(),
      attempt(),
      accepted(),
      done,
      intent({ seq: 2, plan: planOf({ territoryName: 'N' }) }),
    ]
    const operation = updateOperation(laneAfter(before))
    const sending = { ...head, type: 'ATTEMPT', n: 1, operation, server: 0, bodyHash: 'x' } as JournalRecord
    const late = journalRecord.parse({
      ...{ ...head, type, sourceId: 's9', seq: 2, plan: planOf(), theirs: planOf(), baseHash: 'h' },
      ...{ operation, possibleSourceIds: ['s1'], why: 'journalLost' },
    })
    expect(laneAfter([...before, sending, late])).toEqual(laneAfter([...before, sending]))
  })

  it('[I2] an attempt that was overtaken by an uncertainty about the journal does not begin', () => {
    const lane = laneAfter([intent()])
    const operation = { ...createOperation(lane), seq: UNKNOWN_SEQ }
    const uncertainUpdate: JournalRecord = {
      ...head,
      type: 'UNCERTAIN',
      operation,
      possibleSourceIds: ['s1'],
      why: 'journalLost',
    }
    expect(laneAfter([intent(), uncertainUpdate, attempt()])).toEqual(laneAfter([intent(), uncertainUpdate]))
  })

  it('[I4] the send that follows a cancel goes out', () => {
    const lane = overtaken([intent(), cancel], sentAgain)
    expect(nextStep(lane, 0)).toEqual({ kind: 'write', work: 'create' })
  })

  it('[I4] DISCARDED drops only the pending change it was asked for', () => {
    const before = [intent()]
    const lane = overtaken(before, sentAgain, { ...head, type: 'DISCARDED', seq: 1 })
    expect(nextStep(lane, 0)).toEqual({ kind: 'write', work: 'create' })
  })

  describe('in a conflict', () => {
    const theirs = planOf({ territoryName: 'theirs' })
    const edit = intent({ seq: 2, plan: planOf({ territoryName: 'ours' }) })
    const conflict: JournalRecord = { ...head, type: 'CONFLICT', theirs, baseHash: 'h' }
    const conflicting = [intent(), attempt(), accepted(), done, edit, conflict]

    it('[P14] the end of a conflict by a cancel is not taken for the consent of a newer edit', () => {
      const cancelled = intent({ seq: 3, intent: 'cancel' })
      const newer = intent({ seq: 4, plan: planOf({ territoryName: 'South' }) })
      expect(overtaken([...conflicting, cancelled], newer).phase.kind).toBe('conflict')
    })
  })

  it('[S2] a record of an older journal, without the pending change it was decided for, is read as before', () => {
    const old = journalRecord.parse({ ...head, type: 'WITHDRAWN' })
    expect(laneAfter([intent(), cancel, old]).phase).toEqual({ kind: 'withdrawn', seq: 2 })
    const lane = laneAfter([intent(), cancel])
    expect(applyToLane(lane, { ...head, type: 'WITHDRAWN', seq: 2 })?.phase).toEqual({
      kind: 'withdrawn',
      seq: 2,
    })
  })
})
