import { isOwnForm } from '../../../../../shared/model/plan/source-id.ts'
import type { Plan, Stop } from '../../../../../shared/model/plan/workflow.ts'
import type { WireOperation, WireWorkflow, WireWorkflowWrite } from '../../../../catena/wire.ts'
import { hashValue } from '../lane/hash.ts'
import { wireTimeMs } from '../time/wire-time.ts'

/**
 * How an operation or a workflow at Catena is recognised as ours [N2]. Answers, looks, polls and evidence use the same
 * functions. Catena's pages contradict each other about an operation's `source_id` [open], so a create is recognised by
 * the ids in its payload.
 */

/** The marks by which a create of ours can be recognised, strongest first. */
export const MARKS = ['payloadSourceId', 'stopId', 'operationSourceId'] as const
export type Mark = (typeof MARKS)[number]

/** The ids under which a create may be found. */
export interface Identity {
  /** Every source id under which the create may have been sent. */
  readonly sourceIds: readonly string[]
  /** The stop ids that this desk made. */
  readonly stopIds: readonly string[]
}

/** `perhaps`: the operation does not tell whose it is, and may be ours [N4]. */
export type Recognition =
  | { readonly kind: 'ours'; readonly mark: Mark; readonly sourceId: string | null }
  | { readonly kind: 'perhaps' }
  | { readonly kind: 'other' }

const OTHER: Recognition = { kind: 'other' }
const PERHAPS: Recognition = { kind: 'perhaps' }

/**
 * Ids that this desk gave to stops which came from Catena without one. They identify nothing. See `remote-version.ts`.
 */
const UNNAMED_STOP = /^stop-\d+$/

/** The ids among the stops of a plan that this desk made. */
export function stopIdsOf(stops: readonly Pick<Stop, 'sourceStopId'>[]): string[] {
  return stops.map((each) => each.sourceStopId).filter((id) => !UNNAMED_STOP.test(id))
}

/** The identity of a create with this content. */
export function identityOf(sourceIds: readonly string[], ...plans: readonly Pick<Plan, 'stops'>[]): Identity {
  return { sourceIds, stopIds: [...new Set(plans.flatMap((plan) => stopIdsOf(plan.stops)))] }
}

/** The ids in a payload. */
interface PayloadIds {
  readonly sourceId: string | null
  readonly stopIds: readonly string[]
}

/** @returns `null` when the payload cannot be read. */
function payloadIdsOf(payload: unknown): PayloadIds | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null
  const sourceId: unknown = Reflect.get(payload, 'source_id')
  const stops: unknown = Reflect.get(payload, 'stops')
  return {
    sourceId: typeof sourceId === 'string' && sourceId !== '' ? sourceId : null,
    stopIds: Array.isArray(stops) ? stops.flatMap(stopIdOf) : [],
  }
}

function stopIdOf(stop: unknown): string[] {
  if (typeof stop !== 'object' || stop === null) return []
  const id: unknown = Reflect.get(stop, 'source_stop_id')
  return typeof id === 'string' && id !== '' ? [id] : []
}

/** True unless the operation says that it is of another kind, or not on a workflow. */
export function isOfKind(seen: WireOperation, kind: 'create' | 'update'): boolean {
  if (seen.resource != null && seen.resource !== 'workflow') return false
  return seen.operation_type == null || seen.operation_type === kind
}

/**
 * Tells whether a listed operation is the create with this identity [N2]: by the source id in its payload, else by a
 * stop id, else by its own source id.
 * @param sent the body that was sent, when it is known. An operation without ids but with other content is not ours.
 */
export function recogniseCreate(
  seen: WireOperation,
  identity: Identity,
  sent: WireWorkflowWrite | null = null,
): Recognition {
  if (!isOfKind(seen, 'create')) return OTHER
  const payload = payloadIdsOf(seen.payload)
  const { sourceIds, stopIds } = identity
  if (payload?.sourceId != null && sourceIds.includes(payload.sourceId)) {
    return { kind: 'ours', mark: 'payloadSourceId', sourceId: payload.sourceId }
  }
  // A source id of this product that is not among the identity's belongs to another workflow, or to an earlier create.
  if (payload?.sourceId != null && isOwnForm(payload.sourceId)) return OTHER
  if (payload?.stopIds.some((each) => stopIds.includes(each))) {
    return { kind: 'ours', mark: 'stopId', sourceId: null }
  }
  const ownSourceId = seen.source_id
  if (ownSourceId != null && sourceIds.includes(ownSourceId)) {
    return { kind: 'ours', mark: 'operationSourceId', sourceId: ownSourceId }
  }
  if (ownSourceId != null && isOwnForm(ownSourceId)) return OTHER
  if (payload === null) return PERHAPS
  if (payload.sourceId !== null) return OTHER
  if (payload.stopIds.length > 0 && stopIds.length > 0) return OTHER
  return sent !== null && hasOtherContent(seen.payload, sent) ? OTHER : PERHAPS
}

