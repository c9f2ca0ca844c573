import { describe, expect, it } from 'vitest'
import { applyToLane } from '../../../shared/sync/apply-lane.ts'
import { type JournalRecord, journalRecord, type LaneRecord } from '../../../shared/sync/journal-record.ts'
import type { Lane } from '../../../shared/sync/lane.ts'
import { followUps, nextStep } from '../../../shared/sync/step.ts'
import { accepted, attempt, done, intent, laneAfter, planOf } from './lane-fixtures.ts'

const head = { v: 1, at: 0, workflowId: 'w1' } as const
const cancel = intent({ seq: 2, intent: 'cancel', sourceId: 's2' })
const sentAgain = intent({ seq: 3, sourceId: 's3', plan: planOf({ territoryName: 'South' }) })

/** What was decided on `before` reaches the journal only after `newer`. */
function overtaken(before: readonly JournalRecord[], newer: JournalRecord, late?: LaneRecord): Lane {
  const decided = late === undefined ? followUps(laneAfter(before), 0) : [late]
  expect(decided).toHaveLength(1)
  return laneAfter([...before, newer, ...decided])
}

describe('a record that is written after a newer wish', () => {
  it.each<[string, JournalRecord[]]>([
    ['waiting', [intent(), cancel]],
    ['held', [intent(), { ...head, type: 'HELD', by: 'tooManyTries' }, cancel]],
  ])('[I4] WITHDRAWN of a cancel does not swallow the send that follows (%s)', (_name, before) => {
    expect(overtaken(before, sentAgain)).toEqual(laneAfter([...before, sentAgain]))
  })

  it('[I4] the send that follows a cancel goes out', () => {
    const lane = overtaken([intent(), cancel], sentAgain)
    expect(nextStep(lane, 0)).toEqual({ kind: 'write', work: 'create' })
  })

  it('[I4] DISCARDED drops only the wish it was asked for', () => {
    const before = [intent()]
    const lane = overtaken(before, sentAgain, { ...head, type: 'DISCARDED', seq: 1 })
    expect(nextStep(lane, 0)).toEqual({ kind: 'write', work: 'create' })
  })

  describe('in a conflict', () => {
    const theirs = planOf({ territoryName: 'theirs' })
    const edit = intent({ seq: 2, plan: planOf({ territoryName: 'ours' }) })
    const conflict: JournalRecord = { ...head, type: 'CONFLICT', theirs, baseHash: 'h' }
    const conflicting = [intent(), attempt(), accepted(), done, edit, conflict]

    it('[P14] keeping theirs does not swallow a newer wish', () => {
      const lane = overtaken(conflicting, sentAgain, { ...head, type: 'TOOK_THEIRS', seq: 2 })
      expect(lane.want.plan.territoryName).toBe('South')
      expect(lane.phase.kind).toBe('conflict')
    })

    it('[P14] the end of a conflict by a cancel is not taken for the consent of a newer edit', () => {
      const cancelled = intent({ seq: 3, intent: 'cancel' })
      const newer = intent({ seq: 4, plan: planOf({ territoryName: 'South' }) })
      expect(overtaken([...conflicting, cancelled], newer).phase.kind).toBe('conflict')
    })
  })

  it('[S2] a record of an older journal, without the wish it was decided for, is read as before', () => {
    const old = journalRecord.parse({ ...head, type: 'WITHDRAWN' })
    expect(laneAfter([intent(), cancel, old]).phase).toEqual({ kind: 'withdrawn', seq: 2 })
    const lane = laneAfter([intent(), cancel])
    expect(applyToLane(lane, { ...head, type: 'WITHDRAWN', seq: 2 })?.phase).toEqual({
      kind: 'withdrawn',
      seq: 2,
    })
  })
})
