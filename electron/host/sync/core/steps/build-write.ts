import type { IdsInPayload } from '../../../../../shared/model/plan/assignee-ids.ts'
import type { ContentField } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import { createBody, updateBody } from '../../../../catena/plan-on-wire.ts'
import { isSameAtCatena } from '../../../../catena/same-at-catena.ts'
import { ASYNC_WRITE_QUERY, PATHS, type WireWorkflowWrite } from '../../../../catena/wire.ts'
import { stringifyWireJson } from '../../../../catena/wire-json.ts'
import type { Duplicate, Lane, Operation, WireOperationKind } from '../lane/lane.ts'
import { hasNothingOpen, operationOf } from '../lane/lane-facts.ts'
import type { WriteRequest } from '../ports.ts'

/** What an idle lane still has to do at Catena. */
export type Work =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'create' }
  /** Catena's version must be read: to learn the base, or to see that it has not changed under ours. */
  | { readonly kind: 'readBase' }
  /** A cancel: only the status changes, so no base can be overwritten. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'cancelDuplicate'; readonly duplicate: Duplicate & { readonly resourceId: string } }

const CANCELLED = 'CANCELLED'

/** What the idle lane's pending change still asks of Catena. Duplicates come first: they are at the TSP now, and wrong. */
export function workOf(lane: Lane): Work {
  const duplicate = lane.duplicates.find((each) => each.isCancelWanted && each.resourceId !== null)
  if (duplicate !== undefined && duplicate.resourceId !== null) {
    return { kind: 'cancelDuplicate', duplicate: { ...duplicate, resourceId: duplicate.resourceId } }
  }
  if (lane.remote === null) return lane.desired.intent === 'send' ? { kind: 'create' } : { kind: 'nothing' }
  if (lane.desired.intent === 'cancel') {
    const isCancelled = lane.remote.isCancelled === true || lane.remote.plan?.status === CANCELLED
    const isGuess = hasUncertainUpdate(lane) || uncertainFieldsOf(lane).includes('status')
    return isCancelled && !isGuess ? { kind: 'nothing' } : { kind: 'cancel' }
  }
  if (lane.remote.plan === null || hasUncertainUpdate(lane) || uncertainFieldsOf(lane).length > 0)
    return { kind: 'readBase' }
  return isSameAtCatena(lane.remote.plan, lane.desired.plan) ? { kind: 'nothing' } : { kind: 'readBase' }
}

/** True when an update of an older pending change may have taken effect all the same: what Catena holds is not known to this pending change. */
export function hasUncertainUpdate({ remote, desired }: Lane): boolean {
  return remote?.uncertainUpdate !== undefined && desired.seq > remote.uncertainUpdate.seq
}

/** The fields of which the lane's pending change does not know what Catena holds: its update sends them in any case. */
export function uncertainFieldsOf({ remote, desired }: Lane): readonly ContentField[] {
  return remote?.uncertainFields !== undefined && desired.seq > remote.uncertainFields.seq
    ? remote.uncertainFields.fields
    : []
}

/** True when an idle lane still has something to send. */
export function hasWork(lane: Lane): boolean {
  return lane.phase.kind === 'idle' && workOf(lane).kind !== 'nothing'
}

/** What a write is about, as far as a circuit breaker counts. */
export interface WriteTarget {
  readonly connectionId: string
  readonly kind: WireOperationKind
}

/** What a lane's next write is about; `null` while it has no connection. A duplicate may be on another one. */
export function writeTargetOf(lane: Lane): WriteTarget | null {
  return duplicateTargetOf(lane) ?? keptTargetOf(lane)
}

/** What the cancel of a duplicate is about that the lane sends next; `null` when it sends none. */
export function duplicateTargetOf(lane: Lane): WriteTarget | null {
  const work = hasNothingOpen(lane) ? workOf(lane) : null
  if (work?.kind !== 'cancelDuplicate') return null
  const { connectionId, kind } = cancelDuplicateOperation(lane, work.duplicate)
  return connectionId === '' ? null : { connectionId, kind }
}

/** What a write of the kept workflow is about; `null` while it has no connection. */
export function keptTargetOf({ remote, desired }: Lane): WriteTarget | null {
  const connectionId = remote?.connectionId ?? desired.plan.connectionId
  return connectionId === null ? null : { connectionId, kind: remote === null ? 'create' : 'update' }
}

