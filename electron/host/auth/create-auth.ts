import type { CustomFetch } from 'openid-client'
import type { CatenaSettings } from '../../../shared/model/settings.ts'
import type { Account } from '../../../shared/model/sync-status.ts'
import type { AuthStatus, CallInput } from '../../../shared/rpc/contract.ts'
import type { Clock, Random, TokenResult, TokenSource } from '../../../shared/sync/ports.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { AuthActions } from '../workspace.ts'
import { authFailureOf } from './auth-failure.ts'
import { createAuthorizationServer, type Tokens } from './authorization-server.ts'
import { openCallbackListener } from './callback-listener.ts'
import { type Credential, createCredentialStore } from './credential.ts'
import type { OpenSecretStore } from './open-secret-store.ts'

/** Times of signing in. */
export interface AuthTimings {
  /** How long the browser may take, milliseconds (O2: at most 5 minutes). */
  readonly signInMs: number
  /** How long one request to the authorization server may take, seconds. */
  readonly requestSeconds: number
}

/** The defaults. */
export const DEFAULT_AUTH_TIMINGS: AuthTimings = { signInMs: 300_000, requestSeconds: 15 }

/** What signing in is made of. */
export interface AuthParts {
  /** Read at each use, so that a change of the settings counts at once; call `settingsChanged` too. */
  readonly settings: () => CatenaSettings
  /** Given by the environment: client credentials, used without asking and never stored. */
  readonly environmentSecret: string | null
  readonly secrets: OpenSecretStore
  /** Tells apart several sets of data on one computer, whose sign-ins share a keychain. */
  readonly profile: string
  readonly openBrowser: (address: string) => Promise<void>
  /** True when nobody may see a browser open: the waiting status then carries the address. */
  readonly showsAddress: boolean
  readonly clock: Clock
  readonly random: Random
  readonly timings?: AuthTimings
  readonly fetch?: CustomFetch
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void
}

/** Signing in and out, and the access token, which is in this object's memory and nowhere else. */
export interface Auth extends AuthActions, TokenSource {
  /** The issuer, the client or the address of Catena has changed: a sign-in belongs to all three. */
  settingsChanged(): Promise<void>
  close(): Promise<void>
}

/** An access token with its time, by the monotonic clock. */
interface Access {
  readonly token: string
  readonly refreshAtMs: number
  readonly expiresAtMs: number
}

/** Refreshing is due at this share of a token's life (O4), drawn anew for each. */
const REFRESH_FROM = 0.6
const REFRESH_TO = 0.8

/**
 * Finds the sign-in that the keychain remembers; needs no network. The account is then known and counts as signed in,
 * until the authorization server says otherwise.
 */
