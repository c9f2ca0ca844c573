import type { LaneRecord } from './journal-record.ts'
import type { Lane, Operation } from './lane.ts'
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
  const operation = updateOperation(lane) ?? createOperation(lane)
  if (operation.connectionId === '') return [] // without a connection it cannot have been sent
  return [
    {
      v: 1,
      at,
      workflowId: lane.workflowId,
      type: 'UNCERTAIN',
      operation: { ...operation, seq: UNKNOWN_SEQ },
      candidates: operation.kind === 'create' ? unique([lane.sourceId, lane.want.sourceId]) : [lane.sourceId],
      why,
    },
  ]
}

/** True for an update of which only is known that it may have been sent: none is looked for, but that none is open. */
export function isUnknownUpdate(operation: Operation): boolean {
  return operation.kind === 'update' && operation.seq === UNKNOWN_SEQ
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
