import { TypedError } from '../../../shared/util/typed-error.ts'
import type { TokenResult } from '../sync/core/ports.ts'
import { authFailureOf, networkTroubleIn, refreshDetail } from './auth-failure.ts'
import { type AuthParts, serviceScope } from './auth-parts.ts'
import type { Tokens } from './authorization-server.ts'
import type { Credential } from './credential.ts'
import type { SignIn } from './sign-in.ts'

/** New access tokens from the authorization server. */
export interface TokenRenewal {
  /** One request at a time: who asks during a request gets its result. */
  renew(): Promise<TokenResult>
  /** Resolves when no request of the current sign-in is under way. */
  settled(): Promise<void>
}

/** @param parts scope, log */
export function createTokenRenewal(parts: AuthParts, signIn: SignIn): TokenRenewal {
  let running: { readonly era: number; readonly result: Promise<TokenResult> } | null = null

  /** The request of the current sign-in; one for an earlier sign-in concerns nobody any more. */
  const current = () => (running?.era === signIn.state().era ? running.result : null)

  return {
    renew() {
      const { credential, era } = signIn.state()
      const pending = current()
      if (pending !== null) return pending
      if (credential === null || !signIn.canRenew()) return Promise.resolve({ kind: 'signInNeeded' })
      const result = requestAndKeep(parts, signIn, credential).finally(() => {
        if (running?.result === result) running = null
      })
      running = { era, result }
      return result
    },
    async settled() {
      await current()
    },
  }
}

async function requestAndKeep(parts: AuthParts, signIn: SignIn, from: Credential): Promise<TokenResult> {
  const { era } = signIn.state()
  const isReplaced = () => signIn.state().era !== era
  try {
    const tokens = await requestTokens(parts, signIn, from)
    if (isReplaced()) return { kind: 'signInNeeded' }
    signIn.keep(tokens)
    return { kind: 'token', accessToken: tokens.accessToken }
  } catch (error) {
    const failure = authFailureOf(error)
    parts.log('warn', `token request: ${failure.kind} (${failure.trace})`)
    if (isReplaced()) return { kind: 'signInNeeded' }
    // A check that fails on this computer says nothing about the sign-in: only the server can end it.
    if (!failure.endsSignIn) {
      return { kind: 'unreachable', detail: refreshDetail(failure), trouble: networkTroubleIn(error) }
    }
    signIn.apply({ type: 'secretRefused', detail: failure.sentence })
    await signIn.remember()
    signIn.announceNeed()
    return { kind: 'signInNeeded' }
  }
}

async function requestTokens(parts: AuthParts, signIn: SignIn, from: Credential): Promise<Tokens> {
  if (from.mode === 'clientCredentials') {
    return signIn.server().clientCredentials(serviceScope(parts.settings().scope))
  }
  if (from.refreshToken === null) throw new TypedError('auth.signInNeeded', 'Sign in to Catena first.')
  const { era } = signIn.state()
  return signIn.server().refresh(from.refreshToken, from.subject, async (refreshToken) => {
    if (signIn.state().era !== era) return
    // In memory first: the server has already dropped the old one.
    signIn.apply({ type: 'refreshTokenRotated', refreshToken })
    await signIn.remember()
  })
}
