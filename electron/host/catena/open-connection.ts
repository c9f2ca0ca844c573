import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { messageRef } from '../../../shared/text/stored-text.ts'
import type { NetworkTrouble } from '../sync/core/ports.ts'
import type { BaseUrl } from './base-url.ts'
import { type NetworkReason, networkReason } from './network-reason.ts'
import type { HttpProxy } from './proxy-settings.ts'

/** How a connection is opened. */
export interface ConnectionOptions {
  readonly base: BaseUrl
  readonly proxy: HttpProxy | null
  /** Certificates to trust instead of the system's, for tests. */
  readonly ca?: string
  readonly deadlineMs: number
}

/** A fresh connection, ready for its first byte, or why there is none. */
export type OpenedConnection = { readonly kind: 'open'; readonly socket: net.Socket } | ConnectionTrouble

/** Why no connection could be opened. */
export interface ConnectionTrouble {
  readonly kind: 'unsent'
  /** `proxySignIn`: the network asks for a sign-in first. */
  readonly trouble: NetworkReason['kind'] | 'timeout' | 'proxySignIn' | 'proxyRefusal'
  readonly reason: string
  readonly cause: unknown
}

/** The network status for each kind of trouble. */
const TROUBLES: Readonly<Record<ConnectionTrouble['trouble'], NetworkTrouble>> = {
  offline: 'offline',
  timeout: 'offline',
  certificate: 'untrusted',
  proxySignIn: 'portal',
  proxyRefusal: 'unreachable',
  other: 'unreachable',
}

/** The network status after a connection could not be opened. */
export function networkTroubleOf({ trouble }: Pick<ConnectionTrouble, 'trouble'>): NetworkTrouble {
  return TROUBLES[trouble]
}

/**
 * Opens a connection to Catena: TCP or CONNECT at a proxy, then TLS with a checked certificate. Resolves before the
 * first byte of a request is written: a failure here proves that the request was not sent.
 */
export async function openConnection(options: ConnectionOptions): Promise<OpenedConnection> {
  const abort = new AbortController()
  const opening: { socket: net.Socket | null } = { socket: null }
  const timer = setTimeout(() => abort.abort(), options.deadlineMs)
  try {
    const tunnel = options.proxy === null ? null : await connectProxy(options.proxy, options, abort.signal)
    opening.socket = connectTarget(options, tunnel)
    await untilReady(opening.socket, options.base.isSecure, tunnel !== null, abort.signal)
    return { kind: 'open', socket: opening.socket }
  } catch (error) {
    opening.socket?.on('error', ignoreLateError).destroy()
    return troubleOf(error, abort.signal.aborted)
  } finally {
    clearTimeout(timer)
  }
}

function troubleOf(cause: unknown, isLate: boolean): ConnectionTrouble {
  if (isLate)
    return { kind: 'unsent', trouble: 'timeout', reason: messageRef('errors.network.noConnection'), cause }
  if (cause instanceof ProxyRefusal) {
    const trouble = cause.status === 407 ? 'proxySignIn' : 'proxyRefusal'
    return { kind: 'unsent', trouble, reason: cause.message, cause }
  }
  const { kind, text } = networkReason(cause)
  return { kind: 'unsent', trouble: kind, reason: text, cause }
}

/** A proxy answered CONNECT with another status than 2xx. */
class ProxyRefusal extends Error {
  readonly status: number
  constructor(status: number) {
    super(
      status === 407
        ? messageRef('errors.network.proxySignIn')
        : messageRef('errors.network.proxyRefused', { status }),
    )
    this.name = 'ProxyRefusal'
    this.status = status
  }
}

function connectTarget(options: ConnectionOptions, tunnel: net.Socket | null): net.Socket {
  const { base, ca } = options
  if (!base.isSecure) return tunnel ?? net.connect({ host: base.hostname, port: base.port, noDelay: true })
  return tls.connect({
    host: base.hostname,
    port: base.port,
    ALPNProtocols: ['http/1.1'],
    ...(net.isIP(base.hostname) === 0 ? { servername: base.hostname } : {}),
    ...(tunnel === null ? {} : { socket: tunnel }),
    ...(ca === undefined ? {} : { ca }),
  })
}

function untilReady(
  socket: net.Socket,
  isSecure: boolean,
  isTunnel: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (!isSecure && isTunnel) return Promise.resolve() // the proxy has said that it is connected
  return new Promise((resolve, reject) => {
    function finish(act: () => void): void {
      socket.off('error', failed).off('close', closed).off(ready, connected)
      signal.removeEventListener('abort', aborted)
      act()
    }
    const ready = isSecure ? 'secureConnect' : 'connect'
    const connected = () => finish(resolve)
    const failed = (error: Error) => finish(() => reject(error))
    const closed = () => finish(() => reject(new Error('the connection was closed while it was made')))
    const aborted = () => finish(() => reject(new Error('no connection in time')))
    socket.on('error', failed).on('close', closed).on(ready, connected)
    signal.addEventListener('abort', aborted)
    if (signal.aborted) aborted()
  })
}

/** A tunnel through the proxy to Catena's host. */
function connectProxy(
  proxy: HttpProxy,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<net.Socket> {
  const { base, ca } = options
  const host = base.hostname.includes(':') ? `[${base.hostname}]` : base.hostname
  const target = `${host}:${base.port}`
  return new Promise((resolve, reject) => {
    const request = (proxy.isSecure ? https : http).request({
      method: 'CONNECT',
      host: proxy.hostname,
      port: proxy.port,
      path: target,
      agent: false,
      signal,
      headers: {
        host: target,
        ...(proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization }),
      },
      ...(ca === undefined ? {} : { ca }),
    })
    request.on('connect', (response, socket, head) => {
      const status = response.statusCode ?? 0
      if (status < 200 || status > 299) {
        socket.on('error', ignoreLateError).destroy()
        reject(new ProxyRefusal(status))
        return
      }
      if (head.length > 0) socket.unshift(head)
      resolve(socket as net.Socket)
    })
    // Node reports every answer to a CONNECT as `connect`. This guards against a change of that.
    request.on('response', (response) => {
      response.destroy()
      reject(new ProxyRefusal(response.statusCode ?? 0))
    })
    request.on('error', reject)
    request.on('close', () => reject(new Error('the proxy closed the connection')))
    request.end()
  })
}

/** The outcome of the connection is already reported, so later errors of it are ignored. */
function ignoreLateError(): void {}
