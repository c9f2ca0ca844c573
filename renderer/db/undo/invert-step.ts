import { merge3 } from '../../../shared/model/plan/plan-merge.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { chunksOf } from '../../../shared/util/chunks.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import {
  type Change,
  cancelled,
  isNeverQueued,
  type Revision,
  revise,
  type StepContext,
} from '../commands/apply-edit.ts'
import { planErrors } from '../commands/validate-edits.ts'
import type { OutboxRecord, UndoEntry, UndoStep, WorkflowRecord } from '../schema/records.ts'

/** What the database holds of the workflows of a step. */
export interface StepContent {
  readonly records: ReadonlyMap<string, WorkflowRecord>
  readonly rows: ReadonlyMap<string, OutboxRecord>
}
/** What taking a step back, or doing it again, writes. */
export interface StepTurn {
  readonly changes: readonly Change[]
  /** What the turned step holds of it from now on. */
  readonly entries: readonly UndoEntry[]
}

/** Ids of every workflow that a step touched. */
export function idsOf(step: UndoStep): readonly string[] {
  const ids = new Set(step.entries.map((each) => each.workflowId))
  for (const group of step.created) for (const id of group.ids) ids.add(id)
  return [...ids]
}

/** A long step in parts of at most `size` workflows, each a step of its own; a step without any is one part. */
export function partsOf(step: UndoStep, size: number): readonly UndoStep[] {
  const ids = idsOf(step)
  if (ids.length <= size) return [step]
  const entries = new Map(step.entries.map((each) => [each.workflowId, each]))
  const intents = new Map(step.created.flatMap(({ intent, ids: made }) => made.map((id) => [id, intent])))
  return chunksOf(ids, size).map((part) => ({
    ...step,
    entries: part.flatMap((id) => entries.get(id) ?? []),
    created: step.created.flatMap(({ intent }) => {
      const made = part.filter((id) => intents.get(id) === intent)
      return made.length === 0 ? [] : [{ intent, ids: made }]
    }),
  }))
}

/**
 * Takes a step back. What was sent is followed by the earlier plan as a new pending change; what the step created is cancelled
 * when it may exist at Catena, else hidden, and its waiting pending change is dropped.
 */
export function undoStep(context: StepContext, step: UndoStep, content: StepContent): StepTurn {
  const changes: Change[] = []
  const entries: UndoEntry[] = []
  for (const entry of step.entries) {
    const record = content.records.get(entry.workflowId)
    if (record === undefined || entry.before === null) continue
    const row = content.rows.get(entry.workflowId)
    const { ownPlan, plan } = record
    entries.push({ ...entry, after: plan, ...(ownPlan !== undefined && { ownAfter: ownPlan }) })
    const before = turned(record, entry.before, entry.ownBefore)
    const revision = { ...revisionBack(entry, before.plan, record, row), ...before }
    changes.push(revise(context, record, row, revision, null))
  }
  for (const { intent, ids } of step.created) {
    for (const id of ids) {
      const record = content.records.get(id)
      if (record === undefined || record.isRemoved) continue
      const row = content.rows.get(id)
      const revision = revisionOfUnmaking(record, row)
      if (!revision.isRemoved) {
        const { seq, hasUnqueuedEdit } = record
        entries.push({
          workflowId: id,
          before: null,
          after: record.plan,
          intent,
          hadSeq: seq,
          hadUnqueuedEdit: hasUnqueuedEdit,
        })
      }
      const change = revise(context, record, row, revision, null)
      // Of a draft that is taken back nothing was ever to be seen: no line for each of 100,000 imported ones.
      changes.push(isTraceless(record, revision) ? { ...change, history: null } : change)
    }
  }
  return { changes, entries }
}

/** Does an undone step again. */
export function redoStep(context: StepContext, step: UndoStep, content: StepContent): StepTurn {
  const changes: Change[] = []
  const entries: UndoEntry[] = []
  const remade = new Map<string, Plan>()
  for (const entry of step.entries) {
    const record = content.records.get(entry.workflowId)
    if (record === undefined || entry.after === null) continue
    if (entry.before === null) {
      remade.set(entry.workflowId, entry.after)
      continue
    }
    const { ownAfter, ...rest } = entry
    const { ownPlan, plan } = record
    entries.push({ ...rest, before: plan, after: null, ...(ownPlan !== undefined && { ownBefore: ownPlan }) })
    const after = turned(record, entry.after, ownAfter)
    const revision = { ...revisionForward(entry.intent, after.plan, record), ...after }
    changes.push(revise(context, record, content.rows.get(record.id), revision, null))
  }
  for (const { intent, ids } of step.created) {
    for (const id of ids) {
      const record = content.records.get(id)
      if (record === undefined) continue
      const revision = revisionForward(intent, remade.get(id) ?? record.plan, record)
      changes.push(revise(context, record, content.rows.get(id), revision, null))
    }
  }
  return { changes, entries }
}

/**
 * A step turned over what was changed elsewhere since: the fields that the others changed stay as they are.
 * @param to the plan before or after the step. @param ownTo the same without what others had changed by then.
 */
function turned(
  { plan, ownPlan }: WorkflowRecord,
  to: Plan,
  ownTo: Plan | undefined,
): Pick<Revision, 'plan' | 'ownPlan'> {
  const turnedPlan = ownPlan === undefined ? to : merge3(ownPlan, plan, to, 'desk').plan
  const own = ownTo ?? to
  return isSameJson(own, turnedPlan) ? { plan: turnedPlan } : { plan: turnedPlan, ownPlan: own }
}

