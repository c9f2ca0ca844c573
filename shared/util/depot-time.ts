import { Temporal } from 'temporal-polyfill'

/**
 * Depot time: every time on screen is in one zone, every time on the wire in UTC. An `instant` is ISO 8601 with `Z`, a
 * `day` is `YYYY-MM-DD` in the depot's zone. `parse-depot-time.ts` reads what people type, and `resolve-wall-time.ts` finds the
 * instant of a wall-clock time.
 */

/** Formats times of one zone, with its own caches. Create one per screen and reuse it. */
export interface DepotTime {
  readonly zone: string
  /** `05:55` */
  formatTime(instant: string): string
  /** `24 Nov 05:55`; with the year when that is not the year of `nearDay`. */
  formatDayTime(instant: string, nearDay?: string): string
  /** `05:55 – 12:05`, `05:55 – 25 Nov 02:10`; an open end is left out, two open ends are an empty text. */
  formatRange(start: string | null, end: string | null): string
  /** Depot day of an instant or of milliseconds since 1970; `null` for a text that is no instant. */
  dayOf(instant: string | number): string | null
}

/** English writes `24 Nov`, also in September (`Sep`), where `Intl` has `Sept`. */
const ENGLISH = 'en-GB'
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const MS_PER_MINUTE = 60_000
const MS_PER_DAY = 86_400_000
/** Every zone has changed its offset on a quarter of an hour only, since time zones exist. */
const OFFSET_STRETCH_MS = 15 * MS_PER_MINUTE
/** Entries of a cache; 20,000 quarters of an hour are seven months of planning. A full cache is emptied. */
const MAX_CACHED = 20_000

/** `2026-11-24T05:55:00Z`, the shape in which plans hold every time. */
const PLAIN_INSTANT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/

/**
 * Milliseconds since 1970, or `null` when the text is no instant. Temporal is slow here (a board of 10,000 workflows
 * reads 150,000 instants), so the plain format is parsed without it, except at the end of a month, where Temporal
 * checks that the day exists.
 */
export function readInstantMs(instant: string): number | null {
  if (PLAIN_INSTANT.test(instant) && instant.slice(8, 10) <= '28') {
    // biome-ignore lint/style/noRestrictedGlobals: it reads a text, not the clock
    const ms = Date.parse(instant)
    if (!Number.isNaN(ms)) return ms
  }
  try {
    return Temporal.Instant.from(instant).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** True for an IANA zone that this computer knows. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** @param locale language of the months. @throws RangeError when `zone` is no IANA zone. */
export function createDepotTime(zone: string, locale = ENGLISH): DepotTime {
  const formatShort = shortDayFormat(locale)
  const offsets = new Map<number, number>()
  const dates = new Map<number, DateParts>()
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)

  function offsetMs(ms: number): number {
    const stretch = Math.floor(ms / OFFSET_STRETCH_MS)
    const cached = offsets.get(stretch)
    if (cached !== undefined) return cached
    const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
    const offset = zoned.offsetNanoseconds / 1_000_000
    if (offsets.size >= MAX_CACHED) offsets.clear()
    offsets.set(stretch, offset)
    return offset
  }

  function partsOf(ms: number): { readonly date: DateParts; readonly time: string } {
    const localMs = ms + offsetMs(ms)
    const dayNumber = Math.floor(localMs / MS_PER_DAY)
    let date = dates.get(dayNumber)
    if (date === undefined) {
      date = datePartsOf(dayNumber, formatShort)
      if (dates.size >= MAX_CACHED) dates.clear()
      dates.set(dayNumber, date)
    }
    const minutes = Math.floor((localMs - dayNumber * MS_PER_DAY) / MS_PER_MINUTE)
    return { date, time: `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}` }
  }

  function formatTime(instant: string): string {
    const ms = readInstantMs(instant)
    return ms === null ? instant : partsOf(ms).time
  }

  function formatDayTime(instant: string, nearDay?: string): string {
    const ms = readInstantMs(instant)
    if (ms === null) return instant
    const { date, time } = partsOf(ms)
    const isOtherYear = nearDay !== undefined && nearDay.slice(0, 4) !== date.day.slice(0, 4)
    return isOtherYear ? `${date.short} ${date.day.slice(0, 4)} ${time}` : `${date.short} ${time}`
  }

  function dayOfInstant(instant: string | number): string | null {
    const ms = typeof instant === 'number' ? instant : readInstantMs(instant)
    return ms === null ? null : partsOf(ms).date.day
  }

  function formatRange(start: string | null, end: string | null): string {
    if (start === null) return end === null ? '' : `– ${formatDayTime(end)}`
    if (end === null) return `${formatTime(start)} –`
    const isSameDay = dayOfInstant(start) === dayOfInstant(end)
    return `${formatTime(start)} – ${isSameDay ? formatTime(end) : formatDayTime(end)}`
  }

  return { zone, formatTime, formatDayTime, formatRange, dayOf: dayOfInstant }
}

/** `05:55`. A text that is no instant is shown as it is. */
export function formatTime(instant: string, zone: string): string {
  return createDepotTime(zone).formatTime(instant)
}

/** `24 Nov 05:55`; with the year when that is not the year of `nearDay`. */
export function formatDayTime(instant: string, zone: string, nearDay?: string): string {
  return createDepotTime(zone).formatDayTime(instant, nearDay)
}

/** `05:55 – 12:05`, see {@link DepotTime}. */
export function formatRange(start: string | null, end: string | null, zone: string): string {
  return createDepotTime(zone).formatRange(start, end)
}

/** `Tue 24 Nov 2026`. @throws RangeError when `day` is no `YYYY-MM-DD`. */
export function formatDay(day: string, locale = ENGLISH): string {
  const date = Temporal.PlainDate.from(day)
  if (locale === ENGLISH)
    return `${WEEKDAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]} ${date.year}`
  const parts = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  } as const
  return new Intl.DateTimeFormat(locale, parts).format(utcMs(date))
}

