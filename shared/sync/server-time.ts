/**
 * Catena's time: its last believed `Date` plus the monotonic time since. The monotonic clock may stand still while the
 * computer sleeps, so the estimate can only be too early, never too late.
 */
export interface ServerTime {
  readonly dateMs: number
  readonly monotonicMs: number
  /** A `Date` far from what was expected, waiting for a second one that agrees with it. */
  readonly doubted: { readonly dateMs: number; readonly monotonicMs: number } | null
}

/**
 * How far a `Date` may be from what the last one foretells and still be believed at once. A single wrong `Date` must
 * not shorten a wait for proof; after sleep the second answer confirms the first.
 */
const BELIEVED_MS = 300_000

/** Takes in a `Date` of an authenticated answer. */
export function observeDate(
  before: ServerTime | null,
  dateMs: number | null,
  monotonicMs: number,
): ServerTime | null {
  if (dateMs === null) return before
  const seen = { dateMs, monotonicMs }
  if (before === null || isNear(before, seen)) return { ...seen, doubted: null }
  if (before.doubted !== null && isNear(before.doubted, seen)) return { ...seen, doubted: null }
  return { ...before, doubted: seen }
}

/** True when `time` rests on this very `Date`. */
export function isBelieved(time: ServerTime | null, dateMs: number | null, monotonicMs: number): boolean {
  return time !== null && time.dateMs === dateMs && time.monotonicMs === monotonicMs
}

function isNear(
  expected: { readonly dateMs: number; readonly monotonicMs: number },
  seen: { readonly dateMs: number; readonly monotonicMs: number },
): boolean {
  const foretold = expected.dateMs + (seen.monotonicMs - expected.monotonicMs)
  return Math.abs(seen.dateMs - foretold) <= BELIEVED_MS
}

/** Catena's time now, ms since 1970; `null` before the first `Date`. */
export function serverNow(time: ServerTime | null, monotonicMs: number): number | null {
  return time === null ? null : time.dateMs + (monotonicMs - time.monotonicMs)
}
