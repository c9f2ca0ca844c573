import { expect, it } from 'vitest'
import { runKillLoop } from './kill-loop.ts'

it('[T5] 20 times kill -9 of the real host: nothing lost, nothing twice, no write without its ATTEMPT', async () => {
  const result = await runKillLoop({ rounds: 20, seed: 5 })
  expect(result).toMatchObject({ rounds: 20, lost: [], duplicated: [], unannounced: 0 })
  expect(result.writes).toBeGreaterThan(10)
})
