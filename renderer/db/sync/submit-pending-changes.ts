import type { AssigneeIds } from '../../../shared/model/plan/assignee-ids.ts'
import { knownOf, type SubmittedChange, submittedChange } from '../../../shared/model/status/sync-status.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import { type ApplyContext, markAcknowledged } from './apply-statuses.ts'
import type { SyncStore, UnusableChange } from './sync-store.ts'

/** What submitting needs. */
export interface SubmitParts {
  readonly store: SyncStore
  readonly host: HostClient
  readonly context: () => ApplyContext
}

/** The most pending changes in one call: the contract's limit. */
const MAX_BATCH = 50
/** The most JSON characters in one call, below the host channel's limit of 1,048,576 with room for the envelope. */
const MAX_BATCH_LENGTH = 900_000

/**
 * Submits every pending change that the host has not acknowledged, batch by batch, and resolves when none is left that can be
 * submitted.
 * @param isOver asked before each batch; true ends it early.
 * @throws TypedError `sync.notAcknowledged`, or what the host or the host channel rejects with.
 */
export async function submitPendingChanges(parts: SubmitParts, isOver: () => boolean): Promise<void> {
  const { store, context } = parts
  const passed = new Set<string>()
  while (!isOver()) {
    const rows = await store.readUnacknowledged(passed, MAX_BATCH)
    if (rows.length === 0) return
    const { batch, unusable } = await readBatch(store, rows)
    for (const { pendingChange } of unusable) passed.add(pendingChange.workflowId)
    await store.setAside(unusable, context().nowMs)
    const submission = await markSubmitted(store, batch)
    if (submission.batch.length === 0) continue
    const acknowledged = await submit(parts, submission)
    await markAcknowledged(store, acknowledged, context())
    const acknowledgedIds = new Set(acknowledged.map((each) => each.workflowId))
    const left = submission.batch.filter((each) => !acknowledgedIds.has(each.workflowId))
    if (left.length > 0) {
      throw new TypedError(
        'sync.notAcknowledged',
        `The host left ${left.length} of ${submission.batch.length} changes`,
      )
    }
  }
}

async function submit({ store, host }: SubmitParts, { batch, before }: Submission) {
  try {
    const { acknowledged } = await host.call('sync.submit', { entries: [...batch] })
    return acknowledged
  } catch (error) {
    // After any other failure, above all of the host channel, the host may have taken the batch.
    if (error instanceof TypedError && error.code === 'sync.journalUnwritable') {
      await unmarkSubmitted(store, before)
    }
    throw error
  }
}

/** Pending changes as they are submitted, in one call's size, and those that cannot be submitted at all. */
interface Batch {
  readonly batch: readonly SubmittedChange[]
  readonly unusable: readonly UnusableChange[]
}

/** Parses each stored pending change again, so that a damaged one is set aside and does not hold up the others. */
async function readBatch(store: SyncStore, rows: readonly OutboxRecord[]): Promise<Batch> {
  const records = await store.readRecords(rows.map((each) => each.workflowId))
  const all = rows.map((row, index) => ({
    row,
    parsed: submittedChange.safeParse(submittedChangeOf(row, records[index])),
  }))
  const assigneeIdsOf = await store.readAssigneeIds(
    all.flatMap(({ parsed }) => (parsed.success ? [parsed.data.plan] : [])),
  )
  const batch: SubmittedChange[] = []
  const unusable: UnusableChange[] = []
  let length = 0
  for (const { row, parsed } of all) {
    const change = parsed.success ? withAssigneeIds(parsed.data, assigneeIdsOf(parsed.data.plan)) : null
    const size = change === null ? 0 : JSON.stringify(change).length
    if (change === null || size > MAX_BATCH_LENGTH) {
      const reason = parsed.error?.message ?? messageRef('errors.record.tooLarge')
      unusable.push({ pendingChange: row, reason })
      continue
    }
    if (length + size > MAX_BATCH_LENGTH) break
    length += size
    batch.push(change)
  }
  return { batch, unusable }
}

/** Catena's ids of driver and vehicle go with what is submitted. No plan of the page holds them: they can be looked up again. */
function withAssigneeIds(change: SubmittedChange, assigneeIds: AssigneeIds | undefined): SubmittedChange {
  return assigneeIds === undefined ? change : { ...change, plan: { ...change.plan, assigneeIds } }
}

function submittedChangeOf(row: OutboxRecord, record: WorkflowRecord | undefined): SubmittedChange {
  const sync = record?.sync ?? null
  return {
    workflowId: row.workflowId,
    seq: row.seq,
    intent: row.intent,
    plan: row.plan,
    sourceId: row.sourceId,
    account: row.account,
    overBase: row.overBase,
    wasSubmitted: row.wasEverSubmitted,
    ...(row.possibleConnectionIds !== undefined && { possibleConnectionIds: [...row.possibleConnectionIds] }),
    ...(row.submittedSeq !== undefined && { submittedSeq: row.submittedSeq }),
    ...(row.base !== undefined && { base: row.base }),
    known: row.remembered ?? (sync === null ? null : knownOf(sync)),
  }
}

/** A batch that may now be submitted. */
interface Submission {
  /** Without those that were edited or dropped meanwhile: a newer pending change goes with the next batch. */
  readonly batch: readonly SubmittedChange[]
  /** The pending changes that were marked for it, as they were before. */
  readonly before: readonly OutboxRecord[]
}

/**
 * Notes on the disk that these pending changes are about to be submitted, in one strict transaction, and in none when all of
 * them were noted before. Noted only after the host's answer, a pending change that was taken and sent, and of which then both
 * the answer and the journal are lost, would be sent a second time as something new. The batch itself still says what was true
 * before.
 */
async function markSubmitted(store: SyncStore, batch: readonly SubmittedChange[]): Promise<Submission> {
  if (batch.every((each) => each.wasSubmitted && each.submittedSeq === each.seq)) return { batch, before: [] }
  const ids = batch.map((each) => each.workflowId)
  return store.updatePendingChanges(ids, (rows) => {
    const current = batch.filter(({ workflowId, seq }) => rows.get(workflowId)?.seq === seq)
    const before = current.flatMap(({ workflowId }) => {
      const row = rows.get(workflowId)
      return row === undefined || (row.wasEverSubmitted && row.submittedSeq === row.seq) ? [] : [row]
    })
    return {
      pendingChanges: before.map((row) => ({ ...row, wasEverSubmitted: true, submittedSeq: row.seq })),
      result: { batch: current, before },
    }
  })
}

/** Takes {@link markSubmitted} back: the host itself said that it took nothing of the batch. */
async function unmarkSubmitted(store: SyncStore, before: readonly OutboxRecord[]): Promise<void> {
  if (before.length === 0) return
  const ids = before.map((each) => each.workflowId)
  await store.updatePendingChanges(ids, (rows) => ({
    pendingChanges: before.flatMap(({ workflowId, wasEverSubmitted, submittedSeq }) => {
      const row = rows.get(workflowId)
      if (row === undefined) return []
      const { submittedSeq: _submitted, ...rest } = row
      return [{ ...rest, wasEverSubmitted, ...(submittedSeq !== undefined && { submittedSeq }) }]
    }),
    result: undefined,
  }))
}
