import { describe, expect, it } from 'vitest'
import {
  isBelieved,
  isConfirmationAwaited,
  observeDate,
  type ServerTime,
  serverNow,
  UNKNOWN_TIME,
} from '../../../../../../electron/host/sync/core/time/server-time.ts'
import { SERVER } from '../lane-fixtures.ts'

const HOUR = 3_600_000
const first = observeDate(UNKNOWN_TIME, SERVER, 0)
const known = observeDate(first, SERVER + 1_000, 1_000)

/** Takes in a `Date` and tells whether it is believed. */
function hear(before: ServerTime, dateMs: number, monotonicMs: number) {
  const time = observeDate(before, dateMs, monotonicMs)
  return { time, isBelieved: isBelieved(time, dateMs, monotonicMs) }
}

describe('Catena’s time', () => {
  it('[E5] is unknown before the first Date', () => {
    expect(serverNow(UNKNOWN_TIME, 5_000)).toBeNull()
    expect(observeDate(UNKNOWN_TIME, null, 0)).toEqual(UNKNOWN_TIME)
  })

  it('[B4] is unknown until a second Date agrees with the first', () => {
    expect(serverNow(first, 500)).toBeNull()
    expect([isConfirmationAwaited(first), isBelieved(first, SERVER, 0)]).toEqual([true, false])
    expect([isConfirmationAwaited(known), isBelieved(known, SERVER + 1_000, 1_000)]).toEqual([false, true])
  })

  it('[B4] a wrong first Date costs one more, and never counts', () => {
    const wrong = observeDate(UNKNOWN_TIME, SERVER + 5 * HOUR, 0)
    const right = hear(wrong, SERVER + 1_000, 1_000)
    expect([right.isBelieved, serverNow(right.time, 1_000)]).toEqual([false, null])
    const second = hear(right.time, SERVER + 2_000, 2_000)
    expect([second.isBelieved, serverNow(second.time, 2_000)]).toEqual([true, SERVER + 2_000])
  })

  it('[E5] goes on with the monotonic clock', () => {
    expect(serverNow(known, 61_000)).toBe(SERVER + 61_000)
  })

  it('[E5] an answer without a Date is not believed and changes nothing', () => {
    expect(observeDate(known, null, 2_000)).toEqual(known)
    expect(isBelieved(known, null, 2_000)).toBe(false)
  })

  it('[E5] one Date far off does not move it; a second one that agrees does', () => {
    const far = hear(known, SERVER + HOUR, 2_000)
    expect(far.isBelieved).toBe(false)
    expect(serverNow(far.time, 2_000)).toBe(SERVER + 2_000)
    const second = hear(far.time, SERVER + HOUR + 1_000, 3_000)
    expect(second.isBelieved).toBe(true)
    expect(serverNow(second.time, 3_000)).toBe(SERVER + HOUR + 1_000)
  })

  it('[E5] two Dates far off that contradict each other are both uncertain', () => {
    const far = hear(known, SERVER + HOUR, 2_000)
    const second = hear(far.time, SERVER + 9_000_000, 3_000)
    expect(second.isBelieved).toBe(false)
    expect(serverNow(second.time, 3_000)).toBe(SERVER + 3_000)
  })
})
