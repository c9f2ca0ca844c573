import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import {
  apply,
  type JournalState,
  newState,
} from '../../../../../../electron/host/sync/core/journal/journal-state.ts'
import {
  isCompactionDue,
  KEEP_FINISHED_MS,
  snapshot,
} from '../../../../../../electron/host/sync/core/journal/snapshot.ts'
import { accepted, attempt, done, intent, planOf, SERVER } from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const
const finished = [intent(), attempt(), accepted(), done]
const withdrawn: readonly JournalRecord[] = [
  intent(),
  intent({ seq: 2, intent: 'cancel' }),
  { ...head, type: 'WITHDRAWN', seq: 2 },
]
const discarded: readonly JournalRecord[] = [intent(), { ...head, type: 'DISCARDED', seq: 1 }]
const OLD = SERVER + KEEP_FINISHED_MS

function stateAfter(records: readonly JournalRecord[]): JournalState {
  const state = newState()
  for (const record of records) apply(state, record)
  return state
}

function lanesOf(records: readonly JournalRecord[]) {
  return records.flatMap((each) => (each.type === 'LANE' ? [each.lane] : []))
}

/** Lanes left by a compaction long after these records. */
function lanesKept(...records: JournalRecord[]): number {
  return lanesOf(snapshot(stateAfter(records), 0, OLD)).length
}

describe('compaction of lanes that were never sent', () => {
  it.each([
    ['withdrawn', withdrawn],
    ['discarded', discarded],
  ])('dates a %s lane when Catena’s time is known, and leaves it out 45 days later', (_name, records) => {
    const undated = snapshot(stateAfter(records), 0, null)
    expect(lanesOf(undated)[0]?.changedServer).toBeNull()

    const dated = snapshot(stateAfter(undated), 0, SERVER)
    expect(lanesOf(dated)[0]?.changedServer).toBe(SERVER)
    expect(lanesOf(snapshot(stateAfter(dated), 0, OLD - 1))).toHaveLength(1)
    expect(lanesOf(snapshot(stateAfter(dated), 0, OLD))).toHaveLength(0)
  })

  it('does not move the date of a lane at the next compaction', () => {
    const dated = snapshot(stateAfter(withdrawn), 0, SERVER)
    expect(lanesOf(snapshot(stateAfter(dated), 0, SERVER + 1_000))[0]?.changedServer).toBe(SERVER)
  })
})

describe('[I4] compaction long after the last change keeps', () => {
  it('a lane with a known duplicate, so that the duplicate can still be cancelled', () => {
    const duplicate: JournalRecord = {
      ...head,
      type: 'DUPLICATE',
      duplicates: [{ operationId: 'op2', resourceId: 'r2' }],
    }
    expect(lanesKept(...finished)).toBe(0)
    expect(lanesKept(...finished, duplicate)).toBe(1)
    const gone: JournalRecord = {
      ...head,
      type: 'DUPLICATE_CHANGED',
      operationId: 'op2',
      change: { kind: 'gone' },
    }
    expect(lanesKept(...finished, duplicate, gone)).toBe(0)
  })

  it('a lane of which records may be lost', () => {
    const lost: JournalRecord = { ...head, type: 'RECORDS_UNCERTAIN', why: 'journalLost' }
    expect(lanesKept(...finished, lost)).toBe(1)
    expect(lanesKept(...finished, lost, { ...head, type: 'RECORDS_UNCERTAIN', why: null })).toBe(0)
  })

  it('a lane that is held by hand, whose next change must not be sent either', () => {
    expect(lanesKept(...finished, { ...head, type: 'HELD', by: 'user' })).toBe(1)
  })

  it('a lane with a change to send, after whatever it ended with', () => {
    const changed = planOf({ instructions: 'other' })
    expect(lanesKept(...finished, intent({ seq: 2, plan: changed }))).toBe(1)
    expect(lanesKept(...finished, intent({ seq: 2, intent: 'cancel' }))).toBe(1)
    const dated = snapshot(stateAfter(withdrawn), 0, SERVER)
    expect(lanesKept(...dated)).toBe(0)
    expect(lanesKept(...dated, intent({ seq: 3, plan: changed }))).toBe(1)
  })

  it('a lane that a person has to decide about', () => {
    const refused: JournalRecord = { ...head, type: 'CONFLICT', theirs: planOf(), baseHash: 'h' }
    expect(lanesKept(...finished, refused)).toBe(1)
  })
})

describe('a finished lane in the journal', () => {
  it('keeps only its newest log lines', () => {
    const holds = Array.from({ length: 12 }, (_, n): JournalRecord[] => [
      { ...head, at: n, type: 'HELD', by: 'user' },
      { ...head, at: n, type: 'RELEASED' },
    ]).flat()
    const state = stateAfter([...finished, ...holds])
    const all = state.lanes.get('w1')?.lines ?? []
    expect(all.length).toBeGreaterThan(20)
    expect(lanesOf(snapshot(state, 0, SERVER))[0]?.lines).toEqual(all.slice(-8))
  })

  it('keeps every log line while something is still to be done', () => {
    const state = stateAfter([...finished, intent({ seq: 2, plan: planOf({ instructions: 'other' }) })])
    expect(lanesOf(snapshot(state, 0, SERVER))[0]).toEqual(state.lanes.get('w1'))
  })
})

describe('a compaction is due', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      [intent({ intent: 'cancel' }), { ...head, type: 'WITHDRAWN', seq: 1 } as const].map((each) => ({
        ...each,
        workflowId: `w${n}`,
      })),
    ).flat()

  it('when a lane can be left out, and not before', () => {
    expect(isCompactionDue(stateAfter(finished), OLD - 1)).toBe(false)
    expect(isCompactionDue(stateAfter(finished), OLD)).toBe(true)
    expect(isCompactionDue(stateAfter([...finished, intent({ seq: 2, intent: 'cancel' })]), OLD)).toBe(false)
  })

  it('when many lanes have no date of Catena’s yet', () => {
    expect(isCompactionDue(stateAfter(many(99)), SERVER)).toBe(false)
    expect(isCompactionDue(stateAfter(many(100)), SERVER)).toBe(true)
  })
})
