import { expect, it } from 'vitest'
import type { PhaseOf } from '../../../../../electron/host/sync/core/lane/lane.ts'
import { DEFAULT_TIMINGS } from '../../../../../electron/host/sync/core/timings.ts'
import { LookTimes } from '../../../../../electron/host/sync/engine/look-times.ts'
import { createVirtualClock } from '../../../../doubles/virtual-clock.ts'
import { answerLost, attempt, intent, LOOK_FACTS, laneAfter, SERVER } from '../core/lane-fixtures.ts'

/** An uncertain create whose next look can count as evidence at Catena's time `SERVER`. */
function ripePhase(): PhaseOf<'uncertain'> {
  const { phase } = laneAfter([intent(), attempt(), answerLost])
  if (phase.kind !== 'uncertain') throw new Error('not uncertain')
  return { ...phase, endedServer: SERVER - LOOK_FACTS.waits.absenceQuietMs - 1000 }
}

it('looks at once when a look can count, and again only after its step when that one proved nothing', () => {
  const clock = createVirtualClock().viewFor({ isAlive: true })
  const looks = new LookTimes(clock, DEFAULT_TIMINGS)
  for (const _step of DEFAULT_TIMINGS.lookSteps) looks.begin()
  const phase = ripePhase()
  const now = clock.monotonicMs()
  const due = () => looks.dueMono(phase, LOOK_FACTS.waits, SERVER + 5000) - now

  looks.dueNow()
  expect(due()).toBeLessThanOrEqual(0)
  looks.begin()
  looks.end()
  expect(due()).toBe(DEFAULT_TIMINGS.lookSteps.at(-1))
  looks.fail()
  expect(due()).toBeLessThanOrEqual(1000)
})
