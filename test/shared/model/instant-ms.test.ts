import { expect, it } from 'vitest'
import { instantMs } from '../../../shared/model/workflow.ts'

it('agrees with the calendar on every day of 400 years, and on odd spellings', () => {
  for (let ms = Date.UTC(1900, 0, 1, 23, 59, 58, 7); ms < Date.UTC(2300, 0, 1); ms += 86_400_000) {
    const text = new Date(ms).toISOString()
    if (instantMs(text) !== ms) throw new Error(text)
  }
  for (const text of [
    '2026-11-24T05:55Z',
    '2026-11-24T05:55:00Z',
    '2026-11-24T05:55:00.5Z',
    '2026-11-24T05:55:00.123456Z',
  ]) {
    expect(instantMs(text)).toBe(Math.floor(Date.parse(text)))
  }
})

it('refuses what is no instant', () => {
  for (const text of ['2027-02-30T00:00:00Z', '2027-13-01T00:00:00Z', '2027-01-01T24:30:00Z', 'soon']) {
    expect(() => instantMs(text)).toThrow(RangeError)
  }
})
