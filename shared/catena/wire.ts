import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import {
  DISTANCE_UNITS,
  MAX_STOPS,
  type Plan,
  plan,
  STOP_ACTIVITIES,
  STOP_TYPES,
  type Stop,
  stop as stopSchema,
  WORKFLOW_STATUSES,
} from '../model/workflow.ts'
import { finiteNumber, fromPlainJson, instantText, takenBy, toPlainJson } from './wire-values.ts'

/**
 * Every name on the wire to Catena (public API reference v2 and public SDK), and nowhere else.
 *
 * `[doc]` = the name was seen in the reference or the SDK. `[inferred]` = the Create Workflow page describes the
 * field without naming it; the name is taken from the read model. The workflow endpoints are provisional: unknown
 * fields in an answer are kept, unknown enum values are kept, neither is an error.
 *
 * Numbers beyond 2^53 (`h3_index_11`) arrive as {@link BigInt}, see `shared/catena/wire-json.ts`.
 */

/** Paths of the API, below its base address [doc]. */
export const PATHS = {
  workflows: '/v2/telematics/workflows',
  workflow: (id: string) => `/v2/telematics/workflows/${encodeURIComponent(id)}`,
  operations: '/v2/integrations/connections/resource-operations',
  operation: (connectionId: string, id: string) =>
    `/v2/integrations/connections/${encodeURIComponent(connectionId)}/resource-operations/${encodeURIComponent(id)}`,
  connections: '/v2/integrations/connections',
  users: '/v2/telematics/users',
  vehicles: '/v2/telematics/vehicles',
} as const

/** The query of every write: Catena queues it and retries against the TSP itself [doc]. */
export const ASYNC_WRITE_QUERY = 'is_sync=false'

const integer = z.union([z.number().int(), z.bigint()])
const text = z.string().nullish()

/** GeoJSON Point: `[longitude, latitude]` [doc]. */
export const wirePoint = z.looseObject({
  type: z.literal('Point'),
  coordinates: z.tuple([z.number(), z.number()]).rest(z.number()),
})

/** A stop as sent [doc]. */
export const wireStopWrite = z.looseObject({
  source_stop_id: text,
  sequence_number: integer.nullish(),
  stop_type: z.union([z.enum(STOP_TYPES), z.string()]).nullish(),
  location_name: text,
  activities: z.array(z.union([z.enum(STOP_ACTIVITIES), z.string()])).nullish(),
  location: wirePoint.nullish(),
  h3_index_11: integer.nullish(),
  inferred_address: z.looseObject({ city: text, province: text, country_code: text }).nullish(),
  instructions: text,
  scheduled_arrival: text,
  scheduled_departure: text,
  actual_arrival: text,
  actual_departure: text,
})
export type WireStopWrite = z.infer<typeof wireStopWrite>

/** A stop as read: a place that is no point hides nothing else of the workflow. */
export const wireStop = wireStopWrite.extend({ location: z.unknown().optional() })
export type WireStop = z.infer<typeof wireStop>

/** The body of a create, and (any part of it, with `connection_id`) of an update. */
export const wireWorkflowWrite = z.strictObject({
  connection_id: z.uuid(), // [doc]
  source_id: z.string().optional(), // [inferred]
  source_driver_id: z.string().nullish(), // [inferred]
  source_vehicle_id: z.string().nullish(), // [inferred]
  territory_name: z.string().nullish(), // [inferred]
  workflow_status: z.union([z.enum(WORKFLOW_STATUSES), z.string()]).optional(), // [doc, read model]
  started_at: z.string().nullish(), // [doc]
  ended_at: z.string().nullish(), // [doc]
  total_distance: z.number().min(0).nullish(), // [doc]
  total_distance_unit: z.union([z.enum(DISTANCE_UNITS), z.string()]).nullish(), // [inferred]
  instructions: z.string().nullish(), // [doc]
  stops: z.array(wireStopWrite).optional(), // [doc]
})
export type WireWorkflowWrite = z.infer<typeof wireWorkflowWrite>

