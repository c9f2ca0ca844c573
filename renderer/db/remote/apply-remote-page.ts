import { diffPlans } from '../../../shared/model/plan/plan-diff.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { RemoteWorkflow } from '../../../shared/model/remote-workflow.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { departsAtMsOf } from '../commands/apply-edit.ts'
import { type HistoryLine, historyRecords } from '../schema/history-record.ts'
import { ELSEWHERE_SEQ, type RemoteVersion, type WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { isMadeElsewhere, shownStateOf } from '../schema/shown-status.ts'

/** The id here of a workflow that was made elsewhere. It is the same in every window, so that it stands here once. */
export function remoteWorkflowId(resourceId: string): string {
  return `catena-${resourceId}`
}

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
 * nothing [L4].
 * @param db with relaxed durability: Catena shows it again.
 */
export async function applyRemotePage(
  db: PlannerDatabase,
  workflows: readonly RemoteWorkflow[],
  context: ApplyContext,
): Promise<AppliedRemotePage> {
  const candidates = workflows.filter(isForBoard)
  if (candidates.length === 0) return { added: 0, changed: 0 }
  const written = await db.transaction('rw', [db.workflows, db.outbox, db.history], async () => {
    const ids = candidates.map(localId)
    const [stored, pending, own] = await Promise.all([
      db.workflows.bulkGet(ids),
      db.outbox.bulkGet(ids),
      ownResourceIds(db, candidates),
    ])
    const next = candidates.flatMap((each, index) => {
      const record = stored[index]
      if (pending[index] !== undefined || (record === undefined && own.has(each.resourceId))) return []
      return nextOf(record, each, context) ?? []
    })
    await db.workflows.bulkPut(next.map((each) => each.record))
    const lines = next.flatMap((each) => each.history ?? [])
    if (lines.length > 0) await db.history.bulkAdd([...historyRecords(lines)])
    return next
  })
  if (written.length > 0) db.workflowFeed.publish(written.map((each) => each.record))
  const added = written.filter((each) => each.record.rev === 1).length
  return { added, changed: written.length - added }
}

/** What is not settled is read by the host itself, before it writes. */
function isForBoard({ workflowId, settledSeq, isPerhapsOurs }: RemoteWorkflow): boolean {
  return workflowId === null ? !isPerhapsOurs : settledSeq !== null
}

function localId({ workflowId, resourceId }: RemoteWorkflow): string {
  return workflowId ?? remoteWorkflowId(resourceId)
}

/** Resources that this desk made itself, and that a host without their lanes does not know as such. */
async function ownResourceIds(
  db: PlannerDatabase,
  workflows: readonly RemoteWorkflow[],
): Promise<ReadonlySet<string>> {
  const ids = workflows.map((each) => each.resourceId)
  const found = await db.workflows.where('sync.resourceId').anyOf(ids).toArray()
  return new Set(
    found.flatMap(({ id, sync }) => {
      const resourceId = sync?.resourceId ?? null
      return resourceId === null || id === remoteWorkflowId(resourceId) ? [] : [resourceId]
    }),
  )
}

interface Next {
  readonly record: WorkflowRecord
  readonly history: HistoryLine | null
}

/** @returns `null` when nothing changes. */
function nextOf(
  record: WorkflowRecord | undefined,
  remote: RemoteWorkflow,
  context: ApplyContext,
): Next | null {
  if (record === undefined) {
    const isOver = remote.deletedAt !== null || remote.plan.status === 'CANCELLED'
    return remote.workflowId !== null || isOver
      ? null
      : { record: newRecord(remote, context.nowMs), history: null }
  }
  return isFollowing(record, remote) && !isOlder(remote, record)
    ? changedRecord(record, remote, context)
    : null
}

/** True while the plan here is the one that Catena is known to hold. */
function isFollowing(record: WorkflowRecord, { settledSeq }: RemoteWorkflow): boolean {
  const { seq, hasUnqueuedEdit, isRemoved, sync } = record
  if (hasUnqueuedEdit || isRemoved || seq !== (settledSeq ?? ELSEWHERE_SEQ)) return false
  return sync?.seq === seq && (sync.state === 'done' || record.remoteVersion?.deletedAt != null)
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
  const wasDeleted = record.remoteVersion?.deletedAt != null
  const isDeleted = remote.deletedAt !== null
  if (changes.length === 0 && isDeleted === wasDeleted) return null
  const { nowMs, mintId } = context
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
    history: { workflowId: id, at: nowMs, label, by: null, stepId: mintId(), rev, seq: null, changes },
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
