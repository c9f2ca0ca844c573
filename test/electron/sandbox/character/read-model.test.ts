import { describe, expect, test } from 'vitest'
import { PATHS, wirePage } from '../../../../electron/catena/wire.ts'
import type { SandboxCharacter } from '../../../../electron/sandbox/character/character.ts'
import { createWorld } from '../../../../electron/sandbox/world/world.ts'
import { catena, DAY_MS, START_MS } from '../catena.ts'

const MINUTE_MS = 60_000
const iso = (ms: number) => new Date(ms).toISOString()

function made(character: Partial<SandboxCharacter>, more: Record<string, unknown> = {}) {
  const sandbox = catena({ character })
  const operation = sandbox.operationOf(sandbox.create('dp_1', more))
  sandbox.advance(1_000)
  const id = sandbox.settled(operation).resource_id ?? ''
  const read = () => sandbox.call('GET', PATHS.workflow(id))
  const workflow = () => sandbox.json(read()) as Record<string, unknown>
  const listed = (query: Record<string, string> = {}) =>
    wirePage.parse(sandbox.json(sandbox.call('GET', PATHS.workflows, query))).items
  return { ...sandbox, id, read, workflow, listed }
}

describe('the lag of the read model', () => {
  test('a new workflow is read as absent, by id and in the list, until it was ingested', () => {
    const { read, listed, advance } = made({ readLag: 'minutes' })
    expect([read().status, listed()]).toEqual([404, []])
    advance(10 * MINUTE_MS - 1)
    expect([read().status, listed()]).toEqual([404, []])
    advance(1)
    expect(read().status).toBe(200)
    expect(listed()).toHaveLength(1)
  })

  test('a changed workflow is read in its older versions, one after the other', () => {
    const { workflow, read, listed, advance, update, id } = made({ readLag: 10 * MINUTE_MS })
    update(id, { instructions: 'second' })
    advance(5 * MINUTE_MS)
    update(id, { instructions: 'third' })
    advance(5 * MINUTE_MS - 1)
    expect(read().status).toBe(404)
    advance(1)
    expect(workflow().instructions).toBeUndefined()
    advance(5 * MINUTE_MS)
    expect(workflow().instructions).toBe('second')
    expect(listed()).toMatchObject([{ instructions: 'second' }])
    advance(6 * MINUTE_MS)
    expect(workflow().instructions).toBe('third')
  })

  test('ends at once when it is switched off, and outlives a snapshot', () => {
    const { world, read } = made({ readLag: 'hours' })
    const copy = createWorld({ character: { readLag: 'hours' } })
    copy.restore(world.snapshot())
    expect(copy.workflows()).toEqual(world.workflows())
    expect(read().status).toBe(404)
    world.character.set({ readLag: 'none' })
    expect(read().status).toBe(200)
  })

  test('an operation shows its end at once', () => {
    const { id, read } = made({ readLag: 'hours' })
    expect(id).not.toBe('')
    expect(read().status).toBe(404)
  })
})

