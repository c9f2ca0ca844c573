import type { Channel } from '../../shared/rpc/channel.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import type { Connect } from './host-client.ts'

/** Where the key of this window is kept: for this tab only, over reloads, gone when it closes. */
const KEY_NAME = 'planner.sessionKey'
/** What the host closes with when the key is of another run of it. */
const CLOSE_KEY_REFUSED = 4401
const READY_MESSAGE = 'ready'
const LAUNCH = /^#launch=([\w-]+)$/

/** The parts of a window that are used. */
export interface LoopbackPage {
  readonly location: Pick<Location, 'origin' | 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState' | 'state'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  readonly openSocket: (address: string) => WebSocket
}

/**
 * Connects to the loopback shell (security rule L3): the launch token of the address, good once, becomes a session key,
 * which every connection shows in its first message.
 */
export function createLoopbackConnect(page: LoopbackPage): Connect {
  return async () => {
    const key = await sessionKey(page)
    const address = `${page.location.origin.replace(/^http/, 'ws')}/channel`
    return openChannel(page.openSocket(address), key, () => page.sessionStorage.removeItem(KEY_NAME))
  }
}

async function sessionKey(page: LoopbackPage): Promise<string> {
  const token = LAUNCH.exec(page.location.hash)?.[1]
  if (token !== undefined) {
    const response = await page.fetch('/session', { method: 'POST', body: token, credentials: 'omit' })
    // Whatever the answer, the token is used up; it must not stay in the address bar or the history.
    page.history.replaceState(page.history.state, '', page.location.pathname + page.location.search)
    if (response.ok) page.sessionStorage.setItem(KEY_NAME, keyOf(await response.json()))
    else if (response.status !== 401) {
      throw new TypedError('rpc.closed', messageRef('errors.rpc.badAnswer', { status: response.status }))
    }
  }
  const key = page.sessionStorage.getItem(KEY_NAME)
  if (key === null) throw token === undefined ? refused() : tokenRefused()
  return key
}

function keyOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'key' in answer && typeof answer.key === 'string') {
    return answer.key
  }
  throw new TypedError('rpc.badMessage', messageRef('errors.rpc.noKey'))
}

function refused(): TypedError<'rpc.refused'> {
  return new TypedError(
    'rpc.refused',
    'This window belongs to an earlier start of the planner. Start Depot Planner again to open a new window; what you saved is all there.',
  )
}

/** A launch address works once, and for a short time. */
function tokenRefused(): TypedError<'rpc.refused'> {
  return new TypedError('rpc.refused', messageRef('errors.rpc.launchUsed'))
}

function openChannel(socket: WebSocket, key: string, forgetKey: () => void): Promise<Channel> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => socket.send(key), { once: true })
    socket.addEventListener(
      'message',
      (event) => {
        if (event.data === READY_MESSAGE) resolve(channelOver(socket))
        else reject(new TypedError('rpc.badMessage', messageRef('errors.rpc.notPlanner')))
      },
      { once: true },
    )
    socket.addEventListener(
      'close',
      (event) => {
        if (event.code === CLOSE_KEY_REFUSED) {
          forgetKey()
          reject(refused())
        } else reject(new TypedError('rpc.closed', 'The planner’s background program does not answer.'))
      },
      { once: true },
    )
  })
}

function channelOver(socket: WebSocket): Channel {
  return {
    post(message) {
      if (socket.readyState === socket.OPEN) socket.send(message)
    },
    onMessage(listener) {
      const hear = (event: MessageEvent<unknown>): void => {
        if (typeof event.data === 'string') listener(event.data)
      }
      socket.addEventListener('message', hear)
      return () => socket.removeEventListener('message', hear)
    },
    onClose(listener) {
      if (socket.readyState === socket.CLOSED) {
        listener()
        return () => {}
      }
      const hear = (): void => listener()
      socket.addEventListener('close', hear, { once: true })
      return () => socket.removeEventListener('close', hear)
    },
    close: () => socket.close(1000),
  }
}
