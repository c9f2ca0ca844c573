import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, vi } from 'vitest'
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
} from '../../../shared/util/depot-time.ts'

const CHICAGO = 'America/Chicago'

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

  it('asks the zone once for each quarter of an hour, however many times it formats', () => {
    const time = createDepotTime(CHICAGO)
    const asked = vi.spyOn(Temporal.Instant, 'fromEpochMilliseconds')
    for (let index = 0; index < 2_000; index++) {
      time.formatDayTime(`2026-11-24T${String(index % 24).padStart(2, '0')}:05:00Z`)
    }
    expect(asked).toHaveBeenCalledTimes(24)
    asked.mockRestore()
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
