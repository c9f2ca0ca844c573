import { expect, it } from 'vitest'
import { wireWorkflow } from '../../../../../../electron/catena/wire.ts'
import { applyToLane } from '../../../../../../electron/host/sync/core/lane/apply-record.ts'
import type { Lane } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import { followUps, nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { onBase } from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import { MAX_STOPS } from '../../../../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../../../../shared/text/stored-text.ts'
import {
  accepted,
  attempt,
  CONNECTION,
  done,
  intent,
  laneAfter,
  planOf,
  READ_FACTS,
} from '../lane-fixtures.ts'

/** What Catena holds after somebody else gave it more stops than a plan of ours can hold. */
const huge = wireWorkflow.parse({
  id: 'r1',
  connection_id: CONNECTION,
  source_id: 's1',
  workflow_status: 'PLANNED',
  stops: Array.from({ length: MAX_STOPS + 1 }, (_, n) => ({
    sequence_number: n + 1,
    source_stop_id: `t${n}`,
  })),
})
const atTheTsp = [intent(), attempt(), accepted(), done]

function refused(lane: Lane): Lane {
  const verdict = onBase(lane, huge, READ_FACTS, 0)
  if (verdict.kind !== 'record') throw new Error('written over stops that were not read')
  return verdict.records.reduce((now, record) => applyToLane(now, record) ?? now, lane)
}

it('[P13] an update of a workflow with more stops than can be read is refused, and nothing of them deleted', () => {
  const edit = intent({ seq: 2, sourceId: 's2', plan: planOf({ territoryName: 'South' }) })
  const lane = refused(laneAfter([...atTheTsp, edit]))
  expect(lane.phase).toMatchObject({ kind: 'rejected', isLocal: true })
  expect(lane.phase).toHaveProperty('message', messageRef('sync.refusal.tooManyStops', { count: MAX_STOPS }))
  expect(lane.remote?.plan).toEqual(planOf())
  expect(nextStep(lane, 0)).toEqual({ kind: 'nothing' })
})

it('[P15] it can still be cancelled: that writes the status alone', () => {
  const edit = intent({ seq: 2, sourceId: 's2', plan: planOf({ territoryName: 'South' }) })
  const lane = refused(laneAfter([...atTheTsp, edit]))
  const cancel = intent({ seq: 3, sourceId: 's3', intent: 'cancel' })
  const desired = applyToLane(lane, { ...cancel, workflowId: 'w1' } as Parameters<typeof applyToLane>[1])
  if (desired === undefined) throw new Error('no lane')
  const reopened = followUps(desired, 0).reduce((now, record) => applyToLane(now, record) ?? now, desired)
  expect(nextStep(reopened, 0)).toEqual({ kind: 'write', work: 'cancel' })
})
