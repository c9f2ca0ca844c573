import { type BoardRange, isInRange, readRange } from './queries.ts'
import { isReadable, setAside } from './record-check.ts'
import type { PlannerDatabase, WorkflowRecord } from './schema.ts'
import { createSearchIndex } from './search-index.ts'

/** The workflows of a range, in order of departure, as of the newest change. Immutable: a change makes a new one. */
export interface BoardSnapshot {
  /** False until the first read has ended. */
  readonly isLoaded: boolean
  /** A record keeps its identity while it is unchanged. */
  readonly rows: readonly WorkflowRecord[]
  /** Why reading failed; `null` = it did not. */
  readonly failure: unknown
}

/** A list of workflows in memory, kept fresh record by record, for `useSyncExternalStore`. */
export interface BoardStore {
  /** Reads the range and follows changes. @returns a function that ends it. */
  readonly open: () => () => void
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => BoardSnapshot
  /**
   * The rows in which every word of `query` occurs (reference, driver, vehicle, territory, stop names, instructions;
   * case and accents do not count), in order. An empty query gives all rows.
   */
  readonly search: (query: string) => readonly WorkflowRecord[]
}

/** What a board store is made of. */
export interface BoardStoreParts {
  readonly db: PlannerDatabase
  readonly range: BoardRange
  readonly nowMs: () => number
}

const EMPTY: BoardSnapshot = { isLoaded: false, rows: [], failure: null }

/** Opened by `open`, not by being made, so that a component may make it while rendering. */
export function createBoardStore({ db, range, nowMs }: BoardStoreParts): BoardStore {
  let snapshot = EMPTY
  const index = createSearchIndex()
  const listeners = new Set<() => void>()

  function show(next: BoardSnapshot): void {
    snapshot = next
    for (const listener of [...listeners]) listener()
  }

  /** Changes that came while the first read was under way win over what it read, when they are newer. */
  async function load(early: Map<string, WorkflowRecord>, isOpen: () => boolean): Promise<void> {
    const stored = await readRange(db, range)
    if (!isOpen()) return
    const readable: WorkflowRecord[] = []
    const odd: WorkflowRecord[] = []
    for (const each of stored) {
      if (!isReadable(each)) odd.push(each)
      else if (!each.isRemoved) readable.push(each)
    }
    show({ isLoaded: true, rows: merge(readable, [...early.values()], range), failure: null })
    if (odd.length > 0) {
      const reason = 'The record does not have the shape of a workflow'
      await setAside(
        db,
        'workflows',
        odd.map((value) => ({ key: String(value.id), reason, value })),
        nowMs(),
      )
    }
  }

  return {
    open() {
      let isOpen = true
      const early = new Map<string, WorkflowRecord>()
      const stop = db.workflowFeed.subscribe((records) => {
        if (!snapshot.isLoaded) {
          for (const each of records) early.set(each.id, each)
          return
        }
        const rows = merge(snapshot.rows, records, range)
        if (rows !== snapshot.rows) show({ ...snapshot, rows })
      })
      load(early, () => isOpen).catch((failure: unknown) => {
        if (isOpen) show({ ...EMPTY, isLoaded: true, failure })
      })
      return () => {
        isOpen = false
        stop()
        // A store that is opened again (React's strict mode) reads again: it has missed changes meanwhile.
        snapshot = EMPTY
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => snapshot,
    search: (query) => index.search(snapshot.rows, query),
  }
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
