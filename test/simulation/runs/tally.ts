import type { SeedResult } from './run-seed.ts'

/** The results of many seeds. */
export interface Tally {
  seeds: number
  virtualMs: number
  counts: Record<string, number>
  /** Seeds with findings, and their texts. */
  failures: { readonly seed: number; readonly texts: readonly string[] }[]
}

/** The most failing seeds that are kept with their texts; all are counted. */
const MOST_FAILURES = 200

/** The prefix of the counter of a `trait=value`. */
export const TRAIT_PREFIX = 'trait:'

export function newTally(): Tally {
  return { seeds: 0, virtualMs: 0, counts: {}, failures: [] }
}

/** Adds the result of one seed. */
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

/** Adds the findings to each trait value of the seed's character. */
function addPerTrait(tally: Tally, { counts, findings }: SeedResult): void {
  for (const name of Object.keys(counts)) {
    if (!name.startsWith(TRAIT_PREFIX)) continue
    for (const { rule } of findings) addCounts(tally.counts, { [`${name}:${rule}`]: 1 })
    addCounts(tally.counts, { [`${name}:creates`]: counts.creates ?? 0 })
    addCounts(tally.counts, { [`${name}:duplicates`]: counts.duplicates ?? 0 })
    if (findings.length > 0) addCounts(tally.counts, { [`${name}:failingSeeds`]: 1 })
  }
}

/** Adds another tally. */
export function addTally(tally: Tally, other: Tally): void {
  tally.seeds += other.seeds
  tally.virtualMs += other.virtualMs
  addCounts(tally.counts, other.counts)
  tally.failures.push(...other.failures)
  tally.failures.sort((a, b) => a.seed - b.seed).splice(MOST_FAILURES)
}

/** The value of a counter; 0 when it was never counted. */
export function countOf(tally: Tally, name: string): number {
  return tally.counts[name] ?? 0
}

function addCounts(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count
}
