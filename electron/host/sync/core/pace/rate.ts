import type { WireOperationKind } from '../lane/lane.ts'

/**
 * How many writes may be on their way at a time (slots), and the account's gate after a 429. Pure; times are monotonic
 * milliseconds.
 *
 * A write needs a new TLS connection, which takes three round trips, and one for itself: 4 × RTT. With `slots` at a
 * time, writes take `writes × 4 × RTT / slots`. At an RTT of 200 ms a write takes 0.8 s, so the first 12 slots send 500
 * creates in 500 × 0.8 / 12 = 33 s of the 45 s they may take. 5,000 creates would take 333 s; with slots that grow from
 * 12 to 32 they take 131 s.
 *
 * How many writes Catena bears at a time is not known [open], so the slots follow its answers:
 * - One more for each round of accepted writes (each adds 1 / slots), while more writes wait than there are slots.
 * - A quarter less when the usual time of an answer is more than twice the best, at most once a round: more slots would
 *   only wait at Catena. At {@link FEWEST_SLOTS} the slots are no longer the cause, and the present times become the
 *   new best.
 * - Half at a 429. From there they may grow by a tenth of the slots in use per minute.
 * - The first number again after the network was down, because it may be another network.
 */
export interface Rate {
  /** No request is made before this (the gate after a 429). */
  readonly shutUntilMs: number
  /** Slots that the answers so far allow. It grows in fractions. */
  readonly slots: number
  /** What a 429 has left of the slots; `null` before the first 429. */
  readonly cap: Cap | null
  readonly times: Readonly<Partial<Record<WireOperationKind, AnswerTimes>>>
  /** Accepted writes since the slots were last reduced. */
  readonly acceptedSince: number
}

interface Cap {
  readonly slots: number
  readonly sinceMs: number
  readonly growthPerMs: number
}

/** How long Catena takes to accept a write of one kind. */
interface AnswerTimes {
  readonly bestMs: number
  /** The moving average. Each new time counts for an eighth. */
  readonly usualMs: number
}

/** A write that Catena accepted. */
export interface AcceptedWrite {
  readonly kind: WireOperationKind
  readonly tookMs: number
  /** True when writes waited for a free slot, so that more slots would be used. */
  readonly areSlotsShort: boolean
}

/** Slots before Catena has answered a write. */
export const FIRST_SLOTS = 12
export const MOST_SLOTS = 32
/** Long answers reduce the slots to this number at least. Only a 429 reduces them further. */
export const FEWEST_SLOTS = 4

export const FULL_RATE: Rate = { shutUntilMs: 0, slots: FIRST_SLOTS, cap: null, times: {}, acceptedSince: 0 }

const RECOVERY_PER_MS = 0.1 / 60_000
/** The gate stays shut for up to a fifth longer than asked, so that many computers do not return at the same moment. */
const EXTRA_SHARE = 0.2
/** The wait after a 429 that names no time or an invalid one. */
const DEFAULT_WAIT_MS = 30_000
const SLOW_FACTOR = 2
const AFTER_SLOW = 0.75
const NEWEST_SHARE = 1 / 8

/** @param chance in [0, 1) */
export function afterRateLimit(rate: Rate, retryAfterMs: number, nowMs: number, chance: number): Rate {
  const asked = retryAfterMs > 0 ? retryAfterMs : DEFAULT_WAIT_MS
  const shutUntilMs = Math.max(rate.shutUntilMs, nowMs + asked * (1 + EXTRA_SHARE * chance))
  // Requests that were on their way when the gate shut get a 429 too. Together they count once.
  if (rate.cap !== null && rate.shutUntilMs > nowMs) {
    return { ...rate, shutUntilMs, cap: { ...rate.cap, sinceMs: shutUntilMs } }
  }
  const used = slotsAt(rate, nowMs)
  const cap = { slots: used / 2, sinceMs: shutUntilMs, growthPerMs: used * RECOVERY_PER_MS }
  return { ...rate, shutUntilMs, slots: used, cap }
}

/** Catena accepted a write. */
export function afterAccepted(rate: Rate, write: AcceptedWrite, nowMs: number): Rate {
  const times = timesWith(rate.times[write.kind], write.tookMs)
  const acceptedSince = rate.acceptedSince + 1
  const next = { ...rate, times: { ...rate.times, [write.kind]: times }, acceptedSince }
  if (times.usualMs > SLOW_FACTOR * times.bestMs) return slower(next, write.kind, times)
  const isCapped = slotsAt(rate, nowMs) < rate.slots
  if (!write.areSlotsShort || isCapped) return next
  return { ...next, slots: Math.min(MOST_SLOTS, rate.slots + 1 / rate.slots) }
}

function timesWith(times: AnswerTimes | undefined, tookMs: number): AnswerTimes {
  if (times === undefined) return { bestMs: tookMs, usualMs: tookMs }
  const usualMs = times.usualMs + (tookMs - times.usualMs) * NEWEST_SHARE
  return { bestMs: Math.min(times.bestMs, tookMs), usualMs }
}

function slower(rate: Rate, kind: WireOperationKind, times: AnswerTimes): Rate {
  if (rate.acceptedSince < rate.slots) return rate // those requests were made with the slots from before the reduction
  if (rate.slots > FEWEST_SLOTS) {
    return { ...rate, slots: Math.max(FEWEST_SLOTS, rate.slots * AFTER_SLOW), acceptedSince: 0 }
  }
  return { ...rate, times: { ...rate.times, [kind]: { ...times, bestMs: times.usualMs } }, acceptedSince: 0 }
}

/** The network was down. The cap of a 429 still holds, because it belongs to the account. */
export function afterOutage(rate: Rate): Rate {
  return { ...rate, slots: FIRST_SLOTS, times: {}, acceptedSince: 0 }
}

function slotsAt({ slots, cap }: Rate, nowMs: number): number {
  if (cap === null) return slots
  return Math.min(slots, cap.slots + Math.max(0, nowMs - cap.sinceMs) * cap.growthPerMs)
}

/** How many of `wanted` slots may be used now: at least one while the gate is open, none while it is shut. */
export function slotsAllowed(rate: Rate, wanted: number, nowMs: number): number {
  if (nowMs < rate.shutUntilMs) return 0
  return Math.min(wanted, Math.max(1, Math.floor(slotsAt(rate, nowMs))))
}
