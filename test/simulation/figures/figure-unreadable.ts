import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { calmWorld, statesText } from '../world/calm-world.ts'

const HOUR_MS = 3_600_000
const EVERY_MS = 60_000
const SAMPLE_MS = 1_000

/** Measures an hour in which every list of operations of one connection holds an item that cannot be read. */
export async function measureUnreadable(createEngine: CreateSyncEngine): Promise<string[]> {
  const world = calmWorld(createEngine, 'unreadable')
  const { clock, network, desk, catena, ledger } = world
  world.start()
  await clock.runUntil(10_000)
  const [connection] = catena.connections
  if (connection === undefined) throw new Error('the world has no connection')
  const reason = 'one item of the list cannot be read'
  network.unreadable = { what: 'operations', connectionId: connection.id, reason }
  const fromMs = clock.nowMs()
  for (let at = 0; at < HOUR_MS; at += EVERY_MS) clock.at(at, () => void desk.create())
  const states: string[] = []
  while (clock.nowMs() - fromMs < HOUR_MS) {
    await clock.runUntil(clock.nowMs() + SAMPLE_MS)
    const state = world.engine()?.networkStatus().state ?? 'no program'
    if (states.at(-1) !== state) states.push(state)
  }
  const during = statesText(world)
  network.unreadable = null
  await clock.runUntil(clock.nowMs() + HOUR_MS / 2)
  return [
    `${ledger.counts.unusableLists ?? 0} unreadable lists in an hour, a create a minute on two connections`,
    `network status: ${states.join(' → ')} (${states.length - 1} changes); at the end of the hour: ${during}`,
    `half an hour later: ${statesText(world)}`,
  ]
}
