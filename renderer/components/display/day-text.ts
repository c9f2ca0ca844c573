import { formatDay } from '../../../shared/util/depot-time.ts'

/** `Tue 24 Nov 2026`, `Di., 24. Nov. 2026`: a day `YYYY-MM-DD` with its weekday. @param locale BCP 47 tag. */
export function dayText(day: string, locale: string): string {
  if (locale === 'en-GB') return formatDay(day) // `Intl` writes a comma and `Sept` there
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, date))
}