/** A workflow as read [doc]. */
export const wireWorkflow = z.looseObject({
  id: z.string(),
  connection_id: text,
  source_id: text,
  source_driver_id: text,
  source_vehicle_id: text,
  territory_name: text,
  workflow_status: text,
  started_at: text,
  ended_at: text,
  total_distance: z.union([z.number(), z.bigint(), z.string()]).nullish(),
  total_distance_unit: text,
  instructions: text,
  stops: z.array(wireStop).nullish(),
  created_at: text,
  updated_at: text,
  deleted_at: text,
})
export type WireWorkflow = z.infer<typeof wireWorkflow>

/** One attempt of Catena against the TSP [doc]. */
export const wireOperationLog = z.looseObject({
  id: text,
  created_at: text,
  status: text,
  /** `auth` `validation` `network` `tsp`, or a word not yet known. */
  error_type: text,
  error_details: text,
  response_status_code: z.number().nullish(),
})

/** An asynchronous resource operation [doc]. `resource_id` is null until a create succeeds. */
export const wireOperation = z.looseObject({
  id: z.string().min(1),
  created_at: text,
  updated_at: text,
  deleted_at: text,
  connection_id: text,
  source_name: text,
  resource: text,
  /** `create` or `update`. */
  operation_type: text,
  /** `pending` `success` `failed`, or a word not yet known. */
  status: z.string(),
  payload: z.unknown().optional(),
  resource_id: text,
  source_id: text,
  logs: z.array(wireOperationLog).nullish(),
})
export type WireOperation = z.infer<typeof wireOperation>

/** A Fleet/TSP pairing [doc]. `credentials` is dropped on reading: never stored, never shown. */
export const wireConnection = z
  .looseObject({
    id: z.string().min(1),
    fleet_id: text,
    tsp_id: text,
    source_name: text,
    status: z.string(),
    description: text,
    updated_at: text,
  })
  .transform(({ credentials: _credentials, ...rest }) => rest)
export type WireConnection = z.infer<typeof wireConnection>

/** A vehicle [doc]. */
export const wireVehicle = z.looseObject({
  id: z.string().min(1),
  connection_id: text,
  source_id: text,
  vehicle_name: text,
  vin: text,
  license_plate_number: text,
  license_plate_region: text,
  is_active: z.boolean().nullish(),
  status: text,
  external_id: text,
  updated_at: text,
  deleted_at: text,
})
export type WireVehicle = z.infer<typeof wireVehicle>

/** A user; a driver when `is_driver` [doc]. */
export const wireUser = z.looseObject({
  id: z.string().min(1),
  connection_id: text,
  source_id: text,
  username: text,
  first_name: text,
  last_name: text,
  is_driver: z.boolean().nullish(),
  is_active: z.boolean().nullish(),
  status: text,
  employee_number: text,
  phone_number: text,
  updated_at: text,
  deleted_at: text,
})
export type WireUser = z.infer<typeof wireUser>

/** One page of a list [doc]. Items stay unknown here: each is parsed alone, so that one odd record hides no other. */
export const wirePage = z.looseObject({
  items: z.array(z.unknown()),
  next_page: z.string().nullish(),
})

/** 400 401 403 404 409 504 [doc]. */
export const wireError = z.looseObject({ code: z.number(), message: z.string(), detail: z.unknown() })
/** One item of a 422's detail [doc]. `path` is the path in the body sent. */
export const wireValidationItem = z.looseObject({
  path: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]),
  message: z.string(),
  error_type: text,
})
/** 422 [doc]. */
export const wireValidationError = z.looseObject({
  code: z.literal(422),
  message: z.string(),
  detail: z.array(wireValidationItem),
})
/** 429 [doc]. */
export const wireRateLimit = z.looseObject({
  code: z.literal(429),
  message: z.string(),
  detail: z.looseObject({ retry_after_seconds: z.number().nullish() }).nullish(),
})

const STOP_WIRE_FIELDS = wireStopWrite.shape

function isStopWireName(name: string): name is keyof typeof STOP_WIRE_FIELDS {
  return Object.hasOwn(STOP_WIRE_FIELDS, name)
}

