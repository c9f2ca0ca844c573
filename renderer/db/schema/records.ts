import type { FieldChange } from '../../../shared/model/plan/plan-diff.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type {
  Account,
  KnownSync,
  SubmittedChange,
  SyncState,
  WorkflowSync,
} from '../../../shared/model/status/sync-status.ts'

/** The records that the planner's database holds, table by table. */

/** A workflow on this computer. */
export interface WorkflowRecord {
  /** ULID, minted when it is first saved. */
  readonly id: string
  /** Grows by one with every edit; every write compares it inside its transaction. */
  readonly rev: number
  readonly plan: Plan
  /** `departureOf(plan)` in milliseconds; `NO_DEPARTURE` when nothing says. */
  readonly departsAtMs: number
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** Version of the plan as printed on a manifest: grows with each edit that changes content. */
  readonly planVersion: number
  /** Number of the newest pending change to send; 0 = never queued. Never used twice, not even after undo dropped a pending change. */
  readonly seq: number
  /** Newest pending change that undo took back before the host ever had it: it is no longer wanted. */
  readonly droppedSeq?: number
  /** How it was made: the first line of its history stands here, so that an import writes no row more for each. */
  readonly creation?: WorkflowCreation
  /** True when the newest edit was saved as a draft, so that the screen says what is not even queued. */
  readonly hasUnqueuedEdit: boolean
  /** The plan of the newest pending change, while a draft made over it stands in {@link plan}: what was sent, should it be asked. */
  readonly queuedPlan?: Plan
  /**
   * The account of the newest pending change, once that has left the outbox: it is told with it when the host has lost it. Left
   * out where that is not known.
   */
  readonly queuedAccount?: Account | null
  /** Where the newest pending change has got to, as the host last said; `null` before the host has seen it. */
  readonly sync: WorkflowSync | null
  /** 1 while Catena holds it more than once, else left out: a sparse index finds the few at once. */
  readonly hasDuplicates?: 1
  /** {@link syncState} of the whole, indexed: what the board shows and filters. */
  readonly shownState: SyncState
  /** Where it came from: an import's batch, a template, a copy. */
  readonly origin: WorkflowOrigin | null
  /**
   * The plan as the steps of this desk left it, while {@link plan} also holds what was changed elsewhere since: undo takes back
   * nothing of the others.
   */
  readonly ownPlan?: Plan
  /** Catena's version that {@link plan} shows, once it is not what this desk wrote last. */
  readonly remoteVersion?: RemoteVersion
  /**
   * Set when the TSP deleted it while the pending change `seq` waited here, so that the change was refused. `at` is ISO 8601
   * UTC.
   */
  readonly deletedUnder?: { readonly seq: number; readonly at: string }
  /**
   * True when undo took its creation back, or long after the TSP has deleted it: kept for redo and for the outbox, hidden from
   * every list.
   */
  readonly isRemoved: boolean
}

/** A version that somebody else made. Times are Catena's, ISO 8601 UTC; `null` = it did not say. */
export interface RemoteVersion {
  /** The newest pending change of this desk when it was read. With a newer one it says nothing. */
  readonly seq: number
  readonly updatedAt: string | null
  /** When the workflow was deleted at the TSP; `null` = it was not. */
  readonly deletedAt: string | null
}

/** Who made a workflow, under which undo step, and the pending change it was first sent with (`null` = as a draft). */
export interface WorkflowCreation {
  readonly label: string
  readonly by: string | null
  readonly stepId: string
  readonly seq: number | null
}

/** `departsAtMs` of a workflow without any time: sorts first and is listed under "No date". */
export const NO_DEPARTURE = 0

/** What made a workflow, other than `New workflow`. */
export type WorkflowOrigin =
  | { readonly kind: 'import'; readonly batchId: string; readonly rowKey: string }
  | { readonly kind: 'copy'; readonly of: string }
  | { readonly kind: 'template'; readonly templateId: string; readonly day: string }
  | { readonly kind: 'recovered' }
  | { readonly kind: 'conflictCopy'; readonly of: string }
  /** Made elsewhere, and read from Catena. */
  | { readonly kind: 'catena'; readonly resourceId: string }

/**
 * The number of the pending change that counts as done for a workflow that was made elsewhere: the first edit here is the
 * next one, and the host takes the workflow over as one that is at Catena.
 */
export const ELSEWHERE_SEQ = 1

/** The newest pending change of one workflow, until the host's answer for it is terminal. */
export interface OutboxRecord {
  readonly workflowId: string
  readonly seq: number
  /** 0 until the host confirmed this seq, then 1: a number, since IndexedDB does not index booleans. */
  readonly isAcknowledged: 0 | 1
  /** True once any seq of this workflow was offered to the host, whatever it answered: then it may have been sent. */
  readonly wasEverSubmitted: boolean
  /**
   * The newest pending change of this workflow that was offered to a host, this one or one before it; 0: none. Noted before it is
   * offered. Left out in rows of which that is not known.
   */
  readonly submittedSeq?: number
  /** As in {@link SubmittedChange}; left out while there are none. */
  readonly possibleConnectionIds?: readonly string[]
  readonly intent: SubmittedChange['intent']
  readonly plan: Plan
  readonly sourceId: string
  readonly account: Account | null
  readonly overBase: string | null
  /** Catena's version over which it was made, where that was newer than what this desk had written. */
  readonly base?: NonNullable<SubmittedChange['base']>
  readonly queuedAtMs: number
  /** What was known of it when the host turned out to know less, until the host has taken that. */
  readonly remembered?: KnownSync
}

