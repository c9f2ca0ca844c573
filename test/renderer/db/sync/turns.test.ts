import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../../renderer/db/sync/turns.ts'
import { createManualSchedule } from '../../../doubles/manual-schedule.ts'
import { until } from '../../../doubles/until.ts'

/** Turns that the test ends one by one. */
function createHeldTurns() {
  const time = createManualSchedule()
  const open: { resolve: (isAgain: boolean) => void; reject: (error: unknown) => void }[] = []
  let begun = 0
  let failed = 0
  const turns = createTurns({
    run: () => {
      begun += 1
      return new Promise((resolve, reject) => open.push({ resolve, reject }))
    },
    onFailure: (error) => {
      failed += 1
      return error !== 'final'
    },
    schedule: time.schedule,
  })
  return { turns, time, open, begun: () => begun, failed: () => failed, next: () => open.shift() }
}

describe('turns', () => {
  it('never overlap, and requests during one share the next', async () => {
    const { turns, begun, next, open } = createHeldTurns()
    for (let each = 0; each < 3; each += 1) turns.request()
    expect(begun()).toBe(1)
    next()?.resolve(false)
    await until(() => open.length === 1)
    next()?.resolve(false)
    await turns.close()
    expect(begun()).toBe(2)
  })

  it('follow at once when a turn says that another is due', async () => {
    const { turns, begun, next, open } = createHeldTurns()
    turns.request()
    next()?.resolve(true)
    await until(() => open.length === 1)
    expect(begun()).toBe(2)
  })

  it('are repeated after a wait that doubles up to a minute, and begins anew after a good one', async () => {
    const { turns, time, next, open } = createHeldTurns()
    const waits: (number | undefined)[] = []
    turns.request()
    for (let failures = 0; failures < 8; failures += 1) {
      next()?.reject('again')
      await until(() => time.delays().length === 1)
      waits.push(time.delays()[0])
      time.runAll()
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    next()?.resolve(true)
    await until(() => open.length === 1)
    next()?.reject('again')
    await until(() => time.delays().length === 1)
    expect(time.delays()).toEqual([1_000])
  })

  it('are not repeated when the failure says so, nor after closing', async () => {
    const { turns, time, begun, failed, next } = createHeldTurns()
    turns.request()
    next()?.reject('final')
    await until(() => failed() === 1)
    await turns.close()
    turns.request()
    expect([begun(), time.delays()]).toEqual([1, []])
  })
})
