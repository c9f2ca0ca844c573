import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../shared/sync/journal-record.ts'
import { recoverRecords } from '../../../shared/sync/recover.ts'
import { apply, newState, snapshot } from '../../../shared/sync/state.ts'
import { accepted, ambig, attempt, done, intent, SERVER } from './lane-fixtures.ts'

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
    expect(lanesKept(SERVER + 400 * DAY, intent(), attempt(), ambig)).toBe(1)
    expect(lanesKept(SERVER + 400 * DAY, intent(), attempt(), accepted())).toBe(1)
  })

  it('keeps what is remembered beyond lanes, and reads back as the same state', () => {
    const state = stateAfter(
      { v: 1, at: 0, type: 'INSTALL', installId: 'i1' },
      { v: 1, at: 0, type: 'HOLD_ALL', isHeld: true },
      { v: 1, at: 0, type: 'LAG', ms: 90_000 },
      {
        v: 1,
        at: 0,
        type: 'CAPABILITY',
        connectionId: 'c1',
        operation: 'update',
        status: 501,
        message: 'not by this TSP',
      },
      ...finished,
    )
    expect(stateAfter(...snapshot(state, 0, SERVER))).toEqual(state)
  })
})

describe('a torn journal', () => {
  it('[R2] makes a waiting create uncertain, and has every other lane looked into before its next write', () => {
    const facts = { installId: 'i1', isCloned: false, cutBytes: 7 }
    const kinds = (...records: JournalRecord[]) =>
      recoverRecords(stateAfter({ v: 1, at: 0, type: 'INSTALL', installId: 'i1' }, ...records), facts, 0).map(
        (each) => each.type,
      )
    expect(kinds(intent())).toEqual(['UNCERTAIN'])
    expect(kinds(intent(), attempt())).toEqual(['AMBIG', 'UNSETTLED'])
    expect(kinds(...finished)).toEqual(['UNSETTLED'])
    expect(kinds(intent(), attempt(), accepted())).toEqual(['UNSETTLED'])
  })
})
