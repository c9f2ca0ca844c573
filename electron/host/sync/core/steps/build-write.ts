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

/** What an idle lane has to do at Catena. */
export type Work =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'create' }
  /** Catena's version must be read: to know the base, or to see that it has not changed. */
  | { readonly kind: 'readBase' }
  /** A cancel. It changes the status only, so it cannot overwrite a base. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'cancelDuplicate'; readonly duplicate: Duplicate & { readonly resourceId: string } }

const CANCELLED = 'CANCELLED'

/**
 * What the pending change of an idle lane still needs from Catena. Duplicates come first, because they are wrong at the
 * TSP now.
 */
export function workOf(lane: Lane): Work {
  const duplicate = lane.duplicates.find((each) => each.isCancelWanted && each.resourceId !== null)
  if (duplicate !== undefined && duplicate.resourceId !== null) {
    return { kind: 'cancelDuplicate', duplicate: { ...duplicate, resourceId: duplicate.resourceId } }
  }
  if (lane.remote === null) return lane.desired.intent === 'send' ? { kind: 'create' } : { kind: 'nothing' }
  if (lane.desired.intent === 'cancel') {
    const isCancelled = lane.remote.isCancelled === true || lane.remote.plan?.status === CANCELLED
    const isUncertain = hasUncertainUpdate(lane) || uncertainFieldsOf(lane).includes('status')
    return isCancelled && !isUncertain ? { kind: 'nothing' } : { kind: 'cancel' }
  }
  if (lane.remote.plan === null || hasUncertainUpdate(lane) || uncertainFieldsOf(lane).length > 0)
    return { kind: 'readBase' }
  return isSameAtCatena(lane.remote.plan, lane.desired.plan) ? { kind: 'nothing' } : { kind: 'readBase' }
}

/**
 * True when an update of an older pending change may have taken effect, so that Catena's content is not known to the
 * present one.
 */
export function hasUncertainUpdate({ remote, desired }: Lane): boolean {
  return remote?.uncertainUpdate !== undefined && desired.seq > remote.uncertainUpdate.seq
}

/** The fields in which the pending change does not know Catena's content. Its update always sends them. */
export function uncertainFieldsOf({ remote, desired }: Lane): readonly ContentField[] {
  return remote?.uncertainFields !== undefined && desired.seq > remote.uncertainFields.seq
    ? remote.uncertainFields.fields
    : []
}

/** True when an idle lane has something to send. */
export function hasWork(lane: Lane): boolean {
  return lane.phase.kind === 'idle' && workOf(lane).kind !== 'nothing'
}

/** True while Catena is known to hold the pending change, and nothing of the workflow is uncertain. */
export function isSettled(lane: Lane): boolean {
  const { remote, recordsUncertain, phase } = lane
  if (remote === null || remote.plan === null || recordsUncertain !== undefined) return false
  if (remote.uncertainUpdate !== undefined || remote.uncertainFields !== undefined) return false
  return phase.kind === 'idle' && workOf(lane).kind === 'nothing'
}

/** The connection and kind of a write, for which a circuit breaker counts. */
export interface WriteTarget {
  readonly connectionId: string
  readonly kind: WireOperationKind
}

/** The target of a lane's next write; `null` while it has no connection. A duplicate may be on another connection. */
export function writeTargetOf(lane: Lane): WriteTarget | null {
  return duplicateTargetOf(lane) ?? keptTargetOf(lane)
}

/** The target of the cancellation of a duplicate that the lane sends next; `null` when it sends none. */
export function duplicateTargetOf(lane: Lane): WriteTarget | null {
  const work = hasNothingOpen(lane) ? workOf(lane) : null
  if (work?.kind !== 'cancelDuplicate') return null
  const { connectionId, kind } = cancelDuplicateOperation(lane, work.duplicate)
  return connectionId === '' ? null : { connectionId, kind }
}

/** The target of a write of the kept workflow; `null` while it has no connection. */
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

/** The update from what Catena holds to the pending change. @returns `null` when no workflow is known at Catena. */
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

/** The update that cancels a duplicate. It needs no kept workflow. */
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
 * The body of an operation; `null` when an update would change nothing.
 * @param ids the ids of driver and vehicle that Catena takes.
 * @throws UnknownCatenaId when such an id is not known.
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

/** The request of an operation, with its body as it is sent. */
export function requestOf(operation: Operation, body: WireWorkflowWrite): WriteRequest {
  const path =
    operation.kind === 'create' ? PATHS.workflows : PATHS.workflow(operation.resourceId ?? operation.sourceId)
  return {
    method: operation.kind === 'create' ? 'POST' : 'PATCH',
    path: `${path}?${ASYNC_WRITE_QUERY}`,
    body: stringifyWireJson(body),
  }
}

/** True when the pending change differs from the open or ended operation. */
export function isEditWaiting(lane: Lane, operation: Operation): boolean {
  if (operation.duplicateOf !== null || lane.desired.seq <= operation.seq) return false
  return lane.desired.intent !== operation.intent || !isSameAtCatena(lane.desired.plan, operation.plan)
}

/** True when the pending change has another connection than the workflow at Catena. No update can change that. */
export function isMovedToOtherConnection(lane: Lane): boolean {
  return (
    lane.remote !== null &&
    lane.desired.intent === 'send' &&
    lane.desired.plan.connectionId !== null &&
    lane.desired.plan.connectionId !== lane.remote.connectionId
  )
}

/** The plan as Catena would hold it on the connection `connectionId`. */
export function onConnection(plan: Plan, connectionId: string): Plan {
  return plan.connectionId === connectionId ? plan : { ...plan, connectionId }
}
