/**
 * The account's gate after a 429 and the share of lanes that may be used afterwards: halved by each 429, growing back
 * by a tenth of the full rate per minute. Times are monotonic milliseconds.
 */
export interface Rate {
  readonly shutUntilMs: number
  readonly share: number
  readonly shareSinceMs: number
}

export const FULL_RATE: Rate = { shutUntilMs: 0, share: 1, shareSinceMs: 0 }

const RECOVERY_PER_MS = 0.1 / 60_000
/** The gate stays shut for up to a fifth longer than asked, so that many computers do not come back at once. */
const EXTRA_SHARE = 0.2
/** The wait when a 429 names none or names nonsense. */
const DEFAULT_WAIT_MS = 30_000

/** @param chance in [0, 1) */
export function afterRateLimit(rate: Rate, retryAfterMs: number, nowMs: number, chance: number): Rate {
  const asked = retryAfterMs > 0 ? retryAfterMs : DEFAULT_WAIT_MS
  const shutUntilMs = Math.max(rate.shutUntilMs, nowMs + asked * (1 + EXTRA_SHARE * chance))
  // Several requests were on their way when the gate shut: together they are one warning.
  if (rate.shutUntilMs > nowMs) return { ...rate, shutUntilMs, shareSinceMs: shutUntilMs }
  return { shutUntilMs, share: shareAt(rate, nowMs) / 2, shareSinceMs: shutUntilMs }
}

export function shareAt(rate: Rate, nowMs: number): number {
  return Math.min(1, rate.share + Math.max(0, nowMs - rate.shareSinceMs) * RECOVERY_PER_MS)
}

/** How many of `lanes` may be used now: at least one once the gate is open, none while it is shut. */
export function lanesAllowed(rate: Rate, lanes: number, nowMs: number): number {
  if (nowMs < rate.shutUntilMs) return 0
  return Math.max(1, Math.floor(lanes * shareAt(rate, nowMs)))
}
