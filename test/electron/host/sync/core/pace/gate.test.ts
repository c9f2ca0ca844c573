import { describe, expect, it } from 'vitest'
import { newState, type Refusal } from '../../../../../../electron/host/sync/core/journal/journal-state.ts'
import type { Lane } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import { breakerKey, openBreaker } from '../../../../../../electron/host/sync/core/pace/circuit-breaker.ts'
import { type Gates, isStoppedBy, writeGate } from '../../../../../../electron/host/sync/core/pace/gate.ts'
import { ACCOUNT, accepted, attempt, CONNECTION, done, intent, laneAfter } from '../lane-fixtures.ts'

const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002'
const OPEN: Gates = {
  network: 'online',
  networkDetail: null,
  isCatenaFailing: false,
  isRateLimited: false,
  isJournalBroken: false,
  journalDetail: null,
  account: ACCOUNT,
  connections: new Map(),
  breakers: new Map(),
}
const kept = laneAfter([intent(), attempt(), accepted(), done])
/** Its duplicate is on another connection, and its cancel is the next write. */
const withDuplicate: Lane = {
  ...kept,
  duplicates: [{ operationId: 'op2', resourceId: 'r2', isCancelWanted: true, connectionId: OTHER }],
}

function codeOf(lane: Lane, gates: Partial<Gates>): string | undefined {
  return writeGate(lane, newState(), { ...OPEN, ...gates })?.code
}

describe('the cancel of a duplicate on another connection', () => {
  it('waits for that connection, not for the one of the kept workflow', () => {
    expect(codeOf(withDuplicate, { connections: new Map([[OTHER, 'inactive']]) })).toBe('connectionInactive')
    expect(codeOf(withDuplicate, { connections: new Map([[CONNECTION, 'inactive']]) })).toBeUndefined()
  })

  it('waits for the breaker of updates there', () => {
    const breakers = (connectionId: string) =>
      new Map([[breakerKey({ connectionId, kind: 'update' }), openBreaker([], 0)]])
    expect(codeOf(withDuplicate, { breakers: breakers(OTHER) })).toBe('writesFailing')
    expect(codeOf(withDuplicate, { breakers: breakers(CONNECTION) })).toBeUndefined()
  })

  it('is an update also where the kept workflow is not at Catena', () => {
    const refused = (operation: Refusal['operation']): Refusal => {
      return { connectionId: OTHER, operation, status: 501, message: 'no' }
    }
    const lane: Lane = { ...withDuplicate, remote: null, phase: { kind: 'discarded', seq: 1 } }
    expect([isStoppedBy(lane, refused('update')), isStoppedBy(lane, refused('create'))]).toEqual([
      true,
      false,
    ])
  })
})

describe('the gate for a write', () => {
  it('says that Catena does not work, and with which answer', () => {
    const gates = { ...OPEN, isCatenaFailing: true, networkDetail: 'Catena answers with error 504' }
    expect(writeGate(kept, newState(), gates)).toEqual({
      code: 'catenaFailing',
      detail: 'Catena answers with error 504',
    })
  })
})
