import { describe, expect, it } from 'vitest'
import {
  emptyPlan,
  emptyStop,
  type Plan,
  type Stop,
  sendablePlan,
} from '../../../../shared/model/plan/workflow.ts'
import type { WarningSubject } from '../../../../shared/model/warnings/warning-subject.ts'
import {
  createWarningContext,
  unsupportedKey,
  type WarningInputs,
  warningsOf,
  warningsOfAll,
} from '../../../../shared/model/warnings/warnings.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { createTexts } from '../../../../shared/text/texts.ts'
import { warningText } from '../../../../shared/text/warning-text.ts'
import { createDepotTime } from '../../../../shared/util/depot-time.ts'

const { t } = createTexts('en', en)

const CONNECTION = '00000000-0000-4000-8000-000000000001'

const inputs: WarningInputs = {
  nowMs: Date.parse('2026-11-24T10:00:00Z'),
  time: createDepotTime('America/Chicago'),
  distanceUnit: 'km',
  connections: [
    {
      id: CONNECTION,
      fleetId: null,
      tspId: null,
      sourceName: 'samsara',
      status: 'active',
      description: null,
    },
  ],
  drivers: [
    {
      id: 'd1',
      connectionId: CONNECTION,
      sourceId: 'okafor',
      name: 'S. Okafor',
      employeeNumber: null,
      phoneNumber: null,
      isActive: true,
    },
    {
      id: 'd2',
      connectionId: CONNECTION,
      sourceId: 'petrov',
      name: 'L. Petrov',
      employeeNumber: null,
      phoneNumber: null,
      isActive: false,
    },
  ],
  vehicles: [
    {
      id: 'v1',
      connectionId: null,
      sourceId: 'T-118',
      name: 'T-118',
      licensePlate: null,
      vin: null,
      isActive: true,
    },
  ],
  unsupported: new Set(),
}
const context = createWarningContext(inputs)

function subject(change: Partial<Plan>, extra: Partial<WarningSubject> = {}): WarningSubject {
  const plan: Plan = {
    ...emptyPlan(),
    reference: 'N-1',
    connectionId: CONNECTION,
    driverSourceId: 'okafor',
    vehicleSourceId: 'T-118',
    startsAt: '2026-11-24T11:55:00Z',
    endsAt: '2026-11-24T18:05:00Z',
    ...change,
  }
  return { id: plan.reference, plan, shownState: 'queued', sync: null, ...extra }
}

function stop(name: string, change: Partial<Stop>): Stop {
  return { ...emptyStop(name), ...change }
}

function texts(of: WarningSubject): string[] {
  return warningsOf(of, context).map((each) => warningText(each, t))
}

