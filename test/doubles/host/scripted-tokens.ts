import type { TokenResult, TokenSource } from '../../../electron/host/sync/core/ports.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { createListeners } from '../../../shared/util/listeners.ts'

/** A sign-in that the test controls. Its first token is `token-1`. */
export interface ScriptedTokens extends TokenSource {
  /** The refused tokens, in order. */
  readonly refreshed: readonly string[]
  /** Sets the result of `accessToken`. */
  give(result: TokenResult): void
  /** Makes `accessToken` wait. @returns a function that ends the wait */
  hold(): () => void
  /** Ends the oldest refresh; each refresh waits for this. */
  endRefresh(result: TokenResult): void
  signIn(account: Account | null): void
  listenerCount(): number
}

export function createScriptedTokens(first: Account | null): ScriptedTokens {
  const refreshed: string[] = []
  const waiting: ((result: TokenResult) => void)[] = []
  const listeners = createListeners()
  let account = first
  let held: Promise<void> = Promise.resolve()
  let current: TokenResult = { kind: 'token', accessToken: 'token-1' }
  return {
    account: () => account,
    accessToken: async () => {
      await held
      return account === null ? { kind: 'signInNeeded' } : current
    },
    refresh(rejected) {
      refreshed.push(rejected)
      return new Promise((resolve) => waiting.push(resolve))
    },
    onChange: listeners.subscribe,
    refreshed,
    give(result) {
      current = result
    },
    hold() {
      let letGo: () => void = () => undefined
      held = new Promise((resolve) => {
        letGo = resolve
      })
      return () => letGo()
    },
    endRefresh(result) {
      if (result.kind === 'token') current = result
      waiting.shift()?.(result)
    },
    signIn(next) {
      account = next
      listeners.tell()
    },
    listenerCount: listeners.count,
  }
}
