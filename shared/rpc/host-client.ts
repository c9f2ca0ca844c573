import type { CallInput, CallName, CallOutput, EventData, EventName } from './contract.ts'

/**
 * Whether the page is connected to the host. `closed` is no error: the page plans and saves without the host. `refused`
 * is final: the host belongs to another start of the program, which has its own window.
 */
export type HostChannelState = 'connecting' | 'open' | 'closed' | 'refused'

/** True when the page works without the host. */
export function isHostChannelDown(hostChannel: HostChannelState): boolean {
  return hostChannel === 'closed' || hostChannel === 'refused'
}

/** The page's access to the host: typed calls and events over a channel that reconnects by itself. */
export interface HostClient {
  /** Rejects with a `TypedError` whose code is the host's, or `rpc.closed` when the host channel is down. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /**
   * Listens to one kind of event over reconnections. A new listener of an event in `STATE_EVENTS` gets the last one
   * that came over the open channel, before `on` returns. @returns a function that ends the subscription.
   */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  /** @returns the state now. */
  hostChannel(): HostChannelState
  onHostChannel(listener: (state: HostChannelState) => void): () => void
}
