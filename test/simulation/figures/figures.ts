import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { calmWorld } from '../world/calm-world.ts'
import { allStatuses } from '../world/world.ts'
import { measureQueue } from './figure-queue.ts'
import { measureUnreadable } from './figure-unreadable.ts'
import { measureWritesDown } from './figure-writes-down.ts'
import { measureYear } from './figure-year.ts'

const DAY = 86_400_000

/** The measurements in virtual time, by name. Each returns lines to print. */
export const FIGURES: Readonly<Record<string, (createEngine: CreateSyncEngine) => Promise<string[]>>> = {
  drain: measureDrain,
  month: measureMonth,
  writesDown: measureWritesDown,
  queue: measureQueue,
  unreadable: measureUnreadable,
  year: measureYear,
}

async function measureDrain(createEngine: CreateSyncEngine): Promise<string[]> {
  const world = calmWorld(createEngine, 'drain')
  const { clock, network, desk, ledger, catena } = world
  network.isOutage = true
  world.start()
  await clock.runUntil(10_000)
  for (let made = 0; made < 500; made += 1) desk.create()
  await clock.runUntil(65_000)
  const before = { ...ledger.counts }
  const backMs = clock.nowMs()
  network.isOutage = false
  world.engine()?.networkMayHaveChanged()
  const since = (name: string): number => (ledger.counts[name] ?? 0) - (before[name] ?? 0)
  while (since('requests') === 0) await clock.step()
  const firstMs = clock.nowMs() - backMs
  while (since('writes') === 0) await clock.step()
  const firstWriteMs = clock.nowMs() - backMs
  const isSent = (): boolean => {
    const engine = world.engine()
    const isOpen = (state: string): boolean => state === 'queued' || state === 'sending'
    return engine !== null && !allStatuses(engine).some((each) => isOpen(each.state))
  }
  while (!isSent() && clock.nowMs() - backMs < 600_000) await clock.runUntil(clock.nowMs() + 100)
  const drainedMs = clock.nowMs() - backMs
  await clock.runUntil(clock.nowMs() + 60_000)
  const needed = since('writes')
  return [
    `reconnect to first request ${firstMs.toFixed(0)} ms, to first write ${firstWriteMs.toFixed(0)} ms`,
    `500 queued creates (${catena.operations.length} taken, the rest refused) ended ${(drainedMs / 1000).toFixed(1)} s after reconnecting (round trip 200 ms)`,
    `requests per write until a minute later, polls and probes included: ${(since('requests') / needed).toFixed(2)}`,
  ]
}

async function measureMonth(createEngine: CreateSyncEngine): Promise<string[]> {
  const world = calmWorld(createEngine, 'month')
  world.start()
  for (let day = 0; day < 30; day += 1) {
    for (let made = 0; made < 100; made += 1) {
      const workflowId = world.desk.create()
      world.clock.at(60_000, () => world.desk.edit(workflowId))
    }
    await world.clock.runUntil((day + 1) * DAY)
  }
  const memory = process.memoryUsage().heapUsed / 1_048_576
  return [
    `after 30 days of 100 workflows, each edited once: journal ${(world.disk.size() / 1_048_576).toFixed(1)} MiB, ` +
      `heap ${memory.toFixed(0)} MiB with the whole simulated world in it`,
  ]
}
