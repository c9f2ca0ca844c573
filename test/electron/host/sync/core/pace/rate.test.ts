import { describe, expect, it } from 'vitest'
import {
  afterAccepted,
  afterOutage,
  afterRateLimit,
  FEWEST_SLOTS,
  FIRST_SLOTS,
  FULL_RATE,
  MOST_SLOTS,
  type Rate,
  slotsAllowed,
} from '../../../../../../electron/host/sync/core/pace/rate.ts'

const MINUTE = 60_000

/** So many accepted writes, each after `tookMs`, with more waiting than slots. */
function accepted(rate: Rate, count: number, tookMs: number, nowMs = 0): Rate {
  const write = { kind: 'create', tookMs, areSlotsShort: true } as const
  let after = rate
  for (let n = 0; n < count; n += 1) after = afterAccepted(after, write, nowMs)
  return after
}
const slots = (rate: Rate, nowMs = 0): number => slotsAllowed(rate, 1000, nowMs)

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
    expect(slots(twice, twice.shutUntilMs)).toBe(6)
  })

  it('lets nothing through while shut, then half, then a tenth of the slots of before more each minute', () => {
    const rate = afterRateLimit(FULL_RATE, 10_000, 0, 0)
    expect(slots(rate, 9_999)).toBe(0)
    expect(slots(rate, 10_000)).toBe(6)
    expect(slots(rate, 10_000 + 2.5 * MINUTE)).toBe(9)
    expect(slots(rate, 10_000 + 60 * MINUTE)).toBe(12)
  })

  it('leaves at least one slot once it is open', () => {
    let rate = FULL_RATE
    for (let count = 0; count < 10; count += 1) rate = afterRateLimit(rate, 1_000, rate.shutUntilMs, 0)
    expect(slots(rate, rate.shutUntilMs)).toBe(1)
  })

  it('keeps the slots down although answers come in time', () => {
    const rate = accepted(afterRateLimit(FULL_RATE, 10_000, 0, 0), 500, 800, 10_000)
    expect(slots(rate, 10_000)).toBe(6)
    const later = 10_000 + 19 * MINUTE
    expect(slots(rate, later)).toBe(12) // answers to six at a time prove nothing of more
    expect(slots(accepted(rate, 500, 800, later), later)).toBe(28) // 6, and 1.2 more each minute
  })
})

describe('the slots', () => {
  it('are twelve at first, and one more after each round of answers in time, up to the most', () => {
    expect(slots(FULL_RATE)).toBe(FIRST_SLOTS)
    expect(slots(accepted(FULL_RATE, 13, 800))).toBe(13)
    expect(slots(accepted(FULL_RATE, 440, 800))).toBe(MOST_SLOTS)
    expect(slots(accepted(FULL_RATE, 4_000, 800))).toBe(MOST_SLOTS)
  })

  it('do not grow while fewer are used than there are', () => {
    let rate = FULL_RATE
    for (let n = 0; n < 500; n += 1) {
      rate = afterAccepted(rate, { kind: 'create', tookMs: 800, areSlotsShort: false }, 0)
    }
    expect(slots(rate)).toBe(FIRST_SLOTS)
  })

  it('are a quarter fewer when answers take more than twice the best time, once a round', () => {
    const fast = accepted(FULL_RATE, 440, 800)
    expect(slots(accepted(fast, 16, 2_000))).toBe(24)
    expect(slots(accepted(fast, 30, 2_000))).toBe(24)
    expect(slots(accepted(fast, 45, 2_000))).toBe(18)
  })

  it('do not mind one slow answer', () => {
    const fast = accepted(FULL_RATE, 440, 800)
    expect(slots(accepted(accepted(fast, 1, 5_000), 5, 800))).toBe(MOST_SLOTS)
  })

  it('grow again when answers stay long with the fewest slots: that is then how Catena is', () => {
    let rate = accepted(FULL_RATE, 440, 800)
    let fewest = MOST_SLOTS
    for (let n = 0; n < 2_000; n += 1) {
      rate = accepted(rate, 1, 4_000)
      fewest = Math.min(fewest, slots(rate))
    }
    expect([fewest, slots(rate)]).toEqual([FEWEST_SLOTS, MOST_SLOTS])
  })

  it('measure each kind of write by its own best', () => {
    let rate = accepted(FULL_RATE, 440, 800)
    for (let n = 0; n < 100; n += 1) {
      rate = afterAccepted(rate, { kind: 'update', tookMs: 3_000, areSlotsShort: true }, 0)
    }
    expect(slots(rate)).toBe(MOST_SLOTS)
  })

  it('are as at first after an outage, but no more than a 429 left', () => {
    expect(slots(afterOutage(accepted(FULL_RATE, 440, 800)))).toBe(FIRST_SLOTS)
    expect(slots(afterOutage(afterRateLimit(FULL_RATE, 1_000, 0, 0)), 1_000)).toBe(6)
  })

  it('are no more than are wanted', () => {
    expect(slotsAllowed(FULL_RATE, 5, 0)).toBe(5)
  })
})
