import { Dexie, RangeSet } from 'dexie'
import type { TableStore } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'

/** A key of an index, and whose it is. */
export interface IndexKey {
  readonly key: IDBValidKey
  readonly id: string
}

/** The tables that are written in strict transactions: each that one names costs time, so it names what it needs. */
export type SaveStore = 'workflows' | 'outbox' | 'history' | 'undo' | 'unsavedDrafts' | TableStore

/**
 * One open transaction. Reads are awaited together; writes are only sent off: whether they succeeded is known when the
 * transaction is, so that a save costs one round of reads and one disk sync.
 */
export interface StrictTransaction {
  readonly readMany: <T>(store: SaveStore, ids: readonly string[]) => Promise<Map<string, T>>
  /** Those of `ids` that have a record: one question, where most of them have none. */
  readonly readPresent: (store: SaveStore, ids: readonly string[]) => Promise<readonly string[]>
  /** The value at the lowest (`next`) or highest (`prev`) of the compound keys that begin with `first`. */
  readonly readEnd: <T>(
    store: SaveStore,
    index: string,
    first: number,
    end: 'next' | 'prev',
  ) => Promise<T | undefined>
  /** Like `readEnd`, but only the index key: the value may be large. */
  readonly readEndKey: (
    store: SaveStore,
    index: string,
    end: 'next' | 'prev',
  ) => Promise<IDBValidKey | undefined>
  /** Every key of an index with the record's id, highest first. */
  readonly readKeys: (store: SaveStore, index: string) => Promise<readonly IndexKey[]>
  readonly add: (store: SaveStore, values: readonly object[]) => void
  readonly put: (store: SaveStore, values: readonly object[]) => void
  readonly remove: (store: SaveStore, ids: readonly string[]) => void
  /** Resolves once the database has taken every write so far: the page may draw in between. */
  readonly taken: () => Promise<void>
}

/**
 * Runs `work` in one strict transaction over IndexedDB itself and resolves after `complete`. Dexie's own transaction
 * costs about twice as much as a save may; its live queries are told of the change all the same.
 * Rejects with what `work` threw or with the browser's error; then nothing was written.
 * @param isQuiet live queries are not told: for what none of them shows.
 */
export async function writeStrictly<T>(
  db: PlannerDatabase,
  stores: readonly SaveStore[],
  work: (transaction: StrictTransaction) => Promise<T>,
  isQuiet = false,
): Promise<T> {
  if (!db.isOpen()) await db.open()
  const raw = db.backendDB().transaction([...stores], 'readwrite', { durability: 'strict' })
  const touched = new Map<SaveStore, Touched>()
  const ended = new Promise<void>((resolve, reject) => {
    raw.oncomplete = () => resolve()
    raw.onabort = () => reject(raw.error ?? new DOMException('The transaction was aborted', 'AbortError'))
  })
  let result: T
  try {
    result = await work(openTransaction(raw, touched))
    // Nothing more comes: the browser need not first tell us of each write.
    raw.commit()
  } catch (error) {
    const failure = raw.error ?? error
    abort(raw)
    await ended.catch(() => undefined)
    throw failure
  }
  await ended
  if (!isQuiet) tellLiveQueries(db, touched)
  return result
}

/** Keys of one table that were written, or `null` when there are too many to name. */
interface Touched {
  keys: string[] | null
}
/** Above so many keys a live query is told "all of it": naming them costs more than asking again. */
const MAX_NAMED_KEYS = 50

