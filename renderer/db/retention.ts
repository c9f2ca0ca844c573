import { chunksOf } from '../../shared/util/chunks.ts'
import { readInstantMs } from '../../shared/util/depot-time.ts'
import { keepLines } from './schema/history-record.ts'
import type { HistoryRecord, WorkflowRecord } from './schema/records.ts'
import { type PlannerDatabase, STEP_INDEX } from './schema/schema.ts'
import { deletedAtOf, isMadeElsewhere } from './schema/shown-status.ts'

/**
 * What would grow without bound is forgotten once a day: the history of what is long closed, sheets that nobody carries any
 * more, and on the lists what the TSP deleted long ago. Nothing that is still to be sent and nothing that undo or redo can reach is touched.
 */
export interface Retention {
  /** Looks soon after the start, once the desk is up, and every hour after that whether a day has passed. */
  readonly start: () => void
  readonly close: () => void
}

/** `navigator.locks`, as far as it is used: a lock that is not free is answered with `null`. */
export interface RetentionLocks {
  request(
    name: string,
    options: { readonly ifAvailable: true },
    run: (lock: unknown) => Promise<void>,
  ): Promise<unknown>
}

/** What retention is made of. */
export interface RetentionParts {
  /** With relaxed durability: what was forgotten too little is forgotten tomorrow. */
  readonly db: PlannerDatabase
  readonly nowMs: () => number
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
  readonly locks: RetentionLocks | null
  readonly onError: (error: unknown) => void
}

export const DAY_MS = 86_400_000
/** How long the history of a closed workflow is kept: a quarter's invoices have been settled by then. */
export const HISTORY_DAYS = 180
/** How long a printed sheet counts: no driver carries last month's manifest. */
export const SHEET_DAYS = 30
/** How long what the TSP has deleted stays on the board. */
export const DELETED_DAYS = 30
/** The desk opens, submits and fetches first. */
const FIRST_LOOK_MS = 2 * 60_000
const LOOK_MS = 60 * 60_000
/** So many rows in one transaction: a save in between waits for some milliseconds at most. */
const WRITE_BATCH = 500
/** The same for the history, where one record may hold the lines of fifty workflows. */
const HISTORY_BATCH = 50
const META_KEY = 'housekeeping'

/** Makes the retention of one page; of several tabs one does it. */
export function createRetention(parts: RetentionParts): Retention {
  const { db, nowMs, schedule, locks, onError } = parts
  let cancel: () => void = () => undefined
  let isClosed = false

  async function look(): Promise<void> {
    const last = (await db.meta.get(META_KEY))?.value
    const sinceMs = typeof last === 'number' ? nowMs() - last : DAY_MS
    // A clock that was set back must not put it off for ever.
    if ((sinceMs >= 0 && sinceMs < DAY_MS) || db.health.failure() !== null) return
    await pruneOldRecords(db, nowMs(), () => isClosed)
    if (!isClosed) await db.meta.put({ key: META_KEY, value: nowMs() })
  }
  async function lookAlone(): Promise<void> {
    if (locks === null) return look()
    await locks.request(`planner-housekeeping-${db.name}`, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await look()
    })
  }
  function wait(delayMs: number): void {
    cancel = schedule(delayMs, () => {
      lookAlone()
        .catch((error: unknown) => {
          if (!isClosed) onError(error) // what a closing database cuts short is done tomorrow
        })
        .finally(() => {
          if (!isClosed) wait(LOOK_MS)
        })
    })
  }
  return {
    start: () => wait(FIRST_LOOK_MS),
    close() {
      isClosed = true
      cancel()
    },
  }
}

/** Forgets what is past its time. @param isOver asked between pieces: true ends it early. */
export async function pruneOldRecords(
  db: PlannerDatabase,
  nowMs: number,
  isOver: () => boolean = () => false,
): Promise<void> {
  await prunePrintedSheets(db, nowMs - SHEET_DAYS * DAY_MS, isOver)
  const oldestStepMs = await oldestStepAt(db)
  await hideDeleted(db, nowMs - DELETED_DAYS * DAY_MS, oldestStepMs, isOver)
  await pruneHistory(db, Math.min(nowMs - HISTORY_DAYS * DAY_MS, oldestStepMs), isOver)
}

