import { mergeForeign } from '../../../shared/model/plan/foreign-change.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { SyncDetail } from '../../../shared/model/status/sync-status.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import { type Change, revise, type StepContext } from '../commands/apply-edit.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import type { SyncSessionParts } from './sync-session.ts'
import type { SyncContent, SyncStore, SyncUpdate } from './sync-store.ts'

/** Takes in what was changed elsewhere, as far as no person has to decide. */
export interface ForeignChanges {
  /**
   * Asks the host about each workflow in conflict that was not examined in its present state, and merges what only the
   * other side changed. Rejects with what the host or the host channel rejects with.
   */
  take(): Promise<void>
}

/** Creates one for a page. Nothing is asked before {@link ForeignChanges.take}. */
export function createForeignChanges(parts: SyncSessionParts): ForeignChanges {
  /** The state in which each conflict was left for a person, by workflow. */
  const examined = new Map<string, string>()

  return {
    async take() {
      const { store, host, context } = parts
      for (const record of await store.readInState('conflict')) {
        const state = `${record.rev} ${JSON.stringify(record.sync)}`
        if (examined.get(record.id) === state) continue
        const detail = await host.call('sync.detail', { workflowId: record.id })
        const change = detail?.theirs ?? null
        if (change === null) continue
        const isTaken = await takeOne(store, record, change, context())
        if (!isTaken) examined.set(record.id, state)
      }
    },
  }
}

type TheirChange = NonNullable<SyncDetail['theirs']>

/** @returns false when a person has to decide, or the workflow has changed meanwhile. */
async function takeOne(
  store: SyncStore,
  seen: WorkflowRecord,
  change: TheirChange,
  context: MergeContext,
): Promise<boolean> {
  const update = ({ records, pendingChanges }: SyncContent): SyncUpdate<boolean> => {
    const [record, row] = [records.get(seen.id), pendingChanges.get(seen.id)]
    if (record === undefined || row === undefined || !isSameJson(record, seen)) return { result: false }
    const next = mergedChange(record, row, change, context)
    if (next === null || next.pendingChange === null || next.history === null) return { result: false }
    return {
      records: [next.record],
      pendingChanges: [next.pendingChange],
      history: [next.history],
      result: true,
    }
  }
  return store.update([seen.id], update, { hasHistory: true })
}

type MergeContext = ReturnType<SyncSessionParts['context']>

/** The next revision of a workflow with what only the other side changed. `null`: a person has to decide. */
function mergedChange(
  record: WorkflowRecord,
  row: OutboxRecord,
  change: TheirChange,
  { nowMs, mintId }: MergeContext,
): Change | null {
  // Made over this very version, it is on its way to the host.
  if (row.intent !== 'send' || row.overBase === change.baseHash) return null
  const merge = mergeForeign(change, row.plan)
  if (merge === null || merge.conflicts.length > 0) return null
  const step: StepContext = {
    nowMs,
    stepId: mintId(),
    label: messageRef('steps.changedElsewhere'),
    by: null,
    account: row.account,
    mintId,
    // An update starts no new create, which alone would use it.
    mintSourceId: () => row.sourceId,
  }
  const { hasUnqueuedEdit } = record
  return revise(
    step,
    record,
    row,
    {
      plan: hasUnqueuedEdit ? draftOver(change, record.plan) : merge.plan,
      pendingChange: { intent: 'send', plan: merge.plan, overBase: change.baseHash },
      hasUnqueuedEdit,
      isRemoved: record.isRemoved,
      isPendingChangeDropped: false,
      ownPlan: record.ownPlan ?? record.plan,
    },
    null,
  )
}

/** A draft over the pending change keeps every field that was typed. */
function draftOver(change: TheirChange, draft: Plan): Plan {
  return mergeForeign({ ...change, askedFields: [] }, draft)?.plan ?? draft
}
