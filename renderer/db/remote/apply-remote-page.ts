import { diffPlans } from '../../../shared/model/plan/plan-diff.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { RemoteWorkflow } from '../../../shared/model/remote-workflow.ts'
import { remoteWorkflowId } from '../../../shared/model/remote-workflow.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { departsAtMsOf } from '../commands/apply-edit.ts'
import type { HistoryLine } from '../schema/history-record.ts'
import { ELSEWHERE_SEQ, type RemoteVersion, type WorkflowRecord } from '../schema/records.ts'
import { deletedAtOf, isMadeElsewhere, shownStateOf } from '../schema/shown-status.ts'
import type { SyncContent } from '../sync/sync-store.ts'
import type { RemoteStore } from './remote-store.ts'

/** What one page of Catena's list changed here. */
export interface AppliedRemotePage {
  readonly added: number
  readonly changed: number
}

interface ApplyContext {
  readonly nowMs: number
  readonly mintId: () => string
}

/**
 * Puts what Catena lists into the database: what was made elsewhere, and what was changed elsewhere. A workflow with a
 * change of this desk on its way is left alone, as is what Catena shows older than it is known [L5]. Absence changes
 * nothing [L4]. A row that was taken for made elsewhere, and that this desk made, is removed unless it was edited.
 */
export async function applyRemotePage(
  store: RemoteStore,
  workflows: readonly RemoteWorkflow[],
  context: ApplyContext,
): Promise<AppliedRemotePage> {
  if (workflows.length === 0) return { added: 0, changed: 0 }
  const strangers = workflows.filter((each) => each.workflowId === null)
  const owners = await store.readOwners(strangers.map((each) => each.resourceId))
  const ids = workflows.flatMap((each) => idsOf(each, owners))
  return store.update(
    [...new Set(ids)],
    (content) => {
      const next = workflows.flatMap((each) => nextOf(each, { ...content, owners, context }))
      const added = next.filter((each) => each.record.rev === 1).length
      return {
        records: next.map((each) => each.record),
        history: next.flatMap((each) => each.history ?? []),
        result: { added, changed: next.length - added },
      }
    },
    { durability: 'relaxed', hasHistory: true },
  )
}

/** The ids under which one listed workflow may stand here. */
function idsOf(
  { workflowId, resourceId }: RemoteWorkflow,
  owners: ReadonlyMap<string, string>,
): readonly string[] {
  const ownId = workflowId ?? owners.get(resourceId)
  return [remoteWorkflowId(resourceId), ...(ownId === undefined ? [] : [ownId])]
}

interface Here extends SyncContent {
  readonly owners: ReadonlyMap<string, string>
  readonly context: ApplyContext
}

/** What one listed workflow changes here: nothing, or one row. */
function nextOf(remote: RemoteWorkflow, here: Here): readonly Next[] {
  const { records, pendingChanges, owners, context } = here
  const { workflowId, resourceId, settledSeq } = remote
  const elsewhere = records.get(remoteWorkflowId(resourceId))
  const ownId = workflowId ?? owners.get(resourceId)
  const own = ownId === undefined ? undefined : records.get(ownId)
  const isTwin = own !== undefined && own.id !== elsewhere?.id
  if (isTwin && elsewhere !== undefined && isUntouched(elsewhere)) {
    return [{ record: removed(elsewhere, context), history: null }]
  }
  // What the host does not know as ours is no version of a row that this desk made; what is not settled there is read by the
  // host itself, before it writes.
  if (workflowId === null && isTwin) return []
  const record = workflowId === null ? elsewhere : own
  if (record !== undefined && pendingChanges.has(record.id)) return []
  if (workflowId !== null && settledSeq === null) {
    return record === undefined || !isRefused(record) ? [] : deletedUnder(record, remote, context)
  }
  const next = record === undefined ? newRow(remote, context) : changedRow(record, remote, context)
  return next === null ? [] : [next]
}

/** True for a row that was made elsewhere and of which nobody here has edited anything. */
function isUntouched(record: WorkflowRecord): boolean {
  return isMadeElsewhere(record) && !record.hasUnqueuedEdit && !record.isRemoved
}

function removed(record: WorkflowRecord, { nowMs }: ApplyContext): WorkflowRecord {
  return { ...record, isRemoved: true, rev: record.rev + 1, updatedAtMs: nowMs }
}

interface Next {
  readonly record: WorkflowRecord
  readonly history: HistoryLine | null
}

/** @returns `null` for what is over, and for a workflow that is or may be of this desk, which is not made anew. */
function newRow(remote: RemoteWorkflow, { nowMs }: ApplyContext): Next | null {
  const isOver = remote.deletedAt !== null || remote.plan.status === 'CANCELLED'
  return remote.workflowId !== null || remote.isPerhapsOurs || isOver
    ? null
    : { record: newRecord(remote, nowMs), history: null }
}

/** @returns `null` when nothing changes. */
function changedRow(record: WorkflowRecord, remote: RemoteWorkflow, context: ApplyContext): Next | null {
  return isFollowing(record, remote) && !isOlder(remote, record)
    ? changedRecord(record, remote, context)
    : null
}

