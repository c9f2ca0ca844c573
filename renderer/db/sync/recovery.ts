import { knownOf } from '../../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../../shared/rpc/contract.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import { departsAtMsOf } from '../commands/apply-edit.ts'
import { historyRecords } from '../schema/history-record.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { shownStateOf } from '../schema/shown-status.ts'
import { type ApplyContext, submittedBefore } from './apply-statuses.ts'

/** What the page's database or the host's journal lost is brought back from the other. */

/** One pending change as the host's journal knows it. */
export type DesiredPlan = CallOutput<'sync.desiredPlans'>['desiredPlans'][number]

/**
 * Submits again what the host should have and has not: its journal was lost or damaged. All of it may have been sent.
 * @param seqs the newest pending change that the host has of each workflow.
 * @param aheadIds workflows of which the journal has an older pending change than the newest, or knows less of the newest than was
 * heard before: these are told even when nothing of them waits any more.
 */
export async function submitAgain(
  db: PlannerDatabase,
  seqs: ReadonlyMap<string, number>,
  aheadIds: readonly string[],
  context: ApplyContext,
): Promise<void> {
  await db.transaction('rw', [db.workflows, db.outbox], async () => {
    const acknowledged = await db.outbox.where('isAcknowledged').equals(1).toArray()
    const lost = acknowledged.filter((each) => (seqs.get(each.workflowId) ?? 0) < each.seq)
    const again = new Map<string, OutboxRecord>(
      lost.map((each) => [each.workflowId, { ...each, isAcknowledged: 0 }]),
    )
    const ahead = [...aheadIds]
    const [records, rows] = await Promise.all([db.workflows.bulkGet(ahead), db.outbox.bulkGet(ahead)])
    for (const [index, record] of records.entries()) {
      if (record === undefined) continue
      const row = rows[index] ?? terminalChange(record, context)
      // The host's news may come before this is told, and says less.
      const remembered = row.remembered ?? (record.sync === null ? undefined : knownOf(record.sync))
      again.set(record.id, { ...row, isAcknowledged: 0, ...(remembered !== undefined && { remembered }) })
    }
    if (again.size > 0) await db.outbox.bulkPut([...again.values()])
  })
}

/** The newest pending change of a workflow that had come to rest, as the record still tells of it. */
function terminalChange(record: WorkflowRecord, context: ApplyContext): OutboxRecord {
  return submittedBefore(context.nowMs, {
    workflowId: record.id,
    seq: record.seq,
    isAcknowledged: 0,
    intent: record.sync?.change === 'cancel' ? 'cancel' : 'send',
    plan: record.queuedPlan ?? record.plan,
    sourceId: record.sync?.sourceId ?? record.id,
    account: context.account,
  })
}

/**
 * Brings back from the host's journal what this database does not have: lost workflows whole, and of a database that
 * was rolled back the newer plan. A plan that was edited here since is kept, and the journal's stands beside it as a
 * copy.
 */
export async function recoverDesiredPlans(
  db: PlannerDatabase,
  desiredPlans: readonly DesiredPlan[],
  behindIds: ReadonlySet<string>,
  parts: ApplyContext & { readonly mintId: () => string },
): Promise<readonly WorkflowRecord[]> {
  const ids = desiredPlans.map((each) => each.workflowId)
  return db.transaction('rw', [db.workflows, db.outbox, db.history], async () => {
    const [records, rows] = await Promise.all([db.workflows.bulkGet(ids), db.outbox.bulkGet(ids)])
    const changed: WorkflowRecord[] = []
    const pendingChanges: OutboxRecord[] = []
    for (const [index, desired] of desiredPlans.entries()) {
      const record = records[index]
      if (record === undefined) {
        changed.push(recovered(desired.workflowId, desired, parts.nowMs))
        pendingChanges.push(acknowledgedChange(desired, parts.nowMs))
      } else if (behindIds.has(record.id) && !isSameJson(record.plan, desired.plan)) {
        const isEdited = record.hasUnqueuedEdit || rows[index]?.isAcknowledged === 0
        if (isEdited) {
          const copy = recovered(parts.mintId(), { ...desired, seq: 0 }, parts.nowMs)
          changed.push({ ...copy, origin: { kind: 'conflictCopy', of: record.id } })
        } else {
          changed.push(adopted(record, desired, parts.nowMs))
        }
      }
    }
    await Promise.all([
      db.workflows.bulkPut(changed),
      db.outbox.bulkPut(pendingChanges),
      db.history.bulkAdd(
        historyRecords(
          changed
            .filter((each) => each.rev > 1)
            .map((each) => ({ ...lineOf(each), workflowId: each.id, rev: each.rev, changes: [] })),
        ),
      ),
    ])
    return changed
  })
}

const RECOVERED = messageRef('steps.recovered')

function lineOf(record: WorkflowRecord) {
  return { at: record.updatedAtMs, label: RECOVERED, by: null, stepId: '', seq: record.seq }
}

function recovered(id: string, desired: DesiredPlan, nowMs: number): WorkflowRecord {
  const parts = { plan: desired.plan, seq: desired.seq, hasUnqueuedEdit: desired.seq === 0, sync: null }
  return {
    ...parts,
    id,
    rev: 1,
    departsAtMs: departsAtMsOf(desired.plan),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    planVersion: 1,
    shownState: shownStateOf(parts),
    origin: { kind: 'recovered' },
    isRemoved: false,
    creation: { label: RECOVERED, by: null, stepId: '', seq: desired.seq === 0 ? null : desired.seq },
  }
}

function adopted(record: WorkflowRecord, desired: DesiredPlan, nowMs: number): WorkflowRecord {
  const next = { ...record, plan: desired.plan, seq: Math.max(record.seq, desired.seq) }
  return {
    ...next,
    rev: record.rev + 1,
    planVersion: record.planVersion + 1,
    departsAtMs: departsAtMsOf(desired.plan),
    updatedAtMs: nowMs,
    shownState: shownStateOf(next),
  }
}

function acknowledgedChange(desired: DesiredPlan, nowMs: number): OutboxRecord {
  const { workflowId, seq, intent, plan, sourceId, account } = desired
  return submittedBefore(nowMs, { workflowId, seq, isAcknowledged: 1, intent, plan, sourceId, account })
}
