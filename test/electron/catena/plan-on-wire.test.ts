import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBody, planFromWire, updateBody } from '../../../electron/catena/plan-on-wire.ts'
import { isSameAtCatena } from '../../../electron/catena/same-at-catena.ts'
import { type WireWorkflow, wireWorkflow } from '../../../electron/catena/wire.ts'
import { parseWireJson, stringifyWireJson } from '../../../electron/catena/wire-json.ts'
import { toPlainJson } from '../../../electron/catena/wire-values.ts'
import {
  emptyPlan,
  emptyStop,
  type Plan,
  plan,
  STOP_ACTIVITIES,
  STOP_TYPES,
  type Stop,
} from '../../../shared/model/plan/workflow.ts'

const CONNECTION = '0b8e7d7c-5d1e-4c59-9a3b-0e6f3b1a2c4d'
const LOCAL = { reference: 'Tour 7', isDistanceEstimated: true }

function mint(): () => string {
  let count = 0
  return () => `minted-${++count}`
}
function fromWire(wire: unknown): Plan {
  const read = planFromWire(wireWorkflow.parse(wire), LOCAL, mint())
  expect(plan.parse(read)).toEqual(read)
  return plan.parse(read)
}
/** Through Catena and back: written, sent as text, read as text. */
function roundTrip(value: Plan): Plan {
  const text = stringifyWireJson({ ...createBody(value, 'dp_a_1'), id: 'wf-1' })
  return plan.parse(planFromWire(wireWorkflow.parse(parseWireJson(text)), value, mint()))
}

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const line = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => text.length <= 255)
const word = line.filter((text) => text !== '')
const instant = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().replace('.000Z', 'Z'))
const degrees = (limit: number) =>
  fc.double({ min: -limit, max: limit, noNaN: true }).map((each) => (each === 0 ? 0 : each))
const KNOWN = new Set(['location', '__proto__', 'instructions', 'activities'])
const extras = fc.dictionary(
  fc.string({ maxLength: 12 }).filter((name) => !KNOWN.has(name)),
  fc.jsonValue().map((value) => toPlainJson(parseWireJson(JSON.stringify(value)))),
  { noNullPrototype: true, maxKeys: 4 },
)
const stop: fc.Arbitrary<Stop> = fc
  .record({
    sourceStopId: word,
    stopType: nullable(fc.oneof(fc.constantFrom(...STOP_TYPES), word)),
    locationName: nullable(line),
    activities: fc.array(fc.oneof(fc.constantFrom(...STOP_ACTIVITIES), word), { maxLength: 4 }),
    point: nullable(fc.tuple(degrees(90), degrees(180))),
    h3Index11: nullable(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)),
    inferredAddress: nullable(
      fc.record({ city: nullable(line), province: nullable(line), countryCode: nullable(line) }),
    ),
    instructions: nullable(line),
    scheduledArrival: nullable(instant),
    scheduledDeparture: nullable(instant),
    actualArrival: nullable(instant),
    actualDeparture: nullable(instant),
    extras,
  })
  .map(({ point, ...rest }) => ({ ...rest, latitude: point?.[0] ?? null, longitude: point?.[1] ?? null }))
const plans: fc.Arbitrary<Plan> = fc.record({
  reference: line,
  connectionId: fc.uuid(),
  driverSourceId: nullable(line),
  vehicleSourceId: nullable(line),
  territoryName: nullable(line),
  status: fc.oneof(fc.constantFrom('PLANNED', 'CANCELLED'), word),
  startsAt: nullable(instant),
  endsAt: nullable(instant),
  totalDistance: nullable(fc.double({ min: 0, max: 1e9, noNaN: true })),
  totalDistanceUnit: nullable(fc.oneof(fc.constantFrom('km', 'mi'), word)),
  isDistanceEstimated: fc.boolean(),
  instructions: nullable(line),
  stops: fc.array(stop, { maxLength: 5 }),
})

