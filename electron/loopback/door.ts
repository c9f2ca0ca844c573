import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Clock } from '../host/sync/core/ports.ts'

/** How long a connection may take to show its key, milliseconds (security rule L3). */
export const KEY_DEADLINE_MS = 3000
/** The most connections that wait for their key; one more ends the one that has waited longest. */
export const MAX_WAITING = 8
/** The most bytes that a connection may send before its key is accepted, frame headers included. A key has 43. */
export const MAX_WAITING_BYTES = 4096
/** Close code for a refused key, such as one of an earlier run of the host. The page shows how to open a new window. */
export const CLOSE_KEY_REFUSED = 4401
/** How long a refused connection gets to answer the close frame, milliseconds. */
const CLOSE_GRACE_MS = 1000

/** What {@link createDoor} works with. */
export interface DoorOptions {
  readonly isKey: (key: string) => boolean
  readonly schedule: Clock['schedule']
  /** Called once for each connection whose first message is a session key. */
  readonly onAdmitted: (webSocket: WebSocket) => void
}

/** Admits WebSockets that show a session key. */
export interface Door {
  /** `socket` is the socket of the WebSocket. */
  admit(webSocket: WebSocket, socket: Duplex): void
}

/**
 * Any program on this computer can open a connection. Before it shows a key its cost is bounded: the number of waiting
 * connections, their time and their bytes are limited. A new connection ends the oldest waiting one instead of being
 * refused: a page shows its key at once, so programs that only wait cannot keep it out.
 */
export function createDoor({ isKey, schedule, onAdmitted }: DoorOptions): Door {
  const waiting = new Set<WebSocket>()

  function refuse(webSocket: WebSocket, code: number, reason: string): void {
    webSocket.close(code, reason)
    const cancel = schedule(CLOSE_GRACE_MS, () => webSocket.terminate())
    webSocket.once('close', cancel)
  }

  function makeRoom(): void {
    for (const oldest of waiting) {
      if (waiting.size < MAX_WAITING) return
      waiting.delete(oldest)
      oldest.terminate()
    }
  }

  function admit(webSocket: WebSocket, socket: Duplex): void {
    makeRoom()
    waiting.add(webSocket)
    let isDecided = false
    let received = 0
    const cancelDeadline = schedule(KEY_DEADLINE_MS, () => {
      if (decide()) refuse(webSocket, CLOSE_KEY_REFUSED, 'no key')
    })

    /**
     * @returns false when the connection was decided before. A refused connection counts as waiting until it is closed.
     */
    function decide(): boolean {
      if (isDecided) return false
      isDecided = true
      cancelDeadline()
      return true
    }

    /** Counts bytes before `ws` reads them: the limit of `ws` is per frame and made for admitted pages. */
    function count(chunk: Buffer): void {
      received += chunk.length
      if (received > MAX_WAITING_BYTES && decide()) refuse(webSocket, 1009, 'too much before the key')
      else if (received > 2 * MAX_WAITING_BYTES) webSocket.terminate()
    }

    socket.prependListener('data', count)
    // `ws` reports an error (such as a frame over the limit) and then `close`, which does the cleanup.
    webSocket.on('error', () => webSocket.terminate())
    webSocket.once('close', () => {
      waiting.delete(webSocket)
      decide()
    })
    webSocket.once('message', (data, isBinary) => {
      if (!decide()) return
      if (isBinary || !isKey(String(data))) {
        refuse(webSocket, CLOSE_KEY_REFUSED, 'key refused')
        return
      }
      socket.off('data', count)
      waiting.delete(webSocket)
      onAdmitted(webSocket)
    })
  }

  return { admit }
}
