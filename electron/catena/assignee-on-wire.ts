import {
  ASSIGNEE_FIELDS,
  type AssigneeField,
  type AssigneeIds,
  catenaIdOf,
  type IdsInPayload,
  type SubmittedPlan,
} from '../../shared/model/plan/assignee-ids.ts'
import { PLAN_WIRE_NAMES } from '../../shared/model/plan/plan-fields.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import type { WireWorkflow, WireWorkflowWrite } from './wire.ts'

/** Plan field → wire field where a payload carries Catena's own ids [open]. */
export const CATENA_ID_NAMES = {
  driverSourceId: 'driver_id',
  vehicleSourceId: 'vehicle_id',
} as const satisfies Record<AssigneeField, keyof WireWorkflowWrite>

/**
 * A payload needs Catena's id of a driver or a vehicle, and the id is not known. Nothing is sent; the message says what
 * to do.
 */
export class UnknownCatenaId extends Error {
  readonly field: AssigneeField
  constructor(field: AssigneeField, sourceId: string) {
    super(
      field === 'driverSourceId'
        ? messageRef('errors.ids.unknownDriver', { id: sourceId })
        : messageRef('errors.ids.unknownVehicle', { id: sourceId }),
    )
    this.name = 'UnknownCatenaId'
    this.field = field
  }
}

/**
 * The wire field and the value of one field of a plan.
 * @throws UnknownCatenaId when the payload carries Catena's ids and this one is not known.
 */
export function wireEntry(
  field: keyof typeof PLAN_WIRE_NAMES,
  value: SubmittedPlan,
  ids: IdsInPayload,
): readonly [wireName: string, value: unknown] {
  if (ids === 'external' || !isAssigneeField(field)) return [PLAN_WIRE_NAMES[field], value[field]]
  const id = catenaIdOf(value, field)
  if (id === undefined) throw new UnknownCatenaId(field, value[field] ?? '')
  return [CATENA_ID_NAMES[field], id]
}

function isAssigneeField(field: string): field is AssigneeField {
  return ASSIGNEE_FIELDS.some((each) => each === field)
}

/** The field of a plan to which a wire field with an id of Catena belongs; `undefined` for other fields. */
export function assigneeFieldOf(wireName: unknown): AssigneeField | undefined {
  return ASSIGNEE_FIELDS.find((field) => CATENA_ID_NAMES[field] === wireName)
}

/**
 * True when a workflow of Catena names a driver or a vehicle by Catena's id only. It cannot be compared with the
 * external id in a plan then.
 */
export function isNamedByCatenaOnly(wire: WireWorkflow, wireName: keyof WireWorkflow): boolean {
  const field = ASSIGNEE_FIELDS.find((each) => PLAN_WIRE_NAMES[each] === wireName)
  return field !== undefined && wire[wireName] == null && wire[CATENA_ID_NAMES[field]] != null
}

/**
 * Replaces Catena's ids of driver and vehicle in a payload by the external ids that `known` holds, so that it can be
 * compared with a plan.
 */
export function withExternalIds(
  payload: Readonly<Record<string, unknown>>,
  known: AssigneeIds | undefined,
): Record<string, unknown> {
  const translated: Record<string, unknown> = { ...payload }
  for (const field of ASSIGNEE_FIELDS) {
    const id = payload[CATENA_ID_NAMES[field]]
    if (id === undefined || payload[PLAN_WIRE_NAMES[field]] != null) continue
    const pair = known?.[field]
    if (id === null) translated[PLAN_WIRE_NAMES[field]] = null
    else if (pair?.id === id) translated[PLAN_WIRE_NAMES[field]] = pair.sourceId
  }
  return translated
}