describe('a plan through the wire and back', () => {
  it('is the same plan, whatever is in it', () => {
    fc.assert(
      fc.property(plans, (value) => {
        const read = roundTrip(value)
        expect(read).toEqual(value)
        expect(isSameAtCatena(read, value)).toBe(true)
        expect(updateBody(read, value)).toBeNull()
      }),
      { numRuns: 200 },
    )
  })

  it('carries an H3 index beyond 2^53 unchanged through read, edit and update', () => {
    const text = `{"id":"wf-1","connection_id":"${CONNECTION}","stops":[{"source_stop_id":"a","sequence_number":1,"h3_index_11":644325528630673407,"h3_index_9":635318325446452223,"later":[9007199254740993]}]}`
    const read = fromWire(parseWireJson(text))
    expect(read.stops[0]?.h3Index11).toBe('644325528630673407')
    const edited = { ...read, stops: read.stops.map((each) => ({ ...each, locationName: 'Depot' })) }
    const sent = stringifyWireJson(updateBody(read, edited))
    expect(sent).toContain('"h3_index_11":644325528630673407')
    expect(sent).toContain('"h3_index_9":635318325446452223')
    expect(sent).toContain('"later":[9007199254740993]')
  })

  it('sends only what changed, and null for what was emptied', () => {
    const remote: Plan = {
      ...emptyPlan(),
      connectionId: CONNECTION,
      driverSourceId: 'd1',
      territoryName: 'North',
    }
    const desired: Plan = { ...remote, driverSourceId: null, totalDistance: 5, totalDistanceUnit: 'km' }
    expect(updateBody(remote, desired)).toEqual({
      connection_id: CONNECTION,
      source_driver_id: null,
      total_distance: 5,
      total_distance_unit: 'km',
    })
  })
})

