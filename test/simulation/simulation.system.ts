import { constants, setPriority } from 'node:os'
import { describe, expect, test } from 'vitest'
import { createSyncEngine } from '../../electron/host/sync/engine/engine.ts'
import { ALL_TRAIT_NAMES, DRAWN } from './character/character.ts'
import { STATES_OF_THE_HOST } from './runs/print-tally.ts'
import { runBatches } from './runs/run-batches.ts'
import { runSeed } from './runs/run-seed.ts'
import { countOf, TRAIT_PREFIX } from './runs/tally.ts'
import { FAULTS } from './world/faults.ts'

/** The number of seeds, for drawn characters and for the first one; the same on every computer. */
const SEEDS = Number(process.env.PLANNER_SIMULATION_SEEDS ?? 2_500)
const SEEDS_AS_BUILT = 600
/** Ends only a hang: each seed is bounded in virtual time, but not in real time. */
const SEEDS_HANG_LIMIT_MS = 24 * 3_600_000

// The threads inherit this priority, so that browsers and hosts in other test files run first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL / 2)

describe('[T2] the simulated depot', () => {
  test(
    `${SEEDS} seeds, each with a Catena of its own character: nothing lost, duplicated, wrong or stuck, every fault, state and trait reached`,
    async () => {
      const options = { from: 1, seeds: SEEDS, workflows: 12, isBeyond: false, character: DRAWN }
      const tally = await runBatches(options)
      expect(tally.failures).toEqual([])
      expect(FAULTS.filter((each) => countOf(tally, `fault:${each}`) === 0)).toEqual([])
      expect(STATES_OF_THE_HOST.filter((each) => countOf(tally, `state:${each}`) === 0)).toEqual([])
      expect(ALL_TRAIT_NAMES.filter((each) => countOf(tally, TRAIT_PREFIX + each) === 0)).toEqual([])
    },
    SEEDS_HANG_LIMIT_MS,
  )

  test(
    `${SEEDS_AS_BUILT} seeds with a Catena whose operations carry our own id: the same`,
    async () => {
      const tally = await runBatches({ from: 1, seeds: SEEDS_AS_BUILT, workflows: 12, isBeyond: false })
      expect(tally.failures).toEqual([])
    },
    SEEDS_HANG_LIMIT_MS,
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
