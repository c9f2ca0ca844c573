import { sourceIdPrefix } from '../../../shared/model/plan/source-id.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import type { WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { storageError, toStorageError } from '../schema/storage-health.ts'
import type { EditContext } from './apply-edit.ts'
import { type SaveStore, type StrictTransaction, writeStrictly } from './strict-transaction.ts'

/** What the commands are made of. */
export interface WorkflowCommandsParts {
  readonly db: PlannerDatabase
  readonly nowMs: () => number
  /** A fresh ULID. */
  readonly mintId: () => string
  /** The host's install id: its first ten letters and digits stand in every external id. */
  readonly installId: string
  readonly account: () => Account | null
  /** Whose name the history shows; without it the history names nobody. */
  readonly actor?: () => string | null
  /**
   * The reference of a copy that keeps what lost against a newer version, made from the reference of the workflow. It is stored, in
   * the language of the page.
   */
  readonly nameConflictCopy: (reference: string) => string
}

/** What every command writes through. */
export interface CommandWriter {
  /** What the changes of a new step share. */
  contextOf(label: string): EditContext
  /** Runs one strict transaction. Rejects with `storage.readOnly` when the database is known to take no writes. */
  transact<T>(stores: readonly SaveStore[], work: (transaction: StrictTransaction) => Promise<T>): Promise<T>
  /**
   * Runs `work`. When it rejects, it rejects with a `TypedError`, and after a failure of the database this is read-only from then
   * on: nothing is retried blindly (D3).
   */
  guarded<T>(work: () => Promise<T>): Promise<T>
  /** Tells the screens of workflows that were written. */
  publish(records: readonly WorkflowRecord[]): void
}

/** Creates the writer of one page. */
export function createCommandWriter(parts: WorkflowCommandsParts): CommandWriter {
  const { db } = parts
  const prefix = sourceIdPrefix(parts.installId)
  return {
    contextOf: (label) => ({
      nowMs: parts.nowMs(),
      stepId: parts.mintId(),
      label,
      by: parts.actor?.() ?? null,
      account: parts.account(),
      mintId: parts.mintId,
      mintSourceId: () => `${prefix}${parts.mintId()}`,
      nameConflictCopy: parts.nameConflictCopy,
    }),
    async transact(stores, work) {
      const failure = db.health.failure()
      if (failure !== null) throw storageError('storage.readOnly', failure)
      return writeStrictly(db, stores, work)
    },
    async guarded(work) {
      try {
        return await work()
      } catch (cause) {
        const error = toStorageError(cause)
        if (error.code === 'storage.quota' || error.code === 'storage.failed') {
          db.health.fail(storageError(error.code, cause))
        }
        throw error
      }
    },
    publish: (records) => db.workflowFeed.publish(records),
  }
}