/** The desk's stop → the wire's. `sequence` counts from 1. Empty fields are left out. */
export function stopToWire(stop: Stop, sequence: number): WireStopWrite {
  const extras = Object.entries(stop.extras).map(([name, value]) => [name, fromPlainJson(value)])
  const wire: WireStopWrite = {
    ...Object.fromEntries(extras),
    source_stop_id: stop.sourceStopId,
    sequence_number: sequence,
  }
  if (stop.stopType !== null) wire.stop_type = stop.stopType
  if (stop.locationName !== null) wire.location_name = stop.locationName
  if (stop.activities.length > 0) wire.activities = [...stop.activities]
  if (stop.latitude !== null && stop.longitude !== null) {
    wire.location = { type: 'Point', coordinates: [stop.longitude, stop.latitude] }
  }
  if (stop.h3Index11 !== null) wire.h3_index_11 = BigInt(stop.h3Index11)
  if (stop.inferredAddress !== null) {
    const { city, province, countryCode } = stop.inferredAddress
    wire.inferred_address = { city, province, country_code: countryCode }
  }
  if (stop.instructions !== null) wire.instructions = stop.instructions
  if (stop.scheduledArrival !== null) wire.scheduled_arrival = stop.scheduledArrival
  if (stop.scheduledDeparture !== null) wire.scheduled_departure = stop.scheduledDeparture
  if (stop.actualArrival !== null) wire.actual_arrival = stop.actualArrival
  if (stop.actualDeparture !== null) wire.actual_departure = stop.actualDeparture
  return wire
}

/**
 * The wire's stop → the desk's. Unknown fields go to `extras`, and so does the value of a field that the desk cannot hold
 * (a name too long, a time that is none): it is sent back unless somebody enters another. `mintId` names a stop
 * that came without an id.
 */
export function stopFromWire(wire: WireStop, mintId: () => string): Stop {
  const fields = stopSchema.shape
  const point = pointOf(wire.location)
  const address = wire.inferred_address
  const known = {
    stopType: takenBy(fields.stopType, wire.stop_type || null),
    locationName: takenBy(fields.locationName, wire.location_name ?? null),
    activities: (wire.activities ?? []).filter((each) => each !== ''),
    ...point,
    h3Index11: takenBy(fields.h3Index11, wire.h3_index_11?.toString() ?? null),
    inferredAddress: takenBy(
      fields.inferredAddress,
      address
        ? {
            city: address.city ?? null,
            province: address.province ?? null,
            countryCode: address.country_code ?? null,
          }
        : null,
    ),
    instructions: takenBy(fields.instructions, wire.instructions ?? null),
    scheduledArrival: instantText(instantField, wire.scheduled_arrival),
    scheduledDeparture: instantText(instantField, wire.scheduled_departure),
    actualArrival: instantText(instantField, wire.actual_arrival),
    actualDeparture: instantText(instantField, wire.actual_departure),
  }
  const extras: Stop['extras'] = {}
  for (const [name, value] of Object.entries(wire)) {
    if (name === '__proto__' || value === undefined) continue
    if (!isStopWireName(name)) extras[name] = toPlainJson(value)
    else {
      const field = STOP_PATHS[name]
      const isHeld = value === null || value === '' || field === undefined || known[field] !== null
      if (!isHeld && STOP_WIRE_FIELDS[name].safeParse(value).success) extras[name] = toPlainJson(value)
    }
  }
  return { sourceStopId: takenBy(fields.sourceStopId, wire.source_stop_id) ?? mintId(), ...known, extras }
}

const instantField = plan.shape.startsAt.unwrap()

function pointOf(location: unknown): { latitude: number | null; longitude: number | null } {
  const point = takenBy(wirePoint, location)
  const longitude = takenBy(stopSchema.shape.longitude, point?.coordinates[0])
  const latitude = takenBy(stopSchema.shape.latitude, point?.coordinates[1])
  return latitude === null || longitude === null
    ? { latitude: null, longitude: null }
    : { latitude, longitude }
}

