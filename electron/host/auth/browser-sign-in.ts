import { messageRef } from '../../../shared/text/stored-text.ts'
import { authFailureOf } from './auth-failure.ts'
import { type AuthParts, bindingOf, connect, DEFAULT_AUTH_TIMINGS } from './auth-parts.ts'
import type { PendingAuthorization } from './authorization-server.ts'
import { openCallbackListener } from './callback-listener.ts'
import type { SignInBinding } from './credential.ts'
import { SETTINGS_CHANGED, type SignInSession } from './sign-in-session.ts'

/** Signing in by authorization code + PKCE in the system's browser. */
export interface BrowserSignIn {
  /** Resolves when the browser has been sent off, or that came to nothing. A second call meanwhile joins the first. */
  begin(): Promise<void>
  /** Resolves when no sign-in waits for the browser any more. */
  cancel(): Promise<void>
  /** Where the browser was sent to; `null` when nobody waits for it. */
  address(): string | null
}

/** What comes of it is put into the session, or said there. */
export function createBrowserSignIn(parts: AuthParts, session: SignInSession): BrowserSignIn {
  const { signInMs } = parts.timings ?? DEFAULT_AUTH_TIMINGS
  let waiting: { readonly address: string; readonly cancel: () => void } | null = null
  let beginning: Promise<void> | null = null
  let flow: Promise<void> = Promise.resolve()

  function begin(): Promise<void> {
    beginning ??= beginNow().finally(() => {
      beginning = null
    })
    return beginning
  }

  async function beginNow(): Promise<void> {
    if (waiting !== null) return
    session.unsay()
    const listener = await openCallbackListener()
    const startedIn = session.era()
    try {
      const madeFor = bindingOf(parts)
      const server = connect(parts, { ...madeFor, clientSecret: null })
      const pending = await server.begin(listener.redirectUri, parts.settings().scope)
      waiting = { address: pending.url.href, cancel: listener.close }
      flow = finish(listener, pending, { startedIn, madeFor })
      session.changed()
    } catch (error) {
      listener.close()
      fail(error)
      return
    }
    await parts.openBrowser(waiting.address).catch((error: unknown) => {
      parts.log('warn', `the browser did not open: ${error instanceof Error ? error.name : 'unknown'}`)
      session.say(messageRef('errors.auth.browserNotOpened'), session.said().hasFailed)
    })
  }

  async function finish(
    listener: Awaited<ReturnType<typeof openCallbackListener>>,
    pending: PendingAuthorization,
    { startedIn, madeFor }: { readonly startedIn: number; readonly madeFor: SignInBinding },
  ): Promise<void> {
    let isTooLate = false
    const cancelTimer = parts.clock.schedule(signInMs, () => {
      isTooLate = true
      listener.close()
    })
    const callback = await listener.request
    cancelTimer()
    if (callback === null) {
      waiting = null
      session.say(isTooLate ? messageRef('errors.auth.tooLate') : null, isTooLate)
      return
    }
    try {
      const { tokens, credential } = await pending.finish(callback)
      const isOurs = session.era() !== startedIn || (await session.begin(credential, tokens, madeFor))
      waiting = null
      if (isOurs) session.changed()
      else session.say(SETTINGS_CHANGED, true)
    } catch (error) {
      waiting = null
      fail(error)
    }
  }

  function fail(error: unknown): void {
    const failure = authFailureOf(error)
    parts.log('warn', `sign-in: ${failure.kind} (${failure.trace})`)
    session.say(failure.sentence, true)
  }

  return {
    begin,
    async cancel() {
      waiting?.cancel()
      await flow
    },
    address: () => waiting?.address ?? null,
  }
}
