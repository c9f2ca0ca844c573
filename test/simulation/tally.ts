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

export function newTally(): Tally {
  return { seeds: 0, virtualMs: 0, counts: {}, failures: [] }
}

/** Adds one seed. */
export function addSeed(tally: Tally, result: SeedResult): void {
  tally.seeds += 1
  tally.virtualMs += result.virtualMs
  addCounts(tally.counts, result.counts)
  if (result.findings.length === 0) return
  addCounts(tally.counts, { failingSeeds: 1 })
  for (const { rule } of result.findings) addCounts(tally.counts, { [`found:${rule}`]: 1 })
  if (tally.failures.length < MOST_FAILURES) {
    const texts = result.findings.map(({ rule, text, atMs }) => `${rule} at ${Math.round(atMs)} ms: ${text}`)
    tally.failures.push({ seed: result.seed, texts })
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