describe('warnings of one workflow', () => {
  it('are none when all is well', () => {
    expect(texts(subject({}))).toEqual([])
  })

  it('name a missing driver and a missing vehicle at their fields', () => {
    expect(warningsOf(subject({ driverSourceId: null, vehicleSourceId: '' }), context)).toEqual([
      { code: 'unassigned', values: { assignee: 'driver' }, path: ['driverSourceId'], severity: 'warning' },
      { code: 'unassigned', values: { assignee: 'vehicle' }, path: ['vehicleSourceId'], severity: 'warning' },
    ])
  })

  it('name a driver and a vehicle that are not in the list, or not active', () => {
    expect(texts(subject({ driverSourceId: 'nobody', vehicleSourceId: 'T-999' }))).toEqual([
      'Driver nobody is not in the list of this connection',
      'Vehicle T-999 is not in the list of this connection',
    ])
    expect(texts(subject({ driverSourceId: 'petrov' }))).toEqual(['Driver L. Petrov is not active'])
  })

  it('do not miss a driver in the list of a connection that is not chosen yet', () => {
    expect(texts(subject({ connectionId: null }))).toEqual([])
    expect(texts(subject({ connectionId: null, driverSourceId: 'nobody' }))).toEqual([])
    expect(texts(subject({ connectionId: null, driverSourceId: 'petrov' }))).toEqual([
      'Driver L. Petrov is not active',
    ])
  })

  it('say nothing about lists that were never fetched', () => {
    const empty = createWarningContext({ ...inputs, connections: [], drivers: [], vehicles: [] })
    expect(warningsOf(subject({ driverSourceId: 'nobody' }), empty)).toEqual([])
  })

  it('name a connection that is stale or unknown', () => {
    const stale = createWarningContext({
      ...inputs,
      connections: inputs.connections.map((each) => ({ ...each, status: 'stale' })),
    })
    expect(warningsOf(subject({}), stale).map((each) => warningText(each, t))).toEqual([
      'The connection is stale: nothing is sent until it is active',
    ])
    const other = '00000000-0000-4000-8000-000000000002'
    expect(warningsOf(subject({ connectionId: other }), context).map((each) => each.code)).toContain(
      'unknownConnection',
    )
  })

  it('name an end before the start, which may be sent all the same', () => {
    const warned = subject({ endsAt: '2026-11-24T11:00:00Z' })
    expect(texts(warned)).toEqual(['End is before start'])
    expect(sendablePlan.safeParse(warned.plan).error).toBeUndefined()
  })

  it('name a departure that has passed while the TSP does not have it', () => {
    const startsAt = '2026-11-24T09:59:00Z'
    expect(texts(subject({ startsAt }))).toEqual(['Departure has passed and it is not at the TSP'])
    expect(texts(subject({ startsAt }, { shownState: 'accepted' }))).toHaveLength(1)
    expect(texts(subject({ startsAt }, { shownState: 'done' }))).toEqual([])
    expect(texts(subject({ startsAt, status: 'ACTIVE' }))).toEqual([])
  })

  it('are none for what is cancelled, completed or withdrawn', () => {
    const bad = { driverSourceId: null, endsAt: '2026-11-24T11:00:00Z' }
    expect(texts(subject({ ...bad, status: 'CANCELLED' }))).toEqual([])
    expect(texts(subject({ ...bad, status: 'COMPLETED' }))).toEqual([])
    expect(texts(subject(bad, { shownState: 'withdrawn' }))).toEqual([])
  })

  it('remember a write that this TSP refused before', () => {
    const unsupported = new Set([unsupportedKey(CONNECTION, 'create')])
    const warned = createWarningContext({ ...inputs, unsupported })
    expect(warningsOf(subject({}), warned).map((each) => warningText(each, t))).toEqual([
      'This TSP has refused new workflows before: it may not take them',
    ])
    const atCatena = subject({}, { sync: { resourceId: 'r' } })
    expect(warningsOf(atCatena, warned)).toEqual([])
    const updates = createWarningContext({
      ...inputs,
      unsupported: new Set([unsupportedKey(CONNECTION, 'update')]),
    })
    expect(warningsOf(atCatena, updates).map((each) => warningText(each, t))).toEqual([
      'This TSP has refused changes to workflows before: it may not take them',
    ])
    expect(warningsOf(subject({}), updates)).toEqual([])
  })
})

describe('warnings along the stops', () => {
  const plaza = { latitude: 41.8781, longitude: -87.6298 }
  /** 47 km of great circle north: about 61 km of road. */
  const north = { latitude: 42.3005, longitude: -87.6298 }

  it('name a distance that cannot be driven in the time', () => {
    const stops = [
      stop('a', { scheduledDeparture: '2026-11-24T13:55:00Z', ...plaza }),
      stop('b', { scheduledArrival: '2026-11-24T14:15:00Z', ...north }),
    ]
    expect(warningsOf(subject({ stops }), context)).toEqual([
      {
        code: 'impossibleTravel',
        values: { distance: 61, unit: 'km', minutes: 20, stop: 1 },
        path: ['stops', 1, 'scheduledArrival'],
        severity: 'warning',
      },
    ])
  })

  it('are none when the time is enough, however tight', () => {
    const stops = [
      stop('a', { scheduledDeparture: '2026-11-24T13:55:00Z', ...plaza }),
      stop('b', { scheduledArrival: '2026-11-24T14:30:00Z', ...north }),
    ]
    expect(texts(subject({ stops }))).toEqual([])
  })

  it('look past a stop without a position', () => {
    const stops = [
      stop('a', { scheduledDeparture: '2026-11-24T13:55:00Z', ...plaza }),
      stop('b', { scheduledArrival: '2026-11-24T14:00:00Z' }),
      stop('c', { scheduledArrival: '2026-11-24T14:15:00Z', ...north }),
    ]
    expect(texts(subject({ stops }))).toEqual(['61 km in 20 min from stop 1'])
  })

  it('name a stop that is planned before the one above it, once', () => {
    const stops = [
      stop('a', {
        scheduledArrival: '2026-11-24T13:00:00Z',
        scheduledDeparture: '2026-11-24T13:30:00Z',
        ...plaza,
      }),
      stop('b', { scheduledDeparture: '2026-11-24T13:20:00Z', ...north }),
      stop('c', { scheduledArrival: '2026-11-24T16:00:00Z' }),
    ]
    expect(warningsOf(subject({ stops }), context)).toEqual([
      {
        code: 'stopsOutOfOrder',
        values: { stop: 1 },
        path: ['stops', 1, 'scheduledDeparture'],
        severity: 'warning',
      },
    ])
  })

  it('name a stop that is left before it is reached, which may be sent all the same', () => {
    const stops = [
      stop('a', { scheduledArrival: '2026-11-24T13:00:00Z', scheduledDeparture: '2026-11-24T12:30:00Z' }),
    ]
    const warned = subject({ stops })
    expect(texts(warned)).toEqual(['Departure is before arrival'])
    expect(sendablePlan.safeParse(warned.plan).error).toBeUndefined()
  })
})

