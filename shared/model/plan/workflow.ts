import { z } from 'zod'
import { messageRef } from '../../text/stored-text.ts'

/**
 * The workflow as the desk knows it: camelCase, every field present, `null` where the dispatcher has entered
 * nothing. Wire names stand only in `electron/catena/`, declared in `wire.ts`.
 *
 * Two schemas, one set of fields: {@link plan} is what may be *stored* (a draft may be incomplete), and
 * {@link sendablePlan} is what Catena would take. The form and the wire guard both parse with them.
 */

/** Statuses that Catena documents [doc, read model]. Others that Catena sends are kept and shown unchanged. */
export const WORKFLOW_STATUSES = ['PLANNED', 'ACTIVE', 'COMPLETED', 'CANCELLED'] as const
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number]

/** Units of `total_distance` [inferred]. */
export const DISTANCE_UNITS = ['m', 'km', 'mi', 'ft', 'nmi'] as const
export type DistanceUnit = (typeof DISTANCE_UNITS)[number]

/** Kinds of stop [doc]. */
export const STOP_TYPES = [
  'PICKUP',
  'DELIVERY',
  'TRANSFER',
  'YARD',
  'FUEL',
  'REST',
  'INSPECTION',
  'MAINTENANCE',
  'WAITING',
  'OFFICE',
  'OTHER',
] as const
export type StopType = (typeof STOP_TYPES)[number]

/** What may be done at a stop [doc]. */
export const STOP_ACTIVITIES = [
  'START_TRIP',
  'END_TRIP',
  'ARRIVE',
  'DEPART',
  'PICKUP',
  'DELIVERY',
  'DRIVING',
  'ON_DUTY',
  'OFF_DUTY',
  'SLEEPER',
  'LOADING',
  'UNLOADING',
  'HOOK_DROP',
  'YARD_MOVE',
  'PERSONAL_CONVEYANCE',
  'WAITING',
  'BREAKDOWN',
  'ACCIDENT',
  'INSPECTION',
  'DVIR',
  'FUEL',
  'OFFICE_WORK',
  'OTHER',
] as const
export type StopActivity = (typeof STOP_ACTIVITIES)[number]

/** An enum that also keeps values this version does not know, so that nothing Catena sends is lost. */
function openEnum<const T extends readonly [string, ...string[]]>(known: T) {
  return z.union([z.enum(known), z.string().min(1)])
}

/** Any JSON value: fields Catena sends that this version does not know. */
export const jsonValue = z.json()

/** An instant: ISO 8601 in UTC with `Z`, e.g. `2026-11-24T11:55:00Z`. */
export const instant = z.iso.datetime({ error: messageRef('fields.problem.instant') })

/** The longest text the desk accepts in a one-line field. */
export const MAX_LINE = 255
/** The longest text the desk accepts as instructions. */
export const MAX_TEXT = 10_000
/** The most stops on one workflow. */
export const MAX_STOPS = 500

const line = z.string().max(MAX_LINE, messageRef('fields.problem.lineTooLong', { count: MAX_LINE }))
const text = z.string().max(MAX_TEXT, messageRef('fields.problem.textTooLong', { count: MAX_TEXT }))

/** The address that Catena inferred for a stop. */
export const inferredAddress = z.object({
  city: line.nullable(),
  province: line.nullable(),
  countryCode: line.nullable(),
})
export type InferredAddress = z.infer<typeof inferredAddress>

/** One stop. Its place in `stops` is its sequence number; `sourceStopId` is minted by us and never changes. */
export const stop = z.object({
  sourceStopId: z.string().min(1).max(MAX_LINE),
  stopType: openEnum(STOP_TYPES).nullable(),
  locationName: line.nullable(),
  activities: z.array(openEnum(STOP_ACTIVITIES)),
  /** Degrees, WGS 84. Latitude and longitude are both set or both `null`. */
  latitude: z
    .number()
    .min(-90, messageRef('fields.problem.latitudeRange'))
    .max(90, messageRef('fields.problem.latitudeRange'))
    .nullable(),
  longitude: z
    .number()
    .min(-180, messageRef('fields.problem.longitudeRange'))
    .max(180, messageRef('fields.problem.longitudeRange'))
    .nullable(),
  /** Decimal digits as text: the index exceeds 2^53, which a JavaScript number cannot hold. */
  h3Index11: z
    .string()
    .regex(/^\d{1,20}$/, messageRef('fields.problem.h3Index'))
    .nullable(),
  inferredAddress: inferredAddress.nullable(),
  instructions: text.nullable(),
  scheduledArrival: instant.nullable(),
  scheduledDeparture: instant.nullable(),
  actualArrival: instant.nullable(),
  actualDeparture: instant.nullable(),
  /** Wire fields of this stop that this version does not know, sent back unchanged. */
  extras: z.record(z.string(), jsonValue),
})
export type Stop = z.infer<typeof stop>

