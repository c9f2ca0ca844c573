import type { Account } from '../../../shared/model/status/sync-status.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { errorToStore } from '../../../shared/text/error-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { applyStatuses } from './apply-statuses.ts'
import { createSyncClientState, type SyncClientState, type SyncClientStateOwner } from './client-state.ts'
import { createDueWork, type DueWork } from './due-work.ts'
import { submitPendingChanges } from './submit-pending-changes.ts'
import { beginSession, type SyncSessionParts } from './sync-session.ts'
import type { SyncStore } from './sync-store.ts'
import { createForeignChanges, type ForeignChanges } from './take-foreign-changes.ts'
import { createTurns, type Turns } from './turns.ts'

/** The few members of `navigator.locks` that a sync client uses. */
export interface LockManagerLike {
  request(name: string, options: { signal: AbortSignal }, run: () => Promise<void>): Promise<unknown>
}

/** What a sync client is made of. */
export interface SyncClientParts {
  readonly store: SyncStore
  readonly host: HostClient
  readonly nowMs: () => number
  readonly mintId: () => string
  readonly account: () => Account | null
  /** `null` where there are no locks: then nobody else may run a sync client on this database. */
  readonly locks: LockManagerLike | null
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/**
 * The page's end of sync: submits pending changes to the host and applies the host's statuses. Of all windows on one database
 * one at a time does so.
 */
export interface SyncClient {
  readonly start: () => void
  /** Resolves when nothing of it runs any more. */
  readonly close: () => Promise<void>
  readonly state: () => SyncClientState
  /** Told of each change of the state. @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void
}

/** What one turn of a sync client works on. */
interface TurnParts extends SyncSessionParts {
  readonly state: SyncClientStateOwner
  readonly due: DueWork
  readonly foreignChanges: ForeignChanges
  readonly isOver: () => boolean
}

/** Nothing runs before `start`. */
export function createSyncClient(parts: SyncClientParts): SyncClient {
  const { store, host } = parts
  const abort = new AbortController()
  const ends: (() => void)[] = []
  const session: SyncSessionParts = {
    store,
    host,
    context: () => ({ nowMs: parts.nowMs(), account: parts.account(), mintId: parts.mintId }),
  }
  const turn: TurnParts = {
    ...session,
    state: createSyncClientState(),
    due: createDueWork(),
    foreignChanges: createForeignChanges(session),
    isOver: () => abort.signal.aborted,
  }
  const { state } = turn
  const turns = createTurns({
    run: () => runTurn(turn),
    onFailure: (error) => isRetried(turn, error),
    schedule: parts.schedule,
  })

  return {
    start() {
      const begin = (): void => {
        ends.push(...follow(turn, turns))
        turns.request()
      }
      if (parts.locks === null) begin()
      else
        holdLock(parts.locks, turn, abort.signal, (release) => {
          begin()
          ends.push(release)
        })
    },
    async close() {
      abort.abort()
      const over = turns.close()
      for (const end of ends.splice(0).reverse()) end()
      await over
      state.on('closed')
    },
    state: state.current,
    subscribe: state.subscribe,
  }
}

/**
 * One turn: a session, the statuses of the host, what was changed elsewhere and the pending changes, each when it is due.
 * @returns true when another turn is due at once.
 */
async function runTurn(parts: TurnParts): Promise<boolean> {
  const { host, state, due, foreignChanges, isOver } = parts
  if (host.hostChannel() !== 'open') {
    state.on('channelClosed')
    return false
  }
  state.on('turnBegun')
  await due.session.run(async () => {
    await beginSession(parts)
    due.conflicts.request()
    due.submission.request()
  })
  await applyNews(parts)
  await due.conflicts.run(foreignChanges.take)
  await due.submission.run(() => submitPendingChanges(parts, isOver))
  if (due.isAny()) return true
  state.on('turnFinished')
  return false
}

/** Applies the statuses that came since the last turn, in one transaction. */
async function applyNews({ store, due, context }: TurnParts): Promise<void> {
  const statuses = due.takeStatuses()
  if (statuses.length === 0) return
  const { unknownIds, behindIds } = await applyStatuses(store, statuses, context())
  // Another window's workflow is in this database before the host hears of it: an unknown one was lost here.
  due.askAbout([...unknownIds, ...behindIds])
}

/** Shows why a turn failed. @returns true when it is to be repeated after a wait: a host channel opens again by itself. */
function isRetried({ host, state }: TurnParts, error: unknown): boolean {
  const problem = problemOf(error)
  const isChannelClosed = problem.code === 'rpc.closed' && host.hostChannel() !== 'open'
  if (isChannelClosed) state.on('channelClosed')
  else state.on('failed', problem)
  return !isChannelClosed
}

/** Asks for a turn whenever there is something to do. @returns what ends that. */
function follow({ store, host, state, due }: TurnParts, turns: Turns): readonly (() => void)[] {
  return [
    store.watchUnacknowledged(
      () => {
        due.submission.request()
        turns.request()
      },
      (error) => state.on('failed', problemOf(error)),
    ),
    host.on('sync.changed', ({ statuses }) => {
      due.addStatuses(statuses)
      turns.request()
    }),
    host.onHostChannel((hostChannel) => {
      due.channelChanged()
      if (hostChannel === 'open') turns.request()
      else state.on('channelClosed')
    }),
  ]
}

/** Waits in `standby` for the lock, and calls `begin` with what releases it. */
function holdLock(
  locks: LockManagerLike,
  { store, state, isOver }: TurnParts,
  signal: AbortSignal,
  begin: (release: () => void) => void,
): void {
  state.on('lockRequested')
  locks
    .request(lockName(store.name), { signal }, () => {
      // `close` ran while the lock was pending. Held, it would keep out every later sync client of this page.
      if (isOver()) return Promise.resolve()
      return new Promise((release) => begin(release))
    })
    .catch((error: unknown) => {
      if (!isOver()) state.on('failed', problemOf(error))
    })
}

/**
 * Name of the Web Lock of a database. It keeps an earlier word for the sync client: windows of two versions of the app may be
 * open at once, and only a name that both use keeps one of them out.
 */
function lockName(databaseName: string): string {
  return `planner-bridge-${databaseName}`
}

function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  const code = error instanceof TypedError ? error.code : 'storage.failed'
  return { code, message: errorToStore(error) }
}
