import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { PlannerDatabase } from '../../../../renderer/db/schema/schema.ts'

const NAME = 'planner-live'
const sync = {
  state: 'ambiguous',
  seq: 1,
  sourceId: 's',
  strays: { sourceIds: ['s0'], connectionIds: ['c0'] },
}
const known = { state: 'accepted', seq: 1, sourceId: 's' }
const plan = { reference: 'strays', stops: [{ extras: { strays: 1, state: 'ambiguous' } }] }

/** A database as version 6 of it was, with the stores that the upgrade reads. */
async function openVersion6(options: ConstructorParameters<typeof Dexie>[1]): Promise<Dexie> {
  const db = new Dexie(NAME, options)
  db.version(6).stores({
    workflows: '&id, departsAtMs, [shownState+departsAtMs], hasTwins, [origin.templateId+origin.day]',
    outbox: '&workflowId, isHanded',
    history: '++id, *workflowIds',
    undo: '&id, [isUndone+position+weight]',
    typing: '&workflowId',
    connections: '&id',
    drivers: '&id, sourceId',
    vehicles: '&id, sourceId',
    meta: '&key',
    views: '&id, position',
    templates: '&id',
    importMappings: '&shape',
    printed: '++id, workflowId, at',
    setAside: '++id',
  })
  return db.open()
}

it('a database of version 6 keeps every workflow, waiting change, draft and view under the new names', async () => {
  const options = { indexedDB: new IDBFactory(), IDBKeyRange }
  const old = await openVersion6(options)
  await old.table('workflows').bulkAdd([
    { id: 'w1', departsAtMs: 1, shownState: 'ambiguous', plan, sync, hasTwins: 1 },
    { id: 'w2', departsAtMs: 2, shownState: 'done', plan, sync: known },
    { id: 'w3', departsAtMs: 3, shownState: 'draft', plan, sync: null },
  ])
  const entry = { seq: 2, intent: 'send', plan, sourceId: 's' }
  await old.table('outbox').bulkAdd([
    {
      ...entry,
      workflowId: 'w1',
      isHanded: 0,
      wasEverHanded: true,
      offeredSeq: 1,
      earlierConnectionIds: ['c0'],
      remembered: sync,
    },
    { ...entry, workflowId: 'w2', isHanded: 1, wasEverHanded: false },
  ])
  await old.table('typing').add({ workflowId: 'w3', baseRev: 1, plan, at: 5 })
  const view = { columns: ['reference'], syncStates: ['ambiguous', 'done'] }
  await old.table('views').add({ id: 'v1', name: 'mine', position: 1, view })
  await old.table('meta').bulkAdd([
    { key: 'board.view', value: view },
    { key: 'installId', value: 'install-1' },
  ])
  old.close()

  const db = new PlannerDatabase(NAME, options)
  const renamedSync = {
    state: 'uncertain',
    seq: 1,
    sourceId: 's',
    possibleIds: { sourceIds: ['s0'], connectionIds: ['c0'] },
  }
  expect(await db.workflows.toArray()).toEqual([
    { id: 'w1', departsAtMs: 1, shownState: 'uncertain', plan, sync: renamedSync, hasDuplicates: 1 },
    { id: 'w2', departsAtMs: 2, shownState: 'done', plan, sync: known },
    { id: 'w3', departsAtMs: 3, shownState: 'draft', plan, sync: null },
  ])
  expect(await db.workflows.where('hasDuplicates').equals(1).primaryKeys()).toEqual(['w1'])
  expect(await db.outbox.toArray()).toEqual([
    {
      ...entry,
      workflowId: 'w1',
      isAcknowledged: 0,
      wasEverSubmitted: true,
      submittedSeq: 1,
      possibleConnectionIds: ['c0'],
      remembered: renamedSync,
    },
    { ...entry, workflowId: 'w2', isAcknowledged: 1, wasEverSubmitted: false },
  ])
  expect(await db.outbox.where('isAcknowledged').equals(0).primaryKeys()).toEqual(['w1'])
  expect(await db.unsavedDrafts.toArray()).toEqual([{ workflowId: 'w3', baseRev: 1, plan, at: 5 }])
  expect(db.tables.map((each) => each.name)).not.toContain('typing')
  const renamedView = { ...view, syncStates: ['uncertain', 'done'] }
  expect((await db.views.get('v1'))?.view).toEqual(renamedView)
  expect((await db.meta.get('board.view'))?.value).toEqual(renamedView)
  expect((await db.meta.get('installId'))?.value).toBe('install-1')
  db.workflowFeed.close()
  db.close()
})
