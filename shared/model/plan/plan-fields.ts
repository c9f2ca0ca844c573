import type { Plan, Stop } from './workflow.ts'

/**
 * The one table of the fields of a plan and of its stops, used by form, differences, history, conflicts, files and the
 * wire. A new field is one line here, one in the schema (`workflow.ts`) and one in the catalog (`fields`). The label of
 * a field is `fields.plan.<key>` or `fields.stop.<key>`; a key without a label does not compile, see `field-text.ts`.
 */

/**
 * | kind | value |
 * | --- | --- |
 * | text, longText | one line, or several |
 * | number | typed as a number |
 * | instant | ISO 8601 in UTC, typed as a time of the depot |
 * | yesNo | true or false |
 * | choice, choices | one or several codes of a list, others than the known ones included |
 * | connection, assignee | id of a connection; external id of a driver or a vehicle |
 * | digits | decimal digits as text, beyond 2^53 |
 * | address | `{ city, province, countryCode }` |
 * | id | minted by this program, never typed |
 * | json | wire fields that this program does not know |
 * | stops | the list of stops |
 */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'number'
  | 'instant'
  | 'yesNo'
  | 'choice'
  | 'choices'
  | 'connection'
  | 'assignee'
  | 'digits'
  | 'address'
  | 'id'
  | 'json'
  | 'stops'

/**
 * | rule | when this computer and Catena have changed it to different values |
 * | --- | --- |
 * | ask | a person decides |
 * | forward | PLANNED → ACTIVE → COMPLETED: the later one; a cancellation against COMPLETED is for a person |
 * | observed | Catena's: it or the TSP fills it in |
 * | identity | cannot happen: it tells stops apart |
 */
export type MergeRule = 'ask' | 'forward' | 'observed' | 'identity'

/** Properties of one field. */
export interface PlanField {
  readonly kind: FieldKind
  /** Name in Catena's contract; `null` = the field stays on this computer. */
  readonly wireName: string | null
  readonly merge: MergeRule
}

/** Fields of the workflow itself, in the order of the form. */
export const PLAN_FIELDS = {
  reference: { kind: 'text', wireName: null, merge: 'ask' },
  connectionId: { kind: 'connection', wireName: 'connection_id', merge: 'ask' },
  driverSourceId: { kind: 'assignee', wireName: 'source_driver_id', merge: 'ask' },
  vehicleSourceId: { kind: 'assignee', wireName: 'source_vehicle_id', merge: 'ask' },
  territoryName: { kind: 'text', wireName: 'territory_name', merge: 'ask' },
  status: { kind: 'choice', wireName: 'workflow_status', merge: 'forward' },
  startsAt: { kind: 'instant', wireName: 'started_at', merge: 'ask' },
  endsAt: { kind: 'instant', wireName: 'ended_at', merge: 'ask' },
  totalDistance: { kind: 'number', wireName: 'total_distance', merge: 'ask' },
  totalDistanceUnit: { kind: 'choice', wireName: 'total_distance_unit', merge: 'ask' },
  isDistanceEstimated: { kind: 'yesNo', wireName: null, merge: 'ask' },
  instructions: { kind: 'longText', wireName: 'instructions', merge: 'ask' },
  stops: { kind: 'stops', wireName: 'stops', merge: 'ask' },
} as const satisfies { readonly [Key in keyof Plan]: PlanField }

/** Fields of one stop. `latitude` and `longitude` are one field on the wire. */
export const STOP_FIELDS = {
  sourceStopId: { kind: 'id', wireName: 'source_stop_id', merge: 'identity' },
  stopType: { kind: 'choice', wireName: 'stop_type', merge: 'ask' },
  locationName: { kind: 'text', wireName: 'location_name', merge: 'ask' },
  activities: { kind: 'choices', wireName: 'activities', merge: 'ask' },
  latitude: { kind: 'number', wireName: 'location', merge: 'ask' },
  longitude: { kind: 'number', wireName: 'location', merge: 'ask' },
  h3Index11: { kind: 'digits', wireName: 'h3_index_11', merge: 'observed' },
  inferredAddress: { kind: 'address', wireName: 'inferred_address', merge: 'observed' },
  instructions: { kind: 'longText', wireName: 'instructions', merge: 'ask' },
  scheduledArrival: { kind: 'instant', wireName: 'scheduled_arrival', merge: 'ask' },
  scheduledDeparture: { kind: 'instant', wireName: 'scheduled_departure', merge: 'ask' },
  actualArrival: { kind: 'instant', wireName: 'actual_arrival', merge: 'observed' },
  actualDeparture: { kind: 'instant', wireName: 'actual_departure', merge: 'observed' },
  extras: { kind: 'json', wireName: null, merge: 'ask' },
} as const satisfies { readonly [Key in keyof Stop]: PlanField }

