import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'

/** The status of a workflow that is queued and was never tried, with `changes`. */
export function syncOf(workflowId: string, changes: Partial<WorkflowSync> = {}): WorkflowSync {
  return {
    workflowId,
    seq: 1,
    state: 'queued',
    change: 'create',
    sourceId: 'dp_INSTALL012_01J',
    operationId: null,
    resourceId: null,
    connectionId: null,
    reason: null,
    fieldErrors: [],
    attempts: 0,
    lastTryAt: null,
    nextTryAt: null,
    since: null,
    looks: [],
    duplicates: [],
    isEditWaiting: false,
    foreignStatus: null,
    isLookedFor: false,
    ...changes,
  }
}

/** The status of a workflow in `state`, with the ids of that state and `changes`. */
export function statusOf(
  workflowId: string,
  seq: number,
  state: WorkflowSync['state'],
  changes: Partial<WorkflowSync> = {},
): WorkflowSync {
  const isSent = !['queued', 'blocked', 'held', 'withdrawn'].includes(state)
  return syncOf(workflowId, {
    seq,
    state,
    sourceId: `src-${workflowId}`,
    operationId: isSent ? `op-${workflowId}-${seq}` : null,
    resourceId: state === 'done' ? `res-${workflowId}` : null,
    attempts: isSent ? 1 : 0,
    ...changes,
  })
}
