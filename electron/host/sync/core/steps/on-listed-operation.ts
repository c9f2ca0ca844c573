import { PLAN_WIRE_NAMES } from '../../../../../shared/model/plan/plan-fields.ts'
import { withExternalIds } from '../../../../catena/assignee-on-wire.ts'
import { type WireOperation, type WireWorkflow, wireWorkflow } from '../../../../catena/wire.ts'
import {
  type Identity,
  identityOf,
  isOfKind,
  isSameWireValue,
  recogniseCreate,
} from '../evidence/recognise.ts'
import type { JournalRecord, LaneRecord, RecordOf } from '../journal/journal-record.ts'
import type { Lane, Operation, PhaseOf } from '../lane/lane.ts'
import { isWithoutEffect, UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import { wireTimeMs } from '../time/wire-time.ts'
import { bodyOf } from './build-write.ts'
import { NOT_IN_READ_MODEL, theirsOf, unknownBase } from './remote-version.ts'

/** What the journal keeps of an operation. */
export function seenOf(operation: WireOperation): RecordOf<'ACCEPTED'>['operation'] {
  return {
    id: operation.id,
    createdServer: wireTimeMs(operation.created_at),
    status: operation.status,
    resourceId: operation.resource_id ?? null,
  }
}

/** What an accepted lane learns from its operation. `success` and `failed` end it; any other status is only shown. */
export function onOperation(
  lane: Lane,
  seen: WireOperation,
  at: number,
  server: number | null,
): LaneRecord[] {
  const { phase, workflowId } = lane
  if (phase.kind !== 'accepted' || phase.operationId !== seen.id) return []
  const head = { v: 2, at, workflowId } as const
  if (seen.status === 'success') {
    const resourceId = seen.resource_id ?? phase.operation.resourceId
    if (resourceId !== null) {
      return [
        { ...head, type: 'DONE', resourceId, server },
        ...baseFromPayload(lane, phase.operation, seen, at),
      ]
    }
  }
  if (seen.status === 'failed') {
    const log = lastFailure(seen)
    const errorType = log?.error_type ?? null
    return [
      {
        ...head,
        type: 'FAILED',
        operationId: seen.id,
        errorType,
        message: log?.error_details ?? null,
        isTerminal: phase.operation.kind === 'update' || isWithoutEffect(errorType),
        server,
      },
    ]
  }
  return seen.status === phase.status ? [] : [{ ...head, type: 'PENDING', status: seen.status }]
}

function lastFailure(seen: WireOperation) {
  return seen.logs?.findLast((each) => each.status === 'failed' || each.error_type != null)
}

/** After a lost journal only the operation's payload tells which version was sent. */
function baseFromPayload(lane: Lane, operation: Operation, seen: WireOperation, at: number): LaneRecord[] {
  if (operation.seq !== UNKNOWN_SEQ || operation.kind !== 'create') return []
  if (typeof seen.payload !== 'object' || seen.payload === null) return []
  const parsed = wireWorkflow.safeParse({ ...seen.payload, id: seen.id })
  if (!parsed.success || parsed.data.connection_id == null) return []
  const plan = theirsOf(parsed.data, unknownBase(lane.desired.plan))
  return plan === null ? [] : [{ v: 2, at, workflowId: lane.workflowId, type: 'BASE', plan }]
}

/**
 * What a listing tells about an accepted create besides its status: that it is listed, how far the listing was behind,
 * and whether there are duplicates.
 * @param listed every listed operation, with any source id.
 */
export function onListed(
  lane: Lane,
  listed: readonly WireOperation[],
  at: number,
  lastMissServer: number | null,
): JournalRecord[] {
  const { phase, workflowId } = lane
  if (phase.kind !== 'accepted' || !listed.some((each) => each.id === phase.operationId)) return []
  const records: JournalRecord[] = []
  if (!phase.isListed) {
    records.push({ v: 2, at, workflowId, type: 'LISTED' })
    records.push(...lagRecord(phase.createdServer, lastMissServer, at))
  }
  if (phase.operation.kind === 'create') {
    const identity = identityOfCreate(lane, phase)
    const others = duplicatesIn(lane, listed, identity)
    if (others.length > 0) {
      records.push(duplicateRecord(workflowId, others, phase.operation.connectionId, at))
    }
  }
  return records
}

/** How far a listing was behind: from the creation of the operation to the last listing that lacked it. */
export function lagRecord(
  createdServer: number | null,
  lastMissServer: number | null,
  at: number,
): JournalRecord[] {
  if (createdServer === null || lastMissServer === null || lastMissServer <= createdServer) return []
  return [{ v: 2, at, type: 'LAG', ms: lastMissServer - createdServer }]
}

/** @param kept the connection of the kept workflow. */
export function duplicateRecord(
  workflowId: string,
  others: readonly WireOperation[],
  kept: string,
  at: number,
): LaneRecord {
  const duplicates = others.map((each) => ({
    operationId: each.id,
    resourceId: each.resource_id ?? null,
    ...connectionOf(each, kept),
  }))
  return { v: 2, at, workflowId, type: 'DUPLICATE', duplicates }
}

/** The connection of a listed item, for the journal: left out when it is `usual`. */
export function connectionOf(
  seen: Pick<WireOperation | WireWorkflow, 'connection_id'>,
  usual: string,
): { readonly connectionId?: string } {
  const { connection_id: connectionId } = seen
  return connectionId == null || connectionId === usual ? {} : { connectionId }
}

/**
 * The listed creates of a lane that it does not know. A create that made the kept workflow is not one of them: then the
 * workflow was found before its operation was listed.
 */
export function duplicatesIn(
  lane: Lane,
  listed: readonly WireOperation[],
  identity: Identity,
): WireOperation[] {
  return listed.filter(
    (each) =>
      !lane.knownOperationIds.includes(each.id) &&
      (lane.remote === null || each.resource_id !== lane.remote.resourceId) &&
      recogniseCreate(each, identity).kind === 'ours',
  )
}

/**
 * The ids by which the lane's create must be recognisable on any connection. Of a create without a record, the stops
 * are not known.
 */
export function sureIdentityOfCreate(
  lane: Lane,
  phase: PhaseOf<'uncertain' | 'accepted' | 'failed'>,
): Identity {
  const identity = identityOfCreate(lane, phase)
  return phase.operation.seq === UNKNOWN_SEQ ? { ...identity, stopIds: [] } : identity
}

/**
 * The ids by which the lane's create is recognised. For a create without a record, the newest content counts as well.
 */
export function identityOfCreate(lane: Lane, phase: PhaseOf<'uncertain' | 'accepted' | 'failed'>): Identity {
  const { operation } = phase
  const sourceIds = phase.kind === 'uncertain' ? phase.possibleSourceIds : [operation.sourceId]
  return operation.seq === UNKNOWN_SEQ
    ? identityOf(sourceIds, operation.plan, lane.desired.plan)
    : identityOf(sourceIds, operation.plan)
}

/**
 * True when a listed update is the one that was sent: it is not known yet, and has the content that was sent. An update
 * of another computer has other content. When ours is not recognised, as where no payload comes back, it is sent again
 * with the same absolute values, which is harmless.
 */
export function isUpdateOf(seen: WireOperation, lane: Lane, operation: Operation): boolean {
  if (!isUpdateOfWorkflow(seen, operation) || lane.knownOperationIds.includes(seen.id)) return false
  const created = wireTimeMs(seen.created_at)
  const since = operation.triedServer ?? lane.firstTryServer
  if (created !== null && since !== null && created < since - UPDATE_SLACK_MS) return false
  return hasSentContent(seen.payload, operation)
}

/** True for an open update of the same workflow that does not tell what it changes: it may be ours [N4]. */
export function isPerhapsOpenUpdate(seen: WireOperation, lane: Lane, operation: Operation): boolean {
  return (
    isOpenUpdateOf(seen, operation) && !isReadable(seen.payload) && !lane.knownOperationIds.includes(seen.id)
  )
}

function isReadable(payload: unknown): payload is object {
  return typeof payload === 'object' && payload !== null
}

/** True for an update of the same workflow, by anybody and with any content, that has not ended. */
export function isOpenUpdateOf(seen: WireOperation, operation: Operation): boolean {
  return isUpdateOfWorkflow(seen, operation) && seen.status !== 'success' && seen.status !== 'failed'
}

/**
 * True for an update of the same workflow, by anybody, with any content and any end. It is recognised by its resource
 * id [N2], or by its source id when it has no resource id.
 */
export function isUpdateOfWorkflow(seen: WireOperation, operation: Operation): boolean {
  if (!isOfKind(seen, 'update')) return false
  if (seen.resource_id != null) return seen.resource_id === operation.resourceId
  return seen.source_id === operation.sourceId
}

const WORKFLOW_FIELDS: readonly string[] = [...Object.values(PLAN_WIRE_NAMES), 'stops']

/** An update that is older than our try by more than this is an earlier one. Catena's clocks differ by seconds. */
const UPDATE_SLACK_MS = 60_000

function hasSentContent(payload: unknown, operation: Operation): boolean {
  if (!isReadable(payload)) return false
  const held = new Map(Object.entries(withExternalIds({ ...payload }, operation.plan.assigneeIds)))
  const body = bodyOf(operation)
  if (body === null) return false
  // The payload may leave out a field that was emptied, and may hold an empty field that was not sent. When both
  // happen, the update empties another field.
  const said = new Set(Object.keys(body).filter((name) => Reflect.get(body, name) !== undefined))
  const others = WORKFLOW_FIELDS.filter((name) => held.has(name) && !said.has(name))
  if (others.some((name) => held.get(name) != null)) return false
  if (others.length > 0 && Object.keys(body).some((name) => !held.has(name))) return false
  const sent = Object.entries(body)
  const isSaid = ([name, value]: [string, unknown]) => isSameWireValue(held.get(name), value)
  // The payload may lack fields that are not in Catena's read model [open]. A payload that lacks another field is of an
  // update that changed fewer fields, perhaps to the same values.
  const hasMatch = sent.some((each) => each[0] !== 'connection_id' && each[1] != null && isSaid(each))
  const isLeftOut = (name: string) => hasMatch && !held.has(name) && NOT_IN_READ_MODEL.has(name)
  // A payload that says nothing but its connection may be of an update whose only field Catena leaves out.
  const isSilent = !sent.some(([name]) => name !== 'connection_id' && held.has(name))
  return !isSilent && sent.every((each) => isSaid(each) || isLeftOut(each[0]))
}
