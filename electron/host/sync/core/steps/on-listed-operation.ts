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

/** What the journal keeps of an operation that was seen. */
export function seenOf(operation: WireOperation): RecordOf<'ACCEPTED'>['operation'] {
  return {
    id: operation.id,
    createdServer: wireTimeMs(operation.created_at),
    status: operation.status,
    resourceId: operation.resource_id ?? null,
  }
}

/** What an accepted lane learns from its own operation. `success` and `failed` end it, any other word is only shown. */
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

/** After a lost journal only the operation itself knows which version was sent. */
function baseFromPayload(lane: Lane, operation: Operation, seen: WireOperation, at: number): LaneRecord[] {
  if (operation.seq !== UNKNOWN_SEQ || operation.kind !== 'create') return []
  if (typeof seen.payload !== 'object' || seen.payload === null) return []
  const parsed = wireWorkflow.safeParse({ ...seen.payload, id: seen.id })
  if (!parsed.success || parsed.data.connection_id == null) return []
  const plan = theirsOf(parsed.data, unknownBase(lane.desired.plan))
  return plan === null ? [] : [{ v: 2, at, workflowId: lane.workflowId, type: 'BASE', plan }]
}

/**
 * What a listing says about an accepted create beyond its status: that it is listed at all, how far behind the listing
 * was, and whether there are duplicates. @param listed every listed operation, of whatever source id.
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

/** How far behind a listing was: from the operation's own creation to the last listing that lacked it. */
export function lagRecord(
  createdServer: number | null,
  lastMissServer: number | null,
  at: number,
): JournalRecord[] {
  if (createdServer === null || lastMissServer === null || lastMissServer <= createdServer) return []
  return [{ v: 2, at, type: 'LAG', ms: lastMissServer - createdServer }]
}

/** @param kept the connection of the one we keep. */
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

/** The connection of what was listed, for the journal: left out where it is `usual`. */
export function connectionOf(
  seen: Pick<WireOperation | WireWorkflow, 'connection_id'>,
  usual: string,
): { readonly connectionId?: string } {
  const { connection_id: connectionId } = seen
  return connectionId == null || connectionId === usual ? {} : { connectionId }
}

/**
 * Listed creates of a lane beyond those that it knows. One that made the very workflow that is kept is none: that was found
 * as a workflow, before its operation was listed.
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

/** By what the create of a lane must be recognised, wherever it is: the stops of one that is not known are a guess. */
export function sureIdentityOfCreate(
  lane: Lane,
  phase: PhaseOf<'uncertain' | 'accepted' | 'failed'>,
): Identity {
  const identity = identityOfCreate(lane, phase)
  return phase.operation.seq === UNKNOWN_SEQ ? { ...identity, stopIds: [] } : identity
}

/** By what the create of a lane is recognised. Of an operation that is not known the newest content counts as well. */
export function identityOfCreate(lane: Lane, phase: PhaseOf<'uncertain' | 'accepted' | 'failed'>): Identity {
  const { operation } = phase
  const sourceIds = phase.kind === 'uncertain' ? phase.possibleSourceIds : [operation.sourceId]
  return operation.seq === UNKNOWN_SEQ
    ? identityOf(sourceIds, operation.plan, lane.desired.plan)
    : identityOf(sourceIds, operation.plan)
}

/**
 * True when a listed update is the one that was sent: not one already accounted for, and with the content that was
 * sent. Another computer's update of the same workflow has other content. To take ours for absent, as where the payload
 * does not come back, is harmless: it is sent again with the same absolute values.
 */
export function isUpdateOf(seen: WireOperation, lane: Lane, operation: Operation): boolean {
  if (!isUpdateOfWorkflow(seen, operation) || lane.knownOperationIds.includes(seen.id)) return false
  const created = wireTimeMs(seen.created_at)
  const since = operation.triedServer ?? lane.firstTryServer
  if (created !== null && since !== null && created < since - UPDATE_SLACK_MS) return false
  return hasSentContent(seen.payload, operation)
}

/** True for an open update of the same workflow that does not say what it changes: it may be ours [N4]. */
export function isPerhapsOpenUpdate(seen: WireOperation, lane: Lane, operation: Operation): boolean {
  return (
    isOpenUpdateOf(seen, operation) && !isReadable(seen.payload) && !lane.knownOperationIds.includes(seen.id)
  )
}

function isReadable(payload: unknown): payload is object {
  return typeof payload === 'object' && payload !== null
}

/** True for an update of the same workflow that has not ended, whoever made it and whatever it says. */
export function isOpenUpdateOf(seen: WireOperation, operation: Operation): boolean {
  return isUpdateOfWorkflow(seen, operation) && seen.status !== 'success' && seen.status !== 'failed'
}

/**
 * True for an update of the same workflow, whoever made it, whatever it says and however it ended. It is recognised by its
 * resource id [N2]; one that leaves that out, by its source id.
 */
export function isUpdateOfWorkflow(seen: WireOperation, operation: Operation): boolean {
  if (!isOfKind(seen, 'update')) return false
  if (seen.resource_id != null) return seen.resource_id === operation.resourceId
  return seen.source_id === operation.sourceId
}

const WORKFLOW_FIELDS: readonly string[] = [...Object.values(PLAN_WIRE_NAMES), 'stops']

/**
 * An update that is older than our try by more than this is an earlier one, with the same content perhaps. Catena's
 * clocks differ by seconds; to take ours for absent is harmless.
 */
const UPDATE_SLACK_MS = 60_000

function hasSentContent(payload: unknown, operation: Operation): boolean {
  if (!isReadable(payload)) return false
  const held = new Map(Object.entries(withExternalIds({ ...payload }, operation.plan.assigneeIds)))
  const body = bodyOf(operation)
  if (body === null) return false
  // A field that was emptied may be left out of the payload, and one that was not sent may stand in it as empty; but
  // where both are so, it empties another field.
  const said = new Set(Object.keys(body).filter((name) => Reflect.get(body, name) !== undefined))
  const others = WORKFLOW_FIELDS.filter((name) => held.has(name) && !said.has(name))
  if (others.some((name) => held.get(name) != null)) return false
  if (others.length > 0 && Object.keys(body).some((name) => !held.has(name))) return false
  const sent = Object.entries(body)
  const isSaid = ([name, value]: [string, unknown]) => isSameWireValue(held.get(name), value)
  // A payload may lack fields that Catena's read model does not have [open]. One that lacks another field did not say it:
  // it is of somebody who changed fewer fields, to the same values perhaps.
  const hasMatch = sent.some((each) => each[0] !== 'connection_id' && each[1] != null && isSaid(each))
  const isLeftOut = (name: string) => hasMatch && !held.has(name) && NOT_IN_READ_MODEL.has(name)
  // A payload that says nothing but its connection may be of an update whose only field Catena leaves out.
  const isSilent = !sent.some(([name]) => name !== 'connection_id' && held.has(name))
  return !isSilent && sent.every((each) => isSaid(each) || isLeftOut(each[0]))
}
