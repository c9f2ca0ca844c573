import { describe, expect, it } from 'vitest'
import { comparePriority, type Priority } from '../../../../../electron/host/sync/core/pace/priority.ts'
import { createLaneQueue } from '../../../../../electron/host/sync/engine/lane-queue.ts'
import { createSeededRandom } from '../../../../doubles/seeded-random.ts'

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
