import { describe, expect, it } from 'vitest'
import type { WireWorkflow } from '../../../../../../electron/catena/wire.ts'
import { NOTHING_LEARNED } from '../../../../../../electron/host/sync/core/evidence/learned.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { workOf } from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { followUps } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { onBase } from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import type { WorkflowStatus } from '../../../../../../shared/model/plan/workflow.ts'
import { accepted, attempt, CONNECTION, done, intent, laneAfter, planOf, SERVER } from '../lane-fixtures.ts'

const base = planOf({ driverSourceId: null, instructions: 'before' })
const ours = planOf({ driverSourceId: 'd1', instructions: 'before' })

/** Both sides changed the driver, and the other side also the instructions and perhaps the status. */
function inConflict(status: WorkflowStatus): JournalRecord[] {
  const records: JournalRecord[] = [
    ...[intent({ plan: base }), attempt(), accepted(), done],
    intent({ seq: 2, plan: ours, sourceId: 's2' }),
    { v: 2, at: 0, workflowId: 'w1', type: 'BASE', plan: base },
  ]
  const verdict = onBase(laneAfter(records), wireOf(status), FACTS, 0)
  if (verdict.kind !== 'record') throw new Error(`expected a conflict, got ${verdict.kind}`)
  return [...records, ...verdict.records]
}

const FACTS = { learned: NOTHING_LEARNED, server: SERVER }
const wireOf = (status: WorkflowStatus): WireWorkflow =>
  ({
    id: 'r1',
    connection_id: CONNECTION,
    workflow_status: status,
    source_driver_id: 'd2',
    instructions: 'theirs',
  }) as unknown as WireWorkflow

/** The records, and what follows from them by itself. */
function followed(records: readonly JournalRecord[]): JournalRecord[] {
  return [...records, ...followUps(laneAfter(records), 0)]
}

describe('a cancel during a conflict', () => {
  const cancel = intent({ seq: 3, intent: 'cancel', plan: ours, sourceId: 's3' })

  it('[P15] is sent', () => {
    const lane = laneAfter(followed([...inConflict('PLANNED'), cancel]))
    expect(lane.phase.kind).toBe('idle')
    expect(workOf(lane)).toEqual({ kind: 'cancel' })
  })

  it('[P15] has nothing to send when the other side has cancelled too', () => {
    const lane = laneAfter(followed([...inConflict('CANCELLED'), cancel]))
    expect(workOf(lane)).toEqual({ kind: 'nothing' })
  })

  it.each<WorkflowStatus>(['PLANNED', 'CANCELLED'])(
    '[L3] that is taken back asks again about what the other side changed (theirs: %s)',
    (status) => {
      const cancelled = followed([...inConflict(status), cancel])
      const again = intent({ seq: 4, plan: ours, sourceId: 's4' })
      const lane = laneAfter([...cancelled, again])
      expect(onBase(lane, wireOf(status), FACTS, 0)).toMatchObject({
        kind: 'record',
        records: [{ type: 'CONFLICT', base: { instructions: 'before' }, theirs: { instructions: 'theirs' } }],
      })
    },
  )
})
