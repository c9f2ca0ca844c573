import type { CallInput, CallName, CallOutput, EventData, EventName } from './contract.ts'

/** Whether the page and the host can talk. A closed pipe is not an error: the page plans and saves without it. */
export type PipeState = 'connecting' | 'open' | 'closed'

/** The host as the page sees it: typed calls and events, reconnecting by itself. */
export interface HostClient {
  /** Rejects with a `TypedError` whose code is the host's, or `rpc.closed` when the pipe is down. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  /** @returns the state now. */
  pipe(): PipeState
  onPipe(listener: (state: PipeState) => void): () => void
}