/**
 * Fields that may differ between the payload and the body that was sent: Catena translates ids of drivers and vehicles
 * [doc].
 */
const TRANSLATED: ReadonlySet<string> = new Set([
  'source_driver_id',
  'source_vehicle_id',
  'driver_id',
  'vehicle_id',
])

/** True when a payload and the body that was sent differ in a field that both have. */
function hasOtherContent(payload: unknown, sent: WireWorkflowWrite): boolean {
  return isContradiction(payload, sent)
}

/**
 * True when two wire values cannot have the same content. A field that one of them lacks, or has empty, says nothing,
 * also inside a stop: Catena may give back less than was sent, or more.
 */
function isContradiction(held: unknown, sent: unknown): boolean {
  if (isUnsaid(held) || isUnsaid(sent)) return false
  if (Array.isArray(held) && Array.isArray(sent)) {
    return held.length !== sent.length || held.some((each, index) => isContradiction(each, sent[index]))
  }
  if (typeof held === 'object' && typeof sent === 'object' && held !== null && sent !== null) {
    return Object.entries(sent).some(
      ([name, value]) => !TRANSLATED.has(name) && isContradiction(Reflect.get(held, name), value),
    )
  }
  return !isSameWireValue(held, sent)
}

function isUnsaid(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0)
}

/** True when two values of one wire field mean the same. Instants are compared as instants. */
export function isSameWireValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string' && a !== b) {
    const ms = wireTimeMs(a)
    return ms !== null && ms === wireTimeMs(b)
  }
  return hashValue(a) === hashValue(b)
}

/**
 * True for a workflow of ours that is not deleted [N2]: by a known resource id, else by source id, else by a stop id.
 */
export function isOurWorkflow(
  seen: WireWorkflow,
  identity: Identity,
  resourceId: string | null = null,
): boolean {
  if (seen.deleted_at != null) return false
  if (resourceId !== null && seen.id === resourceId) return true
  if (seen.source_id != null && identity.sourceIds.includes(seen.source_id)) return true
  if (seen.source_id != null && isOwnForm(seen.source_id)) return false
  return (seen.stops ?? []).some(
    (stop) => stop.source_stop_id != null && identity.stopIds.includes(stop.source_stop_id),
  )
}

/** For each mark, whether an operation of ours shows it; `null`: the operation could not show it. */
export type Sighting = Readonly<Record<Mark, boolean | null>>

/** What a listed create of ours says about the marks that Catena gives back [N3]. */
export function sightingOf(seen: WireOperation, identity: Identity): Sighting {
  const payload = payloadIdsOf(seen.payload)
  const hasOwnId = seen.source_id != null && identity.sourceIds.includes(seen.source_id)
  return {
    payloadSourceId: payload?.sourceId != null && identity.sourceIds.includes(payload.sourceId),
    stopId:
      identity.stopIds.length === 0
        ? null
        : payload?.stopIds.some((each) => identity.stopIds.includes(each)) === true,
    // A pending operation may get its source id later [open].
    operationSourceId: hasOwnId ? true : seen.status === 'success' ? false : null,
  }
}

/**
 * As {@link sightingOf} for a create of this product from any computer. @returns `null` for an operation of another
 * product.
 */
export function sightingOfProduct(seen: WireOperation): Sighting | null {
  if (!isOfKind(seen, 'create')) return null
  const payload = payloadIdsOf(seen.payload)
  const inPayload = payload?.sourceId != null && isOwnForm(payload.sourceId)
  const inOperation = seen.source_id != null && isOwnForm(seen.source_id)
  if (!inPayload && !inOperation) return null
  return {
    payloadSourceId: inPayload,
    stopId: null,
    operationSourceId: inOperation ? true : seen.status === 'success' ? false : null,
  }
}
