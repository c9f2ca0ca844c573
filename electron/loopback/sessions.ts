import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** How long a launch token works when this program opens the browser, milliseconds (security rule L3). */
export const LAUNCH_TTL_MS = 30_000
/** How long a launch token works that is printed for a person, milliseconds (L3). */
export const PRINTED_LAUNCH_TTL_MS = 600_000
/** The most windows at a time; with one more, the oldest key stops working. */
const MAX_SESSIONS = 64

/**
 * Controls access to the host (L3). A launch token, usable once, is exchanged for a session key that is valid as long
 * as this process runs. Both are 32 random bytes. Only their digests are kept and compared in constant time.
 */
export interface Sessions {
  /**
   * A new launch token for one exchange within {@link LAUNCH_TTL_MS}. `isForHand`: a person opens the address, so it
   * works for {@link PRINTED_LAUNCH_TTL_MS}, or until the next such token. `onUsed` is called when it is exchanged.
   */
  mintLaunchToken(isForHand: boolean, onUsed?: () => void): string
  /** @returns a session key, or `null` when the token is unknown, used or too old. */
  exchange(launchToken: string): string | null
  isSessionKey(key: string): boolean
}

interface Launch {
  readonly digest: Buffer
  readonly isForHand: boolean
  readonly endsAtMs: number
  readonly onUsed: (() => void) | undefined
}

/** `monotonicMs` may stand still in tests. */
export function createSessions(monotonicMs: () => number): Sessions {
  let launches: Launch[] = []
  const sessions: Buffer[] = []

  return {
    mintLaunchToken(isForHand, onUsed) {
      const token = randomBytes(32).toString('base64url')
      const endsAtMs = monotonicMs() + (isForHand ? PRINTED_LAUNCH_TTL_MS : LAUNCH_TTL_MS)
      launches = launches.filter(
        (launch) => !(isForHand && launch.isForHand) && launch.endsAtMs > monotonicMs(),
      )
      launches.push({ digest: digestOf(token), isForHand, endsAtMs, onUsed })
      return token
    },
    exchange(launchToken) {
      const digest = digestOf(launchToken)
      const found = launches.find((launch) => timingSafeEqual(launch.digest, digest))
      if (found === undefined) return null
      launches = launches.filter((launch) => launch !== found)
      if (found.endsAtMs <= monotonicMs()) return null
      const key = randomBytes(32).toString('base64url')
      sessions.push(digestOf(key))
      if (sessions.length > MAX_SESSIONS) sessions.shift()
      found.onUsed?.()
      return key
    },
    isSessionKey(key) {
      const digest = digestOf(key)
      return sessions.some((session) => timingSafeEqual(session, digest))
    },
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
