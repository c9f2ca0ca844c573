import type { IdsInPayload, SubmittedPlan } from '../../shared/model/plan/assignee-ids.ts'
import {
  CONTENT_FIELDS,
  type ContentField,
  PLAN_FIELDS,
  planFields,
} from '../../shared/model/plan/plan-fields.ts'
import {
  emptyPlan,
  MAX_STOPS,
  OBSERVED_FIELDS,
  type ObservedStop,
  type Plan,
  plan,
  type Stop,
} from '../../shared/model/plan/workflow.ts'
import { wireEntry } from './assignee-on-wire.ts'
import { isSameField } from './same-at-catena.ts'
import { stopFromWire, stopToWire } from './stop-on-wire.ts'
import { type WireWorkflow, type WireWorkflowWrite, wireWorkflowWrite } from './wire.ts'
import { finiteNumber, instantText, takenBy } from './wire-values.ts'

const instantField = plan.shape.startsAt.unwrap()
const EMPTY = emptyPlan()

/**
 * The whole pending change as a create body. Empty fields are left out. @param ids which ids of driver and vehicle Catena takes.
 * @throws UnknownCatenaId when an id that Catena takes is not known.
 * @throws TypeError when the plan has no connection: the caller must have parsed it with `sendablePlan`.
 */
export function createBody(
  plan: SubmittedPlan,
  sourceId: string,
  ids: IdsInPayload = 'external',
): WireWorkflowWrite {
  const body: WireWorkflowWrite = { connection_id: requireConnection(plan), source_id: sourceId }
  for (const [field] of planFields()) {
    if (plan[field] === null) continue
    const [wireName, value] = wireEntry(field, plan, ids)
    Object.assign(body, { [wireName]: value })
  }
  if (plan.stops.length > 0) body.stops = plan.stops.map((stop, index) => stopToWire(stop, index + 1))
  return wireWorkflowWrite.parse(body)
}

/**
 * The changed fields only, as an update body; a field that was emptied is sent as `null`, stops are sent whole.
 * It has no `source_id`, which could rename the workflow at the TSP [open].
 * @param guessed fields of `remote` that are not known for certain: they are always sent. @param ids which ids of
 * driver and vehicle Catena takes. @param observed the observed fields of the stops, as last read. @returns `null` when
 * nothing that Catena holds differs.
 * @throws UnknownCatenaId when an id that Catena takes is not known.
 */
export function updateBody(
  remote: Plan,
  desired: SubmittedPlan,
  uncertainFields: readonly ContentField[] = [],
  ids: IdsInPayload = 'external',
  observed: readonly ObservedStop[] = [],
): WireWorkflowWrite | null {
  const changed: Record<string, unknown> = {}
  for (const field of CONTENT_FIELDS) {
    if (!uncertainFields.includes(field) && isSameField(field, remote, desired)) continue
    if (field === 'stops') {
      changed.stops = desired.stops.map((stop, index) => stopToWire(withObserved(stop, observed), index + 1))
    } else {
      const [wireName, value] = wireEntry(field, desired, ids)
      changed[wireName] = value
    }
  }
  if (Object.keys(changed).length === 0) return null
  return wireWorkflowWrite.parse({ connection_id: requireConnection(desired), ...changed })
}

/** A stop with its observed fields where the plan has none. */
function withObserved(stop: Stop, observed: readonly ObservedStop[]): Stop {
  const seen = observed.find((each) => each.sourceStopId === stop.sourceStopId)
  if (seen === undefined) return stop
  const filled = OBSERVED_FIELDS.filter((field) => stop[field] === null)
  return { ...stop, ...Object.fromEntries(filled.map((field) => [field, seen[field]])) }
}

/**
 * A workflow of Catena → a plan. Local-only fields come from `local`. The result always fits the schema `plan`: times
 * are converted, and a value that does not fit becomes `null`. Never throws.
 *
 * @returns `null` for a workflow with more stops than a plan can hold. Stops are sent as a whole: an update with only
 * some of them would delete the others.
 */
export function planFromWire(
  wire: WireWorkflow,
  local: Pick<Plan, 'reference' | 'isDistanceEstimated'>,
  mintId: () => string,
): Plan | null {
  const stops = [...(wire.stops ?? [])].sort(
    (a, b) => Number(a.sequence_number ?? 0) - Number(b.sequence_number ?? 0),
  )
  if (stops.length > MAX_STOPS) return null
  return {
    ...EMPTY,
    ...Object.fromEntries(planFields().map(([field, name]) => [field, plainValue(field, wire[name])])),
    reference: local.reference,
    connectionId: takenBy(plan.shape.connectionId, wire.connection_id ?? null),
    isDistanceEstimated: local.isDistanceEstimated,
    stops: stops.map((stop) => stopFromWire(stop, mintId)),
  }
}

/** The value of a plain field off the wire. What the field cannot hold is as if it were not there. */
function plainValue(field: Exclude<ContentField, 'stops'>, value: unknown): unknown {
  const nothing = EMPTY[field]
  if (value === undefined || value === null) return nothing
  switch (PLAN_FIELDS[field].kind) {
    case 'instant':
      return typeof value === 'string' ? instantText(instantField, value) : nothing
    case 'number':
      return takenBy<unknown>(plan.shape[field], finiteNumber(value)) ?? nothing
    default:
      return takenBy<unknown>(plan.shape[field], value) ?? nothing
  }
}

function requireConnection(plan: Plan): string {
  if (plan.connectionId === null) throw new TypeError('a plan without a connection cannot be sent')
  return plan.connectionId
}
