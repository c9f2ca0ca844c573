import { describe, expect, test } from 'vitest'
import { createSyncEngine } from '../../electron/host/sync/engine.ts'
import { FAULTS } from './faults.ts'
import { STATES_OF_THE_HOST } from './print-tally.ts'
import { runBatches } from './run-batches.ts'
import { runSeed } from './run-seed.ts'
import { countOf } from './tally.ts'

const SEEDS = Number(process.env.PLANNER_SIMULATION_SEEDS ?? 5_000)
/** A minute on two idle cores; other test files run beside it. */
const SEEDS_TIMEOUT_MS = 900_000

describe('[T2] the simulated depot', () => {
  test(
    `${SEEDS} seeds: nothing lost, duplicated, wrong or stuck, every fault and every state reached`,
    async () => {
      const tally = await runBatches({ from: 1, seeds: SEEDS, workflows: 12, isBeyond: false })
      expect(tally.failures).toEqual([])
      expect(FAULTS.filter((each) => countOf(tally, `fault:${each}`) === 0)).toEqual([])
      expect(STATES_OF_THE_HOST.filter((each) => countOf(tally, `state:${each}`) === 0)).toEqual([])
    },
    SEEDS_TIMEOUT_MS,
  )

  test('a batch beyond the bound shows duplicates: the checker sees', async () => {
    const tally = await runBatches({ from: 1, seeds: 40, workflows: 12, isBeyond: true })
    expect(countOf(tally, 'duplicates')).toBeGreaterThan(0)
  })

  test('the same seed gives the same trace twice, another seed another', async () => {
    const hashes: string[] = []
    for (const seed of [3, 3, 4]) hashes.push((await runSeed(createSyncEngine, { seed, workflows: 12 })).hash)
    expect(hashes[0]).toBe(hashes[1])
    expect(hashes[0]).not.toBe(hashes[2])
  })
})