/** What the TSP has deleted before `beforeMs`, and nobody changes here, leaves every list. */
async function hideDeleted(
  db: PlannerDatabase,
  beforeMs: number,
  oldestStepMs: number,
  isOver: () => boolean,
): Promise<void> {
  const ids = await db.workflows.where('shownState').equals('withdrawn').primaryKeys()
  for (const part of chunksOf(ids, WRITE_BATCH)) {
    if (isOver()) return
    const hidden = await db.transaction('rw', db.workflows, async () => {
      const records = await db.workflows.bulkGet([...part])
      const old = records.filter(
        (each) => each !== undefined && isLongDeleted(each, beforeMs) && !isInUndo(each, oldestStepMs),
      )
      const next = old.flatMap((each) => (each === undefined ? [] : [{ ...each, isRemoved: true }]))
      await db.workflows.bulkPut(next)
      return next
    })
    db.workflowFeed.publish(hidden)
  }
}

function isLongDeleted(record: WorkflowRecord, beforeMs: number): boolean {
  const at = deletedAtOf(record)
  const ms = at === null ? null : readInstantMs(at)
  return ms !== null && ms < beforeMs && !record.isRemoved
}

/** True while a step may reach it that undo or redo can still turn. */
function isInUndo(record: WorkflowRecord, oldestStepMs: number): boolean {
  return !isMadeElsewhere(record) && record.updatedAtMs >= oldestStepMs
}

async function prunePrintedSheets(
  db: PlannerDatabase,
  beforeMs: number,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const old = await db.printed.where('at').below(beforeMs).limit(WRITE_BATCH).primaryKeys()
    if (old.length === 0) return
    await db.printed.bulkDelete(old)
  }
}

/** Goes through the history from its oldest record, in the order in which it was written, up to `beforeMs`. */
async function pruneHistory(db: PlannerDatabase, beforeMs: number, isOver: () => boolean): Promise<void> {
  let lastId = 0
  while (!isOver()) {
    const records = await db.history.where(':id').above(lastId).limit(HISTORY_BATCH).toArray()
    const old = records.filter((each) => each.at < beforeMs)
    await db.transaction('rw', [db.workflows, db.outbox, db.history], () =>
      pruneHistoryLines(db, old, beforeMs),
    )
    const last = records.at(-1)
    if (last?.id === undefined || last.at >= beforeMs) return
    lastId = last.id
  }
}

async function pruneHistoryLines(
  db: PlannerDatabase,
  history: readonly HistoryRecord[],
  beforeMs: number,
): Promise<void> {
  const ids = [...new Set(history.flatMap((each) => each.workflowIds))]
  const [records, pendingChanges] = await Promise.all([db.workflows.bulkGet(ids), db.outbox.bulkGet(ids)])
  const kept = new Set(
    ids.filter((_id, index) => {
      const record = records[index]
      return record !== undefined && (pendingChanges[index] !== undefined || !isLongClosed(record, beforeMs))
    }),
  )
  const shorter: HistoryRecord[] = []
  const gone: number[] = []
  for (const each of history) {
    const left = keepLines(each, (id) => kept.has(id))
    if (left === null && each.id !== undefined) gone.push(each.id)
    else if (left !== null && left !== each) shorter.push(left)
  }
  await Promise.all([db.history.bulkPut(shorter), db.history.bulkDelete(gone)])
}

/** Nothing of it is to be sent, looked at or decided, and neither its day nor its last edit is younger. */
function isLongClosed(record: WorkflowRecord, beforeMs: number): boolean {
  const isClosed = record.isRemoved || (record.shownState === 'done' && !record.hasUnqueuedEdit)
  return (
    isClosed &&
    record.hasDuplicates === undefined &&
    record.departsAtMs < beforeMs &&
    record.updatedAtMs < beforeMs
  )
}

/** When the oldest step was made that undo or redo can still reach; `Infinity` when there is none. */
async function oldestStepAt(db: PlannerDatabase): Promise<number> {
  const oldest = await Promise.all(
    [0, 1].map((flag) => db.undo.where(STEP_INDEX).between([flag], [flag, []]).first()),
  )
  return Math.min(...oldest.map((step) => step?.at ?? Number.POSITIVE_INFINITY))
}
