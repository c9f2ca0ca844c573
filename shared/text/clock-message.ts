import type { Translate } from './texts.ts'

/** Differences of this computer's clock up to this, in milliseconds, are not reported. */
export const CLOCK_TOLERANCE_MS = 120_000

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * The message about a wrong clock of this computer. @param aheadMs how far the clock is ahead of the servers' time,
 * milliseconds, negative when it is behind; `null` when no server has sent its time. @returns `null` when the clock is
 * right.
 */
export function clockMessage(aheadMs: number | null, t: Translate): string | null {
  if (aheadMs === null || Math.abs(aheadMs) <= CLOCK_TOLERANCE_MS) return null
  const amount = amountText(Math.abs(aheadMs), t)
  return aheadMs > 0 ? t('sync.clock.fast', { amount }) : t('sync.clock.slow', { amount })
}

/** Minutes below two hours, hours below two days, then days: `12 min`, `5 h`, `3 days`. */
function amountText(ms: number, t: Translate): string {
  if (ms < 2 * HOUR_MS) return t('app.minutes', { count: Math.round(ms / MINUTE_MS) })
  if (ms < 2 * DAY_MS) return t('app.hours', { count: Math.round(ms / HOUR_MS) })
  return t('app.days', { count: Math.round(ms / DAY_MS) })
}
