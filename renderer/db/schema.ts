import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Connection, Driver, Vehicle } from '../../shared/model/reference.ts'
import type {
  Account,
  KnownSync,
  SubmitEntry,
  SyncState,
  WorkflowSync,
} from '../../shared/model/sync-status.ts'
import type { Plan } from '../../shared/model/workflow.ts'
import { type OldHistoryRecord, renewHistoryRecord } from './history.ts'
import { createStorageHealth, type StorageHealth, storageError } from './storage-health.ts'
import { createWorkflowFeed, type WorkflowFeed } from './workflow-feed.ts'

/**
 * S1: what the dispatcher wants, in IndexedDB. One database per workspace. Every user edit is one strict
 * transaction over `workflows`, `outbox`, `history` and `undo` (see `commands.ts`); nothing else writes a plan.
 */

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
  /** Number of the newest wish to send; 0 = never queued. Never used twice, not even after undo dropped a wish. */
  readonly seq: number
  /** Newest wish that undo took back before the host ever had it: it is no longer wanted. */
  readonly droppedSeq?: number
  /** How it was made: the first line of its history stands here, so that an import writes no row more for each. */
  readonly creation?: WorkflowCreation
  /** True when the newest edit was saved as a draft, so that the screen says what is not even queued. */
  readonly hasUnqueuedEdit: boolean
  /** The plan of the newest wish, while a draft made over it stands in {@link plan}: what was sent, should it be asked. */
  readonly queuedPlan?: Plan
  /** Where the newest wish has got to, as the host last said; `null` before the host has seen it. */
  readonly sync: WorkflowSync | null
  /** 1 while Catena holds it more than once, else left out: a sparse index finds the few at once. */
  readonly hasTwins?: 1
  /** {@link syncState} of the whole, indexed: what the board shows and filters. */
  readonly shownState: SyncState
  /** Where it came from: an import's batch, a template, a copy. */
  readonly origin: WorkflowOrigin | null
  /** True when undo took its creation back: kept for redo and for the outbox, hidden from every list. */
  readonly isRemoved: boolean
}

/** Who made a workflow, under which undo step, and the wish it was first sent with (`null` = as a draft). */
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

/** The newest wish of one workflow, until the host's answer for it is terminal. */
export interface OutboxRecord {
  readonly workflowId: string
  readonly seq: number
  /** 0 until the host confirmed this seq, then 1: a number, since IndexedDB does not index booleans. */
  readonly isHanded: 0 | 1
  /** True once any seq of this workflow was offered to the host, whatever it answered: then it may have been sent. */
  readonly wasEverHanded: boolean
  /**
   * The newest wish of this workflow that was offered to a host, this one or one before it; 0: none. Noted before it is
   * offered. Left out in rows of which that is not known.
   */
  readonly offeredSeq?: number
  /** As in {@link SubmitEntry}; left out while there are none. */
  readonly earlierConnectionIds?: readonly string[]
  readonly intent: SubmitEntry['intent']
  readonly plan: Plan
  readonly sourceId: string
  readonly account: Account | null
  readonly overBase: string | null
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
  /** Wish it was sent with; `null` = saved as a draft. */
  readonly seq: number | null
  readonly changes: readonly FieldChange[]
  /** A settled conflict: what Catena held (`before`) of the fields in which ours was chosen (`after`). */
  readonly overridden?: readonly FieldChange[]
}

/** One field of one change; `path` is a dotted path into the plan. */
export interface FieldChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
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
  /** Where the step sent it. */
  readonly intent: 'draft' | 'send' | 'cancel'
  /** `seq` before the step: 0 = it had never been queued. */
  readonly hadSeq: number
  readonly hadUnqueuedEdit: boolean
}

/** Typing that is not saved yet, kept across a crash. */
export interface TypingRecord {
  readonly workflowId: string
  readonly baseRev: number | null
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

/** The index of `undo` that tells which step comes next, without reading the plans in it. */
export const STEP_INDEX = '[isUndone+position+weight]'

/** The planner's database. */
export class PlannerDatabase extends Dexie {
  declare workflows: EntityTable<WorkflowRecord, 'id'>
  declare outbox: EntityTable<OutboxRecord, 'workflowId'>
  declare history: Table<HistoryRecord, number>
  declare undo: EntityTable<UndoStep, 'id'>
  declare typing: EntityTable<TypingRecord, 'workflowId'>
  declare connections: Table<Connection, string>
  declare drivers: Table<Driver, string>
  declare vehicles: Table<Vehicle, string>
  declare meta: EntityTable<MetaRecord, 'key'>
  declare views: EntityTable<ViewRecord, 'id'>
  declare templates: EntityTable<TemplateRecord, 'id'>
  declare importMappings: EntityTable<ImportMappingRecord, 'shape'>
  declare printed: Table<PrintedRecord, number>
  declare setAside: Table<SetAsideRecord, number>

  /** Committed changes of `workflows`, as records, in this page and in other tabs. */
  readonly workflowFeed: WorkflowFeed
  /** Whether the database takes writes. */
  readonly health: StorageHealth

  /**
   * @param name `planner-live` or `planner-training`.
   * Dexie's query cache is off: it clones whole result sets, and it shows what is not yet committed.
   */
  constructor(name: string, options?: ConstructorParameters<typeof Dexie>[1]) {
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled', ...options })
    this.health = createStorageHealth()
    this.workflowFeed = createWorkflowFeed(
      name,
      (ids) => this.workflows.bulkGet([...ids]),
      (error) => this.health.fail(storageError('storage.failed', error)),
    )
    this.version(1).stores({
      workflows: '&id, departsAtMs, shownState, updatedAtMs',
      outbox: '&workflowId, isHanded',
      history: '++id, workflowId',
      undo: '&id, [isUndone+position+weight]',
      typing: '&workflowId',
      connections: '&id',
      drivers: '&id, sourceId',
      vehicles: '&id, sourceId',
      meta: '&key',
      views: '&id, position',
      templates: '&id',
      importMappings: '&shape',
      printed: '++id, workflowId',
      setAside: '++id',
    })
    this.version(2).stores({ workflows: '&id, departsAtMs, shownState, updatedAtMs, hasTwins' })
    // The soonest of a state without reading the others; no index that nothing asks: each costs at every save.
    this.version(3).stores({ workflows: '&id, departsAtMs, [shownState+departsAtMs], hasTwins' })
    this.version(4).stores({ printed: '++id, workflowId, at' })
    this.version(5)
      .stores({ history: '++id, *workflowIds' })
      .upgrade((transaction) =>
        transaction.table<OldHistoryRecord>('history').toCollection().modify(renewHistoryRecord),
      )
    // What a template has made, without reading the days that it stands on. Sparse: nothing else stands in it.
    this.version(6).stores({
      workflows: '&id, departsAtMs, [shownState+departsAtMs], hasTwins, [origin.templateId+origin.day]',
    })
  }
}
