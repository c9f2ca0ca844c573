import { describe, expect, it } from 'vitest'
import type { WireWorkflow } from '../../../../../../electron/catena/wire.ts'
import { NOTHING_LEARNED } from '../../../../../../electron/host/sync/core/evidence/learned.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import type { Lane } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import {
  onBase,
  type ReadFacts,
  settledVersion,
} from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import { onSubmit } from '../../../../../../electron/host/sync/core/steps/on-submit.ts'
import {
  accepted,
  attempt,
  CONNECTION,
  done,
  entryOf,
  intent,
  laneAfter,
  planOf,
  SERVER,
} from '../lane-fixtures.ts'

const ours = planOf({ driverSourceId: 'd1', instructions: 'ours' })
const made: readonly JournalRecord[] = [
  ...[intent({ plan: ours }), attempt(), accepted(), done],
  { v: 2, at: 0, workflowId: 'w1', type: 'BASE', plan: ours },
]
const wire = (changes: object = {}): WireWorkflow => ({
  id: 'r1',
  connection_id: CONNECTION,
  workflow_status: 'PLANNED',
  source_driver_id: 'd1',
  instructions: 'theirs',
  ...changes,
})

describe('what a list shows of a workflow of this desk', () => {
  const settled = (records: readonly JournalRecord[], shown = wire()) =>
    settledVersion(laneAfter(records), shown, { learned: NOTHING_LEARNED, server: SERVER })

  it('is for the board while nothing is to be sent', () => {
    expect(settled(made)).toMatchObject({ driverSourceId: 'd1', instructions: 'theirs' })
  })

  it.each<[string, JournalRecord[]]>([
    ['a change waits', [intent({ seq: 2, plan: planOf({ driverSourceId: 'd2' }) })]],
    [
      'records may be lost',
      [{ v: 2, at: 0, workflowId: 'w1', type: 'RECORDS_UNCERTAIN', why: 'journalLost' }],
    ],
  ])('is for the host while %s', (_what, records) => {
    expect(settled([...made, ...records])).toBeNull()
  })

  it('is not the duplicate of it', () => {
    expect(settled(made, wire({ id: 'r2' }))).toBeNull()
  })

  it('[M1] shows our value where the read shows an earlier one of ours', () => {
    const later: JournalRecord[] = [
      intent({ seq: 2, plan: { ...ours, instructions: 'ours again' } }),
      { v: 2, at: 0, workflowId: 'w1', type: 'BASE', plan: { ...ours, instructions: 'ours again' } },
    ]
    expect(settled([...made, ...later], wire({ instructions: 'ours' }))).toMatchObject({
      instructions: 'ours again',
    })
  })

  describe('after a later write of ours', () => {
    const MINUTE_MS = 60_000
    const changedServer = SERVER
    const written: Lane = {
      ...laneAfter(made),
      changedServer,
      remote: {
        resourceId: 'r1',
        connectionId: CONNECTION,
        account: null,
        plan: { ...ours, instructions: 'ours again' },
        earlier: [ours],
      },
      desired: { ...laneAfter(made).desired, plan: { ...ours, instructions: 'ours again' } },
    }
    const shown = (changes: object, facts: Partial<ReadFacts> = {}) =>
      settledVersion(written, wire({ instructions: 'ours', ...changes }), {
        learned: NOTHING_LEARNED,
        server: SERVER,
        ...facts,
      })?.instructions
    const isoAt = (ms: number) => new Date(ms).toISOString()

    it('[M1] an earlier value is old while the read may be', () => {
      expect(shown({})).toBe('ours again')
      expect(shown({ updated_at: isoAt(changedServer + MINUTE_MS) })).toBe('ours again')
      expect(shown({}, { server: changedServer + 60 * MINUTE_MS })).toBe('ours again')
    })

    it('[L2] an earlier value that Catena changed since was set back by somebody', () => {
      expect(shown({ updated_at: isoAt(changedServer + MINUTE_MS + 1_000) })).toBe('ours')
    })

    it('[L2] an earlier value in a read that cannot lag so long was set back by somebody', () => {
      const learned = { ...NOTHING_LEARNED, readLagMs: 2 * MINUTE_MS }
      expect(shown({}, { learned, server: changedServer + 11 * MINUTE_MS })).toBe('ours')
      expect(shown({}, { learned, server: changedServer + 11 * MINUTE_MS - 1 })).toBe('ours again')
    })
  })
})

describe('an edit over what somebody else wrote and the screen showed', () => {
  const seen = { ...ours, instructions: 'theirs' }
  const edit = entryOf({ seq: 2, plan: { ...seen, instructions: 'mine' }, base: { seq: 1, plan: seen } })
  const laneWith = (change: typeof edit, records = made) => {
    const taken = onSubmit(laneAfter(records), change, 0, false)
    return laneAfter([...records, ...taken])
  }

  it('[L2] is sent without a question while Catena still holds that', () => {
    expect(onBase(laneWith(edit), wire(), { learned: NOTHING_LEARNED, server: SERVER }, 0)).toEqual({
      kind: 'write',
    })
  })

  it('[L2] asks when it was changed once more', () => {
    const verdict = onBase(
      laneWith(edit),
      wire({ instructions: 'third' }),
      { learned: NOTHING_LEARNED, server: SERVER },
      0,
    )
    expect(verdict).toMatchObject({ records: [{ type: 'CONFLICT', base: { instructions: 'theirs' } }] })
  })

  it('has no base when the host has sent another change since', () => {
    const newer: JournalRecord[] = [...made, intent({ seq: 2, plan: { ...ours, instructions: 'other' } })]
    expect(laneWith({ ...edit, seq: 3 }, newer).remote?.plan).toEqual(ours)
  })
})
