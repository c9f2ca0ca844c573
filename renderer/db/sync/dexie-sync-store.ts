import { liveQuery } from 'dexie'
import { writeStrictly } from '../commands/strict-transaction.ts'
import { historyRecords } from '../schema/history-record.ts'
import { setAside } from '../schema/record-check.ts'
import type { OutboxRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { readAssigneeIds } from './assignee-lookup.ts'
import type { SyncContent, SyncStore, SyncUpdate } from './sync-store.ts'

/** Key of the small value that remembers to which installation this database belongs. */
export const INSTALL_ID_KEY = 'installId'

/**
 * The page's database as the sync client uses it.
 * @param relaxedDb the same database opened with relaxed durability, for relaxed updates.
 */
export function createDexieSyncStore(db: PlannerDatabase, relaxedDb: PlannerDatabase = db): SyncStore {
  return {
    name: db.name,
    async readInstallId() {
      const remembered = await db.meta.get(INSTALL_ID_KEY)
      return typeof remembered?.value === 'string' ? remembered.value : null
    },
    async saveInstallId(installId, revise) {
      await db.transaction('rw', [db.meta, db.outbox], async () => {
        await db.meta.put({ key: INSTALL_ID_KEY, value: installId })
        if (revise === null) return
        const pendingChanges = await db.outbox.toArray()
        await db.outbox.bulkPut(pendingChanges.map(revise))
      })
    },
    readUnacknowledged: (except, limit) =>
      db.outbox
        .where('isAcknowledged')
        .equals(0)
        .filter((each) => !except.has(each.workflowId))
        .limit(limit)
        .toArray(),
    readAcknowledged: () => db.outbox.where('isAcknowledged').equals(1).toArray(),
    readRecords: (ids) => db.workflows.bulkGet([...ids]),
    readInState: (state) => db.workflows.where('shownState').equals(state).toArray(),
    readAssigneeIds: (plans) => readAssigneeIds(db, plans),
    async setAside(changes, nowMs) {
      const items = changes.map(({ pendingChange, reason }) => ({
        key: pendingChange.workflowId,
        reason,
        value: pendingChange,
      }))
      await setAside(db, 'outbox', items, nowMs)
    },
    async update(ids, decide, { durability = 'strict', hasHistory = false } = {}) {
      const handle = durability === 'relaxed' ? relaxedDb : db
      const tables = [handle.workflows, handle.outbox, ...(hasHistory ? [handle.history] : [])]
      const update = await handle.transaction('rw', tables, async () => {
        const decided = decide(await readContent(handle, ids))
        await write(handle, decided)
        return decided
      })
      db.workflowFeed.publish(update.records ?? [])
      return update.result
    },
    updatePendingChanges: (ids, decide) =>
      writeStrictly(
        db,
        ['outbox'],
        async (transaction) => {
          const decided = decide(await transaction.readMany<OutboxRecord>('outbox', ids))
          transaction.put('outbox', decided.pendingChanges)
          return decided.result
        },
        true,
      ),
    watchUnacknowledged(onChange, onError) {
      const changes = liveQuery(() => db.outbox.where('isAcknowledged').equals(0).count())
      const subscription = changes.subscribe({ next: onChange, error: onError })
      return () => subscription.unsubscribe()
    },
  }
}

async function readContent(db: PlannerDatabase, ids: readonly string[]): Promise<SyncContent> {
  const [records, pendingChanges] = await Promise.all([
    db.workflows.bulkGet([...ids]),
    db.outbox.bulkGet([...ids]),
  ])
  return {
    records: new Map(records.flatMap((each) => (each === undefined ? [] : [[each.id, each]]))),
    pendingChanges: new Map(
      pendingChanges.flatMap((each) => (each === undefined ? [] : [[each.workflowId, each]])),
    ),
  }
}

async function write(db: PlannerDatabase, update: SyncUpdate<unknown>): Promise<void> {
  const { records = [], pendingChanges = [], terminalIds = [], history = [] } = update
  await Promise.all([
    records.length === 0 ? undefined : db.workflows.bulkPut([...records]),
    pendingChanges.length === 0 ? undefined : db.outbox.bulkPut([...pendingChanges]),
    terminalIds.length === 0 ? undefined : db.outbox.bulkDelete([...terminalIds]),
    history.length === 0 ? undefined : db.history.bulkAdd([...historyRecords(history)]),
  ])
}
