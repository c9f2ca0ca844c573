import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type EventData,
  type EventName,
} from '../../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../../shared/rpc/host-client.ts'
import { createListeners, type Listeners } from '../../../shared/util/listeners.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** The failure of a call whose host is not there or has no answer for it. */
export function channelClosed(message: string): TypedError {
  return new TypedError('rpc.closed', message)
}

/**
 * The page's end of a host channel, closed until it is opened. Inputs are parsed and both ways are copied as on the real one, and
 * an answer of a host that died meanwhile never comes. Answers are not parsed, so that a test can give a wrong one.
 * @param answer the host's answer to a call, or what it throws.
 */
export function createFakeChannel(answer: (name: CallName, input: unknown) => unknown) {
  const listeners = new Map<string, Listeners<[data: never]>>()
  const stateListeners = createListeners<[state: HostChannelState]>()
  let state: HostChannelState = 'closed'
  let lives = 0

  function setState(next: HostChannelState): void {
    state = next
    stateListeners.tell(next)
  }
  const client: HostClient = {
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      if (state !== 'open') throw channelClosed('The host is not there')
      const life = lives
      const output = answer(name, calls[name].input.parse(structuredClone(input)))
      await Promise.resolve()
      if (life !== lives) throw channelClosed('The host went away')
      return structuredClone(output) as CallOutput<N>
    },
    on(name, listener) {
      const ofName = listeners.get(name) ?? createListeners<[data: never]>()
      listeners.set(name, ofName)
      return ofName.subscribe(listener)
    },
    hostChannel: () => state,
    onHostChannel: stateListeners.subscribe,
  }
  return {
    client,
    open: () => setState('open'),
    close: () => setState('closed'),
    /** Closes, and answers to open calls are lost. */
    kill(): void {
      lives += 1
      setState('closed')
    },
    emit<N extends EventName>(name: N, data: EventData<N>): void {
      listeners.get(name)?.tell(data as never)
    },
  }
}
