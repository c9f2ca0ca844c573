import type { Clock, TokenResult, TokenSource } from '../sync/core/ports.ts'
import type { AuthParts } from './auth-parts.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { createTokenRenewal, type TokenRenewal } from './token-renewal.ts'

/** The sign-in that is in force, as a source of access tokens. */
export interface SignInSession extends SignIn, TokenSource {
  /** Ends all subscriptions, after a request that is under way. */
  close(): Promise<void>
}

/** Nobody is signed in until `load` or `begin`. */
export function createSignInSession(parts: AuthParts): SignInSession {
  const signIn = createSignIn(parts)
  const renewal = createTokenRenewal(parts, signIn)
  const accessToken = () => currentToken(signIn, renewal, parts.clock)
  return {
    ...signIn,
    accessToken,
    async refresh(rejected) {
      const { access } = signIn.state()
      if (access !== null && access.token !== rejected) return accessToken()
      signIn.apply({ type: 'accessRejected' })
      const result = await renewal.renew()
      signIn.announceNeed()
      return result
    },
    async close() {
      await renewal.settled()
      signIn.dropListeners()
    },
  }
}

/** The token that is held, renewed when that is due; the held one again when renewing fails before it expires. */
async function currentToken(signIn: SignIn, renewal: TokenRenewal, clock: Clock): Promise<TokenResult> {
  const { credential, access: held } = signIn.state()
  if (credential === null || signIn.isElsewhere()) return { kind: 'signInNeeded' }
  if (held !== null && clock.monotonicMs() < held.refreshAtMs)
    return { kind: 'token', accessToken: held.token }
  const result = await renewal.renew()
  signIn.announceNeed()
  const isUsable = held !== null && held === signIn.state().access && clock.monotonicMs() < held.expiresAtMs
  if (result.kind !== 'token' && isUsable) return { kind: 'token', accessToken: held.token }
  return result
}
