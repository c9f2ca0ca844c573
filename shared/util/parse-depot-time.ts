import { Temporal } from 'temporal-polyfill'
import { messageRef, type StoredText } from '../text/stored-text.ts'
import { addDays, daysBetween } from './depot-time.ts'
import { type DepotInstant, dateRef, resolveWallTime } from './resolve-wall-time.ts'

/**
 * The result of reading a typed time: an instant, a gap or fold for a person to decide, or one sentence on what is
 * wrong.
 */
export type ParsedDepotTime = DepotInstant | { readonly kind: 'invalid'; readonly message: StoredText }

/** The day `YYYY-MM-DD` and the zone of a typed time that does not name them. */
export interface DepotTimeDefaults {
  readonly day: string
  readonly zone: string
}

const ADVICE = messageRef('fields.time.dateAndTime')
/** A date without a year is read as the nearest one to the day on screen, at most half a year away. */
const NEAR_DAYS = 183

/**
 * Reads a time as a dispatcher types it: `5:55`, `0555`, `5:55 pm`, `24 Nov 05:55`, `Tue 24 Nov 2026 05:55`,
 * `2026-11-24 05:55`, `24.11. 5:55`, `+1 05:55` (a day later), or an ISO instant with its offset. Parts of a second are
 * left out. Refuses texts with two readings: two-digit years, `11/12`, `24:00`, a bare hour, a weekday that does not fit,
 * and a date without a time: the year of `24 Nov 2026` is no time of day.
 */
export function parseDepotTime(text: string, defaults: DepotTimeDefaults): ParsedDepotTime {
  const typed = text.normalize('NFKC').replaceAll(',', ' ').replace(/\s+/g, ' ').trim()
  if (typed === '') return invalid(ADVICE)
  if (/\d[Tt ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?([Zz]|[+-]\d{2}:?\d{2})$/.test(typed)) return parseExact(typed)

  const split = splitTime(typed)
  if (split === null) return invalid(whyNoTime(typed))
  if (isYear(split)) return invalid(messageRef('fields.time.timeToo'))
  const time = readTime(split.time, split.half)
  if ('message' in time) return time
  const day = readDay(split.date, defaults.day)
  if (typeof day !== 'string') return day
  const wall = Temporal.PlainDate.from(day).toPlainDateTime(time)
  return resolveWallTime(wall, defaults.zone)
}

/**
 * The same for a field whose reading the person sees at once: a bare hour is taken too, so that `6` is 06:00 and `+1 6` is
 * 06:00 on the day after.
 */
export function parseTypedTime(text: string, defaults: DepotTimeDefaults): ParsedDepotTime {
  const isBareHour = /^\s*(?:[+-]\d{1,3}d?\s+)?\d{1,2}\s*$/.test(text)
  return parseDepotTime(isBareHour ? `${text.trimEnd()}:00` : text, defaults)
}

interface Invalid {
  readonly kind: 'invalid'
  readonly message: StoredText
}

function invalid(message: StoredText): Invalid {
  return { kind: 'invalid', message }
}

function parseExact(typed: string): ParsedDepotTime {
  try {
    const instant = Temporal.Instant.from(typed.replace(' ', 'T').replace(/\s/g, '').toUpperCase())
    return { kind: 'ok', instant: instant.toString() }
  } catch (error) {
    if (error instanceof RangeError) return invalid(messageRef('fields.time.notATime', { typed }))
    throw error
  }
}

/** Splits off the last word, which is the time; the rest is the date. */
function splitTime(typed: string): { date: string; time: string; half: string | null } | null {
  const match =
    /^(?:(?<date>.*?)[ T])?(?<time>\d{1,2}:\d{2}(?::\d{2})?|\d{3,4}|\d{1,2}(?= ?[ap]\.? ?m))(?:(?<=:\d{2}:\d{2})\.\d{1,9})?(?: ?(?<half>[ap])\.? ?m\.?)?$/i.exec(
      typed,
    )
  const groups = match?.groups
  if (groups?.time === undefined) return null
  return { date: groups.date ?? '', time: groups.time, half: groups.half?.toLowerCase() ?? null }
}

/** True for the year of a date that has none before it: `24 Nov 2026`. */
function isYear({ date, time, half }: { date: string; time: string; half: string | null }): boolean {
  const canBeYear = half === null && /^(?:19|20)\d{2}$/.test(time)
  return canBeYear && date !== '' && !/^[+-]|\d{4}/.test(date)
}

function whyNoTime(typed: string): StoredText {
  if (/^\d{1,2}$/.test(typed)) return messageRef('fields.time.minutesToo', { hour: typed })
  if (/\p{L}{3}|\d[-./]\d/u.test(typed)) return messageRef('fields.time.timeToo')
  return ADVICE
}

function readTime(
  time: string,
  half: string | null,
): { hour: number; minute: number; second: number } | Invalid {
  const digits = time.includes(':') ? time.split(':').map(Number) : readBareTime(time)
  const [hour = Number.NaN, minute = 0, second = 0] = digits
  if (minute > 59 || second > 59) return invalid(messageRef('fields.time.minuteRange'))
  if (half !== null) {
    if (hour < 1 || hour > 12) return invalid(messageRef('fields.time.halfDayHours'))
    return { hour: (hour % 12) + (half === 'p' ? 12 : 0), minute, second }
  }
  if (hour === 24) return invalid(messageRef('fields.time.midnight'))
  if (hour > 23) return invalid(messageRef('fields.time.hourRange'))
  return { hour, minute, second }
}

function readBareTime(time: string): number[] {
  return time.length <= 2 ? [Number(time)] : [Number(time.slice(0, -2)), Number(time.slice(-2))]
}

function readDay(date: string, defaultDay: string): string | Invalid {
  if (date === '') return defaultDay
  const relative = /^([+-])(\d{1,3})d?$/.exec(date)
  if (relative) return addDays(defaultDay, Number(`${relative[1]}${relative[2]}`))
  if (date.includes('/')) return invalid(messageRef('fields.time.slash'))

  const [, name = '', after = ''] = /^(\p{L}{2,})\.? (.+)$/u.exec(date) ?? []
  const weekdays = weekdaysOf(name)
  if (weekdays === undefined) return readCalendarDay(date, defaultDay)
  const day = readCalendarDay(after, defaultDay)
  if (typeof day !== 'string') {
    // Spanish and French `mar.` is a Tuesday, and `Mar 24` is in March.
    const asMonth = readCalendarDay(date, defaultDay)
    return typeof asMonth === 'string' ? asMonth : day
  }
  if (weekdays.has(Temporal.PlainDate.from(day).dayOfWeek)) return day
  return invalid(messageRef('fields.time.wrongWeekday', { date: after, weekday: name }))
}

let weekdayNumbers: ReadonlyMap<string, ReadonlySet<number>> | null = null

/** The weekdays, from 1 for Monday, that are called so in a language of the screens; `undefined` = none. */
function weekdaysOf(name: string): ReadonlySet<number> | undefined {
  weekdayNumbers ??= readWeekdayNames()
  return weekdayNumbers.get(plainName(name))
}

/** Whole names, short ones and the first three letters. Some are of two days in two languages. */
function readWeekdayNames(): ReadonlyMap<string, ReadonlySet<number>> {
  const numbers = new Map<string, Set<number>>()
  const add = (name: string, number: number): void => {
    numbers.set(name, (numbers.get(name) ?? new Set()).add(number))
  }
  for (const locale of MONTH_LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' })
      for (let number = 1; number <= 7; number += 1) {
        // 1 January 2024 is a Monday.
        const day = new Temporal.PlainDate(2024, 1, number).toZonedDateTime('UTC').epochMilliseconds
        const name = plainName(format.format(day))
        add(name, number)
        if (name.length > 3) add(name.slice(0, 3), number)
      }
    }
  }
  return numbers
}

