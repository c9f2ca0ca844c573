import type { FieldChange } from '../../../shared/model/plan/plan-diff.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { TableChange, WorkflowOrigin, WorkflowRecord } from '../schema/records.ts'

/** Where an edit is to go: only kept here, or queued for Catena. `cancel` queues a cancellation. */
export type EditIntent = 'draft' | 'send' | 'cancel'

/** One edit of one workflow. Every screen edits through a list of these: one list is one undo step. */
export interface WorkflowEdit {
  readonly workflowId: string
  /** `rev` of the record it was made on; `null` = it is new. */
  readonly baseRev: number | null
  readonly plan: Plan
  readonly intent: EditIntent
  readonly origin?: WorkflowOrigin
  /** Conflict only: hash of Catena's version that this edit decides over. */
  readonly overBase?: string
  /** Conflict only: what Catena's version said of the fields in which ours was chosen, for the history. */
  readonly overridden?: readonly FieldChange[]
  /** For what was typed in the editor: the key under which it was kept for a crash. It is dropped with the save. */
  readonly draftKey?: string
}

/** What became of a list of edits. `conflictCopies` holds what lost against a newer `rev` (another tab). */
export interface EditResult {
  readonly saved: readonly WorkflowRecord[]
  readonly conflictCopies: readonly WorkflowRecord[]
}

/** How a long list of edits, or the undoing of one, is watched and stopped. */
export interface ApplyWatch {
  /** Told now and then how many edits have been written; nothing of them is saved before it resolves. */
  readonly onProgress?: (doneCount: number) => void
  /** Aborted before the last edit is written: it rejects with `workflow.cancelled`, and nothing was saved. */
  readonly signal?: AbortSignal
}

/** A step that was taken back or done again. */
export interface TurnedStep {
  readonly label: string
  readonly result: EditResult
  /** Names of templates and views that were changed after the step, and therefore stay as they are. */
  readonly kept: readonly string[]
}

/**
 * The only way a plan, a template or a saved view is written. Each method is one strict IndexedDB transaction, and resolves after `complete`: then, and only then, the screen may say "saved".
 * Rejects with a `StorageError` (`storage.quota`, `storage.readOnly`, `storage.failed`); then nothing was written.
 */
export interface WorkflowCommands {
  /** `label` names the undo step: "Edit N-24-0612", "Shift 14 workflows by 30 min". */
  apply(label: string, edits: readonly WorkflowEdit[], watch?: ApplyWatch): Promise<EditResult>
  /**
   * Changes templates or saved views, as a step of the same undo: nothing of it goes to Catena. Rejects with
   * `record.changed` when one is no longer what `before` says.
   */
  applyToTables(label: string, changes: readonly TableChange[]): Promise<void>
  /** Takes the newest step back. A change that was sent is followed by an update to the TSP. `null`: nothing to undo. */
  undo(watch?: ApplyWatch): Promise<TurnedStep | null>
  redo(watch?: ApplyWatch): Promise<TurnedStep | null>
  /** What undo and redo would do, and how many workflows of it would go to the TSP; for the menu, before the key. */
  peek(): Promise<{ readonly undo: UndoPreview | null; readonly redo: UndoPreview | null }>
}
export interface UndoPreview {
  readonly label: string
  /** Workflows of it; 0: it is about templates or views, of which nothing is ever sent. */
  readonly count: number
  /** Workflows whose undoing is followed by an update (or cancellation) at the TSP. */
  readonly sentCount: number
}