describe('what Catena lists', () => {
  const base = { id: 'wf-1', connection_id: CONNECTION }

  it('may lack every field', () => {
    expect(fromWire({ id: 'wf-1' })).toEqual({ ...emptyPlan(), ...LOCAL })
  })

  it('may be null in every field', () => {
    const names = Object.keys(wireWorkflow.shape).filter((name) => name !== 'id')
    const wire = { id: 'wf-1', ...Object.fromEntries(names.map((name) => [name, null])) }
    expect(fromWire(wire)).toEqual({ ...emptyPlan(), ...LOCAL })
  })

  it.each([
    ['2026-11-24T05:55:00Z', '2026-11-24T05:55:00Z'],
    ['2026-11-24T05:55:00.123456Z', '2026-11-24T05:55:00.123456Z'],
    ['2026-11-24T05:55:00+00:00', '2026-11-24T05:55:00Z'],
    ['2026-11-24T05:55:00.500000+00:00', '2026-11-24T05:55:00.5Z'],
    ['2026-11-24T07:55:00+02:00', '2026-11-24T05:55:00Z'],
    ['2026-11-24 05:55:00+00:00', '2026-11-24T05:55:00Z'],
    ['2026-11-24T05:55:00', '2026-11-24T05:55:00Z'],
    ['2026-11-24T05:55:00.123', '2026-11-24T05:55:00.123Z'],
    ['2026-11-24T05:55Z', '2026-11-24T05:55:00Z'],
    ['2026-11-24t05:55:00z', '2026-11-24T05:55:00Z'],
    ['2026-11-24T05:55:00+0000', '2026-11-24T05:55:00Z'],
    ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59Z'],
    ['2026-02-30T05:55:00Z', null],
    ['2026-11-24T25:00:00Z', null],
    ['2026-11-24', null],
    ['+012026-11-24T05:55:00Z', null],
    ['soon', null],
    ['', null],
  ])('writes the time %s as %s', (given, expected) => {
    const read = fromWire({
      ...base,
      started_at: given,
      stops: [{ source_stop_id: 'a', actual_arrival: given }],
    })
    expect(read.startsAt).toBe(expected)
    expect(read.stops[0]?.actualArrival).toBe(expected)
  })

  it.each([
    ['a number', 12.5, 12.5],
    ['a text', '12.5', 12.5],
    ['a whole number beyond 2^53', 2n ** 60n, 2 ** 60],
    ['a negative number', -1, null],
    ['words', 'far', null],
    ['an endless one', '1e999', null],
  ])('takes a distance that is %s', (_name, given, expected) => {
    expect(fromWire({ ...base, total_distance: given }).totalDistance).toBe(expected)
  })

  it('keeps words that are not known yet', () => {
    const read = fromWire({
      ...base,
      workflow_status: 'PARKED',
      total_distance_unit: 'furlong',
      stops: [{ source_stop_id: 'a', stop_type: 'MOON', activities: ['ORBIT', ''], colour: 'red' }],
    })
    expect(read).toMatchObject({ status: 'PARKED', totalDistanceUnit: 'furlong' })
    expect(read.stops[0]).toMatchObject({
      stopType: 'MOON',
      activities: ['ORBIT'],
      extras: { colour: 'red' },
    })
  })

  it('sends back unchanged what a stop holds and the desk cannot show', () => {
    const odd = {
      source_stop_id: 'a',
      location_name: 'n'.repeat(300),
      location: { type: 'Point', coordinates: [10, 120] },
      scheduled_arrival: 'tomorrow',
      h3_index_11: -5,
    }
    const read = fromWire({ ...base, stops: [odd] })
    expect(read.stops[0]).toMatchObject({ locationName: null, latitude: null, h3Index11: null })
    const edited = { ...read, stops: read.stops.map((each) => ({ ...each, instructions: 'Ring twice' })) }
    expect(updateBodyOf(read, edited).stops).toEqual([
      { ...odd, sequence_number: 1, instructions: 'Ring twice' },
    ])
  })

  it.each([
    ['another geometry', { type: 'LineString', coordinates: [] }],
    ['swapped beyond the poles', { type: 'Point', coordinates: [10, 120] }],
    ['one number', { type: 'Point', coordinates: [10] }],
    ['no numbers', { type: 'Point', coordinates: ['10', '20'] }],
    ['a text', '10,20'],
  ])('shows no place for a location that is %s', (_name, location) => {
    const read = fromWire({ ...base, stops: [{ source_stop_id: 'a', location }] })
    expect(read.stops[0]).toMatchObject({ latitude: null, longitude: null })
  })

  it('names stops without an id and orders them', () => {
    const stops = Array.from({ length: 500 }, (_, n) => ({ sequence_number: 500 - n, location_name: `${n}` }))
    const read = fromWire({ ...base, stops })
    expect(read.stops).toHaveLength(500)
    expect(read.stops[0]).toMatchObject({ sourceStopId: 'minted-1', locationName: '499' })
  })

  it('makes no plan of a workflow with more stops than a plan holds: what was cut would be deleted', () => {
    const stops = Array.from({ length: 501 }, (_, n) => ({ sequence_number: n }))
    expect(planFromWire(wireWorkflow.parse({ ...base, stops }), LOCAL, mint())).toBeNull()
  })

  it('always gives a plan that may be stored, and never throws', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'x'.repeat(20_000), '2026-11-24T05:55:00+01:00', CONNECTION),
      fc.constant(null),
      fc.constant(undefined),
    )
    const oddStop = fc.record({
      source_stop_id: value,
      sequence_number: fc.oneof(fc.integer(), fc.bigInt(), fc.constant(null)),
      stop_type: value,
      location_name: value,
      activities: fc.array(fc.string()),
      location: fc.anything(),
      h3_index_11: fc.oneof(fc.integer(), fc.bigInt()),
      inferred_address: fc.record({ city: value, province: value, country_code: value }),
      instructions: value,
      scheduled_arrival: value,
      actual_departure: value,
      unknown: fc.anything(),
    })
    const oddWorkflow = fc.record({
      id: fc.string(),
      connection_id: value,
      source_driver_id: value,
      source_vehicle_id: value,
      territory_name: value,
      workflow_status: value,
      started_at: value,
      ended_at: value,
      total_distance: fc.oneof(fc.double(), fc.bigInt(), fc.string()),
      total_distance_unit: value,
      instructions: value,
      stops: fc.array(oddStop, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(oddWorkflow, (wire) => {
        const read = planFromWire(wire as WireWorkflow, LOCAL, mint())
        expect(plan.safeParse(read).error).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})

function updateBodyOf(remote: Plan, desired: Plan) {
  const body = updateBody(remote, desired)
  if (body === null) throw new Error('nothing changed')
  return body
}

it('[P13] an update writes back what the TSP recorded of the stops that it sends', () => {
  const at = '2026-11-23T06:22:24Z'
  const remote: Plan = { ...emptyPlan(), connectionId: CONNECTION, stops: [emptyStop('a'), emptyStop('b')] }
  const desired: Plan = {
    ...remote,
    stops: remote.stops.map((each) => ({ ...each, locationName: 'Gate 4' })),
  }
  const observed = {
    sourceStopId: 'a',
    h3Index11: null,
    inferredAddress: null,
    actualArrival: at,
    actualDeparture: null,
  }
  const body = updateBody(remote, desired, [], 'external', [observed])
  expect(body?.stops?.map((each) => each.actual_arrival)).toEqual([at, undefined])
})
