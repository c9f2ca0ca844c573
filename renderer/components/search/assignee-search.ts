import UFuzzy from '@leeoniya/ufuzzy'

/** A driver or vehicle that can be picked. The plan holds the `sourceId`. */
export interface AssigneeOption {
  readonly sourceId: string
  readonly name: string
  /** Licence plate or employee number. */
  readonly detail: string
  readonly isActive: boolean
}

/** The most options that are shown. */
const MAX_SHOWN = 50

/** Allows one typing mistake per word. */
const MATCHER_OPTIONS = { intraMode: 1, intraIns: 1 } as const

/** Creates a search that returns the matching options, best first, and all for an empty query. It ignores case and accents. */
export function createAssigneeSearch<Option extends AssigneeOption>(
  options: readonly Option[],
): (query: string) => readonly Option[] {
  const matcher = new UFuzzy(MATCHER_OPTIONS)
  const haystack = UFuzzy.latinize(options.map((each) => `${each.name} ${each.detail} ${each.sourceId}`))
  return (query) => {
    const needle = UFuzzy.latinize([query.trim()])[0] ?? ''
    if (needle === '') return options.slice(0, MAX_SHOWN)
    const [indexes, info, order] = matcher.search(haystack, needle, 3)
    const sorted = info === null || order === null ? (indexes ?? []) : order.map((at) => info.idx[at])
    return sorted
      .slice(0, MAX_SHOWN)
      .map((index) => (index === undefined ? undefined : options[index]))
      .filter((each) => each !== undefined)
  }
}

/** The options that a typed text may mean: those that it names exactly, then those that it resembles. */
export function assigneeMatches<Option extends AssigneeOption>(
  search: (query: string) => readonly Option[],
  options: readonly Option[],
  text: string,
): readonly Option[] {
  const exact = exactOptions(options, text)
  return [...exact, ...search(text).filter((each) => !exact.includes(each))]
}

/** The option that a text means by itself: the only one that it names exactly, else the only match; else `null`. */
export function exactMatch<Option extends AssigneeOption>(
  matches: readonly Option[],
  text: string,
): Option | null {
  if (text.trim() === '') return null
  const exact = exactOptions(matches, text)
  const meant = exact.length > 0 ? exact : matches
  return meant.length === 1 ? (meant[0] ?? null) : null
}

/** The options whose id, then those whose name, is the typed text. */
function exactOptions<Option extends AssigneeOption>(
  options: readonly Option[],
  text: string,
): readonly Option[] {
  const wanted = text.trim()
  const named = wanted.toLowerCase()
  const byId = options.filter((each) => each.sourceId === wanted)
  return [...byId, ...options.filter((each) => each.sourceId !== wanted && each.name.toLowerCase() === named)]
}
