import { RRule, type Weekday } from 'rrule'

/** Short names of the weekdays in a language, Monday first. @param locale BCP 47 tag. */
export function weekdayNames(locale: string): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  return RULE_DAYS.map((_day, index) => format.format(Date.UTC(2024, 0, 1 + index))) // 1 January 2024 is a Monday
}

const RULE_DAYS: readonly Weekday[] = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU]

/** Weekdays (0 = Monday) → an RFC 5545 rule such as `FREQ=WEEKLY;BYDAY=MO,FR`; `null` for none. */
export function ruleOf(weekdays: readonly number[]): string | null {
  const days = [...new Set(weekdays)].sort((a, b) => a - b).flatMap((index) => RULE_DAYS[index] ?? [])
  if (days.length === 0) return null
  return RRule.optionsToString({ freq: RRule.WEEKLY, byweekday: days }).replace(/^RRULE:/, '')
}

/** The weekdays of a rule, 0 = Monday; none when the rule cannot be read. */
export function weekdaysOf(rule: string | null): readonly number[] {
  if (rule === null) return []
  const options = readRule(rule)
  const days = options?.byweekday
  if (days === undefined || days === null) return []
  return (Array.isArray(days) ? days : [days]).map((each) =>
    typeof each === 'number' ? each : typeof each === 'string' ? -1 : each.weekday,
  )
}

/** The weekdays of `after` that are not in `before`, as a rule; `null` for none. */
export function addedWeekdays(before: string | null, after: string | null): string | null {
  const known = weekdaysOf(before)
  return ruleOf(weekdaysOf(after).filter((each) => !known.includes(each)))
}

/** Days `YYYY-MM-DD` from `from` to `to`, both included, on which the rule falls. Days have no zone. */
export function daysOfRule(rule: string | null, from: string, to: string): readonly string[] {
  const options = rule === null ? null : readRule(rule)
  if (options === null) return []
  const start = new Date(`${from}T00:00:00Z`)
  const end = new Date(`${to}T00:00:00Z`)
  return new RRule({ ...options, dtstart: start })
    .between(start, end, true)
    .map((date) => date.toISOString().slice(0, 10))
}

/** `null` for a rule that this version does not know: the screen shows it as made by hand only. */
function readRule(rule: string): ReturnType<typeof RRule.parseString> | null {
  try {
    const options = RRule.parseString(rule)
    return options.freq === undefined ? null : options
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
