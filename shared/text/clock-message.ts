/** A computer's clock that is off by no more than this is left alone, milliseconds. */
export const CLOCK_TOLERANCE_MS = 120_000

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * The message about a wrong clock of this computer. @param aheadMs how far the clock is ahead of the servers' time,
 * milliseconds, negative when it is behind; `null` when no server has told its time. @returns `null` when there is
 * nothing to say.
 */
export function clockMessage(aheadMs: number | null): string | null {
  if (aheadMs === null || Math.abs(aheadMs) <= CLOCK_TOLERANCE_MS) return null
  return `This computer's clock is ${amount(Math.abs(aheadMs))} ${aheadMs > 0 ? 'fast' : 'slow'}`
}

/** Minutes below two hours, hours below two days, then days: `12 min`, `5 h`, `3 days`. */
function amount(ms: number): string {
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`
  if (ms < 2 * DAY_MS) return `${Math.round(ms / HOUR_MS)} h`
  return `${Math.round(ms / DAY_MS)} days`
}
