import { describe, expect, it } from 'vitest'
import { observeDate, serverNow } from '../../../shared/sync/server-time.ts'
import { SERVER } from './lane-fixtures.ts'

const { time: known } = observeDate(null, SERVER, 1_000)

describe('Catena’s time', () => {
  it('[E5] is unknown before the first Date', () => {
    expect(serverNow(null, 5_000)).toBeNull()
    expect(observeDate(null, null, 0)).toEqual({ time: null, isBelieved: false })
  })

  it('[E5] goes on with the monotonic clock', () => {
    expect(serverNow(known, 61_000)).toBe(SERVER + 60_000)
  })

  it('[E5] an answer without a Date is not believed and changes nothing', () => {
    expect(observeDate(known, null, 2_000)).toEqual({ time: known, isBelieved: false })
  })

  it('[E5] one Date far off does not move it; a second one that agrees does', () => {
    const hour = 3_600_000
    const first = observeDate(known, SERVER + hour, 2_000)
    expect(first.isBelieved).toBe(false)
    expect(serverNow(first.time, 2_000)).toBe(SERVER + 1_000)
    const second = observeDate(first.time, SERVER + hour + 1_000, 3_000)
    expect(second.isBelieved).toBe(true)
    expect(serverNow(second.time, 3_000)).toBe(SERVER + hour + 1_000)
  })

  it('[E5] two Dates far off that contradict each other are both doubted', () => {
    const first = observeDate(known, SERVER + 3_600_000, 2_000)
    const second = observeDate(first.time, SERVER + 9_000_000, 3_000)
    expect(second.isBelieved).toBe(false)
    expect(serverNow(second.time, 3_000)).toBe(SERVER + 2_000)
  })
})
