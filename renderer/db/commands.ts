import { Dexie } from 'dexie'
import type { Account } from '../../shared/model/sync-status.ts'
import type { EditResult, UndoPreview, WorkflowCommands, WorkflowEdit } from './command-types.ts'
import { checkEdits } from './plan-check.ts'
import { type Change, changeOf, type StepContext } from './plan-step.ts'
import type { OutboxRecord, PlannerDatabase, UndoStep, WorkflowRecord } from './schema.ts'
import { namesOf, storageError, toStorageError } from './storage-health.ts'
import { idsOf, redoStep, type StepContent, type StepTurn, sentCountOf, undoStep } from './undo-plan.ts'

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

/** The most steps that undo keeps: more than a shift's edits, and bounded. */
export const MAX_UNDO_STEPS = 200
/** The most plans that all steps together keep, at about 1.5 KB each. The newest step is kept whatever it weighs. */
export const MAX_UNDO_WEIGHT = 20_000
/** Undo is pruned at each n-th step, not at each: walking the index costs more than a save should. */
const PRUNE_EVERY = 32
/** An undo step holds of a created workflow only its id: as much as this part of a plan. */
const ID_WEIGHT = 0.02
/** Steps above this size are counted from the step alone, since reading 10,000 workflows for a menu is too much. */
const MAX_PREVIEW_READS = 1_000

/** The one writer of plans: see {@link WorkflowCommands}. Rejects with `workflow.invalid` or `storage.*`. */
export function createWorkflowCommands(parts: WorkflowCommandsParts): WorkflowCommands {
  const { db } = parts
  const install = parts.installId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 10)

  function contextOf(label: string): StepContext {
    return {
      nowMs: parts.nowMs(),
      stepId: parts.mintId(),
      label,
      by: parts.actor?.() ?? null,
      account: parts.account(),
      mintId: parts.mintId,
      mintSourceId: () => `dp_${install}_${parts.mintId()}`,
    }
  }

  /** Runs one strict transaction; what fails turns the database read-only, since nothing is retried blindly (D3). */
  async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
    const failure = db.health.failure()
    if (failure !== null) throw storageError('storage.readOnly', failure)
    return db.transaction('rw', [db.workflows, db.outbox, db.history, db.undo, db.typing], work)
  }
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

  async function applyOnce(label: string, edits: readonly WorkflowEdit[], isNewChecked: boolean) {
    const context = contextOf(label)
    // New ids are ULIDs minted a moment ago: they are added without looking, and looked at only when that fails.
    const known = isNewChecked ? edits : edits.filter((each) => each.baseRev !== null)
    const ids = known.map((each) => each.workflowId)
    return inTransaction(async () => {
      const [records, rows, position] = await Promise.all([
        readMany(db.workflows, ids),
        readMany(db.outbox, ids),
        nextPosition(db),
      ])
      const changes = edits.map((edit) =>
        changeOf(context, edit, records.get(edit.workflowId), rows.get(edit.workflowId)),
      )
      const real = changes.filter((each) => each !== null)
      const step = real.length === 0 ? null : stepOf(context, position.next, real)
      await Promise.all([
        writeChanges(db, real),
        db.typing.bulkDelete(edits.map((each) => each.workflowId)),
        step === null ? undefined : db.undo.add(step),
        step === null || !position.hasUndone ? undefined : dropUndone(db),
      ])
      if (step !== null && position.next % PRUNE_EVERY === 0) await pruneUndo(db)
      const saved = changes.flatMap((each, index) => {
        const record = each === null ? records.get(edits[index]?.workflowId ?? '') : each.record
        return record === undefined || each?.isConflictCopy === true ? [] : [record]
      })
      return { result: { saved, conflictCopies: copiesIn(real) }, changed: real }
    })
  }

  async function turn(direction: 'undo' | 'redo') {
    const done = await guarded(() =>
      inTransaction(async () => {
        const step = await stepToTurn(db, direction)
        if (step === undefined) return null
        const context = {
          ...contextOf(`${direction === 'undo' ? 'Undo' : 'Redo'}: ${step.label}`),
          stepId: step.id,
        }
        const content = await contentOf(db, idsOf(step))
        const turned: StepTurn =
          direction === 'undo' ? undoStep(context, step, content) : redoStep(context, step, content)
        await Promise.all([writeChanges(db, turned.changes), db.undo.put(turned.step)])
        const saved = turned.changes.map((each) => each.record)
        return { label: step.label, result: { saved, conflictCopies: [] } }
      }),
    )
    if (done !== null) db.workflowFeed.publish(done.result.saved)
    return done
  }

  return {
    async apply(label, edits): Promise<EditResult> {
      if (edits.length === 0) return { saved: [], conflictCopies: [] }
      checkEdits(edits)
      const { result, changed } = await guarded(async () => {
        try {
          return await applyOnce(label, edits, false)
        } catch (error) {
          // A "new" workflow is there already (the same edit twice, an import twice): compare, and keep both.
          if (!namesOf(error).has('ConstraintError')) throw error
          return applyOnce(label, edits, true)
        }
      })
      db.workflowFeed.publish(changed.map((each) => each.record))
      return result
    },
    undo: () => turn('undo'),
    redo: () => turn('redo'),
    async peek() {
      return db.transaction('r', [db.undo, db.workflows], async () => {
        const [undo, redo] = [await previewOf(db, 'undo'), await previewOf(db, 'redo')]
        return { undo, redo }
      })
    },
  }
}

