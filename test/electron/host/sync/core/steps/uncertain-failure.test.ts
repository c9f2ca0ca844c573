import { describe, expect, it } from 'vitest'
import type { WireWorkflow } from '../../../../../../electron/catena/wire.ts'
import type {
  JournalRecord,
  LaneRecord,
} from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { applyToLane } from '../../../../../../electron/host/sync/core/lane/apply-record.ts'
import type { Lane, PhaseOf } from '../../../../../../electron/host/sync/core/lane/lane.ts'
import { UNKNOWN_SEQ } from '../../../../../../electron/host/sync/core/lane/lane-facts.ts'
import {
  bodyOf,
  createOperation,
  updateOperation,
} from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { followUps, nextStep } from '../../../../../../electron/host/sync/core/steps/next-step.ts'
import { onBase } from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import type { Plan } from '../../../../../../shared/model/plan/workflow.ts'
import {
  accepted,
  attempt,
  CONNECTION,
  done,
  intent,
  laneAfter,
  planOf,
  READ_FACTS,
  SERVER,
} from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const
const CANCELLED = planOf({ status: 'CANCELLED' })
const EDITED = planOf({ territoryName: 'South' })

function pendingChange(
  seq: number,
  changes: { intent?: 'send' | 'cancel'; plan?: Plan; overBase?: string },
): JournalRecord {
  return intent({ seq, sourceId: `s${seq}`, ...changes })
}

