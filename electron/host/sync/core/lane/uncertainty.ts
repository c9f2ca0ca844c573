import type { PossibleIds } from '../../../../../shared/model/status/sync-status.ts'
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
    ? uncertainRecords(createOperation(lane), possibleIdsOf(lane), why, at, lane.workflowId)
    : uncertainRecords(update, NO_POSSIBLE_IDS, why, at, lane.workflowId)
}

/** An update is looked for under its workflow's own ids alone. */
const NO_POSSIBLE_IDS: PossibleIds = { sourceIds: [], connectionIds: [] }

/**
 * Says of an operation that it may have been sent, under its own or any of these ids. @returns nothing without a
 * connection: it cannot have been.
 */
export function uncertainRecords(
  operation: Operation,
  { sourceIds, connectionIds }: PossibleIds,
  why: RecordOf<'UNCERTAIN'>['why'],
  at: number,
  workflowId: string,
): RecordOf<'UNCERTAIN'>[] {
  const [connectionId, ...possibleConnectionIds] = uniqueIds([operation.connectionId, ...connectionIds])
  if (connectionId === undefined) return []
  return [
    {
      v: 2,
      at,
      workflowId,
      type: 'UNCERTAIN',
      operation: { ...operation, connectionId, seq: UNKNOWN_SEQ },
      possibleSourceIds: uniqueIds([operation.sourceId, ...sourceIds]),
      ...(possibleConnectionIds.length > 0 && { possibleConnectionIds }),
      why,
    },
  ]
}

/** The ids under which an uncertain operation is looked for. */
export function lookedFor({
  operation,
  possibleSourceIds,
  possibleConnectionIds = [],
}: PhaseOf<'uncertain'>): PossibleIds {
  return { sourceIds: possibleSourceIds, connectionIds: [operation.connectionId, ...possibleConnectionIds] }
}

/** The ids under which a lane without a workflow at Catena may have been sent, as far as the lane knows. */
export function possibleIdsOf({ sourceId, desired, possibleIds }: Lane): PossibleIds {
  return {
    sourceIds: uniqueIds([sourceId, desired.sourceId, ...(possibleIds?.sourceIds ?? [])]),
    connectionIds: uniqueIds([desired.plan.connectionId, ...(possibleIds?.connectionIds ?? [])]),
  }
}

/** Every id of both. */
export function joinPossibleIds(a: PossibleIds, b: PossibleIds): PossibleIds {
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
