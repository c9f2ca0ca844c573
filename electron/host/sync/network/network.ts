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

/** The owner of the {@link NetworkState}. All events come here. */
export interface Network {
  state(): NetworkState
  /** Takes an event in, and tells listeners when the status has changed. */
  observe<K extends NetworkEvent['kind']>(event: Extract<NetworkEvent, { kind: K }>): void
  /** Catena's time, ms since 1970; `null` while it is not known. */
  serverNow(): number | null
  /** @returns the `Date` of the newest answer, or `null` when it is missing or not believed. */
  believed(dateMs: number | null): number | null
  /** True when writes may leave, as far as the network is concerned. */
  isFresh(): boolean
  /** True when reads make sense, as far as the network is concerned. */
  isUp(): boolean
}

export interface NetworkEvents {
  /** A gate may have opened or shut. */
  readonly onGate: (isUpAgain: boolean) => void
  readonly onStatus: () => void
  /** The network status is not `online`. Called for each event meanwhile. */
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
