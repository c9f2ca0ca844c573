import { sourceIdPrefix } from '../../../shared/model/plan/source-id.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { chunksOf } from '../../../shared/util/chunks.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { historyRecords } from '../schema/history-record.ts'
import type { OutboxRecord, TableChange, UndoEntry, WorkflowRecord } from '../schema/records.ts'
import { type PlannerDatabase, STEP_INDEX } from '../schema/schema.ts'
import { namesOf, storageError, toStorageError } from '../schema/storage-health.ts'
import { idsOf, partsOf, redoStep, type StepContent, undoStep } from '../undo/invert-step.ts'
import { addStep, previewOf, stepKey, stepOf, stepToTurn, tableStepOf } from '../undo/undo-stack.ts'
import { type Change, changeOf, type StepContext } from './apply-edit.ts'
import type { ApplyWatch, EditResult, TurnedStep, WorkflowCommands, WorkflowEdit } from './command-types.ts'
import { type SaveStore, type StrictTransaction, writeStrictly } from './strict-transaction.ts'
import { changesOver, readHeld, storesOf, turnTables, writeTables } from './table-edit.ts'
import { editsProblem, repetitionProblem } from './validate-edits.ts'

/** What the commands are made of. */
export interface WorkflowCommandsParts {
  readonly db: PlannerDatabase
  readonly nowMs: () => number
  /** A fresh ULID. */
  readonly mintId: () => string
  /** The host's install id: its first ten letters and digits stand in every external id. */
  readonly installId: string
  readonly account: () => Account | null
  /** Whose name the history shows; without it the history says nothing of who. */
  readonly actor?: () => string | null
}

const SAVE_STORES: readonly SaveStore[] = ['workflows', 'outbox', 'history', 'undo', 'unsavedDrafts']
/** Of which table a step is, is known only once it is read. */
const TURN_STORES: readonly SaveStore[] = [...SAVE_STORES, 'templates', 'views']
/** A long list is checked and written in pieces of this size, with the page free to draw in between. */
const WRITE_BATCH = 500
/** So many are changed and written while the database still reads the next ones: it need not wait for the page. */
const READ_CHUNK = 100

