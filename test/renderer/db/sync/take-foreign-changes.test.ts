import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../../../renderer/db/queries/read-history.ts'
import type { WorkflowRecord } from '../../../../renderer/db/schema/records.ts'
import { createDexieSyncStore } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import { createForeignChanges } from '../../../../renderer/db/sync/take-foreign-changes.ts'
import type { ForeignChange } from '../../../../shared/model/plan/foreign-change.ts'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import type { HostClient } from '../../../../shared/rpc/host-client.ts'
import { statusOf } from '../../../doubles/host/workflow-sync.ts'
import { ACCOUNT, createPlanner, editOf, type Planner, samplePlan } from '../planner-fixture.ts'

const BASE = samplePlan({ territoryName: 'South', instructions: 'Gate 1' })

let planner: Planner
let asked: number
beforeEach(() => {
  planner = createPlanner()
  asked = 0
})
afterEach(() => planner.close())

/** Takes in a version of Catena’s over which the host holds `w1` in conflict. */
function taker(theirs: Partial<Plan>, changes: Partial<ForeignChange> = {}) {
  const theirChange = {
    base: BASE,
    plan: { ...BASE, ...theirs },
    askedFields: [],
    changedAt: null,
    baseHash: 'hash-9',
    ...changes,
  }
  const host: Pick<HostClient, 'call'> = {
    call: async () => {
      asked += 1
      return { sync: statusOf('w1', 1, 'conflict'), remote: BASE, theirs: theirChange, lines: [] } as never
    },
  }
  return createForeignChanges({
    store: createDexieSyncStore(planner.db),
    host: host as HostClient,
    context: () => ({ nowMs: planner.clock.nowMs, account: ACCOUNT, mintId: planner.mintId }),
  })
}

/** A workflow whose pending change meets a conflict. */
async function inConflict(change: Partial<Plan>): Promise<WorkflowRecord> {
  await planner.commands.apply('Plan', [editOf('w1', { ...BASE, ...change })])
  await planner.db.workflows.update('w1', { sync: statusOf('w1', 1, 'conflict'), shownState: 'conflict' })
  return stored()
}
async function stored(): Promise<WorkflowRecord> {
  const record = await planner.db.workflows.get('w1')
  if (record === undefined) throw new Error('lost')
  return record
}

describe('a version that somebody else made', () => {
  it('is merged and queued over what was seen, with a line in the history, when nobody has to decide', async () => {
    const before = await inConflict({ instructions: 'Gate 2' })
    await taker({ territoryName: 'North', endsAt: '2026-11-24T15:00:00Z' }).take()
    const taken = await stored()
    const merged = { ...BASE, instructions: 'Gate 2', territoryName: 'North', endsAt: '2026-11-24T15:00:00Z' }
    expect(taken).toMatchObject({ plan: merged, seq: before.seq + 1, rev: before.rev + 1 })
    expect(await planner.db.outbox.get('w1')).toMatchObject({
      plan: merged,
      overBase: 'hash-9',
      isAcknowledged: 0,
      seq: 2,
    })
    const [newest] = await readHistory(planner.db, 'w1')
    expect(newest).toMatchObject({ label: '["steps.changedElsewhere"]', by: null })
    expect(newest?.changes).toEqual([
      { path: 'territoryName', before: 'South', after: 'North' },
      { path: 'endsAt', before: '2026-11-24T13:00:00Z', after: '2026-11-24T15:00:00Z' },
    ])
  })

  it('is merged once, also when the host has not heard of the merge yet', async () => {
    await inConflict({ instructions: 'Gate 2' })
    const changes = taker({ territoryName: 'North' })
    await changes.take()
    const merged = await stored()
    await changes.take()
    expect(await stored()).toEqual(merged)
  })

  it('is left for a person where both changed a field, and asked about once', async () => {
    const before = await inConflict({ instructions: 'Gate 2' })
    const changes = taker({ instructions: 'Gate 3' })
    await changes.take()
    await changes.take()
    expect(asked).toBe(1)
    expect(await stored()).toEqual(before)
  })

  it('keeps a draft that stands over the pending change, and takes the change into both', async () => {
    const record = await inConflict({ instructions: 'Gate 2' })
    const draft = { ...record.plan, vehicleSourceId: 'veh-9' }
    await planner.commands.apply('Draft', [
      { workflowId: 'w1', baseRev: record.rev, plan: draft, intent: 'draft' },
    ])
    await planner.db.workflows.update('w1', { shownState: 'conflict' })
    await taker({ territoryName: 'North' }).take()
    expect((await planner.db.outbox.get('w1'))?.plan).toEqual({ ...record.plan, territoryName: 'North' })
    expect(await stored()).toMatchObject({
      hasUnqueuedEdit: true,
      plan: { ...draft, territoryName: 'North' },
      queuedPlan: { ...record.plan, territoryName: 'North' },
    })
  })

  it('is not taken into a cancellation', async () => {
    const record = await inConflict({})
    await planner.commands.apply('Cancel', [
      { workflowId: 'w1', baseRev: record.rev, plan: record.plan, intent: 'cancel' },
    ])
    await planner.db.workflows.update('w1', { shownState: 'conflict' })
    const cancelled = await stored()
    await taker({ territoryName: 'North' }).take()
    expect(await stored()).toEqual(cancelled)
  })
})
