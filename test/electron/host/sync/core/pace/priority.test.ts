import { expect, it } from 'vitest'
import { comparePriority, priorityOf } from '../../../../../../electron/host/sync/core/pace/priority.ts'
import { intent, laneAfter, planOf } from '../lane-fixtures.ts'

function priority(age: number, startsAt: string | null, kind: 'send' | 'cancel' = 'send') {
  return priorityOf(laneAfter([intent({ intent: kind, plan: planOf({ startsAt }) })]), age)
}

it('sends cancels first, then the soonest departure, then the oldest; what has no departure goes last', () => {
  const none = priority(1, null)
  const late = priority(2, '2026-11-24T12:00:00Z')
  const soonNewer = priority(4, '2026-11-24T08:00:00Z')
  const soonOlder = priority(3, '2026-11-24T08:00:00Z')
  const cancel = priority(5, null, 'cancel')
  const sorted = [none, late, soonNewer, soonOlder, cancel].sort(comparePriority)
  expect(sorted).toEqual([cancel, soonOlder, soonNewer, late, none])
})
