import type { Strays } from '../model/sync-status.ts'
import type { LaneRecord, RecordOf } from './journal-record.ts'
import type { Lane, Operation, PhaseOf } from './lane.ts'
import { UNKNOWN_SEQ } from './lane-facts.ts'
import { createOperation, updateOperation } from './target.ts'

/**
 * A lane of which records may have been lost could have a write open that nothing here tells of. These say so before its
 * next write: of a create that the workflow may be there already, of an update that an older one may still take effect
 * after ours. Listings settle it. @returns nothing for a lane whose journal is whole.
 */
export function unsettledRecords(lane: Lane, at: number): LaneRecord[] {
  const why = lane.unsettled
  if (why === undefined) return []
  const operation = updateOperation(lane)
  const head = { v: 1, at, workflowId: lane.workflowId } as const
  if (operation !== null) {
    const candidates = [lane.sourceId]
    return [{ ...head, type: 'UNCERTAIN', operation: { ...operation, seq: UNKNOWN_SEQ }, candidates, why }]
  }
  const record = uncertainCreate(createOperation(lane), straysOf(lane), why, at, lane.workflowId)
  return record === null ? [] : [record]
}

/**
 * Says of a create that it may have been made, under any of these ids. @returns `null` without a connection: it cannot
 * have been sent.
 */
export function uncertainCreate(
  create: Operation,
  { sourceIds, connectionIds }: Strays,
  why: RecordOf<'UNCERTAIN'>['why'],
  at: number,
  workflowId: string,
): RecordOf<'UNCERTAIN'> | null {
  const [connectionId, ...elsewhere] = uniqueIds([create.connectionId, ...connectionIds])
  if (connectionId === undefined) return null
  return {
    v: 1,
    at,
    workflowId,
    type: 'UNCERTAIN',
    operation: { ...create, connectionId, seq: UNKNOWN_SEQ },
    candidates: uniqueIds([create.sourceId, ...sourceIds]),
    ...(elsewhere.length > 0 && { elsewhere }),
    why,
  }
}

/** The ids under which an uncertain operation is looked for. */
export function lookedFor({ operation, candidates, elsewhere = [] }: PhaseOf<'ambiguous'>): Strays {
  return { sourceIds: candidates, connectionIds: [operation.connectionId, ...elsewhere] }
}

/** The ids under which a lane without a workflow at Catena may have been sent, as far as the lane knows. */
export function straysOf({ sourceId, want, strays }: Lane): Strays {
  return {
    sourceIds: uniqueIds([sourceId, want.sourceId, ...(strays?.sourceIds ?? [])]),
    connectionIds: uniqueIds([want.plan.connectionId, ...(strays?.connectionIds ?? [])]),
  }
}

/** Every id of both. */
export function bothStrays(a: Strays, b: Strays): Strays {
  return {
    sourceIds: uniqueIds([...a.sourceIds, ...b.sourceIds]),
    connectionIds: uniqueIds([...a.connectionIds, ...b.connectionIds]),
  }
}

/** True for an update of which only is known that it may have been sent: none is looked for, but that none is open. */
export function isUnknownUpdate(operation: Operation): boolean {
  return operation.kind === 'update' && operation.seq === UNKNOWN_SEQ
}

/** Each id once, in order, without those that are not known. */
export function uniqueIds(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids)].filter((each): each is string => typeof each === 'string' && each !== '')
}