describe('double bookings', () => {
  const other = { vehicleSourceId: null }

  function booked(reference: string, start: string, end: string | null, change: Partial<Plan> = {}) {
    const at = (time: string) => `2026-11-24T${time}:00Z`
    return subject({
      reference,
      startsAt: at(start),
      endsAt: end === null ? null : at(end),
      ...other,
      ...change,
    })
  }
  function bookedBy(list: WarningSubject[]): Record<string, string[]> {
    const result: Record<string, string[]> = {}
    for (const [id, warnings] of warningsOfAll(list, context)) {
      const found = warnings
        .filter((each) => each.code === 'doubleBooked')
        .map((each) => warningText(each, t))
      if (found.length > 0) result[id] = found
    }
    return result
  }

  it('name the other workflow with its times, on both', () => {
    expect(
      bookedBy([booked('A', '12:10', '16:00'), booked('B', '15:15', '20:40'), booked('C', '20:40', '22:00')]),
    ).toEqual({
      A: ['Driver is also on B, 09:15 – 14:40'],
      B: ['Driver is also on A, 06:10 – 10:00'],
    })
  })

  it('find what lies inside a long one, and what begins together without an end', () => {
    const long = [booked('A', '12:00', '20:00'), booked('B', '13:00', '14:00'), booked('C', '15:00', '16:00')]
    expect(Object.keys(bookedBy(long)).sort()).toEqual(['A', 'B', 'C'])
    expect(Object.keys(bookedBy([booked('A', '12:00', null), booked('B', '12:00', null)]))).toHaveLength(2)
  })

  it('tell drivers of two connections apart, and leave the cancelled out', () => {
    const elsewhere = booked('B', '12:00', '13:00', { connectionId: null })
    const cancelled = booked('C', '12:00', '13:00', { status: 'CANCELLED' })
    expect(bookedBy([booked('A', '12:00', '13:00'), elsewhere, cancelled])).toEqual({})
  })

  it('tell of the vehicle as well as of the driver', () => {
    const list = [booked('A', '12:00', '14:00', { vehicleSourceId: 'T-118' })]
    list.push(booked('B', '13:00', '15:00', { vehicleSourceId: 'T-118' }))
    expect(bookedBy(list).A).toEqual([
      'Driver is also on B, 07:00 – 09:00',
      'Vehicle is also on B, 07:00 – 09:00',
    ])
  })

  it('agree with comparing every pair, whatever the day looks like', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    for (let round = 0; round < 50; round++) {
      const list = Array.from({ length: 12 }, (_, index) => {
        const start = 600 + random(600)
        const at = (minutes: number) =>
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        return booked(`W${index}`, at(start), at(start + 1 + random(200)))
      })
      const pairwise = list.filter((a) =>
        list.some(
          (b) =>
            a !== b &&
            String(a.plan.startsAt) < String(b.plan.endsAt) &&
            String(b.plan.startsAt) < String(a.plan.endsAt),
        ),
      )
      expect(Object.keys(bookedBy(list)).sort()).toEqual(pairwise.map((each) => each.id).sort())
    }
  })

  it('say the same of one workflow as of the whole list', () => {
    const list = [booked('A', '12:10', '16:00'), booked('B', '15:15', '20:40'), subject({ reference: 'C' })]
    const all = warningsOfAll(list, context)
    for (const each of list) expect(warningsOf(each, context, list)).toEqual(all.get(each.id) ?? [])
  })
})
