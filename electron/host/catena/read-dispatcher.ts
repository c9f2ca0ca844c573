import { Agent, type Dispatcher } from 'undici'
import { parseBaseUrl } from './base-url.ts'
import { type ConnectionTrouble, openConnection } from './open-connection.ts'
import { type ProxyEnvironment, proxyFor } from './proxy-settings.ts'

/** Reads may share connections; a few are enough, and Catena's rate limit is per account anyway. */
export const MAX_CONNECTIONS = 4
const CONNECT_MS = 15_000

/** A connection for a read could not be opened; `trouble` says why. */
export class ConnectionError extends Error {
  readonly trouble: ConnectionTrouble['trouble']
  constructor(found: ConnectionTrouble) {
    super(found.reason, { cause: found.cause })
    this.name = 'ConnectionError'
    this.trouble = found.trouble
  }
}

/** How {@link createReadDispatcher} reaches Catena. */
export interface ReadDispatcherOptions {
  readonly apiUrl: string
  readonly env: ProxyEnvironment
  /** Certificates to trust instead of the system's, for tests. */
  readonly ca?: string
}

/**
 * Pooled connections for reads, opened as the writes' are: the same proxies, the same certificates. The caller closes it.
 * @throws TypedError `catena.badAddress` when `apiUrl` cannot be used.
 */
export function createReadDispatcher(options: ReadDispatcherOptions): Dispatcher {
  const base = parseBaseUrl(options.apiUrl)
  const proxy = proxyFor(base, options.env)
  const trust = options.ca === undefined ? {} : { ca: options.ca }
  return new Agent({
    connections: MAX_CONNECTIONS,
    connect: (_target, callback) => {
      void openConnection({ base, proxy, deadlineMs: CONNECT_MS, ...trust }).then((opened) => {
        if (opened.kind === 'open') callback(null, opened.socket)
        else callback(new ConnectionError(opened), null)
      })
    },
  })
}
