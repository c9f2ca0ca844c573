import { Agent, type buildConnector, type Dispatcher } from 'undici'
import { type BaseUrl, parseBaseUrl } from './base-url.ts'
import { type ConnectionTrouble, openConnection } from './open-connection.ts'
import { type ProxyEnvironment, proxyFor } from './proxy-settings.ts'

/** The most pooled connections for reads. Catena's rate limit is per account, so more would not help. */
export const MAX_CONNECTIONS = 4
const CONNECT_MS = 15_000

/** A connection could not be opened; `trouble` says why. */
export class ConnectionError extends Error {
  readonly trouble: ConnectionTrouble['trouble']
  constructor(found: ConnectionTrouble) {
    super(found.reason, { cause: found.cause })
    this.name = 'ConnectionError'
    this.trouble = found.trouble
  }
}

/** How connections are opened. */
export interface ConnectionOptions {
  readonly env: ProxyEnvironment
  /** Certificates to trust instead of the system's, for tests. */
  readonly ca?: string
}

/** How {@link createReadDispatcher} reaches Catena. */
export interface ReadDispatcherOptions extends ConnectionOptions {
  readonly apiUrl: string
}

/**
 * Pooled connections for reads, opened in the same way as those for writes: same proxies, same certificates. The caller
 * closes it.
 * @throws TypedError `catena.badAddress` when `apiUrl` cannot be used.
 */
export function createReadDispatcher(options: ReadDispatcherOptions): Dispatcher {
  parseBaseUrl(options.apiUrl)
  return new Agent({ connections: MAX_CONNECTIONS, connect: connector(options) })
}

/** Opens connections for undici. They fail with a {@link ConnectionError}. */
export function connector(options: ConnectionOptions): buildConnector.connector {
  const trust = options.ca === undefined ? {} : { ca: options.ca }
  return (target, callback) => {
    const base = baseOf(target)
    const proxy = proxyFor(base, options.env)
    void openConnection({ base, proxy, deadlineMs: CONNECT_MS, ...trust }).then((opened) => {
      if (opened.kind === 'open') callback(null, opened.socket)
      else callback(new ConnectionError(opened), null)
    })
  }
}

function baseOf({ protocol, hostname, port }: buildConnector.Options): BaseUrl {
  const isSecure = protocol === 'https:'
  return {
    origin: new URL(`${protocol}//${hostname}:${port}`).origin,
    isSecure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 443 : 80),
    pathPrefix: '',
  }
}