/** The one writer of plans, templates and views: see {@link WorkflowCommands}. Rejects with `workflow.invalid` or `storage.*`. */
export function createWorkflowCommands(parts: WorkflowCommandsParts): WorkflowCommands {
  const { db } = parts
  const prefix = sourceIdPrefix(parts.installId)

  function contextOf(label: string): StepContext {
    return {
      nowMs: parts.nowMs(),
      stepId: parts.mintId(),
      label,
      by: parts.actor?.() ?? null,
      account: parts.account(),
      mintId: parts.mintId,
      mintSourceId: () => `${prefix}${parts.mintId()}`,
    }
  }

  /** Runs one strict transaction, unless the database is known not to take any. */
  async function inTransaction<T>(
    stores: readonly SaveStore[],
    work: (transaction: StrictTransaction) => Promise<T>,
  ): Promise<T> {
    const failure = db.health.failure()
    if (failure !== null) throw storageError('storage.readOnly', failure)
    return writeStrictly(db, stores, work)
  }
  /** What fails turns the database read-only, since nothing is retried blindly (D3). */
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      const error = toStorageError(cause)
      if (error.code === 'storage.quota' || error.code === 'storage.failed') {
        db.health.fail(storageError(error.code, cause))
      }
      throw error
    }
  }

  async function applyOnce(
    label: string,
    edits: readonly WorkflowEdit[],
    watch: ApplyWatch,
    isNewChecked: boolean,
  ) {
    const context = contextOf(label)
    // New ids are ULIDs minted a moment ago: they are added without looking, and looked at only when that fails.
    const isRead = (edit: WorkflowEdit): boolean => isNewChecked || edit.baseRev !== null
    const ids = edits.map((each) => each.workflowId)
    const chunks = chunksOf(edits, READ_CHUNK)
    return inTransaction(SAVE_STORES, async (transaction) => {
      const before = Promise.all([
        transaction.readEndKey('undo', STEP_INDEX, 'prev'),
        transaction.readPresent('unsavedDrafts', ids),
      ])
      const contents = await readAhead(
        transaction,
        chunks.map((chunk) => chunk.filter(isRead).map((each) => each.workflowId)),
      )
      // Plans are checked while the database looks: nothing is written before both have ended.
      const problem = repetitionProblem(edits) ?? editsProblem(edits.slice(0, WRITE_BATCH))
      const [newest, typed] = await before
      if (problem !== null) throw problem
      const saved: WorkflowRecord[] = []
      const real: Change[] = []
      for (const [index, content] of contents.entries()) {
        const start = index * READ_CHUNK
        if (start > 0 && start % WRITE_BATCH === 0)
          await betweenBatches(transaction, edits.slice(start, start + WRITE_BATCH), start, watch)
        const { records, rows } = await content
        const changes: Change[] = []
        for (const edit of chunks[index] ?? []) {
          const record = records.get(edit.workflowId)
          const change = changeOf(context, edit, record, rows.get(edit.workflowId))
          if (change !== null) changes.push(change)
          const shown = change === null ? record : change.record
          if (shown !== undefined && change?.isConflictCopy !== true) saved.push(shown)
        }
        writeChanges(transaction, changes)
        real.push(...changes)
      }
      transaction.remove('unsavedDrafts', typed)
      if (real.length > 0)
        await addStep(transaction, stepOf(context, stepKey(newest).position + 1, real), newest)
      return { result: { saved, conflictCopies: copiesIn(real) }, changed: real }
    })
  }

  async function turn(direction: 'undo' | 'redo', watch: ApplyWatch): Promise<TurnedStep | null> {
    const done = await guarded(() =>
      inTransaction(TURN_STORES, async (transaction) => {
        const step = await stepToTurn(transaction, direction)
        if (step === undefined) return null
        const context = {
          ...contextOf(turnLabel(direction, step.label)),
          stepId: step.id,
        }
        const turnPart = direction === 'undo' ? undoStep : redoStep
        const entries: UndoEntry[] = []
        const saved: WorkflowRecord[] = []
        for (const [index, part] of partsOf(step, WRITE_BATCH).entries()) {
          if (index > 0) await breathe(transaction, saved.length, watch)
          const content = await contentOf(transaction, idsOf(part))
          const turned = turnPart(context, part, content)
          writeChanges(transaction, turned.changes)
          entries.push(...turned.entries)
          saved.push(...turned.changes.map((each) => each.record))
        }
        const isUndone = direction === 'undo' ? 1 : 0
        const kept: string[] = []
        if (step.tables === undefined) transaction.put('undo', [{ ...step, isUndone, entries }])
        else {
          const turned = turnTables(step.tables, direction, await readHeld(transaction, step.tables))
          writeTables(transaction, turned.writes)
          transaction.put('undo', [{ ...step, isUndone, entries, tables: turned.changes }])
          kept.push(...turned.kept)
        }
        return { label: step.label, result: { saved, conflictCopies: [] }, kept }
      }),
    )
    if (done !== null) db.workflowFeed.publish(done.result.saved)
    return done
  }

  async function applyTables(label: string, wanted: readonly TableChange[]): Promise<void> {
    const context = contextOf(label)
    await inTransaction(['undo', ...storesOf(wanted)], async (transaction) => {
      const [newest, held] = await Promise.all([
        transaction.readEndKey('undo', STEP_INDEX, 'prev'),
        readHeld(transaction, wanted),
      ])
      const changes = changesOver(wanted, held)
      if (changes.length === 0) return
      writeTables(transaction, changes)
      await addStep(transaction, tableStepOf(context, stepKey(newest).position + 1, changes), newest)
    })
  }

  return {
    async apply(label, edits, watch = {}): Promise<EditResult> {
      if (edits.length === 0) return { saved: [], conflictCopies: [] }
      const { result, changed } = await guarded(async () => {
        try {
          return await applyOnce(label, edits, watch, false)
        } catch (error) {
          // A "new" workflow is there already (the same edit twice, an import twice): compare, and keep both.
          if (!namesOf(error).has('ConstraintError')) throw error
          return applyOnce(label, edits, watch, true)
        }
      })
      db.workflowFeed.publish(changed.map((each) => each.record))
      return result
    },
    applyToTables: (label, changes) => guarded(() => applyTables(label, changes)),
    undo: (watch = {}) => turn('undo', watch),
    redo: (watch = {}) => turn('redo', watch),
    async peek() {
      return db.transaction('r', [db.undo, db.workflows], async () => {
        const [undo, redo] = [await previewOf(db, 'undo'), await previewOf(db, 'redo')]
        return { undo, redo }
      })
    },
  }
}

