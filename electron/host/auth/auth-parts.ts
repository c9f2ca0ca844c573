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

/** What signing in is made of. */
export interface AuthParts {
  /** Read at each use, so that a change of the settings counts at once; call `settingsChanged` too. */
  readonly settings: () => CatenaAddresses
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
  /** Is told the authorization server's time, and says how far this computer's clock is off. */
  readonly clockCheck: ClockCheck
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void
}

/** An authorization server that is named by its caller: the settings may name another one by now. */
export function connect(parts: AuthParts, identity: ClientIdentity): AuthorizationServer {
  const { requestSeconds } = parts.timings ?? DEFAULT_AUTH_TIMINGS
  return createAuthorizationServer(identity, {
    timeoutSeconds: requestSeconds,
    clock: parts.clock,
    onServerDate: parts.clockCheck.observe,
    ...(parts.fetch ? { fetch: parts.fetch } : {}),
  })
}

/** What the settings name now. */
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

/** `openid` is about a person; a service has none. */
export function serviceScope(scope: string): string {
  return scope
    .split(/\s+/)
    .filter((word) => word !== 'openid' && word !== 'offline_access')
    .join(' ')
}
