import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'

/** What the host says of a workflow: queued and never tried, with `changes` on top. */
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
