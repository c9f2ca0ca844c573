import { withOwnStops } from '../../../shared/model/plan/copy-plan.ts'
import { diffPlans, type FieldChange } from '../../../shared/model/plan/plan-diff.ts'
import { departureOf, MAX_LINE, type Plan } from '../../../shared/model/plan/workflow.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import type { HistoryLine } from '../schema/history-record.ts'
import {
  NO_DEPARTURE,
  type OutboxRecord,
  type UndoEntry,
  type WorkflowOrigin,
  type WorkflowRecord,
} from '../schema/records.ts'
import { shownRemoteVersion, shownStateOf } from '../schema/shown-status.ts'
import type { EditIntent, WorkflowEdit } from './command-types.ts'

/** What every change of one step shares. */
export interface StepContext {
  readonly nowMs: number
  readonly stepId: string
  readonly label: string
  readonly by: string | null
  readonly account: Account | null
  readonly mintId: () => string
  readonly mintSourceId: () => string
}

/** What the edits of one step share. */
export interface EditContext extends StepContext {
  /** The reference of a copy that keeps what lost against a newer version, made from the reference of the workflow. */
  readonly nameConflictCopy: (reference: string) => string
}

/** What one change writes. Pure data: the commands put it into one transaction. */
export interface Change {
  readonly record: WorkflowRecord
  readonly isNew: boolean
  /** Put into the outbox in place of the older pending change; `null` leaves the outbox as it is. */
  readonly pendingChange: OutboxRecord | null
  /** True when the pending change in the outbox is to be taken out: the host never had it. */
  readonly isPendingChangeDropped: boolean
  readonly history: HistoryLine | null
  readonly entry: UndoEntry | null
  /** Where a new workflow was to go; `null` when it is not new. */
  readonly createdIntent: EditIntent | null
  readonly isConflictCopy: boolean
}

/** What to make of a workflow that is there: its next plan, and what goes to Catena. */
export interface Revision {
  readonly plan: Plan
  /** The pending change to queue; `null` queues nothing. */
  readonly pendingChange: {
    readonly intent: OutboxRecord['intent']
    readonly plan: Plan
    readonly overBase: string | null
  } | null
  readonly hasUnqueuedEdit: boolean
  readonly isRemoved: boolean
  readonly isPendingChangeDropped: boolean
  /** As in {@link WorkflowRecord}. */
  readonly ownPlan?: Plan
  /** As in {@link HistoryChange}. */
  readonly overridden?: readonly FieldChange[]
}

/** Milliseconds since 1970 of a plan's departure. Plans are checked before, so that `Date.parse` is exact and fast. */
export function departsAtMsOf(plan: Plan): number {
  const departure = departureOf(plan)
  return departure === null ? NO_DEPARTURE : Date.parse(departure)
}

/** One edit against what the database holds now. `null`: there is nothing to write. */
export function changeOf(
  context: EditContext,
  edit: WorkflowEdit,
  current: WorkflowRecord | undefined,
  row: OutboxRecord | undefined,
): Change | null {
  const plan = edit.intent === 'cancel' ? cancelled(edit.plan) : edit.plan
  if (current === undefined)
    return newChange(context, edit.workflowId, plan, edit.intent, edit.origin ?? null)
  const isStale = current.rev !== edit.baseRev
  if (isStale && (current.isRemoved || !isSameJson(current.plan, plan))) {
    const origin: WorkflowOrigin = { kind: 'conflictCopy', of: current.id }
    const named = { ...edit.plan, reference: copyReference(context, edit.plan.reference) }
    const copy = withOwnStops(named, context.mintId)
    return { ...newChange(context, context.mintId(), copy, 'draft', origin), isConflictCopy: true }
  }
  if (edit.intent === 'draft' && !current.isRemoved && isSameJson(current.plan, plan)) return null
  const isOnlyHere = isNeverQueued(current)
  return revise(
    context,
    current,
    row,
    {
      plan,
      // A cancelled draft that was never queued has nothing to cancel at Catena.
      pendingChange:
        edit.intent === 'draft' || (edit.intent === 'cancel' && isOnlyHere)
          ? null
          : { intent: edit.intent, plan, overBase: edit.overBase ?? null },
      hasUnqueuedEdit: edit.intent === 'draft',
      isRemoved: false,
      isPendingChangeDropped: false,
      ...(edit.overridden === undefined ? {} : { overridden: edit.overridden }),
    },
    {
      workflowId: current.id,
      before: current.plan,
      after: null,
      ...(current.ownPlan !== undefined && { ownBefore: current.ownPlan }),
      intent: edit.intent,
      hadSeq: isOnlyHere ? 0 : current.seq,
      hadUnqueuedEdit: current.hasUnqueuedEdit,
    },
  )
}

