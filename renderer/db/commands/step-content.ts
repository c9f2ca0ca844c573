import { TypedError } from '../../../shared/util/typed-error.ts'
import { historyRecords } from '../schema/history-record.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import type { StepContent } from '../undo/invert-step.ts'
import type { Change } from './apply-edit.ts'
import type { ApplyWatch } from './command-types.ts'
import type { SaveStore, StrictTransaction } from './strict-transaction.ts'

/** Reading and writing the workflows of one step, within one transaction. */

/** The stores that a step of workflows writes. */
export const SAVE_STORES: readonly SaveStore[] = ['workflows', 'outbox', 'history', 'undo', 'unsavedDrafts']
/** A long list is checked and written in batches of this size. Between two of them the page can draw. */
export const WRITE_BATCH = 500
/** Workflows that are read together: small enough that the first are changed while the next are still read. */
export const READ_CHUNK = 100

/**
 * Waits until the database has taken the writes so far, so that the page can draw.
 * @throws TypedError `workflow.cancelled` when the watch was aborted; the transaction then writes nothing.
 */
export async function breathe(
  transaction: StrictTransaction,
  doneCount: number,
  watch: ApplyWatch,
): Promise<void> {
  await transaction.taken()
  watch.onProgress?.(doneCount)
  if (watch.signal?.aborted === true) throw new TypedError('workflow.cancelled', 'It was cancelled.')
}

/** The workflows and pending changes of `ids`. */
export async function contentOf(
  transaction: StrictTransaction,
  ids: readonly string[],
): Promise<StepContent> {
  return readContent(transaction, ids, await idsWithRow(transaction, ids))
}

/** Asks for the content of all chunks at once; each resolves as soon as the database has read it. */
export async function readAhead(
  transaction: StrictTransaction,
  chunks: readonly (readonly string[])[],
): Promise<readonly Promise<StepContent>[]> {
  const withRow = await idsWithRow(transaction, chunks.flat())
  const contents = chunks.map((chunk) => readContent(transaction, chunk, withRow))
  // When the transaction ends early, its error is thrown where it was caused. The chunks that nobody awaits reject with it.
  Promise.all(contents).catch(() => undefined)
  return contents
}

/** Those that may have an outbox row. Most of many workflows have none, and one request tells which do. */
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

/** Sends off what some changes write. */
export function writeChanges(transaction: StrictTransaction, changes: readonly Change[]): void {
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