/**
 * What one step changed of some workflows: the History tab. A bulk edit writes few records of many lines, since a record
 * for each line costs it a third of its time.
 */
export interface HistoryRecord {
  readonly id?: number
  /** Indexed by each member. */
  readonly workflowIds: readonly string[]
  readonly at: number
  readonly label: string
  readonly by: string | null
  /** Undo step it belongs to. */
  readonly stepId: string
  /** One of each workflow, in the order of {@link workflowIds}. */
  readonly lines: readonly HistoryChange[]
}

/** One change of one workflow, and where it got to (`seq` against the host's status). */
export interface HistoryChange {
  readonly rev: number
  /** Pending change it was sent with; `null` = saved as a draft. */
  readonly seq: number | null
  readonly changes: readonly FieldChange[]
  /** A settled conflict: what Catena held (`before`) of the fields in which ours was chosen (`after`). */
  readonly overridden?: readonly FieldChange[]
}

/**
 * One step of undo. It holds the plans before; the plan after stands in the workflow itself and is taken from there at
 * the moment of undoing, so that saving and importing write no plan twice.
 */
export interface UndoStep {
  readonly id: string
  /** Order; the newest not undone is what undo takes back. */
  readonly position: number
  readonly label: string
  readonly at: number
  readonly isUndone: 0 | 1
  /** About how many plans it holds: what the size cap counts, read from the index without the step. */
  readonly weight: number
  readonly entries: readonly UndoEntry[]
  /** Workflows that the step made, by where they were to go. */
  readonly created: readonly { readonly intent: UndoEntry['intent']; readonly ids: readonly string[] }[]
  /** Templates and saved views that it changed; a step of workflows has none. */
  readonly tables?: readonly TableChange[]
}
export interface UndoEntry {
  readonly workflowId: string
  /** `null`: the step created it (kept here only while the step is undone, when it was cancelled at Catena). */
  readonly before: Plan | null
  /** `null` until the step is undone. */
  readonly after: Plan | null
  /** {@link WorkflowRecord.ownPlan} before the step, and when it was undone. */
  readonly ownBefore?: Plan
  readonly ownAfter?: Plan
  /** Where the step sent it. */
  readonly intent: 'draft' | 'send' | 'cancel'
  /** `seq` before the step: 0 = it had never been queued. */
  readonly hadSeq: number
  readonly hadUnqueuedEdit: boolean
}

/** What one window types and has not saved yet, kept across a crash. */
export interface UnsavedDraftRecord {
  /**
   * Workflow and window: `<workflow>:<window>`, where a workflow that was never saved is `new`. Earlier versions of the
   * planner kept it under the workflow alone.
   */
  readonly workflowId: string
  readonly baseRev: number | null
  /** The version that it stands on; left out for a new workflow, and by earlier versions of the planner. */
  readonly basePlan?: Plan
  readonly plan: Plan
  /** Text of fields that does not read as a value (yet), by the editor's field key: bad typing is kept too. */
  readonly texts?: Readonly<Record<string, string>>
  readonly at: number
}

/** Small named values: install id, when reference data were fetched, first-day seeding. */
export interface MetaRecord {
  readonly key: string
  readonly value: unknown
}

/** A saved view of the board; its content is the board's own. */
export interface ViewRecord {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly view: unknown
}

/** A template, with its weekday rule (RFC 5545 RRULE) when it recurs. Times in the plan are on `anchorDay`. */
export interface TemplateRecord {
  readonly id: string
  readonly name: string
  readonly plan: Plan
  /** `YYYY-MM-DD`, the day the plan's times stand on, in the depot's zone. */
  readonly anchorDay: string
  readonly rrule: string | null
  /** Days for which drafts have been made already: made once, never twice. */
  readonly madeDays: readonly string[]
  readonly updatedAtMs: number
}

/** Tables beside the workflows whose changes are steps of undo. */
export type TableStore = 'templates' | 'views'
/** What stands in them. */
export type TableRecord = TemplateRecord | ViewRecord

/** One record of such a table before and after a step; `null`: it is not there. */
export interface TableChange {
  readonly store: TableStore
  readonly key: string
  readonly before: TableRecord | null
  readonly after: TableRecord | null
}

/** Column mapping remembered for one shape of file. */
export interface ImportMappingRecord {
  /** Hash of the header row. */
  readonly shape: string
  readonly mapping: unknown
  readonly updatedAtMs: number
}

/** A printed manifest, to tell which sheets a later change has made wrong. */
export interface PrintedRecord {
  readonly id?: number
  readonly workflowId: string
  readonly planVersion: number
  readonly at: number
}

/** A record that did not parse, set aside and shown, never deleted. */
export interface SetAsideRecord {
  readonly id?: number
  readonly table: string
  readonly key: string
  readonly reason: string
  readonly value: unknown
  readonly at: number
}