/** `24 Nov – 30 Nov 2026`. @throws RangeError when a day is no `YYYY-MM-DD`. */
export function formatDayRange(from: string, to: string, locale = ENGLISH): string {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  if (locale === ENGLISH) {
    const [start, end] = [first, last].map((each) => `${each.day} ${MONTHS[each.month - 1]}`)
    return `${start} – ${end} ${last.year}`
  }
  const parts = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, parts).formatRange(utcMs(first), utcMs(last))
}

/** `Tue`: the weekday of a day. @throws RangeError when `day` is no `YYYY-MM-DD`. */
export function formatWeekday(day: string, locale = ENGLISH): string {
  const date = Temporal.PlainDate.from(day)
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(utcMs(date))
}

/** 1 (Monday) to 7. @throws RangeError when `day` is no `YYYY-MM-DD`. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/**
 * Day in the depot's zone of an instant or of milliseconds since 1970.
 * @throws RangeError when the text is no instant.
 */
export function dayOf(instant: string | number, zone: string): string {
  const point =
    typeof instant === 'number'
      ? Temporal.Instant.fromEpochMilliseconds(instant)
      : Temporal.Instant.from(instant)
  return point.toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** First millisecond of the day and of the next: 23 or 25 hours apart where the clocks change. */
export function dayRange(day: string, zone: string): readonly [startMs: number, endMs: number] {
  const date = Temporal.PlainDate.from(day)
  return [
    date.toZonedDateTime(zone).epochMilliseconds,
    date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  ]
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString()
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

interface DateParts {
  /** `2026-11-24` */
  readonly day: string
  /** `24 Nov` */
  readonly short: string
}

function datePartsOf(dayNumber: number, formatShort: (date: Temporal.PlainDate) => string): DateParts {
  const date = new Temporal.PlainDate(1970, 1, 1).add({ days: dayNumber })
  return { day: date.toString(), short: formatShort(date) }
}

/** `24 Nov`, `24. Nov.`: day and month in the order of a language. */
function shortDayFormat(locale: string): (date: Temporal.PlainDate) => string {
  if (locale === ENGLISH) return (date) => `${date.day} ${MONTHS[date.month - 1]}`
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return (date) => format.format(utcMs(date))
}

function utcMs(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