/** A workflow at the TSP whose update (or cancel), pending change 2, failed. */
function failedUpdate(update: JournalRecord, errorType: string | null): JournalRecord[] {
  const before = [intent(), attempt(), accepted(), done, update]
  const operation = updateOperation(laneAfter(before))
  if (operation === null) throw new Error('no update')
  const tried: JournalRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
  const failed = { ...head, type: 'FAILED', operationId: 'op2', message: null, isTerminal: true } as const
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

function laneWith(lane: Lane, record: JournalRecord): Lane {
  return settled(folded(lane, [record as LaneRecord]))
}

/** The body of the lane's next update. */
function bodySent(lane: Lane) {
  const operation = updateOperation(lane)
  if (operation === null) throw new Error('no update')
  return bodyOf(operation)
}

/** The lane once its next update has succeeded. */
function afterSuccess(lane: Lane): Lane {
  const operation = updateOperation(lane)
  if (operation === null) throw new Error('no update')
  const tried: LaneRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
  return folded(lane, [tried, accepted('op9') as LaneRecord, done as LaneRecord])
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
  const cancel = pendingChange(2, { intent: 'cancel' })

  it.each([['network'], ['tsp'], [null]])('[P13] an edit back is read, then sent (%s)', (errorType) => {
    const lane = settled(
      laneAfter([...failedUpdate(cancel, errorType), pendingChange(3, { plan: planOf() })]),
    )
    expect(nextStep(lane, 0)).toEqual({ kind: 'readBase' })

    const verdict = onBase(lane, wireOf(CANCELLED), READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const known = folded(lane, verdict.records)
    expect(known.remote).toMatchObject({ plan: { status: 'CANCELLED' } })
    expect(known.remote?.uncertainUpdate).toBeUndefined()
    expect(nextStep(known, 0)).toEqual({ kind: 'readBase' })
    expect(onBase(known, wireOf(CANCELLED), READ_FACTS, 0)).toEqual({ kind: 'write' })
  })

  /** Cancelled as far as is known; an update back to planned, pending change 3, failed, and 4 cancels. */
  function cancelOverUncertainUpdate(): JournalRecord[] {
    const cancelledOnce = [
      ...failedUpdate(cancel, 'validation'),
      { ...head, type: 'REOPENED' },
      { ...head, type: 'BASE', plan: CANCELLED },
    ] as JournalRecord[]
    const back = pendingChange(3, { plan: planOf() })
    const operation = updateOperation(laneAfter([...cancelledOnce, back]))
    if (operation === null) throw new Error('no update')
    const failed = { ...head, type: 'FAILED', operationId: 'op3', message: null, isTerminal: true } as const
    return [
      ...cancelledOnce,
      back,
      { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' },
      accepted('op3'),
      { ...failed, errorType: 'tsp' },
      pendingChange(4, { intent: 'cancel' }),
    ]
  }

  it('[P15] a cancel is sent although the last known version is cancelled', () => {
    const lane = settled(laneAfter(cancelOverUncertainUpdate()))
    expect(nextStep(lane, 0)).toEqual({ kind: 'write', work: 'cancel' })
  })

  it('[P15] a cancel that is proved absent is sent again although the last known version is cancelled', () => {
    const lane = settled(laneAfter(cancelOverUncertainUpdate()))
    const operation = updateOperation(lane)
    if (operation === null) throw new Error('no update')
    const tried: LaneRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
    const absent = folded(lane, [
      tried,
      { ...head, type: 'ANSWER_LOST', detail: 'timeout' },
      { ...head, type: 'EVIDENCE', firstServer: SERVER, secondServer: SERVER + 60_000 },
    ])
    expect(nextStep(absent, 0)).toEqual({ kind: 'write', work: 'cancel' })
    expect(nextStep(afterSuccess(absent), 0)).toEqual({ kind: 'nothing' })
  })

  it('[P15] a cancel that failed over an uncertain update is sent again when it is tried again', () => {
    const lane = settled(laneAfter(cancelOverUncertainUpdate()))
    const operation = updateOperation(lane)
    if (operation === null) throw new Error('no update')
    const tried: LaneRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
    const failed = { ...head, type: 'FAILED', operationId: 'op4', message: null, isTerminal: true } as const
    const again = folded(lane, [
      tried,
      accepted('op4') as LaneRecord,
      { ...failed, errorType: 'network' },
      { ...head, type: 'REOPENED' },
    ])
    expect(nextStep(again, 0)).toEqual({ kind: 'write', work: 'cancel' })
  })

  it('[P15] a cancel is sent, once, where it is a guess that the status is cancelled', () => {
    const lane = laneAfter([
      intent(),
      attempt(),
      accepted(),
      done,
      pendingChange(2, { plan: planOf({ territoryName: 'East' }) }),
      { ...head, type: 'BASE', plan: CANCELLED, uncertainFields: ['status', 'territoryName'] },
      pendingChange(3, { intent: 'cancel' }),
    ])
    expect(nextStep(settled(lane), 0)).toEqual({ kind: 'write', work: 'cancel' })
    const after = afterSuccess(lane)
    expect(nextStep(after, 0)).toEqual({ kind: 'nothing' })
    expect(after.remote?.uncertainFields?.fields).toEqual(['territoryName'])
  })

  it('[R3] a cancel is sent after lost records although our cancel had succeeded over content never read', () => {
    const before = laneAfter([intent(), attempt(), accepted(), done])
    const cancelled: Lane = {
      ...before,
      remote: before.remote && { ...before.remote, plan: null, isCancelled: true },
      recordsUncertain: 'journalLost',
    }
    const lane = folded(cancelled, [pendingChange(5, { intent: 'cancel' }) as LaneRecord])
    expect(followUps(lane, 0)).toMatchObject([{ type: 'UNCERTAIN' }])
  })

  it('[P13] what Catena does not tell apart is sent', () => {
    const lane = settled(
      laneAfter([
        ...failedUpdate(pendingChange(2, { plan: planOf({ territoryName: 'South' }) }), 'network'),
        pendingChange(3, { plan: planOf() }),
      ]),
    )
    const verdict = onBase(lane, wireOf(planOf()), READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const known = folded(lane, verdict.records)
    expect(known.remote?.plan?.territoryName).toBe('South')
    expect(onBase(known, wireOf(planOf()), READ_FACTS, 0)).toEqual({ kind: 'write' })
  })

  it('[P13] a field that Catena never gives back is sent again with a pending change that changes another', () => {
    const again = pendingChange(3, { plan: { ...EDITED, status: 'CANCELLED' } })
    const lane = settled(laneAfter([...failedUpdate(pendingChange(2, { plan: EDITED }), 'tsp'), again]))
    const verdict = onBase(lane, wireOf(planOf()), READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    expect(bodySent(folded(lane, verdict.records))).toMatchObject({
      territory_name: 'South',
      workflow_status: 'CANCELLED',
    })
  })

  it('[P13] a field that Catena never gives back is sent although the guess is what is desired', () => {
    const uncertainLanes = [pendingChange(3, { plan: planOf() }), pendingChange(3, { plan: EDITED })].map(
      (again) => {
        const lane = settled(laneAfter([...failedUpdate(pendingChange(2, { plan: EDITED }), 'tsp'), again]))
        const verdict = onBase(lane, wireOf(planOf()), READ_FACTS, 0)
        if (verdict.kind !== 'record') throw new Error('written over an unknown base')
        return folded(lane, verdict.records)
      },
    )
    expect(uncertainLanes.map((lane) => nextStep(lane, 0))).toEqual([
      { kind: 'readBase' },
      { kind: 'readBase' },
    ])
    expect(uncertainLanes.map((lane) => onBase(lane, wireOf(planOf()), READ_FACTS, 0))).toEqual([
      { kind: 'write' },
      { kind: 'write' },
    ])
    expect(uncertainLanes.map((lane) => bodySent(lane)?.territory_name)).toEqual([null, 'South'])
  })

  it('[P14] a conflict does not show a guess as Catena’s; what is kept is sent where Catena is silent', () => {
    const lane = settled(
      laneAfter([
        ...failedUpdate(pendingChange(2, { plan: EDITED }), 'tsp'),
        pendingChange(3, { plan: planOf() }),
      ]),
    )
    const theirs = { ...wireOf(planOf()), instructions: 'theirs' }
    const verdict = onBase(lane, theirs, READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const asked = folded(lane, verdict.records)
    expect(asked.phase).toMatchObject({
      kind: 'conflict',
      theirs: { territoryName: null, instructions: 'theirs' },
      uncertainFields: ['territoryName', 'instructions'],
    })

    const { baseHash, theirs: plan } = asked.phase as PhaseOf<'conflict'>
    const kept = laneWith(asked, pendingChange(4, { plan, overBase: baseHash }))
    expect(onBase(kept, theirs, READ_FACTS, 0)).toEqual({ kind: 'write' })
    expect(bodySent(kept)).toEqual({
      connection_id: CONNECTION,
      territory_name: null,
      instructions: 'theirs',
    })

    const dropped = folded(asked, [{ ...head, type: 'DISCARDED', seq: 3 }])
    expect(nextStep(dropped, 0)).toEqual({ kind: 'nothing' })
    const newer = laneWith(
      dropped,
      pendingChange(4, { plan: { ...dropped.desired.plan, driverSourceId: 'd9' } }),
    )
    expect(bodySent(newer)).toMatchObject({ source_driver_id: 'd9', territory_name: null })
  })

  it('[P13] a guess ends when an update has said it, not when a cancel has', () => {
    const lane = settled(
      laneAfter([
        ...failedUpdate(pendingChange(2, { plan: EDITED }), 'tsp'),
        pendingChange(3, { plan: planOf() }),
      ]),
    )
    const verdict = onBase(lane, wireOf(planOf()), READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const known = folded(lane, verdict.records)
    expect(afterSuccess(known).remote?.uncertainFields).toBeUndefined()
    const cancelled = afterSuccess(laneWith(known, pendingChange(4, { intent: 'cancel' })))
    expect(cancelled.remote).toMatchObject({
      plan: { status: 'CANCELLED' },
      uncertainFields: { fields: ['territoryName'] },
    })
  })

  it('[P14] a third version is a conflict', () => {
    const lane = settled(
      laneAfter([
        ...failedUpdate(pendingChange(2, { plan: EDITED }), 'tsp'),
        pendingChange(3, { plan: planOf() }),
      ]),
    )
    const verdict = onBase(lane, wireOf(planOf({ status: 'CANCELLED' })), READ_FACTS, 0)
    expect(verdict).toMatchObject({ records: [{ type: 'CONFLICT' }] })
  })

  it.each(['validation', 'auth'])('[P12] a plain refusal leaves no uncertainty (%s)', (errorType) => {
    const lane = settled(
      laneAfter([...failedUpdate(cancel, errorType), pendingChange(3, { plan: planOf() })]),
    )
    expect(nextStep(lane, 0)).toEqual({ kind: 'nothing' })
  })

  it('[P16] discarding it sends nothing; a newer pending change reads first', () => {
    const discarded: JournalRecord = { ...head, type: 'DISCARDED' }
    const records = [...failedUpdate(pendingChange(2, { plan: EDITED }), 'tsp'), discarded]
    expect(nextStep(laneAfter(records), 0)).toEqual({ kind: 'nothing' })
    expect(nextStep(laneAfter([...records, pendingChange(3, { plan: planOf() })]), 0)).toEqual({
      kind: 'readBase',
    })
  })
})

describe('an update that listings did not show', () => {
  function absentUpdate(...pendingChanges: JournalRecord[]): JournalRecord[] {
    const before = [intent(), attempt(), accepted(), done, ...pendingChanges]
    const operation = updateOperation(laneAfter(before))
    if (operation === null) throw new Error('no update')
    return [
      ...before,
      { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' },
      { ...head, type: 'ANSWER_LOST', detail: 'timeout' },
      { ...head, type: 'EVIDENCE', firstServer: SERVER, secondServer: SERVER },
    ]
  }

  it('[E6] may have taken effect: an edit back is read, then sent', () => {
    const records = [
      ...absentUpdate(pendingChange(2, { plan: EDITED })),
      pendingChange(3, { plan: planOf() }),
    ]
    const lane = settled(laneAfter(records))
    expect(nextStep(lane, 0)).toEqual({ kind: 'readBase' })
    const verdict = onBase(lane, wireOf(planOf()), READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const known = folded(lane, verdict.records)
    expect(onBase(known, wireOf(planOf()), READ_FACTS, 0)).toEqual({ kind: 'write' })
  })

  it('[P15] an edit after a cancel in between still asks what it left', () => {
    const cancelled = [
      ...absentUpdate(pendingChange(2, { plan: EDITED })),
      pendingChange(3, { intent: 'cancel' }),
    ]
    const operation = updateOperation(laneAfter(cancelled))
    if (operation === null) throw new Error('no update')
    const tried: JournalRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
    const records = [...cancelled, tried, accepted('op3'), done, pendingChange(4, { plan: planOf() })]
    const lane = settled(laneAfter(records))
    const verdict = onBase(lane, wireOf(CANCELLED), { ...READ_FACTS, server: SERVER + 120_000 }, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    expect(folded(lane, verdict.records).remote?.plan).toMatchObject({
      status: 'CANCELLED',
      territoryName: 'South',
    })
  })

  it('[P10] the same pending change is sent again over the base it had', () => {
    const lane = settled(laneAfter(absentUpdate(pendingChange(2, { plan: EDITED }))))
    expect(onBase(lane, wireOf(planOf()), READ_FACTS, 0)).toEqual({ kind: 'write' })
  })
})

describe('a workflow of which Catena’s version was never read', () => {
  const lost: JournalRecord[] = [
    intent({ plan: EDITED }),
    {
      ...head,
      type: 'UNCERTAIN',
      operation: { ...createOperation(laneAfter([intent()])), seq: UNKNOWN_SEQ },
      possibleSourceIds: ['s1'],
      why: 'journalLost',
    },
    done,
    { ...head, type: 'RECORDS_UNCERTAIN', why: null },
  ]

  it('[P15] a cancel of it is sent once, and makes nothing else known', () => {
    const before = [...lost, pendingChange(2, { intent: 'cancel', plan: EDITED })]
    expect(nextStep(laneAfter(before), 0)).toEqual({ kind: 'write', work: 'cancel' })
    const operation = updateOperation(laneAfter(before))
    if (operation === null) throw new Error('no update')
    const tried: JournalRecord = { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' }
    const after = [...before, tried, accepted('op3'), done]
    expect(nextStep(laneAfter(after), 0)).toEqual({ kind: 'nothing' })

    const back = laneAfter([...after, pendingChange(3, { plan: EDITED })])
    expect(nextStep(back, 0)).toEqual({ kind: 'readBase' })
    // Catena does not give the territory back: whether it has it is not known, so it is sent.
    const verdict = onBase(back, wireOf(planOf()), READ_FACTS, 0)
    if (verdict.kind !== 'record') throw new Error('written over an unknown base')
    const read = settled(folded(back, verdict.records))
    expect(onBase(read, wireOf(planOf()), READ_FACTS, 0)).toEqual({ kind: 'write' })
    expect(bodySent(read)).toEqual({
      connection_id: CONNECTION,
      territory_name: EDITED.territoryName,
    })
    expect(nextStep(afterSuccess(read), 0)).toEqual({ kind: 'nothing' })
  })

  it('[P16] a discarded edit of it is not taken for what Catena holds', () => {
    const lane = laneAfter([
      ...lost,
      pendingChange(2, { plan: EDITED }),
      { ...head, type: 'DISCARDED', seq: 2 },
    ])
    expect(lane.remote?.plan).toBeNull()
    expect(nextStep(lane, 0)).toEqual({ kind: 'readBase' })
  })
})
