import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { calmWorld, statesOf, statesText } from '../world/calm-world.ts'

const CREATES = 200
const DOWN_MS = 30 * 60_000
const MOST_MS = 3 * 3_600_000
const STEP_MS = 1_000

/**
 * Measures half an hour in which every write is answered with 504 and reads work: what is sent during it, and when
 * everything is done afterwards.
 */
export async function measureWritesDown(createEngine: CreateSyncEngine): Promise<string[]> {
  const world = calmWorld(createEngine, 'writes down')
  const { clock, network, desk, ledger } = world
  world.start()
  await clock.runUntil(10_000)
  network.areWritesDown = true
  for (let made = 0; made < CREATES; made += 1) desk.create()
  await clock.runUntil(clock.nowMs() + DOWN_MS)
  const written = ledger.counts.writes ?? 0
  const lines = [
    `${CREATES} queued creates, every write answered with 504 for 30 min: ${written} writes left`,
    `at the end of it: ${statesText(world)}`,
  ]
  network.areWritesDown = false
  const backMs = clock.nowMs()
  // Catena refuses some of what the desk plans: that is an end as well.
  const ended = () => (statesOf(world).done ?? 0) + (statesOf(world).rejected ?? 0)
  while (ended() < CREATES && clock.nowMs() - backMs < MOST_MS) await clock.runUntil(clock.nowMs() + STEP_MS)
  const minutes = ((clock.nowMs() - backMs) / 60_000).toFixed(1)
  lines.push(
    ended() === CREATES
      ? `all at the TSP (or refused) ${minutes} min after the writes were well`
      : `not all at the TSP ${minutes} min after the writes were well: ${statesText(world)}`,
  )
  return lines
}
