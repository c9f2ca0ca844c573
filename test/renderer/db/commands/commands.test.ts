import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidPlanError } from '../../../../renderer/db/commands/validate-edits.ts'
import { readHistory } from '../../../../renderer/db/queries/read-history.ts'
import type { WorkflowRecord } from '../../../../renderer/db/schema/records.ts'
import { applyStatuses } from '../../../../renderer/db/sync/apply-statuses.ts'
import { createDexieSyncStore } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import { emptyStop, MAX_LINE } from '../../../../shared/model/plan/workflow.ts'
import { loadMessages } from '../../../../shared/text/load-messages.ts'
import { createTexts } from '../../../../shared/text/texts.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { statusOf } from '../../../doubles/host/workflow-sync.ts'
import { createPlanner, editOf, type Planner, samplePlan } from '../planner-fixture.ts'

let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

async function get(id: string): Promise<WorkflowRecord> {
  const record = await planner.db.workflows.get(id)
  if (record === undefined) throw new Error(`no ${id}`)
  return record
}
async function save(id: string, intent: 'draft' | 'send' | 'cancel' = 'send', plan = samplePlan()) {
  const stored = await planner.db.workflows.get(id)
  return planner.commands.apply(`Save ${id}`, [editOf(stored ?? id, plan, intent)])
}
async function hostSays(...statuses: Parameters<typeof statusOf>[]) {
  await applyStatuses(
    createDexieSyncStore(planner.db),
    statuses.map((each) => statusOf(...each)),
    { nowMs: planner.clock.nowMs, account: null },
  )
}

