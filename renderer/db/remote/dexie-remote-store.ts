import { isRemoteWorkflowId } from '../../../shared/model/remote-workflow.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { createDexieSyncStore } from '../sync/dexie-sync-store.ts'
import type { PullMark, RemoteStore } from './remote-store.ts'

/** The page's database as the reading of Catena's workflows uses it. @param db with relaxed durability */
export function createDexieRemoteStore(db: PlannerDatabase): RemoteStore {
  return {
    name: db.name,
    readConnectionIds: async () => (await db.connections.toArray()).map((each) => each.id),
    async readOwners(resourceIds) {
      const ids = await db.workflows
        .where('sync.resourceId')
        .anyOf([...resourceIds])
        .primaryKeys()
      const own = ids.filter((each) => !isRemoteWorkflowId(each))
      if (own.length === 0) return new Map()
      const records = await db.workflows.bulkGet(own)
      return new Map(
        records.flatMap((each) => (each?.sync?.resourceId == null ? [] : [[each.sync.resourceId, each.id]])),
      )
    },
    async readMark(connectionId) {
      const value = (await db.meta.get(keyOf(connectionId)))?.value
      return isMark(value) ? value : null
    },
    async saveMark(connectionId, value) {
      await db.meta.put({ key: keyOf(connectionId), value })
    },
    update: createDexieSyncStore(db).update,
  }
}

function keyOf(connectionId: string): string {
  return `pulled:${connectionId}`
}

/** Earlier versions kept one time under the same key. */
function isMark(value: unknown): value is PullMark {
  return typeof value === 'object' && value !== null && 'readAtMs' in value
}
