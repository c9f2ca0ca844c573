import { describe, expect, it } from 'vitest'
import { textOf } from '../../../shared/text/stored-text.ts'
import {
  addDays,
  createDepotTime,
  dayOf,
  dayRange,
  daysBetween,
  formatDay,
  formatDayRange,
  formatDayTime,
  formatRange,
  formatTime,
  isTimeZone,
  shiftInDepotTime,
} from '../../../shared/util/depot-time.ts'
import { english } from '../../doubles/english.ts'

const CHICAGO = 'America/Chicago'

/** With its stored texts as sentences in English. */
function shown(value: object): unknown {
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, each]) => [name, typeof each === 'string' ? textOf(english.t, each) : each]),
  )
}

describe('depot time on screen', () => {
  it('shows an instant in the depot zone', () => {
    expect(formatTime('2026-11-24T11:55:00Z', CHICAGO)).toBe('05:55')
    expect(formatDayTime('2026-11-24T11:55:00.000Z', CHICAGO)).toBe('24 Nov 05:55')
    expect(formatTime('2026-11-24T11:55:00Z', 'Asia/Kathmandu')).toBe('17:40')
  })

  it('adds the year when it is not the year of the day on screen', () => {
    expect(formatDayTime('2027-01-01T12:00:00Z', CHICAGO, '2026-12-31')).toBe('1 Jan 2027 06:00')
    expect(formatDayTime('2026-12-30T12:00:00Z', CHICAGO, '2026-12-31')).toBe('30 Dec 06:00')
  })

  it('shows a range, with the day of the end only when it is another day', () => {
    expect(formatRange('2026-11-24T11:55:00Z', '2026-11-24T18:05:00Z', CHICAGO)).toBe('05:55 – 12:05')
    expect(formatRange('2026-11-24T11:55:00Z', '2026-11-25T08:10:00Z', CHICAGO)).toBe('05:55 – 25 Nov 02:10')
    expect(formatRange('2026-11-24T11:55:00Z', null, CHICAGO)).toBe('05:55 –')
    expect(formatRange(null, null, CHICAGO)).toBe('')
  })

  it('shows what is no instant as it is', () => {
    expect(formatTime('soon', CHICAGO)).toBe('soon')
    expect(createDepotTime(CHICAGO).dayOf('soon')).toBeNull()
  })

  it('shows a day in words', () => {
    expect(formatDay('2026-11-24')).toBe('Tue 24 Nov 2026')
    expect(formatDayRange('2026-11-24', '2026-11-30')).toBe('24 Nov – 30 Nov 2026')
    expect(formatDayRange('2026-11-24', '2026-12-02', 'de')).toMatch(/^24\. Nov\.\s*–\s*2\. Dez\. 2026$/)
  })

  it('agrees with the zone rules at every quarter of an hour around a change of the clocks', () => {
    for (const [zone, around] of [
      [CHICAGO, '2026-03-08T08:00:00Z'],
      [CHICAGO, '2026-11-01T07:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ] as const) {
      const cached = createDepotTime(zone)
      const plain = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
      for (let step = -16; step <= 16; step++) {
        const at = new Date(Date.parse(around) + step * 450_000)
        expect(cached.formatTime(at.toISOString())).toBe(plain.format(at))
      }
    }
  })

  it('formats 20,000 times well within a frame budget of the board', () => {
    const time = createDepotTime(CHICAGO)
    const start = performance.now()
    for (let index = 0; index < 20_000; index++) {
      time.formatDayTime(`2026-11-24T${String(index % 24).padStart(2, '0')}:05:00Z`)
    }
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('knows a zone from a text', () => {
    expect(isTimeZone(CHICAGO)).toBe(true)
    expect(isTimeZone('Depot/Nowhere')).toBe(false)
  })
})

describe('depot days', () => {
  it('belong to the zone, not to UTC', () => {
    expect(dayOf('2026-11-25T05:30:00Z', CHICAGO)).toBe('2026-11-24')
    expect(dayOf(Date.parse('2026-11-25T06:00:00Z'), CHICAGO)).toBe('2026-11-25')
    expect(createDepotTime(CHICAGO).dayOf('2026-11-25T05:30:00Z')).toBe('2026-11-24')
  })

  it('have 23 and 25 hours where the clocks change', () => {
    const hours = (day: string) => {
      const [start, end] = dayRange(day, CHICAGO)
      return (end - start) / 3_600_000
    }
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-11-24')]).toEqual([23, 25, 24])
  })

  it('are counted across months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(daysBetween('2026-12-31', '2027-01-02')).toBe(2)
  })
})

describe('shifting', () => {
  it('keeps the wall-clock time over a change of the clocks', () => {
    expect(shiftInDepotTime('2026-03-07T11:55:00Z', { days: 1 }, CHICAGO)).toEqual({
      kind: 'ok',
      instant: '2026-03-08T10:55:00Z',
    })
  })

  it('moves minutes exactly', () => {
    expect(shiftInDepotTime('2026-03-08T07:45:00Z', { minutes: 30 }, CHICAGO)).toEqual({
      kind: 'ok',
      instant: '2026-03-08T08:15:00Z',
    })
    expect(shiftInDepotTime('2026-11-24T11:55:00Z', { days: -1, minutes: -5 }, CHICAGO)).toEqual({
      kind: 'ok',
      instant: '2026-11-23T11:50:00Z',
    })
  })

  it('never guesses in a gap', () => {
    expect(shown(shiftInDepotTime('2026-03-07T08:30:00Z', { days: 1 }, CHICAGO))).toEqual({
      kind: 'gap',
      message: '02:30 on 8 Mar 2026 does not exist: the clocks jump from 02:00 to 03:00',
      before: '2026-03-08T07:59:00Z',
      after: '2026-03-08T08:00:00Z',
    })
  })

  it('never guesses in a fold', () => {
    expect(shown(shiftInDepotTime('2026-10-31T06:30:00Z', { days: 1 }, CHICAGO))).toMatchObject({
      kind: 'fold',
      earlier: '2026-11-01T06:30:00Z',
      later: '2026-11-01T07:30:00Z',
      earlierLabel: 'First (UTC-05:00)',
      laterLabel: 'Second (UTC-06:00)',
    })
  })
})
