import type { AuthStatus, CallInput } from '../../../shared/rpc/contract.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { TokenSource } from '../sync/core/ports.ts'
import type { AuthActions } from '../workspace/workspace.ts'
import { authFailureOf } from './auth-failure.ts'
import { type AuthParts, bindingOf, connect, serviceScope } from './auth-parts.ts'
import type { AuthorizationServer } from './authorization-server.ts'
import { type BrowserSignIn, createBrowserSignIn, SETTINGS_CHANGED } from './browser-sign-in.ts'
import type { Credential } from './credential.ts'
import { createSignInSession, type SignInSession } from './sign-in-session.ts'

/** Signing in and out, and the access token. The access token is only in the memory of this object. */
export interface Auth extends AuthActions, TokenSource {
  /** Call it after the issuer, the client or the address of Catena has changed: a sign-in belongs to all three. */
  settingsChanged(): Promise<void>
  close(): Promise<void>
}

interface AuthContext {
  readonly parts: AuthParts
  readonly session: SignInSession
  readonly browser: BrowserSignIn
}

/**
 * Loads the sign-in from the keychain; needs no network. Its account counts as signed in until the authorization server
 * refuses it.
 */
export async function createAuth(parts: AuthParts): Promise<Auth> {
  const session = createSignInSession(parts)
  const browser = createBrowserSignIn(parts, session)
  const context: AuthContext = { parts, session, browser }
  await session.load()
  return {
    ...createActions(context),
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

function createActions(context: AuthContext): AuthActions {
  const { parts, session, browser } = context
  const status = () => statusOf(context)
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
    signInWithClientCredentials: async (input) => {
      await signInWithClientCredentials(context, input)
      return status()
    },
    signOut: async () => {
      await signOut(context)
      return status()
    },
    authorizationUrl: browser.address,
    onStatus: (listener) => {
      const tell = () => listener(status())
      const stops = [session.onChange(tell), parts.clockCheck.onChange(tell)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

function stepOf({ session, browser }: AuthContext): AuthStatus['step'] {
  if (browser.address() !== null) return 'waitingForBrowser'
  if (session.account() === null) return session.state().hasFailed ? 'failed' : 'signedOut'
  return session.isSignInNeeded() ? 'signInNeeded' : 'signedIn'
}

function statusOf(context: AuthContext): AuthStatus {
  const { parts, session, browser } = context
  const { credential, detail } = session.state()
  const account = session.account()
  const shown = account === null ? null : credential
  const sessionOnlyReason = parts.secrets.sessionOnlyReason()
  return {
    step: stepOf(context),
    account,
    displayName: displayNameOf(shown),
    isSessionOnly: sessionOnlyReason !== null,
    detail: detail ?? (account === null ? null : sessionOnlyReason),
    authorizationUrl: parts.showsAddress ? browser.address() : null,
    mode: shown?.mode ?? null,
    clockAheadMs: parts.clockCheck.aheadMs(),
  }
}

async function signInWithClientCredentials(
  { parts, session, browser }: AuthContext,
  input: CallInput<'auth.signInWithClientCredentials'>,
): Promise<void> {
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
}

async function signOut({ parts, session, browser }: AuthContext): Promise<void> {
  await browser.cancel()
  const { credential } = session.state()
  const server = session.server()
  session.apply({ type: 'adopted', credential: null })
  try {
    await session.forget()
  } catch (error) {
    if (!(error instanceof TypedError)) throw error
    session.say(messageRef('errors.auth.keychainNotDeleted'), true)
    return
  }
  session.changed()
  if (credential?.mode !== 'code' || credential.refreshToken === null) return
  await endAtServer(parts, session, { server, refreshToken: credential.refreshToken })
}

/** A server that was not told keeps the refresh token valid: the dispatcher is told. */
async function endAtServer(
  parts: AuthParts,
  session: SignInSession,
  { server, refreshToken }: { readonly server: AuthorizationServer; readonly refreshToken: string },
): Promise<void> {
  try {
    await server.end(refreshToken)
  } catch (error) {
    parts.log('warn', `sign-out: ${authFailureOf(error).trace}`)
    session.say(messageRef('errors.auth.serverNotTold'), session.state().hasFailed)
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
