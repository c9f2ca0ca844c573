import type { IdsInPayload } from '../../../../shared/model/plan/assignee-ids.ts'
import type { NetworkStatus, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import type { CallInput, CallOutput } from '../../../../shared/rpc/contract.ts'
import type {
  CatenaReader,
  Clock,
  Journal,
  JournalRead,
  Random,
  TokenSource,
  WriteTransport,
} from './ports.ts'
import type { SyncTimings } from './timings.ts'

/** The parts of the engine. It knows nothing else of the world. */
export interface SyncEngineParts {
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
  /** The content of the journal when it was opened. */
  readonly journalRead: JournalRead
  readonly write: WriteTransport
  readonly reader: CatenaReader
  readonly tokens: TokenSource
  readonly timings: SyncTimings
  /** The ids of driver and vehicle that a payload carries. Asked before each write; left out: external ids. */
  readonly idsInPayload?: () => IdsInPayload
  /**
   * The id of this copy of the planner's data. When another one wrote the journal, every open lane becomes uncertain.
   */
  readonly installId: string
  /** Called with each believed `Date` of Catena, ms since 1970. It decides nothing; it may inform a person. */
  readonly onServerDate?: (dateMs: number) => void
  /** One line for the log; never a token. */
  readonly log: (level: 'info' | 'warn' | 'error', text: string, cause?: unknown) => void
  /**
   * Tests only: called and awaited before and after every journal append and every network call, so that a test can
   * crash at each. Labels: `append:<types>:before|after`, `compact:before|after`, `send:<operation>:before|after`, and
   * likewise `look`, `poll`, `base`, `find`, `probe`, `connections`.
   */
  readonly onStep?: (label: string) => void | Promise<void>
  /** Tests and figures only: called when the number of writes that may be on their way changes. */
  readonly onSlots?: (slots: number) => void
}

/**
 * The sync engine as the host's RPC handlers see it. It performs the steps that the pure core in
 * `electron/host/sync/core` decides, works while no page is open, and resumes after a crash from the journal alone.
 */
export interface SyncEngine {
  begin(input: CallInput<'sync.begin'>): Promise<CallOutput<'sync.begin'>>
  /** Resolves after the pending changes are in the journal. @throws TypedError `sync.journalUnwritable` */
  submit(input: CallInput<'sync.submit'>): Promise<CallOutput<'sync.submit'>>
  statuses(input: CallInput<'sync.statuses'>): CallOutput<'sync.statuses'>
  desiredPlans(input: CallInput<'sync.desiredPlans'>): CallOutput<'sync.desiredPlans'>
  detail(input: CallInput<'sync.detail'>): CallOutput<'sync.detail'>
  sendNow(input: CallInput<'sync.sendNow'>): Promise<void>
  hold(input: CallInput<'sync.hold'>): Promise<void>
  release(input: CallInput<'sync.release'>): Promise<void>
  /** @throws TypedError `sync.mayExist` when a part of the change may exist at Catena. */
  discard(input: CallInput<'sync.discard'>): Promise<void>
  holdAll(input: CallInput<'sync.holdAll'>): Promise<NetworkStatus>
  /** @throws TypedError `sync.notUncertain` when nothing is uncertain, or when listings can tell. */
  confirmAbsent(input: CallInput<'sync.confirmAbsent'>): Promise<void>
  /** @throws TypedError `sync.noDuplicate` */
  cancelDuplicate(input: CallInput<'sync.cancelDuplicate'>): Promise<void>
  /** Reads one page of Catena's workflows. @throws TypedError `remote.notNow`, `remote.refused`, `remote.unusable` */
  remotePage(input: CallInput<'remote.page'>): Promise<CallOutput<'remote.page'>>
  /** What was learned about each connection. */
  learned(): CallOutput<'sync.learned'>
  networkStatus(): NetworkStatus
  /** Statuses are gathered for at most 100 ms. @returns a function that ends the subscription. */
  onStatuses(listener: (statuses: readonly WorkflowSync[]) => void): () => void
  onNetworkStatus(listener: (status: NetworkStatus) => void): () => void
  /** The system reports a change of the network interfaces: the engine probes at once. */
  networkMayHaveChanged(): void
  /** Stops timers. A request on its way may end within `graceMs`; after that it counts as uncertain. */
  close(graceMs: number): Promise<void>
}
export type CreateSyncEngine = (parts: SyncEngineParts) => Promise<SyncEngine>
