import { withExternalIds } from '../catena/crew-on-wire.ts'
import { PLAN_WIRE_NAMES } from '../catena/field-names.ts'
import { type WireOperation, type WireWorkflow, wireWorkflow } from '../catena/wire.ts'
import { hashValue } from './hash.ts'
import type { JournalRecord, LaneRecord, RecordOf } from './journal-record.ts'
import type { Lane, Operation } from './lane.ts'
import { isWithoutEffect, UNKNOWN_SEQ } from './lane-facts.ts'
import { theirsOf, unknownBase } from './patch.ts'
import { bodyOf } from './target.ts'
import { wireTimeMs } from './wire-time.ts'

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
  const head = { v: 1, at, workflowId } as const
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
        isSettled: phase.operation.kind === 'update' || isWithoutEffect(errorType),
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
  const plan = theirsOf(parsed.data, unknownBase(lane.want.plan))
  return plan === null ? [] : [{ v: 1, at, workflowId: lane.workflowId, type: 'BASE', plan }]
}

/**
 * What a listing says about an accepted create beyond its status: that it is listed at all, how far behind the listing
 * was, and whether there are twins. @param listed every listed operation, of whatever source id.
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
    records.push({ v: 1, at, workflowId, type: 'LISTED' })
    records.push(...lagRecord(phase.createdServer, lastMissServer, at))
  }
  if (phase.operation.kind === 'create') {
    const same = listed.filter((each) => isCreateOf(each, [phase.operation.sourceId]))
    const others = same.filter((each) => !lane.knownOperationIds.includes(each.id))
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
  return [{ v: 1, at, type: 'LAG', ms: lastMissServer - createdServer }]
}

/** @param kept the connection of the one we keep. */
export function duplicateRecord(
  workflowId: string,
  others: readonly WireOperation[],
  kept: string,
  at: number,
): LaneRecord {
  const twins = others.map((each) => ({
    operationId: each.id,
    resourceId: each.resource_id ?? null,
    ...connectionOf(each, kept),
  }))
  return { v: 1, at, workflowId, type: 'DUPLICATE', twins }
}

/** The connection of what was listed, for the journal: left out where it is `usual`. */
export function connectionOf(
  seen: Pick<WireOperation | WireWorkflow, 'connection_id'>,
  usual: string,
): { readonly connectionId?: string } {
  const { connection_id: connectionId } = seen
  return connectionId == null || connectionId === usual ? {} : { connectionId }
}

/** The filters of the listing, checked again on our side. */
export function isCreateOf(seen: WireOperation, sourceIds: readonly string[]): boolean {
  return isOf(seen, 'create') && seen.source_id != null && sourceIds.includes(seen.source_id)
}

function isOf(seen: WireOperation, kind: 'create' | 'update'): boolean {
  if (seen.resource != null && seen.resource !== 'workflow') return false
  return seen.operation_type == null || seen.operation_type === kind
}

/**
 * True when a listed update is the one that was sent: not one already accounted for, and with the content that was
 * sent. Another computer's update of the same workflow has other content. To take ours for absent is harmless:
 * it is sent again with the same absolute values.
 */
export function isUpdateOf(seen: WireOperation, lane: Lane, operation: Operation): boolean {
  if (!isUpdateOfWorkflow(seen, operation) || lane.knownOperationIds.includes(seen.id)) return false
  const created = wireTimeMs(seen.created_at)
  if (created !== null && lane.firstTryServer !== null && created < lane.firstTryServer - UPDATE_SLACK_MS) {
    return false
  }
  return hasSentContent(seen.payload, operation)
}

/** True for an update of the same workflow that has not ended, whoever made it and whatever it says. */
export function isOpenUpdateOf(seen: WireOperation, operation: Operation): boolean {
  return isUpdateOfWorkflow(seen, operation) && seen.status !== 'success' && seen.status !== 'failed'
}

/** True for an update of the same workflow, whoever made it, whatever it says and however it ended. */
export function isUpdateOfWorkflow(seen: WireOperation, operation: Operation): boolean {
  if (!isOf(seen, 'update') || seen.source_id !== operation.sourceId) return false
  return seen.resource_id == null || seen.resource_id === operation.resourceId
}

const WORKFLOW_FIELDS = [...Object.values(PLAN_WIRE_NAMES), 'stops'] as const

/** Clocks behind one `Date` header differ by less than this; an update older than that is an earlier one. */
const UPDATE_SLACK_MS = 900_000

function hasSentContent(payload: unknown, operation: Operation): boolean {
  if (typeof payload !== 'object' || payload === null) return true // nothing to compare: the rest must do
  const held = new Map(Object.entries(withExternalIds({ ...payload }, operation.plan.crewIds)))
  const body = bodyOf(operation)
  if (body === null) return false
  // A field that was emptied may be left out of the payload, and one that was not sent may stand in it as empty; but
  // where both are so, it empties another field.
  const others = WORKFLOW_FIELDS.filter((name) => held.has(name) && body[name] === undefined)
  if (others.some((name) => held.get(name) != null)) return false
  if (others.length > 0 && Object.keys(body).some((name) => !held.has(name))) return false
  return Object.entries(body).every(([name, value]) => isSameWireValue(held.get(name), value))
}

function isSameWireValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string' && a !== b) {
    const ms = wireTimeMs(a)
    return ms !== null && ms === wireTimeMs(b)
  }
  return hashValue(a) === hashValue(b)
}

/** A live workflow under one of the source ids. */
export function isWorkflowOf(seen: WireWorkflow, sourceIds: readonly string[]): boolean {
  return seen.deleted_at == null && seen.source_id != null && sourceIds.includes(seen.source_id)
}
