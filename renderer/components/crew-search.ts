import UFuzzy from '@leeoniya/ufuzzy'

/** One thing that can be picked: `sourceId` is what a workflow carries. */
export interface CrewOption {
  readonly sourceId: string
  readonly name: string
  /** What else it is known by: licence plate, employee number. */
  readonly detail: string
  readonly isActive: boolean
}

/** More than this nobody reads: typing one more letter is faster. */
const MAX_SHOWN = 50

/** One typing mistake per word is forgiven. */
const MATCHER_OPTIONS = { intraMode: 1, intraIns: 1 } as const

/** The options that fit what is typed, best first; all of them for an empty query. Case and accents do not count. */
export function createCrewSearch(options: readonly CrewOption[]): (query: string) => readonly CrewOption[] {
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

/** What a typed text may mean, the most likely first: what it names exactly stands before what it only resembles. */
export function crewMatches(
  search: (query: string) => readonly CrewOption[],
  options: readonly CrewOption[],
  text: string,
): readonly CrewOption[] {
  const found = search(text)
  const exact = exactOption(options, text.trim())
  return exact === null ? found : [exact, ...found.filter((each) => each.sourceId !== exact.sourceId)]
}

/** What a text means without a choice made: what it names exactly, or the only match; `null` when that is not clear. */
export function settledMatch(matches: readonly CrewOption[], text: string): CrewOption | null {
  return exactOption(matches, text.trim()) ?? (matches.length === 1 ? (matches[0] ?? null) : null)
}

/** The one option that a typed text names exactly, by name or id; `null` when none or several do. */
export function exactOption(options: readonly CrewOption[], text: string): CrewOption | null {
  const byId = options.find((each) => each.sourceId === text)
  if (byId !== undefined) return byId
  const wanted = text.toLowerCase()
  const found = options.filter((each) => each.name.toLowerCase() === wanted)
  return found.length === 1 ? (found[0] ?? null) : null
}
