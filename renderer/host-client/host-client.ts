import type { Channel } from '../../shared/rpc/channel.ts'
import type { EventData, EventName } from '../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../shared/rpc/host-client.ts'
import { closedError, createRpcClient, type RpcClient } from '../../shared/rpc/rpc-client.ts'
import type { ReportFault } from '../../shared/rpc/rpc-message.ts'
import { TypedError } from '../../shared/util/typed-error.ts'

/** First and longest wait between two tries to reach the host. It is on this computer, so trying is cheap. */
const RETRY_FIRST_MS = 200
const RETRY_LONGEST_MS = 2000

/**
 * Opens a host channel to the host. Rejects with `rpc.refused` when this page will never be let in (its key belongs to an
 * earlier start of the host), and with anything else when it is worth another try.
 */
export type Connect = () => Promise<Channel>

/** What {@link createHostClient} is made of. */
export interface HostClientParts {
  readonly connect: Connect
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
  readonly reportFault: ReportFault
}

/** A {@link HostClient} with its end. */
export interface HostConnection extends HostClient {
  /** Ends the connection and its tries. */
  close(): void
}

type Subscription = (client: RpcClient) => () => void

/**
 * The host as the page sees it. It connects by itself, again and again; subscriptions outlive a reconnection. A call
 * made while the first connection is being made waits for it; later ones reject at once with `rpc.closed` while the
 * pipe is down, and with `rpc.refused` when the page has to be opened anew.
 */
export function createHostClient(parts: HostClientParts): HostConnection {
  const hostChannelListeners = new Set<(state: HostChannelState) => void>()
  const subscriptions = new Map<Subscription, () => void>()
  let state: HostChannelState = 'connecting'
  let client: RpcClient | null = null
  let channel: Channel | null = null
  let refusal: unknown = null
  let isEnded = false
  let waitMs = RETRY_FIRST_MS
  let cancelRetry: (() => void) | null = null
  let firstTry: Promise<void> = tryOnce()

  async function tryOnce(): Promise<void> {
    try {
      const opened = await parts.connect()
      if (isEnded) opened.close()
      else begin(opened)
    } catch (error) {
      if (error instanceof TypedError && error.code === 'rpc.refused') {
        refusal = error
        setState('refused')
        return
      }
      tryLater()
      setState('closed')
    }
  }

  function begin(opened: Channel): void {
    channel = opened
    client = createRpcClient(opened, parts.reportFault)
    for (const subscribe of subscriptions.keys()) subscriptions.set(subscribe, subscribe(client))
    waitMs = RETRY_FIRST_MS
    setState('open')
    opened.onClose(() => {
      client?.close()
      client = null
      channel = null
      if (!isEnded) tryLater()
      setState('closed')
    })
  }

  function tryLater(): void {
    cancelRetry = parts.schedule(waitMs, () => {
      firstTry = tryOnce()
    })
    waitMs = Math.min(RETRY_LONGEST_MS, waitMs * 2)
  }

  function setState(next: HostChannelState): void {
    if (state === next) return
    state = next
    for (const listener of [...hostChannelListeners]) listener(next)
  }

  return {
    async call(name, input) {
      if (state === 'connecting') await firstTry
      if (client !== null) return client.call(name, input)
      throw refusal ?? closedError()
    },
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void) {
      const subscribe: Subscription = (rpc) => rpc.on(name, listener)
      subscriptions.set(subscribe, client === null ? () => {} : subscribe(client))
      return () => {
        subscriptions.get(subscribe)?.()
        subscriptions.delete(subscribe)
      }
    },
    hostChannel: () => state,
    onHostChannel(listener) {
      hostChannelListeners.add(listener)
      return () => {
        hostChannelListeners.delete(listener)
      }
    },
    close() {
      isEnded = true
      cancelRetry?.()
      channel?.close()
      setState('closed')
    },
  }
}