export async function createAuth(parts: AuthParts): Promise<Auth> {
  const { clock, secrets } = parts
  const timings = parts.timings ?? DEFAULT_AUTH_TIMINGS
  const listeners = new Set<() => void>()
  let boundTo = bindingOf(parts)
  let server = connect(null)
  let credential: Credential | null = null
  let access: Access | null = null
  let refreshing: Promise<TokenResult> | null = null
  let waiting: { readonly address: string; readonly cancel: () => void } | null = null
  let beginning: Promise<AuthStatus> | null = null
  let flow: Promise<void> = Promise.resolve()
  /** Grows when the sign-in is replaced or ended: a request begun before may then change nothing. */
  let era = 0
  let detail: string | null = null
  let hasFailed = false
  let isNeedAnnounced = false

  function connect(clientSecret: { id: string; secret: string } | null) {
    return createAuthorizationServer(
      {
        issuerUrl: parts.settings().issuerUrl,
        clientId: clientSecret?.id ?? parts.settings().clientId,
        clientSecret: clientSecret?.secret ?? null,
      },
      { timeoutSeconds: timings.requestSeconds, ...(parts.fetch ? { fetch: parts.fetch } : {}) },
    )
  }

  function store() {
    return createCredentialStore(secrets, `sign-in ${boundTo}`)
  }

  function changed(): void {
    for (const listener of [...listeners]) listener()
  }

  async function load(): Promise<void> {
    const { clientId, issuerUrl } = parts.settings()
    if (parts.environmentSecret !== null) {
      adopt({ mode: 'clientCredentials', issuer: issuerUrl, clientId, clientSecret: parts.environmentSecret })
      return
    }
    try {
      adopt(await store().load())
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      adopt(null)
      detail = `${error.message} Sign in again.`
      parts.log('warn', detail)
    }
  }

  function adopt(next: Credential | null): void {
    era += 1
    credential = next
    access = null
    refreshing = null
    detail = null
    hasFailed = false
    isNeedAnnounced = false
    const pair = next?.mode === 'clientCredentials' && next.clientSecret !== null ? next : null
    server = connect(pair === null ? null : { id: pair.clientId, secret: pair.clientSecret ?? '' })
  }

  function keep(tokens: Tokens): void {
    const lifeMs = tokens.expiresIn * 1000
    const share = REFRESH_FROM + (REFRESH_TO - REFRESH_FROM) * parts.random()
    const nowMs = clock.monotonicMs()
    access = {
      token: tokens.accessToken,
      refreshAtMs: nowMs + lifeMs * share,
      expiresAtMs: nowMs + lifeMs,
    }
  }

  /** Environment pairs are not ours to store. Failing to store must not end a sign-in that works. */
  async function remember(next: Credential): Promise<void> {
    if (parts.environmentSecret !== null) return
    try {
      await store().save(next)
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      detail = `${error.message} You stay signed in until the planner is closed.`
      parts.log('warn', detail)
    }
  }

  function hasSecret(): boolean {
    if (credential === null || boundTo !== bindingOf(parts)) return false
    return (credential.mode === 'code' ? credential.refreshToken : credential.clientSecret) !== null
  }

  function isSignInNeeded(): boolean {
    // A server that gives out no refresh token leaves the access token alone to live on.
    const isAlive = access !== null && clock.monotonicMs() < access.expiresAtMs
    return credential !== null && !hasSecret() && !isAlive
  }

  /** Says once that the sign-in has come to its end. */
  function announceNeed(): void {
    if (isNeedAnnounced || !isSignInNeeded()) return
    isNeedAnnounced = true
    changed()
  }

  async function requestTokens(from: Credential): Promise<Tokens> {
    if (from.mode === 'clientCredentials')
      return server.clientCredentials(serviceScope(parts.settings().scope))
    if (from.refreshToken === null) throw new TypedError('auth.signInNeeded', 'Sign in to Catena first.')
    return server.refresh(from.refreshToken)
  }

  async function refreshNow(from: Credential, startedIn: number): Promise<TokenResult> {
    try {
      const tokens = await requestTokens(from)
      if (era !== startedIn) return { kind: 'signInNeeded' }
      if (from.mode === 'code' && tokens.refreshToken !== null) {
        // In memory first: the server has already dropped the old one.
        credential = { ...from, refreshToken: tokens.refreshToken }
        await remember(credential)
      }
      if (era !== startedIn) return { kind: 'signInNeeded' }
      keep(tokens)
      return { kind: 'token', accessToken: tokens.accessToken }
    } catch (error) {
      const failure = authFailureOf(error)
      parts.log('warn', `token request: ${failure.kind} (${failure.trace})`)
      if (era !== startedIn) return { kind: 'signInNeeded' }
      if (failure.kind === 'unreachable') return { kind: 'unreachable', detail: failure.sentence }
      await loseSecret(from, failure.sentence)
      return { kind: 'signInNeeded' }
    }
  }

  /** The account stays known, so that what waits for it goes on waiting for it. */
  async function loseSecret(from: Credential, sentence: string): Promise<void> {
    access = null
    credential = from.mode === 'code' ? { ...from, refreshToken: null } : { ...from, clientSecret: null }
    detail = sentence
    await remember(credential)
    announceNeed()
  }

  /** One at a time; everyone who asks meanwhile gets the same answer. */
  function refreshOnce(): Promise<TokenResult> {
    if (refreshing !== null) return refreshing
    if (credential === null || !hasSecret()) return Promise.resolve({ kind: 'signInNeeded' })
    const running = refreshNow(credential, era).finally(() => {
      if (refreshing === running) refreshing = null
    })
    refreshing = running
    return running
  }

  async function accessToken(): Promise<TokenResult> {
    if (credential === null || boundTo !== bindingOf(parts)) return { kind: 'signInNeeded' }
    const nowMs = clock.monotonicMs()
    const held = access
    if (held !== null && nowMs < held.refreshAtMs) return { kind: 'token', accessToken: held.token }
    const result = await refreshOnce()
    announceNeed()
    const canGoOn = held !== null && held === access && clock.monotonicMs() < held.expiresAtMs
    if (result.kind !== 'token' && canGoOn) return { kind: 'token', accessToken: held.token }
    return result
  }

  async function refresh(rejected: string): Promise<TokenResult> {
    if (access !== null && access.token !== rejected) return accessToken()
    access = null
    const result = await refreshOnce()
    announceNeed()
    return result
  }

  function account(): Account | null {
    if (credential === null || boundTo !== bindingOf(parts)) return null
    const subject = credential.mode === 'code' ? credential.subject : credential.clientId
    return { issuer: credential.issuer, subject }
  }

  function step(): AuthStatus['step'] {
    if (waiting !== null) return 'waitingForBrowser'
    if (account() === null) return hasFailed ? 'failed' : 'signedOut'
    return isSignInNeeded() ? 'signInNeeded' : 'signedIn'
  }

  function status(): AuthStatus {
    const isKnown = account() !== null
    return {
      step: step(),
      account: account(),
      displayName: isKnown ? displayNameOf(credential) : null,
      isSessionOnly: secrets.sessionOnlyReason() !== null,
      detail: detail ?? (isKnown ? secrets.sessionOnlyReason() : null),
      authorizationUrl: parts.showsAddress ? (waiting?.address ?? null) : null,
      mode: isKnown ? (credential?.mode ?? null) : null,
    }
  }

  function fail(sentence: string): void {
    hasFailed = true
    detail = sentence
    changed()
  }

  /** A second click while the first one looks for the server joins it. */
  function signIn(): Promise<AuthStatus> {
    beginning ??= beginSignIn().finally(() => {
      beginning = null
    })
    return beginning
  }

  async function beginSignIn(): Promise<AuthStatus> {
    if (waiting !== null) return status()
    detail = null
    hasFailed = false
    const listener = await openCallbackListener()
    const startedIn = era
    const authorizing = connect(null)
    try {
      const pending = await authorizing.begin(listener.redirectUri, parts.settings().scope)
      waiting = { address: pending.url.href, cancel: listener.close }
      flow = finishSignIn(listener, pending, startedIn)
      changed()
    } catch (error) {
      listener.close()
      const failure = authFailureOf(error)
      parts.log('warn', `sign-in: ${failure.kind} (${failure.trace})`)
      fail(failure.sentence)
      return status()
    }
    await parts.openBrowser(waiting.address).catch((error: unknown) => {
      parts.log('warn', `the browser did not open: ${error instanceof Error ? error.name : 'unknown'}`)
      detail = 'The browser did not open. Open the address by hand.'
      changed()
    })
    return status()
  }

  async function finishSignIn(
    listener: Awaited<ReturnType<typeof openCallbackListener>>,
    pending: Awaited<ReturnType<ReturnType<typeof connect>['begin']>>,
    startedIn: number,
  ): Promise<void> {
    let isTooLate = false
    const cancelTimer = clock.schedule(timings.signInMs, () => {
      isTooLate = true
      listener.close()
    })
    const callback = await listener.request
    cancelTimer()
    if (callback === null) {
      waiting = null
      detail = isTooLate ? 'Nobody signed in within the time allowed. Sign in again.' : null
      hasFailed = isTooLate
      changed()
      return
    }
    try {
      const { tokens, credential: next } = await pending.finish(callback)
      if (era === startedIn) {
        adopt(next)
        keep(tokens)
        await remember(next)
      }
      waiting = null
      changed()
    } catch (error) {
      const failure = authFailureOf(error)
      parts.log('warn', `sign-in: ${failure.kind} (${failure.trace})`)
      waiting = null
      fail(failure.sentence)
    }
  }

  async function cancelSignIn(): Promise<AuthStatus> {
    waiting?.cancel()
    await flow
    return status()
  }

  async function signInWithClientCredentials(
    input: CallInput<'auth.signInWithClientCredentials'>,
  ): Promise<AuthStatus> {
    await cancelSignIn()
    const { issuerUrl, scope } = parts.settings()
    try {
      const service = connect({ id: input.clientId, secret: input.clientSecret })
      const tokens = await service.clientCredentials(serviceScope(scope))
      adopt({ mode: 'clientCredentials', issuer: issuerUrl, ...input })
      keep(tokens)
      if (credential !== null) await remember(credential)
      changed()
    } catch (error) {
      const failure = authFailureOf(error)
      parts.log('warn', `client credentials: ${failure.kind} (${failure.trace})`)
      fail(failure.sentence)
    }
    return status()
  }

  async function signOut(): Promise<AuthStatus> {
    await cancelSignIn()
    const left = credential
    const leaving = server
    adopt(null)
    try {
      if (parts.environmentSecret === null) await store().clear()
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      fail('The keychain did not delete the sign-in. Remove it in the settings of the system.')
      return status()
    }
    changed()
    if (left?.mode === 'code' && left.refreshToken !== null) await tellServer(leaving, left.refreshToken)
    return status()
  }

  async function tellServer(leaving: typeof server, refreshToken: string): Promise<void> {
    try {
      await leaving.end(refreshToken)
    } catch (error) {
      parts.log('warn', `sign-out: ${authFailureOf(error).trace}`)
      detail = 'Signed out on this computer. The authorization server could not be told.'
      changed()
    }
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  await load()
  return {
    status,
    signIn,
    cancelSignIn,
    signInWithClientCredentials,
    signOut,
    authorizationUrl: () => waiting?.address ?? null,
    onStatus: (listener) => subscribe(() => listener(status())),
    account,
    accessToken,
    refresh,
    onChange: subscribe,
    settingsChanged: async () => {
      if (boundTo === bindingOf(parts)) return
      await cancelSignIn()
      boundTo = bindingOf(parts)
      await load()
      changed()
    },
    close: async () => {
      await cancelSignIn()
      await refreshing
      listeners.clear()
    },
  }
}

/** A token for one server must never be shown to another because the settings changed. */
function bindingOf(parts: AuthParts): string {
  const { apiUrl, issuerUrl, clientId } = parts.settings()
  return JSON.stringify([parts.profile, issuerUrl, clientId, apiUrl])
}

/** `openid` is about a person; a service has none. */
function serviceScope(scope: string): string {
  return scope
    .split(/\s+/)
    .filter((word) => word !== 'openid' && word !== 'offline_access')
    .join(' ')
}

function displayNameOf(credential: Credential | null): string | null {
  switch (credential?.mode) {
    case undefined:
      return null
    case 'code':
      return credential.displayName ?? credential.subject
    case 'clientCredentials':
      return credential.clientId
    default:
      return assertNever(credential)
  }
}
