import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import {
  desired as desiredSchema,
  type Lane,
  lane as laneSchema,
  remote as remoteSchema,
} from '../../../../../../electron/host/sync/core/lane/lane.ts'
import { packLane, unpackLane } from '../../../../../../electron/host/sync/core/lane/packed-lane.ts'
import {
  assigneeIds as assigneeIdsSchema,
  type SubmittedPlan,
  submittedPlan,
} from '../../../../../../shared/model/plan/assignee-ids.ts'
import {
  emptyPlan,
  type Plan,
  type Stop,
  stop as stopSchema,
} from '../../../../../../shared/model/plan/workflow.ts'
import {
  accepted,
  answerLost,
  attempt,
  CONNECTION,
  done,
  intent,
  laneAfter,
  planOf,
  SERVER,
} from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const

/** Packed, written, read and unpacked. */
function readBack(lane: Lane): Lane {
  return unpackLane(JSON.parse(JSON.stringify(packLane(lane))))
}

/** Every field has a value that is not the empty one; a field that is new in the model fails to compile here. */
const FULL_STOP: Required<Stop> = {
  sourceStopId: 'stop-1',
  stopType: 'DELIVERY',
  locationName: 'Łódź',
  activities: ['UNLOADING', 'WAITING'],
  latitude: 52.5,
  longitude: 13.4,
  h3Index11: '631050000000000000',
  inferredAddress: { city: 'Łódź', province: null, countryCode: 'PL' },
  instructions: 'Ring',
  scheduledArrival: '2026-11-24T06:00:00Z',
  scheduledDeparture: '2026-11-24T06:15:00Z',
  actualArrival: '2026-11-24T06:01:00Z',
  actualDeparture: '2026-11-24T06:16:00Z',
  extras: { dock: 7, gates: [{ id: null }] },
}
const FULL_PLAN: Required<SubmittedPlan> = {
  reference: 'N-1',
  connectionId: CONNECTION,
  driverSourceId: 'drv',
  vehicleSourceId: 'veh',
  territoryName: 'North',
  status: 'ACTIVE',
  startsAt: '2026-11-24T05:55:00Z',
  endsAt: '2026-11-24T13:00:00Z',
  totalDistance: 12,
  totalDistanceUnit: 'km',
  isDistanceEstimated: true,
  instructions: 'Bring bread',
  assigneeIds: {
    connectionId: CONNECTION,
    driverSourceId: { sourceId: 'drv', id: 'uuid-drv' },
    vehicleSourceId: { sourceId: 'veh', id: 'uuid-veh' },
  },
  stops: [
    FULL_STOP,
    { ...FULL_STOP, sourceStopId: 'stop-2', extras: {}, activities: [], actualDeparture: null },
  ],
}
const { assigneeIds: _assigneeIds, ...HELD_PLAN } = FULL_PLAN
const OTHER_PLAN: Plan = { ...HELD_PLAN, instructions: null, stops: [] }
const account = { issuer: 'https://issuer', subject: 'me' }
const FULL_LANE: Required<Lane> = {
  workflowId: 'w1',
  desired: {
    seq: 3,
    intent: 'cancel',
    plan: FULL_PLAN,
    sourceId: 's3',
    account,
    overBase: 'h',
  } satisfies Required<Lane['desired']>,
  remote: {
    resourceId: 'r1',
    connectionId: CONNECTION,
    account: { issuer: 'https://issuer', subject: 'somebody else' },
    plan: OTHER_PLAN,
    uncertainUpdate: { seq: 2, plan: HELD_PLAN, server: SERVER },
    uncertainFields: { seq: 1, fields: ['territoryName'] },
    isCancelled: true,
    earlier: [OTHER_PLAN],
    isRead: true,
  } satisfies Required<NonNullable<Lane['remote']>>,
  phase: { kind: 'conflict', theirs: OTHER_PLAN, uncertainFields: ['territoryName'], baseHash: 'h', seq: 3 },
  generation: 2,
  sourceId: 's1',
  isHeldByUser: true,
  attempts: 4,
  tries: 2,
  firstTryServer: SERVER,
  lastTryAt: 5,
  sinceAt: 6,
  changedServer: SERVER + 1,
  knownOperationIds: ['op1', 'op2'],
  duplicates: [{ operationId: 'op3', resourceId: null, isCancelWanted: true, connectionId: 'c2' }],
  sweep: { fromServer: SERVER, doneServer: SERVER + 1 },
  resumed: { kind: 'withdrawn', seq: 2 },
  recordsUncertain: 'journalLost',
  possibleIds: { sourceIds: ['s0'], connectionIds: ['c0'] },
  arePossibleIdsTold: true,
  lines: [{ at: 1, kind: 'queued', text: 'Saved' }],
}

describe('a packed lane', () => {
  it('gives back every field that a lane, its pending change, its base, a plan and a stop can have', () => {
    expect(laneSchema.parse(FULL_LANE)).toEqual(FULL_LANE)
    for (const [schema, value] of [
      [laneSchema, FULL_LANE],
      [desiredSchema, FULL_LANE.desired],
      [remoteSchema, FULL_LANE.remote ?? {}],
      [submittedPlan, FULL_PLAN],
      [assigneeIdsSchema, FULL_PLAN.assigneeIds ?? {}],
      [stopSchema, FULL_STOP],
    ] as const) {
      expect(Object.keys(value).sort()).toEqual(Object.keys(schema.shape).sort())
    }
    expect(readBack(FULL_LANE)).toEqual(FULL_LANE)
  })

  it('gives back what is empty as empty', () => {
    const lane = laneAfter([intent({ plan: emptyPlan(), account: null })])
    expect(readBack(lane)).toEqual(lane)
    const bare = { ...FULL_STOP, stopType: null, activities: [], extras: {}, latitude: 0, longitude: 0 }
    const withStops = {
      ...lane,
      desired: { ...lane.desired, plan: planOf({ stops: [bare], totalDistance: 0 }) },
    }
    expect(readBack(withStops)).toEqual(withStops)
  })

  it.each<[string, readonly JournalRecord[]]>([
    ['being sent', [attempt()]],
    ['uncertain', [attempt(), answerLost]],
    ['accepted', [attempt(), accepted()]],
    ['done', [attempt(), accepted(), done]],
    ['edited', [attempt(), accepted(), done, intent({ seq: 2, plan: OTHER_PLAN })]],
    ['withdrawn', [{ ...head, type: 'WITHDRAWN', seq: 1 }]],
    ['held', [{ ...head, type: 'HELD', by: 'user' }]],
    [
      'recordsUncertain',
      [attempt(), answerLost, { ...head, type: 'RECORDS_UNCERTAIN', why: 'clonedProfile' }],
    ],
  ])('of a workflow that is %s is the same when it is read back', (_name, records) => {
    const lane = laneAfter([intent({ plan: FULL_PLAN }), ...records])
    expect(readBack(lane)).toEqual(lane)
  })

  it.each([
    ['the same plan', FULL_PLAN],
    ['another plan', OTHER_PLAN],
    ['a plan that is not known', null],
  ])('tells whether Catena holds %s', (_name, plan) => {
    const remote = { resourceId: 'r1', connectionId: CONNECTION, account: null, plan }
    const lane: Lane = { ...FULL_LANE, remote }
    expect(readBack(lane)).toEqual(lane)
  })
})
