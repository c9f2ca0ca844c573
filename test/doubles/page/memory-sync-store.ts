import type { OutboxRecord, WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import type { SyncStore, SyncUpdate } from '../../../renderer/db/sync/sync-store.ts'
import type { Life } from '../virtual-clock.ts'

/** The part of a page's database that sync is about, in memory. It outlives every page that opens it. */
export interface MemoryDatabase {
  readonly records: ReadonlyMap<string, WorkflowRecord>
  readonly pendingChanges: ReadonlyMap<string, OutboxRecord>
  /** The installation that it belongs to; `null` before the first session. */
  installId: string | null
  /** Writes, and tells those who watch unacknowledged pending changes, unless it is quiet. */
  write(update: Omit<SyncUpdate<unknown>, 'result'>, isQuiet?: boolean): void
  /** The browser's database is gone. */
  wipe(): void
  /** Told after each write of an unacknowledged pending change. @returns a function that ends it. */
  watchUnacknowledged(onChange: () => void): () => void
}

/** An empty database. */
export function createMemoryDatabase(): MemoryDatabase {
  const records = new Map<string, WorkflowRecord>()
  const pendingChanges = new Map<string, OutboxRecord>()
  const watchers = new Set<() => void>()
  return {
    records,
    pendingChanges,
    installId: null,
    write(update, isQuiet = false) {
      let hasUnacknowledged = false
      for (const each of update.records ?? []) records.set(each.id, each)
      for (const each of update.pendingChanges ?? []) {
        pendingChanges.set(each.workflowId, each)
        if (each.isAcknowledged === 0 && !isQuiet) hasUnacknowledged = true
      }
      for (const id of update.terminalIds ?? []) pendingChanges.delete(id)
      if (hasUnacknowledged) for (const each of [...watchers]) each()
    },
    wipe() {
      records.clear()
      pendingChanges.clear()
      this.installId = null
    },
    watchUnacknowledged(onChange) {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
  }
}

/** How one page sees a database in memory. */
export interface MemorySyncStoreParts {
  readonly database: MemoryDatabase
  /** After its end no call comes to an end, and nothing is written any more. */
  readonly page: Life
  /** Runs what was asked to be told of, soon. */
  readonly soon: (run: () => void) => void
  readonly onSetAside?: (pendingChange: OutboxRecord, reason: string) => void
  /** Told of each update before it is written. */
  readonly onUpdate?: (update: SyncUpdate<unknown>) => void
}

/** The store of one page's sync client over a database in memory. History lines are not kept. */
export function createMemorySyncStore({
  database,
  page,
  soon,
  onSetAside = () => undefined,
  onUpdate = () => undefined,
}: MemorySyncStoreParts): SyncStore {
  const { records, pendingChanges } = database

  /** Reads or writes at once, unless the page has died. */
  function inPage<T>(run: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (page.isAlive) resolve(run())
    })
  }
  return {
    name: 'memory',
    readInstallId: () => inPage(() => database.installId),
    saveInstallId: (installId, revise) =>
      inPage(() => {
        database.installId = installId
        if (revise !== null) database.write({ pendingChanges: [...pendingChanges.values()].map(revise) })
      }),
    readUnacknowledged: (except, limit) =>
      inPage(() => {
        const found: OutboxRecord[] = []
        for (const each of pendingChanges.values()) {
          if (each.isAcknowledged === 0 && !except.has(each.workflowId)) found.push(each)
          if (found.length === limit) break
        }
        return found
      }),
    readAcknowledged: () =>
      inPage(() => [...pendingChanges.values()].filter((each) => each.isAcknowledged === 1)),
    readRecords: (ids) => inPage(() => ids.map((id) => records.get(id))),
    readInState: (state) => inPage(() => [...records.values()].filter((each) => each.shownState === state)),
    // No lists of drivers and vehicles are cached.
    readAssigneeIds: () => inPage(() => () => undefined),
    setAside: (changes) =>
      inPage(() => {
        for (const each of changes) onSetAside(each.pendingChange, each.reason)
      }),
    // All of it, whatever the ids: nothing decides about other workflows than those it named.
    update: (_ids, decide) =>
      inPage(() => {
        const update = decide({ records, pendingChanges })
        onUpdate(update)
        database.write(update)
        return update.result
      }),
    updatePendingChanges: (_ids, decide) =>
      inPage(() => {
        const update = decide(pendingChanges)
        database.write({ pendingChanges: update.pendingChanges }, true)
        return update.result
      }),
    watchUnacknowledged(onChange) {
      const tell = (): void => soon(() => page.isAlive && onChange())
      tell()
      return database.watchUnacknowledged(tell)
    },
  }
}