describe('apply', () => {
  it('[D1] saves a sent workflow with its pending change, and the typing is gone', async () => {
    await planner.db.unsavedDrafts.put({ workflowId: 'w1', baseRev: null, plan: samplePlan(), at: 1 })
    const made = {
      workflowId: 'w1',
      baseRev: null,
      plan: samplePlan(),
      intent: 'send',
      draftKey: 'w1',
    } as const
    const { saved } = await planner.commands.apply('Edit', [made])
    expect(saved).toEqual([await get('w1')])
    expect(saved[0]).toMatchObject({
      rev: 1,
      seq: 1,
      planVersion: 1,
      hasUnqueuedEdit: false,
      shownState: 'queued',
      departsAtMs: Date.parse('2026-11-24T05:55:00Z'),
    })
    const pendingChange = await planner.db.outbox.get('w1')
    expect(pendingChange).toMatchObject({
      seq: 1,
      isAcknowledged: 0,
      wasEverSubmitted: false,
      intent: 'send',
    })
    expect(pendingChange?.sourceId).toMatch(/^dp_INSTALL012_ID/)
    expect(pendingChange?.account?.subject).toBe('dispatcher-1')
    expect(await planner.db.unsavedDrafts.count()).toBe(0)
  })

  it('leaves what is typed in an editor to the editor, whatever else changes the workflow', async () => {
    await save('w1')
    const typed = { workflowId: 'w1', baseRev: 1, plan: samplePlan({ instructions: 'typed' }), at: 1 }
    await planner.db.unsavedDrafts.put(typed)
    await save('w1')
    expect(await planner.db.unsavedDrafts.get('w1')).toEqual(typed)
  })

  it('keeps a draft out of the outbox', async () => {
    await save('w1', 'draft')
    expect(await get('w1')).toMatchObject({ seq: 0, hasUnqueuedEdit: true, shownState: 'draft' })
    expect(await planner.db.outbox.count()).toBe(0)
  })

  it('grows seq and mints a new source id with each save that is to be sent', async () => {
    await save('w1')
    const first = await planner.db.outbox.get('w1')
    await save('w1', 'send', samplePlan({ territoryName: 'South' }))
    const second = await planner.db.outbox.get('w1')
    expect(second?.seq).toBe(2)
    expect(second?.sourceId).not.toBe(first?.sourceId)
    expect(second?.queuedAtMs).toBe(first?.queuedAtMs)
  })

  it('does not touch the pending change when a draft edit follows', async () => {
    await save('w1')
    const pendingChange = await planner.db.outbox.get('w1')
    await save('w1', 'draft', samplePlan({ territoryName: 'South' }))
    expect(await planner.db.outbox.get('w1')).toEqual(pendingChange)
    expect(await get('w1')).toMatchObject({
      rev: 2,
      planVersion: 2,
      hasUnqueuedEdit: true,
      shownState: 'queued',
    })
  })

  it('keeps the plan that was queued while drafts stand over it, and no longer', async () => {
    await save('w1')
    await save('w1', 'draft', samplePlan({ territoryName: 'South' }))
    await save('w1', 'draft', samplePlan({ territoryName: 'West' }))
    expect((await get('w1'))?.queuedPlan).toEqual(samplePlan())
    await planner.commands.undo()
    expect((await get('w1'))?.queuedPlan).toEqual(samplePlan())
    await planner.commands.undo()
    expect(await get('w1')).not.toHaveProperty('queuedPlan')
    await save('w1', 'draft', samplePlan({ territoryName: 'East' }))
    await save('w1', 'send', samplePlan({ territoryName: 'East' }))
    expect(await get('w1')).not.toHaveProperty('queuedPlan')
  })

  it('writes a history line with each field before and after', async () => {
    await save('w1', 'draft')
    const plan = samplePlan({ territoryName: 'South' })
    const moved = { ...plan, stops: [...plan.stops].reverse() }
    await save('w1', 'send', moved)
    const [line, creation] = await readHistory(planner.db, 'w1')
    expect(line).toMatchObject({ rev: 2, seq: 1, label: 'Save w1' })
    expect(line?.changes).toEqual([
      { path: 'territoryName', before: 'North', after: 'South' },
      { path: 'stops', before: ['s1', 's2'], after: ['s2', 's1'] },
    ])
    expect(creation).toMatchObject({ rev: 1, seq: null, label: 'Save w1' })
  })

  it('refuses a plan that may not be sent, says which field, and writes nothing', async () => {
    const plan = samplePlan({ connectionId: null, totalDistance: 12, totalDistanceUnit: null })
    const error = await save('w1', 'send', plan).catch((each: unknown) => each)
    expect(error).toBeInstanceOf(InvalidPlanError)
    if (!(error instanceof InvalidPlanError)) return
    expect(error.code).toBe('workflow.invalid')
    expect(error.fieldErrors.map((each) => each.path)).toEqual([['connectionId'], ['totalDistanceUnit']])
    expect(await planner.db.workflows.count()).toBe(0)
    await save('w1', 'draft', plan)
    expect(await planner.db.workflows.count()).toBe(1)
  })

  it('saves none of a list when one of it may not be saved', async () => {
    const edits = [editOf('w1', samplePlan()), editOf('w2', samplePlan({ connectionId: null }))]
    await expect(planner.commands.apply('Both', edits)).rejects.toMatchObject({
      code: 'workflow.invalid',
      invalid: [{ workflowId: 'w2' }],
    })
    expect(await planner.db.workflows.count()).toBe(0)
  })

  /** Everything that a save may touch, to see that nothing of it did. */
  const counts = () =>
    Promise.all([
      planner.db.workflows.count(),
      planner.db.outbox.count(),
      planner.db.history.count(),
      planner.db.undo.count(),
    ])
  const longList = (count: number) =>
    Array.from({ length: count }, (_, index) => editOf(`n${index}`, samplePlan(), 'send'))

  it('saves a long list as one step, and tells how far it is', async () => {
    const done: number[] = []
    await planner.commands.apply('Import', longList(1_700), { onProgress: (count) => done.push(count) })
    expect(done).toEqual([500, 1_000, 1_500])
    expect(await counts()).toEqual([1_700, 1_700, 0, 1])
    await planner.commands.undo()
    expect(await planner.db.workflows.filter((each) => !each.isRemoved).count()).toBe(0)
  })

  it('leaves nothing of a long list that is cancelled on the way, and takes it whole the next time', async () => {
    await save('w1')
    const before = await counts()
    const stopper = new AbortController()
    const saving = planner.commands.apply('Import', longList(1_700), {
      onProgress: (count) => count === 1_000 && stopper.abort(),
      signal: stopper.signal,
    })
    await expect(saving).rejects.toMatchObject({ code: 'workflow.cancelled' })
    expect(await counts()).toEqual(before)
    await planner.commands.apply('Import', longList(1_700))
    expect((await counts())[0]).toBe(1_701)
  })

  it('leaves nothing of a long list of which a late one may not be saved', async () => {
    const edits = longList(1_200)
    edits[1_100] = editOf('bad', samplePlan({ connectionId: null }), 'send')
    await expect(planner.commands.apply('Import', edits)).rejects.toBeInstanceOf(InvalidPlanError)
    expect(await counts()).toEqual([0, 0, 0, 0])
  })

  it('[D7] keeps what loses against a newer revision as a draft copy', async () => {
    await save('w1')
    const base = await get('w1')
    await planner.commands.apply('Tab A', [editOf(base, samplePlan({ territoryName: 'A' }))])
    const { saved, conflictCopies } = await planner.commands.apply('Tab B', [
      editOf(base, samplePlan({ territoryName: 'B' })),
    ])
    expect(saved).toEqual([])
    expect(conflictCopies).toHaveLength(1)
    const copy = conflictCopies[0]
    expect(copy).toMatchObject({
      origin: { kind: 'conflictCopy', of: 'w1' },
      shownState: 'draft',
      plan: { territoryName: 'B', reference: 'N-24-0612 (conflict copy)' },
    })
    expect((await get('w1')).plan.territoryName).toBe('A')
    expect(await planner.db.outbox.count()).toBe(1)
  })

  it('[D7] gives the stops of the copy ids of its own: at Catena it would be taken for the workflow that won', async () => {
    const stops = [{ ...emptyStop('s1'), locationName: 'Yard', actualArrival: '2026-11-24T06:00:00Z' }]
    await save('w1', 'send', samplePlan({ stops }))
    const base = await get('w1')
    await planner.commands.apply('Tab A', [editOf(base, samplePlan({ stops, territoryName: 'A' }))])
    const { conflictCopies } = await planner.commands.apply('Tab B', [
      editOf(base, samplePlan({ stops, territoryName: 'B' })),
    ])
    const [stop] = conflictCopies[0]?.plan.stops ?? []
    expect(stop).toMatchObject({ locationName: 'Yard', actualArrival: null })
    expect(stop?.sourceStopId).not.toBe('s1')
  })

  it('[D7] names the draft copy in the language of the page, within the length of the field', async () => {
    planner.close()
    planner = createPlanner({ texts: createTexts('de', await loadMessages('de')) })
    const longest = 'N'.repeat(MAX_LINE)
    const references: string[] = []
    for (const reference of ['N-24-0612', '', longest]) {
      const id = `of ${reference}`
      await save(id, 'draft', samplePlan({ reference }))
      const base = await get(id)
      await save(id, 'draft', samplePlan({ reference, territoryName: 'A' }))
      const edit = editOf(base, samplePlan({ reference, territoryName: 'B' }))
      const { conflictCopies } = await planner.commands.apply('Tab B', [edit])
      references.push(...conflictCopies.map((each) => each.plan.reference))
    }
    expect(references).toEqual(['N-24-0612 (Konfliktkopie)', 'Konfliktkopie', longest])
  })

  it('[D7] two saves of the same new workflow at once lose neither', async () => {
    await Promise.all([
      planner.commands.apply('A', [editOf('w1', samplePlan({ territoryName: 'A' }))]),
      planner.commands.apply('B', [editOf('w1', samplePlan({ territoryName: 'B' }))]),
    ])
    const all = await planner.db.workflows.toArray()
    expect(all.map((each) => each.plan.territoryName).sort()).toEqual(['A', 'B'])
  })

  it('cancels a workflow that was never queued without bothering the host', async () => {
    await save('w1', 'draft')
    await save('w1', 'cancel')
    expect(await get('w1')).toMatchObject({ shownState: 'withdrawn', plan: { status: 'CANCELLED' } })
    expect(await planner.db.outbox.count()).toBe(0)
  })

  it('queues a cancellation in place of an earlier pending change', async () => {
    await save('w1')
    await save('w1', 'cancel')
    expect(await planner.db.outbox.toArray()).toMatchObject([
      { seq: 2, intent: 'cancel', plan: { status: 'CANCELLED' } },
    ])
  })

  it('publishes what it saved, after it is saved', async () => {
    const seen: string[] = []
    planner.db.workflowFeed.subscribe((records) => seen.push(...records.map((each) => each.id)))
    await planner.commands.apply('Two', [editOf('w1', samplePlan()), editOf('w2', samplePlan())])
    expect(seen).toEqual(['w1', 'w2'])
  })

  it('[D3] turns read-only when the database fails, and takes writes again when asked', async () => {
    await planner.db.open()
    const disk = planner.db.backendDB()
    const { transaction } = disk
    disk.transaction = () => {
      throw new DOMException('disk full', 'QuotaExceededError')
    }
    await expect(save('w1')).rejects.toMatchObject({ code: 'storage.quota' })
    disk.transaction = transaction
    expect(planner.db.health.failure()?.code).toBe('storage.quota')
    await expect(save('w1')).rejects.toMatchObject({ code: 'storage.readOnly' })
    planner.db.health.tryAgain()
    await save('w1')
    expect(await planner.db.outbox.count()).toBe(1)
  })
})