/** Keys of the plan, in the order of the form. */
export const PLAN_KEYS = Object.keys(PLAN_FIELDS) as readonly (keyof Plan)[]
/** Keys of a stop. */
export const STOP_KEYS = Object.keys(STOP_FIELDS) as readonly (keyof Stop)[]

/** True for the name of a field of the plan itself. */
export function isPlanKey(name: string): name is keyof Plan {
  return Object.hasOwn(PLAN_FIELDS, name)
}

/** True for the name of a field of a stop. */
export function isStopKey(name: string): name is keyof Stop {
  return Object.hasOwn(STOP_FIELDS, name)
}

/** A field by its path in the plan: `driverSourceId`, `stops`, `stops.2.locationName`. `null` = no field has it. */
export function fieldAtPath(path: string): PlanField | null {
  const [first = '', index, name] = path.split('.')
  if (index === undefined) return isPlanKey(first) ? PLAN_FIELDS[first] : null
  return first === 'stops' && name !== undefined && isStopKey(name) ? STOP_FIELDS[name] : null
}

type Fields = typeof PLAN_FIELDS
/** Fields of a plan that map to one wire field each. The connection and the stops are converted separately. */
type SimpleField = {
  [Key in keyof Fields]: Fields[Key] extends { kind: 'stops' | 'connection' } | { wireName: null }
    ? never
    : Key
}[keyof Fields]

/** Plan field → wire field, for {@link SimpleField}s, in the order of the form. */
export const PLAN_WIRE_NAMES = Object.fromEntries(
  PLAN_KEYS.map((key): [string, PlanField] => [key, PLAN_FIELDS[key]])
    .filter(([, { kind, wireName }]) => wireName !== null && kind !== 'stops' && kind !== 'connection')
    .map(([key, { wireName }]) => [key, wireName]),
) as { readonly [Key in SimpleField]: Fields[Key]['wireName'] }

/** A field of a plan that Catena holds: those that map one to one, and the stops as a whole. */
export type ContentField = SimpleField | 'stops'

/** Every {@link ContentField}. */
export const CONTENT_FIELDS = [
  ...(Object.keys(PLAN_WIRE_NAMES) as SimpleField[]),
  'stops',
] as const satisfies readonly ContentField[]

/** True for the name of a {@link ContentField}. */
export function isContentField(name: unknown): name is ContentField {
  return CONTENT_FIELDS.some((each) => each === name)
}

/** {@link PLAN_WIRE_NAMES} in pairs: plan field, wire field. */
export function planFields(): [SimpleField, string][] {
  return Object.entries(PLAN_WIRE_NAMES) as [SimpleField, string][]
}

/** A field of a stop that Catena holds. */
type StopContentField = Exclude<keyof Stop, 'sourceStopId' | 'extras'>

/** Field of a stop → wire field, in pairs. Both coordinates have one wire field. */
export const STOP_WIRE_NAMES = STOP_KEYS.filter(
  (key): key is StopContentField => key !== 'sourceStopId' && key !== 'extras',
).map((key) => [key, STOP_FIELDS[key].wireName] as const)

/** Wire field of a stop → the field on the form. A point is shown by its latitude. */
export const STOP_PATHS: Readonly<Record<string, StopContentField>> = Object.fromEntries(
  STOP_WIRE_NAMES.filter(([key]) => key !== 'longitude').map(([key, wireName]) => [wireName, key]),
)
