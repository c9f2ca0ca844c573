import {
  type Account,
  isBeyondStatus,
  type SyncState,
  type WorkflowSync,
} from '../../../shared/model/status/sync-status.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import { cancelled } from '../commands/apply-edit.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { shownStateOf } from '../schema/shown-status.ts'

/** What applying statuses needs to know beside the statuses. */
export interface ApplyContext {
  readonly nowMs: number
  readonly account: Account | null
  /** True for what a host says when a session begins: it may know less than was heard of it before. */
  readonly isBeginning?: boolean
}

/** What came of applying statuses one batch. */
export interface AppliedStatuses {
  readonly changed: readonly WorkflowRecord[]
  /** Workflows that the host knows and this database does not. */
  readonly unknownIds: readonly string[]
  /** Workflows of which the host knows a newer pending change than this database: it was rolled back or restored. */
  readonly behindIds: readonly string[]
  /** Workflows of which this database has heard more: late news, or the host's journal was damaged. */
  readonly aheadIds: readonly string[]
}

/** `draft` is what the host says of a pending change that the dispatcher discarded. */
const TERMINAL: ReadonlySet<SyncState> = new Set(['done', 'withdrawn', 'rejected', 'failed', 'draft'])

/** True when nothing more will come of the pending change `status.seq`: it may leave the outbox. */
export function isTerminal(status: WorkflowSync): boolean {
  return TERMINAL.has(status.state) && !status.isEditWaiting
}

/**
 * Writes what the host says into `workflows` and takes settled pending changes out of the outbox, in one transaction.
 * It never touches a plan's content or `rev`, so that no edit that is being made is clobbered, and it never goes back
 * to an older pending change, so that repeated and late news do no harm.
 */
export async function applyStatuses(
  db: PlannerDatabase,
  statuses: readonly WorkflowSync[],
  context: ApplyContext,
): Promise<AppliedStatuses> {
  const newest = newestOf(statuses)
  const ids = newest.map((each) => each.workflowId)
  return db.transaction('rw', [db.workflows, db.outbox], async () => {
    const [records, rows] = await Promise.all([db.workflows.bulkGet(ids), db.outbox.bulkGet(ids)])
    const changed: WorkflowRecord[] = []
    const pendingChanges: OutboxRecord[] = []
    const terminalIds: string[] = []
    const unknownIds: string[] = []
    const behindIds: string[] = []
    const aheadIds: string[] = []
    for (const [index, status] of newest.entries()) {
      const record = records[index]
      if (record === undefined) {
        unknownIds.push(status.workflowId)
        continue
      }
      const applied = applyStatus(record, rows[index], status, context)
      if (applied === null) {
        aheadIds.push(record.id)
        continue
      }
      if (applied.isBehind) behindIds.push(record.id)
      if (applied.pendingChange === 'terminal') terminalIds.push(record.id)
      else if (applied.pendingChange !== null) pendingChanges.push(applied.pendingChange)
      if (applied.record !== record) changed.push(applied.record)
    }
    await Promise.all([
      changed.length === 0 ? undefined : db.workflows.bulkPut(changed),
      pendingChanges.length === 0 ? undefined : db.outbox.bulkPut(pendingChanges),
      terminalIds.length === 0 ? undefined : db.outbox.bulkDelete(terminalIds),
    ])
    return { changed, unknownIds, behindIds, aheadIds }
  })
}

/** Of several statuses of one workflow the newest pending change, and of one pending change the last that was said. */
function newestOf(statuses: readonly WorkflowSync[]): readonly WorkflowSync[] {
  const newest = new Map<string, WorkflowSync>()
  for (const each of statuses) {
    const known = newest.get(each.workflowId)
    if (known === undefined || known.seq <= each.seq) newest.set(each.workflowId, each)
  }
  return [...newest.values()]
}

interface AppliedStatus {
  readonly record: WorkflowRecord
  readonly pendingChange: OutboxRecord | 'terminal' | null
  readonly isBehind: boolean
}

/** `null`: the status is older than what is known, or a host that begins has lost what is known. */
function applyStatus(
  record: WorkflowRecord,
  row: OutboxRecord | undefined,
  status: WorkflowSync,
  context: ApplyContext,
): AppliedStatus | null {
  const { sync } = record
  if (sync !== null && status.seq < sync.seq) return null
  if (sync !== null && context.isBeginning === true && isBeyondStatus(sync, status)) return null
  const isBehind = status.seq > record.seq
  const pendingChange = pendingChangeAfter(record, row, status, context)
  const isShownAgain = record.isRemoved && isThere(status)
  const { hasDuplicates: _hadDuplicates, ...rest } = record
  const next = {
    ...rest,
    ...(status.duplicates.length > 0 ? { hasDuplicates: 1 as const } : {}),
    sync: isSameJson(record.sync, status) ? record.sync : status,
    seq: Math.max(
      record.seq,
      status.seq,
      pendingChange === null || pendingChange === 'terminal' ? 0 : pendingChange.seq,
    ),
    isRemoved: record.isRemoved && !isShownAgain,
    plan: isShownAgain ? cancelled(record.plan) : record.plan,
  }
  const shownState = shownStateOf(next)
  const isSame = next.sync === record.sync && next.seq === record.seq && shownState === record.shownState
  return { record: isSame && !isShownAgain ? record : { ...next, shownState }, pendingChange, isBehind }
}

