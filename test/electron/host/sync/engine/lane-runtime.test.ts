import { describe, expect, it } from 'vitest'
import type { PhaseOf } from '../../../../../electron/host/sync/core/lane/lane.ts'
import { comparePriority, type Priority } from '../../../../../electron/host/sync/core/pace/priority.ts'
import { DEFAULT_TIMINGS } from '../../../../../electron/host/sync/core/timings.ts'
import {
  backOff,
  createLaneQueue,
  lookDueMono,
  newLaneRun,
  resetRun,
  stepPoll,
} from '../../../../../electron/host/sync/engine/lane-runtime.ts'
import { createSeededRandom } from '../../../../doubles/seeded-random.ts'

const timings = DEFAULT_TIMINGS
const waits = { absenceQuietMs: 300_000, absenceGapMs: 60_000 }

describe('[P3] the wait after a try that came to nothing', () => {
  function bounds(chance: number): number[] {
    const run = newLaneRun(0, 0)
    return Array.from({ length: 8 }, () => {
      backOff(run, timings, 1_000, () => chance)
      return run.retryMono - 1_000
    })
  }

  it('doubles from 2 s to 60 s at most', () => {
    expect(bounds(1)).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000))
  })

  it('is drawn from all of it, down to next to nothing, but never nothing', () => {
    expect(bounds(0.25)).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15].map((seconds) => seconds * 1000))
    expect(bounds(0)).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
  })

  it('stays 60 s however often it failed', () => {
    const run = { ...newLaneRun(0, 0), failures: 5_000 }
    backOff(run, timings, 0, () => 1)
    expect(run.retryMono).toBe(60_000)
  })
})

describe('[P9] when an uncertain change is looked up', () => {
  function uncertain(endedServer: number | null, firstClearServer: number | null = null) {
    return { kind: 'uncertain', endedServer, firstClearServer } as PhaseOf<'uncertain'>
  }

  it('at +2, 10, 30 and 60 s after the attempt, then 60 s after the last look', () => {
    const run = newLaneRun(0, 5_000)
    const dues = [2_000, 10_000, 30_000, 60_000].map((wanted) => {
      const due = lookDueMono(run, uncertain(null), timings, waits, { mono: 5_000, server: null })
      run.looks += 1
      run.lastLookMono = due
      return due - 5_000 === wanted
    })
    expect(dues).toEqual([true, true, true, true])
    const next = lookDueMono(run, uncertain(null), timings, waits, { mono: 65_000, server: null })
    expect(next).toBe(5_000 + 60_000 + 60_000)
  })

  it('[E4] a second after it can first count as proof, when that is sooner than the next step', () => {
    const run = { ...newLaneRun(0, 0), looks: 4, lastLookMono: 299_000 }
    const now = { mono: 299_500, server: 1_299_500 }
    // `absenceQuietMs` after the end, one second because Date is cut, and one more so as not to come early by one.
    expect(lookDueMono(run, uncertain(1_000_000), timings, waits, now)).toBe(302_000)
    const second = uncertain(1_000_000, 1_302_000)
    expect(lookDueMono({ ...run, lastLookMono: 302_000 }, second, timings, waits, now)).toBe(362_000)
  })

  it('[E4] never twice in the same second, however long ago it could have been proof', () => {
    const run = { ...newLaneRun(0, 0), looks: 9, lastLookMono: 800_000 }
    const due = lookDueMono(run, uncertain(0), timings, waits, { mono: 800_000, server: 9_000_000 })
    expect(due).toBe(801_000)
  })
})

describe('[P11] when an accepted operation is asked about', () => {
  it('after 2, 4, 8, 16, 32, 60, 60 … s, and every 5 minutes once it is 10 minutes old', () => {
    const run = newLaneRun(0, 0)
    let now = 0
    const gaps: number[] = []
    while (now < 1_500_000) {
      stepPoll(run, timings, now)
      gaps.push((run.nextPollMono - now) / 1000)
      now = run.nextPollMono
    }
    expect(gaps).toEqual([2, 4, 8, 16, 32, ...Array.from({ length: 9 }, () => 60), 300, 300, 300])
  })

  it('starts afresh with each operation', () => {
    const run = newLaneRun(0, 0)
    for (let poll = 0; poll < 9; poll += 1) stepPoll(run, timings, 700_000)
    resetRun(run, 700_000)
    stepPoll(run, timings, 700_000)
    expect(run.nextPollMono).toBe(702_000)
  })
})

describe('the queue of lanes', () => {
  const at = (rank: number, departureMs: number, age: number): Priority => ({ rank, departureMs, age })

  function drained(queue: ReturnType<typeof createLaneQueue>): string[] {
    const taken: string[] = []
    for (let id = queue.take(() => true); id !== undefined; id = queue.take(() => true)) taken.push(id)
    return taken
  }

  it('gives cancels first, then the soonest departure, then the oldest', () => {
    const queue = createLaneQueue(comparePriority)
    queue.add('late', 1, at(1, 200, 1))
    queue.add('young', 1, at(1, 100, 9))
    queue.add('old', 1, at(1, 100, 2))
    queue.add('cancel', 1, at(0, 900, 10))
    queue.add('undated', 1, at(1, Number.POSITIVE_INFINITY, 0))
    queue.add('alike', 1, at(1, Number.POSITIVE_INFINITY, 0))
    expect(drained(queue)).toEqual(['cancel', 'old', 'young', 'late', 'undated', 'alike'])
  })

  it('passes over entries that a lane has moved on from, and keeps none of them', () => {
    const queue = createLaneQueue(comparePriority)
    queue.add('a', 1, at(1, 1, 1))
    queue.add('a', 2, at(1, 5, 1))
    queue.add('b', 1, at(1, 3, 1))
    const isValid = (id: string, ticket: number) => id !== 'a' || ticket === 2
    expect([queue.take(isValid), queue.take(isValid), queue.take(isValid)]).toEqual(['b', 'a', undefined])
    expect(queue.isEmpty()).toBe(true)
  })

  it('stays in order while it is filled and emptied by turns, thousands of times', () => {
    const random = createSeededRandom(7)
    const queue = createLaneQueue(comparePriority)
    const model: { id: string; priority: Priority }[] = []
    for (let turn = 0; turn < 4_000; turn += 1) {
      if (random.chance(turn < 2_000 ? 0.7 : 0.3)) {
        const priority = at(random.whole(0, 1), random.whole(0, 50), turn)
        queue.add(`${turn}`, 1, priority)
        model.push({ id: `${turn}`, priority })
      } else {
        model.sort((a, b) => comparePriority(a.priority, b.priority))
        expect(queue.take(() => true)).toBe(model.shift()?.id)
      }
    }
  })
})
