import type { CustomFetch } from 'openid-client'
import type { CatenaAddresses } from '../../../shared/model/settings.ts'
import type { ClockCheck } from '../platform/clock-check.ts'
import type { Clock, Random } from '../sync/core/ports.ts'
import {
  type AuthorizationServer,
  type ClientIdentity,
  createAuthorizationServer,
} from './authorization-server.ts'
import type { SignInBinding } from './credential.ts'
import type { OpenSecretStore } from './secrets/open-secret-store.ts'

/** Times of signing in. */
export interface AuthTimings {
  /** How long the browser may take, milliseconds (O2: at most 5 minutes). */
  readonly signInMs: number
  /** How long one request to the authorization server may take, seconds. */
  readonly requestSeconds: number
}

/** The defaults. */
export const DEFAULT_AUTH_TIMINGS: AuthTimings = { signInMs: 300_000, requestSeconds: 15 }

/** What signing in works with. */
export interface AuthParts {
  /** Read at each use, so that a change has effect at once; call `settingsChanged` as well. */
  readonly settings: () => CatenaAddresses
  /** The client secret of the environment: used without asking and never stored. */
  readonly environmentSecret: string | null
  readonly secrets: OpenSecretStore
  /** Distinguishes several data folders on one computer, which share a keychain. */
  readonly profile: string
  readonly openBrowser: (address: string) => Promise<void>
  /** True when a browser may not be visible to the person: the waiting status then has the address. */
  readonly showsAddress: boolean
  readonly clock: Clock
  readonly random: Random
  readonly timings?: AuthTimings
  readonly fetch?: CustomFetch
  /** Gets the authorization server's time and compares this computer's clock with it. */
  readonly clockCheck: ClockCheck
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void
}

/** The authorization server of `identity`; the settings may name another one by now. */
export function connect(parts: AuthParts, identity: ClientIdentity): AuthorizationServer {
  const { requestSeconds } = parts.timings ?? DEFAULT_AUTH_TIMINGS
  return createAuthorizationServer(identity, {
    timeoutSeconds: requestSeconds,
    clock: parts.clock,
    onServerDate: parts.clockCheck.observe,
    ...(parts.fetch ? { fetch: parts.fetch } : {}),
  })
}

/** The servers and the client that the settings name now. */
export function bindingOf(parts: Pick<AuthParts, 'settings'>): SignInBinding {
  const { apiUrl, issuerUrl, clientId } = parts.settings()
  return { issuerUrl, clientId, apiUrl }
}

/** Name of the keychain entry of a sign-in. */
export function entryName(
  parts: Pick<AuthParts, 'profile'>,
  { issuerUrl, clientId, apiUrl }: SignInBinding,
): string {
  return `sign-in ${JSON.stringify([parts.profile, issuerUrl, clientId, apiUrl])}`
}

/** The scope for client credentials: without the scopes that concern a person. */
export function serviceScope(scope: string): string {
  return scope
    .split(/\s+/)
    .filter((word) => word !== 'openid' && word !== 'offline_access')
    .join(' ')
}
