import * as openid from 'openid-client'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { Clock } from '../sync/core/ports.ts'
import { boundFetch } from './bounded-fetch.ts'
import type { Credential } from './credential.ts'
import {
  createTokenExchanges,
  type OnRotated,
  type TokenAnswer,
  type TokenExchanges,
} from './token-exchange.ts'

/** Which authorization server, and as which client. */
export interface ClientIdentity {
  readonly issuerUrl: string
  readonly clientId: string
  /** `null`: the public client. */
  readonly clientSecret: string | null
}

/** The tokens of one answer. */
export interface Tokens {
  readonly accessToken: string
  /** Seconds, counted from {@link arrivedAtMs}. */
  readonly expiresIn: number
  /** When the answer arrived, on the monotonic clock, milliseconds. */
  readonly arrivedAtMs: number
  /** `null` when the server keeps the old one in use. */
  readonly refreshToken: string | null
}

/** An authorization request that waits for the browser to come back. */
export interface PendingAuthorization {
  readonly url: URL
  /** Checks state, nonce, `iss` and the ID token. @throws errors that `authFailureOf` classifies */
  finish(callback: URL): Promise<{ readonly tokens: Tokens; readonly credential: Credential }>
}

/** The calls of the host to an authorization server. Every call may throw an error that `authFailureOf` classifies. */
export interface AuthorizationServer {
  begin(redirectUri: string, scope: string): Promise<PendingAuthorization>
  /**
   * @param subject the account that the tokens must be for @param onRotated gets the new refresh token before the
   * answer is checked, because the server has already dropped the old one
   */
  refresh(refreshToken: string, subject: string, onRotated: OnRotated): Promise<Tokens>
  clientCredentials(scope: string): Promise<Tokens>
  /** Ends the session the refresh token belongs to, or at least revokes the token. */
  end(refreshToken: string): Promise<void>
}

/** The assumed life of a token whose server does not tell it. */
const UNKNOWN_LIFETIME_S = 60

/** How far the times in an ID token may be from the server's own time, seconds. */
const ID_TOKEN_TOLERANCE_S = 30

/** How requests to the server are made. */
export interface ServerOptions {
  readonly fetch?: openid.CustomFetch
  /** For one request including its whole answer. */
  readonly timeoutSeconds: number
  readonly clock: Clock
  /** Gets the server's time with each answer, milliseconds since 1970. */
  readonly onServerDate?: (dateMs: number) => void
}

const plainFetch: openid.CustomFetch = (url, { body, ...rest }) =>
  fetch(url, { ...rest, body: (body ?? null) as NonNullable<RequestInit['body']> | null }) // two type libraries declare the body type

/** What the requests to one server share. */
interface ServerAccess {
  readonly identity: ClientIdentity
  readonly clock: Clock
  readonly send: openid.CustomFetch
  readonly exchanges: TokenExchanges
  readonly configuration: () => Promise<openid.Configuration>
}

/** Reads the server's metadata at the first call, and again until that has succeeded once. */
export function createAuthorizationServer(
  identity: ClientIdentity,
  options: ServerOptions,
): AuthorizationServer {
  const { clock, timeoutSeconds } = options
  const send = boundFetch(options.fetch ?? plainFetch, { clock, deadlineMs: timeoutSeconds * 1000 })
  const exchanges = createTokenExchanges(send, clock, options.onServerDate ?? (() => {}))
  const configuration = createDiscovery(identity, exchanges.fetch, timeoutSeconds)
  const access: ServerAccess = { identity, clock, send, exchanges, configuration }
  return {
    begin: (redirectUri, scope) => beginAuthorization(access, redirectUri, scope),
    refresh: (refreshToken, subject, onRotated) =>
      refreshTokens(access, { refreshToken, subject, onRotated }),
    async clientCredentials(scope) {
      const config = await configuration()
      const { result, answer } = await exchanges.run(() => openid.clientCredentialsGrant(config, { scope }))
      return tokensOf(result, answer)
    },
    async end(refreshToken) {
      const config = await configuration()
      if (await endSession(config, identity, refreshToken, send)) return
      await openid.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' })
    },
  }
}

