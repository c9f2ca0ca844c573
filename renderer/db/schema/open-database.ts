import type { DexieOptions } from 'dexie'
import type { Workspace } from '../../../shared/rpc/contract.ts'
import { PlannerDatabase } from './schema.ts'
import { storageError, toStorageError } from './storage-health.ts'

/** A database that is open, and a second handle for what the host can repeat. */
export interface OpenDatabase {
  readonly db: PlannerDatabase
  /** The same database with relaxed durability: only for applying statuses what the host can repeat. */
  readonly relaxedDb: PlannerDatabase
  readonly close: () => void
}

/** What opening a database needs of the page. */
export interface OpenDatabaseParts {
  /** Another window has a newer version of the app: this one must load again. */
  readonly onVersionChange: () => void
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
  /** For tests: `indexedDB` and `IDBKeyRange` of their own. */
  readonly options?: DexieOptions
  /** `navigator.storage`; `null` where there is none. */
  readonly storage: Pick<StorageManager, 'persist'> | null
}

/** Longer than this, another window holds the database with an older version (rule D3). */
export const BLOCKED_AFTER_MS = 5_000

/** Name of a workspace's database. */
export function databaseName(workspace: Workspace): string {
  return `planner-${workspace}`
}

/**
 * Opens a workspace's database and asks the browser to keep it when space gets short.
 * @throws TypedError `storage.blocked` after 5 s behind another window, `storage.quota` or `storage.failed`.
 */
export async function openDatabase(workspace: Workspace, parts: OpenDatabaseParts): Promise<OpenDatabase> {
  const name = databaseName(workspace)
  const db = new PlannerDatabase(name, parts.options)
  // The browser opens the database while the second handle is made.
  const opening = db.open()
  const relaxedDb = new PlannerDatabase(name, {
    ...parts.options,
    chromeTransactionDurability: 'relaxed',
  })
  function close(): void {
    db.workflowFeed.close()
    relaxedDb.workflowFeed.close()
    db.close()
    relaxedDb.close()
  }
  for (const each of [db, relaxedDb]) {
    each.on('versionchange', () => {
      close()
      parts.onVersionChange()
    })
  }
  let cancel: () => void = () => undefined
  const tooLate = new Promise<never>((_, reject) => {
    cancel = parts.schedule(BLOCKED_AFTER_MS, () => reject(storageError('storage.blocked')))
  })
  try {
    // Not granted is no fault: the host's journal and snapshots stand outside of the browser.
    const opened = Promise.all([opening, relaxedDb.open(), parts.storage?.persist()])
    await Promise.race([opened, tooLate])
  } catch (error) {
    close()
    throw toStorageError(error)
  } finally {
    cancel()
  }
  return { db, relaxedDb, close }
}
