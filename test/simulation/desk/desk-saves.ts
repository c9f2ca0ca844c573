import { changeOf, type EditContext } from '../../../renderer/db/commands/apply-edit.ts'
import type { WorkflowEdit } from '../../../renderer/db/commands/command-types.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { emptyPlan, type Plan } from '../../../shared/model/plan/workflow.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { OWNER } from '../../doubles/catena/model-catena.ts'
import type { MemoryDatabase } from '../../doubles/page/memory-sync-store.ts'
import type { VirtualClock } from '../../doubles/virtual-clock.ts'
import type { TypedFields } from '../checker/typed-fields.ts'
import type { Ledger } from '../runs/ledger.ts'
import { type DeskRow, deskRow, intentOf } from './desk-row.ts'

/** What the dispatcher saves, written as the product's commands write it. */
export interface DeskSaves {
  create(workflowId: string, plan: Plan): void
  /** What was cancelled is planned again. */
  send(record: WorkflowRecord, plan: Plan): void
  cancel(record: WorkflowRecord): void
  /** Decides a conflict over the version of Catena that `overBase` names. */
  decide(record: WorkflowRecord, plan: Plan, intent: DeskRow['intent'], overBase: string): void
  intentOf(record: WorkflowRecord): DeskRow['intent']
  /** Something of the workflow was saved for this account. */
  noteSave(workflowId: string, account: Account | null): void
  /** When something was last saved, virtual milliseconds. */
  lastSaveMs(): number
  /** An id for a workflow that recovery makes. */
  mintId(): string
  rows(): ReadonlyMap<string, DeskRow>
}

/** What saving needs, and who hears of it. */
export interface DeskSavesParts {
  readonly clock: VirtualClock
  readonly ledger: Ledger
  readonly account: () => Account | null
  /** Hears what the dispatcher types and decides, field by field. */
  readonly fields: Omit<TypedFields, 'sent'>
}

/** Saves into `database`. */
export function createDeskSaves(parts: DeskSavesParts, database: MemoryDatabase): DeskSaves {
  const { clock, ledger, fields } = parts
  const context = createContexts(parts)
  let lastSaveMs = 0
  /** Workflows of which anything was ever planned as somebody else: it waits for them, also on a wiped desk. */
  const strangers = new Set<string>()

  function noteSave(workflowId: string, account: Account | null): void {
    lastSaveMs = clock.nowMs()
    if (account !== null && account.subject !== OWNER.subject) strangers.add(workflowId)
  }
  /** @param before the plan that the dispatcher saw; `null` when the workflow is new. */
  function save(edit: WorkflowEdit, before: Plan | null): void {
    const { workflowId } = edit
    const step = context.next()
    if (before !== null) fields.typed(workflowId, before, edit.plan)
    if (edit.intent === 'cancel') fields.decided(workflowId, ['status'])
    noteSave(workflowId, step.account)
    const { records, pendingChanges } = database
    const change = changeOf(step, edit, records.get(workflowId), pendingChanges.get(workflowId))
    if (change === null) return
    const { record, pendingChange } = change
    ledger.note(`desk ${edit.intent} ${workflowId} seq ${record.seq} ${pendingChange?.sourceId}`)
    database.write({ records: [record], pendingChanges: pendingChange === null ? [] : [pendingChange] })
  }
  function intentOfRecord(record: WorkflowRecord): DeskRow['intent'] {
    return intentOf(record, database.pendingChanges.get(record.id))
  }
  return {
    create: (workflowId, plan) => save({ workflowId, baseRev: null, plan, intent: 'send' }, null),
    send(record, plan) {
      const status = intentOfRecord(record) === 'cancel' ? emptyPlan().status : plan.status
      const next = { ...plan, status }
      save({ workflowId: record.id, baseRev: record.rev, plan: next, intent: 'send' }, record.plan)
    },
    cancel: ({ id, rev, plan }) => save({ workflowId: id, baseRev: rev, plan, intent: 'cancel' }, plan),
    decide({ id, rev, plan: before }, plan, intent, overBase) {
      save({ workflowId: id, baseRev: rev, plan, intent, overBase }, before)
    },
    intentOf: intentOfRecord,
    noteSave,
    lastSaveMs: () => lastSaveMs,
    mintId: context.mintId,
    rows() {
      const found = new Map<string, DeskRow>()
      for (const [id, record] of database.records) {
        if (record.isRemoved) continue
        found.set(id, deskRow(record, database.pendingChanges.get(id), strangers.has(id)))
      }
      return found
    },
  }
}

/** What the changes of each save share, with ids that count up. */
function createContexts({ clock, account }: DeskSavesParts) {
  let ids = 0
  let sourceIds = 0
  /** Who was signed in last: a pending change belongs to them, although nobody is signed in just now. */
  let lastAccount: Account | null = account()

  function mintId(): string {
    ids += 1
    return `copy${ids.toString().padStart(4, '0')}`
  }
  function mintSourceId(): string {
    sourceIds += 1
    return `dp_sim_${sourceIds.toString().padStart(6, '0')}`
  }
  return {
    mintId,
    next(): EditContext {
      lastAccount = account() ?? lastAccount
      const nowMs = clock.trueEpochMs()
      const step = { nowMs, stepId: '', label: '', by: null, account: lastAccount, mintId, mintSourceId }
      // Every edit is of the newest revision, so that no copy is made.
      return { ...step, nameConflictCopy: (reference) => reference }
    },
  }
}
