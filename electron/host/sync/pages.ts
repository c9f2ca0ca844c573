/** A page of a map in the order of its keys. */
export interface Page<T> {
  readonly items: T[]
  /** The key to go on after; `null` at the end. */
  readonly next: string | null
}

/** An answer stays well below the largest message (1 MiB of text). */
const MAX_PAGE_LENGTH = 400_000
const MAX_PAGE_ITEMS = 500

/** The entries after `after`, as many as fit one message. At least one, however large. */
export function pageOf<V, T>(
  map: ReadonlyMap<string, V>,
  after: string | null,
  itemOf: (value: V) => T,
): Page<T> {
  const keys = [...map.keys()].filter((key) => after === null || key > after).sort()
  const items: T[] = []
  let length = 0
  for (const [index, key] of keys.entries()) {
    const value = map.get(key)
    if (value === undefined) continue
    const item = itemOf(value)
    length += JSON.stringify(item).length
    if (items.length > 0 && (length > MAX_PAGE_LENGTH || items.length >= MAX_PAGE_ITEMS)) {
      return { items, next: keys[index - 1] ?? null }
    }
    items.push(item)
  }
  return { items, next: null }
}
