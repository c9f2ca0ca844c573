import type { Plan } from '../plan/workflow.ts'
import type { SyncState, WorkflowSync } from '../status/sync-status.ts'

/** The part of a stored workflow record that warnings need. */
export interface WarningSubject {
  readonly id: string
  readonly plan: Plan
  readonly shownState: SyncState
  readonly sync: Pick<WorkflowSync, 'resourceId'> | null
}

/** True for a driver or vehicle that is not assigned. */
export function isNobody(sourceId: string | null): sourceId is null | '' {
  return sourceId === null || sourceId === ''
}

/** True for a workflow that can still be driven: not cancelled, completed or withdrawn. */
export function isStillPlanned({ plan, shownState }: WarningSubject): boolean {
  return plan.status !== 'CANCELLED' && plan.status !== 'COMPLETED' && shownState !== 'withdrawn'
}
