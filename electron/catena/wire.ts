import { z } from 'zod'
import { PLAN_FIELDS, planFields } from '../../shared/model/plan/plan-fields.ts'
import {
  DISTANCE_UNITS,
  STOP_ACTIVITIES,
  STOP_TYPES,
  WORKFLOW_STATUSES,
} from '../../shared/model/plan/workflow.ts'

/**
 * The wire format of Catena (public API reference v2 and public SDK). Every field is declared here only. The desk's
 * names are mapped to Catena's in `plan-fields.ts`, `plan-on-wire.ts`, `stop-on-wire.ts` and `plan-path.ts`.
 *
 * `[doc]` = the name is in the reference or the SDK. `[inferred]` = the Create Workflow page describes the field
 * without naming it; the name is taken from the read model. The workflow endpoints are provisional: unknown fields in
 * an answer are kept, unknown enum values are kept, neither is an error.
 *
 * Numbers beyond 2^53 (`h3_index_11`) arrive as {@link BigInt}, see `electron/catena/wire-json.ts`.
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

/** A stop as read. `location` is not checked here, so that a malformed one does not hide the rest of the workflow. */
export const wireStop = wireStopWrite.extend({ location: z.unknown().optional() })
export type WireStop = z.infer<typeof wireStop>

/** Wire name → shape, for the plain fields of the table. */
const WIRE_SHAPES: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  planFields().map(([field, name]) => [
    name,
    PLAN_FIELDS[field].kind === 'number' ? z.union([z.number(), z.bigint(), z.string()]).nullish() : text,
  ]),
)

/**
 * The body of a create, and (any part of it, with `connection_id`) of an update. A field of the table in `plan-fields.ts`
 * that is not named here is taken as its kind says.
 */
export const wireWorkflowWrite = z.strictObject({
  ...WIRE_SHAPES,
  connection_id: z.uuid(), // [doc]
  source_id: z.string().optional(), // [inferred]
  source_driver_id: z.string().nullish(), // [inferred]
  source_vehicle_id: z.string().nullish(), // [inferred]
  driver_id: z.string().nullish(), // [open] used where Catena takes its own ids instead of external ones
  vehicle_id: z.string().nullish(), // [open] as `driver_id`
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
  ...WIRE_SHAPES,
  id: z.string(),
  connection_id: text,
  source_id: text,
  source_driver_id: text,
  source_vehicle_id: text,
  driver_id: text,
  vehicle_id: text,
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
  /** The time that the list filters by: creation or planned start [open]. */
  occurred_at: text,
})
export type WireWorkflow = z.infer<typeof wireWorkflow>

/** One attempt of Catena against the TSP [doc]. */
export const wireOperationLog = z.looseObject({
  id: text,
  created_at: text,
  status: text,
  /** `auth` `validation` `network` `tsp`, or an unknown value. */
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
  /** `pending` `success` `failed`, or an unknown value. Optional in the SDK [doc]; `pending` when left out. */
  status: text.transform((status) => status ?? 'pending'),
  /** The attributes that were sent [doc]; whether all of them come back is [open]. */
  payload: z.unknown().optional(),
  resource_id: text,
  /**
   * [open] The pages contradict each other: our own id from the start; null while pending and then ours; or null and
   * then an id of the TSP. No decision uses it alone, see `host/sync/core/evidence/recognise.ts`.
   */
  source_id: text,
  logs: z.array(wireOperationLog).nullish(),
})
export type WireOperation = z.infer<typeof wireOperation>

/** A Fleet/TSP pairing [doc]. `credentials` is dropped on reading and never stored or shown. */
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

/** One page of a list [doc]. Each item is parsed separately, so that one malformed record does not hide the others. */
export const wirePage = z.looseObject({
  items: z.array(z.unknown()),
  next_page: z.string().nullish(),
})

/** 400 401 403 404 409 504 [doc]. */
export const wireError = z.looseObject({ code: z.number(), message: z.string(), detail: z.unknown() })
/** 500 has its own format [doc]. */
export const wireServerError = z.looseObject({ message: z.string() })
/** One item in the detail of a 422 [doc]. `path` is the path in the sent body. */
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