/** Back to the plan before. */
function revisionBack(
  entry: UndoEntry,
  before: Plan,
  record: WorkflowRecord,
  row: OutboxRecord | undefined,
): Revision {
  const base = { plan: before, isRemoved: record.isRemoved }
  if (entry.intent === 'draft') {
    // Unless something was sent since: then Catena holds another plan than the one that comes back.
    const hasUnqueuedEdit = entry.hadUnqueuedEdit || record.seq !== entry.hadSeq
    return { ...base, pendingChange: null, hasUnqueuedEdit, isPendingChangeDropped: false }
  }
  if (entry.hadSeq === 0) {
    const { pendingChange, isPendingChangeDropped } = withdrawal(record, row, before)
    return { ...base, pendingChange, hasUnqueuedEdit: true, isPendingChangeDropped }
  }
  if (isOnlyResent(entry, record)) {
    return {
      ...base,
      pendingChange: null,
      hasUnqueuedEdit: entry.hadUnqueuedEdit,
      isPendingChangeDropped: false,
    }
  }
  const isSendable = planErrors(before, 'send').length === 0
  return {
    ...base,
    pendingChange: isSendable ? { intent: 'send', plan: before, overBase: null } : null,
    hasUnqueuedEdit: !isSendable,
    isPendingChangeDropped: false,
  }
}

/** Sent again as it was: taking that back changes no plan, and must not send it a third time. */
function isOnlyResent(entry: UndoEntry, record: WorkflowRecord): boolean {
  return entry.hadSeq > 0 && !entry.hadUnqueuedEdit && isSameJson(entry.before, record.plan)
}

/** The step once more. A plan that may no longer be sent is kept as a draft, never dropped. */
function revisionForward(intent: UndoEntry['intent'], after: Plan, record: WorkflowRecord): Revision {
  const canQueue =
    intent === 'send' ? planErrors(after, 'send').length === 0 : intent === 'cancel' && !isNeverQueued(record)
  return {
    plan: after,
    pendingChange: canQueue && intent !== 'draft' ? { intent, plan: after, overBase: null } : null,
    hasUnqueuedEdit: !canQueue,
    isRemoved: false,
    isPendingChangeDropped: false,
  }
}

/** Takes back that a workflow was made at all. */
function revisionOfUnmaking(record: WorkflowRecord, row: OutboxRecord | undefined): Revision {
  const { pendingChange, isPendingChangeDropped } = withdrawal(record, row, record.plan)
  const isRemoved = pendingChange === null || isProvablyUnsent(record)
  return {
    plan: isRemoved ? record.plan : cancelled(record.plan),
    pendingChange,
    hasUnqueuedEdit: isRemoved && pendingChange === null,
    isRemoved,
    isPendingChangeDropped,
  }
}

/** True when taking it back sends nothing, drops nothing and hides what was only ever a draft. */
function isTraceless(record: WorkflowRecord, revision: Revision): boolean {
  return (
    revision.isRemoved &&
    revision.pendingChange === null &&
    !revision.isPendingChangeDropped &&
    isNeverQueued(record)
  )
}

/** What makes Catena hold nothing of a workflow: nothing, dropping the waiting pending change, or a cancellation. */
function withdrawal(
  record: WorkflowRecord,
  row: OutboxRecord | undefined,
  plan: Plan,
): Pick<Revision, 'pendingChange' | 'isPendingChangeDropped'> {
  if (isNeverQueued(record)) return { pendingChange: null, isPendingChangeDropped: false }
  if (record.sync === null && row !== undefined && !row.wasEverSubmitted) {
    return { pendingChange: null, isPendingChangeDropped: true }
  }
  const { sync } = record
  if (sync !== null && sync.seq === record.seq && (sync.state === 'withdrawn' || sync.state === 'draft')) {
    return { pendingChange: null, isPendingChangeDropped: false }
  }
  return {
    pendingChange: { intent: 'cancel', plan: cancelled(plan), overBase: null },
    isPendingChangeDropped: false,
  }
}

/**
 * True when the host has it but no request of it has left. If the host says otherwise before the cancellation reaches it, the
 * sync client shows the workflow again.
 */
function isProvablyUnsent(record: WorkflowRecord): boolean {
  const { sync } = record
  return (
    sync !== null &&
    sync.attempts === 0 &&
    sync.resourceId === null &&
    sync.operationId === null &&
    ['queued', 'blocked', 'held', 'withdrawn', 'draft'].includes(sync.state)
  )
}

/** How many workflows of a step would send something to Catena when it is taken back or done again. */
export function sentCountOf(
  step: UndoStep,
  direction: 'undo' | 'redo',
  records: ReadonlyMap<string, WorkflowRecord>,
): number {
  let count = 0
  for (const entry of step.entries) {
    if (entry.before === null || entry.intent === 'draft') continue
    const record = records.get(entry.workflowId)
    if (record === undefined) continue
    if (direction === 'undo' && isOnlyResent(entry, record)) continue
    if (direction === 'redo' ? entry.intent === 'send' || !isNeverQueued(record) : mayBeThere(record))
      count += 1
  }
  for (const { intent, ids } of step.created) {
    for (const id of ids) {
      const record = records.get(id)
      if (record === undefined) continue
      if (direction === 'redo' ? intent === 'send' : mayBeThere(record)) count += 1
    }
  }
  return count
}

function mayBeThere(record: WorkflowRecord): boolean {
  return record.sync !== null && !isProvablyUnsent(record)
}
