import {
  type Account,
  isBeyondStatus,
  type SyncState,
  type WorkflowSync,
} from '../../../shared/model/status/sync-status.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import { cancelled } from '../commands/apply-edit.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import { shownStateOf } from '../schema/shown-status.ts'
import type { SyncContent, SyncStore, SyncUpdate } from './sync-store.ts'

/** What applying statuses needs to know beside the statuses. */
export interface ApplyContext {
  readonly nowMs: number
  readonly account: Account | null
  /** True for the statuses with which a session begins: the host may know less than it said before. */
  readonly isBeginning?: boolean
}

/** What one batch of statuses changed. */
export interface AppliedStatuses {
  readonly changed: readonly WorkflowRecord[]
  /** Workflows that the host knows and this database does not. */
  readonly unknownIds: readonly string[]
  /** Workflows of which the host knows a newer pending change than this database: it was rolled back or restored. */
  readonly behindIds: readonly string[]
  /** Workflows of which this database knows more: the status is late, or the host's journal was damaged. */
  readonly aheadIds: readonly string[]
}

/** `draft` is what the host says of a pending change that the dispatcher discarded. */
const TERMINAL: ReadonlySet<SyncState> = new Set(['done', 'withdrawn', 'rejected', 'failed', 'draft'])

/** True when nothing more will come of the pending change `status.seq`: it may leave the outbox. */
export function isTerminal(status: WorkflowSync): boolean {
  return TERMINAL.has(status.state) && !status.isEditWaiting
}

/**
 * Writes what the host says into the workflows, and takes terminal pending changes out of the outbox, in one relaxed
 * transaction. It changes neither `rev` nor, with one exception, a plan, so that an edit that is being made stays valid; the
 * exception is a removed workflow that turns out to be at Catena. It never goes back to an older pending change, so that
 * repeated and late statuses change nothing.
 */
export async function applyStatuses(
  store: SyncStore,
  statuses: readonly WorkflowSync[],
  context: ApplyContext,
): Promise<AppliedStatuses> {
  const newest = newestOf(statuses)
  const ids = newest.map((each) => each.workflowId)
  return store.update(ids, (content) => statusesUpdate(content, newest, context), { durability: 'relaxed' })
}

/** What {@link applyStatuses} writes. @param statuses at most one of each workflow. */
function statusesUpdate(
  { records, pendingChanges: rows }: SyncContent,
  statuses: readonly WorkflowSync[],
  context: ApplyContext,
): SyncUpdate<AppliedStatuses> {
  const changed: WorkflowRecord[] = []
  const pendingChanges: OutboxRecord[] = []
  const terminalIds: string[] = []
  const unknownIds: string[] = []
  const behindIds: string[] = []
  const aheadIds: string[] = []
  for (const status of statuses) {
    const record = records.get(status.workflowId)
    if (record === undefined) {
      unknownIds.push(status.workflowId)
      continue
    }
    const applied = applyStatus(record, rows.get(record.id), status, context)
    if (applied === null) {
      aheadIds.push(record.id)
      continue
    }
    if (applied.isBehind) behindIds.push(record.id)
    if (applied.pendingChange === 'terminal') terminalIds.push(record.id)
    else if (applied.pendingChange !== null) pendingChanges.push(applied.pendingChange)
    if (applied.record !== record) changed.push(applied.record)
  }
  return {
    records: changed,
    pendingChanges,
    terminalIds,
    result: { changed, unknownIds, behindIds, aheadIds },
  }
}

/** One status of each workflow: that of the newest pending change, and of several with the same `seq` the last. */
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

/** `null`: the status is older than what is known, or the host of a new session has lost what is known. */
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
  const next = {
    // Only a record that has the mark is copied without it: leaving a key out is slow, and this runs for every status.
    ...(record.hasDuplicates === undefined ? record : withoutMark(record)),
    ...(status.duplicates.length > 0 ? { hasDuplicates: 1 as const } : {}),
    ...(row !== undefined && pendingChange === 'terminal' ? { queuedAccount: row.account } : {}),
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
  const isSame =
    next.sync === record.sync &&
    next.seq === record.seq &&
    shownState === record.shownState &&
    isSameJson(next.queuedAccount, record.queuedAccount)
  return { record: isSame && !isShownAgain ? record : { ...next, shownState }, pendingChange, isBehind }
}

function withoutMark({ hasDuplicates: _hadDuplicates, ...rest }: WorkflowRecord): WorkflowRecord {
  return rest
}

