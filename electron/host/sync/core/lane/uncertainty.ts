import type { Strays } from '../../../../../shared/model/status/sync-status.ts'
import type { RecordOf } from '../journal/journal-record.ts'
import { createOperation, updateOperation } from '../steps/build-write.ts'
import type { Lane, Operation, PhaseOf } from './lane.ts'
import { UNKNOWN_SEQ } from './lane-facts.ts'

/**
 * A lane of which records may have been lost could have a write open that nothing here tells of. These say so before its
 * next write: of a create that the workflow may be there already, of an update that an older one may still take effect
 * after ours. Listings settle it. @returns nothing for a lane whose journal is whole.
 */
export function uncertaintyBeforeWrite(lane: Lane, at: number): RecordOf<'UNCERTAIN'>[] {
  const why = lane.recordsUncertain
  if (why === undefined) return []
  const update = updateOperation(lane)
  return update === null
    ? uncertainRecords(createOperation(lane), straysOf(lane), why, at, lane.workflowId)
    : uncertainRecords(update, NO_STRAYS, why, at, lane.workflowId)
}

/** An update is looked for under its workflow's own ids alone. */
const NO_STRAYS: Strays = { sourceIds: [], connectionIds: [] }

/**
 * Says of an operation that it may have been sent, under its own or any of these ids. @returns nothing without a
 * connection: it cannot have been.
 */
export function uncertainRecords(
  operation: Operation,
  { sourceIds, connectionIds }: Strays,
  why: RecordOf<'UNCERTAIN'>['why'],
  at: number,
  workflowId: string,
): RecordOf<'UNCERTAIN'>[] {
  const [connectionId, ...elsewhere] = uniqueIds([operation.connectionId, ...connectionIds])
  if (connectionId === undefined) return []
  return [
    {
      v: 1,
      at,
      workflowId,
      type: 'UNCERTAIN',
      operation: { ...operation, connectionId, seq: UNKNOWN_SEQ },
      candidates: uniqueIds([operation.sourceId, ...sourceIds]),
      ...(elsewhere.length > 0 && { elsewhere }),
      why,
    },
  ]
}

/** The ids under which an uncertain operation is looked for. */
export function lookedFor({ operation, candidates, elsewhere = [] }: PhaseOf<'uncertain'>): Strays {
  return { sourceIds: candidates, connectionIds: [operation.connectionId, ...elsewhere] }
}

/** The ids under which a lane without a workflow at Catena may have been sent, as far as the lane knows. */
export function straysOf({ sourceId, desired, strays }: Lane): Strays {
  return {
    sourceIds: uniqueIds([sourceId, desired.sourceId, ...(strays?.sourceIds ?? [])]),
    connectionIds: uniqueIds([desired.plan.connectionId, ...(strays?.connectionIds ?? [])]),
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
