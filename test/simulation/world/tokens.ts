import type { TokenResult, TokenSource } from '../../../electron/host/sync/core/ports.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'

/** The sign-in of the simulated computer. It outlives the runs of the program, as a keychain does. */
export interface SimulatedTokens {
  /** What one run of the program sees. */
  viewFor(life: Life): TokenSource
  signIn(account: Account): void
  signOut(): void
  account(): Account | null
  /** Whom a token speaks for at Catena now; `null` = 401. */
  subjectOf(accessToken: string): string | null
  /** Catena stops taking the token that is in use. */
  revoke(): void
  /** Every token ever given out: none may turn up anywhere else. */
  isToken(text: string): boolean
}

/** A token lives five minutes, as Keycloak's default does. */
const TOKEN_LIFE_MS = 300_000
/** Tokens carry this mark, so that one that leaks into a record or a log line is recognised. */
export const TOKEN_MARK = 'secret-token'

/** Creates the sign-in, signed in as `first`. `isNetworkUp` tells whether the authorization server can be reached. */
export function createSimulatedTokens(parts: {
  readonly clock: VirtualClock
  readonly first: Account
  readonly isNetworkUp: () => boolean
}): SimulatedTokens {
  const { clock } = parts
  const given = new Map<string, { subject: string; expiresMs: number; isRevoked: boolean }>()
  const listeners = new Map<Life, Set<() => void>>()
  let account: Account | null = parts.first
  let current: string | null = null
  let counter = 0

  function changed(): void {
    for (const [life, each] of listeners) {
      for (const listener of each) clock.deliver(life, 1, listener)
    }
  }

  function mint(subject: string): string {
    counter += 1
    const token = `${TOKEN_MARK}-${counter}`
    given.set(token, { subject, expiresMs: clock.nowMs() + TOKEN_LIFE_MS, isRevoked: false })
    current = token
    return token
  }

  function fetchToken(life: Life): Promise<TokenResult> {
    return new Promise((resolve) => {
      clock.deliver(life, 80, () => {
        if (account === null) resolve({ kind: 'signInNeeded' })
        else if (!parts.isNetworkUp()) resolve({ kind: 'unreachable', detail: 'no route' })
        else resolve({ kind: 'token', accessToken: mint(account.subject) })
      })
    })
  }

  return {
    viewFor: (life) => ({
      account: () => account,
      async accessToken() {
        if (account === null) return { kind: 'signInNeeded' }
        const known = current === null ? undefined : given.get(current)
        // The program believes the expiry it was told, less a minute; that the token was revoked it cannot know.
        if (current !== null && known !== undefined && known.expiresMs - 60_000 > clock.nowMs()) {
          return { kind: 'token', accessToken: current }
        }
        return fetchToken(life)
      },
      async refresh(rejected) {
        if (account === null) return { kind: 'signInNeeded' }
        if (current !== null && current !== rejected) return { kind: 'token', accessToken: current }
        return fetchToken(life)
      },
      onChange(listener) {
        // A program that ended would be kept, with all it holds, for as long as the sign-in is.
        for (const each of listeners.keys()) if (!each.isAlive) listeners.delete(each)
        const mine = listeners.get(life) ?? new Set()
        mine.add(listener)
        listeners.set(life, mine)
        return () => mine.delete(listener)
      },
    }),
    signIn(next) {
      account = next
      current = null
      changed()
    },
    signOut() {
      account = null
      current = null
      changed()
    },
    account: () => account,
    subjectOf(accessToken) {
      const known = given.get(accessToken)
      if (known === undefined || known.isRevoked || known.expiresMs <= clock.nowMs()) return null
      return known.subject
    },
    revoke() {
      const known = current === null ? undefined : given.get(current)
      if (known !== undefined) known.isRevoked = true
    },
    isToken: (text) => text.includes(TOKEN_MARK),
  }
}
