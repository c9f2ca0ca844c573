import { describe, expect, it } from 'vitest'
import { isBelieved, observeDate, type ServerTime, serverNow } from '../../../shared/sync/server-time.ts'
import { SERVER } from './lane-fixtures.ts'

const HOUR = 3_600_000
const known = observeDate(null, SERVER, 1_000)

/** Takes in a `Date` and tells whether it is believed. */
function hear(before: ServerTime | null, dateMs: number, monotonicMs: number) {
  const time = observeDate(before, dateMs, monotonicMs)
  return { time, isBelieved: isBelieved(time, dateMs, monotonicMs) }
}

describe('Catena’s time', () => {
  it('[E5] is unknown before the first Date', () => {
    expect(serverNow(null, 5_000)).toBeNull()
    expect(observeDate(null, null, 0)).toBeNull()
  })

  it('[E5] goes on with the monotonic clock', () => {
    expect(serverNow(known, 61_000)).toBe(SERVER + 60_000)
  })

  it('[E5] an answer without a Date is not believed and changes nothing', () => {
    expect(observeDate(known, null, 2_000)).toEqual(known)
    expect(isBelieved(known, null, 2_000)).toBe(false)
  })

  it('[E5] one Date far off does not move it; a second one that agrees does', () => {
    const first = hear(known, SERVER + HOUR, 2_000)
    expect(first.isBelieved).toBe(false)
    expect(serverNow(first.time, 2_000)).toBe(SERVER + 1_000)
    const second = hear(first.time, SERVER + HOUR + 1_000, 3_000)
    expect(second.isBelieved).toBe(true)
    expect(serverNow(second.time, 3_000)).toBe(SERVER + HOUR + 1_000)
  })

  it('[E5] two Dates far off that contradict each other are both doubted', () => {
    const first = hear(known, SERVER + HOUR, 2_000)
    const second = hear(first.time, SERVER + 9_000_000, 3_000)
    expect(second.isBelieved).toBe(false)
    expect(serverNow(second.time, 3_000)).toBe(SERVER + 2_000)
  })
})
