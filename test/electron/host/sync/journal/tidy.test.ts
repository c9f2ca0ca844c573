import { describe, expect, it } from 'vitest'
import { KEEP_FINISHED_MS } from '../../../../../electron/host/sync/core/journal/snapshot.ts'
import { createTidy, TIDY_AFTER_MS } from '../../../../../electron/host/sync/journal/tidy.ts'
import { createVirtualClock } from '../../../../doubles/virtual-clock.ts'
import { changeOf, type EngineBench, openEngineBench } from '../engine-bench.ts'

function openTidy() {
  const clock = createVirtualClock()
  const world = { serverNow: null as number | null, isDue: true, compactions: 0 }
  const tidy = createTidy({
    clock: clock.viewFor({ isAlive: true }),
    serverNow: () => world.serverNow,
    isDue: () => world.isDue,
    compact: async () => {
      world.compactions += 1
    },
  })
  return { clock, world, tidy, pass: (ms: number) => clock.runUntil(clock.nowMs() + ms) }
}

describe('rewriting the journal in each run', () => {
  it('comes once, a minute after Catena’s time is known', async () => {
    const { world, tidy, pass } = openTidy()
    tidy.timeMayBeKnown()
    await pass(TIDY_AFTER_MS * 10)
    expect(world.compactions).toBe(0)
    world.serverNow = 1
    tidy.timeMayBeKnown()
    await pass(TIDY_AFTER_MS - 1)
    expect(world.compactions).toBe(0)
    tidy.timeMayBeKnown()
    await pass(1)
    tidy.timeMayBeKnown()
    await pass(TIDY_AFTER_MS * 10)
    expect(world.compactions).toBe(1)
  })

  it('does not come when there is nothing to leave out', async () => {
    const { world, tidy, pass } = openTidy()
    Object.assign(world, { serverNow: 1, isDue: false })
    tidy.timeMayBeKnown()
    await pass(TIDY_AFTER_MS)
    expect(world.compactions).toBe(0)
  })

  it('waits again when the time is not known any more, because somebody else has signed in', async () => {
    const { world, tidy, pass } = openTidy()
    world.serverNow = 1
    tidy.timeMayBeKnown()
    world.serverNow = null
    await pass(TIDY_AFTER_MS)
    expect(world.compactions).toBe(0)
    world.serverNow = 1
    tidy.timeMayBeKnown()
    await pass(TIDY_AFTER_MS)
    expect(world.compactions).toBe(1)
  })

  it('leaves no timer behind when it is closed', async () => {
    const { world, tidy, pass } = openTidy()
    world.serverNow = 1
    tidy.timeMayBeKnown()
    tidy.close()
    tidy.timeMayBeKnown()
    await pass(TIDY_AFTER_MS)
    expect(world.compactions).toBe(0)
  })
})

/** A workflow that is at the TSP, and one that was withdrawn before it was sent. */
async function doneAndWithdrawn(): Promise<EngineBench> {
  const bench = await openEngineBench()
  await bench.submit(changeOf('done'))
  const [write] = bench.catena.open()
  if (write === undefined) throw new Error('nothing was sent')
  write.accept()
  Object.assign(write.operation, { status: 'success', resource_id: 'r-1' })
  bench.catena.workflows.set('r-1', { id: 'r-1', ...write.body })
  await bench.pass(10_000)
  await bench.running(bench.engine().holdAll({ isHeld: true }))
  await bench.submit(changeOf('gone'))
  await bench.submit(changeOf('gone', { seq: 2, intent: 'cancel' }))
  expect([bench.status('done')?.state, bench.status('gone')?.state]).toEqual(['done', 'withdrawn'])
  return bench
}

/** The computer is off for this long, and the program then runs for a while. */
async function startAfter(bench: EngineBench, ms: number): Promise<void> {
  bench.clock.sleep(ms, true)
  await bench.pass(ms)
  await bench.restart()
  await bench.pass(2 * TIDY_AFTER_MS)
}

function idsIn(bench: EngineBench): string[] {
  const ids = bench.records().flatMap((each) => {
    if (each.type === 'LANE') return [each.lane.workflowId]
    return 'workflowId' in each ? [each.workflowId] : []
  })
  return [...new Set(ids)].sort()
}

describe('[J1] lanes that ended long ago', () => {
  it('leave the journal in the first run in which Catena’s time says so; their statuses stay for this run', async () => {
    const bench = await doneAndWithdrawn()
    await startAfter(bench, KEEP_FINISHED_MS - 600_000)
    expect(idsIn(bench)).toEqual(['done', 'gone'])
    await startAfter(bench, 600_000)
    // What was never sent has its first date of Catena's from the compaction that left the other out.
    expect(idsIn(bench)).toEqual(['gone'])
    expect(bench.status('done')?.state).toBe('done')

    await bench.restart()
    expect(bench.status('done')).toBeUndefined()
    expect(bench.status('gone')?.state).toBe('withdrawn')
  })
})
