import { describe, expect, it } from 'vitest'
import { createBody } from '../../../../../../electron/catena/plan-on-wire.ts'
import type { WireWorkflow } from '../../../../../../electron/catena/wire.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import type { Lane } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import {
  bodyOf,
  createOperation,
  updateOperation,
} from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { onBase } from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import { mergeForeign } from '../../../../../../shared/model/plan/foreign-change.ts'
import type { Plan } from '../../../../../../shared/model/plan/workflow.ts'
import {
  accepted,
  CONNECTION,
  done,
  intent,
  laneAfter,
  planOf,
  READ_FACTS,
  SERVER,
} from '../lane-fixtures.ts'

/** What Catena and the desk both hold once the create is done. */
const MADE = planOf({ instructions: 'Gate 1', totalDistance: 12 })

const head = { v: 2, at: 0, workflowId: 'w1' } as const
/** The create of it, from its attempt to its end. */
const created: readonly JournalRecord[] = [
  {
    ...head,
    type: 'ATTEMPT',
    n: 1,
    operation: createOperation(laneAfter([intent({ plan: MADE })])),
    server: SERVER,
    bodyHash: 'x',
  },
  accepted(),
  done,
]

function edited(changes: Partial<Plan>, seq = 2, overBase: string | null = null) {
  return intent({ seq, plan: { ...MADE, ...changes }, overBase })
}
function laneOf(...edits: ReturnType<typeof intent>[]): Lane {
  return laneAfter([intent({ plan: MADE }), ...created, ...edits])
}
/** Catena’s version, as it gives it back. */
function wireOf(changes: Partial<Plan>): WireWorkflow {
  const plan = { ...MADE, ...changes }
  const { connection_id, ...content } = createBody(plan, 's1')
  return { id: 'r1', connection_id, ...content, updated_at: '2026-11-23T09:00:00Z' } as WireWorkflow
}
/** The lane after a read, and the body that it would send. */
function afterRead(lane: Lane, wire: WireWorkflow) {
  const verdict = onBase(lane, wire, READ_FACTS, 0)
  if (verdict.kind !== 'record') throw new Error(`not recorded: ${verdict.kind}`)
  return verdict.records
}
function bodySent(lane: Lane) {
  const operation = updateOperation(lane)
  return operation === null ? null : bodyOf(operation)
}

describe('a version that somebody else made', () => {
  it('is a conflict that says what both were made from, when the change does not hold it yet', () => {
    const records = afterRead(laneOf(edited({ instructions: 'Gate 2' })), wireOf({ totalDistance: 99 }))
    expect(records).toMatchObject([
      {
        type: 'CONFLICT',
        base: { totalDistance: 12 },
        theirs: { totalDistance: 99 },
        changedServer: Date.parse('2026-11-23T09:00:00Z'),
      },
    ])
  })

  it('[L3] is settled by the merged change, whose update says nothing but what was edited here', () => {
    const edit = edited({ instructions: 'Gate 2' })
    const conflict = afterRead(laneOf(edit), wireOf({ totalDistance: 99 }))
    const [record] = conflict
    if (record?.type !== 'CONFLICT' || record.base === undefined) throw new Error('no conflict')
    const change = { base: record.base, plan: record.theirs, askedFields: [] }
    const merge = mergeForeign(change, { ...MADE, instructions: 'Gate 2' })
    const merged = intent({ seq: 3, plan: merge?.plan ?? MADE, overBase: record.baseHash })
    const begun = laneAfter([intent({ plan: MADE }), ...created, edit, ...conflict, merged])
    const step = nextStep(begun, 0)
    if (step.kind !== 'record') throw new Error('not settled')
    const settled = laneAfter([
      intent({ plan: MADE }),
      ...created,
      edit,
      ...conflict,
      merged,
      ...step.records,
    ])
    expect(onBase(settled, wireOf({ totalDistance: 99 }), READ_FACTS, 0)).toEqual({ kind: 'write' })
    expect(bodySent(settled)).toEqual({ connection_id: CONNECTION, instructions: 'Gate 2' })
  })

  it('is no conflict when the change holds it already', () => {
    const edit = edited({ instructions: 'Gate 2', totalDistance: 99 })
    const records = afterRead(laneOf(edit), wireOf({ totalDistance: 99 }))
    expect(records).toMatchObject([{ type: 'BASE', plan: { totalDistance: 99, instructions: 'Gate 1' } }])
    const settled = laneAfter([intent({ plan: MADE }), ...created, edit, ...records])
    expect(bodySent(settled)).toEqual({ connection_id: CONNECTION, instructions: 'Gate 2' })
  })

  it('is for a person in a field that was written here, while reads may be older than that', () => {
    const update = updateOperation(laneOf(edited({ instructions: 'Gate 2' })))
    if (update === null) throw new Error('no update')
    const lane = laneAfter([
      intent({ plan: MADE }),
      ...created,
      edited({ instructions: 'Gate 2' }),
      { ...head, type: 'ATTEMPT', n: 1, operation: update, server: 1, bodyHash: 'x' },
      { ...accepted('op2') },
      done,
      edited({ instructions: 'Gate 2', territoryName: 'South' }, 3),
    ])
    const theirs = wireOf({ instructions: 'Gate 3' })
    const lagging = { learned: { ...READ_FACTS.learned, readLagMs: 3_600_000 }, server: READ_FACTS.server }
    expect(onBase(lane, theirs, lagging, 0)).toMatchObject({
      records: [{ type: 'CONFLICT', askedFields: ['instructions'] }],
    })
    // [L3] What no version of ours has had is theirs: it is not written back.
    const others = onBase(lane, wireOf({ instructions: 'Gate 2', totalDistance: 99 }), lagging, 0)
    expect(others).toMatchObject({ records: [{ type: 'CONFLICT', uncertainFields: ['instructions'] }] })
    expect(others).not.toMatchObject({ records: [{ askedFields: expect.anything() }] })
    const [fresh] = afterRead(lane, theirs)
    expect(fresh).not.toHaveProperty('askedFields')
  })
})
