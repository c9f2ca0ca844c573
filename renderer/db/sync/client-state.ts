import { createListeners } from '../../../shared/util/listeners.ts'

/**
 * - `standby`: another window of this app has the host; changes come through the database.
 * - `waiting`: the host channel is closed; plans are saved all the same.
 * - `working`: submitting or applying statuses.
 * - `following`: everything is submitted, statuses are applied.
 * - `failed`: see `problem`; it is tried again by itself.
 */
export type SyncClientStateKind =
  | 'idle'
  | 'standby'
  | 'waiting'
  | 'working'
  | 'following'
  | 'failed'
  | 'closed'

/** What a sync client does now. */
export interface SyncClientState {
  readonly kind: SyncClientStateKind
  /** Set while `failed`. `message` is a stored text. */
  readonly problem: { readonly code: string; readonly message: string } | null
}

/** What happens to a sync client. */
export type SyncClientEvent =
  | 'lockRequested'
  | 'channelClosed'
  | 'turnBegun'
  | 'turnFinished'
  | 'failed'
  | 'closed'

type Transitions = Readonly<Partial<Record<SyncClientEvent, SyncClientStateKind>>>

const OPEN: Transitions = {
  channelClosed: 'waiting',
  turnBegun: 'working',
  failed: 'failed',
  closed: 'closed',
}
/** The next state by state and event. An event without an entry changes nothing. */
const TRANSITIONS: Readonly<Record<SyncClientStateKind, Transitions>> = {
  idle: { ...OPEN, lockRequested: 'standby' },
  standby: OPEN,
  waiting: OPEN,
  working: { ...OPEN, turnFinished: 'following' },
  following: OPEN,
  failed: OPEN,
  closed: {},
}

/** The owner of a sync client's state. */
export interface SyncClientStateOwner {
  current(): SyncClientState
  /** @param problem why, for `failed`. */
  on(event: SyncClientEvent, problem?: SyncClientState['problem']): void
  /** Told of each change. @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void
}

/** Begins as `idle`. */
export function createSyncClientState(): SyncClientStateOwner {
  const listeners = createListeners()
  let state: SyncClientState = { kind: 'idle', problem: null }
  return {
    current: () => state,
    on(event, problem = null) {
      const kind = TRANSITIONS[state.kind][event]
      if (kind === undefined || (kind === state.kind && problem?.code === state.problem?.code)) return
      state = { kind, problem }
      listeners.tell()
    },
    subscribe: listeners.subscribe,
  }
}
