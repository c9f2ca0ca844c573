import type { SyncEngineParts } from '../core/engine-types.ts'
import { isBelieved, serverNow } from '../core/time/server-time.ts'
import {
  afterEvent,
  isFresh,
  isUp,
  type NetworkEvent,
  type NetworkState,
  unknownNetwork,
} from './network-state.ts'

/** The owner of the {@link NetworkState}: everything that changes it is told here, and answered by what follows. */
export interface Network {
  state(): NetworkState
  /** Takes in an event, and tells of the status when that has changed. */
  observe<K extends NetworkEvent['kind']>(event: Extract<NetworkEvent, { kind: K }>): void
  /** Catena's time, ms since 1970; `null` while it is not known. */
  serverNow(): number | null
  /** The `Date` of the answer that was observed last, or `null` when it is missing or not believed. */
  believed(dateMs: number | null): number | null
  /** Whether writes may leave, as far as the network goes. */
  isFresh(): boolean
  /** Whether reads make sense, as far as the network goes. */
  isUp(): boolean
}

export interface NetworkEvents {
  /** Something changed that may open or shut a gate. */
  readonly onGate: (isUpAgain: boolean) => void
  readonly onStatus: () => void
  /** The network status is not `online`; called again with each event of that time. */
  readonly onDown: () => void
}

export function createNetwork(
  { clock, timings }: Pick<SyncEngineParts, 'clock' | 'timings'>,
  events: NetworkEvents,
): Network {
  let state = unknownNetwork(clock.wallMs())

  function observe<K extends NetworkEvent['kind']>(event: Extract<NetworkEvent, { kind: K }>): void {
    const before = state
    state = afterEvent(before, event, { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() })
    const { status, detail } = state
    if (status !== 'online') events.onDown()
    if (status === before.status && detail === before.detail) return
    events.onStatus()
    events.onGate(status === 'online' && before.status !== 'online')
  }

  return {
    state: () => state,
    observe,
    serverNow: () => serverNow(state.time, clock.monotonicMs()),
    believed: (dateMs) => (isBelieved(state.time, dateMs, state.heardAt) ? dateMs : null),
    isFresh: () => isFresh(state, clock.monotonicMs(), timings.freshAnswer),
    isUp: () => isUp(state),
  }
}
