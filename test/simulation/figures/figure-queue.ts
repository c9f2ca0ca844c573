import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { calmWorld, statesOf, statesText, submitCreates } from '../world/calm-world.ts'

const CREATES = 5_000
const ROUND_TRIP_MS = 200
/** Three round trips until the connection is secure, one for the request. */
const ROUND_TRIPS_PER_WRITE = 4
const MOST_MS = 3_600_000
const STEP_MS = 5_000
/** The batch size of the page. */
const BATCH = 50

/** Measures how fast a long queue is sent: concurrent writes, writes per second, and the bound by the round trip. */
export async function measureQueue(createEngine: CreateSyncEngine): Promise<string[]> {
  const world = calmWorld(createEngine, 'queue')
  const { clock, network, ledger } = world
  network.isOutage = true
  world.start()
  await clock.runUntil(10_000)
  for (let made = 0; made < CREATES; made += BATCH) {
    const ids = Array.from({ length: BATCH }, (_each, index) => `wf-${made + index}`)
    clock.at(made, () => void submitCreates(world, ids))
  }
  await clock.runUntil(60_000)
  const before = ledger.counts.writes ?? 0
  network.isOutage = false
  world.engine()?.networkMayHaveChanged()
  const writes = () => (ledger.counts.writes ?? 0) - before
  while (writes() === 0 && clock.nowMs() < MOST_MS) await clock.step()
  const firstMs = clock.nowMs()
  const waiting = () => (statesOf(world).queued ?? 0) + (statesOf(world).sending ?? 0)
  while (waiting() > 0 && clock.nowMs() - firstMs < MOST_MS) await clock.runUntil(clock.nowMs() + STEP_MS)
  const seconds = (clock.nowMs() - firstMs) / 1_000
  const atOnce = network.mostWritesAtOnce
  const bound = (atOnce * 1_000) / (ROUND_TRIPS_PER_WRITE * ROUND_TRIP_MS)
  return [
    `${CREATES} queued creates at a round trip of ${ROUND_TRIP_MS} ms: ${atOnce} writes at a time, ` +
      `${(writes() / seconds).toFixed(1)} writes/s in ${seconds.toFixed(0)} s`,
    `the bound of ${atOnce} at a time and ${ROUND_TRIPS_PER_WRITE} round trips each is ${bound.toFixed(1)} writes/s`,
    `then: ${statesText(world)}`,
  ]
}