/** What becomes of the outbox row. */
function pendingChangeAfter(
  record: WorkflowRecord,
  row: OutboxRecord | undefined,
  status: WorkflowSync,
  context: ApplyContext,
): OutboxRecord | 'terminal' | null {
  if (row === undefined) {
    // Undo dropped the pending change while it was submitted: what the host took is to be cancelled.
    const isUnwanted = record.seq === record.droppedSeq && status.seq <= record.seq
    const isOver = isTerminal(status) && status.state !== 'done'
    if (isUnwanted && !isOver && status.change !== 'cancel') {
      return cancellationOf(record, status.sourceId, context)
    }
    return isOpenAgain(record, status) ? openAgain({ ...record, sync: status }, context) : null
  }
  // The host has not been told yet what is remembered here.
  if (row.remembered !== undefined && row.isAcknowledged === 0 && status.seq <= row.seq) return null
  if (status.seq < row.seq) return row.wasEverSubmitted ? null : { ...row, wasEverSubmitted: true }
  if (status.seq > row.seq && row.isAcknowledged === 0) {
    // The database was rolled back behind the journal and edited since: the newer pending change needs a higher `seq`.
    return { ...row, seq: status.seq + 1, wasEverSubmitted: true, submittedSeq: status.seq }
  }
  if (isTerminal(status)) return 'terminal'
  return row.isAcknowledged === 1 ? null : { ...row, isAcknowledged: 1, wasEverSubmitted: true }
}

/** True when the newest pending change was terminal, and no longer is: the host has lost how it ended. */
function isOpenAgain({ seq, droppedSeq, sync }: WorkflowRecord, status: WorkflowSync): boolean {
  if (sync === null || sync.seq !== seq || status.seq !== seq || seq === droppedSeq) return false
  return isTerminal(sync) && !isTerminal(status)
}

/** The pending change goes back to the outbox: a host that loses it as well has to be told it again. */
function openAgain(record: WorkflowRecord, context: ApplyContext): OutboxRecord {
  return { ...terminalChange(record, context), isAcknowledged: 1 }
}

/** A pending change that the sync client makes by itself, of which the host or Catena may already know. */
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

/** True when something of the workflow is, was or may be at Catena. */
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
    // The host does not use it: a cancellation starts no new generation.
    sourceId: sourceId ?? record.id,
    account: accountOf(record, context),
  })
}

/** The account of the newest pending change, once that has left the outbox; who is signed in now where that is not known. */
function accountOf(record: WorkflowRecord, context: ApplyContext): Account | null {
  return record.queuedAccount === undefined ? context.account : record.queuedAccount
}

/** The newest pending change of a workflow whose pending change has left the outbox, as the record still tells it. */
export function terminalChange(record: WorkflowRecord, context: ApplyContext): OutboxRecord {
  return submittedBefore(context.nowMs, {
    workflowId: record.id,
    seq: record.seq,
    isAcknowledged: 0,
    intent: record.sync?.change === 'cancel' ? 'cancel' : 'send',
    plan: record.queuedPlan ?? record.plan,
    sourceId: record.sync?.sourceId ?? record.id,
    account: accountOf(record, context),
  })
}

/**
 * Marks pending changes that the host has in its journal. Where undo dropped a pending change while it was submitted, a
 * cancellation is queued.
 */
export async function markAcknowledged(
  store: SyncStore,
  acknowledged: readonly { readonly workflowId: string; readonly seq: number }[],
  context: ApplyContext,
): Promise<void> {
  const ids = acknowledged.map((each) => each.workflowId)
  await store.update(ids, ({ records, pendingChanges: rows }) => {
    const pendingChanges: OutboxRecord[] = []
    const changed: WorkflowRecord[] = []
    for (const { workflowId, seq } of acknowledged) {
      const record = records.get(workflowId)
      const row = rows.get(workflowId)
      if (row !== undefined) {
        pendingChanges.push(acknowledgedChange(row, seq))
      } else if (record !== undefined && record.seq === record.droppedSeq && seq <= record.seq) {
        const pendingChange = cancellationOf(record, null, context)
        const next = { ...record, seq: pendingChange.seq }
        pendingChanges.push(pendingChange)
        changed.push({ ...next, shownState: shownStateOf(next) })
      }
    }
    return { records: changed, pendingChanges, result: undefined }
  })
}

/** A pending change after the host took `seq`: itself, or an older one of the same workflow. */
function acknowledgedChange(row: OutboxRecord, seq: number): OutboxRecord {
  const { remembered: _told, ...rest } = row
  return { ...rest, wasEverSubmitted: true, isAcknowledged: row.seq <= seq ? 1 : row.isAcknowledged }
}
