import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Channel, MAX_MESSAGE_LENGTH } from '../../shared/rpc/channel.ts'
import { createListeners } from '../../shared/util/listeners.ts'
import type { Clock } from '../host/sync/core/ports.ts'
import { createDoor } from './door.ts'
import type { Sessions } from './sessions.ts'

/** The limit of messages per second of one page (L4). */
const MESSAGES_PER_SECOND = 50
/** Messages that may come at once before that limit applies: a page loads all its data at the start. */
const MESSAGE_BURST = 200
/** A connection that sends nothing, not even a pong, for this long is closed. */
const PING_EVERY_MS = 20_000
/** The host's answer to a valid key; all further messages are RPC. */
export const READY_MESSAGE = 'ready'

/** What {@link createChannelServer} works with. */
export interface ChannelServerOptions {
  readonly sessions: Sessions
  readonly schedule: Clock['schedule']
  /** Called once for each page, after its key was accepted. */
  readonly onChannel: (channel: Channel) => void
}

/** Accepts WebSockets. Each that shows a session key becomes a {@link Channel}. */
export interface ChannelServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Closes every connection. */
  close(): void
}

/** Nothing is connected until `upgrade`. */
export function createChannelServer(options: ChannelServerOptions): ChannelServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_LENGTH,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const door = createDoor({
    isKey: options.sessions.isSessionKey,
    schedule: options.schedule,
    onAdmitted(webSocket) {
      const channel = channelOver(webSocket)
      options.onChannel(channel)
      channel.post(READY_MESSAGE)
    },
  })
  return {
    upgrade(request, socket, head) {
      // Synchronous: no data can come from the socket before the door listens.
      server.handleUpgrade(request, socket, head, (webSocket) => door.admit(webSocket, socket))
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function channelOver(webSocket: WebSocket): Channel {
  const messageListeners = createListeners<[message: string]>()
  const stopPinging = keepAlive(webSocket)
  const stopLimiting = limitRate(webSocket)
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) {
      webSocket.close(1003, 'text only')
      return
    }
    messageListeners.tell(String(data))
  })
  webSocket.once('close', () => {
    stopPinging()
    stopLimiting()
  })
  return {
    post(message) {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(message)
    },
    onMessage: messageListeners.subscribe,
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
 * Reads no faster than the limit. The full socket of a page that sends more slows it down, and nothing is lost. Closing
 * the connection instead would make a page with a large import reconnect and start again.
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
