/** IndexedDB with nothing around it: what the planner's figures are held against. */

/** Opens a database, making `stores` (name → key path and indexes, `*` before one of many entries) when it is new. */
export function openRaw(
  name: string,
  stores?: Readonly<
    Record<
      string,
      { readonly keyPath: string; readonly indexes: readonly string[]; readonly autoIncrement?: boolean }
    >
  >,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = stores === undefined ? indexedDB.open(name) : indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      for (const [store, { keyPath, indexes, autoIncrement }] of Object.entries(stores ?? {})) {
        const made = request.result.createObjectStore(store, {
          keyPath,
          autoIncrement: autoIncrement === true,
        })
        for (const each of indexes) {
          const name = each.replace('*', '')
          made.createIndex(name, name, { multiEntry: name !== each })
        }
      }
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** One transaction, strict unless said otherwise; resolves at `complete`. */
export function writeRaw(
  db: IDBDatabase,
  stores: readonly string[],
  work: (transaction: IDBTransaction) => void,
  durability: IDBTransactionDurability = 'strict',
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction([...stores], 'readwrite', { durability })
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
    work(transaction)
  })
}

/** Every record of an index between two keys, the upper excluded. */
export function readRangeRaw(
  db: IDBDatabase,
  store: string,
  index: string,
  from: number,
  to: number,
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const range = IDBKeyRange.bound(from, to, false, true)
    const request = db.transaction(store).objectStore(store).index(index).getAll(range)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Ends a database for good. */
export function deleteRaw(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
