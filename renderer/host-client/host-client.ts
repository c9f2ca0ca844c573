import type { Channel } from '../../shared/rpc/channel.ts'
import type { EventData, EventName } from '../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../shared/rpc/host-client.ts'
import { closedError, createRpcClient, type RpcClient } from '../../shared/rpc/rpc-client.ts'
import type { ReportFault } from '../../shared/rpc/rpc-message.ts'
import { createListeners } from '../../shared/util/listeners.ts'
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

/**
 * The host as the page sees it. It connects by itself, again and again; subscriptions outlive a reconnection. A call that is made
 * while the first connection is opened waits for it. Later ones reject at once with `rpc.closed` while the host channel is closed,
 * and with `rpc.refused` when the page has to be opened anew.
 */
export function createHostClient(parts: HostClientParts): HostConnection {
  const subscriptions = createSubscriptions()
  const channel = openHostChannel(parts, subscriptions.subscribeAll)
  return {
    async call(name, input) {
      if (channel.state() === 'connecting') await channel.currentTry()
      const client = channel.client()
      if (client !== null) return client.call(name, input)
      throw channel.refusal() ?? closedError()
    },
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void) {
      return subscriptions.add((client) => client.on(name, listener), channel.client())
    },
    hostChannel: channel.state,
    onHostChannel: channel.onState,
    close: channel.close,
  }
}

type Subscription = (client: RpcClient) => () => void

/** The subscriptions of one page, made anew on each connection. */
function createSubscriptions() {
  const ends = new Map<Subscription, () => void>()
  return {
    /** @param client the connection that is open now, if any. @returns a function that ends the subscription. */
    add(subscribe: Subscription, client: RpcClient | null): () => void {
      ends.set(subscribe, client === null ? () => undefined : subscribe(client))
      return () => {
        ends.get(subscribe)?.()
        ends.delete(subscribe)
      }
    },
    subscribeAll(client: RpcClient): void {
      for (const subscribe of ends.keys()) ends.set(subscribe, subscribe(client))
    },
  }
}

/** The host channel of one page, opened again and again until it is closed or refused. */
interface PageHostChannel {
  state(): HostChannelState
  onState(listener: (state: HostChannelState) => void): () => void
  /** `null` while the channel is not open. */
  client(): RpcClient | null
  /** Why the page will never be let in; `null` while that is not known. */
  refusal(): unknown
  /** Resolves when the try that runs has ended, whatever it came to. */
  currentTry(): Promise<void>
  close(): void
}

/** @param onOpen called with each new connection, before `open` is shown. */
function openHostChannel(parts: HostClientParts, onOpen: (client: RpcClient) => void): PageHostChannel {
  const listeners = createListeners<[state: HostChannelState]>()
  let state: HostChannelState = 'connecting'
  let open: { readonly client: RpcClient; readonly channel: Channel } | null = null
  let refusal: unknown = null
  let isEnded = false
  let waitMs = RETRY_FIRST_MS
  let cancelRetry: (() => void) | null = null
  let currentTry: Promise<void> = tryOnce()

  async function tryOnce(): Promise<void> {
    try {
      const channel = await parts.connect()
      if (isEnded) channel.close()
      else begin(channel)
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
  function begin(channel: Channel): void {
    const client = createRpcClient(channel, parts.reportFault)
    open = { client, channel }
    onOpen(client)
    waitMs = RETRY_FIRST_MS
    setState('open')
    channel.onClose(() => {
      client.close()
      open = null
      if (!isEnded) tryLater()
      setState('closed')
    })
  }
  function tryLater(): void {
    cancelRetry = parts.schedule(waitMs, () => {
      currentTry = tryOnce()
    })
    waitMs = Math.min(RETRY_LONGEST_MS, waitMs * 2)
  }
  function setState(next: HostChannelState): void {
    if (state === next) return
    state = next
    listeners.tell(next)
  }
  return {
    state: () => state,
    onState: listeners.subscribe,
    client: () => open?.client ?? null,
    refusal: () => refusal,
    currentTry: () => currentTry,
    close() {
      isEnded = true
      cancelRetry?.()
      open?.channel.close()
      setState('closed')
    },
  }
}
