import { expect, it } from 'vitest'
import { apply, newState } from '../../../../../../electron/host/sync/core/journal/journal-state.ts'
import { bodyOf, updateOperation } from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { onSubmit } from '../../../../../../electron/host/sync/core/steps/on-submit.ts'
import { CONNECTION, entryOf, planOf } from '../lane-fixtures.ts'

const THERE = planOf({ driverSourceId: 'd1', instructions: 'Gate 4' })

/** The lane after the first edit here of a workflow that was made elsewhere. */
function taken(changes: Parameters<typeof entryOf>[0] = {}) {
  const change = entryOf({
    seq: 2,
    plan: { ...THERE, instructions: 'Gate 9' },
    wasSubmitted: true,
    submittedSeq: 1,
    base: { seq: 1, plan: THERE },
    known: {
      state: 'done',
      seq: 1,
      sourceId: 'tsp-1',
      operationId: null,
      resourceId: 'r1',
      connectionId: CONNECTION,
    },
    ...changes,
  })
  const state = newState()
  for (const record of onSubmit(undefined, change, 0, false)) apply(state, record)
  const lane = state.lanes.get('w1')
  if (lane === undefined) throw new Error('no lane')
  return lane
}

it('takes a workflow that was made elsewhere over at its first edit, and sends only what was edited', () => {
  const lane = taken()
  expect(lane).toMatchObject({ phase: { kind: 'idle' }, remote: { resourceId: 'r1', plan: THERE } })
  const operation = updateOperation(lane)
  if (operation === null) throw new Error('no update')
  expect(bodyOf(operation)).toEqual({ connection_id: CONNECTION, instructions: 'Gate 9' })
  expect(nextStep(lane, 0)).toMatchObject({ kind: expect.stringMatching(/base|write/i) })
})

it('never makes it a second time', () => {
  for (const changes of [{}, { base: undefined }, { intent: 'cancel' as const }]) {
    expect(updateOperation(taken(changes))).toMatchObject({ kind: 'update', resourceId: 'r1' })
  }
})
