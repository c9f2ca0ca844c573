import { messageRef } from '../../../shared/text/stored-text.ts'
import { createListeners } from '../../../shared/util/listeners.ts'
import { isReadable, setAside } from '../schema/record-check.ts'
import type { WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { type BoardRange, isInRange, readRange } from './queries.ts'

/** The workflows of a range, in order of departure, as of the newest change. Immutable: a change makes a new one. */
export interface BoardSnapshot {
  /** False until the first rows are there. */
  readonly isLoaded: boolean
  /** False while `rows` are only the first of the range: the others are being read. */
  readonly isWhole: boolean
  /** A record keeps its identity while it is unchanged. */
  readonly rows: readonly WorkflowRecord[]
  /** How many stored records have been read so far. */
  readonly readCount: number
  /** Why reading failed; `null` = it did not. */
  readonly failure: unknown
}

/** A list of workflows in memory, kept fresh record by record, for `useSyncExternalStore`. */
export interface BoardStore {
  /** Reads the range and follows changes until every user has ended it. @returns a function that ends it for this one. */
  readonly open: () => () => void
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => BoardSnapshot
}

/** What a board store is made of. */
export interface BoardStoreParts {
  readonly db: PlannerDatabase
  readonly range: BoardRange
  readonly nowMs: () => number
}

const EMPTY: BoardSnapshot = { isLoaded: false, isWhole: false, rows: [], readCount: 0, failure: null }

/** Reads nothing before `open`, so that a component may make it while rendering. */
export function createBoardStore(parts: BoardStoreParts): BoardStore {
  const shown = createShown()
  return {
    open: openOnce(() => follow(parts, shown)),
    subscribe: shown.subscribe,
    getSnapshot: shown.current,
  }
}

/** The owner of a store's snapshot. */
interface Shown {
  current(): BoardSnapshot
  show(next: BoardSnapshot): void
  /** Empties it without telling anybody. */
  reset(): void
  subscribe(listener: () => void): () => void
}

function createShown(): Shown {
  let snapshot = EMPTY
  const listeners = createListeners()
  return {
    current: () => snapshot,
    show(next) {
      snapshot = next
      listeners.tell()
    },
    reset() {
      snapshot = EMPTY
    },
    subscribe: listeners.subscribe,
  }
}

/** @returns a function that begins for its first user; what that returns ends it for one, and with the last user wholly. */
function openOnce(begin: () => () => void): () => () => void {
  let users = 0
  let end = (): void => undefined
  return () => {
    users += 1
    if (users === 1) end = begin()
    let isUsed = true
    return () => {
      if (!isUsed) return
      isUsed = false
      users -= 1
      if (users === 0) end()
    }
  }
}

/** Reads the range and follows changes. @returns a function that ends it. */
function follow(parts: BoardStoreParts, shown: Shown): () => void {
  const { db, range } = parts
  let isOpen = true
  const early = new Map<string, WorkflowRecord>()
  const stop = db.workflowFeed.subscribe((records) => {
    const snapshot = shown.current()
    if (!snapshot.isWhole) for (const each of records) early.set(each.id, each)
    if (!snapshot.isLoaded) return
    const rows = merge(snapshot.rows, records, range)
    if (rows !== snapshot.rows) shown.show({ ...snapshot, rows })
  })
  readAll(parts, shown, early, () => isOpen).catch((failure: unknown) => {
    if (isOpen) shown.show({ ...EMPTY, isLoaded: true, isWhole: true, failure })
  })
  return () => {
    isOpen = false
    stop()
    // A store that is opened again has missed changes: it reads again.
    shown.reset()
  }
}

/** Reads the range part by part. @param early changes that came meanwhile; of a workflow the newer revision wins. */
async function readAll(
  { db, range, nowMs }: BoardStoreParts,
  shown: Shown,
  early: ReadonlyMap<string, WorkflowRecord>,
  isOpen: () => boolean,
): Promise<void> {
  const readable = new Map<string, WorkflowRecord>()
  const odd = new Map<string, WorkflowRecord>()
  function showRead(isWhole: boolean): void {
    const rows = [...readable.values()].filter((each) => !each.isRemoved)
    shown.show({
      isLoaded: true,
      isWhole,
      rows: merge(rows, [...early.values()], range),
      readCount: readable.size,
      failure: null,
    })
  }
  for await (const part of readRange(db, range)) {
    if (!isOpen()) return
    for (const each of part) {
      const list = isReadable(each) ? readable : odd
      list.delete(String(each.id)) // it may have moved since: its place is where it was read last
      list.set(String(each.id), each)
    }
    if (!shown.current().isLoaded && readable.size > 0) showRead(false)
    else shown.show({ ...shown.current(), readCount: readable.size })
  }
  if (!isOpen()) return
  showRead(true)
  const reason = messageRef('errors.record.shape')
  const found = [...odd].map(([key, value]) => ({ key, reason, value }))
  if (found.length > 0) await setAside(db, 'workflows', found, nowMs())
}

const shared = new WeakMap<PlannerDatabase, Map<string, BoardStore>>()

/**
 * The store of a range, one for all screens that show it: a day is read once, not once for the board and again for the
 * line below it. A store that nobody has open holds no rows.
 */
export function sharedBoardStore(parts: BoardStoreParts): BoardStore {
  const ofDatabase = shared.get(parts.db) ?? new Map<string, BoardStore>()
  shared.set(parts.db, ofDatabase)
  const key = JSON.stringify(parts.range)
  const store = ofDatabase.get(key) ?? createBoardStore(parts)
  ofDatabase.set(key, store)
  return store
}

/** Rows with changed records put in, taken out or moved. The same array when nothing of it concerns the range. */
function merge(
  rows: readonly WorkflowRecord[],
  records: readonly WorkflowRecord[],
  range: BoardRange,
): readonly WorkflowRecord[] {
  const changed = new Map(records.map((each) => [each.id, each]))
  if (changed.size === 0) return rows
  const next: WorkflowRecord[] = []
  let isSame = true
  let isMoved = false
  for (const row of rows) {
    const record = changed.get(row.id)
    if (record === undefined) {
      next.push(row)
      continue
    }
    changed.delete(row.id)
    if (isOlder(record, row)) next.push(row)
    else {
      isSame = false
      if (!isInRange(record, range)) continue
      isMoved ||= record.departsAtMs !== row.departsAtMs
      next.push(record)
    }
  }
  for (const record of changed.values()) {
    if (!isInRange(record, range) || !isReadable(record)) continue
    isSame = false
    isMoved = true
    next.push(record)
  }
  if (isSame) return rows
  return isMoved ? next.sort(byDeparture) : next
}

/** Two tabs' news may cross: an older revision never replaces a newer one. */
function isOlder(record: WorkflowRecord, row: WorkflowRecord): boolean {
  return record.rev < row.rev
}
function byDeparture(a: WorkflowRecord, b: WorkflowRecord): number {
  return a.departsAtMs - b.departsAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
