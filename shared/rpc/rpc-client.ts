import { TypedError } from '../util/typed-error.ts'
import type { Channel } from './channel.ts'
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type EventData,
  type EventName,
  type RpcMessage,
} from './contract.ts'
import { createEventListeners, type EventListeners } from './event-listeners.ts'
import { parseWith } from './parse-with.ts'
import { RpcError } from './rpc-error.ts'
import { decodeMessage, encodeMessage, NO_ID, type ReportFault } from './rpc-message.ts'

/** The page's end of one channel. */
export interface RpcClient {
  /**
   * Rejects with the host's own code, or `rpc.closed`, `rpc.tooLarge`, `rpc.badInput`, `rpc.badOutput`. Settles at the
   * latest when the channel closes.
   */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /**
   * Listens to one kind of event. A new listener of an event that carries a whole state (`STATE_EVENTS`) gets the last
   * one that came, before `on` returns. @returns a function that ends the subscription.
   */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  /** Rejects the calls that wait with `rpc.closed`. Does not close the channel. */
  close(): void
}

/** Calls the host over `channel`. */
export function createRpcClient(channel: Channel, reportFault: ReportFault): RpcClient {
  const pending = createPendingCalls(reportFault)
  const listeners = createEventListeners(reportFault)
  let isOpen = true
  const stops = [
    channel.onMessage((text) => receive(text, { pending, listeners, reportFault })),
    channel.onClose(close),
  ]

  function close(): void {
    isOpen = false
    for (const stop of stops.splice(0)) stop()
    pending.rejectAll()
  }

  return {
    async call(name, input) {
      if (!isOpen) throw closedError()
      const parsed = parseWith(calls[name].input, input, 'rpc.badInput', name)
      const id = pending.nextId()
      const text = encodeMessage({ type: 'call', id, name, input: parsed })
      return pending.wait(id, name, () => channel.post(text))
    },
    on: listeners.on,
    close,
  }
}

function receive(
  text: string,
  {
    pending,
    listeners,
    reportFault,
  }: {
    readonly pending: PendingCalls
    readonly listeners: EventListeners
    readonly reportFault: ReportFault
  },
): void {
  let message: RpcMessage
  try {
    message = decodeMessage(text)
  } catch (error) {
    reportFault('the host sent a message that cannot be read', error)
    return
  }
  if (message.type === 'event') listeners.deliver(message.name, message.data)
  else if (message.type === 'call') reportFault('the host sent a call', null)
  else pending.settle(message)
}

/** The calls of one channel that wait for their answers. */
interface PendingCalls {
  nextId(): number
  /** Runs `send` once an answer to this id is waited for. @returns the host's answer; rejects with what `send` throws. */
  wait<N extends CallName>(id: number, name: N, send: () => void): Promise<CallOutput<N>>
  settle(message: Extract<RpcMessage, { type: 'result' | 'failure' }>): void
  /** Rejects every call with `rpc.closed`. */
  rejectAll(): void
}

interface PendingCall {
  readonly name: CallName
  readonly resolve: (output: unknown) => void
  readonly reject: (error: TypedError) => void
}

function createPendingCalls(reportFault: ReportFault): PendingCalls {
  const pending = new Map<number, PendingCall>()
  let lastId = NO_ID
  return {
    nextId: () => ++lastId,
    wait: (id, name, send) =>
      new Promise((resolve, reject) => {
        // `settle` parses the output by the schema of this call before it resolves.
        pending.set(id, { name, resolve: (output) => resolve(output as CallOutput<typeof name>), reject })
        send()
      }),
    settle(message) {
      const call = pending.get(message.id)
      if (call === undefined) {
        const cause = message.type === 'failure' ? message.failure : null
        reportFault(`the host answered a call that does not wait: ${message.id}`, cause)
        return
      }
      pending.delete(message.id)
      settleCall(call, message)
    },
    rejectAll() {
      const waiting = [...pending.values()]
      pending.clear()
      for (const call of waiting) call.reject(closedError())
    },
  }
}

function settleCall(call: PendingCall, message: Extract<RpcMessage, { type: 'result' | 'failure' }>): void {
  if (message.type === 'failure') {
    const { code, message: text, values, fieldErrors } = message.failure
    call.reject(new RpcError(code, text, fieldErrors, undefined, values))
    return
  }
  try {
    call.resolve(parseWith(calls[call.name].output, message.output, 'rpc.badOutput', call.name))
  } catch (error) {
    call.reject(error instanceof TypedError ? error : new TypedError('rpc.badOutput', call.name, error))
  }
}

/** The error of a call while the host channel is down. */
export function closedError(): TypedError<'rpc.closed'> {
  return new TypedError('rpc.closed', 'The planner is not connected to its background program.')
}
