import type { WorkflowRecord } from './schema.ts'

/** Full-text search over prepared strings in memory. */
export interface SearchIndex {
  /** The rows in which every word occurs, in order; the same array when the query is empty. */
  readonly search: (rows: readonly WorkflowRecord[], query: string) => readonly WorkflowRecord[]
}

/** Between fields, so that no match runs over the end of one: nobody types it. */
const BETWEEN = '\u0001'

/** Lower case, accents off: `Müller` is found by `muller`. */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  // Most text is ASCII, which has no accents to take off.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  return /^[\u0000-\u007f]*$/.test(lower) ? lower : lower.normalize('NFD').replaceAll(/\p{M}/gu, '')
}

/** Everything of a workflow that search looks at, folded. */
export function searchTextOf({ plan }: Pick<WorkflowRecord, 'plan'>): string {
  const parts = [
    plan.reference,
    plan.driverSourceId,
    plan.vehicleSourceId,
    plan.territoryName,
    plan.instructions,
    ...plan.stops.flatMap((each) => [each.locationName, each.instructions]),
  ]
  return foldText(parts.filter((each) => each !== null && each !== '').join(BETWEEN))
}

/**
 * Each record's string is prepared once and kept as long as the record is; a search is a plain scan of them, narrowed
 * while a query only grows.
 */
export function createSearchIndex(): SearchIndex {
  let prepared: { readonly rows: readonly WorkflowRecord[]; readonly texts: readonly string[] } | null = null
  let last: { readonly words: readonly string[]; readonly hits: readonly number[] } | null = null

  function textsOf(rows: readonly WorkflowRecord[]): readonly string[] {
    if (prepared?.rows === rows) return prepared.texts
    const known = new Map<WorkflowRecord, string>()
    for (const [at, row] of (prepared?.rows ?? []).entries()) known.set(row, prepared?.texts[at] ?? '')
    const texts = rows.map((row) => known.get(row) ?? searchTextOf(row))
    prepared = { rows, texts }
    last = null
    return texts
  }

  return {
    search(rows, query) {
      const words = wordsOf(query)
      if (words.length === 0) return rows
      const texts = textsOf(rows)
      const from = last !== null && isNarrower(words, last.words) ? last.hits : null
      const hits = scan(texts, words, from)
      last = { words, hits }
      const found: WorkflowRecord[] = []
      for (const hit of hits) {
        const row = rows[hit]
        if (row !== undefined) found.push(row)
      }
      return found
    },
  }
}

function scan(texts: readonly string[], words: readonly string[], from: readonly number[] | null): number[] {
  const hits: number[] = []
  const count = from === null ? texts.length : from.length
  for (let at = 0; at < count; at += 1) {
    const place = from === null ? at : (from[at] ?? 0)
    const text = texts[place] ?? ''
    if (words.every((word) => text.includes(word))) hits.push(place)
  }
  return hits
}

/** The words of a query, folded as the texts are. */
export function wordsOf(query: string): readonly string[] {
  return foldText(query)
    .split(/\s+/u)
    .filter((each) => each !== '')
}

/** True when whatever matches `next` also matched `before`: each old word stands in one of the new. */
function isNarrower(next: readonly string[], before: readonly string[]): boolean {
  return before.every((old) => next.some((each) => each.includes(old)))
}