/** Plan field → wire field, for the fields that map one to one. The order is the order on the form. */
export const PLAN_WIRE_NAMES = {
  driverSourceId: 'source_driver_id',
  vehicleSourceId: 'source_vehicle_id',
  territoryName: 'territory_name',
  status: 'workflow_status',
  startsAt: 'started_at',
  endsAt: 'ended_at',
  totalDistance: 'total_distance',
  totalDistanceUnit: 'total_distance_unit',
  instructions: 'instructions',
} as const satisfies Partial<Record<keyof Plan, keyof WireWorkflowWrite>>

/** A field of a plan that Catena holds: those that map one to one, and the stops as a whole. */
export type ContentField = keyof typeof PLAN_WIRE_NAMES | 'stops'

/** Every {@link ContentField}. */
export const CONTENT_FIELDS = [
  ...(Object.keys(PLAN_WIRE_NAMES) as (keyof typeof PLAN_WIRE_NAMES)[]),
  'stops',
] as const satisfies readonly ContentField[]

const STOP_PATHS: Readonly<Record<string, Exclude<keyof Stop, 'sourceStopId' | 'extras'>>> = {
  stop_type: 'stopType',
  location_name: 'locationName',
  activities: 'activities',
  location: 'latitude',
  h3_index_11: 'h3Index11',
  inferred_address: 'inferredAddress',
  instructions: 'instructions',
  scheduled_arrival: 'scheduledArrival',
  scheduled_departure: 'scheduledDeparture',
  actual_arrival: 'actualArrival',
  actual_departure: 'actualDeparture',
}

/**
 * The whole wish as a create body. Empty fields are left out.
 * @throws TypeError when the plan has no connection: the caller must have parsed it with `sendablePlan`.
 */
export function createBody(plan: Plan, sourceId: string): WireWorkflowWrite {
  const body: WireWorkflowWrite = { connection_id: requireConnection(plan), source_id: sourceId }
  for (const [field, wireName] of planFields()) {
    const value = plan[field]
    if (value !== null) Object.assign(body, { [wireName]: value })
  }
  if (plan.stops.length > 0) body.stops = plan.stops.map((stop, index) => stopToWire(stop, index + 1))
  return wireWorkflowWrite.parse(body)
}

/**
 * The changed fields only, as an update body; a field that was emptied is sent as `null`, stops are sent whole.
 * `null` when nothing that Catena holds differs. @param guessed fields of `have` that are not known: they are sent in any
 * case.
 */
export function updateBody(
  have: Plan,
  want: Plan,
  sourceId: string,
  guessed: readonly ContentField[] = [],
): WireWorkflowWrite | null {
  const changed: Record<string, unknown> = {}
  for (const field of CONTENT_FIELDS) {
    if (!guessed.includes(field) && isSameField(field, have, want)) continue
    if (field === 'stops') changed.stops = want.stops.map((stop, index) => stopToWire(stop, index + 1))
    else changed[PLAN_WIRE_NAMES[field]] = want[field]
  }
  if (Object.keys(changed).length === 0) return null
  return wireWorkflowWrite.parse({ connection_id: requireConnection(want), source_id: sourceId, ...changed })
}

/** True when Catena would hold the same whichever of the two it was sent. Local-only fields are not compared. */
export function isSameAtCatena(a: Plan, b: Plan): boolean {
  return a.connectionId === b.connectionId && CONTENT_FIELDS.every((field) => isSameField(field, a, b))
}

/** True when Catena would hold the same in one field whichever of the two it was sent. */
export function isSameField(field: ContentField, a: Plan, b: Plan): boolean {
  return field === 'stops' ? areSameStops(a.stops, b.stops) : isSameValue(field, a[field], b[field])
}

/**
 * A workflow that Catena lists → a plan. Local-only fields are taken from `local`. What comes out always satisfies
 * `plan`: times are brought into its form, and a value that it cannot hold becomes `null`. Never throws.
 *
 * @returns `null` for a workflow of more stops than a plan can hold: stops are sent whole, so that a plan with only some
 * of them would delete the others at its next update.
 */
