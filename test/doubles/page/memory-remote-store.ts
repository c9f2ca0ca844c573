import type { PullMark, RemoteStore } from '../../../renderer/db/remote/remote-store.ts'
import type { SyncStore } from '../../../renderer/db/sync/sync-store.ts'
import { remoteWorkflowId } from '../../../shared/model/remote-workflow.ts'
import type { MemoryDatabase } from './memory-sync-store.ts'

/** What reading Catena's workflows uses of one page's database in memory. Its marks end with the page. */
export function createMemoryRemoteStore(
  database: MemoryDatabase,
  { name, update }: Pick<SyncStore, 'name' | 'update'>,
  connectionIds: readonly string[],
): RemoteStore {
  const marks = new Map<string, PullMark>()
  return {
    name,
    update,
    readConnectionIds: async () => connectionIds,
    async readOwners(resourceIds) {
      const owners = new Map<string, string>()
      for (const { id, sync } of database.records.values()) {
        const resourceId = sync?.resourceId ?? ''
        if (resourceIds.includes(resourceId) && id !== remoteWorkflowId(resourceId))
          owners.set(resourceId, id)
      }
      return owners
    },
    readMark: async (connectionId) => marks.get(connectionId) ?? null,
    async saveMark(connectionId, mark) {
      marks.set(connectionId, mark)
    },
  }
}
