import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyRemotePage } from '../../../../renderer/db/remote/apply-remote-page.ts'
import { createDexieRemoteStore } from '../../../../renderer/db/remote/dexie-remote-store.ts'
import { deletedAtOf } from '../../../../renderer/db/schema/shown-status.ts'
import { applyStatuses } from '../../../../renderer/db/sync/apply-statuses.ts'
import { createDexieSyncStore } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import type { RemoteWorkflow } from '../../../../shared/model/remote-workflow.ts'
import { remoteWorkflowId } from '../../../../shared/model/remote-workflow.ts'
import { statusOf } from '../../../doubles/host/workflow-sync.ts'
import { CONNECTION_ID, createPlanner, type Planner, samplePlan } from '../planner-fixture.ts'

const ID = remoteWorkflowId('r1')

function remote(changes: Partial<RemoteWorkflow> = {}): RemoteWorkflow {
  return {
    resourceId: 'r1',
    connectionId: CONNECTION_ID,
    sourceId: 'tsp-1',
    updatedAt: '2026-11-24T04:00:00Z',
    deletedAt: null,
    plan: samplePlan({ instructions: 'Gate 4' }),
    workflowId: null,
    settledSeq: null,
    isPerhapsOurs: false,
    ...changes,
  }
}

describe('a page of what Catena lists', () => {
  let planner: Planner
  beforeEach(() => {
    planner = createPlanner()
  })
  afterEach(() => planner.close())

  const apply = (...workflows: readonly RemoteWorkflow[]) =>
    applyRemotePage(createDexieRemoteStore(planner.db), workflows, {
      nowMs: planner.clock.nowMs,
      mintId: planner.mintId,
    })
  const stored = () => planner.db.workflows.get(ID)

  it('puts what was made elsewhere on the board, once', async () => {
    expect(await apply(remote())).toEqual({ added: 1, changed: 0 })
    expect(await apply(remote())).toEqual({ added: 0, changed: 0 })
    expect(await stored()).toMatchObject({ shownState: 'done', origin: { kind: 'catena' } })
    expect(await planner.db.outbox.count()).toBe(0)
  })

  it('leaves out what is, or may be, of this desk', async () => {
    await apply(remote({ workflowId: 'w1' }), remote({ resourceId: 'r2', isPerhapsOurs: true }))
    expect(await planner.db.workflows.count()).toBe(0)
  })

  it('removes the row of a workflow that turns out to be of this desk', async () => {
    await apply(remote())
    const plan = samplePlan({ instructions: 'Gate 4' })
    await planner.commands.apply('create', [{ workflowId: 'w1', baseRev: null, plan, intent: 'send' }])
    await apply(remote({ workflowId: 'w1' }))
    expect(await stored()).toMatchObject({ isRemoved: true })
    expect(await planner.db.workflows.get('w1')).toMatchObject({ isRemoved: false })
    expect(await apply(remote({ workflowId: 'w1' }))).toEqual({ added: 0, changed: 0 })
  })

  it('keeps a row that was edited here, whoever made it', async () => {
    await apply(remote())
    const record = await stored()
    if (record === undefined) throw new Error('not there')
    const plan = samplePlan({ instructions: 'Gate 1' })
    await planner.commands.apply('edit', [{ workflowId: ID, baseRev: record.rev, plan, intent: 'draft' }])
    await planner.commands.apply('create', [{ workflowId: 'w1', baseRev: null, plan, intent: 'send' }])
    await apply(remote({ workflowId: 'w1' }))
    expect(await stored()).toMatchObject({ isRemoved: false, plan: { instructions: 'Gate 1' } })
  })

  it('takes in what was changed there, with a line in the history, and no older version [L5]', async () => {
    await apply(remote())
    const changed = remote({
      plan: samplePlan({ instructions: 'Gate 9' }),
      updatedAt: '2026-11-24T04:30:00Z',
    })
    expect(await apply(changed)).toEqual({ added: 0, changed: 1 })
    expect(await apply(remote())).toEqual({ added: 0, changed: 0 })
    expect(await stored()).toMatchObject({ plan: { instructions: 'Gate 9' }, rev: 2 })
    const lines = await planner.db.history.toArray()
    expect(lines.map((each) => each.label)).toEqual(['["steps.changedElsewhere"]'])
  })

  it('leaves alone what is edited here, and tells the host over which version', async () => {
    await apply(remote())
    const record = await stored()
    if (record === undefined) throw new Error('not there')
    await planner.commands.apply('edit', [
      {
        workflowId: ID,
        baseRev: record.rev,
        plan: { ...record.plan, instructions: 'Gate 1' },
        intent: 'send',
      },
    ])
    const later = remote({ plan: samplePlan({ instructions: 'Gate 9' }), updatedAt: '2026-11-24T04:30:00Z' })
    expect(await apply(later)).toEqual({ added: 0, changed: 0 })
    expect(await planner.db.outbox.get(ID)).toMatchObject({
      seq: 2,
      submittedSeq: 1,
      base: { seq: 1, plan: { instructions: 'Gate 4' } },
      plan: { instructions: 'Gate 1' },
    })
  })

  it('leaves alone what is typed here and not sent [L2]', async () => {
    await apply(remote())
    const record = await stored()
    if (record === undefined) throw new Error('not there')
    const plan = { ...record.plan, instructions: 'Gate 1' }
    await planner.commands.apply('edit', [{ workflowId: ID, baseRev: record.rev, plan, intent: 'draft' }])
    const later = remote({ plan: samplePlan({ instructions: 'Gate 9' }), updatedAt: '2026-11-24T04:30:00Z' })
    expect(await apply(later)).toEqual({ added: 0, changed: 0 })
  })

  it('shows what was deleted there as withdrawn, and since when', async () => {
    await apply(remote())
    const deletedAt = '2026-11-24T05:12:00Z'
    await apply(remote({ deletedAt, updatedAt: deletedAt }))
    expect(await stored()).toMatchObject({
      shownState: 'withdrawn',
      sync: { state: 'withdrawn' },
      remoteVersion: { deletedAt },
    })
    expect(await apply(remote({ deletedAt, updatedAt: deletedAt }))).toEqual({ added: 0, changed: 0 })
  })

  describe('of a workflow that this desk made', () => {
    const own = (changes: Partial<RemoteWorkflow> = {}) =>
      remote({
        workflowId: 'w1',
        settledSeq: 1,
        plan: samplePlan({ instructions: 'Gate 9' }),
        updatedAt: '2026-11-24T04:30:00Z',
        ...changes,
      })
    beforeEach(async () => {
      const plan = samplePlan({ instructions: 'Gate 4' })
      await planner.commands.apply('create', [{ workflowId: 'w1', baseRev: null, plan, intent: 'send' }])
    })
    /** The host says that the TSP has the newest change. */
    const settle = () =>
      applyStatuses(createDexieSyncStore(planner.db), [statusOf('w1', 1, 'done')], {
        nowMs: planner.clock.nowMs,
        account: null,
      })

    it('takes in what was changed elsewhere once nothing is on its way', async () => {
      expect(await apply(own())).toEqual({ added: 0, changed: 0 })
      await settle()
      expect(await apply(own())).toEqual({ added: 0, changed: 1 })
      expect(await apply(own())).toEqual({ added: 0, changed: 0 })
      expect(await planner.db.workflows.get('w1')).toMatchObject({
        plan: { instructions: 'Gate 9', reference: samplePlan().reference },
        seq: 1,
        shownState: 'done',
      })
    })

    it('leaves alone what is in the outbox again, as after a lost journal [L2]', async () => {
      const pendingChange = await planner.db.outbox.get('w1')
      if (pendingChange === undefined) throw new Error('not there')
      await settle()
      await planner.db.outbox.put(pendingChange)
      expect(await apply(own())).toEqual({ added: 0, changed: 0 })
    })

    it('makes no second row when the host does not know it as ours, as after a lost journal [L7]', async () => {
      await settle()
      const record = await planner.db.workflows.get('w1')
      if (record?.sync == null) throw new Error('not there')
      await planner.db.workflows.put({ ...record, sync: { ...record.sync, resourceId: 'r1' } })
      expect(await apply(own({ workflowId: null, settledSeq: null }))).toEqual({ added: 0, changed: 0 })
      expect(await planner.db.workflows.count()).toBe(1)
    })

    it('leaves alone a newer change of this desk, and what the host has not settled', async () => {
      await settle()
      expect(await apply(own({ settledSeq: 0 }), own({ settledSeq: null }))).toEqual({ added: 0, changed: 0 })
    })

    it('tells the host over which version the next edit was made [L2]', async () => {
      await settle()
      await apply(own())
      const record = await planner.db.workflows.get('w1')
      if (record === undefined) throw new Error('not there')
      const plan = { ...record.plan, instructions: 'Gate 1' }
      await planner.commands.apply('edit', [{ workflowId: 'w1', baseRev: record.rev, plan, intent: 'send' }])
      expect(await planner.db.outbox.get('w1')).toMatchObject({
        seq: 2,
        base: { seq: 1, plan: { instructions: 'Gate 9' } },
      })
    })

    it('is not taken back by undoing a step of this desk, whatever came between [L3]', async () => {
      await settle()
      const edit = async (changes: Partial<Plan>) => {
        const record = await planner.db.workflows.get('w1')
        if (record === undefined) throw new Error('not there')
        const plan = { ...record.plan, ...changes }
        await planner.commands.apply('edit', [
          { workflowId: 'w1', baseRev: record.rev, plan, intent: 'draft' },
        ])
      }
      const elsewhere = async (changes: Partial<Plan>) => {
        const record = await planner.db.workflows.get('w1')
        if (record === undefined) throw new Error('not there')
        await planner.db.workflows.put({ ...record, hasUnqueuedEdit: false })
        await apply(own({ plan: { ...record.plan, ...changes } }))
      }
      const shown = async () => {
        const record = await planner.db.workflows.get('w1')
        return [record?.plan.territoryName, record?.plan.instructions, record?.plan.status]
      }
      await edit({ territoryName: 'A' })
      await elsewhere({ status: 'ACTIVE' })
      await edit({ territoryName: 'B' })
      await elsewhere({ instructions: 'Gate 9' })
      expect(await shown()).toEqual(['B', 'Gate 9', 'ACTIVE'])
      await planner.commands.undo()
      expect(await shown()).toEqual(['A', 'Gate 9', 'ACTIVE'])
      await planner.commands.undo()
      expect(await shown()).toEqual(['North', 'Gate 9', 'ACTIVE'])
      await planner.commands.redo()
      await planner.commands.redo()
      expect(await shown()).toEqual(['B', 'Gate 9', 'ACTIVE'])
      await elsewhere({ territoryName: 'Theirs' })
      await planner.commands.undo()
      expect(await shown()).toEqual(['Theirs', 'Gate 9', 'ACTIVE'])
    })

    it('keeps a change that was refused because it was deleted there, and says since when', async () => {
      await applyStatuses(createDexieSyncStore(planner.db), [statusOf('w1', 1, 'rejected')], {
        nowMs: planner.clock.nowMs,
        account: null,
      })
      const deletedAt = '2026-11-24T05:12:00Z'
      const gone = own({ settledSeq: null, deletedAt, updatedAt: deletedAt })
      expect(await apply(gone)).toEqual({ added: 0, changed: 1 })
      expect(await apply(gone)).toEqual({ added: 0, changed: 0 })
      const record = await planner.db.workflows.get('w1')
      expect(record).toMatchObject({ shownState: 'rejected', plan: { instructions: 'Gate 4' } })
      expect(record !== undefined && deletedAtOf(record)).toBe(deletedAt)
      // A newer change of this desk is not known to be of a deleted workflow until the host has read it.
      expect(record !== undefined && deletedAtOf({ ...record, seq: 2 })).toBeNull()
    })

    it('says that it was deleted also once a change that was refused for that is given up', async () => {
      await settle()
      const deletedAt = '2026-11-24T05:12:00Z'
      await apply(own({ deletedAt, updatedAt: deletedAt }))
      await planner.db.workflows.update('w1', { seq: 2, sync: statusOf('w1', 2, 'done') })
      expect(await apply(own({ settledSeq: 2, deletedAt, updatedAt: deletedAt }))).toMatchObject({
        changed: 1,
      })
      expect(await planner.db.workflows.get('w1')).toMatchObject({
        shownState: 'withdrawn',
        remoteVersion: { seq: 2, deletedAt },
      })
    })

    it('shows it as withdrawn when it was deleted at the TSP', async () => {
      await settle()
      const deletedAt = '2026-11-24T05:12:00Z'
      await apply(own({ deletedAt, updatedAt: deletedAt }))
      expect(await planner.db.workflows.get('w1')).toMatchObject({
        shownState: 'withdrawn',
        remoteVersion: { seq: 1, deletedAt },
      })
    })
  })
})
