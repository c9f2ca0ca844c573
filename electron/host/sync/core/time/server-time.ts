/**
 * Catena's time: its last believed `Date` plus the monotonic time since. The monotonic clock may stop while the
 * computer sleeps, so the estimate can be too early, and never too late.
 */
export interface ServerTime {
  /** `null` until a second `Date` has confirmed the first [B4]. */
  readonly believed: DateAt | null
  /** A `Date` that must be confirmed by a second one: the first, or one that is far from the expected time. */
  readonly unconfirmed: DateAt | null
}

/** A `Date`, ms since 1970, and when it arrived. */
export interface DateAt {
  readonly dateMs: number
  readonly monotonicMs: number
}

/** The time before any `Date`. */
export const UNKNOWN_TIME: ServerTime = { believed: null, unconfirmed: null }

/**
 * How far a `Date` may be from the time that an earlier one predicts. A single wrong `Date` must not shorten a wait for
 * evidence. After a sleep, the second answer confirms the first.
 */
const AGREES_MS = 300_000

/** Takes in the `Date` of an authenticated answer. */
export function observeDate(before: ServerTime, dateMs: number | null, monotonicMs: number): ServerTime {
  if (dateMs === null) return before
  const seen = { dateMs, monotonicMs }
  if (isNear(before.believed, seen) || isNear(before.unconfirmed, seen))
    return { believed: seen, unconfirmed: null }
  return { believed: before.believed, unconfirmed: seen }
}

/** True when `time` is based on this `Date`. */
export function isBelieved({ believed }: ServerTime, dateMs: number | null, monotonicMs: number): boolean {
  return believed !== null && believed.dateMs === dateMs && believed.monotonicMs === monotonicMs
}

/** True when the next `Date` may make the time known [B4]. */
export function isConfirmationAwaited({ believed, unconfirmed }: ServerTime): boolean {
  return believed === null && unconfirmed !== null
}

function isNear(expected: DateAt | null, seen: DateAt): boolean {
  if (expected === null) return false
  const foretold = expected.dateMs + (seen.monotonicMs - expected.monotonicMs)
  return Math.abs(seen.dateMs - foretold) <= AGREES_MS
}

/** Catena's time now, ms since 1970; `null` while it is not known. */
export function serverNow({ believed }: ServerTime, monotonicMs: number): number | null {
  return believed === null ? null : believed.dateMs + (monotonicMs - believed.monotonicMs)
}
