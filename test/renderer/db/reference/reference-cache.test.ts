import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedTraining } from '../../../../renderer/db/commands/seed-training.ts'
import { createReferenceCache, REFRESH_MS } from '../../../../renderer/db/reference/reference-cache.ts'
import type { Driver, ReferenceKind, ReferencePage } from '../../../../shared/model/reference.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { createFakeHost } from '../../../doubles/host/fake-host.ts'
import { createManualSchedule } from '../../../doubles/manual-schedule.ts'
import { until } from '../../../doubles/until.ts'
import { createPlanner, type Planner, samplePlan } from '../planner-fixture.ts'

let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

const driver = (id: string): Driver => ({
  id,
  connectionId: null,
  sourceId: `src-${id}`,
  name: `Driver ${id}`,
  employeeNumber: null,
  phoneNumber: null,
  isActive: true,
})

/** A host that answers reference pages from a function, and `training.day` with two plans. */
function createReferenceHost(answer: (kind: ReferenceKind, cursor: string | null) => ReferencePage | Error) {
  const asked: string[] = []
  const host = createFakeHost({
    answers: {
      'training.day': ({ day }) => {
        asked.push(day)
        return {
          plans: [
            { plan: samplePlan(), isToSend: true },
            { plan: samplePlan({ connectionId: null }), isToSend: false },
          ],
        }
      },
      'reference.page': ({ kind, cursor }) => {
        asked.push(`${kind}:${cursor}`)
        const page = answer(kind, cursor)
        if (page instanceof Error) throw page
        return { page, asOf: '2026-11-24T05:00:00Z' }
      },
    },
  })
  host.open()
  return { client: host.client, asked }
}
function pagesOf(drivers: Record<string, readonly [readonly unknown[], string | null]>) {
  return (kind: ReferenceKind, cursor: string | null): ReferencePage => {
    const [items, nextCursor] = kind === 'drivers' ? (drivers[cursor ?? ''] ?? [[], null]) : [[], null]
    return { kind, items, nextCursor } as ReferencePage
  }
}
function cacheOver(host: ReturnType<typeof createReferenceHost>, time = createManualSchedule()) {
  return createReferenceCache({
    db: planner.db,
    host: host.client,
    nowMs: () => planner.clock.nowMs,
    schedule: time.schedule,
  })
}
const drivers = async () => (await planner.db.drivers.toArray()).map((each) => each.id)
const state = async () => (await planner.db.meta.get('reference.drivers'))?.value

describe('createReferenceCache', () => {
  it('fetches every page and puts the whole list in place of the older one', async () => {
    await planner.db.drivers.put(driver('gone'))
    const host = createReferenceHost(pagesOf({ '': [[driver('a')], 'p2'], p2: [[driver('b')], null] }))
    await cacheOver(host).refresh()
    expect(await drivers()).toEqual(['a', 'b'])
    expect(await state()).toEqual({ asOf: '2026-11-24T05:00:00Z', failure: null })
  })

  it('writes only what is new, changed or gone since the last time', async () => {
    await planner.db.drivers.bulkPut([driver('same'), driver('renamed'), driver('gone')])
    const written: string[] = []
    planner.db.drivers.hook('creating', (id) => void written.push(`new ${id}`))
    planner.db.drivers.hook('updating', (_changes, id) => void written.push(`changed ${id}`))
    planner.db.drivers.hook('deleting', (id) => void written.push(`gone ${id}`))
    const renamed = { ...driver('renamed'), name: 'B. Other' }
    const host = createReferenceHost(pagesOf({ '': [[driver('same'), renamed, driver('added')], null] }))
    const cache = cacheOver(host)
    await cache.refresh()
    expect(written.toSorted()).toEqual(['changed renamed', 'gone gone', 'new added'])
    expect((await planner.db.drivers.get('renamed'))?.name).toBe('B. Other')
    await cache.refresh()
    expect(written).toHaveLength(3)
  })

  it('keeps the older list when a later page fails, and says why', async () => {
    await planner.db.drivers.put(driver('old'))
    const good = pagesOf({ '': [[driver('a')], 'p2'] })
    const host = createReferenceHost((kind, cursor) =>
      cursor === 'p2' ? new TypedError('catena.offline', 'No network') : good(kind, cursor),
    )
    await expect(cacheOver(host).refresh()).rejects.toMatchObject({ code: 'catena.offline' })
    expect(await drivers()).toEqual(['old'])
    expect(await state()).toEqual({ asOf: null, failure: { code: 'catena.offline', message: 'No network' } })
  })

  it('ends when the cursor comes back to where it was', async () => {
    const host = createReferenceHost(pagesOf({ '': [[driver('a')], 'p2'], p2: [[driver('b')], 'p2'] }))
    await expect(cacheOver(host).refresh()).rejects.toMatchObject({ code: 'reference.cursorLoop' })
    expect(await drivers()).toEqual([])
  })

  it('sets an odd record aside and keeps the others', async () => {
    const host = createReferenceHost(pagesOf({ '': [[{ id: 'odd', name: 7 }, driver('a')], null] }))
    await cacheOver(host).refresh()
    expect(await drivers()).toEqual(['a'])
    expect(await planner.db.setAside.toArray()).toMatchObject([{ table: 'drivers', key: 'odd' }])
  })

  it('fetches at start, every 30 minutes, and when the host channel opens', async () => {
    const time = createManualSchedule()
    const host = createReferenceHost(pagesOf({ '': [[driver('a')], null] }))
    const cache = cacheOver(host, time)
    cache.start()
    await until(async () => host.asked.length === 3 && (await drivers()).length === 1)
    await until(async () => (await planner.db.meta.get('reference.vehicles')) !== undefined)
    expect(time.delays()).toEqual([REFRESH_MS])
    await cache.refresh()
    time.runAll()
    await until(() => host.asked.length >= 9)
    cache.close()
    expect(time.delays()).toEqual([])
  })
})

describe('seedTraining', () => {
  it('lays out today and tomorrow once, where undo starts from', async () => {
    const host = createReferenceHost(pagesOf({}))
    const parts = {
      db: planner.db,
      host: host.client,
      commands: planner.commands,
      nowMs: () => planner.clock.nowMs,
      mintId: planner.mintId,
      timeZone: 'Europe/Berlin',
    }
    expect(await seedTraining(parts)).toBe(4)
    expect(host.asked).toEqual(['2026-11-24', '2026-11-25'])
    expect(await planner.db.outbox.count()).toBe(2)
    expect(await planner.commands.undo()).toBeNull()
    expect(await planner.db.workflows.filter((each) => !each.isRemoved).count()).toBe(4)
    expect(await seedTraining(parts)).toBe(0)
  })
})
