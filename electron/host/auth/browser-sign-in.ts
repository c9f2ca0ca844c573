import { messageRef } from '../../../shared/text/stored-text.ts'
import { authFailureOf } from './auth-failure.ts'
import { type AuthParts, bindingOf, connect, DEFAULT_AUTH_TIMINGS } from './auth-parts.ts'
import type { PendingAuthorization } from './authorization-server.ts'
import { openCallbackListener } from './callback-listener.ts'
import type { SignInBinding } from './credential.ts'
import type { SignIn } from './sign-in.ts'

/** Shown when the settings name other servers before a sign-in is complete. */
export const SETTINGS_CHANGED = messageRef('errors.auth.settingsChanged')

/** Signing in by authorization code + PKCE in the system's browser. */
export interface BrowserSignIn {
  /** Resolves when the browser was opened, or when that failed. A second call during the first one joins it. */
  begin(): Promise<void>
  /** Resolves when no sign-in waits for the browser any more. */
  cancel(): Promise<void>
  /** The address that the browser was opened with; `null` when no sign-in waits for it. */
  address(): string | null
}

/** A sign-in that succeeds goes into `session`; a failure becomes its detail. */
export function createBrowserSignIn(parts: AuthParts, session: SignIn): BrowserSignIn {
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
    session.apply({ type: 'detailChanged', detail: null, hasFailed: false })
    const listener = await openCallbackListener()
    const startedIn = session.state().era
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
      session.say(messageRef('errors.auth.browserNotOpened'), session.state().hasFailed)
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
      const isOurs = session.state().era !== startedIn || (await session.begin(credential, tokens, madeFor))
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
