import type { SeedResult } from './run-seed.ts'

/** The sum of many seeds. */
export interface Tally {
  seeds: number
  virtualMs: number
  counts: Record<string, number>
  /** Seeds in which something was found, with what was found. */
  failures: { readonly seed: number; readonly texts: readonly string[] }[]
}

/** At most this many failing seeds are kept with their texts; they are all counted. */
const MOST_FAILURES = 200

/** Under this and `trait=value` it is counted how many seeds had it. */
export const TRAIT_PREFIX = 'trait:'

export function newTally(): Tally {
  return { seeds: 0, virtualMs: 0, counts: {}, failures: [] }
}

/** Adds one seed. */
export function addSeed(tally: Tally, result: SeedResult): void {
  tally.seeds += 1
  tally.virtualMs += result.virtualMs
  addCounts(tally.counts, result.counts)
  addPerTrait(tally, result)
  if (result.findings.length === 0) return
  addCounts(tally.counts, { failingSeeds: 1 })
  for (const { rule } of result.findings) addCounts(tally.counts, { [`found:${rule}`]: 1 })
  if (tally.failures.length < MOST_FAILURES) {
    const texts = result.findings.map(({ rule, text, atMs }) => `${rule} at ${Math.round(atMs)} ms: ${text}`)
    tally.failures.push({ seed: result.seed, texts })
  }
}

/** What was found, under each value of each trait that the seed's character had. */
function addPerTrait(tally: Tally, { counts, findings }: SeedResult): void {
  for (const name of Object.keys(counts)) {
    if (!name.startsWith(TRAIT_PREFIX)) continue
    for (const { rule } of findings) addCounts(tally.counts, { [`${name}:${rule}`]: 1 })
    addCounts(tally.counts, { [`${name}:creates`]: counts.creates ?? 0 })
    addCounts(tally.counts, { [`${name}:duplicates`]: counts.duplicates ?? 0 })
    if (findings.length > 0) addCounts(tally.counts, { [`${name}:failingSeeds`]: 1 })
  }
}

/** Adds another sum. */
export function addTally(tally: Tally, other: Tally): void {
  tally.seeds += other.seeds
  tally.virtualMs += other.virtualMs
  addCounts(tally.counts, other.counts)
  tally.failures.push(...other.failures)
  tally.failures.sort((a, b) => a.seed - b.seed).splice(MOST_FAILURES)
}

/** How often something was counted. */
export function countOf(tally: Tally, name: string): number {
  return tally.counts[name] ?? 0
}

function addCounts(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count
}
