import type { Account } from '../../../shared/model/status/sync-status.ts'
import type { StoredText } from '../../../shared/text/stored-text.ts'
import { createListeners } from '../../../shared/util/listeners.ts'
import { type AuthParts, bindingOf, connect } from './auth-parts.ts'
import type { AuthorizationServer, Tokens } from './authorization-server.ts'
import type { Credential, SignInBinding } from './credential.ts'
import {
  accessTokenOf,
  accountOf,
  hasSecret,
  nextState,
  SIGNED_OUT,
  type SignInEvent,
  type SignInState,
} from './sign-in-state.ts'
import { createStoredSignIn, type StoredSignIn } from './stored-sign-in.ts'

/** The sign-in that is in force. The only owner of its state, which the keychain keeps over a restart. */
export interface SignIn {
  state(): SignInState
  /** Changes the state; tells the listeners nothing. */
  apply(event: SignInEvent): void
  /** The server that the credential belongs to. */
  server(): AuthorizationServer
  /** `null` when nobody is signed in at the servers that the settings name. */
  account(): Account | null
  /** True when new access tokens can be requested without the dispatcher. */
  canRenew(): boolean
  /** True when the account is known and only the dispatcher can get new access tokens. */
  isSignInNeeded(): boolean
  /** True when the settings name another server, client or address than the sign-in was made for. */
  isElsewhere(): boolean
  /** Finds the sign-in that the environment or the keychain holds for the servers that the settings name. */
  load(): Promise<void>
  /**
   * Replaces the sign-in by a new one, and stores it.
   * @returns false, and changes nothing, when it was made for other servers than this sign-in is bound to by now.
   */
  begin(next: Credential, tokens: Tokens, madeFor: SignInBinding): Promise<boolean>
  keep(tokens: Tokens): void
  /** Stores the credential; when that fails, the detail says so. */
  remember(): Promise<void>
  /** Removes it from the keychain. @throws TypedError `secret.unavailable` */
  forget(): Promise<void>
  /** Sets the sentence for the dispatcher and tells the listeners. `hasFailed`: the last attempt to sign in failed. */
  say(detail: StoredText | null, hasFailed: boolean): void
  /** Tells the listeners, once in each era, when signing in is needed. */
  announceNeed(): void
  /** Tells the listeners. */
  changed(): void
  /** @returns a function that ends the subscription. */
  onChange(listener: () => void): () => void
  /** Ends all subscriptions. */
  dropListeners(): void
}

/** Nobody is signed in until `load` or `begin`. */
export function createSignIn(parts: AuthParts): SignIn {
  const stored = createStoredSignIn(parts)
  const listeners = createListeners()
  let state = SIGNED_OUT
  let server = connect(parts, stored.identityOf(null))

  function apply(event: SignInEvent): void {
    state = nextState(state, event)
    if (event.type === 'adopted') server = connect(parts, stored.identityOf(event.credential))
  }

  const isElsewhere = () => !stored.isBoundTo(bindingOf(parts))
  const canRenew = () => state.credential !== null && !isElsewhere() && hasSecret(state.credential)

  function isSignInNeeded(): boolean {
    // A server that gives out no refresh token leaves the access token alone to live on.
    const isAlive = state.access !== null && parts.clock.monotonicMs() < state.access.expiresAtMs
    return state.credential !== null && !canRenew() && !isAlive
  }

  const signIn: SignIn = {
    state: () => state,
    apply,
    server: () => server,
    account: () => (state.credential === null || isElsewhere() ? null : accountOf(state.credential)),
    canRenew,
    isSignInNeeded,
    isElsewhere,
    load: () => load(signIn, stored),
    async begin(next, tokens, madeFor) {
      if (!stored.isBoundTo(madeFor)) return false
      apply({ type: 'adopted', credential: next })
      signIn.keep(tokens)
      await signIn.remember()
      return true
    },
    keep: (tokens) => apply({ type: 'tokensReceived', access: accessTokenOf(tokens, parts.random()) }),
    remember: () => remember(signIn, stored),
    forget: stored.forget,
    say(detail, hasFailed) {
      apply({ type: 'detailChanged', detail, hasFailed })
      listeners.tell()
    },
    announceNeed() {
      if (state.isNeedAnnounced || !isSignInNeeded()) return
      apply({ type: 'needAnnounced' })
      listeners.tell()
    },
    changed: listeners.tell,
    onChange: listeners.subscribe,
    dropListeners: listeners.clear,
  }
  return signIn
}

async function load(signIn: SignIn, stored: StoredSignIn): Promise<void> {
  const { credential, problem } = await stored.load()
  signIn.apply({ type: 'adopted', credential })
  if (problem !== null) signIn.apply({ type: 'detailChanged', detail: problem, hasFailed: false })
}

async function remember(signIn: SignIn, stored: StoredSignIn): Promise<void> {
  const { credential } = signIn.state()
  const problem = credential === null ? null : await stored.remember(credential)
  if (problem === null) return
  const { hasFailed } = signIn.state()
  signIn.apply({ type: 'detailChanged', detail: problem, hasFailed })
}
