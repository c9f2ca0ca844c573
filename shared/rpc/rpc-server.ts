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
} from './contract.ts'
import { parseWith } from './parse-with.ts'
import { failureOf } from './rpc-error.ts'
import { decodeMessage, encodeMessage, NO_ID, type ReportFault } from './rpc-message.ts'

/** One function per call of the contract: leaving one out does not compile. */
export type RpcHandlers = {
  readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N>
}

/** The host's end of one channel. */
export interface RpcServer {
  /** Sends an event. @throws TypedError `rpc.tooLarge` or `rpc.badOutput`: a defect of the host. */
  emit<N extends EventName>(name: N, data: EventData<N>): void
  /** Stops answering. Running calls end, their answers are dropped. Does not close the channel. */
  close(): void
}

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

/** Runs one call; parses its input and its output. */
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
