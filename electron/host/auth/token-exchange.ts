import { AsyncLocalStorage } from 'node:async_hooks'
import type { CustomFetch } from 'openid-client'
import { z } from 'zod'
import { parseHttpDate } from '../../catena/http-date.ts'
import type { Clock } from '../sync/core/ports.ts'

/** Times of a token answer, taken before the library checks it. */
export interface TokenAnswer {
  /** Arrival on the monotonic clock, milliseconds. The life of the token counts from here. */
  readonly arrivedAtMs: number
  /** The server's own time in its `Date`, milliseconds since 1970; `null` when there is none. */
  readonly dateMs: number | null
}

/** Gets a new refresh token as soon as it has arrived. The answer is checked after the returned promise resolves. */
export type OnRotated = (refreshToken: string) => Promise<void>

/** Runs token requests of the library and keeps the times of their answers. */
export interface TokenExchanges {
  /** For the library: every request to the authorization server goes through it. */
  readonly fetch: CustomFetch
  /** Runs one token request. @throws what `request` throws, and what `onRotated` throws */
  run<T>(
    request: () => Promise<T>,
    onRotated?: OnRotated,
  ): Promise<{ readonly result: T; readonly answer: TokenAnswer }>
}

interface Exchange {
  readonly onRotated: OnRotated | undefined
  answer: TokenAnswer | null
}

const tokenBody = z.object({ refresh_token: z.string().min(1) })

/** @param onServerDate gets the `Date` of every answer that does not come from a cache */
export function createTokenExchanges(
  send: CustomFetch,
  clock: Pick<Clock, 'monotonicMs'>,
  onServerDate: (dateMs: number) => void,
): TokenExchanges {
  const current = new AsyncLocalStorage<Exchange>()
  return {
    fetch: async (url, init) => {
      const response = await send(url, init)
      const dateMs = parseHttpDate(response.headers.get('date') ?? '')
      if (dateMs !== null && !response.headers.has('age')) onServerDate(dateMs)
      const exchange = current.getStore()
      if (exchange === undefined) return response
      exchange.answer = { arrivedAtMs: clock.monotonicMs(), dateMs }
      const rotated = exchange.onRotated === undefined ? null : await refreshTokenOf(response)
      if (rotated !== null) await exchange.onRotated?.(rotated)
      return response
    },
    async run(request, onRotated) {
      const exchange: Exchange = { onRotated, answer: null }
      const result = await current.run(exchange, request)
      return { result, answer: exchange.answer ?? { arrivedAtMs: clock.monotonicMs(), dateMs: null } }
    },
  }
}

async function refreshTokenOf(response: Response): Promise<string | null> {
  if (response.status !== 200) return null
  const text = await response.clone().text()
  const parsed = tokenBody.safeParse(parseJson(text))
  return parsed.success ? parsed.data.refresh_token : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // it has no token; the library reports an answer that does not parse
  }
}
