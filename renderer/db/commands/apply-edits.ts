import { chunksOf } from '../../../shared/util/chunks.ts'
import type { WorkflowRecord } from '../schema/records.ts'
import { STEP_INDEX } from '../schema/schema.ts'
import { namesOf } from '../schema/storage-health.ts'
import type { StepContent } from '../undo/invert-step.ts'
import { addStep, stepKey, stepOf } from '../undo/undo-stack.ts'
import { type Change, changeOf, type EditContext } from './apply-edit.ts'
import type { ApplyWatch, EditResult, WorkflowEdit } from './command-types.ts'
import type { CommandWriter } from './command-writer.ts'
import { breathe, READ_CHUNK, readAhead, SAVE_STORES, WRITE_BATCH, writeChanges } from './step-content.ts'
import type { StrictTransaction } from './strict-transaction.ts'
import { editsProblem, repetitionProblem } from './validate-edits.ts'

/** One list of edits on its way into the database. */
interface EditList {
  readonly label: string
  readonly edits: readonly WorkflowEdit[]
  readonly watch: ApplyWatch
  /** True: edits of new workflows are compared with the database too. */
  readonly isNewChecked: boolean
}

/** What a list of edits came to. */
interface AppliedEdits {
  readonly result: EditResult
  readonly changes: readonly Change[]
}

/** Applies edits as one undo step: see `WorkflowCommands.apply`. */
export async function applyEdits(
  writer: CommandWriter,
  label: string,
  edits: readonly WorkflowEdit[],
  watch: ApplyWatch,
): Promise<EditResult> {
  if (edits.length === 0) return { saved: [], conflictCopies: [] }
  const { result, changes } = await writer.guarded(async () => {
    try {
      // Ids of new workflows were minted a moment ago: they are added without a look, which would cost a read each.
      return await applyOnce(writer, { label, edits, watch, isNewChecked: false })
    } catch (error) {
      // A "new" workflow is there already (the same edit twice, an import twice): compare, and keep both.
      if (!namesOf(error).has('ConstraintError')) throw error
      return applyOnce(writer, { label, edits, watch, isNewChecked: true })
    }
  })
  writer.publish(changes.map((each) => each.record))
  return result
}

function applyOnce(writer: CommandWriter, list: EditList): Promise<AppliedEdits> {
  const context = writer.contextOf(list.label)
  const draftKeys = list.edits.flatMap((each) => each.draftKey ?? [])
  return writer.transact(SAVE_STORES, async (transaction) => {
    const before = Promise.all([
      transaction.readEndKey('undo', STEP_INDEX, 'prev'),
      transaction.readPresent('unsavedDrafts', draftKeys),
    ])
    const contents = await readContents(transaction, list)
    // The first plans are checked while the database reads. Nothing is written before both have ended.
    const problem = repetitionProblem(list.edits) ?? editsProblem(list.edits.slice(0, WRITE_BATCH))
    const [newest, typed] = await before
    if (problem !== null) throw problem
    const { saved, changes } = await writeEdits(transaction, list, contents, context)
    transaction.remove('unsavedDrafts', typed)
    if (changes.length > 0)
      await addStep(transaction, stepOf(context, stepKey(newest).position + 1, changes), newest)
    return { result: { saved, conflictCopies: copiesIn(changes) }, changes }
  })
}

/** The content of each chunk of the edits. */
function readContents(
  transaction: StrictTransaction,
  { edits, isNewChecked }: EditList,
): Promise<readonly Promise<StepContent>[]> {
  const isRead = (edit: WorkflowEdit): boolean => isNewChecked || edit.baseRev !== null
  return readAhead(
    transaction,
    chunksOf(edits, READ_CHUNK).map((chunk) => chunk.filter(isRead).map((each) => each.workflowId)),
  )
}

/** Writes chunk after chunk. @returns the workflows as they are shown from now on, and what was changed. */
async function writeEdits(
  transaction: StrictTransaction,
  { edits, watch }: EditList,
  contents: readonly Promise<StepContent>[],
  context: EditContext,
): Promise<{ readonly saved: readonly WorkflowRecord[]; readonly changes: readonly Change[] }> {
  const saved: WorkflowRecord[] = []
  const changes: Change[] = []
  const chunks = chunksOf(edits, READ_CHUNK)
  for (const [index, content] of contents.entries()) {
    const start = index * READ_CHUNK
    if (start > 0 && start % WRITE_BATCH === 0) {
      await breathe(transaction, start, watch)
      const problem = editsProblem(edits.slice(start, start + WRITE_BATCH))
      if (problem !== null) throw problem
    }
    const written = changesOfChunk(chunks[index] ?? [], await content, context)
    writeChanges(transaction, written.changes)
    changes.push(...written.changes)
    saved.push(...written.saved)
  }
  return { saved, changes }
}

function changesOfChunk(
  edits: readonly WorkflowEdit[],
  { records, rows }: StepContent,
  context: EditContext,
): { readonly saved: readonly WorkflowRecord[]; readonly changes: readonly Change[] } {
  const saved: WorkflowRecord[] = []
  const changes: Change[] = []
  for (const edit of edits) {
    const record = records.get(edit.workflowId)
    const change = changeOf(context, edit, record, rows.get(edit.workflowId))
    if (change !== null) changes.push(change)
    const shown = change === null ? record : change.record
    if (shown !== undefined && change?.isConflictCopy !== true) saved.push(shown)
  }
  return { saved, changes }
}

function copiesIn(changes: readonly Change[]): readonly WorkflowRecord[] {
  return changes.filter((each) => each.isConflictCopy).map((each) => each.record)
}
