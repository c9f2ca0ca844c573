import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import type { UndoEntry, UndoStep, WorkflowRecord } from '../schema/records.ts'
import { idsOf, partsOf, redoStep, undoStep } from '../undo/invert-step.ts'
import { stepToTurn } from '../undo/undo-stack.ts'
import type { ApplyWatch, TurnedStep } from './command-types.ts'
import type { CommandWriter } from './command-writer.ts'
import { breathe, contentOf, SAVE_STORES, WRITE_BATCH, writeChanges } from './step-content.ts'
import type { SaveStore, StrictTransaction } from './strict-transaction.ts'
import { readHeld, turnTables, writeTables } from './table-edit.ts'

/** Which way a step is turned. */
export type Direction = 'undo' | 'redo'

/** Only the step itself tells of which table it is. */
const TURN_STORES: readonly SaveStore[] = [...SAVE_STORES, 'templates', 'views']

/** Takes the newest step back, or does the one again that was taken back last. `null`: there is none. */
export async function turnStep(
  writer: CommandWriter,
  direction: Direction,
  watch: ApplyWatch,
): Promise<TurnedStep | null> {
  const turned = await writer.guarded(() =>
    writer.transact(TURN_STORES, async (transaction) => {
      const step = await stepToTurn(transaction, direction)
      if (step === undefined) return null
      const { saved, entries } = await turnWorkflows(writer, transaction, step, direction, watch)
      const isUndone = direction === 'undo' ? 1 : 0
      const tables = await turnTablesOf(transaction, step, direction)
      transaction.put('undo', [{ ...step, isUndone, entries, ...tables.changed }])
      return { label: step.label, result: { saved, conflictCopies: [] }, kept: tables.kept }
    }),
  )
  if (turned !== null) writer.publish(turned.result.saved)
  return turned
}

/** Turns the workflows of a step, batch by batch. @returns them, and what the step holds from now on. */
async function turnWorkflows(
  writer: CommandWriter,
  transaction: StrictTransaction,
  step: UndoStep,
  direction: Direction,
  watch: ApplyWatch,
): Promise<{ readonly saved: readonly WorkflowRecord[]; readonly entries: readonly UndoEntry[] }> {
  const context = { ...writer.contextOf(turnLabel(direction, step.label)), stepId: step.id }
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
  return { saved, entries }
}

/** Turns the templates and views of a step. @returns what the step says of them from now on, and the names of those that stay. */
async function turnTablesOf(
  transaction: StrictTransaction,
  { tables }: UndoStep,
  direction: Direction,
): Promise<{ readonly changed: Pick<UndoStep, 'tables'>; readonly kept: readonly string[] }> {
  if (tables === undefined) return { changed: {}, kept: [] }
  const turned = turnTables(tables, direction, await readHeld(transaction, tables))
  writeTables(transaction, turned.writes)
  return { changed: { tables: turned.changes }, kept: turned.kept }
}

/** Name of the undoing of a step, for the history. */
function turnLabel(direction: Direction, step: StoredText): StoredText {
  return direction === 'undo' ? messageRef('steps.undo', { step }) : messageRef('steps.redo', { step })
}
