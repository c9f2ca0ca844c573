import type { SubmittedPlan } from '../../../../../shared/model/plan/assignee-ids.ts'
import { PLAN_KEYS } from '../../../../../shared/model/plan/plan-fields.ts'
import { emptyPlan, type Plan, type Stop } from '../../../../../shared/model/plan/workflow.ts'

/** A stop as a list of its values, without the `null`s at the end. */
type PackedStop = readonly [
  sourceStopId: Stop['sourceStopId'],
  stopType?: Stop['stopType'],
  locationName?: Stop['locationName'],
  latitude?: Stop['latitude'],
  longitude?: Stop['longitude'],
  scheduledArrival?: Stop['scheduledArrival'],
  scheduledDeparture?: Stop['scheduledDeparture'],
  activities?: Stop['activities'] | null,
  instructions?: Stop['instructions'],
  h3Index11?: Stop['h3Index11'],
  inferredAddress?: Stop['inferredAddress'],
  actualArrival?: Stop['actualArrival'],
  actualDeparture?: Stop['actualDeparture'],
  extras?: Stop['extras'] | null,
]

/** A plan as a list of its values. */
export type PackedPlan = readonly [
  reference: Plan['reference'],
  connectionId: Plan['connectionId'],
  status: Plan['status'],
  stops: readonly PackedStop[],
  driverSourceId?: Plan['driverSourceId'],
  vehicleSourceId?: Plan['vehicleSourceId'],
  territoryName?: Plan['territoryName'],
  startsAt?: Plan['startsAt'],
  endsAt?: Plan['endsAt'],
  totalDistance?: Plan['totalDistance'],
  totalDistanceUnit?: Plan['totalDistanceUnit'],
  isDistanceEstimated?: Plan['isDistanceEstimated'] | null,
  instructions?: Plan['instructions'],
  assigneeIds?: SubmittedPlan['assigneeIds'] | null,
  /** Fields of the field table that have no place in this list. */
  others?: Partial<Plan> | null,
]

/** The fields of a plan that have a place in {@link PackedPlan}. */
const PLACED: ReadonlySet<string> = new Set<keyof Plan>([
  'reference',
  'connectionId',
  'status',
  'stops',
  'driverSourceId',
  'vehicleSourceId',
  'territoryName',
  'startsAt',
  'endsAt',
  'totalDistance',
  'totalDistanceUnit',
  'isDistanceEstimated',
  'instructions',
])
const OTHERS = PLAN_KEYS.filter((key) => !PLACED.has(key))
const EMPTY = emptyPlan()

export function packPlan(plan: SubmittedPlan): PackedPlan {
  const { reference, connectionId, status, stops, isDistanceEstimated } = plan
  const packed = [
    reference,
    connectionId,
    status,
    stops.map(packStop),
    plan.driverSourceId,
    plan.vehicleSourceId,
    plan.territoryName,
    plan.startsAt,
    plan.endsAt,
    plan.totalDistance,
    plan.totalDistanceUnit,
    isDistanceEstimated ? true : null,
    plan.instructions,
    plan.assigneeIds ?? null,
    othersOf(plan),
  ] as const
  return shortened(packed, 4)
}

export function unpackPlan(packed: PackedPlan): SubmittedPlan {
  const placed = {
    reference: packed[0],
    connectionId: packed[1],
    driverSourceId: packed[4] ?? null,
    vehicleSourceId: packed[5] ?? null,
    territoryName: packed[6] ?? null,
    status: packed[2],
    startsAt: packed[7] ?? null,
    endsAt: packed[8] ?? null,
    totalDistance: packed[9] ?? null,
    totalDistanceUnit: packed[10] ?? null,
    isDistanceEstimated: packed[11] ?? false,
    instructions: packed[12] ?? null,
    stops: packed[3].map(unpackStop),
  }
  const assigneeIds = packed[13]
  // Without others `placed` is complete, which the compiler cannot see.
  const whole = OTHERS.length === 0 ? (placed as SubmittedPlan) : { ...EMPTY, ...placed, ...packed[14] }
  return assigneeIds == null ? whole : { ...whole, assigneeIds }
}

/** The fields without a place; `null` when there are none. */
function othersOf(plan: Plan): Partial<Plan> | null {
  const said = OTHERS.filter((key) => plan[key] !== EMPTY[key])
  return said.length === 0 ? null : Object.fromEntries(said.map((key) => [key, plan[key]]))
}

function packStop(stop: Stop): PackedStop {
  const packed = [
    stop.sourceStopId,
    stop.stopType,
    stop.locationName,
    stop.latitude,
    stop.longitude,
    stop.scheduledArrival,
    stop.scheduledDeparture,
    stop.activities.length > 0 ? stop.activities : null,
    stop.instructions,
    stop.h3Index11,
    stop.inferredAddress,
    stop.actualArrival,
    stop.actualDeparture,
    Object.keys(stop.extras).length > 0 ? stop.extras : null,
  ] as const
  return shortened(packed, 1)
}

function unpackStop(packed: PackedStop): Stop {
  return {
    sourceStopId: packed[0],
    stopType: packed[1] ?? null,
    locationName: packed[2] ?? null,
    activities: packed[7] ?? [],
    latitude: packed[3] ?? null,
    longitude: packed[4] ?? null,
    h3Index11: packed[9] ?? null,
    inferredAddress: packed[10] ?? null,
    instructions: packed[8] ?? null,
    scheduledArrival: packed[5] ?? null,
    scheduledDeparture: packed[6] ?? null,
    actualArrival: packed[11] ?? null,
    actualDeparture: packed[12] ?? null,
    extras: packed[13] ?? {},
  }
}

/** The values without the `null`s at the end, but at least the first `least` ones. */
function shortened<T extends readonly unknown[]>(values: T, least: number): T {
  let length = values.length
  while (length > least && values[length - 1] === null) length -= 1
  return values.slice(0, length) as unknown as T // both tuples allow the values that are cut off to be missing
}
