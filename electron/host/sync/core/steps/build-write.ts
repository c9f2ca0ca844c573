import type { IdsInPayload } from '../../../../../shared/model/plan/assignee-ids.ts'
import type { ContentField } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import { createBody, updateBody } from '../../../../catena/plan-on-wire.ts'
import { isSameAtCatena } from '../../../../catena/same-at-catena.ts'
import { ASYNC_WRITE_QUERY, PATHS, type WireWorkflowWrite } from '../../../../catena/wire.ts'
import { stringifyWireJson } from '../../../../catena/wire-json.ts'
import type { Lane, Operation, Twin, WireOperationKind } from '../lane/lane.ts'
import { isAtRest, operationOf } from '../lane/lane-facts.ts'
import type { WriteRequest } from '../ports.ts'

/** What an idle lane still has to do at Catena. */
export type Work =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'create' }
  /** Catena's version must be read: to learn the base, or to see that it has not changed under ours. */
  | { readonly kind: 'readBase' }
  /** A cancel: only the status changes, so no base can be overwritten. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'cancelTwin'; readonly twin: Twin & { readonly resourceId: string } }

const CANCELLED = 'CANCELLED'

/** What the idle lane's wish still asks of Catena. Twins come first: they are at the TSP now, and wrong. */
export function workOf(lane: Lane): Work {
  const twin = lane.twins.find((each) => each.isCancelWanted && each.resourceId !== null)
  if (twin !== undefined && twin.resourceId !== null) {
    return { kind: 'cancelTwin', twin: { ...twin, resourceId: twin.resourceId } }
  }
  if (lane.have === null) return lane.want.intent === 'send' ? { kind: 'create' } : { kind: 'nothing' }
  if (lane.want.intent === 'cancel') {
    const isCancelled = lane.have.isCancelled === true || lane.have.plan?.status === CANCELLED
    return isCancelled && !isInDoubt(lane) ? { kind: 'nothing' } : { kind: 'cancel' }
  }
  if (lane.have.plan === null || isInDoubt(lane) || guessedOf(lane).length > 0) return { kind: 'readBase' }
  return isSameAtCatena(lane.have.plan, lane.want.plan) ? { kind: 'nothing' } : { kind: 'readBase' }
}

/** True when an update of an older wish may have taken effect all the same: what Catena holds is not known to this wish. */
export function isInDoubt({ have, want }: Lane): boolean {
  return have?.doubt !== undefined && want.seq > have.doubt.seq
}

/** The fields of which the lane's wish does not know what Catena holds: its update sends them in any case. */
export function guessedOf({ have, want }: Lane): readonly ContentField[] {
  return have?.guessed !== undefined && want.seq > have.guessed.seq ? have.guessed.fields : []
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
  return twinTargetOf(lane) ?? keptTargetOf(lane)
}

/** What the cancel of a duplicate is about that the lane sends next; `null` when it sends none. */
export function twinTargetOf(lane: Lane): WriteTarget | null {
  const work = isAtRest(lane) ? workOf(lane) : null
  if (work?.kind !== 'cancelTwin') return null
  const { connectionId, kind } = cancelTwinOperation(lane, work.twin)
  return connectionId === '' ? null : { connectionId, kind }
}

/** What a write of the kept workflow is about; `null` while it has no connection. */
export function keptTargetOf({ have, want }: Lane): WriteTarget | null {
  const connectionId = have?.connectionId ?? want.plan.connectionId
  return connectionId === null ? null : { connectionId, kind: have === null ? 'create' : 'update' }
}

/** The create of the lane's wish. */
export function createOperation(lane: Lane): Operation {
  const { want } = lane
  return {
    kind: 'create',
    sourceId: lane.sourceId,
    resourceId: null,
    connectionId: want.plan.connectionId ?? '',
    account: want.account,
    plan: want.plan,
    base: null,
    seq: want.seq,
    intent: want.intent,
    twinOf: null,
  }
}

/** The update that takes Catena from what it holds to the wish. @returns null when nothing is known to be there. */
export function updateOperation(lane: Lane): Operation | null {
  const { want, have } = lane
  if (have === null) return null
  const guessed = guessedOf(lane)
  return {
    kind: 'update',
    sourceId: lane.sourceId,
    resourceId: have.resourceId,
    connectionId: have.connectionId,
    account: want.account,
    plan: want.intent === 'cancel' ? { ...(have.plan ?? want.plan), status: CANCELLED } : want.plan,
    base: have.plan,
    ...(guessed.length > 0 && { guessed: [...guessed] }),
    seq: want.seq,
    intent: want.intent,
    twinOf: null,
  }
}

/** The update that cancels a duplicate; the kept workflow need not exist for that. */
export function cancelTwinOperation(lane: Lane, twin: Twin): Operation {
  const { want, have } = lane
  const plan = have?.plan ?? want.plan
  const kept = have?.connectionId ?? operationOf(lane.phase)?.connectionId ?? want.plan.connectionId
  return {
    kind: 'update',
    sourceId: lane.sourceId,
    resourceId: twin.resourceId,
    connectionId: twin.connectionId ?? kept ?? '',
    account: want.account,
    plan: { ...plan, status: CANCELLED },
    base: have?.plan ?? null,
    seq: want.seq,
    intent: want.intent,
    twinOf: twin.operationId,
  }
}

/**
 * The body of an operation; `null` when an update would change nothing. @param ids which ids of driver and vehicle Catena takes.
 * @throws UnknownCatenaId when an id that Catena takes is not known.
 * @throws ZodError or TypeError when the plan cannot be sent as it is.
 */
export function bodyOf(operation: Operation, ids: IdsInPayload = 'external'): WireWorkflowWrite | null {
  if (operation.kind === 'create') return createBody(operation.plan, operation.sourceId, ids)
  if (operation.twinOf !== null || operation.intent === 'cancel') {
    return { connection_id: operation.connectionId, workflow_status: CANCELLED }
  }
  const { base, plan, guessed, observedStops } = operation
  return updateBody(base ?? plan, plan, guessed, ids, observedStops)
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

/** True when the wish differs from what the open or ended operation carries. */
export function isEditWaiting(lane: Lane, operation: Operation): boolean {
  if (operation.twinOf !== null || lane.want.seq <= operation.seq) return false
  return lane.want.intent !== operation.intent || !isSameAtCatena(lane.want.plan, operation.plan)
}

/** True when the wish asks for another connection than the one Catena holds the workflow on, which no update can do. */
export function isMovedToOtherConnection(lane: Lane): boolean {
  return (
    lane.have !== null &&
    lane.want.intent === 'send' &&
    lane.want.plan.connectionId !== null &&
    lane.want.plan.connectionId !== lane.have.connectionId
  )
}

/** A plan's content as Catena would hold it under `connectionId`. */
export function onConnection(plan: Plan, connectionId: string): Plan {
  return plan.connectionId === connectionId ? plan : { ...plan, connectionId }
}
