import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { runSeed } from '../runs/run-seed.ts'
import { createNaiveEngine } from './naive-engine.ts'

/** The duplicates of one sending strategy. */
export interface Compared {
  readonly name: string
  readonly creates: number
  readonly extra: number
  readonly perTenThousand: number
}

/** Runs the same seeds with each strategy and counts creates that Catena took more than once. */
export async function compareStrategies(
  protocol: CreateSyncEngine,
  seeds: number,
  from: number,
  workflows: number,
): Promise<Compared[]> {
  const ways: readonly [string, () => CreateSyncEngine][] = [
    ['blind retry', () => createNaiveEngine('blindRetry', new Set())],
    ['look once, then resend', () => createNaiveEngine('lookOnceThenResend', new Set())],
    ['this protocol', () => protocol],
  ]
  const found: Compared[] = []
  for (const [name, createEngine] of ways) {
    let [creates, extra] = [0, 0]
    for (let seed = from; seed < from + seeds; seed += 1) {
      const { counts } = await runSeed(createEngine(), { seed, workflows })
      if ((counts['fault:duplicate'] ?? 0) > 0) continue // duplicates by a proxy are not counted
      creates += counts.sourcesMade ?? 0
      extra += counts.extraCreates ?? 0
    }
    found.push({ name, creates, extra, perTenThousand: creates === 0 ? 0 : (extra / creates) * 10_000 })
  }
  return found
}
