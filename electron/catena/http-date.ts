import { Temporal } from 'temporal-polyfill'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/

/**
 * The time in an HTTP `Date` or `Retry-After` header, in milliseconds since 1970; `null` when it has another format.
 * Only IMF-fixdate is read, which servers have to send (RFC 9110); the two obsolete formats are not.
 */
export function parseHttpDate(text: string): number | null {
  const match = HTTP_DATE.exec(text.trim())
  if (match === null) return null
  const [, day = '', monthName = '', year = '', hour = '', minute = '', second = ''] = match
  const month = MONTHS.indexOf(monthName) + 1
  if (month === 0) return null
  try {
    return Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month,
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Math.min(Number(second), second === '60' ? 59 : 99), // a leap second is read as the second before it
      },
      { overflow: 'reject' },
    ).toZonedDateTime('UTC').epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return null // 31 February, 25 o'clock
    throw error
  }
}
