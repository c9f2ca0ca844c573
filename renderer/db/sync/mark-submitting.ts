import type { SubmittedChange } from '../../../shared/model/status/sync-status.ts'
import { type StrictTransaction, writeStrictly } from '../commands/strict-transaction.ts'
import type { OutboxRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'

/** Pending changes that may now be submitted. */
export interface Submission {
  /** Without those that were edited or dropped meanwhile: the newer pending change goes with the next offer. */
  readonly entries: readonly SubmittedChange[]
  /** The rows that this offer has changed, as they were before it. */
  readonly before: readonly OutboxRecord[]
}

/**
 * Notes on the disk that these pending changes are about to be submitted. Were it noted only after the host's answer, a pending change
 * that was taken and sent, and of which then both the answer and the journal are lost, would be sent a second time as
 * something new. One strict transaction for the whole batch, and none when these very pending changes were offered before.
 * The entries themselves still say what was true before this offer.
 */
export async function markSubmitting(
  db: PlannerDatabase,
  entries: readonly SubmittedChange[],
): Promise<Submission> {
  if (entries.every((each) => each.wasSubmitted && each.submittedSeq === each.seq))
    return { entries, before: [] }
  return writeQuietly(db, async (transaction) => {
    const ids = entries.map((each) => each.workflowId)
    const rows = await transaction.readMany<OutboxRecord>('outbox', ids)
    const submitted = entries.filter(({ workflowId, seq }) => rows.get(workflowId)?.seq === seq)
    const before = submitted.flatMap(({ workflowId }) => {
      const row = rows.get(workflowId)
      return row === undefined || (row.wasEverSubmitted && row.submittedSeq === row.seq) ? [] : [row]
    })
    transaction.put(
      'outbox',
      before.map((row) => ({ ...row, wasEverSubmitted: true, submittedSeq: row.seq })),
    )
    return { entries: submitted, before }
  })
}

/** The host itself said that it took nothing of the offer: what was true of these workflows before it still is. */
export async function revertSubmitting(db: PlannerDatabase, before: readonly OutboxRecord[]): Promise<void> {
  if (before.length === 0) return
  await writeQuietly(db, async (transaction) => {
    const rows = await transaction.readMany<OutboxRecord>(
      'outbox',
      before.map((each) => each.workflowId),
    )
    const restored = before.flatMap(({ workflowId, wasEverSubmitted, submittedSeq: submittedBefore }) => {
      const row = rows.get(workflowId)
      if (row === undefined) return []
      const { submittedSeq: _submitted, ...rest } = row
      return [
        {
          ...rest,
          wasEverSubmitted,
          ...(submittedBefore !== undefined && { submittedSeq: submittedBefore }),
        },
      ]
    })
    transaction.put('outbox', restored)
  })
}

/** No screen shows the note, and the bridge, which follows the outbox, must not be woken by its own: it would never wait. */
function writeQuietly<T>(
  db: PlannerDatabase,
  work: (transaction: StrictTransaction) => Promise<T>,
): Promise<T> {
  return writeStrictly(db, ['outbox'], work, true)
}
