import UFuzzy from '@leeoniya/ufuzzy'

/** One thing that can be picked: `sourceId` is what a workflow carries. */
export interface AssigneeOption {
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

/** What a typed text may mean, the most likely first: what it names exactly stands before what it only resembles. */
export function assigneeMatches<Option extends AssigneeOption>(
  search: (query: string) => readonly Option[],
  options: readonly Option[],
  text: string,
): readonly Option[] {
  const exact = exactOptions(options, text)
  return [...exact, ...search(text).filter((each) => !exact.includes(each))]
}

/** What a text means without a choice made: what alone it names exactly, else the only match; `null` = not clear. */
export function exactMatch<Option extends AssigneeOption>(
  matches: readonly Option[],
  text: string,
): Option | null {
  if (text.trim() === '') return null
  const exact = exactOptions(matches, text)
  const meant = exact.length > 0 ? exact : matches
  return meant.length === 1 ? (meant[0] ?? null) : null
}

/** The options that a typed text names exactly: by id, then by name. */
function exactOptions<Option extends AssigneeOption>(
  options: readonly Option[],
  text: string,
): readonly Option[] {
  const wanted = text.trim()
  const named = wanted.toLowerCase()
  const byId = options.filter((each) => each.sourceId === wanted)
  return [...byId, ...options.filter((each) => each.sourceId !== wanted && each.name.toLowerCase() === named)]
}