function openTransaction(raw: IDBTransaction, touched: Map<SaveStore, Touched>): StrictTransaction {
  let lastWrite: IDBRequest | null = null
  function touch(store: SaveStore, values: readonly object[]): void {
    const entry = touched.get(store) ?? { keys: [] }
    const keyPath = raw.objectStore(store).keyPath
    const keys = values.map((each) => (typeof keyPath === 'string' ? Reflect.get(each, keyPath) : undefined))
    const isNameable = entry.keys !== null && keys.every((each) => typeof each === 'string')
    const all = isNameable ? [...(entry.keys ?? []), ...keys.map(String)] : []
    entry.keys = isNameable && all.length <= MAX_NAMED_KEYS ? all : null
    touched.set(store, entry)
  }
  return {
    async readMany<V>(store: SaveStore, ids: readonly string[]) {
      const table = raw.objectStore(store)
      const values = await Promise.all(ids.map((id) => answerOf<V | undefined>(table.get(id))))
      const found = new Map<string, V>()
      for (const [at, value] of values.entries()) {
        const id = ids[at]
        if (value !== undefined && id !== undefined) found.set(id, value)
      }
      return found
    },
    async readPresent(store, ids) {
      const wanted = new Set(ids)
      const [first, last] = endsOf(ids)
      if (first === undefined || last === undefined) return []
      const range = Dexie.dependencies.IDBKeyRange.bound(first, last)
      const keys = await answerOf(raw.objectStore(store).getAllKeys(range))
      return keys.map(String).filter((each) => wanted.has(each))
    },
    async readEnd<V>(store: SaveStore, index: string, first: number, end: 'next' | 'prev') {
      // An array sorts after every number and string: the upper end of all keys that begin with `first`.
      const range = Dexie.dependencies.IDBKeyRange.bound([first], [first, []])
      const cursor = await answerOf(raw.objectStore(store).index(index).openCursor(range, end))
      return cursor === null ? undefined : (cursor.value as V)
    },
    async readEndKey(store, index, end) {
      const cursor = await answerOf(raw.objectStore(store).index(index).openKeyCursor(null, end))
      return cursor?.key
    },
    readKeys: (store, index) =>
      new Promise((resolve, reject) => {
        const keys: IndexKey[] = []
        const request = raw.objectStore(store).index(index).openKeyCursor(null, 'prev')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const cursor = request.result
          if (cursor === null) return resolve(keys)
          keys.push({ key: cursor.key, id: String(cursor.primaryKey) })
          cursor.continue()
        }
      }),
    add(store, values) {
      if (values.length === 0) return
      const table = raw.objectStore(store)
      for (const each of values) lastWrite = table.add(each)
      touch(store, values)
    },
    put(store, values) {
      if (values.length === 0) return
      const table = raw.objectStore(store)
      for (const each of values) lastWrite = table.put(each)
      touch(store, values)
    },
    remove(store, ids) {
      if (ids.length === 0) return
      const table = raw.objectStore(store)
      for (const each of ids) lastWrite = table.delete(each)
      const { keyPath } = table
      touch(
        store,
        ids.map((each) => ({ [String(keyPath)]: each })),
      )
    },
    async taken() {
      // Requests of one transaction are answered in order: the last one's answer is the answer of all.
      if (lastWrite !== null && lastWrite.readyState === 'pending') await answerOf(lastWrite)
    },
  }
}

/** The lowest and the highest of some ids. */
function endsOf(ids: readonly string[]): readonly [string | undefined, string | undefined] {
  let [first, last] = [ids[0], ids[0]]
  for (const each of ids) {
    if (first === undefined || each < first) first = each
    if (last === undefined || each > last) last = each
  }
  return [first, last]
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function abort(raw: IDBTransaction): void {
  try {
    raw.abort()
  } catch (error) {
    // A failed request has ended it already; its own error is the one that is thrown.
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error
  }
}

/** Names, as Dexie's live queries do, which keys and indexes have changed; other tabs hear of it through Dexie too. */
function tellLiveQueries(db: PlannerDatabase, touched: ReadonlyMap<SaveStore, Touched>): void {
  const parts: Record<string, RangeSet> = {}
  for (const [store, { keys }] of touched) {
    const prefix = `idb://${db.name}/${store}/`
    const primary = keys === null ? everything() : keysOf(keys)
    parts[prefix] = primary
    parts[`${prefix}:dels`] = primary
    for (const { name } of db.table(store).schema.indexes) parts[`${prefix}${name}`] = everything()
  }
  Dexie.on('storagemutated').fire(parts)
}
function everything(): RangeSet {
  return new RangeSet(Dexie.minKey, Dexie.maxKey)
}
function keysOf(keys: readonly string[]): RangeSet {
  const ranges = new RangeSet()
  for (const each of keys) ranges.addKey(each)
  return ranges
}
