import { describe, expect, it } from 'vitest'
import { textOf } from '../../../shared/text/stored-text.ts'
import { createDepotTime, formatDayTime } from '../../../shared/util/depot-time.ts'
import { parseDepotTime, parseTypedTime } from '../../../shared/util/parse-depot-time.ts'
import { english } from '../../doubles/english.ts'

const defaults = { day: '2026-11-24', zone: 'America/Chicago' }

/** With its stored texts as sentences in English. */
function shown(value: object): unknown {
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, each]) => [name, typeof each === 'string' ? textOf(english.t, each) : each]),
  )
}

describe('reading a typed time', () => {
  it.each([
    ['5:55', '2026-11-24T11:55:00Z'],
    ['0555', '2026-11-24T11:55:00Z'],
    ['555', '2026-11-24T11:55:00Z'],
    ['05:55', '2026-11-24T11:55:00Z'],
    [' 05:55\u00a0', '2026-11-24T11:55:00Z'],
    ['5:55 pm', '2026-11-24T23:55:00Z'],
    ['5pm', '2026-11-24T23:00:00Z'],
    ['12:05am', '2026-11-24T06:05:00Z'],
    ['00:00', '2026-11-24T06:00:00Z'],
    ['05:55:30', '2026-11-24T11:55:30Z'],
    ['24 Nov 05:55', '2026-11-24T11:55:00Z'],
    ['24 November, 05:55', '2026-11-24T11:55:00Z'],
    ['Nov 24 0555', '2026-11-24T11:55:00Z'],
    ['Tue 24 Nov 2026 05:55', '2026-11-24T11:55:00Z'],
    ['2026-11-24 05:55', '2026-11-24T11:55:00Z'],
    ['2026-11-24T05:55', '2026-11-24T11:55:00Z'],
    ['24.11. 5:55', '2026-11-24T11:55:00Z'],
    ['24.11.2026 5:55', '2026-11-24T11:55:00Z'],
    ['+1 05:55', '2026-11-25T11:55:00Z'],
    ['-1 23:30', '2026-11-24T05:30:00Z'],
    ['2026-11-24T11:55:00Z', '2026-11-24T11:55:00Z'],
    ['2026-11-24 12:55+01:00', '2026-11-24T11:55:00Z'],
    ['2026-11-24 05:55:00.000', '2026-11-24T11:55:00Z'],
    ['Di 24.11.2026 05:55', '2026-11-24T11:55:00Z'],
    ['martes 24 noviembre 2026 05:55', '2026-11-24T11:55:00Z'],
    ['mar. 24 nov. 2026 05:55', '2026-11-24T11:55:00Z'],
    ['2026-11-24 2015', '2026-11-25T02:15:00Z'],
  ])('takes %j', (text, instant) => {
    expect(parseDepotTime(text, defaults)).toEqual({ kind: 'ok', instant })
  })

  it('takes a date without a year as the one nearest to the day on screen', () => {
    const newYear = { day: '2026-12-31', zone: 'America/Chicago' }
    expect(parseDepotTime('1 Jan 05:55', newYear)).toEqual({ kind: 'ok', instant: '2027-01-01T11:55:00Z' })
    const january = { day: '2027-01-01', zone: 'America/Chicago' }
    expect(parseDepotTime('31 Dec 05:55', january)).toEqual({ kind: 'ok', instant: '2026-12-31T11:55:00Z' })
  })

  it.each([
    ['', 'Enter a date and time, such as 24 Nov 05:55'],
    ['soon', 'Enter the time of day too, such as 24 Nov 05:55'],
    ['5', 'Enter minutes too, such as 5:00'],
    ['24 Nov', 'Enter the time of day too, such as 24 Nov 05:55'],
    ['24 Nov 2026', 'Enter the time of day too, such as 24 Nov 05:55'],
    ['Tue 24 Nov 2026', 'Enter the time of day too, such as 24 Nov 05:55'],
    ['Nov 24 2026', 'Enter the time of day too, such as 24 Nov 05:55'],
    ['24:00', '24:00 is 00:00 of the next day: enter +1 00:00'],
    ['25:10', 'Hours are from 00 to 23'],
    ['5:75', 'Minutes are from 00 to 59'],
    ['13:00 pm', 'With am or pm, hours are from 1 to 12'],
    ['24.11.26 5:55', 'Enter the year with four digits'],
    ['24 Nov 26 5:55', 'Enter the year with four digits'],
    ['2027-02-30 05:55', '30 Feb 2027 does not exist'],
    ['31 Nov 05:55', '31 Nov 2026 does not exist'],
    ['2026-13-01 05:55', 'This month does not exist'],
    ['11/12/2026 05:55', 'Write the date as 24 Nov or 2026-11-24: with / it can be read in two ways'],
    ['Mon 24 Nov 05:55', '24 Nov is not a Mon'],
    ['24 Foo 05:55', 'This month does not exist: write 24 Nov or 2026-11-24'],
    ['2027-02-30T05:55:00Z', 'This time does not exist: 2027-02-30T05:55:00Z'],
    ['29 Feb 05:55', '29 Feb 2026 does not exist'],
  ])('refuses %j', (text, message) => {
    expect(shown(parseDepotTime(text, defaults))).toEqual({ kind: 'invalid', message })
  })

  it.each([
    ['6', '2026-11-24T12:00:00Z'],
    [' 06 ', '2026-11-24T12:00:00Z'],
    ['+1 6', '2026-11-25T12:00:00Z'],
    ['0', '2026-11-24T06:00:00Z'],
    ['5:55', '2026-11-24T11:55:00Z'],
  ])('takes the hour alone in a field: %j', (text, instant) => {
    expect(parseTypedTime(text, defaults)).toEqual({ kind: 'ok', instant })
  })

  it.each([
    ['24', '24:00 is 00:00 of the next day: enter +1 00:00'],
    ['25', 'Hours are from 00 to 23'],
    ['24 Nov', 'Enter the time of day too, such as 24 Nov 05:55'],
    ['24 Nov 6', 'Enter the time of day too, such as 24 Nov 05:55'],
  ])('refuses %j in a field', (text, message) => {
    expect(shown(parseTypedTime(text, defaults))).toEqual({ kind: 'invalid', message })
  })

  it('refuses a missing wall-clock time and says between which the clocks jump', () => {
    expect(shown(parseDepotTime('8 Mar 2026 02:30', defaults))).toMatchObject({
      kind: 'gap',
      message: '02:30 on 8 Mar 2026 does not exist: the clocks jump from 02:00 to 03:00',
    })
  })

  it('asks about a wall-clock time that comes twice', () => {
    expect(parseDepotTime('1 Nov 2026 01:30', defaults)).toMatchObject({
      kind: 'fold',
      earlier: '2026-11-01T06:30:00Z',
      later: '2026-11-01T07:30:00Z',
    })
  })

  it('reads back what the screen shows', () => {
    for (const instant of ['2026-11-24T11:55:00Z', '2027-01-03T06:00:00Z', '2026-07-01T04:59:00Z']) {
      const text = formatDayTime(instant, defaults.zone, defaults.day)
      expect(parseDepotTime(text, defaults)).toEqual({ kind: 'ok', instant })
    }
  })

  it.each(['en-GB', 'de', 'es', 'fr'])('reads back what the screen shows in %s, in every month', (locale) => {
    const time = createDepotTime(defaults.zone, locale)
    for (let month = 1; month <= 12; month += 1) {
      for (const year of [2026, 2031]) {
        const instant = `${year}-${String(month).padStart(2, '0')}-17T11:55:00Z`
        const text = time.formatDayTime(instant, `2026-${instant.slice(5, 7)}-01`)
        expect(parseDepotTime(text, { ...defaults, day: `2026-${instant.slice(5, 7)}-01` }), text).toEqual({
          kind: 'ok',
          instant,
        })
      }
    }
  })
})
