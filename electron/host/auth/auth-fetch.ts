import type { CustomFetch } from 'openid-client'
import { Agent, fetch } from 'undici'
import { type ConnectionOptions, connector } from '../catena/read-dispatcher.ts'

/** Requests to the authorization server. */
export interface AuthFetch {
  readonly fetch: CustomFetch
  close(): Promise<void>
}

/**
 * Reaches the authorization server through the same proxies and with the same certificates as Catena. Each request has
 * its own connection: a request on a kept connection that died could lose a token that the server gives out once.
 */
export function createAuthFetch(options: ConnectionOptions): AuthFetch {
  const dispatcher = new Agent({ pipelining: 0, connect: connector(options) })
  return {
    fetch: async (url, { body, ...rest }) => {
      const answer = await fetch(url, { ...rest, body: body ?? null, dispatcher })
      return answer as unknown as Response // the same class, which Node's types declare a second time
    },
    close: () => dispatcher.destroy(),
  }
}
