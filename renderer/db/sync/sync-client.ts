import { liveQuery } from 'dexie'
import type { Account, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { errorToStore } from '../../../shared/text/error-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { applyStatuses } from './apply-statuses.ts'
import { type DesiredPlan, recoverDesiredPlans, submitAgain } from './recovery.ts'
import { createSubmitter } from './submit-outbox.ts'

/** The few members of `navigator.locks` that the bridge uses. */
export interface LockManagerLike {
  request(name: string, options: { signal: AbortSignal }, run: () => Promise<void>): Promise<unknown>
}

/** What the bridge is made of. */
export interface SyncBridgeParts {
  readonly db: PlannerDatabase
  /**
   * The same database opened with relaxed durability, for what the host can say again: it saves a disk sync for each
   * batch of statuses. Without it `db` is used.
   */
  readonly relaxedDb?: PlannerDatabase
  readonly host: HostClient
  readonly nowMs: () => number
  readonly mintId: () => string
  readonly account: () => Account | null
  /** `null` where there are no locks: then nobody else may run a bridge on this database. */
  readonly locks: LockManagerLike | null
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/**
 * - `standby`: another window of this app talks to the host; changes come through the database.
 * - `waiting`: the host channel to the host is down; plans are saved all the same.
 * - `working`: submitting or reading statuses.
 * - `following`: everything is submitted, events are applied.
 * - `failed`: see `problem`; it is tried again by itself.
 */
export interface BridgeState {
  readonly kind: 'idle' | 'standby' | 'waiting' | 'working' | 'following' | 'failed' | 'closed'
  readonly problem: { readonly code: string; readonly message: string } | null
}

/** Hands the outbox over to the host and applies what the host says. */
export interface SyncBridge {
  readonly start: () => void
  /** Resolves when nothing of it runs any more. */
  readonly close: () => Promise<void>
  readonly state: () => BridgeState
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void
}

/** Name of the small value that remembers to which installation this database belongs. */
export const INSTALL_ID_KEY = 'installId'
/** Waits after a failure that is not the host channel's: doubled up to a minute. */
const RETRY_MIN_MS = 1_000
const RETRY_MAX_MS = 60_000

/** Nothing runs before `start`. One per page; the Web Lock lets only one page of an origin talk to the host. */
export function createSyncBridge(parts: SyncBridgeParts): SyncBridge {
  const { db, host } = parts
  const relaxedDb = parts.relaxedDb ?? db
  const abort = new AbortController()
  const ends: (() => void)[] = []
  const listeners = new Set<() => void>()
  let state: BridgeState = { kind: 'idle', problem: null }
  let events: WorkflowSync[] = []
  let isSessionDue = true
  /** Lanes that the host's wants did not explain: asked about once per opened pipe, not for ever. */
  const unexplained = new Set<string>()
  let running: Promise<void> | null = null
  let isAgain = false
  let retryMs = RETRY_MIN_MS
  let cancelRetry: (() => void) | null = null

  const submitter = createSubmitter({ db, host, publish, context })

  function show(kind: BridgeState['kind'], problem: BridgeState['problem'] = null): void {
    if (state.kind === kind && state.problem?.code === problem?.code) return
    state = { kind, problem }
    for (const listener of [...listeners]) listener()
  }
  function context() {
    return { nowMs: parts.nowMs(), account: parts.account(), mintId: parts.mintId }
  }

  /** Asks for a turn. Turns never overlap; requests during one share the next. */
  function poke(): void {
    if (abort.signal.aborted) return
    if (running !== null) {
      isAgain = true
      return
    }
    running = run().finally(() => {
      running = null
      if (isAgain) poke()
    })
  }
  async function run(): Promise<void> {
    isAgain = false
    cancelRetry?.()
    cancelRetry = null
    try {
      await turn()
      retryMs = RETRY_MIN_MS
    } catch (error) {
      if (abort.signal.aborted) return
      const problem = problemOf(error)
      // A pipe that closed says so itself and opens again by itself.
      if (problem.code === 'rpc.closed' && host.hostChannel() !== 'open') {
        show('waiting')
        return
      }
      show('failed', problem)
      cancelRetry = parts.schedule(retryMs, poke)
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS)
    }
  }
  async function turn(): Promise<void> {
    if (host.hostChannel() !== 'open') {
      show('waiting')
      return
    }
    show('working')
    if (isSessionDue) {
      isSessionDue = false
      try {
        await openSession()
      } catch (error) {
        isSessionDue = true
        throw error
      }
    }
    await applyEvents()
    await submitter.run(() => abort.signal.aborted)
    if (events.length > 0 || isSessionDue) isAgain = true
    else show('following')
  }

  async function openSession(): Promise<void> {
    const remembered = await db.meta.get(INSTALL_ID_KEY)
    const installId = typeof remembered?.value === 'string' ? remembered.value : null
    const begun = await host.call('sync.begin', { installId })
    if (installId !== begun.installId || !begun.isSameInstall) {
      await adoptInstall(db, begun.installId, installId !== null && !begun.isSameInstall)
    }
    const { seqs, ahead } = await readSnapshot()
    await submitAgain(db, seqs, ahead, context())
  }
  /**
   * Applies every lane, and brings back what only the host knows. @returns the newest pending change the host has, by id, and the
   * workflows of which it has heard of a newer one before.
   */
  async function readSnapshot() {
    const ahead: string[] = []
    const seqs = new Map<string, number>()
    const missing: WorkflowSync[] = []
    const unknown = new Set<string>()
    const behind = new Set<string>()
    await eachPage(async (after) => {
      const { statuses, next } = await host.call('sync.statuses', { after })
      for (const each of statuses) seqs.set(each.workflowId, each.seq)
      const applied = await apply(statuses, true)
      ahead.push(...applied.aheadIds)
      for (const id of applied.unknownIds) unknown.add(id)
      for (const id of applied.behindIds) behind.add(id)
      missing.push(...statuses.filter((each) => unknown.has(each.workflowId)))
      return next
    })
    if (unknown.size + behind.size > 0) {
      await recover(unknown, behind)
      await apply(missing, true)
    }
    return { seqs, ahead }
  }
  async function recover(unknown: ReadonlySet<string>, behind: ReadonlySet<string>): Promise<void> {
    await eachPage(async (after) => {
      const { desiredPlans, next } = await host.call('sync.desiredPlans', { after })
      const lost: DesiredPlan[] = desiredPlans.filter(
        (each) => unknown.has(each.workflowId) || behind.has(each.workflowId),
      )
      if (lost.length > 0) publish(await recoverDesiredPlans(db, lost, behind, context()))
      return next
    })
  }
  /** Events that gathered since the last turn, in one transaction. */
  async function applyEvents(): Promise<void> {
    const gathered = events
    events = []
    if (gathered.length === 0) return
    const { unknownIds, behindIds } = await apply(gathered)
    // Another page's workflow is in this database before the host hears of it: an unknown one is a lost one.
    const odd = [...unknownIds, ...behindIds].filter((each) => !unexplained.has(each))
    if (odd.length > 0) isSessionDue = true
    for (const each of odd) unexplained.add(each)
  }
  async function apply(statuses: readonly WorkflowSync[], isBeginning = false) {
    const applied = await applyStatuses(relaxedDb, statuses, { ...context(), isBeginning })
    publish(applied.changed)
    return applied
  }
  function publish(records: readonly WorkflowRecord[]): void {
    db.workflowFeed.publish(records)
  }

  function lead(): void {
    const pendingChanges = liveQuery(() => db.outbox.where('isAcknowledged').equals(0).count()).subscribe({
      next: poke,
      error: (error: unknown) => show('failed', problemOf(error)),
    })
    ends.push(
      () => pendingChanges.unsubscribe(),
      host.on('sync.changed', ({ statuses }) => {
        events.push(...statuses)
        poke()
      }),
      host.onHostChannel((hostChannel) => {
        // What the old pipe said is overtaken by the snapshot that the new one begins with.
        events = []
        unexplained.clear()
        isSessionDue = true
        if (hostChannel === 'open') poke()
        else show('waiting')
      }),
    )
    poke()
  }
  function holdLock(locks: LockManagerLike): void {
    show('standby')
    locks
      .request(`planner-bridge-${db.name}`, { signal: abort.signal }, () => {
        // Closed between asking and getting: kept, the lock would shut out every bridge of this page after it.
        if (abort.signal.aborted) return Promise.resolve()
        lead()
        return new Promise((release) => ends.push(release))
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) show('failed', problemOf(error))
      })
  }

  return {
    start() {
      if (parts.locks === null) lead()
      else holdLock(parts.locks)
    },
    async close() {
      abort.abort()
      cancelRetry?.()
      for (const end of ends.splice(0).reverse()) end()
      await running
      show('closed')
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Walks pages until the end. @throws TypedError `sync.pagesLoop` when a page does not go on. */
async function eachPage(readPage: (after: string | null) => Promise<string | null>): Promise<void> {
  let after: string | null = null
  do {
    const next: string | null = await readPage(after)
    if (next !== null && after !== null && next <= after) {
      throw new TypedError('sync.pagesLoop', 'The host repeats a page of statuses')
    }
    after = next
  } while (after !== null)
}

/**
 * Remembers whose database this is. A cloned profile's pending changes may all have been sent by its original, submitted from
 * here or not, so that none may be taken for unsent.
 */
async function adoptInstall(db: PlannerDatabase, installId: string, isCloned: boolean): Promise<void> {
  await db.transaction('rw', [db.meta, db.outbox], async () => {
    await db.meta.put({ key: INSTALL_ID_KEY, value: installId })
    if (!isCloned) return
    const rows = await db.outbox.toArray()
    await db.outbox.bulkPut(
      rows.map(({ submittedSeq: _notHere, ...each }) => ({
        ...each,
        isAcknowledged: 0,
        wasEverSubmitted: true,
      })),
    )
  })
}

function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof TypedError) return { code: error.code, message: errorToStore(error) }
  return { code: 'storage.failed', message: errorToStore(error) }
}
