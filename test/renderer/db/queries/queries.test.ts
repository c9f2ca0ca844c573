import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOutbox, readSoonestUnsent } from '../../../../renderer/db/queries/queries.ts'
import { applyStatuses } from '../../../../renderer/db/sync/apply-statuses.ts'
import { createDexieSyncStore } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import type { WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import { statusOf } from '../../../doubles/host/workflow-sync.ts'
import { createPlanner, editOf, type Planner, samplePlan } from '../planner-fixture.ts'

let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

async function hostSays(status: WorkflowSync): Promise<void> {
  await applyStatuses(createDexieSyncStore(planner.db), [status], {
    nowMs: planner.clock.nowMs,
    account: null,
  })
}

describe('the soonest that is not sent', () => {
  it('is the first to depart of those that Catena does not have; without a departure it is none', async () => {
    const startingAt = (startsAt: string | null) => samplePlan({ startsAt, endsAt: null })
    expect(await readSoonestUnsent(planner.db)).toBeNull()
    await planner.commands.apply('Plan', [
      editOf('never', startingAt(null)),
      editOf('gone', startingAt('2026-11-24T01:00:00Z')),
      editOf('there', startingAt('2026-11-24T02:00:00Z')),
      editOf('refused', startingAt('2026-11-24T03:00:00Z')),
      editOf('queued', startingAt('2026-11-24T04:00:00Z')),
    ])
    await planner.commands.apply('Draft', [editOf('draft', startingAt('2026-11-24T00:30:00Z'), 'draft')])
    await hostSays(statusOf('gone', 1, 'done'))
    await hostSays(statusOf('there', 1, 'accepted'))
    await hostSays(statusOf('refused', 1, 'rejected'))
    expect((await readSoonestUnsent(planner.db))?.id).toBe('refused')
    await hostSays(statusOf('refused', 1, 'done'))
    expect((await readSoonestUnsent(planner.db))?.id).toBe('queued')
    await hostSays(statusOf('queued', 1, 'done'))
    expect(await readSoonestUnsent(planner.db)).toBeNull()
  })
})

describe('the outbox', () => {
  it('lists a workflow that Catena holds twice until the duplicate is gone, whatever day it departs', async () => {
    const nextYear = samplePlan({ startsAt: '2027-11-24T05:55:00Z', endsAt: '2027-11-24T09:00:00Z' })
    await planner.commands.apply('Plan', [editOf('far', nextYear), editOf('near', samplePlan())])
    await hostSays(statusOf('near', 1, 'done'))
    await hostSays(statusOf('far', 1, 'done', { duplicates: [{ operationId: 'op-2', resourceId: 'res-2' }] }))
    const ids = async () => (await readOutbox(planner.db)).map(({ workflow }) => workflow.id)
    expect(await ids()).toEqual(['far'])
    await hostSays(statusOf('far', 1, 'done'))
    expect(await ids()).toEqual([])
  })
})
