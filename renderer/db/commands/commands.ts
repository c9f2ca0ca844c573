import type { TableChange } from '../schema/records.ts'
import { STEP_INDEX } from '../schema/schema.ts'
import { addStep, previewOf, stepKey, tableStepOf } from '../undo/undo-stack.ts'
import { applyEdits } from './apply-edits.ts'
import type { WorkflowCommands } from './command-types.ts'
import { type CommandWriter, createCommandWriter, type WorkflowCommandsParts } from './command-writer.ts'
import { changesOver, readHeld, storesOf, writeTables } from './table-edit.ts'
import { turnStep } from './turn-step.ts'

/** The one writer of plans, templates and views: see {@link WorkflowCommands}. Rejects with `workflow.invalid` or `storage.*`. */
export function createWorkflowCommands(parts: WorkflowCommandsParts): WorkflowCommands {
  const { db } = parts
  const writer = createCommandWriter(parts)
  return {
    apply: (label, edits, watch = {}) => applyEdits(writer, label, edits, watch),
    applyToTables: (label, changes) => writer.guarded(() => applyTables(writer, label, changes)),
    undo: (watch = {}) => turnStep(writer, 'undo', watch),
    redo: (watch = {}) => turnStep(writer, 'redo', watch),
    peek: () =>
      db.transaction('r', [db.undo, db.workflows], async () => {
        const [undo, redo] = [await previewOf(db, 'undo'), await previewOf(db, 'redo')]
        return { undo, redo }
      }),
  }
}

async function applyTables(
  writer: CommandWriter,
  label: string,
  wanted: readonly TableChange[],
): Promise<void> {
  const context = writer.contextOf(label)
  await writer.transact(['undo', ...storesOf(wanted)], async (transaction) => {
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
