import type { Change, StepContext } from '../commands/apply-edit.ts'
import type { UndoPreview } from '../commands/command-types.ts'
import type { StrictTransaction } from '../commands/strict-transaction.ts'
import type { TableChange, UndoStep } from '../schema/records.ts'
import { type PlannerDatabase, STEP_INDEX } from '../schema/schema.ts'
import { idsOf, sentCountOf } from './invert-step.ts'

/** The steps of undo as they are stored: adding, finding the next one, and forgetting the oldest. */

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

/** One step of undo out of what it changed. */
export function stepOf(context: StepContext, position: number, changes: readonly Change[]): UndoStep {
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

/** One step of undo of changes beside the workflows. A record of them weighs as much as a plan: a template holds one. */
export function tableStepOf(
  context: StepContext,
  position: number,
  tables: readonly TableChange[],
): UndoStep {
  const weight = tables.flatMap((each) => [each.before, each.after]).filter((each) => each !== null).length
  return { ...stepOf(context, position, []), weight, tables }
}

/** The parts of an undo step that stand in its index: what every save asks, without reading plans. */
export function stepKey(key: IDBValidKey | undefined): {
  isUndone: number
  position: number
  weight: number
} {
  const [isUndone, position, weight] = Array.isArray(key) ? key : []
  return { isUndone: Number(isUndone ?? 0), position: Number(position ?? 0), weight: Number(weight ?? 0) }
}

/**
 * Adds the newest step, ends what could be done again, and now and then forgets the oldest steps. What is undone is
 * always the newest, so that one key tells both the next position and whether anything is undone.
 */
export async function addStep(
  transaction: StrictTransaction,
  step: UndoStep,
  newest: IDBValidKey | undefined,
): Promise<void> {
  const hasUndone = stepKey(newest).isUndone === 1
  if (hasUndone || step.position % PRUNE_EVERY === 0) {
    const steps = await transaction.readKeys('undo', STEP_INDEX)
    const kept = steps.filter((each) => stepKey(each.key).isUndone === 0)
    const undone = steps.filter((each) => stepKey(each.key).isUndone === 1)
    transaction.remove(
      'undo',
      [...undone, ...tooOld(kept)].map((each) => each.id),
    )
  }
  transaction.add('undo', [step])
}

/** Steps beyond the count or the weight that undo keeps; `steps` are newest first. */
function tooOld<T extends { readonly key: IDBValidKey }>(steps: readonly T[]): readonly T[] {
  let weight = 0
  const end = steps.findIndex(({ key }, index) => {
    weight += stepKey(key).weight
    return index > 0 && (index >= MAX_UNDO_STEPS || weight > MAX_UNDO_WEIGHT)
  })
  return end === -1 ? [] : steps.slice(end)
}

/** What undo takes back: the newest step that is not undone. Redo: the oldest that is. */
export async function stepToTurn(
  transaction: StrictTransaction,
  direction: 'undo' | 'redo',
): Promise<UndoStep | undefined> {
  const flag = direction === 'undo' ? 0 : 1
  return transaction.readEnd<UndoStep>('undo', STEP_INDEX, flag, direction === 'undo' ? 'prev' : 'next')
}

/** What the next undo or redo would do, as it is told before the key is pressed; `null` = nothing. */
export async function previewOf(
  db: PlannerDatabase,
  direction: 'undo' | 'redo',
): Promise<UndoPreview | null> {
  const flag = direction === 'undo' ? 0 : 1
  const steps = db.undo.where(STEP_INDEX).between([flag], [flag, []])
  const step = await (direction === 'undo' ? steps.last() : steps.first())
  if (step === undefined) return null
  const ids = idsOf(step)
  if (ids.length > MAX_PREVIEW_READS) {
    const sent = step.created.filter((each) => each.intent === 'send').flatMap((each) => each.ids)
    const edited = step.entries.filter((each) => each.intent !== 'draft')
    return { label: step.label, count: ids.length, sentCount: sent.length + edited.length }
  }
  const found = await db.workflows.bulkGet([...ids])
  const records = new Map(found.flatMap((each) => (each === undefined ? [] : [[each.id, each] as const])))
  return { label: step.label, count: ids.length, sentCount: sentCountOf(step, direction, records) }
}
