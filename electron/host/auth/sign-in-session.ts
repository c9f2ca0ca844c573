import type { Account } from '../../../shared/model/status/sync-status.ts'
import { errorToStore } from '../../../shared/text/error-text.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { TokenResult, TokenSource } from '../sync/core/ports.ts'
import { authFailureOf, networkTroubleIn, refreshDetail } from './auth-failure.ts'
import { type AuthParts, bindingOf, connect, entryName, serviceScope } from './auth-parts.ts'
import type { AuthorizationServer, ClientIdentity, Tokens } from './authorization-server.ts'
import { type Credential, createCredentialStore, isSameBinding, type SignInBinding } from './credential.ts'

/** The sign-in that is in force, its access token, and what is to be said of it. */
export interface SignInSession extends TokenSource {
  credential(): Credential | null
  /** The server that the credential belongs to. */
  server(): AuthorizationServer
  /** Grows when the sign-in is replaced or ended: a request begun before may then change nothing. */
  era(): number
  isSignInNeeded(): boolean
  /** One sentence for the dispatcher, as a stored text; `hasFailed`: the last try to sign in came to nothing. */
  said(): { readonly detail: string | null; readonly hasFailed: boolean }
  /** Says something and tells the listeners. */
  say(detail: string | null, hasFailed: boolean): void
  /** Takes back what was said, quietly. */
  unsay(): void
  /**
   * Replaces the sign-in by a new one, and remembers it.
   * @returns false, and changes nothing, when it was made for other servers than this session is bound to by now.
   */
  begin(next: Credential, tokens: Tokens, madeFor: SignInBinding): Promise<boolean>
  /** Ends the sign-in in memory. */
  drop(): void
  /** Removes it from the keychain. @throws TypedError `secret.unavailable` */
  forget(): Promise<void>
  /** Finds the sign-in that the environment or the keychain holds for these settings. */
  load(): Promise<void>
  /** True when the settings name another server, client or address than the sign-in was made for. */
  isElsewhere(): boolean
  changed(): void
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

/** Said when the settings name other servers before a sign-in is complete. */
export const SETTINGS_CHANGED = messageRef('errors.auth.settingsChanged')

/** Nobody is signed in until `load` or `begin`. */
export function createSignInSession(parts: AuthParts): SignInSession {
  const { clock, secrets } = parts
  const listeners = new Set<() => void>()
  /** The secret of the environment is for the servers that the planner started with. */
  const environmentBinding = bindingOf(parts)
  let bound = environmentBinding
  let server = connect(parts, identityOf(null))
  let credential: Credential | null = null
  let access: Access | null = null
  let refreshing: Promise<TokenResult> | null = null
  let era = 0
  let detail: string | null = null
  let hasFailed = false
  let isNeedAnnounced = false

  function store() {
    return createCredentialStore(secrets, entryName(parts, bound), bound)
  }

  /** By the credential, not by the settings: these may name another server before the sign-in is exchanged. */
  function identityOf(each: Credential | null): ClientIdentity {
    const issuerUrl = each?.issuer ?? bound.issuerUrl
    if (each?.mode !== 'clientCredentials' || each.clientSecret === null) {
      return { issuerUrl, clientId: bound.clientId, clientSecret: null }
    }
    return { issuerUrl, clientId: each.clientId, clientSecret: each.clientSecret }
  }

  function changed(): void {
    for (const listener of [...listeners]) listener()
  }

  async function load(): Promise<void> {
    bound = bindingOf(parts)
    if (parts.environmentSecret !== null) {
      loadEnvironment(parts.environmentSecret)
      return
    }
    try {
      adopt(await store().load())
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      adopt(null)
      detail = messageRef('errors.auth.signInAgain', { reason: errorToStore(error) })
      parts.log('warn', `the stored sign-in was not loaded: ${error.code}`)
    }
  }

  function loadEnvironment(clientSecret: string): void {
    if (!isSameBinding(bound, environmentBinding)) {
      adopt(null)
      detail = messageRef('errors.auth.otherSecret')
      parts.log('warn', 'the client secret of the environment belongs to another authorization server')
      return
    }
    const { issuerUrl, clientId } = bound
    adopt({ mode: 'clientCredentials', issuer: issuerUrl, clientId, clientSecret })
  }

  function adopt(next: Credential | null): void {
    era += 1
    credential = next
    access = null
    refreshing = null
    detail = null
    hasFailed = false
    isNeedAnnounced = false
    server = connect(parts, identityOf(next))
  }

  function keep(tokens: Tokens): void {
    const lifeMs = tokens.expiresIn * 1000
    const share = REFRESH_FROM + (REFRESH_TO - REFRESH_FROM) * parts.random()
    access = {
      token: tokens.accessToken,
      refreshAtMs: tokens.arrivedAtMs + lifeMs * share,
      expiresAtMs: tokens.arrivedAtMs + lifeMs,
    }
  }

  /** Environment pairs are not ours to store. Failing to store must not end a sign-in that works. */
  async function remember(next: Credential): Promise<void> {
    if (parts.environmentSecret !== null) return
    try {
      await store().save(next)
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      detail = messageRef('errors.auth.sessionOnly', { reason: errorToStore(error) })
      parts.log('warn', `the sign-in was not stored: ${error.code}`)
    }
  }

  function isElsewhere(): boolean {
    return !isSameBinding(bound, bindingOf(parts))
  }

  function hasSecret(): boolean {
    if (credential === null || isElsewhere()) return false
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

  async function requestTokens(from: Credential, startedIn: number): Promise<Tokens> {
    if (from.mode === 'clientCredentials')
      return server.clientCredentials(serviceScope(parts.settings().scope))
    if (from.refreshToken === null) throw new TypedError('auth.signInNeeded', 'Sign in to Catena first.')
    return server.refresh(from.refreshToken, from.subject, async (refreshToken) => {
      if (era !== startedIn) return
      // In memory first: the server has already dropped the old one.
      credential = { ...from, refreshToken }
      await remember(credential)
    })
  }

  async function refreshNow(from: Credential, startedIn: number): Promise<TokenResult> {
    try {
      const tokens = await requestTokens(from, startedIn)
      if (era !== startedIn) return { kind: 'signInNeeded' }
      keep(tokens)
      return { kind: 'token', accessToken: tokens.accessToken }
    } catch (error) {
      const failure = authFailureOf(error)
      parts.log('warn', `token request: ${failure.kind} (${failure.trace})`)
      if (era !== startedIn) return { kind: 'signInNeeded' }
      // A check that fails on this computer says nothing against the sign-in: only the server itself ends it.
      if (!failure.endsSignIn) {
        return { kind: 'unreachable', detail: refreshDetail(failure), trouble: networkTroubleIn(error) }
      }
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
    if (credential === null || isElsewhere()) return { kind: 'signInNeeded' }
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
    if (credential === null || isElsewhere()) return null
    const subject = credential.mode === 'code' ? credential.subject : credential.clientId
    return { issuer: credential.issuer, subject }
  }

  return {
    account,
    accessToken,
    refresh,
    credential: () => credential,
    server: () => server,
    era: () => era,
    isSignInNeeded,
    isElsewhere,
    said: () => ({ detail, hasFailed }),
    say(next, isFailure) {
      detail = next
      hasFailed = isFailure
      changed()
    },
    unsay() {
      detail = null
      hasFailed = false
    },
    async begin(next, tokens, madeFor) {
      if (!isSameBinding(madeFor, bound)) return false
      adopt(next)
      keep(tokens)
      await remember(next)
      return true
    },
    drop: () => adopt(null),
    async forget() {
      if (parts.environmentSecret === null) await store().clear()
    },
    load,
    changed,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await refreshing
      listeners.clear()
    },
  }
}