describe('undo and redo', () => {
  describe('of a long step that changed some and made others', () => {
    const OLD = 700
    const NEW = 600
    const territories = async () => {
      const shown = await planner.db.workflows.filter((each) => !each.isRemoved).toArray()
      return [shown.length, shown.filter((each) => each.plan.territoryName === 'South').length]
    }
    async function planLong(): Promise<void> {
      const old = Array.from({ length: OLD }, (_, index) => editOf(`o${index}`, samplePlan(), 'draft'))
      const { saved } = await planner.commands.apply('Plan', old)
      const south = samplePlan({ territoryName: 'South' })
      await planner.commands.apply('Import', [
        ...saved.map((each) => editOf(each, south, 'draft')),
        ...Array.from({ length: NEW }, (_, index) => editOf(`n${index}`, south)),
      ])
    }

    it('takes it back and does it again whole, and tells how far it is', async () => {
      await planLong()
      expect(await territories()).toEqual([OLD + NEW, OLD + NEW])
      const done: number[] = []
      await planner.commands.undo({ onProgress: (count) => done.push(count) })
      expect(done).toEqual([500, 1_000])
      expect(await territories()).toEqual([OLD, 0])
      expect(await planner.db.outbox.count()).toBe(0)
      await planner.commands.redo()
      expect(await territories()).toEqual([OLD + NEW, OLD + NEW])
      expect(await planner.db.outbox.count()).toBe(NEW)
      await planner.commands.undo()
      expect(await territories()).toEqual([OLD, 0])
    })

    it('changes nothing when it is cancelled on the way', async () => {
      await planLong()
      const stopper = new AbortController()
      const undoing = planner.commands.undo({
        onProgress: (count) => count === 1_000 && stopper.abort(),
        signal: stopper.signal,
      })
      await expect(undoing).rejects.toMatchObject({ code: 'workflow.cancelled' })
      expect(await territories()).toEqual([OLD + NEW, OLD + NEW])
      expect((await planner.commands.peek()).undo).toMatchObject({ label: 'Import', count: OLD + NEW })
    })
  })

  it('takes back a draft edit and does it again', async () => {
    await save('w1', 'draft')
    await save('w1', 'draft', samplePlan({ territoryName: 'South' }))
    expect((await planner.commands.undo())?.label).toBe('Save w1')
    expect(await get('w1')).toMatchObject({ rev: 3, plan: { territoryName: 'North' } })
    await planner.commands.redo()
    expect(await get('w1')).toMatchObject({ rev: 4, plan: { territoryName: 'South' } })
    expect(await planner.commands.redo()).toBeNull()
  })

  it('hides a workflow that never left, drops its pending change, and brings both back', async () => {
    await save('w1')
    await planner.commands.undo()
    expect(await get('w1')).toMatchObject({ isRemoved: true, droppedSeq: 1 })
    expect(await planner.db.outbox.count()).toBe(0)
    await planner.commands.redo()
    expect(await get('w1')).toMatchObject({ isRemoved: false, shownState: 'queued', seq: 2 })
    expect(await planner.db.outbox.get('w1')).toMatchObject({ seq: 2, intent: 'send' })
  })

  it('cancels a created workflow that is at the TSP, and never hides it', async () => {
    await save('w1')
    await planner.db.outbox.update('w1', { isAcknowledged: 1, wasEverSubmitted: true })
    await hostSays(['w1', 1, 'done'])
    expect((await planner.commands.peek()).undo).toEqual({ label: 'Save w1', count: 1, sentCount: 1 })
    await planner.commands.undo()
    expect(await get('w1')).toMatchObject({
      isRemoved: false,
      shownState: 'queued',
      plan: { status: 'CANCELLED' },
    })
    expect(await planner.db.outbox.get('w1')).toMatchObject({ seq: 2, intent: 'cancel' })
    await planner.commands.redo()
    expect(await get('w1')).toMatchObject({ seq: 3, plan: { status: 'PLANNED' } })
    expect(await planner.db.outbox.get('w1')).toMatchObject({ seq: 3, intent: 'send' })
  })

  it('sends the earlier plan after a sent edit is undone', async () => {
    await save('w1')
    await hostSays(['w1', 1, 'done'])
    await save('w1', 'send', samplePlan({ territoryName: 'South' }))
    await hostSays(['w1', 2, 'done'])
    await planner.commands.undo()
    expect(await planner.db.outbox.get('w1')).toMatchObject({ seq: 3, plan: { territoryName: 'North' } })
    expect((await get('w1')).plan.territoryName).toBe('North')
  })

  it('sends nothing a third time when sending the same again is undone', async () => {
    await save('w1')
    await hostSays(['w1', 1, 'failed'])
    await save('w1')
    await hostSays(['w1', 2, 'failed'])
    expect((await planner.commands.peek()).undo).toMatchObject({ count: 1, sentCount: 0 })
    await planner.commands.undo()
    expect(await planner.db.outbox.count()).toBe(0)
    expect(await get('w1')).toMatchObject({ seq: 2, shownState: 'failed' })
    await planner.commands.redo()
    expect(await planner.db.outbox.get('w1')).toMatchObject({ seq: 3, intent: 'send' })
  })

  it('cancels at Catena but keeps the draft when sending a draft is undone', async () => {
    await save('w1', 'draft')
    await save('w1', 'send')
    await hostSays(['w1', 1, 'accepted'])
    await planner.commands.undo()
    expect(await get('w1')).toMatchObject({
      plan: { status: 'PLANNED' },
      hasUnqueuedEdit: true,
      isRemoved: false,
    })
    expect(await planner.db.outbox.get('w1')).toMatchObject({
      intent: 'cancel',
      plan: { status: 'CANCELLED' },
    })
  })

  it('says that a draft differs when what it was based on has been sent since', async () => {
    await save('w1')
    await hostSays(['w1', 1, 'done'])
    await save('w1', 'draft', samplePlan({ territoryName: 'South' }))
    await planner.commands.undo()
    expect(await get('w1')).toMatchObject({ hasUnqueuedEdit: false, shownState: 'done' })
  })

  it('writes no history for a draft whose making is taken back, and a line for the one that was to be sent', async () => {
    const edits = [editOf('d1', samplePlan(), 'draft'), editOf('s1', samplePlan(), 'send')]
    await planner.commands.apply('Make two', edits)
    await planner.commands.undo()
    expect((await readHistory(planner.db, 'd1')).map((each) => each.label)).toEqual(['Make two'])
    expect(inEnglish((await readHistory(planner.db, 's1')).map((each) => each.label))).toEqual([
      'Undo: Make two',
      'Make two',
    ])
    await planner.commands.redo()
    expect(inEnglish((await readHistory(planner.db, 'd1')).map((each) => each.label))).toEqual([
      'Redo: Make two',
      'Make two',
    ])
    expect((await get('d1')).isRemoved).toBe(false)
  })

  it('takes a bulk edit back as one step', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `w${index}`)
    await planner.commands.apply(
      'Import',
      ids.map((id) => editOf(id, samplePlan(), 'draft')),
    )
    const records = await planner.db.workflows.toArray()
    const edits = records.map((each) => editOf(each, { ...each.plan, driverSourceId: 'drv-9' }, 'draft'))
    await planner.commands.apply('Assign 30', edits)
    expect((await planner.commands.peek()).undo).toEqual({ label: 'Assign 30', count: 30, sentCount: 0 })
    await planner.commands.undo()
    expect(new Set((await planner.db.workflows.toArray()).map((each) => each.plan.driverSourceId))).toEqual(
      new Set(['drv-7']),
    )
    await planner.commands.undo()
    expect((await planner.db.workflows.toArray()).every((each) => each.isRemoved)).toBe(true)
    await planner.commands.redo()
    await planner.commands.redo()
    const drivers = (await planner.db.workflows.toArray()).map((each) => each.plan.driverSourceId)
    expect(new Set(drivers)).toEqual(new Set(['drv-9']))
  })

  it('keeps the steps over a restart', async () => {
    await save('w1', 'draft')
    await save('w1', 'draft', samplePlan({ territoryName: 'South' }))
    planner.close()
    planner = createPlanner({ indexedDB: planner.indexedDB })
    await planner.commands.undo()
    expect((await get('w1')).plan.territoryName).toBe('North')
  })

  it('forgets what could be done again once something new is saved', async () => {
    await save('w1', 'draft')
    await save('w1', 'draft', samplePlan({ territoryName: 'South' }))
    await planner.commands.undo()
    await save('w1', 'draft', samplePlan({ territoryName: 'East' }))
    expect((await planner.commands.peek()).redo).toBeNull()
    expect(await planner.commands.redo()).toBeNull()
  })

  it('keeps a bounded number of steps', async () => {
    for (let index = 0; index < 260; index += 1) {
      await save('w1', 'draft', samplePlan({ territoryName: `T${index}` }))
    }
    expect(await planner.db.undo.count()).toBeLessThanOrEqual(232)
    await planner.commands.undo()
    expect((await get('w1')).plan.territoryName).toBe('T258')
  })
})
