import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BoardRange } from '../../../../renderer/db/queries/queries.ts'
import { createBoardStore, sharedBoardStore } from '../../../../renderer/db/queries/workflow-range-store.ts'
import { applyStatuses } from '../../../../renderer/db/sync/apply-statuses.ts'
import { createDexieSyncStore } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import { statusOf } from '../../../doubles/host/workflow-sync.ts'
import { until } from '../../../doubles/until.ts'
import { createPlanner, editOf, type Planner, samplePlan } from '../planner-fixture.ts'

let planner: Planner
const DAY: BoardRange = {
  kind: 'days',
  startMs: Date.parse('2026-11-24T00:00:00Z'),
  endMs: Date.parse('2026-11-25T00:00:00Z'),
}
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

function openStore(range: BoardRange = DAY) {
  const store = createBoardStore({ db: planner.db, range, nowMs: () => planner.clock.nowMs })
  store.open()
  return store
}
const at = (startsAt: string | null) => samplePlan({ startsAt, endsAt: null })

describe('createBoardStore', () => {
  it('shows the workflows of the range, soonest first, the end excluded', async () => {
    await planner.commands.apply('Plan', [
      editOf('late', at('2026-11-24T20:00:00Z')),
      editOf('next', at('2026-11-25T00:00:00Z')),
      editOf('soon', at('2026-11-24T00:00:00Z')),
      editOf('never', at(null)),
    ])
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    expect(store.getSnapshot().rows.map((each) => each.id)).toEqual(['soon', 'late'])
    const undated = openStore({ kind: 'noDate' })
    await until(() => undated.getSnapshot().isLoaded)
    expect(undated.getSnapshot().rows.map((each) => each.id)).toEqual(['never'])
  })

  it('keeps the identity of unchanged records while others come, change, move and go', async () => {
    const { saved } = await planner.commands.apply('Plan', [
      editOf('a', at('2026-11-24T05:00:00Z')),
      editOf('b', at('2026-11-24T06:00:00Z')),
    ])
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    const [a, b] = store.getSnapshot().rows
    const stored = saved[1]
    if (stored === undefined) throw new Error('not saved')
    const moved = await planner.commands.apply('Move', [editOf(stored, at('2026-11-24T04:00:00Z'))])
    expect(store.getSnapshot().rows.map((each) => each.id)).toEqual(['b', 'a'])
    expect(store.getSnapshot().rows[1]).toBe(a)
    expect(store.getSnapshot().rows[0]).not.toBe(b)
    const record = moved.saved[0]
    if (record === undefined) throw new Error('not saved')
    await planner.commands.apply('Away', [editOf(record, at('2026-11-26T04:00:00Z'))])
    expect(store.getSnapshot().rows).toEqual([a])
    await planner.commands.undo()
    expect(store.getSnapshot().rows.map((each) => each.id)).toEqual(['b', 'a'])
  })

  it('keeps the list itself when a change is elsewhere', async () => {
    await planner.commands.apply('Plan', [editOf('a', at('2026-11-24T05:00:00Z'))])
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    const before = store.getSnapshot()
    await planner.commands.apply('Elsewhere', [editOf('b', at('2026-12-24T05:00:00Z'))])
    expect(store.getSnapshot()).toBe(before)
  })

  it('shows a status that was applied', async () => {
    await planner.commands.apply('Plan', [editOf('a', at('2026-11-24T05:00:00Z'))])
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    const { changed } = await applyStatuses(createDexieSyncStore(planner.db), [statusOf('a', 1, 'done')], {
      nowMs: 1,
      account: null,
    })
    planner.db.workflowFeed.publish(changed)
    expect(store.getSnapshot().rows[0]?.shownState).toBe('done')
  })

  it('sets an unreadable record aside, reports it, and shows the others', async () => {
    await planner.commands.apply('Plan', [
      editOf('a', at('2026-11-24T05:00:00Z')),
      editOf('b', at('2026-11-24T06:00:00Z')),
    ])
    await planner.db.workflows
      .where('id')
      .equals('a')
      .modify((each) => {
        Reflect.set(each, 'plan', 'garbled')
      })
    const store = openStore()
    await until(async () => (await planner.db.setAside.count()) === 1)
    expect(store.getSnapshot().rows.map((each) => each.id)).toEqual(['b'])
    expect(await planner.db.setAside.toArray()).toMatchObject([{ table: 'workflows', key: 'a' }])
    expect(await planner.db.workflows.count()).toBe(2)
  })

  it('hears of what another page of the app saved', async () => {
    const other = createPlanner({ indexedDB: planner.indexedDB })
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    await other.commands.apply('There', [editOf('x', at('2026-11-24T05:00:00Z'))])
    await until(() => store.getSnapshot().rows.length === 1)
    other.close()
  })
})

