import type { PossibleIds } from '../../../../../shared/model/status/sync-status.ts'
import type { RecordOf } from '../journal/journal-record.ts'
import { createOperation, updateOperation } from '../steps/build-write.ts'
import type { Lane, Operation, PhaseOf } from './lane.ts'
import { UNKNOWN_SEQ } from './lane-facts.ts'

/**
 * Records of a lane may have been lost, so a write without a record may be open. Before its next write these records
 * make it uncertain: a create may exist already, and an older update may still take effect after ours. Listings decide.
 * @returns nothing for a lane without lost records.
 */
export function uncertaintyBeforeWrite(lane: Lane, at: number): RecordOf<'UNCERTAIN'>[] {
  const why = lane.recordsUncertain
  if (why === undefined) return []
  const update = updateOperation(lane)
  return update === null
    ? uncertainRecords(createOperation(lane), possibleIdsOf(lane), why, at, lane.workflowId)
    : uncertainRecords(update, NO_POSSIBLE_IDS, why, at, lane.workflowId)
}

/** An update is looked for under the ids of its own workflow only. */
const NO_POSSIBLE_IDS: PossibleIds = { sourceIds: [], connectionIds: [] }

/**
 * Says that an operation may have been sent, under its own ids or any of these.
 * @returns nothing without a connection, because then it cannot have been sent.
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

/** The ids of both, each once. */
export function joinPossibleIds(a: PossibleIds, b: PossibleIds): PossibleIds {
  return {
    sourceIds: uniqueIds([...a.sourceIds, ...b.sourceIds]),
    connectionIds: uniqueIds([...a.connectionIds, ...b.connectionIds]),
  }
}

/** True for an update without a record. No listing can find it; a listing shows whether any update is open. */
export function isUnknownUpdate(operation: Operation): boolean {
  return operation.kind === 'update' && operation.seq === UNKNOWN_SEQ
}

/** The known ids, each once, in order. */
export function uniqueIds(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids)].filter((each): each is string => typeof each === 'string' && each !== '')
}