export function planFromWire(
  wire: WireWorkflow,
  local: Pick<Plan, 'reference' | 'isDistanceEstimated'>,
  mintId: () => string,
): Plan | null {
  const fields = plan.shape
  const stops = [...(wire.stops ?? [])].sort(
    (a, b) => Number(a.sequence_number ?? 0) - Number(b.sequence_number ?? 0),
  )
  if (stops.length > MAX_STOPS) return null
  return {
    reference: local.reference,
    connectionId: takenBy(fields.connectionId, wire.connection_id ?? null),
    driverSourceId: takenBy(fields.driverSourceId, wire.source_driver_id ?? null),
    vehicleSourceId: takenBy(fields.vehicleSourceId, wire.source_vehicle_id ?? null),
    territoryName: takenBy(fields.territoryName, wire.territory_name ?? null),
    status: wire.workflow_status || 'PLANNED',
    startsAt: instantText(instantField, wire.started_at),
    endsAt: instantText(instantField, wire.ended_at),
    totalDistance: takenBy(fields.totalDistance, finiteNumber(wire.total_distance)),
    totalDistanceUnit: takenBy(fields.totalDistanceUnit, wire.total_distance_unit || null),
    isDistanceEstimated: local.isDistanceEstimated,
    instructions: takenBy(fields.instructions, wire.instructions ?? null),
    stops: stops.map((stop) => stopFromWire(stop, mintId)),
  }
}

/** A path in the body sent (422 detail) → the path of the field on the form. An unknown path is kept as it is. */
export function planPathOf(wirePath: string | readonly (string | number)[]): (string | number)[] {
  const steps = (typeof wirePath === 'string' ? wirePath.split(/[.[\]]+/) : [...wirePath])
    .filter((step) => step !== '')
    .map((step) => (typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step))
  if (steps[0] === 'body') steps.shift()
  const [first, index, name, last] = steps
  if (first === 'connection_id') return ['connectionId']
  if (first === 'stops' && typeof index === 'number') {
    if (name === 'location' && last === 'coordinates')
      return ['stops', index, steps[4] === 0 ? 'longitude' : 'latitude']
    if (name === 'source_stop_id') return ['stops', index, 'sourceStopId']
    return typeof name === 'string' ? ['stops', index, STOP_PATHS[name] ?? name] : ['stops', index]
  }
  const field = planFields().find(([, wireName]) => wireName === first)?.[0]
  return field ? [field] : steps
}

function planFields(): [keyof typeof PLAN_WIRE_NAMES, string][] {
  return Object.entries(PLAN_WIRE_NAMES) as [keyof typeof PLAN_WIRE_NAMES, string][]
}

function requireConnection(plan: Plan): string {
  if (plan.connectionId === null) throw new TypeError('a plan without a connection cannot be sent')
  return plan.connectionId
}

const INSTANT_FIELDS: ReadonlySet<string> = new Set(['startsAt', 'endsAt'])

function isSameValue(field: string, a: unknown, b: unknown): boolean {
  if (a === b) return true
  return INSTANT_FIELDS.has(field) && isSameInstant(a, b)
}

/** Catena may write `…:00.000Z` or `+00:00` where we wrote `…:00Z`: equal instants are equal. */
function isSameInstant(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  try {
    return Temporal.Instant.from(a).equals(Temporal.Instant.from(b))
  } catch (error) {
    if (error instanceof RangeError) return false // not a time at all: then only the same text is the same
    throw error
  }
}

function areSameStops(a: readonly Stop[], b: readonly Stop[]): boolean {
  return a.length === b.length && a.every((stop, index) => isSameStop(stop, b[index]))
}

function isSameStop(a: Stop, b: Stop | undefined): boolean {
  return a === b || (b !== undefined && canonicalStop(a) === canonicalStop(b))
}

function canonicalStop(stop: Stop): string {
  const entries = Object.entries(stop).map(([name, value]) => [name, canonicalValue(name, value)])
  return JSON.stringify(entries.sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)))
}

function canonicalValue(name: string, value: unknown): unknown {
  if (name === 'h3Index11' && typeof value === 'string' && /^\d+$/.test(value))
    return BigInt(value).toString()
  if (typeof value !== 'string' || !/(Arrival|Departure)$/.test(name)) return value
  return isSameInstant(value, value) ? Temporal.Instant.from(value).toString() : value
}
