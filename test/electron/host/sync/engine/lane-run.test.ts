import { describe, expect, it } from 'vitest'
import type { PhaseOf } from '../../../../../electron/host/sync/core/lane/lane.ts'
import { DEFAULT_TIMINGS } from '../../../../../electron/host/sync/core/timings.ts'
import { LaneRun } from '../../../../../electron/host/sync/engine/lane-run.ts'
import { createVirtualClock } from '../../../../doubles/virtual-clock.ts'

/** A run over a clock that the test moves, beginning at `nowMs`. */
async function openRun(nowMs = 0, chance = 0) {
  const virtual = createVirtualClock()
  const clock = virtual.viewFor({ isAlive: true })
  const startMono = clock.monotonicMs()
  const moveTo = (ms: number) => virtual.runUntil(virtual.nowMs() + ms - (clock.monotonicMs() - startMono))
  await moveTo(nowMs)
  const run = new LaneRun(0, { clock, timings: DEFAULT_TIMINGS, random: () => chance })
  /** Monotonic times of a run, counted from the start of the clock. */
  const sinceStart = (mono: number) => mono - startMono
  return { run, clock, moveTo, sinceStart, startMono }
}

describe('[P3] the wait after a try that came to nothing', () => {
  async function bounds(chance: number): Promise<number[]> {
    const { run, sinceStart } = await openRun(1_000, chance)
    return Array.from({ length: 8 }, () => {
      run.backOff()
      return sinceStart(run.retryMono) - 1_000
    })
  }

  it('doubles from 2 s to 60 s at most', async () => {
    expect(await bounds(1)).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000))
  })

  it('is drawn from all of it, down to next to nothing, but never nothing', async () => {
    expect(await bounds(0.25)).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15].map((seconds) => seconds * 1000))
    expect(await bounds(0)).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
  })

  it('stays 60 s however often it failed', async () => {
    const { run, sinceStart } = await openRun(0, 1)
    for (let failure = 0; failure <= 5_000; failure += 1) run.backOff()
    expect(sinceStart(run.retryMono)).toBe(60_000)
  })

  it('is short again once a try did not come to nothing', async () => {
    const { run, sinceStart } = await openRun(0, 1)
    for (let failure = 0; failure < 4; failure += 1) run.backOff()
    run.endBackOff()
    run.backOff()
    expect(sinceStart(run.retryMono)).toBe(2_000)
  })
})

describe('[P9] when an uncertain change is looked up', () => {
  const waits = { absenceQuietMs: 300_000, absenceGapMs: 60_000 }

  function uncertain(endedServer: number | null, firstClearServer: number | null = null) {
    return { kind: 'uncertain', endedServer, firstClearServer } as PhaseOf<'uncertain'>
  }

  it('at +2, 10, 30 and 60 s after the attempt, then 60 s after the last look', async () => {
    const { run, moveTo, sinceStart } = await openRun(5_000)
    const due = () => sinceStart(run.lookDueMono(uncertain(null), waits, null))
    for (const step of [2_000, 10_000, 30_000, 60_000]) {
      expect(due()).toBe(5_000 + step)
      await moveTo(due())
      run.looks.begin()
    }
    expect(due()).toBe(5_000 + 60_000 + 60_000)
  })

  it('[E4] a second after it can first count as proof, when that is sooner than the next step', async () => {
    const { run, moveTo, sinceStart } = await openRun(0)
    await moveTo(299_000)
    for (let look = 0; look < 4; look += 1) run.looks.begin()
    await moveTo(299_500)
    // `absenceQuietMs` after the end, one second because Date is cut, and one more so as not to come early by one.
    expect(sinceStart(run.lookDueMono(uncertain(1_000_000), waits, 1_299_500))).toBe(302_000)
    await moveTo(302_000)
    run.looks.end()
    const second = uncertain(1_000_000, 1_302_000)
    expect(sinceStart(run.lookDueMono(second, waits, 1_302_000))).toBe(362_000)
  })

  it('[E4] not before the next step when the last look could have been proof and was none', async () => {
    const { run, moveTo, sinceStart } = await openRun(0)
    await moveTo(800_000)
    for (let look = 0; look < 9; look += 1) run.looks.begin()
    expect(sinceStart(run.lookDueMono(uncertain(0), waits, 9_000_000))).toBe(860_000)
  })

  it('once at once after `Send now`, and then after the usual times', async () => {
    const { run, moveTo, sinceStart } = await openRun(0)
    await moveTo(90_000)
    for (let look = 0; look < 4; look += 1) run.looks.begin()
    run.hurry(true)
    const due = () => sinceStart(run.lookDueMono(uncertain(null), waits, null))
    expect(due()).toBe(90_000)
    run.looks.begin()
    expect(due()).toBe(90_000 + 8_000)
  })
})

describe('[P11] when an accepted operation is asked about', () => {
  it('after 2, 4, 8, 16, 32, 60, 60 … s, and every 5 minutes once it is 10 minutes old', async () => {
    const { run, sinceStart, startMono } = await openRun(0)
    let now = 0
    const gaps: number[] = []
    while (now < 1_500_000) {
      run.polls.step(startMono + now)
      gaps.push((sinceStart(run.polls.nextMono) - now) / 1000)
      now = sinceStart(run.polls.nextMono)
    }
    expect(gaps).toEqual([2, 4, 8, 16, 32, ...Array.from({ length: 9 }, () => 60), 300, 300, 300])
  })

  it('starts afresh with each operation', async () => {
    const { run, moveTo, clock, sinceStart } = await openRun(0)
    await moveTo(700_000)
    for (let poll = 0; poll < 9; poll += 1) run.polls.step(clock.monotonicMs())
    run.reset()
    run.polls.step(clock.monotonicMs())
    expect(sinceStart(run.polls.nextMono)).toBe(702_000)
  })
})

describe('who has a lane', () => {
  it('is nobody until it is planned, and only its newest place in a queue counts', async () => {
    const { run } = await openRun()
    const first = run.turn.enqueue()
    const second = run.turn.enqueue()
    expect([run.turn.isQueuedWith(first), run.turn.isQueuedWith(second)]).toEqual([false, true])
    run.turn.plan()
    expect(run.turn.isQueuedWith(second)).toBe(false)
  })

  it('is one task, which takes it out of its queue and stops its timer', async () => {
    const { run, moveTo } = await openRun()
    let calls = 0
    run.turn.waitFor(1_000, () => {
      calls += 1
    })
    run.turn.occupy()
    await moveTo(5_000)
    expect([calls, run.turn.isBusy]).toEqual([0, true])
    run.turn.free()
    const ticket = run.turn.enqueue()
    run.turn.occupy()
    expect([run.turn.isQueuedWith(ticket), run.turn.isBusy]).toEqual([false, true])
  })

  it('is called up after its wait, whose end is shown until it is planned again', async () => {
    const { run, clock, moveTo } = await openRun()
    let calls = 0
    run.turn.waitFor(1_000, () => {
      calls += 1
    })
    expect(run.nextAtWall).toBe(clock.wallMs() + 1_000)
    await moveTo(1_000)
    expect(calls).toBe(1)
    run.turn.plan()
    expect(run.nextAtWall).toBe(null)
  })
})
