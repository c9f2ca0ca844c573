import type { Account } from '../../../shared/model/status/sync-status.ts'
import type { StoredText } from '../../../shared/text/stored-text.ts'
import type { Tokens } from './authorization-server.ts'
import type { Credential } from './credential.ts'

/** An access token with its times, in milliseconds of the monotonic clock. */
export interface AccessToken {
  readonly token: string
  readonly refreshAtMs: number
  readonly expiresAtMs: number
}

/** What is known of the sign-in. Changed by {@link nextState} only. */
export interface SignInState {
  /** Grows when the sign-in is replaced or ended: a request that began in an earlier era may change nothing. */
  readonly era: number
  /** `null`: nobody is signed in. Without its refresh token or secret: the account is known, signing in is needed. */
  readonly credential: Credential | null
  /** `null`: none is held. */
  readonly access: AccessToken | null
  /** One sentence for the dispatcher. */
  readonly detail: StoredText | null
  /** True when the last attempt to sign in failed. */
  readonly hasFailed: boolean
  /** True when the listeners know that signing in is needed. */
  readonly isNeedAnnounced: boolean
}

/** What can happen to a sign-in. */
export type SignInEvent =
  /** The sign-in was replaced by this one, or ended (`null`). */
  | { readonly type: 'adopted'; readonly credential: Credential | null }
  | { readonly type: 'tokensReceived'; readonly access: AccessToken }
  /** Catena refused the access token. */
  | { readonly type: 'accessRejected' }
  /** The authorization server replaced the refresh token. */
  | { readonly type: 'refreshTokenRotated'; readonly refreshToken: string }
  /** The authorization server refused the refresh token or the client secret. */
  | { readonly type: 'secretRefused'; readonly detail: StoredText }
  | { readonly type: 'needAnnounced' }
  | { readonly type: 'detailChanged'; readonly detail: StoredText | null; readonly hasFailed: boolean }

type EventOf<T extends SignInEvent['type']> = Extract<SignInEvent, { type: T }>

/** The state before anything was loaded. */
export const SIGNED_OUT: SignInState = {
  era: 0,
  credential: null,
  access: null,
  detail: null,
  hasFailed: false,
  isNeedAnnounced: false,
}

/** What each event makes of the state. */
const TRANSITIONS: {
  readonly [T in SignInEvent['type']]: (state: SignInState, event: EventOf<T>) => SignInState
} = {
  adopted: ({ era }, { credential }) => ({ ...SIGNED_OUT, era: era + 1, credential }),
  tokensReceived: (state, { access }) => ({ ...state, access }),
  accessRejected: (state) => ({ ...state, access: null }),
  refreshTokenRotated: (state, { refreshToken }) => ({
    ...state,
    credential: state.credential?.mode === 'code' ? { ...state.credential, refreshToken } : state.credential,
  }),
  secretRefused: (state, { detail }) => ({
    ...state,
    detail,
    access: null,
    credential: withoutSecret(state.credential),
  }),
  needAnnounced: (state) => ({ ...state, isNeedAnnounced: true }),
  detailChanged: (state, { detail, hasFailed }) => ({ ...state, detail, hasFailed }),
}

/** The state after `event`. */
export function nextState(state: SignInState, event: SignInEvent): SignInState {
  // The table pairs each type with its own event, which the compiler does not follow through a lookup.
  const transition = TRANSITIONS[event.type] as (state: SignInState, event: SignInEvent) => SignInState
  return transition(state, event)
}

/** The account stays known: changes that wait for it keep waiting for it. */
function withoutSecret(credential: Credential | null): Credential | null {
  if (credential === null) return null
  return credential.mode === 'code'
    ? { ...credential, refreshToken: null }
    : { ...credential, clientSecret: null }
}

/** @returns true when the credential can get new access tokens. */
export function hasSecret(credential: Credential): boolean {
  return (credential.mode === 'code' ? credential.refreshToken : credential.clientSecret) !== null
}

/** Whose sign-in it is. */
export function accountOf(credential: Credential): Account {
  const subject = credential.mode === 'code' ? credential.subject : credential.clientId
  return { issuer: credential.issuer, subject }
}

/** Refreshing is due at this share of a token's life (O4), drawn anew for each. */
const REFRESH_FROM = 0.6
const REFRESH_TO = 0.8

/** The access token of an answer, with its times. @param random a number from 0 to 1 */
export function accessTokenOf(tokens: Tokens, random: number): AccessToken {
  const lifeMs = tokens.expiresIn * 1000
  const share = REFRESH_FROM + (REFRESH_TO - REFRESH_FROM) * random
  return {
    token: tokens.accessToken,
    refreshAtMs: tokens.arrivedAtMs + lifeMs * share,
    expiresAtMs: tokens.arrivedAtMs + lifeMs,
  }
}
