import type { CustomFetch } from 'openid-client'
import { Agent, fetch } from 'undici'
import { type ConnectionOptions, connector } from '../catena/read-dispatcher.ts'

/** Requests to the authorization server. */
export interface AuthFetch {
  readonly fetch: CustomFetch
  close(): Promise<void>
}

/**
 * Reaches the authorization server as Catena is reached: by the same proxies, with the same certificates. Each request
 * has a connection of its own: one that was kept and has died since would cost a token that is given out once.
 */
export function createAuthFetch(options: ConnectionOptions): AuthFetch {
  const dispatcher = new Agent({ pipelining: 0, connect: connector(options) })
  return {
    fetch: async (url, { body, ...rest }) => {
      const answer = await fetch(url, { ...rest, body: body ?? null, dispatcher })
      return answer as unknown as Response // the same class of the same library; Node's types name its own copy of it
    },
    close: () => dispatcher.destroy(),
  }
}
