import * as openid from 'openid-client'
import type { Credential } from './credential.ts'

/** Which authorization server, and as which client. */
export interface ClientIdentity {
  readonly issuerUrl: string
  readonly clientId: string
  /** `null`: the public client. */
  readonly clientSecret: string | null
}

/** What came out of a token request. */
export interface Tokens {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
  /** `null` when the server keeps the old one in use. */
  readonly refreshToken: string | null
}

/** An authorization request that waits for its answer. */
export interface PendingAuthorization {
  readonly url: URL
  /** Checks state, nonce, `iss` and the ID token. @throws whatever `authFailureOf` can tell apart */
  finish(callback: URL): Promise<{ readonly tokens: Tokens; readonly credential: Credential }>
}

/** The authorization server as the host uses it. Every call may throw what `authFailureOf` can tell apart. */
export interface AuthorizationServer {
  begin(redirectUri: string, scope: string): Promise<PendingAuthorization>
  refresh(refreshToken: string): Promise<Tokens>
  clientCredentials(scope: string): Promise<Tokens>
  /** Ends the session the refresh token belongs to, or at least revokes the token. */
  end(refreshToken: string): Promise<void>
}

/** When a server does not say how long a token lasts, this is asked again soon rather than believed for long. */
const UNKNOWN_LIFETIME_S = 60

/** Discovery happens at the first call, and again until it has worked once. */
export function createAuthorizationServer(
  identity: ClientIdentity,
  options: { readonly fetch?: openid.CustomFetch; readonly timeoutSeconds: number },
): AuthorizationServer {
  let discovered: openid.Configuration | null = null

  async function configuration(): Promise<openid.Configuration> {
    if (discovered !== null) return discovered
    const issuer = new URL(identity.issuerUrl)
    discovered = await openid.discovery(
      issuer,
      identity.clientId,
      undefined,
      identity.clientSecret === null ? openid.None() : openid.ClientSecretPost(identity.clientSecret),
      {
        timeout: options.timeoutSeconds,
        // Tokens go over plain http to this computer itself only (the sandbox).
        execute: isLoopback(issuer) ? [openid.allowInsecureRequests] : [],
        ...(options.fetch === undefined ? {} : { [openid.customFetch]: options.fetch }),
      },
    )
    return discovered
  }

  async function begin(redirectUri: string, scope: string): Promise<PendingAuthorization> {
    const config = await configuration()
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

    async function finish(callback: URL) {
      const answer = await openid.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier,
        expectedState,
        expectedNonce,
        idTokenExpected: true,
      })
      const claims = answer.claims()
      if (claims === undefined) throw new openid.ClientError('no ID token')
      const tokens = tokensOf(answer)
      const name = claims.name ?? claims.preferred_username
      return {
        tokens,
        credential: {
          mode: 'code' as const,
          issuer: identity.issuerUrl,
          subject: claims.sub,
          displayName: typeof name === 'string' ? name : null,
          refreshToken: tokens.refreshToken,
        },
      }
    }

    return { url, finish }
  }

  async function end(refreshToken: string): Promise<void> {
    const config = await configuration()
    if (await endSession(config, identity, refreshToken, options)) return
    await openid.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' })
  }

  return {
    begin,
    refresh: async (refreshToken) =>
      tokensOf(await openid.refreshTokenGrant(await configuration(), refreshToken)),
    clientCredentials: async (scope) =>
      tokensOf(await openid.clientCredentialsGrant(await configuration(), { scope })),
    end,
  }
}

/** Plain http is accepted for this computer only. */
export function isLoopback(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}

/**
 * Keycloak ends the whole session when its end-session address is posted the refresh token, and answers 204. Other
 * servers know only the browser's way there and answer something else: then the token is revoked instead.
 */
async function endSession(
  config: openid.Configuration,
  identity: ClientIdentity,
  refreshToken: string,
  options: { readonly fetch?: openid.CustomFetch; readonly timeoutSeconds: number },
): Promise<boolean> {
  const endpoint = config.serverMetadata().end_session_endpoint
  if (endpoint === undefined) return false
  const body = new URLSearchParams({ client_id: identity.clientId, refresh_token: refreshToken })
  const send = options.fetch ?? fetch
  const answer = await send(endpoint, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    signal: AbortSignal.timeout(options.timeoutSeconds * 1000),
  })
  await answer.body?.cancel()
  return answer.status === 204
}

function tokensOf(answer: openid.TokenEndpointResponse): Tokens {
  return {
    accessToken: answer.access_token,
    expiresIn: answer.expires_in ?? UNKNOWN_LIFETIME_S,
    refreshToken: answer.refresh_token ?? null,
  }
}
