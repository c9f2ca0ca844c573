import type { AuthStatus, CallInput } from '../../../shared/rpc/contract.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { TokenSource } from '../sync/core/ports.ts'
import type { AuthActions } from '../workspace/workspace.ts'
import { authFailureOf } from './auth-failure.ts'
import { type AuthParts, bindingOf, connect, serviceScope } from './auth-parts.ts'
import type { AuthorizationServer } from './authorization-server.ts'
import { createBrowserSignIn } from './browser-sign-in.ts'
import type { Credential } from './credential.ts'
import { createSignInSession, SETTINGS_CHANGED } from './sign-in-session.ts'

/** Signing in and out, and the access token, which is in this object's memory and nowhere else. */
export interface Auth extends AuthActions, TokenSource {
  /** The issuer, the client or the address of Catena has changed: a sign-in belongs to all three. */
  settingsChanged(): Promise<void>
  close(): Promise<void>
}

/**
 * Finds the sign-in that the keychain remembers; needs no network. The account is then known and counts as signed in,
 * until the authorization server says otherwise.
 */
export async function createAuth(parts: AuthParts): Promise<Auth> {
  const { secrets } = parts
  const session = createSignInSession(parts)
  const browser = createBrowserSignIn(parts, session)

  function step(): AuthStatus['step'] {
    if (browser.address() !== null) return 'waitingForBrowser'
    if (session.account() === null) return session.said().hasFailed ? 'failed' : 'signedOut'
    return session.isSignInNeeded() ? 'signInNeeded' : 'signedIn'
  }

  function status(): AuthStatus {
    const account = session.account()
    const credential = account === null ? null : session.credential()
    return {
      step: step(),
      account,
      displayName: displayNameOf(credential),
      isSessionOnly: secrets.sessionOnlyReason() !== null,
      detail: session.said().detail ?? (account === null ? null : secrets.sessionOnlyReason()),
      authorizationUrl: parts.showsAddress ? browser.address() : null,
      mode: credential?.mode ?? null,
      clockAheadMs: parts.clockCheck.aheadMs(),
    }
  }

  async function signInWithClientCredentials(
    input: CallInput<'auth.signInWithClientCredentials'>,
  ): Promise<AuthStatus> {
    await browser.cancel()
    const madeFor = bindingOf(parts)
    const { issuerUrl } = madeFor
    try {
      const service = connect(parts, { issuerUrl, ...input })
      const tokens = await service.clientCredentials(serviceScope(parts.settings().scope))
      const next: Credential = { mode: 'clientCredentials', issuer: issuerUrl, ...input }
      if (await session.begin(next, tokens, madeFor)) session.changed()
      else session.say(SETTINGS_CHANGED, true)
    } catch (error) {
      const failure = authFailureOf(error)
      parts.log('warn', `client credentials: ${failure.kind} (${failure.trace})`)
      session.say(failure.sentence, true)
    }
    return status()
  }

  async function signOut(): Promise<AuthStatus> {
    await browser.cancel()
    const left = session.credential()
    const leaving = session.server()
    session.drop()
    try {
      await session.forget()
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      session.say(messageRef('errors.auth.keychainNotDeleted'), true)
      return status()
    }
    session.changed()
    if (left?.mode === 'code' && left.refreshToken !== null) await tellServer(leaving, left.refreshToken)
    return status()
  }

  async function tellServer(leaving: AuthorizationServer, refreshToken: string): Promise<void> {
    try {
      await leaving.end(refreshToken)
    } catch (error) {
      parts.log('warn', `sign-out: ${authFailureOf(error).trace}`)
      const detail = messageRef('errors.auth.serverNotTold')
      session.say(detail, session.said().hasFailed)
    }
  }

  await session.load()
  return {
    status,
    signIn: async () => {
      await browser.begin()
      return status()
    },
    cancelSignIn: async () => {
      await browser.cancel()
      return status()
    },
    signInWithClientCredentials,
    signOut,
    authorizationUrl: browser.address,
    onStatus: (listener) => {
      const tell = () => listener(status())
      const stops = [session.onChange(tell), parts.clockCheck.onChange(tell)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    account: session.account,
    accessToken: session.accessToken,
    refresh: session.refresh,
    onChange: session.onChange,
    settingsChanged: async () => {
      if (!session.isElsewhere()) return
      await browser.cancel()
      await session.load()
      session.changed()
    },
    close: async () => {
      await browser.cancel()
      await session.close()
    },
  }
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