/** The create of the lane's pending change. */
export function createOperation(lane: Lane): Operation {
  const { desired } = lane
  return {
    kind: 'create',
    sourceId: lane.sourceId,
    resourceId: null,
    connectionId: desired.plan.connectionId ?? '',
    account: desired.account,
    plan: desired.plan,
    base: null,
    seq: desired.seq,
    intent: desired.intent,
    duplicateOf: null,
  }
}

/** The update that takes Catena from what it holds to the pending change. @returns null when nothing is known to be there. */
export function updateOperation(lane: Lane): Operation | null {
  const { desired, remote } = lane
  if (remote === null) return null
  const uncertainFields = uncertainFieldsOf(lane)
  return {
    kind: 'update',
    sourceId: lane.sourceId,
    resourceId: remote.resourceId,
    connectionId: remote.connectionId,
    account: desired.account,
    plan:
      desired.intent === 'cancel' ? { ...(remote.plan ?? desired.plan), status: CANCELLED } : desired.plan,
    base: remote.plan,
    ...(uncertainFields.length > 0 && { uncertainFields: [...uncertainFields] }),
    seq: desired.seq,
    intent: desired.intent,
    duplicateOf: null,
  }
}

/** The update that cancels a duplicate; the kept workflow need not exist for that. */
export function cancelDuplicateOperation(lane: Lane, duplicate: Duplicate): Operation {
  const { desired, remote } = lane
  const plan = remote?.plan ?? desired.plan
  const kept = remote?.connectionId ?? operationOf(lane.phase)?.connectionId ?? desired.plan.connectionId
  return {
    kind: 'update',
    sourceId: lane.sourceId,
    resourceId: duplicate.resourceId,
    connectionId: duplicate.connectionId ?? kept ?? '',
    account: desired.account,
    plan: { ...plan, status: CANCELLED },
    base: remote?.plan ?? null,
    seq: desired.seq,
    intent: desired.intent,
    duplicateOf: duplicate.operationId,
  }
}

/**
 * The body of an operation; `null` when an update would change nothing. @param ids which ids of driver and vehicle Catena takes.
 * @throws UnknownCatenaId when an id that Catena takes is not known.
 * @throws ZodError or TypeError when the plan cannot be sent as it is.
 */
export function bodyOf(operation: Operation, ids: IdsInPayload = 'external'): WireWorkflowWrite | null {
  if (operation.kind === 'create') return createBody(operation.plan, operation.sourceId, ids)
  if (operation.duplicateOf !== null || operation.intent === 'cancel') {
    return { connection_id: operation.connectionId, workflow_status: CANCELLED }
  }
  const { base, plan, uncertainFields, observedStops } = operation
  return updateBody(base ?? plan, plan, uncertainFields, ids, observedStops)
}

/** The request of an operation, its body as it goes over the wire. */
export function requestOf(operation: Operation, body: WireWorkflowWrite): WriteRequest {
  const path =
    operation.kind === 'create' ? PATHS.workflows : PATHS.workflow(operation.resourceId ?? operation.sourceId)
  return {
    method: operation.kind === 'create' ? 'POST' : 'PATCH',
    path: `${path}?${ASYNC_WRITE_QUERY}`,
    body: stringifyWireJson(body),
  }
}

/** True when the pending change differs from what the open or ended operation carries. */
export function isEditWaiting(lane: Lane, operation: Operation): boolean {
  if (operation.duplicateOf !== null || lane.desired.seq <= operation.seq) return false
  return lane.desired.intent !== operation.intent || !isSameAtCatena(lane.desired.plan, operation.plan)
}

/** True when the pending change asks for another connection than the one Catena holds the workflow on, which no update can do. */
export function isMovedToOtherConnection(lane: Lane): boolean {
  return (
    lane.remote !== null &&
    lane.desired.intent === 'send' &&
    lane.desired.plan.connectionId !== null &&
    lane.desired.plan.connectionId !== lane.remote.connectionId
  )
}

/** A plan's content as Catena would hold it under `connectionId`. */
export function onConnection(plan: Plan, connectionId: string): Plan {
  return plan.connectionId === connectionId ? plan : { ...plan, connectionId }
}
