import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Channel, MAX_MESSAGE_LENGTH } from '../../shared/rpc/channel.ts'
import type { Sessions } from './sessions.ts'

/** A page that has not shown its key by then is not ours (L3). */
const KEY_DEADLINE_MS = 3000
/** Sustained messages per second of one page (L4). */
const MESSAGES_PER_SECOND = 50
/** What may come at once before the sustained limit counts: a page that starts asks for everything it shows. */
const MESSAGE_BURST = 200
/** A connection that says nothing, not even a pong, for this long is gone: a computer that slept, say. */
const PING_EVERY_MS = 20_000
/** Close code for a key of another run of the host. The page shows how to open a new window. */
export const CLOSE_KEY_REFUSED = 4401
/** What the host answers to a good key; everything after it is RPC. */
export const READY_MESSAGE = 'ready'

/** Accepts WebSockets and hands over each that has shown a session key, as a {@link Channel}. */
export interface ChannelServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Closes every connection. */
  close(): void
}

/** `onChannel` is called once per page, after its key was found good. */
export function createChannelServer(
  sessions: Sessions,
  onChannel: (channel: Channel) => void,
): ChannelServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_LENGTH,
    perMessageDeflate: false,
    clientTracking: true,
  })
  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => admit(webSocket, sessions, onChannel))
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function admit(webSocket: WebSocket, sessions: Sessions, onChannel: (channel: Channel) => void): void {
  const late = setTimeout(() => webSocket.close(CLOSE_KEY_REFUSED, 'no key'), KEY_DEADLINE_MS)
  // ws closes the connection after any error (a frame over the limit, say); `close` then says it to everyone.
  webSocket.on('error', () => webSocket.terminate())
  webSocket.once('close', () => clearTimeout(late))
  webSocket.once('message', (data, isBinary) => {
    clearTimeout(late)
    if (isBinary || !sessions.isSessionKey(String(data))) {
      webSocket.close(CLOSE_KEY_REFUSED, 'key refused')
      return
    }
    const channel = channelOver(webSocket)
    onChannel(channel)
    channel.post(READY_MESSAGE)
  })
}

function channelOver(webSocket: WebSocket): Channel {
  const messageListeners = new Set<(message: string) => void>()
  const stopPinging = keepAlive(webSocket)
  const stopLimiting = limitRate(webSocket)
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) {
      webSocket.close(1003, 'text only')
      return
    }
    const message = String(data)
    for (const listener of [...messageListeners]) listener(message)
  })
  webSocket.once('close', () => {
    stopPinging()
    stopLimiting()
  })
  return {
    post(message) {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(message)
    },
    onMessage(listener) {
      messageListeners.add(listener)
      return () => {
        messageListeners.delete(listener)
      }
    },
    onClose(listener) {
      if (webSocket.readyState === webSocket.CLOSED) {
        listener()
        return () => {}
      }
      const once = (): void => listener()
      webSocket.once('close', once)
      return () => {
        webSocket.off('close', once)
      }
    },
    close: () => webSocket.close(1000),
  }
}

function keepAlive(webSocket: WebSocket): () => void {
  let isAlive = true
  webSocket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (!isAlive) {
      webSocket.terminate()
      return
    }
    isAlive = false
    webSocket.ping()
  }, PING_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * Reads no faster than the limit: a page that sends more is slowed down by its own full socket, which costs nothing and
 * loses nothing. Cutting it off would make an honest page with a large import reconnect and begin anew.
 */
function limitRate(webSocket: WebSocket): () => void {
  let allowance = MESSAGE_BURST
  const timer = setInterval(() => {
    allowance = Math.min(MESSAGE_BURST, allowance + MESSAGES_PER_SECOND / 10)
    if (allowance >= 1 && webSocket.isPaused) webSocket.resume()
  }, 100)
  timer.unref()
  webSocket.on('message', () => {
    allowance--
    if (allowance < 1) webSocket.pause()
  })
  return () => clearInterval(timer)
}
