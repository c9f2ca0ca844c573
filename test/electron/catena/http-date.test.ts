import { describe, expect, it } from 'vitest'
import { parseHttpDate } from '../../../electron/catena/http-date.ts'

describe('an HTTP date', () => {
  it.each([
    ['Tue, 24 Nov 2026 05:55:00 GMT', Date.UTC(2026, 10, 24, 5, 55)],
    [' Thu, 29 Feb 2024 23:59:59 GMT ', Date.UTC(2024, 1, 29, 23, 59, 59)],
    ['Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2016, 11, 31, 23, 59, 59)],
    ['Tue, 24 Nov 2026 05:55:00 CET', null],
    ['Tue, 31 Feb 2026 05:55:00 GMT', null],
    ['Tue, 24 Now 2026 05:55:00 GMT', null],
    ['Tue, 24 Nov 2026 25:55:00 GMT', null],
    ['2026-11-24T05:55:00Z', null],
    ['120', null],
    ['', null],
  ])('%s is %s', (text, expected) => {
    expect(parseHttpDate(text)).toBe(expected)
  })
})