/** The fields of a stop that Catena and the TSP fill in. Their value always wins. */
export const OBSERVED_FIELDS = ['h3Index11', 'inferredAddress', 'actualArrival', 'actualDeparture'] as const

/** The observed fields of one stop. */
export const observedStop = stop.pick({
  sourceStopId: true,
  h3Index11: true,
  inferredAddress: true,
  actualArrival: true,
  actualDeparture: true,
})
export type ObservedStop = z.infer<typeof observedStop>

/** What a dispatcher plans: the whole content of a workflow, complete or not. */
export const plan = z.object({
  /** The dispatcher's own name for it. Catena's contract has no field for it: it stays on this computer. */
  reference: line,
  connectionId: z.uuid(messageRef('fields.problem.connectionNotAnId')).nullable(),
  driverSourceId: line.nullable(),
  vehicleSourceId: line.nullable(),
  territoryName: line.nullable(),
  status: openEnum(WORKFLOW_STATUSES),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  totalDistance: z
    .number(messageRef('fields.problem.number'))
    .min(0, messageRef('fields.problem.negativeDistance'))
    .nullable(),
  totalDistanceUnit: openEnum(DISTANCE_UNITS).nullable(),
  /** True when `totalDistance` was worked out from the stops, false when somebody typed it. Never sent. */
  isDistanceEstimated: z.boolean(),
  instructions: text.nullable(),
  stops: z.array(stop).max(MAX_STOPS, messageRef('fields.problem.tooManyStops', { count: MAX_STOPS })),
})
export type Plan = z.infer<typeof plan>

/**
 * A {@link plan} that Catena accepts as an update: with nothing that its contract forbids. Catena's read model says no unit
 * of a distance [inferred], so a plan from elsewhere has none; an update sends neither unless it is changed. Times out of
 * order are allowed; they only cause a warning.
 */
export const sendableUpdate = plan.superRefine((value, context) => {
  if (value.connectionId === null)
    refuse(context, ['connectionId'], messageRef('fields.problem.chooseConnection'))
  for (const [index, each] of value.stops.entries()) {
    if ((each.latitude === null) !== (each.longitude === null)) {
      const missing = each.latitude === null ? 'latitude' : 'longitude'
      refuse(context, ['stops', index, missing], messageRef('fields.problem.bothCoordinates'))
    }
  }
})

/** A {@link sendableUpdate} that is complete enough for a create. */
export const sendablePlan = sendableUpdate.superRefine((value, context) => {
  if (lacksDistanceUnit(value)) refuse(context, ['totalDistanceUnit'], CHOOSE_DISTANCE_UNIT)
})

/** What is wrong with a plan that {@link lacksDistanceUnit}. */
export const CHOOSE_DISTANCE_UNIT = messageRef('fields.problem.chooseDistanceUnit')

/** True for a distance of which nobody knows in which unit it is. */
export function lacksDistanceUnit({
  totalDistance,
  totalDistanceUnit,
}: Pick<Plan, 'totalDistance' | 'totalDistanceUnit'>): boolean {
  return totalDistance !== null && totalDistanceUnit === null
}

function refuse(context: z.RefinementCtx, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', path, message })
}

/**
 * The planned departure: `startsAt`, else the arrival at the first stop that has one. `null` when the plan has neither.
 */
export function departureOf(value: Pick<Plan, 'startsAt' | 'stops'>): string | null {
  if (value.startsAt !== null) return value.startsAt
  return value.stops.find((each) => each.scheduledArrival !== null)?.scheduledArrival ?? null
}

/** A plan in which nothing has been entered yet. */
export function emptyPlan(): Plan {
  return {
    reference: '',
    connectionId: null,
    driverSourceId: null,
    vehicleSourceId: null,
    territoryName: null,
    status: 'PLANNED',
    startsAt: null,
    endsAt: null,
    totalDistance: null,
    totalDistanceUnit: null,
    isDistanceEstimated: false,
    instructions: null,
    stops: [],
  }
}

/** A stop in which nothing has been entered yet. */
export function emptyStop(sourceStopId: string): Stop {
  return {
    sourceStopId,
    stopType: null,
    locationName: null,
    activities: [],
    latitude: null,
    longitude: null,
    h3Index11: null,
    inferredAddress: null,
    instructions: null,
    scheduledArrival: null,
    scheduledDeparture: null,
    actualArrival: null,
    actualDeparture: null,
    extras: {},
  }
}
