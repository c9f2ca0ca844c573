import { describe, expect, it } from 'vitest'
import { afterRateLimit, FULL_RATE, lanesAllowed, shareAt } from '../../../shared/sync/rate.ts'

const MINUTE = 60_000

describe('the gate after a 429', () => {
  it('stays shut for what Catena asked and up to a fifth more', () => {
    expect(afterRateLimit(FULL_RATE, 10_000, 1_000, 0).shutUntilMs).toBe(11_000)
    expect(afterRateLimit(FULL_RATE, 10_000, 1_000, 0.5).shutUntilMs).toBe(12_000)
  })

  it('stays shut for half a minute when Catena names no wait', () => {
    expect(afterRateLimit(FULL_RATE, 0, 0, 0).shutUntilMs).toBe(30_000)
  })

  it('never opens earlier because of a later, shorter 429', () => {
    const long = afterRateLimit(FULL_RATE, 60_000, 0, 0)
    expect(afterRateLimit(long, 1_000, 5_000, 0).shutUntilMs).toBe(60_000)
  })

  it('takes several 429 of requests that were under way together as one warning', () => {
    const once = afterRateLimit(FULL_RATE, 10_000, 0, 0)
    const twice = afterRateLimit(once, 10_000, 100, 0)
    expect(shareAt(twice, twice.shutUntilMs)).toBe(0.5)
  })

  it('lets nothing through while shut, then half, then a tenth more each minute', () => {
    const rate = afterRateLimit(FULL_RATE, 10_000, 0, 0)
    expect(lanesAllowed(rate, 12, 9_999)).toBe(0)
    expect(lanesAllowed(rate, 12, 10_000)).toBe(6)
    expect(shareAt(rate, 10_000 + 2 * MINUTE)).toBeCloseTo(0.7)
    expect(lanesAllowed(rate, 12, 10_000 + 60 * MINUTE)).toBe(12)
  })

  it('leaves at least one lane once it is open', () => {
    let rate = FULL_RATE
    for (let count = 0; count < 10; count += 1) rate = afterRateLimit(rate, 1_000, rate.shutUntilMs, 0)
    expect(lanesAllowed(rate, 12, rate.shutUntilMs)).toBe(1)
  })
})