function readCalendarDay(date: string, defaultDay: string): string | Invalid {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date)
  if (iso) return existingDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\.? ?(\d+)?$/.exec(date)
  if (dotted) return dayInYear(Number(dotted[1]), Number(dotted[2]), dotted[3], defaultDay)
  const named = /^(\d{1,2})\.? (\p{L}{3,})\.?(?: (\d+))?$/u.exec(date)
  if (named) return dayInYear(Number(named[1]), monthOf(named[2]), named[3], defaultDay)
  const reversed = /^(\p{L}{3,})\.? (\d{1,2})(?: (\d{4}))?$/u.exec(date)
  if (reversed) return dayInYear(Number(reversed[2]), monthOf(reversed[1]), reversed[3], defaultDay)
  return invalid(ADVICE)
}

const MONTH_LOCALES = ['en', 'de', 'es', 'fr']
let monthNumbers: ReadonlyMap<string, number> | null = null

/** The number of a month by its name in any language of the screens, long or short; 0 when no month is called that. */
function monthOf(name: string | undefined): number {
  monthNumbers ??= readMonthNames()
  return monthNumbers.get(plainName(name ?? '')) ?? 0
}

function readMonthNames(): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const locale of MONTH_LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' })
      for (let month = 1; month <= 12; month += 1) {
        const name = plainName(
          format.format(new Temporal.PlainDate(2024, month, 1).toZonedDateTime('UTC').epochMilliseconds),
        )
        numbers.set(name, month)
        // The first three letters name one month in every language, except French `jui`. Short forms differ: German
        // `März` has none, English `Sept` is also written `Sep`.
        const start = name.slice(0, 3)
        if (start !== 'jui') numbers.set(start, month)
      }
    }
  }
  return numbers
}

/** Lower case, without accents and the dot of a short form. */
function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase()
}

function dayInYear(
  day: number,
  month: number,
  year: string | undefined,
  defaultDay: string,
): string | Invalid {
  if (month < 1 || month > 12) return invalid(messageRef('fields.time.noSuchMonth'))
  if (year !== undefined) {
    if (year.length !== 4) return invalid(messageRef('fields.time.yearDigits'))
    return existingDay(Number(year), month, day)
  }
  const around = Number(defaultDay.slice(0, 4))
  const candidates = [around - 1, around, around + 1]
    .map((each) => existingDay(each, month, day))
    .filter((each) => typeof each === 'string')
  const nearest = candidates.find((each) => Math.abs(daysBetween(defaultDay, each)) <= NEAR_DAYS)
  if (nearest !== undefined) return nearest
  if (candidates.length === 0) return existingDay(around, month, day)
  return invalid(messageRef('fields.time.farDay', { date: dateRef({ day, month }) }))
}

function existingDay(year: number, month: number, day: number): string | Invalid {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    if (month < 1 || month > 12) return invalid(messageRef('fields.time.unknownMonth'))
    return invalid(messageRef('fields.time.noSuchDay', { date: dateRef({ day, month, year }) }))
  }
}
