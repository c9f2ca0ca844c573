import type { TokenResult, TokenSource } from '../../../electron/host/sync/core/ports.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'

/** The sign-in of the simulated computer. It outlives the runs of the program, as a keychain does. */
export interface SimulatedTokens {
  /** The token source of one run of the program. */
  viewFor(life: Life): TokenSource
  signIn(account: Account): void
  signOut(): void
  account(): Account | null
  /** The account of a token at Catena now; `null` = 401. */
  subjectOf(accessToken: string): string | null
  /** Catena refuses the current token from now on. */
  revoke(): void
  /** True when a text holds a token; no token may appear anywhere else. */
  isToken(text: string): boolean
}

/** The life of a token, as in Keycloak by default. */
const TOKEN_LIFE_MS = 300_000
/** A part of every token, by which a leak into a record or the log is found. */
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
        // The program uses a token until a minute before its expiry. It cannot know that the token was revoked.
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
        // Drops listeners of ended programs, which would otherwise stay in memory.
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
