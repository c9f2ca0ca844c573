import type { Channel } from './channel.ts'

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
  const left = createEnd()
  const right = createEnd()

  function createEnd() {
    return {
      messageListeners: new Set<(message: string) => void>(),
      closeListeners: new Set<() => void>(),
    }
  }

  let isOpen = true
  function closeBoth(): void {
    if (!isOpen) return
    isOpen = false
    queue.length = 0
    for (const end of [left, right]) {
      const listeners = [...end.closeListeners]
      end.closeListeners.clear()
      for (const listener of listeners) listener()
    }
  }

  function deliverNext(): void {
    queue.shift()?.()
  }

  function channelOf(own: ReturnType<typeof createEnd>, other: ReturnType<typeof createEnd>): Channel {
    return {
      post(message) {
        if (!isOpen) return
        queue.push(() => {
          for (const listener of [...other.messageListeners]) listener(message)
        })
        if (isAutomatic) void Promise.resolve().then(deliverNext)
      },
      onMessage(listener) {
        own.messageListeners.add(listener)
        return () => {
          own.messageListeners.delete(listener)
        }
      },
      onClose(listener) {
        if (!isOpen) {
          listener()
          return () => {}
        }
        own.closeListeners.add(listener)
        return () => {
          own.closeListeners.delete(listener)
        }
      },
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
