import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { apply, newState } from '../../../../../../electron/host/sync/core/journal/journal-state.ts'
import { recoverRecords } from '../../../../../../electron/host/sync/core/journal/recover.ts'
import { snapshot } from '../../../../../../electron/host/sync/core/journal/snapshot.ts'
import { onSubmit } from '../../../../../../electron/host/sync/core/steps/on-submit.ts'
import { accepted, answerLost, attempt, CONNECTION, done, entryOf, intent, SERVER } from '../lane-fixtures.ts'

const DAY = 86_400_000

function stateAfter(...records: JournalRecord[]) {
  const state = newState()
  for (const record of records) apply(state, record)
  return state
}
function lanesKept(serverNow: number | null, ...records: JournalRecord[]): number {
  return snapshot(stateAfter(...records), 0, serverNow).filter((each) => each.type === 'LANE').length
}
const finished = [intent(), attempt(), accepted(), done]

describe('compaction', () => {
  it('keeps a finished lane for 45 days of Catena’s time, then leaves it out', () => {
    expect(lanesKept(SERVER + 45 * DAY - 1, ...finished)).toBe(1)
    expect(lanesKept(SERVER + 45 * DAY, ...finished)).toBe(0)
  })

  it('leaves nothing out while Catena’s time is not known', () => {
    expect(lanesKept(null, ...finished)).toBe(1)
  })

  it('[I4] keeps what is not finished, however old', () => {
    expect(lanesKept(SERVER + 400 * DAY, intent())).toBe(1)
    expect(lanesKept(SERVER + 400 * DAY, intent(), attempt(), answerLost)).toBe(1)
    expect(lanesKept(SERVER + 400 * DAY, intent(), attempt(), accepted())).toBe(1)
  })

  it('keeps what is remembered beyond lanes, and reads back as the same state', () => {
    const state = stateAfter(
      { v: 2, at: 0, type: 'INSTALL', installId: 'i1' },
      { v: 2, at: 5, type: 'HOLD_ALL', isHeld: true },
      { v: 2, at: 6, type: 'HOLD_ALL', isHeld: true },
      { v: 2, at: 0, type: 'LAG', ms: 90_000 },
      {
        v: 2,
        at: 0,
        type: 'CAPABILITY',
        connectionId: 'c1',
        operation: 'update',
        status: 501,
        message: 'not by this TSP',
      },
      ...finished,
    )
    expect(state.allHeldAtMs).toBe(5) // since when sending is held, not when it was said again or compacted
    expect(stateAfter(...snapshot(state, 77, SERVER))).toEqual(state)
  })
})

describe('[P11] a success', () => {
  const refused = (operation: 'create' | 'update' | null, status: number): JournalRecord => {
    return { v: 2, at: 0, type: 'CAPABILITY', connectionId: CONNECTION, operation, status, message: 'no' }
  }
  const refusalsAfter = (...records: JournalRecord[]) =>
    [...stateAfter(...records).refusals.values()].map((each) => [each.operation, each.status])

  it('[P6] ends the memory of a 501 of its own kind, and no other refusal', () => {
    const [desired, ...others] = finished
    if (desired === undefined) throw new Error('there is no pending change')
    expect(refusalsAfter(desired, refused('create', 501), ...others)).toEqual([])
    expect(refusalsAfter(desired, refused('update', 501), ...others)).toEqual([['update', 501]])
    expect(refusalsAfter(desired, refused(null, 403), ...others)).toEqual([[null, 403]])
  })

  it('[P6] before the refusal, or one that changes nothing, proves nothing', () => {
    expect(refusalsAfter(...finished, refused('create', 501), done)).toEqual([['create', 501]])
  })

  it('[R3] of which only the page knows may be older than the refusal, and ends no memory', () => {
    const found = onSubmit(
      undefined,
      entryOf({
        wasSubmitted: true,
        known: {
          state: 'done',
          seq: 1,
          sourceId: 's1',
          operationId: 'op1',
          resourceId: 'r1',
          connectionId: CONNECTION,
        },
      }),
      0,
      false,
    )
    expect(found.map((each) => each.type)).toContain('DONE')
    expect(refusalsAfter(refused('create', 501), ...found)).toEqual([['create', 501]])
  })
})

describe('a torn journal', () => {
  it('[R2] makes a waiting create uncertain, and has every other lane looked into before its next write', () => {
    const facts = { installId: 'i1', cutBytes: 7 }
    const kinds = (...records: JournalRecord[]) =>
      recoverRecords(stateAfter({ v: 2, at: 0, type: 'INSTALL', installId: 'i1' }, ...records), facts, 0).map(
        (each) => each.type,
      )
    expect(kinds(intent())).toEqual(['UNCERTAIN'])
    expect(kinds(intent(), attempt())).toEqual(['ANSWER_LOST', 'RECORDS_UNCERTAIN'])
    expect(kinds(...finished)).toEqual(['RECORDS_UNCERTAIN'])
    expect(kinds(intent(), attempt(), accepted())).toEqual(['RECORDS_UNCERTAIN'])
  })
})
