import Dexie from 'dexie'
import type { SyncState } from '../../../shared/model/status/sync-status.ts'
import { SYNC_STATES } from '../../../shared/model/status/sync-status.ts'
import {
  NO_DEPARTURE,
  type OutboxRecord,
  type UnsavedDraftRecord,
  type WorkflowRecord,
} from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'

/** Which workflows a list shows. Times are milliseconds since 1970, `[startMs, endMs)`. */
export type BoardRange =
  | { readonly kind: 'days'; readonly startMs: number; readonly endMs: number }
  | { readonly kind: 'noDate' }
  | { readonly kind: 'all' }

/** True when a workflow belongs to a range and undo has not taken its creation back. */
export function isInRange(
  record: Pick<WorkflowRecord, 'departsAtMs' | 'isRemoved'>,
  range: BoardRange,
): boolean {
  if (record.isRemoved) return false
  if (range.kind === 'all') return true
  if (range.kind === 'noDate') return record.departsAtMs === NO_DEPARTURE
  return record.departsAtMs >= range.startMs && record.departsAtMs < range.endMs
}

/** Some screens of rows: what is seen first does not wait for the rest. */
const FIRST_READ = 200
/** As many as are read in a moment: between two reads the page answers. */
const NEXT_READS = 1_000

/**
 * Every stored record of a range, soonest departure first, unreadable and removed ones included, part by part. A record
 * may come twice: where two parts meet, and when it changes meanwhile.
 */
export async function* readRange(db: PlannerDatabase, range: BoardRange): AsyncGenerator<WorkflowRecord[]> {
  const [first, last] = boundsOf(range)
  let from: unknown = first
  let limit = FIRST_READ
  for (;;) {
    const part = await db.workflows
      .where('departsAtMs')
      .between(from, last, true, true)
      .limit(limit)
      .toArray()
    yield part
    const reached = part.at(-1)?.departsAtMs
    if (part.length < limit || reached === undefined) return
    // So many at the same time that one read does not get past it: a longer one does.
    limit = reached === from ? limit * 4 : NEXT_READS
    from = reached
  }
}

function boundsOf(range: BoardRange): readonly [unknown, unknown] {
  if (range.kind === 'all') return [Dexie.minKey, Dexie.maxKey]
  if (range.kind === 'noDate') return [NO_DEPARTURE, NO_DEPARTURE]
  return [range.startMs, range.endMs - 1]
}

/** A workflow on its way, with its newest pending change while that is open. */
export interface OutboxLine {
  readonly workflow: WorkflowRecord
  /** `null` once the host's answer is final (refused, failed, there twice): nothing waits, but somebody has to look. */
  readonly pendingChange: OutboxRecord | null
}

/** States of which something still has to happen: all that is not settled at the TSP. */
export const OPEN_STATES = [
  'queued',
  'sending',
  'uncertain',
  'accepted',
  'rejected',
  'failed',
  'blocked',
  'held',
  'conflict',
] as const satisfies readonly SyncState[]

/** Everything not yet at the TSP, or there twice, soonest departure first; those without a date last. */
export async function readOutbox(db: PlannerDatabase): Promise<OutboxLine[]> {
  return db.transaction('r', [db.workflows, db.outbox], async () => {
    const [open, duplicates, pendingChanges] = await Promise.all([
      openOnes(db).toArray(),
      withDuplicates(db).toArray(),
      db.outbox.toArray(),
    ])
    const found = new Map([...open, ...duplicates].map((each) => [each.id, each]))
    // A draft edit on top hides nothing: a workflow with an open pending change is listed whatever its own word is.
    const missing = pendingChanges.map((each) => each.workflowId).filter((id) => !found.has(id))
    for (const each of await db.workflows.bulkGet(missing)) if (each !== undefined) found.set(each.id, each)
    const byId = new Map(pendingChanges.map((each) => [each.workflowId, each]))
    const lines = [...found.values()].map((workflow) => ({
      workflow,
      pendingChange: byId.get(workflow.id) ?? null,
    }))
    return lines.sort(
      (a, b) => departureRank(a.workflow) - departureRank(b.workflow) || compareIds(a.workflow, b.workflow),
    )
  })
}
function openOnes(db: PlannerDatabase) {
  return db.workflows.where('shownState').anyOf([...OPEN_STATES])
}
function withDuplicates(db: PlannerDatabase) {
  return db.workflows.where('hasDuplicates').equals(1)
}
/** The workflow that departs soonest of those that Catena does not have yet; without a departure it is none. */
export async function readSoonestUnsent(db: PlannerDatabase): Promise<WorkflowRecord | null> {
  const states = OPEN_STATES.filter((state) => state !== 'accepted')
  const firsts = await Promise.all(
    states.map((state) =>
      db.workflows
        .where('[shownState+departsAtMs]')
        .between([state, NO_DEPARTURE], [state, Dexie.maxKey], false, true)
        .first(),
    ),
  )
  const found = firsts.filter((each) => each !== undefined)
  return found.sort((a, b) => a.departsAtMs - b.departsAtMs || compareIds(a, b))[0] ?? null
}
function departureRank(record: WorkflowRecord): number {
  return record.departsAtMs === NO_DEPARTURE ? Number.MAX_SAFE_INTEGER : record.departsAtMs
}
function compareIds(a: WorkflowRecord, b: WorkflowRecord): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** How many workflows are in each state, and what waits. */
export interface SyncCounts {
  readonly byState: Readonly<Record<SyncState, number>>
  /** Lines of the outbox: as many as {@link readOutbox} finds. */
  readonly listed: number
  /** When the oldest of them was queued, milliseconds since 1970; `null` = nothing waits. */
  readonly oldestQueuedAtMs: number | null
}

