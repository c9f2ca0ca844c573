import type { CustomFetch } from 'openid-client'

export const ISSUER = 'https://issuer.test/realms/depot'
export const CLIENT = 'depot-planner'
export const SUBJECT = 'ana.moreno'
/** The issuer's time, milliseconds since 1970. */
export const ISSUER_NOW_MS = Date.UTC(2026, 10, 24, 6)

/** An authorization server in memory, whose token answers the test writes. */
export interface ScriptedIssuer {
  readonly fetch: CustomFetch
  /** The refresh tokens that it was shown, in order. */
  readonly shown: string[]
  /** The addresses that it was asked at, without its configuration. */
  readonly asked: string[]
  /** The next token answers; after them it answers well again. */
  readonly next: (() => Response)[]
}

/** Gives out `refresh-1`, `refresh-2` … when it is asked for tokens. @param endpoints more of its configuration */
export function createScriptedIssuer(endpoints: Readonly<Record<string, string>> = {}): ScriptedIssuer {
  const shown: string[] = []
  const asked: string[] = []
  const next: (() => Response)[] = []
  return {
    shown,
    asked,
    next,
    fetch: async (url, { body }) => {
      if (url.endsWith('/.well-known/openid-configuration')) {
        return jsonAnswer({ issuer: ISSUER, token_endpoint: `${ISSUER}/token`, ...endpoints })
      }
      asked.push(url)
      shown.push(new URLSearchParams(String(body)).get('refresh_token') ?? '')
      return next.shift()?.() ?? tokenAnswer(`refresh-${shown.length}`)
    },
  }
}

/** @param date its `Date`; `null` leaves it out */
export function jsonAnswer(
  body: unknown,
  { status = 200, date = new Date(ISSUER_NOW_MS).toUTCString() as string | null, headers = {} } = {},
): Response {
  const all = { 'content-type': 'application/json', ...(date === null ? {} : { date }), ...headers }
  return new Response(JSON.stringify(body), { status, headers: all })
}

/** A token answer as Keycloak gives it. @param claims in place of the right ones */
export function tokenAnswer(
  refreshToken: string,
  claims: Readonly<Record<string, unknown>> = {},
  options: Parameters<typeof jsonAnswer>[1] = {},
): Response {
  const nowS = ISSUER_NOW_MS / 1000
  const right = { iss: ISSUER, aud: CLIENT, sub: SUBJECT, iat: nowS, exp: nowS + 300 }
  const body = {
    access_token: `access of ${refreshToken}`,
    token_type: 'Bearer',
    expires_in: 300,
    refresh_token: refreshToken,
    id_token: [{ alg: 'RS256' }, { ...right, ...claims }].map(encode).concat('c2lnbmF0dXJl').join('.'),
  }
  return jsonAnswer(body, options)
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
