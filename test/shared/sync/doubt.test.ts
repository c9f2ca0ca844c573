import { describe, expect, it } from 'vitest'
import type { WireWorkflow } from '../../../shared/catena/wire.ts'
import type { Plan } from '../../../shared/model/workflow.ts'
import { applyToLane } from '../../../shared/sync/apply-lane.ts'
import type { JournalRecord, LaneRecord } from '../../../shared/sync/journal-record.ts'
import type { Lane } from '../../../shared/sync/lane.ts'
import { onBase } from '../../../shared/sync/patch.ts'
import { followUps, nextStep } from '../../../shared/sync/step.ts'
import { updateOperation } from '../../../shared/sync/target.ts'
import { accepted, attempt, CONNECTION, done, intent, laneAfter, planOf, SERVER } from './lane-fixtures.ts'

const head = { v: 1, at: 0, workflowId: 'w1' } as const
const CANCELLED = planOf({ status: 'CANCELLED' })
const EDITED = planOf({ territoryName: 'South' })

function wish(seq: number, changes: { intent?: 'send' | 'cancel'; plan?: Plan }): JournalRecord {
  return intent({ seq, sourceId: `s${seq}`, ...changes })
}

/** A workflow at the TSP whose update (or cancel), wish 2, failed. */
function failedUpdate(update: JournalRecord, errorType: string | null): JournalRecord[] {
  const before = [intent(), attempt(), accepted(), done, update]
  const operation = updateOperation(laneAfter(before))
  if (operation === null) throw new Error('no update')
  const tried: JournalRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
  const failed = { ...head, type: 'FAILED', operationId: 'op2', message: null, isSettled: true } as const
  return [...before, tried, accepted('op2'), { ...failed, errorType }]
}

/** The lane once it has done all that needs nothing of the world. */
function settled(lane: Lane): Lane {
  const records = followUps(lane, 0)
  if (records.length === 0) return lane
  return settled(folded(lane, records))
}

function folded(lane: Lane, records: readonly LaneRecord[]): Lane {
  return records.reduce((now, record) => applyToLane(now, record) ?? now, lane)
}

function wireOf(plan: Plan): WireWorkflow {
  return {
    id: 'r1',
    connection_id: CONNECTION,
    source_id: 's1',
    workflow_status: plan.status,
  } as WireWorkflow
}

describe('an update that failed and may have taken effect', () => {
  const cancel = wish(2, { intent: 'cancel' })

  it.each([['network'], ['tsp'], [null]])('[P13] an edit back is read, then sent (%s)', (errorType) => {
    const lane = settled(laneAfter([...failedUpdate(cancel, errorType), wish(3, { plan: planOf() })]))
    expect(nextStep(lane, 0)).toEqual({ kind: 'readBase' })

    const verdict = onBase(lane, wireOf(CANCELLED), 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const known = folded(lane, verdict.records)
    expect(known.have).toMatchObject({ plan: { status: 'CANCELLED' } })
    expect(known.have?.doubt).toBeUndefined()
    expect(nextStep(known, 0)).toEqual({ kind: 'readBase' })
    expect(onBase(known, wireOf(CANCELLED), 0)).toEqual({ kind: 'write' })
  })

  it('[P15] a cancel is sent although the last known version is cancelled', () => {
    const cancelledOnce = [
      ...failedUpdate(cancel, 'validation'),
      { ...head, type: 'REOPENED' },
      { ...head, type: 'BASE', plan: CANCELLED },
    ] as JournalRecord[]
    const back = wish(3, { plan: planOf() })
    const operation = updateOperation(laneAfter([...cancelledOnce, back]))
    if (operation === null) throw new Error('no update')
    const lane = laneAfter([
      ...cancelledOnce,
      back,
      { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' },
      accepted('op3'),
      {
        ...head,
        type: 'FAILED',
        operationId: 'op3',
        message: null,
        isSettled: true,
        errorType: 'tsp',
      },
      wish(4, { intent: 'cancel' }),
    ])
    expect(nextStep(settled(lane), 0)).toEqual({ kind: 'write', work: 'cancel' })
  })

  it('[P13] what Catena does not tell apart is sent', () => {
    const lane = settled(
      laneAfter([
        ...failedUpdate(wish(2, { plan: planOf({ territoryName: 'South' }) }), 'network'),
        wish(3, { plan: planOf() }),
      ]),
    )
    const verdict = onBase(lane, wireOf(planOf()), 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const known = folded(lane, verdict.records)
    expect(known.have?.plan?.territoryName).toBe('South')
    expect(onBase(known, wireOf(planOf()), 0)).toEqual({ kind: 'write' })
  })

  it('[P13] a field that Catena never gives back is sent again with a wish that changes another', () => {
    const again = wish(3, { plan: { ...EDITED, status: 'CANCELLED' } })
    const lane = settled(laneAfter([...failedUpdate(wish(2, { plan: EDITED }), 'tsp'), again]))
    const verdict = onBase(lane, wireOf(planOf()), 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    expect(folded(lane, verdict.records).have?.plan).toMatchObject({
      territoryName: null,
      status: planOf().status,
    })
  })

  it('[P14] a third version is a conflict', () => {
    const lane = settled(
      laneAfter([...failedUpdate(wish(2, { plan: EDITED }), 'tsp'), wish(3, { plan: planOf() })]),
    )
    const verdict = onBase(lane, wireOf(planOf({ status: 'CANCELLED' })), 0)
    expect(verdict).toMatchObject({ records: [{ type: 'CONFLICT' }] })
  })

  it.each(['validation', 'auth'])('[P12] a plain refusal leaves no doubt (%s)', (errorType) => {
    const lane = settled(laneAfter([...failedUpdate(cancel, errorType), wish(3, { plan: planOf() })]))
    expect(nextStep(lane, 0)).toEqual({ kind: 'rest' })
  })

  it('[P16] discarding it sends nothing; a newer wish reads first', () => {
    const discarded: JournalRecord = { ...head, type: 'DISCARDED' }
    const records = [...failedUpdate(wish(2, { plan: EDITED }), 'tsp'), discarded]
    expect(nextStep(laneAfter(records), 0)).toEqual({ kind: 'rest' })
    expect(nextStep(laneAfter([...records, wish(3, { plan: planOf() })]), 0)).toEqual({ kind: 'readBase' })
  })
})
