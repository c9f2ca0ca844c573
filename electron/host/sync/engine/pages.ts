/** A page of a map in the order of its keys. */
export interface Page<T> {
  readonly items: T[]
  /** The key to go on after; `null` at the end. */
  readonly next: string | null
}

/** An answer stays well below the largest message (1 MiB of text). */
const MAX_PAGE_LENGTH = 400_000
const MAX_PAGE_ITEMS = 500

/**
 * The items after the key `after`: as many as fit one message, and at least one.
 * @param map nothing is ever removed from it: its keys are sorted again only when it has grown.
 */
export function pageOf<V, T>(
  map: ReadonlyMap<string, V>,
  after: string | null,
  itemOf: (value: V) => T,
): Page<T> {
  const keys = sortedKeys(map)
  const start = after === null ? 0 : firstAfter(keys, after)
  const items: T[] = []
  let length = 0
  for (let index = start; index < keys.length; index += 1) {
    const key = keys[index]
    const value = key === undefined ? undefined : map.get(key)
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

const sorted = new WeakMap<ReadonlyMap<string, unknown>, readonly string[]>()

function sortedKeys(map: ReadonlyMap<string, unknown>): readonly string[] {
  const known = sorted.get(map)
  if (known?.length === map.size) return known
  const keys = [...map.keys()].sort()
  sorted.set(map, keys)
  return keys
}

/** The index of the first key after `after`. */
function firstAfter(keys: readonly string[], after: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const key = keys[middle]
    if (key !== undefined && key <= after) low = middle + 1
    else high = middle
  }
  return low
}
