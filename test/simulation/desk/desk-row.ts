import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { Account, KnownSync, WorkflowSync } from '../../../shared/model/status/sync-status.ts'

/** One workflow in the desk's own store (S1): what the dispatcher wants, and what the host last said of it. */
export interface DeskRow {
  readonly workflowId: string
  seq: number
  intent: 'send' | 'cancel'
  plan: Plan
  sourceId: string
  account: Account | null
  overBase: string | null
  /** The newest pending change that the host has confirmed; 0 = none. */
  acknowledgedSeq: number
  /** The newest pending change that was ever on its way to the host: it may be in the journal without our knowing. */
  submittedSeq: number
  known: WorkflowSync | null
  /** What was known when the host turned out to know less, until it is told. */
  remembered: KnownSync | null
  /** Every connection that a pending change of it ever named. */
  connectionIds: readonly string[]
  /** Some pending change of it was saved under another account: it waits until that account is back. */
  isForStranger: boolean
}
