import type { Plan, Stop } from './workflow.ts'

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
} as const satisfies Partial<Record<keyof Plan, string>>

/** A field of a plan that Catena holds: those that map one to one, and the stops as a whole. */
export type ContentField = keyof typeof PLAN_WIRE_NAMES | 'stops'

/** Every {@link ContentField}. */
export const CONTENT_FIELDS = [
  ...(Object.keys(PLAN_WIRE_NAMES) as (keyof typeof PLAN_WIRE_NAMES)[]),
  'stops',
] as const satisfies readonly ContentField[]

/** {@link PLAN_WIRE_NAMES} in pairs: plan field, wire field. */
export function planFields(): [keyof typeof PLAN_WIRE_NAMES, string][] {
  return Object.entries(PLAN_WIRE_NAMES) as [keyof typeof PLAN_WIRE_NAMES, string][]
}

/** Wire field of a stop → the field on the form. A point is shown by its latitude. */
export const STOP_PATHS: Readonly<Record<string, Exclude<keyof Stop, 'sourceStopId' | 'extras'>>> = {
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
