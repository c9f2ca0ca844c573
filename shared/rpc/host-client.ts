import type { CallInput, CallName, CallOutput, EventData, EventName } from './contract.ts'

/**
 * Whether the page and the host can talk. A closed pipe is not an error: the page plans and saves without it. A refused one
 * stays so: the host is another start of the program, and has a window of its own.
 */
export type HostChannelState = 'connecting' | 'open' | 'closed' | 'refused'

/** True when the page has to do without the host. */
export function isHostChannelDown(hostChannel: HostChannelState): boolean {
  return hostChannel === 'closed' || hostChannel === 'refused'
}

/** The host as the page sees it: typed calls and events, reconnecting by itself. */
export interface HostClient {
  /** Rejects with a `TypedError` whose code is the host's, or `rpc.closed` when the host channel is down. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /**
   * Listens to one kind of event over reconnections. An event of `STATE_EVENTS` that has come already over the open pipe is
   * given to the new listener before `on` returns. @returns a function that ends the subscription.
   */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  /** @returns the state now. */
  hostChannel(): HostChannelState
  onHostChannel(listener: (state: HostChannelState) => void): () => void
}