/** True for a change that the host has refused, with nothing newer here. */
function isRefused({ sync, seq, isRemoved }: WorkflowRecord): boolean {
  return sync?.state === 'rejected' && sync.seq === seq && !isRemoved
}

/** A change of what was deleted at the TSP keeps its plan: a person decides what becomes of it. */
function deletedUnder(
  record: WorkflowRecord,
  { deletedAt: at }: RemoteWorkflow,
  context: ApplyContext,
): readonly Next[] {
  const { id, seq } = record
  if (at === null || at === deletedAtOf(record)) return []
  const rev = record.rev + 1
  const label = messageRef('steps.deletedElsewhere')
  const history = historyLine({ workflowId: id, label, rev, changes: [] }, context)
  return [{ record: { ...record, rev, deletedUnder: { seq, at } }, history }]
}

function historyLine(
  line: Pick<HistoryLine, 'workflowId' | 'label' | 'rev' | 'changes'>,
  { nowMs, mintId }: ApplyContext,
): HistoryLine {
  return { ...line, at: nowMs, by: null, stepId: mintId(), seq: null }
}

/** True while the plan here is the one that Catena is known to hold. */
function isFollowing(record: WorkflowRecord, { settledSeq }: RemoteWorkflow): boolean {
  const { seq, hasUnqueuedEdit, isRemoved, sync } = record
  if (hasUnqueuedEdit || isRemoved || seq !== (settledSeq ?? ELSEWHERE_SEQ)) return false
  return sync?.seq === seq && (sync.state === 'done' || deletedAtOf(record) !== null)
}

function isOlder({ updatedAt }: RemoteWorkflow, { remoteVersion }: WorkflowRecord): boolean {
  const known = remoteVersion?.updatedAt ?? null
  return known !== null && updatedAt !== null && Date.parse(updatedAt) < Date.parse(known)
}

function newRecord(remote: RemoteWorkflow, nowMs: number): WorkflowRecord {
  const { plan, resourceId } = remote
  const id = remoteWorkflowId(resourceId)
  const parts = { plan, seq: ELSEWHERE_SEQ, hasUnqueuedEdit: false, sync: syncElsewhere(id, remote) }
  return {
    ...parts,
    id,
    rev: 1,
    departsAtMs: departsAtMsOf(plan),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    planVersion: 1,
    shownState: shownStateOf(parts),
    origin: { kind: 'catena', resourceId },
    remoteVersion: versionOf(remote, ELSEWHERE_SEQ),
    isRemoved: false,
  }
}

function versionOf({ updatedAt, deletedAt }: RemoteWorkflow, seq: number): RemoteVersion {
  return { seq, updatedAt, deletedAt }
}

function changedRecord(record: WorkflowRecord, remote: RemoteWorkflow, context: ApplyContext): Next | null {
  const plan = withOwnParts(remote.plan, record.plan)
  const changes = diffPlans(record.plan, plan)
  const wasDeleted = deletedAtOf(record) !== null
  const isDeleted = remote.deletedAt !== null
  if (changes.length === 0 && isDeleted === wasDeleted) return null
  const { nowMs } = context
  const isElsewhere = remote.workflowId === null
  const sync = isElsewhere ? syncElsewhere(record.id, remote) : record.sync
  const { seq, id } = record
  const remoteVersion = versionOf(remote, seq)
  const rev = record.rev + 1
  const label = messageRef(isDeleted && !wasDeleted ? 'steps.deletedElsewhere' : 'steps.changedElsewhere')
  return {
    record: {
      ...record,
      // What was never edited here has no step to take back.
      ...(isMadeElsewhere(record) ? {} : { ownPlan: record.ownPlan ?? record.plan }),
      plan,
      sync,
      rev,
      departsAtMs: departsAtMsOf(plan),
      updatedAtMs: nowMs,
      planVersion: changes.length > 0 ? record.planVersion + 1 : record.planVersion,
      shownState: shownStateOf({ ...record, plan, sync, remoteVersion }),
      remoteVersion,
    },
    history: historyLine({ workflowId: id, label, rev, changes }, context),
  }
}

/** What only this desk knows of a workflow is in no version of Catena. */
function withOwnParts(plan: Plan, { reference, isDistanceEstimated, totalDistance }: Plan): Plan {
  const isSameDistance = plan.totalDistance === totalDistance
  return { ...plan, reference, isDistanceEstimated: isSameDistance && isDistanceEstimated }
}

/** The status of a workflow of which nothing is to be sent: the TSP has it, or has deleted it. */
function syncElsewhere(workflowId: string, remote: RemoteWorkflow): WorkflowSync {
  return {
    workflowId,
    seq: ELSEWHERE_SEQ,
    state: remote.deletedAt === null ? 'done' : 'withdrawn',
    change: 'create',
    sourceId: remote.sourceId,
    operationId: null,
    resourceId: remote.resourceId,
    connectionId: remote.connectionId,
    reason: null,
    fieldErrors: [],
    attempts: 0,
    lastTryAt: null,
    nextTryAt: null,
    since: remote.updatedAt,
    looks: [],
    duplicates: [],
    isEditWaiting: false,
    foreignStatus: null,
    isLookedFor: false,
  }
}
