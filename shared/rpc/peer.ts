import type { z } from 'zod'
import type { FieldError } from '../model/status/sync-status.ts'
import { TypedError } from '../util/typed-error.ts'
import type { Channel } from './channel.ts'
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type EventData,
  type EventName,
  events,
  type RpcMessage,
  STATE_EVENTS,
} from './contract.ts'
import { failureOf, RpcError } from './rpc-error.ts'
import { decodeMessage, encodeMessage } from './rpc-message.ts'

/** One function per call of the contract: leaving one out does not compile. */
export type RpcHandlers = {
  readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N>
}

/** Where a peer reports what nobody awaits: a message it could not read, a handler's untyped error. */
export type ReportFault = (text: string, cause: unknown) => void

/** The host's end of one channel. */
export interface RpcServer {
  /** Sends an event. @throws TypedError `rpc.tooLarge` or `rpc.badOutput`: a defect of the host. */
  emit<N extends EventName>(name: N, data: EventData<N>): void
  /** Stops answering; calls on their way are finished, their answers dropped. Does not close the channel. */
  close(): void
}

/** The page's end of one channel. */
export interface RpcClient {
  /**
   * Rejects with the host's own code, or `rpc.closed`, `rpc.tooLarge`, `rpc.badInput`, `rpc.badOutput`. Never waits
   * for longer than the channel lives.
   */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /**
   * Listens to one kind of event. An event that carries a whole state (`STATE_EVENTS`) and has come already is given to the
   * new listener before `on` returns. @returns a function that ends the subscription.
   */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  /** Rejects what waits with `rpc.closed`. Does not close the channel. */
  close(): void
}

/** An answer to a message whose id could not be read carries this one; calls count from 1. */
const NO_ID = 0

/** Answers the calls that come over `channel` until it closes. */
export function createRpcServer(
  channel: Channel,
  handlers: RpcHandlers,
  reportFault: ReportFault,
): RpcServer {
  let isOpen = true
  const stops = [channel.onMessage(receive), channel.onClose(close)]

  function receive(text: string): void {
    let message: RpcMessage
    try {
      message = decodeMessage(text)
    } catch (error) {
      reportFault('a message that cannot be read', error)
      send({ type: 'failure', id: NO_ID, failure: failureOf(error) })
      return
    }
    if (message.type !== 'call') {
      reportFault(`a message that is not for the host: ${message.type}`, null)
      return
    }
    void answer(message.id, message.name, message.input)
  }

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    try {
      const output = await runCall(handlers, name, input)
      send({ type: 'result', id, output })
    } catch (error) {
      if (!(error instanceof TypedError) || error.code === 'rpc.badOutput')
        reportFault(`${name} failed`, error)
      send({ type: 'failure', id, failure: failureOf(error) })
    }
  }

  function send(message: RpcMessage): void {
    if (isOpen) channel.post(encodeMessage(message))
  }

  function close(): void {
    isOpen = false
    for (const stop of stops.splice(0)) stop()
  }

  return {
    emit: (name, data) =>
      send({ type: 'event', name, data: parseWith(events[name], data, 'rpc.badOutput', `event ${name}`) }),
    close,
  }
}

/** Runs one call with both of its schemas around it. */
async function runCall(handlers: RpcHandlers, name: string, input: unknown): Promise<unknown> {
  if (!isCallName(name))
    throw new TypedError('rpc.unknownCall', `There is no call ${JSON.stringify(name.slice(0, 64))}.`)
  return runNamedCall(handlers, name, input)
}

async function runNamedCall<N extends CallName>(
  handlers: RpcHandlers,
  name: N,
  input: unknown,
): Promise<unknown> {
  const parsed = parseWith(calls[name].input, input, 'rpc.badInput', name) as CallInput<N>
  return parseWith(calls[name].output, await handlers[name](parsed), 'rpc.badOutput', name)
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name)
}

function parseWith(schema: z.ZodType, value: unknown, code: string, what: string): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems: FieldError[] = parsed.error.issues.map((issue) => ({
    path: issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message: issue.message,
  }))
  const first = problems[0]
  const where = first === undefined ? '' : `: ${first.path.join('.')} ${first.message}`
  throw new RpcError(code, `${what} does not fit the contract${where}`, problems, parsed.error)
}

interface PendingCall {
  readonly name: CallName
  readonly resolve: (output: unknown) => void
  readonly reject: (error: TypedError) => void
}

/** Calls the host over `channel`. */
export function createRpcClient(channel: Channel, reportFault: ReportFault): RpcClient {
  const pending = new Map<number, PendingCall>()
  const listeners = new Map<EventName, Set<(data: never) => void>>()
  /** The last event of each kind in `STATE_EVENTS`. */
  const lastStates = new Map<EventName, unknown>()
  let lastId = NO_ID
  let isOpen = true
  const stops = [channel.onMessage(receive), channel.onClose(close)]

  function receive(text: string): void {
    let message: RpcMessage
    try {
      message = decodeMessage(text)
    } catch (error) {
      reportFault('the host sent a message that cannot be read', error)
      return
    }
    if (message.type === 'event') deliver(message.name, message.data)
    else if (message.type === 'call') reportFault('the host sent a call', null)
    else settle(message)
  }

  function settle(message: Extract<RpcMessage, { type: 'result' | 'failure' }>): void {
    const call = pending.get(message.id)
    if (call === undefined) {
      const cause = message.type === 'failure' ? message.failure : null
      reportFault(`the host answered a call that does not wait: ${message.id}`, cause)
      return
    }
    pending.delete(message.id)
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

  function deliver(name: string, data: unknown): void {
    try {
      if (!isEventName(name))
        throw new TypedError('rpc.unknownEvent', `There is no event ${name.slice(0, 64)}.`)
      const parsed = parseWith(events[name], data, 'rpc.badOutput', name)
      if (STATE_EVENTS.has(name)) lastStates.set(name, parsed)
      // The listeners under a name were subscribed with that name's type, and the schema has just made it.
      for (const listener of [...(listeners.get(name) ?? [])]) listener(parsed as never)
    } catch (error) {
      reportFault('an event could not be delivered', error)
    }
  }

  function giveLast(name: EventName, listener: (data: never) => void): void {
    try {
      listener(lastStates.get(name) as never)
    } catch (error) {
      reportFault('an event could not be delivered', error)
    }
  }

  function close(): void {
    isOpen = false
    for (const stop of stops.splice(0)) stop()
    const waiting = [...pending.values()]
    pending.clear()
    for (const call of waiting) call.reject(closedError())
  }

  return {
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      if (!isOpen) throw closedError()
      const parsed = parseWith(calls[name].input, input, 'rpc.badInput', name)
      lastId++
      const id = lastId
      const text = encodeMessage({ type: 'call', id, name, input: parsed })
      return new Promise((resolve, reject) => {
        pending.set(id, { name, resolve: (output) => resolve(output as CallOutput<N>), reject })
        channel.post(text)
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set<(data: never) => void>()
      listeners.set(name, set)
      const entry = (data: never): void => listener(data)
      set.add(entry)
      if (lastStates.has(name)) giveLast(name, entry)
      return () => {
        set.delete(entry)
      }
    },
    close,
  }
}

/** What a call gets when the host channel to the host is down. */
export function closedError(): TypedError<'rpc.closed'> {
  return new TypedError('rpc.closed', 'The planner is not connected to its background program.')
}
