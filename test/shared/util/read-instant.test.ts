import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readInstantMs } from '../../../shared/util/depot-time.ts'

describe('readInstantMs', () => {
  it('reads the plain shape as Temporal does, month by month', () => {
    for (let day = 0; day < 800; day += 1) {
      const instant = Temporal.Instant.fromEpochMilliseconds(
        Date.UTC(2027, 0, 1) + day * 86_400_000 + 20_061_000,
      )
      expect(readInstantMs(instant.toString())).toBe(instant.epochMilliseconds)
    }
  })

  it('knows no day, month or hour that does not exist', () => {
    for (const text of [
      '2027-02-29T05:00:00Z',
      '2027-02-30T05:00:00Z',
      '2027-13-01T05:00:00Z',
      '2027-00-10T05:00:00Z',
      '2027-01-00T05:00:00Z',
      '2027-01-01T24:00:00Z',
      '2027-01-01',
      '',
    ]) {
      expect([text, readInstantMs(text)]).toEqual([text, null])
    }
  })
})
