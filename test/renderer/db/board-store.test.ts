import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBoardStore } from '../../../renderer/db/board-store.ts'
import type { BoardRange } from '../../../renderer/db/queries.ts'
import { createSearchIndex, foldText } from '../../../renderer/db/search-index.ts'
import { mirrorStatuses } from '../../../renderer/db/sync-mirror.ts'
import { until } from './fake-host.ts'
import { createPlanner, editOf, type Planner, samplePlan, statusOf } from './planner-fixture.ts'

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

  it('shows a status that was mirrored', async () => {
    await planner.commands.apply('Plan', [editOf('a', at('2026-11-24T05:00:00Z'))])
    const store = openStore()
    await until(() => store.getSnapshot().isLoaded)
    const { changed } = await mirrorStatuses(planner.db, [statusOf('a', 1, 'done')], {
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

describe('search', () => {
  it('finds by reference, driver, territory and stop, whatever case and accent, all words together', async () => {
    await planner.commands.apply('Plan', [
      editOf('a', samplePlan({ reference: 'Früh', territoryName: 'North' })),
      editOf('b', samplePlan({ reference: 'Spät', territoryName: 'South' })),
    ])
    const store = openStore({ kind: 'all' })
    await until(() => store.getSnapshot().isLoaded)
    const ids = (query: string) => store.search(query).map((each) => each.id)
    expect(ids('')).toEqual(['a', 'b'])
    expect(ids('FRUH')).toEqual(['a'])
    expect(ids('muller back')).toEqual(['a', 'b'])
    expect(ids('muller south')).toEqual(['b'])
    expect(ids('muller nowhere')).toEqual([])
  })

  it('gives what a plain filter gives, over many blocks and after changes anywhere', async () => {
    await planner.commands.apply(
      'Plan',
      Array.from({ length: 1_500 }, (_, index) =>
        editOf(
          `w${index}`,
          samplePlan({ reference: `R${index}`, territoryName: index % 3 === 0 ? 'North' : 'Łódź' }),
          'draft',
        ),
      ),
    )
    const store = openStore({ kind: 'all' })
    await until(() => store.getSnapshot().isLoaded)
    for (const change of [null, 'w700', 'w3']) {
      const record = change === null ? undefined : await planner.db.workflows.get(change)
      if (record !== undefined) {
        const plan = samplePlan({ reference: 'R77 changed', startsAt: '2026-11-20T00:00:00Z', endsAt: null })
        await planner.commands.apply('Change', [editOf(record, plan, 'draft')])
      }
      const { rows } = store.getSnapshot()
      for (const query of ['r7', 'r77', 'lodz', 'north', 'r1499', 'changed', 'x']) {
        const plain = rows.filter(({ plan }) =>
          [plan.reference, plan.territoryName ?? ''].some((each) => foldText(each).includes(query)),
        )
        const expected = query === 'x' ? [] : plain
        expect(store.search(query).map((each) => each.id)).toEqual(expected.map((each) => each.id))
        expect(createSearchIndex().search(rows, query)).toEqual(store.search(query))
      }
    }
  })
})
