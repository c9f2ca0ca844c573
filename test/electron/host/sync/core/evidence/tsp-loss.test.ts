import { describe, expect, it } from 'vitest'
import { createBody } from '../../../../../../electron/catena/plan-on-wire.ts'
import { type WireWorkflow, wireWorkflow } from '../../../../../../electron/catena/wire.ts'
import { type Learned, NOTHING_LEARNED } from '../../../../../../electron/host/sync/core/evidence/learned.ts'
import { lossLearned, withoutLoss } from '../../../../../../electron/host/sync/core/evidence/tsp-loss.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { onBase } from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import { emptyStop, type Plan } from '../../../../../../shared/model/plan/workflow.ts'
import { accepted, done, intent, laneAfter, planOf, SERVER } from '../lane-fixtures.ts'

const OURS = planOf({
  driverSourceId: 'd1',
  vehicleSourceId: 'v1',
  territoryName: 'North',
  startsAt: '2026-11-24T05:55:20Z',
  endsAt: '2026-11-24T13:00:40Z',
  totalDistance: 12.345,
  totalDistanceUnit: 'km',
  instructions: 'Ring',
  stops: [{ ...emptyStop('stop_A'), locationName: 'Gate 4', scheduledArrival: '2026-11-24T06:10:30Z' }],
})
const learned = (change: Partial<Learned> = {}): Learned => ({ ...NOTHING_LEARNED, ...change })

describe('[M3] what the TSP does to a version of ours', () => {
  it.each<[string, Partial<Plan>]>([
    ['times cut to the minute', { startsAt: '2026-11-24T05:55:00Z', endsAt: '2026-11-24T13:00:00Z' }],
    ['times rounded to the minute', { endsAt: '2026-11-24T13:01:00Z' }],
    ['a rounded distance', { totalDistance: 12.35 }],
    [
      'no territory, distance or instructions',
      { territoryName: null, totalDistance: null, instructions: null },
    ],
    ['no stops’ places', { stops: [{ ...emptyStop('stop_A'), scheduledArrival: '2026-11-24T06:10:00Z' }] }],
    ['stops with its own ids', { stops: OURS.stops.map((stop) => ({ ...stop, sourceStopId: 't-10' })) }],
  ])('is no change: %s', (_name, changes) => {
    expect(withoutLoss({ ...OURS, ...changes }, OURS, learned())).toEqual(OURS)
  })

  it.each<[string, Partial<Plan>]>([
    ['another minute', { startsAt: '2026-11-24T05:57:00Z' }],
    ['a time with seconds', { startsAt: '2026-11-24T05:55:10Z' }],
    ['no start', { startsAt: null }],
    ['no driver', { driverSourceId: null }],
    ['no vehicle', { vehicleSourceId: null }],
    ['another status', { status: 'COMPLETED' }],
    ['another territory', { territoryName: 'South' }],
    ['another distance', { totalDistance: 13 }],
    ['no stops at all', { stops: [] }],
    ['a stop at another place', { stops: OURS.stops.map((stop) => ({ ...stop, locationName: 'Gate 5' })) }],
    [
      'a stop at another time',
      { stops: OURS.stops.map((stop) => ({ ...stop, scheduledArrival: '2026-11-24T07:00:00Z' })) },
    ],
  ])('is somebody’s change: %s', (_name, changes) => {
    const theirs = { ...OURS, ...changes }
    expect(withoutLoss(theirs, OURS, learned())).toEqual(theirs)
  })

  it('a field that was seen to be kept and is empty now was emptied by somebody', () => {
    const theirs = { ...OURS, territoryName: null }
    expect(withoutLoss(theirs, OURS, learned({ kept: ['territoryName'] }))).toEqual(theirs)
  })

  it('is learned from a read of our own version, except what the answer leaves open', () => {
    const theirs = { ...OURS, territoryName: null, startsAt: '2026-11-24T05:55:00Z' }
    const change = lossLearned(theirs, OURS, learned(), (field) => field === 'instructions')
    expect(change?.notKept).toEqual(expect.arrayContaining(['territoryName', 'startsAt']))
    expect(change?.kept).toEqual(expect.arrayContaining(['driverSourceId', 'totalDistance']))
    expect([...(change?.kept ?? []), ...(change?.notKept ?? [])]).not.toContain('instructions')
  })
})

const head = { v: 2, at: 0, workflowId: 'w1' } as const
const EDITED = { ...OURS, driverSourceId: 'd2' }
const DESIRED = { ...OURS, driverSourceId: 'd3' }

/** What a read shows of a version. */
function wireOf(plan: Plan, changes: Partial<WireWorkflow> = {}): WireWorkflow {
  return wireWorkflow.parse({ id: 'r1', ...createBody(plan, 's1', 'external'), ...changes })
}

/** A workflow that we made, changed once (pending change 2), and are to change again (pending change 3). */
function changedOnce(): JournalRecord[] {
  const made: JournalRecord[] = [intent({ plan: OURS })]
  const operation = { ...laneAfter(made).desired, kind: 'create', sourceId: 's1', resourceId: null } as const
  const sent = (n: number, plan: Plan, kind: 'create' | 'update'): JournalRecord => ({
    ...head,
    type: 'ATTEMPT',
    n,
    operation: {
      ...operation,
      kind,
      resourceId: kind === 'create' ? null : 'r1',
      connectionId: plan.connectionId ?? '',
      plan,
      base: kind === 'create' ? null : OURS,
      seq: n,
      duplicateOf: null,
    },
    server: SERVER,
    bodyHash: 'x',
  })
  return [
    ...made,
    sent(1, OURS, 'create'),
    accepted('op1'),
    done,
    intent({ seq: 2, plan: EDITED }),
    sent(2, EDITED, 'update'),
    accepted('op2'),
    done,
    intent({ seq: 3, plan: DESIRED }),
  ]
}

function verdictOn(wire: WireWorkflow | null, known: Partial<Learned> = {}) {
  const verdict = onBase(laneAfter(changedOnce()), wire, { learned: learned(known), server: SERVER }, 0)
  return verdict.kind === 'record' ? verdict.records.map((each) => each.type) : verdict.kind
}

describe('[M1] a read before an update', () => {
  it('that shows our newest version, or an earlier one of ours, is no conflict', () => {
    expect(verdictOn(wireOf(EDITED))).toBe('write')
    expect(verdictOn(wireOf(OURS))).toBe('write')
  })

  it('that shows a version of somebody else is one', () => {
    expect(verdictOn(wireOf({ ...EDITED, vehicleSourceId: 'v9' }))).toEqual(['CONFLICT'])
  })

  it('[M3] that shows our version as the TSP rounds it is none', () => {
    expect(verdictOn(wireOf(EDITED, { started_at: '2026-11-24T05:55:00Z', territory_name: null }))).toBe(
      'write',
    )
  })

  it('[M3] that lacks a driver is one', () => {
    expect(verdictOn(wireOf(EDITED, { source_driver_id: null }))).toEqual(['CONFLICT'])
  })

  it('[M2] that finds nothing is no deletion: what we wrote is what is there', () => {
    expect(verdictOn(null)).toBe('write')
  })

  it('[M2] that shows it as deleted is a refusal', () => {
    expect(verdictOn(wireOf(EDITED, { deleted_at: '2026-11-24T06:00:00Z' }))).toEqual(['REFUSED'])
  })
})
