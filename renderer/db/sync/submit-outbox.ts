import type { AssigneeIds } from '../../../shared/model/plan/assignee-ids.ts'
import { knownOf, type SubmittedChange, submittedChange } from '../../../shared/model/status/sync-status.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { setAside } from '../schema/record-check.ts'
import type { OutboxRecord, WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { type ApplyContext, markAcknowledged } from './apply-statuses.ts'
import { readAssigneeIds } from './assignee-lookup.ts'
import { markSubmitting, revertSubmitting } from './mark-submitting.ts'

/** Gives the host every pending change that it does not have yet. When to, is the bridge's business. */
export interface Submitter {
  /**
   * Resolves when nothing is left that can be submitted. @param isOver asked before each batch: true ends it early.
   * @throws TypedError `sync.notTaken`, or whatever the host or the host channel says.
   */
  run(isOver: () => boolean): Promise<void>
}

/** What submitting is made of. */
export interface SubmitterParts {
  readonly db: PlannerDatabase
  readonly host: HostClient
  /** Told of the workflows that changed by it, after they are on the disk. */
  readonly publish: (records: readonly WorkflowRecord[]) => void
  readonly context: () => ApplyContext
}

/** The most pending changes in one call: the contract's limit. */
const MAX_BATCH = 50
/** The most JSON characters in one call, below the host channel's limit of 1,048,576 with room for the envelope. */
const MAX_BATCH_LENGTH = 900_000

/** Makes the submitting of one database to one host. */
export function createSubmitter(parts: SubmitterParts): Submitter {
  const { db, host, publish, context } = parts

  async function run(isOver: () => boolean): Promise<void> {
    const passed = new Set<string>()
    while (!isOver()) {
      const rows = await db.outbox
        .where('isAcknowledged')
        .equals(0)
        .filter((each) => !passed.has(each.workflowId))
        .limit(MAX_BATCH)
        .toArray()
      if (rows.length === 0) return
      const { entries, before } = await markSubmitting(db, await readEntries(rows, passed))
      if (entries.length === 0) continue
      const { acknowledged } = await submit(entries, before)
      publish(await markAcknowledged(db, acknowledged, context()))
      const acknowledgedIds = new Set(acknowledged.map((each) => each.workflowId))
      const left = entries.filter((each) => !acknowledgedIds.has(each.workflowId))
      for (const each of left) passed.add(each.workflowId)
      if (left.length > 0) {
        throw new TypedError(
          'sync.notAcknowledged',
          `The host left ${left.length} of ${entries.length} changes`,
        )
      }
    }
  }
  async function submit(entries: readonly SubmittedChange[], before: readonly OutboxRecord[]) {
    try {
      return await host.call('sync.submit', { entries: [...entries] })
    } catch (error) {
      // Of any other failure, above all of a host channel that closed, it is not known whether the host took them before it.
      if (error instanceof TypedError && error.code === 'sync.journalUnwritable') {
        await revertSubmitting(db, before)
      }
      throw error
    }
  }
  /** Parsed again on reading: one damaged row is set aside and shown, and does not hold up the others. */
  async function readEntries(rows: readonly OutboxRecord[], passed: Set<string>): Promise<SubmittedChange[]> {
    const records = await db.workflows.bulkGet(rows.map((each) => each.workflowId))
    const all = rows.map((row, index) => ({
      row,
      parsed: submittedChange.safeParse(entryOf(row, records[index])),
    }))
    const assigneeIdsOf = await readAssigneeIds(
      db,
      all.flatMap(({ parsed }) => (parsed.success ? [parsed.data.plan] : [])),
    )
    const entries: SubmittedChange[] = []
    let length = 0
    for (const { row, parsed } of all) {
      const entry = parsed.success ? withAssigneeIds(parsed.data, assigneeIdsOf(parsed.data.plan)) : null
      const size = entry === null ? 0 : JSON.stringify(entry).length
      if (entry === null || size > MAX_BATCH_LENGTH) {
        passed.add(row.workflowId)
        const reason = parsed.error?.message ?? messageRef('errors.record.tooLarge')
        await setAside(db, 'outbox', [{ key: row.workflowId, reason, value: row }], context().nowMs)
        continue
      }
      if (length + size > MAX_BATCH_LENGTH) break
      length += size
      entries.push(entry)
    }
    return entries
  }

  return { run }
}

/** Catena's ids go with what is submitted and stand in no plan of the page: they can be looked up again. */
function withAssigneeIds(entry: SubmittedChange, assigneeIds: AssigneeIds | undefined): SubmittedChange {
  return assigneeIds === undefined ? entry : { ...entry, plan: { ...entry.plan, assigneeIds } }
}

function entryOf(row: OutboxRecord, record: WorkflowRecord | undefined): SubmittedChange {
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
    known: row.remembered ?? (sync === null ? null : knownOf(sync)),
  }
}