describe('a range longer than one read', () => {
  const PLANNED = 2_600

  async function planMany(startsAt: (index: number) => string | null): Promise<void> {
    const edits = Array.from({ length: PLANNED }, (_, index) =>
      editOf(`w${String(index).padStart(4, '0')}`, at(startsAt(index)), 'draft'),
    )
    await planner.commands.apply('Plan', edits)
  }
  const minuteOf = (index: number) =>
    new Date(Date.parse('2026-11-24T00:00:00Z') + Math.floor(index / 3) * 60_000).toISOString().slice(0, 19)

  it('shows its first rows before the rest and counts what is read, then every row once, in order', async () => {
    await planMany((index) => `${minuteOf(index)}Z`)
    const store = openStore()
    const sizes: (readonly [rows: number, readCount: number])[] = []
    store.subscribe(() => sizes.push([store.getSnapshot().rows.length, store.getSnapshot().readCount]))
    await until(() => store.getSnapshot().isWhole)
    expect(new Set(sizes.map(([rows]) => rows))).toEqual(new Set([200, PLANNED]))
    const counts = sizes.map(([, readCount]) => readCount)
    expect(counts[0]).toBe(200)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(counts.filter((each) => each > 200 && each < PLANNED).length).toBeGreaterThan(0)
    const ids = store.getSnapshot().rows.map((each) => each.id)
    expect(ids).toEqual([...ids].sort())
  })

  it('gets past many that depart at the same time', async () => {
    await planMany(() => null)
    const store = openStore({ kind: 'noDate' })
    await until(() => store.getSnapshot().isWhole)
    expect(new Set(store.getSnapshot().rows.map((each) => each.id)).size).toBe(PLANNED)
  })

  it('shows what changes while it is read, at once and in the end', async () => {
    await planMany((index) => `${minuteOf(index)}Z`)
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    expect(store.getSnapshot().isWhole).toBe(false)
    const [first] = store.getSnapshot().rows
    if (first === undefined) throw new Error('no row')
    const moved = await planner.commands.apply('Move', [editOf(first, at('2026-11-24T23:59:00Z'), 'draft')])
    const reference = () => store.getSnapshot().rows.find((each) => each.id === first.id)
    expect(reference()).toBe(moved.saved[0])
    await until(() => store.getSnapshot().isWhole)
    expect(reference()).toEqual(moved.saved[0])
    expect(store.getSnapshot().rows.length).toBe(PLANNED)
    expect(store.getSnapshot().rows.at(-1)?.id).toBe(first.id)
  })
})

describe('sharedBoardStore', () => {
  it('reads a range once for all that show it, and lets go of it with the last', async () => {
    await planner.commands.apply('Plan', [editOf('a', at('2026-11-24T05:00:00Z'))])
    const parts = { db: planner.db, range: DAY, nowMs: () => planner.clock.nowMs }
    const store = sharedBoardStore(parts)
    expect(sharedBoardStore({ ...parts, range: { ...DAY } })).toBe(store)
    expect(sharedBoardStore({ ...parts, range: { kind: 'all' } })).not.toBe(store)
    const [endBoard, endLine] = [store.open(), store.open()]
    await until(() => store.getSnapshot().isWhole)
    const { rows } = store.getSnapshot()
    endBoard()
    endBoard()
    expect(store.getSnapshot().rows).toBe(rows)
    endLine()
    expect(store.getSnapshot()).toMatchObject({ isLoaded: false, rows: [] })
    await planner.commands.apply('Plan', [editOf('b', at('2026-11-24T06:00:00Z'))])
    store.open()
    await until(() => store.getSnapshot().isWhole)
    expect(store.getSnapshot().rows.map((each) => each.id)).toEqual(['a', 'b'])
  })
})