/** What becomes of the outbox row. */
function pendingChangeAfter(
  record: WorkflowRecord,
  row: OutboxRecord | undefined,
  status: WorkflowSync,
  context: ApplyContext,
): OutboxRecord | 'terminal' | null {
  if (row === undefined) {
    // Undo dropped the pending change while it was on its way to the host: what the host took is to be cancelled.
    const isUnwanted = record.seq === record.droppedSeq && status.seq <= record.seq
    const isOver = isTerminal(status) && status.state !== 'done'
    return isUnwanted && !isOver && status.change !== 'cancel'
      ? cancellationOf(record, status.sourceId, context)
      : null
  }
  // The host has not heard yet what is remembered here.
  if (row.remembered !== undefined && row.isAcknowledged === 0 && status.seq <= row.seq) return null
  if (status.seq < row.seq) return row.wasEverSubmitted ? null : { ...row, wasEverSubmitted: true }
  if (status.seq > row.seq && row.isAcknowledged === 0) {
    // The database was rolled back behind the journal and edited since: the newer pending change needs a newer number.
    return { ...row, seq: status.seq + 1, wasEverSubmitted: true, submittedSeq: status.seq }
  }
  if (isTerminal(status)) return 'terminal'
  return row.isAcknowledged === 1 ? null : { ...row, isAcknowledged: 1, wasEverSubmitted: true }
}

/** A pending change that the page makes by itself, of which an earlier one was submitted. */
export function submittedBefore(
  nowMs: number,
  pendingChange: Omit<
    OutboxRecord,
    'wasEverSubmitted' | 'overBase' | 'queuedAtMs' | 'possibleConnectionIds' | 'submittedSeq'
  >,
): OutboxRecord {
  return {
    ...pendingChange,
    wasEverSubmitted: true,
    submittedSeq: pendingChange.seq,
    overBase: null,
    queuedAtMs: nowMs,
  }
}

/** Something of it is, was or may be at Catena. */
function isThere(status: WorkflowSync): boolean {
  if (['withdrawn', 'rejected', 'draft'].includes(status.state)) return status.resourceId !== null
  return status.resourceId !== null || status.operationId !== null || status.attempts > 0
}

function cancellationOf(
  record: WorkflowRecord,
  sourceId: string | null,
  context: ApplyContext,
): OutboxRecord {
  return submittedBefore(context.nowMs, {
    workflowId: record.id,
    seq: Math.max(record.seq, record.sync?.seq ?? 0) + 1,
    isAcknowledged: 0,
    intent: 'cancel',
    plan: cancelled(record.plan),
    // Never used by the host: a cancellation starts no new generation.
    sourceId: sourceId ?? record.id,
    account: context.account,
  })
}

/**
 * Marks pending changes that the host has in its journal. A pending change that undo dropped meanwhile is followed by a cancellation.
 * @returns workflows that were changed by it.
 */
export async function markAcknowledged(
  db: PlannerDatabase,
  acknowledged: readonly { readonly workflowId: string; readonly seq: number }[],
  context: ApplyContext,
): Promise<readonly WorkflowRecord[]> {
  const ids = acknowledged.map((each) => each.workflowId)
  return db.transaction('rw', [db.workflows, db.outbox], async () => {
    const [records, rows] = await Promise.all([db.workflows.bulkGet(ids), db.outbox.bulkGet(ids)])
    const pendingChanges: OutboxRecord[] = []
    const changed: WorkflowRecord[] = []
    for (const [index, { seq }] of acknowledged.entries()) {
      const [record, row] = [records[index], rows[index]]
      if (row !== undefined) {
        const { remembered: _told, ...rest } = row
        pendingChanges.push({
          ...rest,
          wasEverSubmitted: true,
          isAcknowledged: row.seq <= seq ? 1 : row.isAcknowledged,
        })
      } else if (record !== undefined && record.seq === record.droppedSeq && seq <= record.seq) {
        const pendingChange = cancellationOf(record, null, context)
        const next = { ...record, seq: pendingChange.seq }
        pendingChanges.push(pendingChange)
        changed.push({ ...next, shownState: shownStateOf(next) })
      }
    }
    await Promise.all([db.outbox.bulkPut(pendingChanges), db.workflows.bulkPut(changed)])
    return changed
  })
}