/** A workflow that is not there yet. */
function newChange(
  context: StepContext,
  id: string,
  plan: Plan,
  intent: EditIntent,
  origin: WorkflowOrigin | null,
): Change {
  const seq = intent === 'send' ? 1 : 0
  const parts = { plan, seq, hasUnqueuedEdit: seq === 0, sync: null }
  return {
    record: {
      id,
      rev: 1,
      plan,
      departsAtMs: departsAtMsOf(plan),
      createdAtMs: context.nowMs,
      updatedAtMs: context.nowMs,
      planVersion: 1,
      seq,
      hasUnqueuedEdit: parts.hasUnqueuedEdit,
      sync: null,
      shownState: shownStateOf(parts),
      origin,
      isRemoved: false,
      creation: {
        label: context.label,
        by: context.by,
        stepId: context.stepId,
        seq: seq === 0 ? null : seq,
      },
    },
    isNew: true,
    pendingChange: seq === 0 ? null : pendingChangeOf(context, id, seq, 'send', plan, null, undefined, null),
    isPendingChangeDropped: false,
    history: null,
    entry: null,
    createdIntent: intent,
    isConflictCopy: false,
  }
}

/** The next revision of a workflow that is there, with its history line and its pending change. */
export function revise(
  context: StepContext,
  current: WorkflowRecord,
  row: OutboxRecord | undefined,
  revision: Revision,
  entry: UndoEntry | null,
): Change {
  const { plan, pendingChange } = revision
  // After a database was restored the host may know a newer pending change than we do: ours has to come after it.
  const newestSeq = Math.max(current.seq, current.sync?.seq ?? 0)
  const seq = pendingChange === null ? current.seq : newestSeq + 1
  const changes = diffPlans(current.plan, plan)
  const isSamePlan = changes.length === 0
  const { queuedPlan: _before, ownPlan: _own, ...rest } = current
  const next = {
    ...rest,
    ...queuedPlanOf(current, revision),
    ...(revision.ownPlan !== undefined && { ownPlan: revision.ownPlan }),
    plan,
    seq,
    rev: current.rev + 1,
    departsAtMs: departsAtMsOf(plan),
    updatedAtMs: context.nowMs,
    planVersion: isSamePlan ? current.planVersion : current.planVersion + 1,
    hasUnqueuedEdit: revision.hasUnqueuedEdit,
    isRemoved: revision.isRemoved,
    ...(revision.isPendingChangeDropped ? droppedParts(seq, row) : {}),
  }
  return {
    record: { ...next, shownState: shownStateOf(next) },
    isNew: false,
    pendingChange:
      pendingChange === null
        ? null
        : pendingChangeOf(
            context,
            current.id,
            seq,
            pendingChange.intent,
            pendingChange.plan,
            pendingChange.overBase,
            row,
            current,
          ),
    isPendingChangeDropped: revision.isPendingChangeDropped,
    history: {
      workflowId: current.id,
      at: context.nowMs,
      label: context.label,
      by: context.by,
      stepId: context.stepId,
      rev: next.rev,
      seq: pendingChange === null ? null : seq,
      changes,
      ...(revision.overridden === undefined ? {} : { overridden: revision.overridden }),
    },
    entry,
    createdIntent: null,
    isConflictCopy: false,
  }
}

