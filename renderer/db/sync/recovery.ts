import { knownOf } from '../../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../../shared/rpc/contract.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import { departsAtMsOf } from '../commands/apply-edit.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import { shownStateOf } from '../schema/shown-status.ts'
import { type ApplyContext, submittedBefore, terminalChange } from './apply-statuses.ts'
import type { SyncContent, SyncStore, SyncUpdate } from './sync-store.ts'

/** Brings back what the page's database or the host's journal lost, each from the other. */

/** One pending change as the host's journal knows it. */
export type DesiredPlan = CallOutput<'sync.desiredPlans'>['desiredPlans'][number]

/**
 * Queues again what the host should have and has not, because its journal was lost or damaged. All of it may have been sent.
 * @param seqs the newest pending change that the host has, by workflow.
 * @param aheadIds workflows of which this database knows more than the journal. They are told to the host even when their
 * newest pending change is terminal.
 */
export async function submitAgain(
  store: SyncStore,
  seqs: ReadonlyMap<string, number>,
  aheadIds: readonly string[],
  context: ApplyContext,
): Promise<void> {
  const acknowledged = await store.readAcknowledged()
  const lostIds = acknowledged
    .filter((each) => (seqs.get(each.workflowId) ?? 0) < each.seq)
    .map((each) => each.workflowId)
  const ahead = new Set(aheadIds)
  const ids = [...new Set([...lostIds, ...ahead])]
  if (ids.length === 0) return
  await store.update(ids, ({ records, pendingChanges }) => ({
    pendingChanges: ids.flatMap((id) => {
      const [record, row] = [records.get(id), pendingChanges.get(id)]
      if (record !== undefined && ahead.has(id)) return [withRemembered(record, row, context)]
      return row === undefined ? [] : [{ ...row, isAcknowledged: 0 }]
    }),
    result: undefined,
  }))
}

/** The newest pending change, with what is known of it: the host's statuses may arrive before it is told, and say less. */
function withRemembered(
  record: WorkflowRecord,
  row: OutboxRecord | undefined,
  context: ApplyContext,
): OutboxRecord {
  const pendingChange = row ?? terminalChange(record, context)
  const remembered = pendingChange.remembered ?? (record.sync === null ? undefined : knownOf(record.sync))
  return { ...pendingChange, isAcknowledged: 0, ...(remembered !== undefined && { remembered }) }
}

/**
 * Takes from the host's journal what this database does not have: lost workflows whole, and the newer plan where the
 * database was rolled back. A plan that was edited here since stays, and the journal's plan becomes a copy beside it.
 * @param behindIds workflows of which the host has a newer pending change than this database.
 */
export async function recoverDesiredPlans(
  store: SyncStore,
  desiredPlans: readonly DesiredPlan[],
  behindIds: ReadonlySet<string>,
  parts: ApplyContext & { readonly mintId: () => string },
): Promise<void> {
  const ids = desiredPlans.map((each) => each.workflowId)
  await store.update(ids, (content) => recoveryUpdate(content, desiredPlans, behindIds, parts), {
    hasHistory: true,
  })
}

function recoveryUpdate(
  { records, pendingChanges: rows }: SyncContent,
  desiredPlans: readonly DesiredPlan[],
  behindIds: ReadonlySet<string>,
  parts: ApplyContext & { readonly mintId: () => string },
): SyncUpdate<void> {
  const changed: WorkflowRecord[] = []
  const pendingChanges: OutboxRecord[] = []
  for (const desired of desiredPlans) {
    const record = records.get(desired.workflowId)
    if (record === undefined) {
      changed.push(recovered(desired.workflowId, desired, parts.nowMs))
      pendingChanges.push(recoveredChange(desired, parts.nowMs))
    } else if (behindIds.has(record.id) && !isSameJson(record.plan, desired.plan)) {
      const isEdited = record.hasUnqueuedEdit || rows.get(record.id)?.isAcknowledged === 0
      changed.push(isEdited ? conflictCopy(record, desired, parts) : adopted(record, desired, parts.nowMs))
    }
  }
  const history = changed
    .filter((each) => each.rev > 1)
    .map((each) => ({ ...lineOf(each), workflowId: each.id, rev: each.rev, changes: [] }))
  return { records: changed, pendingChanges, history, result: undefined }
}

const RECOVERED = messageRef('steps.recovered')

function lineOf(record: WorkflowRecord) {
  return { at: record.updatedAtMs, label: RECOVERED, by: null, stepId: '', seq: record.seq }
}

/** The journal's plan as a draft of its own, beside the edited workflow. */
function conflictCopy(
  record: WorkflowRecord,
  desired: DesiredPlan,
  parts: ApplyContext & { readonly mintId: () => string },
): WorkflowRecord {
  const copy = recovered(parts.mintId(), { ...desired, seq: 0 }, parts.nowMs)
  return { ...copy, origin: { kind: 'conflictCopy', of: record.id } }
}

/** A workflow that only the journal has. `seq` 0: as a draft. */
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

/** The workflow with the journal's newer plan. */
function adopted(record: WorkflowRecord, desired: DesiredPlan, nowMs: number): WorkflowRecord {
  const seq = Math.max(record.seq, desired.seq)
  const next = { ...record, plan: desired.plan, seq, queuedAccount: desired.account }
  return {
    ...next,
    rev: record.rev + 1,
    planVersion: record.planVersion + 1,
    departsAtMs: departsAtMsOf(desired.plan),
    updatedAtMs: nowMs,
    shownState: shownStateOf(next),
  }
}

function recoveredChange(desired: DesiredPlan, nowMs: number): OutboxRecord {
  const { workflowId, seq, intent, plan, sourceId, account } = desired
  return submittedBefore(nowMs, { workflowId, seq, isAcknowledged: 1, intent, plan, sourceId, account })
}
