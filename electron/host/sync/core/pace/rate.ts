import type { WireOperationKind } from '../lane/lane.ts'

/**
 * How many writes may be on their way at a time, and the account's gate after a 429. Pure; times are monotonic
 * milliseconds.
 *
 * A write costs a fresh TLS connection, three round trips, and one for itself: 4 × RTT. `lanes` at a time take
 * `writes × 4 × RTT / lanes`. At 200 ms that is 0.8 s for each, so the first 12 lanes send 500 creates in
 * 500 × 0.8 / 12 = 33 s of the 45 s they may take. 5,000 would take 333 s; with lanes that grow from
 * 12 to 32 it is 131 s.
 *
 * How many Catena bears is not known [open], so the lanes follow its answers:
 * - one more for each round of accepted writes (each adds 1 / lanes), while there is more to send than lanes;
 * - a quarter less when the usual time of an answer is more than twice the best, at most once a round: then more lanes
 *   only wait at Catena. With {@link FEWEST_LANES} that no longer comes from the lanes: the times of now are the new measure;
 * - half at a 429. From there they may grow by a tenth of what was in use per minute;
 * - from the start again after the line was down: it may be another network.
 */
export interface Rate {
  /** No request before this: the gate after a 429. */
  readonly shutUntilMs: number
  /** Writes at a time that the answers have earned; grows in fractions. */
  readonly lanes: number
  /** What a 429 leaves of them; `null` before the first one. */
  readonly cap: Cap | null
  readonly times: Readonly<Partial<Record<WireOperationKind, AnswerTimes>>>
  /** Accepted writes since the lanes were last made fewer. */
  readonly acceptedSince: number
}

interface Cap {
  readonly lanes: number
  readonly sinceMs: number
  readonly growthPerMs: number
}

/** How long Catena takes to accept a write of one kind. */
interface AnswerTimes {
  readonly bestMs: number
  /** Each new time counts for an eighth. */
  readonly usualMs: number
}

/** A write that Catena accepted. */
export interface AcceptedWrite {
  readonly kind: WireOperationKind
  readonly tookMs: number
  /** True when writes waited for a free lane: more of them would have been used. */
  readonly areLanesShort: boolean
}

/** Writes at a time before Catena has answered any. */
export const FIRST_LANES = 12
export const MOST_LANES = 32
/** Long answers alone do not make the lanes fewer than this; only a 429 does. */
export const FEWEST_LANES = 4

export const FULL_RATE: Rate = { shutUntilMs: 0, lanes: FIRST_LANES, cap: null, times: {}, acceptedSince: 0 }

const RECOVERY_PER_MS = 0.1 / 60_000
/** The gate stays shut for up to a fifth longer than asked, so that many computers do not come back at once. */
const EXTRA_SHARE = 0.2
/** The wait when a 429 names none or names nonsense. */
const DEFAULT_WAIT_MS = 30_000
const SLOW_FACTOR = 2
const AFTER_SLOW = 0.75
const NEWEST_SHARE = 1 / 8

/** @param chance in [0, 1) */
export function afterRateLimit(rate: Rate, retryAfterMs: number, nowMs: number, chance: number): Rate {
  const asked = retryAfterMs > 0 ? retryAfterMs : DEFAULT_WAIT_MS
  const shutUntilMs = Math.max(rate.shutUntilMs, nowMs + asked * (1 + EXTRA_SHARE * chance))
  // Several requests were on their way when the gate shut: together they are one warning.
  if (rate.cap !== null && rate.shutUntilMs > nowMs) {
    return { ...rate, shutUntilMs, cap: { ...rate.cap, sinceMs: shutUntilMs } }
  }
  const used = lanesAt(rate, nowMs)
  const cap = { lanes: used / 2, sinceMs: shutUntilMs, growthPerMs: used * RECOVERY_PER_MS }
  return { ...rate, shutUntilMs, lanes: used, cap }
}

/** Catena accepted a write. */
export function afterAccepted(rate: Rate, write: AcceptedWrite, nowMs: number): Rate {
  const times = timesWith(rate.times[write.kind], write.tookMs)
  const acceptedSince = rate.acceptedSince + 1
  const next = { ...rate, times: { ...rate.times, [write.kind]: times }, acceptedSince }
  if (times.usualMs > SLOW_FACTOR * times.bestMs) return slower(next, write.kind, times)
  const isCapped = lanesAt(rate, nowMs) < rate.lanes
  if (!write.areLanesShort || isCapped) return next
  return { ...next, lanes: Math.min(MOST_LANES, rate.lanes + 1 / rate.lanes) }
}

function timesWith(times: AnswerTimes | undefined, tookMs: number): AnswerTimes {
  if (times === undefined) return { bestMs: tookMs, usualMs: tookMs }
  const usualMs = times.usualMs + (tookMs - times.usualMs) * NEWEST_SHARE
  return { bestMs: Math.min(times.bestMs, tookMs), usualMs }
}

function slower(rate: Rate, kind: WireOperationKind, times: AnswerTimes): Rate {
  if (rate.acceptedSince < rate.lanes) return rate // those answers were asked for with the lanes of before
  if (rate.lanes > FEWEST_LANES) {
    return { ...rate, lanes: Math.max(FEWEST_LANES, rate.lanes * AFTER_SLOW), acceptedSince: 0 }
  }
  return { ...rate, times: { ...rate.times, [kind]: { ...times, bestMs: times.usualMs } }, acceptedSince: 0 }
}

/** The line was down. What a 429 left still holds: it is the account's. */
export function afterOutage(rate: Rate): Rate {
  return { ...rate, lanes: FIRST_LANES, times: {}, acceptedSince: 0 }
}

function lanesAt({ lanes, cap }: Rate, nowMs: number): number {
  if (cap === null) return lanes
  return Math.min(lanes, cap.lanes + Math.max(0, nowMs - cap.sinceMs) * cap.growthPerMs)
}

/** How many of `wanted` lanes may be used now: at least one once the gate is open, none while it is shut. */
export function lanesAllowed(rate: Rate, wanted: number, nowMs: number): number {
  if (nowMs < rate.shutUntilMs) return 0
  return Math.min(wanted, Math.max(1, Math.floor(lanesAt(rate, nowMs))))
}