/** Counts over the whole database, from the index: no workflow is read. */
export async function readCounts(db: PlannerDatabase): Promise<SyncCounts> {
  return db.transaction('r', [db.workflows, db.outbox], async () => {
    const [counts, open, duplicates, pendingChanges] = await Promise.all([
      Promise.all(SYNC_STATES.map((state) => db.workflows.where('shownState').equals(state).count())),
      openOnes(db).primaryKeys(),
      withDuplicates(db).primaryKeys(),
      db.outbox.toArray(),
    ])
    const listed = new Set([...open, ...duplicates, ...pendingChanges.map((each) => each.workflowId)])
    const byState: Record<SyncState, number> = {
      draft: 0,
      queued: 0,
      sending: 0,
      uncertain: 0,
      accepted: 0,
      done: 0,
      rejected: 0,
      failed: 0,
      blocked: 0,
      held: 0,
      withdrawn: 0,
      conflict: 0,
    }
    for (const [index, state] of SYNC_STATES.entries()) byState[state] = counts[index] ?? 0
    const oldest = pendingChanges.reduce(
      (least, each) => Math.min(least, each.queuedAtMs),
      Number.POSITIVE_INFINITY,
    )
    return { byState, listed: listed.size, oldestQueuedAtMs: pendingChanges.length === 0 ? null : oldest }
  })
}

/** Keeps what is being typed, so that a crash loses none of it. `commands.apply` removes it in its own transaction. */
export async function keepUnsavedDraft(db: PlannerDatabase, unsavedDraft: UnsavedDraftRecord): Promise<void> {
  await db.unsavedDrafts.put(unsavedDraft)
}

/** What all windows type of a workflow, or of new ones (`new`), oldest first. */
export async function readUnsavedDraftsOf(
  db: PlannerDatabase,
  workflowId: string,
): Promise<readonly UnsavedDraftRecord[]> {
  const keys = db.unsavedDrafts.where('workflowId')
  const found = await keys.equals(workflowId).or('workflowId').startsWith(`${workflowId}:`).toArray()
  return found.sort((a, b) => a.at - b.at)
}

/** Goes on with what another window left behind, under the key of this one. Nothing happens when it is gone. */
export async function moveUnsavedDraft(db: PlannerDatabase, from: string, to: string): Promise<void> {
  await db.transaction('rw', db.unsavedDrafts, async () => {
    const draft = await db.unsavedDrafts.get(from)
    if (draft === undefined) return
    await db.unsavedDrafts.put({ ...draft, workflowId: to })
    await db.unsavedDrafts.delete(from)
  })
}

/** `Discard changes`: forgets what was typed and never saved. */
export async function dropUnsavedDraft(db: PlannerDatabase, key: string): Promise<void> {
  await db.unsavedDrafts.delete(key)
}

/** Keys of everything that is typed and not saved. */
export async function readUnsavedDraftKeys(db: PlannerDatabase): Promise<readonly string[]> {
  return db.unsavedDrafts.toCollection().primaryKeys()
}
