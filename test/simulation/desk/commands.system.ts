import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSyncEngine } from '../../../electron/host/sync/engine/engine.ts'
import { createSeededRandom } from '../../doubles/seeded-random.ts'
import { finish } from '../runs/run-seed.ts'
import { drawFaultPlan } from '../world/faults.ts'
import { createWorld, type World } from '../world/world.ts'
import { COMMANDS } from './commands.ts'

test('[T3] whatever a person does, in whatever order, nothing is lost and nothing sent twice', async () => {
  const property = fc.asyncProperty(
    fc.commands(COMMANDS, { maxCommands: 40 }),
    fc.nat({ max: 1_000_000 }),
    async (commands, seed) => {
      const plan = drawFaultPlan(createSeededRandom(seed))
      const world = createWorld({
        seed,
        createEngine: createSyncEngine,
        plan: { ...plan, rates: { ...plan.rates, duplicate: 0 } },
      })
      const setup = (): { model: { wanted: Map<string, 'send' | 'cancel'> }; real: World } => {
        world.start()
        return { model: { wanted: new Map() }, real: world }
      }
      await fc.asyncModelRun(setup, commands)
      await finish(world)
      expect(world.ledger.findings).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: 200, seed: 20_261_123 })
})
