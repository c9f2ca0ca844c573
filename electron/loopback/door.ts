import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Clock } from '../host/sync/core/ports.ts'

/** A page that has not shown its key by then is not ours, milliseconds (security rule L3). */
export const KEY_DEADLINE_MS = 3000
/** Connections that may wait for their key at a time; one more ends the one that has waited longest. */
export const MAX_WAITING = 8
/** What a connection may send before its key is found good, bytes, frame headers included. A key has 43. */
export const MAX_WAITING_BYTES = 4096
/** Close code for a key of another run of the host. The page shows how to open a new window. */
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

/** Where WebSockets wait until they have shown a session key. */
export interface Door {
  /** `socket` is what lies under the WebSocket. */
  admit(webSocket: WebSocket, socket: Duplex): void
}

/**
 * Any program on this computer can open a connection. Until it shows a key it costs little: few wait at a time, for a
 * short time, and send little. A newcomer ends the oldest and is not refused itself: an honest page shows its key at
 * once, so programs that only wait cannot keep it out.
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

    /** @returns false when it was decided before. A refused connection still counts as waiting until it is closed. */
    function decide(): boolean {
      if (isDecided) return false
      isDecided = true
      cancelDeadline()
      return true
    }

    /** Before `ws` looks at the bytes: its own limit counts a frame, and is that of an admitted page. */
    function count(chunk: Buffer): void {
      received += chunk.length
      if (received > MAX_WAITING_BYTES && decide()) refuse(webSocket, 1009, 'too much before the key')
      else if (received > 2 * MAX_WAITING_BYTES) webSocket.terminate()
    }

    socket.prependListener('data', count)
    // `ws` closes the connection after any error (a frame over the limit, say); `close` then says it to everyone.
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
