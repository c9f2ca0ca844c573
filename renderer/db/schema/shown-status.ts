import type { SyncState, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { ELSEWHERE_SEQ, type RemoteVersion, type WorkflowRecord } from './records.ts'

/** What {@link shownStateOf} looks at. */
export type ShownParts = Pick<WorkflowRecord, 'plan' | 'seq' | 'hasUnqueuedEdit' | 'sync'> & {
  readonly droppedSeq?: number
  readonly remoteVersion?: RemoteVersion
  readonly deletedUnder?: NonNullable<WorkflowRecord['deletedUnder']>
}

/**
 * The one state of a workflow that the board shows and filters, from what this computer knows:
 * 1. never queued: `draft`, or `withdrawn` when it was cancelled before it was ever sent;
 * 2. a pending change that the host has not confirmed yet: `queued`, "On this computer";
 * 3. a newer edit saved as a draft: `draft`, but only over a settled state. A change that is uncertain, refused, failed
 *    or waiting keeps its own word: a draft on top must not hide that somebody has to look;
 * 4. deleted at the TSP, with nothing newer here: `withdrawn`;
 * 5. else what the host said last.
 */
export function shownStateOf(record: ShownParts): SyncState {
  const { sync } = record
  if (isPendingChangeUnacknowledged(record)) return 'queued'
  if (sync === null) return record.plan.status === 'CANCELLED' ? 'withdrawn' : 'draft'
  if (record.hasUnqueuedEdit && (sync.state === 'done' || sync.state === 'withdrawn')) return 'draft'
  if (shownRemoteVersion(record)?.deletedAt != null) return 'withdrawn'
  return sync.state
}

/** True for what nobody drives any more: withdrawn, or cancelled and the TSP has taken that. */
export function isNoLongerPlanned(record: {
  readonly shownState: SyncState
  readonly plan: Pick<WorkflowRecord['plan'], 'status'>
}): boolean {
  const { shownState, plan } = record
  return shownState === 'withdrawn' || (shownState === 'done' && plan.status === 'CANCELLED')
}

/**
 * What the host said of the newest pending change; `null` = nothing yet. What it said of an older one is no news of the plan that waits
 * now, except that there are duplicates.
 */
export function currentSync(workflow: Pick<ShownParts, 'seq' | 'droppedSeq' | 'sync'>): WorkflowSync | null {
  return isPendingChangeUnacknowledged(workflow) ? null : workflow.sync
}

/** True while a pending change waits that the host has not confirmed. One that undo dropped does not wait: the status before it stands. */
function isPendingChangeUnacknowledged({
  seq,
  sync,
  droppedSeq,
}: Pick<ShownParts, 'seq' | 'droppedSeq' | 'sync'>): boolean {
  return seq > Math.max(sync?.seq ?? 0, droppedSeq ?? 0)
}

/** True for a change of which only a person who looks at Catena can tell whether it is there. */
export function isToCheck(workflow: Pick<ShownParts, 'seq' | 'droppedSeq' | 'sync'>): boolean {
  return currentSync(workflow)?.toCheck !== undefined
}

/** The version of somebody else that a workflow shows; `null` when it shows what this desk planned. */
export function shownRemoteVersion(
  workflow: Pick<WorkflowRecord, 'seq' | 'remoteVersion'>,
): RemoteVersion | null {
  const { remoteVersion, seq } = workflow
  return remoteVersion?.seq === seq ? remoteVersion : null
}

/** True for a workflow that was made elsewhere, and that nobody has changed here. */
export function isMadeElsewhere(workflow: Pick<WorkflowRecord, 'seq' | 'origin'>): boolean {
  return workflow.origin?.kind === 'catena' && workflow.seq === ELSEWHERE_SEQ
}

/**
 * When the TSP deleted a workflow, ISO 8601 UTC; `null` = it did not, or a newer change of this desk waits of which that is
 * not known yet.
 */
export function deletedAtOf(
  workflow: Pick<WorkflowRecord, 'seq' | 'remoteVersion' | 'deletedUnder'>,
): string | null {
  const { seq, deletedUnder } = workflow
  const under = deletedUnder?.seq === seq ? deletedUnder.at : null
  return shownRemoteVersion(workflow)?.deletedAt ?? under
}
