import { createListeners } from '../util/listeners.ts'
import type { Channel } from './channel.ts'

/** Whether a channel is open, and who is told when it closes. */
export interface CloseSignal {
  readonly isOpen: () => boolean
  readonly onClose: Channel['onClose']
  /** Closes it and calls each listener once. A second call does nothing. */
  readonly close: () => void
}

/** Starts open. */
export function createCloseSignal(): CloseSignal {
  const listeners = createListeners()
  let isOpen = true
  return {
    isOpen: () => isOpen,
    onClose(listener) {
      if (isOpen) return listeners.subscribe(listener)
      listener()
      return () => undefined
    },
    close() {
      if (!isOpen) return
      isOpen = false
      listeners.tell()
      listeners.clear()
    },
  }
}
