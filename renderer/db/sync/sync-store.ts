import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { SyncState } from '../../../shared/model/status/sync-status.ts'
import type { HistoryLine } from '../schema/history-record.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import type { AssigneeLookup } from './assignee-lookup.ts'

/** The workflows and pending changes of some ids, by id. Of what is not stored there is no entry. */
export interface SyncContent {
  readonly records: ReadonlyMap<string, WorkflowRecord>
  readonly pendingChanges: ReadonlyMap<string, OutboxRecord>
}

/** What one transaction writes, and what its caller learns of it. */
export interface SyncUpdate<T> {
  readonly records?: readonly WorkflowRecord[]
  readonly pendingChanges?: readonly OutboxRecord[]
  /** Workflows whose pending change leaves the outbox. */
  readonly terminalIds?: readonly string[]
  /** Written only by a transaction that was opened with `hasHistory`. */
  readonly history?: readonly HistoryLine[]
  readonly result: T
}

/** How a transaction is opened. */
export interface SyncUpdateOptions {
  /** `relaxed` is for what the host can say again: it saves a disk sync. Default: `strict`. */
  readonly durability?: 'strict' | 'relaxed'
  /** True when the transaction also writes history lines. */
  readonly hasHistory?: boolean
}

/** A pending change that cannot be submitted, for the list of set-aside records. */
export interface UnusableChange {
  readonly pendingChange: OutboxRecord
  readonly reason: string
}

/**
 * What the sync client needs of the page's database. The database implements it; the simulation keeps the same in memory.
 * Every method rejects with the browser's error when the database fails; then nothing of the call is written.
 */
export interface SyncStore {
  /** Names the database; windows with the same name share it. */
  readonly name: string
  /** The installation that this database belongs to; `null` before the first session. */
  readInstallId(): Promise<string | null>
  /** Remembers the installation. `revise` changes every pending change in the same transaction; `null` changes none. */
  saveInstallId(
    installId: string,
    revise: ((pendingChange: OutboxRecord) => OutboxRecord) | null,
  ): Promise<void>
  /** At most `limit` pending changes that the host has not acknowledged, without those of the workflows `except`. */
  readUnacknowledged(except: ReadonlySet<string>, limit: number): Promise<readonly OutboxRecord[]>
  /** Every pending change that the host has acknowledged. */
  readAcknowledged(): Promise<readonly OutboxRecord[]>
  /** The workflows of `ids`, in their order. */
  readRecords(ids: readonly string[]): Promise<readonly (WorkflowRecord | undefined)[]>
  /** The workflows that are shown in one state. */
  readInState(state: SyncState): Promise<readonly WorkflowRecord[]>
  readAssigneeIds(plans: readonly Plan[]): Promise<AssigneeLookup>
  setAside(changes: readonly UnusableChange[], nowMs: number): Promise<void>
  /**
   * Reads the workflows and pending changes of `ids`, and writes what `decide` makes of them, in one transaction. The screens
   * hear of the written workflows after the commit.
   */
  update<T>(
    ids: readonly string[],
    decide: (content: SyncContent) => SyncUpdate<T>,
    options?: SyncUpdateOptions,
  ): Promise<T>
  /**
   * The same for pending changes alone, always strict. No live query hears of it, so that it does not wake
   * {@link watchUnacknowledged}.
   */
  updatePendingChanges<T>(
    ids: readonly string[],
    decide: (pendingChanges: ReadonlyMap<string, OutboxRecord>) => {
      readonly pendingChanges: readonly OutboxRecord[]
      readonly result: T
    },
  ): Promise<T>
  /**
   * Calls `onChange` once soon, and soon after each write of a pending change that the host has not acknowledged.
   * @returns a function that ends it.
   */
  watchUnacknowledged(onChange: () => void, onError: (error: unknown) => void): () => void
}