describe('the window of the workflow list', () => {
  const STARTED = iso(START_MS - 3 * DAY_MS)

  test.each([
    ['created', iso(START_MS + 1_000)],
    ['started', STARTED],
    ['null', null],
  ] as const)('occurred_at is %s', (occurredAt, expected) => {
    expect(made({ occurredAt }, { started_at: STARTED }).workflow().occurred_at).toBe(expected)
  })

  test('filters occurred_at, from one day ago unless asked', () => {
    const { listed, advance } = made({}, { started_at: STARTED })
    expect(listed()).toHaveLength(1)
    advance(DAY_MS + 1)
    expect(listed()).toHaveLength(0)
    expect(listed({ from_datetime: iso(START_MS) })).toHaveLength(1)
    expect(listed({ from_datetime: iso(START_MS), to_datetime: iso(START_MS + 1) })).toHaveLength(0)
  })

  test('finds a workflow by its planned start where occurred_at is that', () => {
    const { listed } = made({ occurredAt: 'started' }, { started_at: STARTED })
    expect(listed()).toHaveLength(0)
    expect(listed({ from_datetime: iso(START_MS - 4 * DAY_MS) })).toHaveLength(1)
  })

  test('finds a workflow without occurred_at by its creation', () => {
    expect(made({ occurredAt: 'null' }).listed()).toHaveLength(1)
    expect(made({ occurredAt: 'started' }).listed()).toHaveLength(1)
  })

  test('may not be longer than 45 days', () => {
    const { call } = made({})
    const from = (days: number) => ({ from_datetime: iso(START_MS + 1_000 - days * DAY_MS) })
    expect(call('GET', PATHS.workflows, from(45)).status).toBe(200)
    expect(call('GET', PATHS.workflows, from(45.001)).status).toBe(422)
  })

  test('filters the last change and is open unless asked, where the other reading holds', () => {
    const { listed, advance, update, id, call } = made({ workflowWindow: 'updatedAt' })
    advance(60 * DAY_MS)
    expect(listed()).toHaveLength(1)
    update(id, { instructions: 'x' })
    advance(1_000)
    expect(listed({ from_datetime: iso(START_MS + 59 * DAY_MS) })).toHaveLength(1)
    expect(call('GET', PATHS.workflows, { from_datetime: iso(START_MS) }).status).toBe(200)
  })
})

describe('what the TSP keeps', () => {
  const STOPS = [
    {
      source_stop_id: 's1',
      sequence_number: 5,
      scheduled_arrival: '2026-11-24T12:00:31Z',
      scheduled_departure: null,
    },
    { source_stop_id: 's2', sequence_number: 9 },
  ]

  test('times may be rounded to the minute', () => {
    const { workflow } = made({ times: 'minutes' }, { started_at: '2026-11-24T12:00:29.999Z', stops: STOPS })
    expect(workflow()).toMatchObject({
      started_at: '2026-11-24T12:00:00.000Z',
      stops: [
        { scheduled_arrival: '2026-11-24T12:01:00.000Z', scheduled_departure: null },
        { source_stop_id: 's2' },
      ],
    })
  })

  test('fields may be dropped', () => {
    const { workflow } = made(
      { fields: 'dropped' },
      { territory_name: 'North', total_distance: 5, total_distance_unit: 'km', instructions: 'x' },
    )
    expect(workflow()).toMatchObject({ territory_name: null, total_distance: null, instructions: 'x' })
  })

  test.each([
    ['asSent', [5, 9]],
    ['fromOne', [1, 2]],
    ['fromZero', [0, 1]],
    ['byTen', [10, 20]],
  ] as const)('stops are numbered %s', (stopNumbers, expected) => {
    const { stops } = made({ stopNumbers }, { stops: STOPS }).workflow()
    expect((stops as { sequence_number: number }[]).map((each) => each.sequence_number)).toEqual(expected)
  })
})

describe('odd lists', () => {
  test('have items that cannot be read, among those that can', () => {
    const { call, json } = made({ listItems: 'someUnreadable' })
    for (const path of [PATHS.operations, PATHS.workflows, PATHS.vehicles]) {
      const { items } = wirePage.parse(json(call('GET', path)))
      expect(items.slice(0, 3)).toEqual([null, 'not an item', { status: expect.any(String) }])
      expect(items.length).toBeGreaterThan(3)
    }
  })

  test('have no end mark on the last page, or on none', () => {
    const { call, json, world } = made({ pageEnd: 'missingAtEnd' })
    const page = (size: string) => json(call('GET', PATHS.vehicles, { size })) as object
    expect(page('1')).toHaveProperty('next_page')
    expect(page('1000')).not.toHaveProperty('next_page')
    world.character.set({ pageEnd: 'missingAlways' })
    expect(page('1')).not.toHaveProperty('next_page')
  })
})