function copiesIn(changes: readonly Change[]): readonly WorkflowRecord[] {
  return changes.filter((each) => each.isConflictCopy).map((each) => each.record)
}

async function readMany<T>(
  table: { readonly bulkGet: (keys: string[]) => PromiseLike<(T | undefined)[]> },
  ids: readonly string[],
): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  if (ids.length === 0) return found
  const values = await table.bulkGet([...ids])
  for (const [index, value] of values.entries()) {
    const id = ids[index]
    if (value !== undefined && id !== undefined) found.set(id, value)
  }
  return found
}

async function contentOf(db: PlannerDatabase, ids: readonly string[]): Promise<StepContent> {
  const [records, rows] = await Promise.all([
    readMany<WorkflowRecord>(db.workflows, ids),
    readMany<OutboxRecord>(db.outbox, ids),
  ])
  return { records, rows }
}

/** Puts the changes of one step; all requests are sent off before the first is waited for. */
async function writeChanges(db: PlannerDatabase, changes: readonly Change[]): Promise<void> {
  const added = changes.filter((each) => each.isNew).map((each) => each.record)
  const changed = changes.filter((each) => !each.isNew).map((each) => each.record)
  const wishes = changes.map((each) => each.wish).filter((each) => each !== null)
  const dropped = changes.filter((each) => each.isWishDropped).map((each) => each.record.id)
  const history = changes.map((each) => each.history).filter((each) => each !== null)
  await Promise.all([
    added.length === 0 ? undefined : db.workflows.bulkAdd(added),
    changed.length === 0 ? undefined : db.workflows.bulkPut(changed),
    wishes.length === 0 ? undefined : db.outbox.bulkPut(wishes),
    dropped.length === 0 ? undefined : db.outbox.bulkDelete(dropped),
    history.length === 0 ? undefined : db.history.bulkAdd(history),
  ])
}

function stepOf(context: StepContext, position: number, changes: readonly Change[]): UndoStep {
  const entries = changes.map((each) => each.entry).filter((each) => each !== null)
  const groups = new Map<UndoStep['created'][number]['intent'], string[]>()
  let createdCount = 0
  for (const { createdIntent, record } of changes) {
    if (createdIntent === null) continue
    createdCount += 1
    const ids = groups.get(createdIntent)
    if (ids === undefined) groups.set(createdIntent, [record.id])
    else ids.push(record.id)
  }
  return {
    id: context.stepId,
    position,
    label: context.label,
    at: context.nowMs,
    isUndone: 0,
    weight: Math.ceil(entries.length + createdCount * ID_WEIGHT),
    entries,
    created: [...groups].map(([intent, ids]) => ({ intent, ids })),
  }
}

const LOWEST = -Number.MAX_VALUE
function stepsThat(db: PlannerDatabase, isUndone: 0 | 1) {
  return db.undo
    .where('[isUndone+position+weight]')
    .between([isUndone, LOWEST, LOWEST], [isUndone, Dexie.maxKey, Dexie.maxKey], true, true)
}

/** Keys only: a step may hold hundreds of plans, and every save asks. */
async function nextPosition(db: PlannerDatabase): Promise<{ next: number; hasUndone: boolean }> {
  const [newest, undone] = await Promise.all([
    db.undo.orderBy('position').lastKey(),
    stepsThat(db, 1).firstKey(),
  ])
  return { next: (typeof newest === 'number' ? newest : 0) + 1, hasUndone: undone !== undefined }
}

/** A new edit ends what could be done again. */
async function dropUndone(db: PlannerDatabase): Promise<void> {
  await stepsThat(db, 1).delete()
}

/** What undo takes back: the newest step that is not undone. Redo: the oldest that is. */
async function stepToTurn(db: PlannerDatabase, direction: 'undo' | 'redo'): Promise<UndoStep | undefined> {
  return direction === 'undo' ? stepsThat(db, 0).last() : stepsThat(db, 1).first()
}

async function pruneUndo(db: PlannerDatabase): Promise<void> {
  const keys = await stepsThat(db, 0).reverse().keys()
  let weight = 0
  for (const [index, key] of keys.entries()) {
    const [, position, each] = Array.isArray(key) ? key : []
    if (typeof position !== 'number' || typeof each !== 'number') continue
    weight += each
    if (index > 0 && (index >= MAX_UNDO_STEPS || weight > MAX_UNDO_WEIGHT)) {
      await db.undo.where('position').belowOrEqual(position).delete()
      return
    }
  }
}

async function previewOf(db: PlannerDatabase, direction: 'undo' | 'redo'): Promise<UndoPreview | null> {
  const step = await stepToTurn(db, direction)
  if (step === undefined) return null
  const ids = idsOf(step)
  if (ids.length > MAX_PREVIEW_READS) {
    const sent = step.created.filter((each) => each.intent === 'send').flatMap((each) => each.ids)
    const edited = step.entries.filter((each) => each.intent !== 'draft')
    return { label: step.label, count: ids.length, sentCount: sent.length + edited.length }
  }
  const records = await readMany<WorkflowRecord>(db.workflows, ids)
  return { label: step.label, count: ids.length, sentCount: sentCountOf(step, direction, records) }
}