/** Name of the undoing of a step, for the history. */
function turnLabel(direction: 'undo' | 'redo', step: StoredText): StoredText {
  return direction === 'undo' ? messageRef('steps.undo', { step }) : messageRef('steps.redo', { step })
}

/** Lets the page breathe, and ends the whole when it was cancelled: what is thrown here takes back what was written. */
async function breathe(transaction: StrictTransaction, doneCount: number, watch: ApplyWatch): Promise<void> {
  await transaction.taken()
  watch.onProgress?.(doneCount)
  if (watch.signal?.aborted === true) throw new TypedError('workflow.cancelled', 'It was cancelled.')
}

/** As {@link breathe}; and ends the whole list when the next plans may not be saved. */
async function betweenBatches(
  transaction: StrictTransaction,
  slice: readonly WorkflowEdit[],
  doneCount: number,
  watch: ApplyWatch,
): Promise<void> {
  await breathe(transaction, doneCount, watch)
  const problem = editsProblem(slice)
  if (problem !== null) throw problem
}

function copiesIn(changes: readonly Change[]): readonly WorkflowRecord[] {
  return changes.filter((each) => each.isConflictCopy).map((each) => each.record)
}

async function contentOf(transaction: StrictTransaction, ids: readonly string[]): Promise<StepContent> {
  return readContent(transaction, ids, await idsWithRow(transaction, ids))
}

/** Asks for the workflows and outbox rows of all pieces at once; each is there as soon as the database has come to it. */
async function readAhead(
  transaction: StrictTransaction,
  chunks: readonly (readonly string[])[],
): Promise<readonly Promise<StepContent>[]> {
  const withRow = await idsWithRow(transaction, chunks.flat())
  const contents = chunks.map((chunk) => readContent(transaction, chunk, withRow))
  // When the transaction ends early, what ended it is thrown where it was asked for; the rest fails along with it.
  Promise.all(contents).catch(() => undefined)
  return contents
}

/** Those that may have an outbox row. Of many workflows most have none: one question more tells which do. */
async function idsWithRow(
  transaction: StrictTransaction,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(ids.length === 1 ? ids : await transaction.readPresent('outbox', ids))
}

async function readContent(
  transaction: StrictTransaction,
  ids: readonly string[],
  withRow: ReadonlySet<string>,
): Promise<StepContent> {
  const [records, rows] = await Promise.all([
    transaction.readMany<WorkflowRecord>('workflows', ids),
    transaction.readMany<OutboxRecord>(
      'outbox',
      ids.filter((each) => withRow.has(each)),
    ),
  ])
  return { records, rows }
}

function writeChanges(transaction: StrictTransaction, changes: readonly Change[]): void {
  const added = changes.filter((each) => each.isNew).map((each) => each.record)
  const changed = changes.filter((each) => !each.isNew).map((each) => each.record)
  transaction.add('workflows', added)
  transaction.put('workflows', changed)
  transaction.put(
    'outbox',
    changes.map((each) => each.pendingChange).filter((each) => each !== null),
  )
  transaction.remove(
    'outbox',
    changes.filter((each) => each.isPendingChangeDropped).map((each) => each.record.id),
  )
  transaction.add(
    'history',
    historyRecords(changes.map((each) => each.history).filter((each) => each !== null)),
  )
}
