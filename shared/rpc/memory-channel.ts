import { createListeners, type Listeners } from '../util/listeners.ts'
import type { Channel } from './channel.ts'
import { createCloseSignal } from './close-signal.ts'

/** Two channels joined in memory, for tests and for a host in the same process. */
export interface ChannelPair {
  readonly left: Channel
  readonly right: Channel
  /** Delivers every message posted so far, and those that are posted in response. */
  flush(): void
  /** Messages posted and not yet delivered. */
  waiting(): number
}

/**
 * Messages wait until {@link ChannelPair.flush}; with `isAutomatic` each is delivered in a later microtask. Closing
 * either end closes both and drops undelivered messages.
 */
export function createChannelPair(isAutomatic = false): ChannelPair {
  const queue: (() => void)[] = []
  const left = createListeners<[message: string]>()
  const right = createListeners<[message: string]>()
  const signal = createCloseSignal()

  function closeBoth(): void {
    queue.length = 0
    signal.close()
  }

  function deliverNext(): void {
    queue.shift()?.()
  }

  function channelOf(own: Listeners<[message: string]>, other: Listeners<[message: string]>): Channel {
    return {
      post(message) {
        if (!signal.isOpen()) return
        queue.push(() => other.tell(message))
        if (isAutomatic) void Promise.resolve().then(deliverNext)
      },
      onMessage: own.subscribe,
      onClose: signal.onClose,
      close: closeBoth,
    }
  }

  return {
    left: channelOf(left, right),
    right: channelOf(right, left),
    flush() {
      while (queue.length > 0) deliverNext()
    },
    waiting: () => queue.length,
  }
}
