import type { RemoteWindow } from '../../../shared/model/remote-workflow.ts'
import type { SyncStore } from '../sync/sync-store.ts'

/** How far reading one connection's workflows had got when something of it was last kept. */
export interface PullMark {
  /** When the last reading of each window came to its end, ms since 1970; left out: it never did. */
  readonly readAtMs: Readonly<Partial<Record<RemoteWindow, number>>>
  /** Where a long reading can go on, and when that page was read, ms since 1970; `null`: there is none. */
  readonly next: { readonly cursor: string; readonly atMs: number } | null
}

/**
 * What reading Catena's workflows needs of the page's database. The database implements it; the simulation keeps the same
 * in memory. Every method rejects with the browser's error when the database fails; then nothing of the call is written.
 */
export interface RemoteStore {
  /** Names the database; windows with the same name share it. */
  readonly name: string
  readConnectionIds(): Promise<readonly string[]>
  /** The workflow here that is known to be each of these resources at Catena, except rows that were made elsewhere. */
  readOwners(resourceIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** `null` when nothing of this connection was read yet. */
  readMark(connectionId: string): Promise<PullMark | null>
  saveMark(connectionId: string, mark: PullMark): Promise<void>
  /** With relaxed durability: Catena shows it again. */
  readonly update: SyncStore['update']
}