function droppedParts(
  seq: number,
  row: OutboxRecord | undefined,
): Pick<WorkflowRecord, 'droppedSeq' | 'queuedAccount'> {
  return { droppedSeq: seq, ...(row === undefined ? {} : { queuedAccount: row.account }) }
}

/** What was last queued, kept while a draft stands over it. */
function queuedPlanOf(current: WorkflowRecord, revision: Revision): Pick<WorkflowRecord, 'queuedPlan'> {
  const { pendingChange, hasUnqueuedEdit } = revision
  if (pendingChange !== null) return hasUnqueuedEdit ? { queuedPlan: pendingChange.plan } : {}
  if (!hasUnqueuedEdit || current.seq === 0) return {}
  if (!current.hasUnqueuedEdit) return { queuedPlan: current.plan }
  return current.queuedPlan === undefined ? {} : { queuedPlan: current.queuedPlan }
}

function pendingChangeOf(
  context: StepContext,
  workflowId: string,
  seq: number,
  intent: OutboxRecord['intent'],
  plan: Plan,
  overBase: string | null,
  replaced: OutboxRecord | undefined,
  current: WorkflowRecord | null,
): OutboxRecord {
  const sync = current?.sync ?? null
  return {
    workflowId,
    seq,
    isAcknowledged: 0,
    wasEverSubmitted: replaced?.wasEverSubmitted ?? sync !== null,
    ...submittedBefore(replaced, sync),
    ...possibleConnections(replaced, plan.connectionId),
    ...remoteBase(replaced, current),
    ...(replaced?.remembered !== undefined && { remembered: replaced.remembered }),
    intent,
    plan,
    sourceId: context.mintSourceId(),
    account: context.account,
    overBase,
    // The age of the oldest unsent change counts from the first pending change that is still waiting.
    queuedAtMs: replaced?.queuedAtMs ?? context.nowMs,
  }
}

/** Catena's version that the screen showed when nothing of this desk was on its way. */
function remoteBase(
  replaced: OutboxRecord | undefined,
  current: WorkflowRecord | null,
): Pick<OutboxRecord, 'base'> {
  if (replaced !== undefined) return replaced.base === undefined ? {} : { base: replaced.base }
  const version = current === null ? null : shownRemoteVersion(current)
  if (current === null || version === null) return {}
  return { base: { seq: version.seq, plan: current.queuedPlan ?? current.plan } }
}

/** A row leaves the outbox only when a status has settled its pending change: then nothing newer than that was ever offered. */
function submittedBefore(
  replaced: OutboxRecord | undefined,
  sync: WorkflowRecord['sync'],
): Pick<OutboxRecord, 'submittedSeq'> {
  if (replaced === undefined) return { submittedSeq: sync?.seq ?? 0 }
  return replaced.submittedSeq === undefined ? {} : { submittedSeq: replaced.submittedSeq }
}

/** A pending change that may have been sent on another connection leaves that connection behind: it is looked for there too. */
function possibleConnections(
  replaced: OutboxRecord | undefined,
  connectionId: string | null,
): Pick<OutboxRecord, 'possibleConnectionIds'> {
  if (replaced === undefined || !replaced.wasEverSubmitted) return {}
  const before = [...(replaced.possibleConnectionIds ?? []), replaced.plan.connectionId]
  const others = [...new Set(before)].filter((each): each is string => each !== null && each !== connectionId)
  return others.length === 0 ? {} : { possibleConnectionIds: others }
}

/** True when no pending change of it is wanted and none was ever submitted: it stands on this computer only. */
export function isNeverQueued(record: WorkflowRecord): boolean {
  return record.sync === null && record.seq <= (record.droppedSeq ?? 0)
}

/** The plan of a cancelled workflow. */
export function cancelled(plan: Plan): Plan {
  return plan.status === 'CANCELLED' ? plan : { ...plan, status: 'CANCELLED' }
}

/** Named apart from the version that won, within the length of the field. */
function copyReference({ nameConflictCopy }: EditContext, reference: string): string {
  const named = nameConflictCopy(reference)
  return named.length <= MAX_LINE ? named : reference
}