/** Keeps the server's metadata once it has been read. */
function createDiscovery(
  identity: ClientIdentity,
  fetch: openid.CustomFetch,
  timeout: number,
): () => Promise<openid.Configuration> {
  let discovered: openid.Configuration | null = null
  return async () => {
    if (discovered !== null) return discovered
    const issuer = new URL(identity.issuerUrl)
    discovered = await openid.discovery(
      issuer,
      identity.clientId,
      // The library compares with this computer's clock; `checkTimes` compares with the server's instead.
      { [openid.clockTolerance]: Number.MAX_SAFE_INTEGER },
      identity.clientSecret === null ? openid.None() : openid.ClientSecretPost(identity.clientSecret),
      {
        timeout,
        // Plain http is allowed for this computer only (the sandbox).
        execute: isLoopback(issuer) ? [openid.allowInsecureRequests] : [],
        [openid.customFetch]: fetch,
      },
    )
    return discovered
  }
}

async function beginAuthorization(
  access: ServerAccess,
  redirectUri: string,
  scope: string,
): Promise<PendingAuthorization> {
  const config = await access.configuration()
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const expectedState = openid.randomState()
  const expectedNonce = openid.randomNonce()
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
  return {
    url,
    finish: async (callback) => {
      const request = () => openid.authorizationCodeGrant(config, callback, checks)
      const { result, answer } = await access.exchanges.run(request)
      const claims = result.claims()
      if (claims === undefined) throw new openid.ClientError('no ID token')
      checkTimes(claims, answer, access.clock)
      const tokens = tokensOf(result, answer)
      const { issuerUrl: issuer } = access.identity
      const { refreshToken } = tokens
      const displayName = displayNameIn(claims)
      return { tokens, credential: { mode: 'code', issuer, subject: claims.sub, displayName, refreshToken } }
    },
  }
}

function displayNameIn(claims: openid.IDToken): string | null {
  const name = claims.name ?? claims.preferred_username
  return typeof name === 'string' ? name : null
}

async function refreshTokens(
  { configuration, exchanges, clock }: ServerAccess,
  {
    refreshToken,
    subject,
    onRotated,
  }: { readonly refreshToken: string; readonly subject: string; readonly onRotated: OnRotated },
): Promise<Tokens> {
  const config = await configuration()
  const request = () => openid.refreshTokenGrant(config, refreshToken)
  const { result, answer } = await exchanges.run(request, onRotated)
  const claims = result.claims()
  if (claims !== undefined) {
    if (claims.sub !== subject) {
      throw new TypedError('auth.otherSubject', 'The tokens are of another account.')
    }
    checkTimes(claims, answer, clock)
  }
  return tokensOf(result, answer)
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url)
}

/** Plain http is accepted for this computer only. */
export function isLoopback(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}

/**
 * Posts the refresh token to the end-session address. Keycloak then ends the whole session and answers 204. @returns
 * false for another answer or no such address: the caller revokes the token instead
 */
async function endSession(
  config: openid.Configuration,
  identity: ClientIdentity,
  refreshToken: string,
  send: openid.CustomFetch,
): Promise<boolean> {
  const endpoint = config.serverMetadata().end_session_endpoint
  // openid-client does not use this address, so it does not check it.
  if (endpoint === undefined || !isSafe(new URL(endpoint))) return false
  const body = new URLSearchParams({ client_id: identity.clientId, refresh_token: refreshToken })
  const answer = await send(endpoint, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  return answer.status === 204
}

/**
 * Checks the times in an ID token against the server's time in the same answer, else against this computer's clock.
 * @throws TypedError `auth.idTokenTime`
 */
function checkTimes(claims: openid.IDToken, { dateMs }: TokenAnswer, clock: Clock): void {
  const nowS = (dateMs ?? clock.wallMs()) / 1000
  const notBeforeS = typeof claims.nbf === 'number' ? claims.nbf : Number.NEGATIVE_INFINITY
  if (claims.exp > nowS - ID_TOKEN_TOLERANCE_S && notBeforeS <= nowS + ID_TOKEN_TOLERANCE_S) return
  throw new TypedError('auth.idTokenTime', 'The ID token is not valid at this time.')
}

function tokensOf(result: openid.TokenEndpointResponse, { arrivedAtMs }: TokenAnswer): Tokens {
  return {
    accessToken: result.access_token,
    expiresIn: result.expires_in ?? UNKNOWN_LIFETIME_S,
    arrivedAtMs,
    refreshToken: result.refresh_token ?? null,
  }
}
