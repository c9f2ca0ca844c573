import type { Translate } from '../../../shared/text/texts.ts'
import { type DepotTime, daysBetween } from '../../../shared/util/depot-time.ts'

/** A duration in minutes, hours from 60 minutes on, or days from 48 hours on: "22 min", "3 h", "2 days". */
export function ageText(ms: number, t: Translate): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return t('app.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return t('app.hours', { count: hours })
  return t('app.days', { count: Math.floor(hours / 24) })
}

/** The time from now to a moment: "2 min ago", "in 40 s", "now". */
export function relativeTimeText(atMs: number, nowMs: number, t: Translate): string {
  const delta = atMs - nowMs
  const size = Math.abs(delta)
  if (size < 5_000) return t('app.now')
  const age = size < 60_000 ? t('app.seconds', { count: Math.round(size / 1000) }) : ageText(size, t)
  return delta < 0 ? t('app.ago', { age }) : t('app.inFuture', { age })
}

/** A time of today as `05:12`, of any other day as `23 Nov 05:12`. */
export function shortTimeText(iso: string, time: DepotTime, today: string): string {
  return time.dayOf(iso) === today ? time.formatTime(iso) : time.formatDayTime(iso, today)
}

/** A time on `day` as `05:12`, on the day after it as `01:40 +1`, and on any other day with its date. */
export function timeWithDayIfOther(iso: string, day: string, time: DepotTime): string {
  const own = time.dayOf(iso)
  if (own === null || own === day) return time.formatTime(iso)
  return daysBetween(day, own) === 1 ? `${time.formatTime(iso)} +1` : time.formatDayTime(iso, day)
}

/** "1 workflow", "3 workflows". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

/** `PLANNED` → `Planned`, `IN_TRANSIT_2` → `In transit 2`; words of Catena that are not known are shown too. */
export function statusWord(status: string): string {
  const words = status.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
