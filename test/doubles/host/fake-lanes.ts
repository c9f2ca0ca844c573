import type { SubmittedChange, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { statusOf } from './workflow-sync.ts'

/** One lane as the fake host's journal holds it. */
export interface FakeLane {
  entry: SubmittedChange
  status: WorkflowSync
}

/** The status of a pending change: of a workflow's first, `before` is undefined. */
export type StatusOfChange = (
  entry: SubmittedChange,
  before: WorkflowSync | undefined,
  isForeign: boolean,
) => WorkflowSync

/**
 * The lanes of a fake host. Like the journal's they are idempotent on workflow and `seq`.
 * @param statusOfChange what the host says of a pending change that it takes.
 */
export function createFakeLanes(statusOfChange: StatusOfChange) {
  const lanes = new Map<string, FakeLane>()
  return {
    lanes,
    /** @returns the status when the pending change is a newer one, else null. */
    take(entry: SubmittedChange, isForeign: boolean): WorkflowSync | null {
      const lane = lanes.get(entry.workflowId)
      if (lane !== undefined && lane.entry.seq >= entry.seq) return null
      const status = statusOfChange(entry, lane?.status, isForeign)
      lanes.set(entry.workflowId, { entry, status })
      return status
    },
    /** The lanes after the id `after`, in the order of their ids, and the `after` of the next page. */
    page<T>(after: string | null, pick: (lane: FakeLane) => T): { items: T[]; next: string | null } {
      const ids = [...lanes.keys()].sort().filter((id) => after === null || id > after)
      const items = ids.slice(0, PAGE_SIZE).flatMap((id) => {
        const lane = lanes.get(id)
        return lane === undefined ? [] : [pick(lane)]
      })
      return { items, next: ids.length > PAGE_SIZE ? (ids[PAGE_SIZE - 1] ?? null) : null }
    },
    /** Changes the status of a lane, unless it is of an older pending change. */
    setStatus(status: WorkflowSync): void {
      const lane = lanes.get(status.workflowId)
      if (lane !== undefined && lane.entry.seq <= status.seq) lane.status = status
    },
  }
}

/** Small, so that tests meet more than one page. */
const PAGE_SIZE = 2

/** What the real host says of a pending change while nothing is sent. */
export function realStatusOf(
  entry: SubmittedChange,
  before: WorkflowSync | undefined,
  isForeign: boolean,
): WorkflowSync {
  return before === undefined ? firstStatus(entry, isForeign) : nextStatus(before, entry)
}

/** What the host says of the first pending change it hears of a workflow. */
function firstStatus(entry: SubmittedChange, isForeign: boolean): WorkflowSync {
  const { workflowId, seq, known, intent } = entry
  const change = intent === 'cancel' ? 'cancel' : 'create'
  const sourceId = known?.sourceId ?? entry.sourceId
  if (known != null && known.resourceId !== null) {
    const { resourceId } = known
    const waits = { change: intent === 'cancel' ? 'cancel' : 'update', resourceId, sourceId } as const
    const isTerminal = known.state === 'done' && known.seq === seq && !isForeign
    return statusOf(workflowId, seq, isTerminal ? 'queued' : 'uncertain', waits)
  }
  if (known != null && known.operationId !== null) {
    return statusOf(workflowId, seq, 'accepted', { operationId: known.operationId, sourceId, change })
  }
  if ((entry.wasSubmitted || isForeign) && entry.plan.connectionId !== null) {
    const reason = { code: isForeign ? 'clonedProfile' : 'journalLost', detail: null } as const
    return statusOf(workflowId, seq, 'uncertain', {
      reason,
      sourceId,
      change,
      operationId: null,
      attempts: 0,
    })
  }
  return unsentStatus(entry)
}

/** A pending change that cannot have been sent. */
function unsentStatus({ workflowId, seq, intent, plan, sourceId }: SubmittedChange): WorkflowSync {
  if (intent === 'cancel') return statusOf(workflowId, seq, 'withdrawn', { change: 'cancel', sourceId })
  if (plan.connectionId !== null) return statusOf(workflowId, seq, 'queued', { change: 'create', sourceId })
  const fieldErrors = [{ path: ['connectionId'], message: 'Choose the connection' }]
  return statusOf(workflowId, seq, 'rejected', { fieldErrors, sourceId, operationId: null, attempts: 0 })
}

/** What the host says once a newer pending change replaces the one before. */
function nextStatus(before: WorkflowSync, entry: SubmittedChange): WorkflowSync {
  const { workflowId, seq, intent } = entry
  if (['sending', 'uncertain', 'accepted'].includes(before.state))
    return { ...before, seq, isEditWaiting: true }
  if (before.attempts === 0 && before.resourceId === null) {
    const isNew = before.state === 'withdrawn' || before.state === 'draft'
    return unsentStatus(isNew ? entry : { ...entry, sourceId: before.sourceId ?? entry.sourceId })
  }
  const { resourceId, sourceId, attempts } = before
  const change = intent === 'cancel' ? 'cancel' : resourceId === null ? 'create' : 'update'
  return statusOf(workflowId, seq, 'queued', { change, resourceId, sourceId, attempts })
}
