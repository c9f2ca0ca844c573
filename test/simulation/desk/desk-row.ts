import type { OutboxRecord, WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { isMadeElsewhere } from '../../../renderer/db/schema/shown-status.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'

/** One workflow as the dispatcher wants it, for the checker. */
export interface DeskRow {
  readonly workflowId: string
  /** The newest pending change. */
  readonly seq: number
  readonly intent: 'send' | 'cancel'
  readonly plan: Plan
  /** The workflow at Catena that it is known to be; `null`: none yet. */
  readonly resourceId: string | null
  /** True when it was made elsewhere, and nobody has edited it here. */
  readonly isUntouched: boolean
  /** Of the newest pending change, or under which Catena knows the workflow. */
  readonly sourceId: string
  /** What the page last heard of the newest pending change, once that has left the outbox; else `null`. */
  readonly terminal: WorkflowSync | null
  /** Some pending change of it was saved under another account: it waits until that account is back. */
  readonly isForStranger: boolean
}

/** What the newest pending change of a workflow asks for. @param pendingChange `undefined`: it is terminal. */
export function intentOf(record: WorkflowRecord, pendingChange: OutboxRecord | undefined): DeskRow['intent'] {
  return pendingChange?.intent ?? (record.sync?.change === 'cancel' ? 'cancel' : 'send')
}

/** The row of a stored workflow. @param pendingChange `undefined`: its newest one is terminal. */
export function deskRow(
  record: WorkflowRecord,
  pendingChange: OutboxRecord | undefined,
  isForStranger: boolean,
): DeskRow {
  return {
    workflowId: record.id,
    seq: record.seq,
    intent: intentOf(record, pendingChange),
    plan: record.plan,
    resourceId: record.sync?.resourceId ?? null,
    isUntouched: isMadeElsewhere(record) && pendingChange === undefined,
    sourceId: pendingChange?.sourceId ?? record.sync?.sourceId ?? '',
    terminal: pendingChange === undefined ? record.sync : null,
    isForStranger,
  }
}
