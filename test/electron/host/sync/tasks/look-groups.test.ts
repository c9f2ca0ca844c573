import { expect, it } from 'vitest'
import type { Lane } from '../../../../../electron/host/sync/core/lane/lane.ts'
import { createLookGroups } from '../../../../../electron/host/sync/tasks/look-groups.ts'
import { ACCOUNT, answerLost, attempt, done, intent, laneAfter } from '../core/lane-fixtures.ts'

/** An uncertain create. */
function lane(
  id: string,
  changes: Partial<Extract<Lane['phase'], { kind: 'uncertain' }>['operation']> = {},
): Lane {
  const uncertain = laneAfter([intent(), attempt(), answerLost])
  if (uncertain.phase.kind !== 'uncertain') throw new Error('not uncertain')
  const { phase } = uncertain
  return { ...uncertain, workflowId: id, phase: { ...phase, operation: { ...phase.operation, ...changes } } }
}

function together(...lanes: Lane[]): readonly string[] {
  const groups = createLookGroups()
  for (const each of lanes) groups.track(each)
  return lanes[0] === undefined ? [] : groups.with(lanes[0], () => true)
}

it('[E1] looks together for uncertain changes of one kind, connection and account only', () => {
  expect(together(lane('a'), lane('b'))).toEqual(['a', 'b'])
  expect(together(lane('a'), lane('b', { kind: 'update' }))).toEqual(['a'])
  expect(together(lane('a'), lane('b', { connectionId: 'other' }))).toEqual(['a'])
  expect(together(lane('a'), lane('b', { account: { ...ACCOUNT, subject: 'somebody else' } }))).toEqual(['a'])
})

it('leaves out what is not due, or not uncertain any more', () => {
  const groups = createLookGroups()
  groups.track(lane('a'))
  groups.track(lane('b'))
  expect(groups.with(lane('a'), (id) => id !== 'b')).toEqual(['a'])
  groups.track({ ...lane('b'), phase: laneAfter([intent(), attempt(), answerLost, done]).phase })
  expect(groups.with(lane('a'), () => true)).toEqual(['a'])
})
