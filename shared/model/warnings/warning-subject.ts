import type { Plan } from '../plan/workflow.ts'
import type { SyncState, WorkflowSync } from '../status/sync-status.ts'

/** A workflow as far as warnings need it; a stored record is one. */
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

/** Nobody needs to be warned of what is cancelled, done, or taken back. */
export function isStillPlanned({ plan, shownState }: WarningSubject): boolean {
  return plan.status !== 'CANCELLED' && plan.status !== 'COMPLETED' && shownState !== 'withdrawn'
}
