import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Connection, Driver, Vehicle } from '../../../shared/model/reference.ts'
import { type OldHistoryRecord, renewHistoryRecord } from './history-record.ts'
import type {
  HistoryRecord,
  ImportMappingRecord,
  MetaRecord,
  OutboxRecord,
  PrintedRecord,
  SetAsideRecord,
  TemplateRecord,
  UndoStep,
  UnsavedDraftRecord,
  ViewRecord,
  WorkflowRecord,
} from './records.ts'
import { renameFields } from './rename-upgrade.ts'
import { createStorageHealth, type StorageHealth, storageError } from './storage-health.ts'
import { createWorkflowFeed, type WorkflowFeed } from './workflow-feed.ts'

/**
 * S1: what the dispatcher wants, in IndexedDB. One database per workspace. Every user edit is one strict
 * transaction over `workflows`, `outbox`, `history` and `undo` (see `commands.ts`); nothing else writes a plan.
 */

/** The index of `undo` that tells which step comes next, without reading the plans in it. */
export const STEP_INDEX = '[isUndone+position+weight]'

/** The planner's database. */
export class PlannerDatabase extends Dexie {
  declare workflows: EntityTable<WorkflowRecord, 'id'>
  declare outbox: EntityTable<OutboxRecord, 'workflowId'>
  declare history: Table<HistoryRecord, number>
  declare undo: EntityTable<UndoStep, 'id'>
  declare unsavedDrafts: EntityTable<UnsavedDraftRecord, 'workflowId'>
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
    this.version(7)
      .stores({
        workflows:
          '&id, departsAtMs, [shownState+departsAtMs], hasDuplicates, [origin.templateId+origin.day]',
        outbox: '&workflowId, isAcknowledged',
        unsavedDrafts: '&workflowId',
      })
      .upgrade(renameFields)
    this.version(8).stores({ typing: null })
    // Whether a workflow that Catena lists is one of this desk. Sparse: drafts have no resource.
    this.version(9).stores({
      workflows:
        '&id, departsAtMs, [shownState+departsAtMs], hasDuplicates, [origin.templateId+origin.day], sync.resourceId',
    })
  }
}
