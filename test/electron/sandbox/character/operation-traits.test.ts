import { describe, expect, test } from 'vitest'
import { PATHS, wirePage } from '../../../../electron/catena/wire.ts'
import type { SandboxCharacter } from '../../../../electron/sandbox/character/character.ts'
import { catena } from '../catena.ts'

const TSP_ID = /^samsara-w\d+$/

/** A create, pending and then done, as Catena shows its operation and its workflow. */
function createdWith(character: Partial<SandboxCharacter>, more: Record<string, unknown> = {}) {
  const sandbox = catena({ character })
  const pending = sandbox.operationOf(sandbox.create('dp_1', more))
  sandbox.advance(1_000)
  const done = sandbox.settled(pending)
  const id = done.resource_id ?? ''
  const workflow = sandbox.json(sandbox.call('GET', PATHS.workflow(id))) as Record<string, unknown>
  return { ...sandbox, pending, done, id, workflow }
}

describe('the source id of an operation', () => {
  test.each([
    ['ours', 'dp_1', 'dp_1', 'dp_1'],
    ['nullThenOurs', null, 'dp_1', 'dp_1'],
    ['nullThenTsp', null, expect.stringMatching(TSP_ID), expect.stringMatching(TSP_ID)],
  ] as const)('%s: pending %s, done %s, workflow %s', (sourceId, pending, done, workflow) => {
    const made = createdWith({ sourceId })
    expect([made.pending.source_id, made.done.source_id, made.workflow.source_id]).toEqual([
      pending,
      done,
      workflow,
    ])
    expect(made.done.payload).toMatchObject({ source_id: 'dp_1' })
    expect(made.done.resource_id).toBe(made.workflow.id)
  })

  test('nullThenTsp: the filter of the list knows the id of the TSP only', () => {
    const { listed, done } = createdWith({ sourceId: 'nullThenTsp' })
    const byId = (id: string) => listed(PATHS.operations, { resource: 'workflow', source_id: id })
    expect(byId('dp_1')).toEqual([])
    expect(byId(String(done.source_id))).toEqual([done.source_id])
  })

  test('nullThenOurs: the filter of the list misses an operation while it is pending', () => {
    const { create, listed, advance } = catena({ character: { sourceId: 'nullThenOurs' } })
    create('dp_1')
    const byId = () => listed(PATHS.operations, { resource: 'workflow', source_id: 'dp_1' })
    expect(byId()).toEqual([])
    advance(1_000)
    expect(byId()).toEqual(['dp_1'])
  })

  test.each(['nullThenOurs', 'nullThenTsp'] as const)('%s: a failed create never gets one', (sourceId) => {
    const { create, operationOf, settled, advance } = catena({ character: { sourceId } })
    const operation = operationOf(create('dp_1', {}, { tspFailure: 'tsp' }))
    advance(1_000)
    expect(settled(operation)).toMatchObject({ status: 'failed', source_id: null, resource_id: null })
  })

  test('nullThenTsp: an update has the id of the TSP from the start', () => {
    const { update, operationOf, id, workflow } = createdWith({ sourceId: 'nullThenTsp' })
    expect(operationOf(update(id, { instructions: 'x' })).source_id).toBe(workflow.source_id)
  })
})

describe('a source id in an update', () => {
  test('is ignored by default', () => {
    const { update, id, advance, call, json } = createdWith({ sourceId: 'nullThenTsp' })
    update(id, { source_id: 'dp_1', instructions: 'x' })
    advance(1_000)
    const read = json(call('GET', PATHS.workflow(id)))
    expect(read).toMatchObject({ source_id: expect.stringMatching(TSP_ID), instructions: 'x' })
  })

  test('renames the workflow at the TSP', () => {
    const { update, id, advance, call, json } = createdWith({
      sourceId: 'nullThenTsp',
      patchSourceId: 'renames',
    })
    update(id, { source_id: 'dp_1' })
    advance(1_000)
    expect(json(call('GET', PATHS.workflow(id)))).toMatchObject({ source_id: 'dp_1' })
  })

  test('is refused', () => {
    const { update, id, json } = createdWith({ patchSourceId: 'refused' })
    const answer = update(id, { source_id: 'dp_1' })
    expect(answer.status).toBe(422)
    expect(json(answer)).toMatchObject({ detail: [{ path: 'source_id', input: 'dp_1' }] })
    expect(update(id, { instructions: 'x' }).status).toBe(202)
  })
})

describe('the payload of an operation', () => {
  const SENT = {
    territory_name: 'North',
    instructions: 'Gate 4',
    stops: [{ source_stop_id: 's1', location_name: 'Yard' }],
  }

  test('is shown whole, with the ids that Catena resolved', () => {
    const { world } = catena()
    const driver = world.fleet.users[0]
    const { done, workflow } = createdWith({}, { ...SENT, source_driver_id: driver?.source_id })
    expect(done.payload).toMatchObject({ ...SENT, source_id: 'dp_1', driver_id: driver?.id })
    expect(workflow).toMatchObject({ source_driver_id: driver?.source_id, driver_id: driver?.id })
  })

  test.each([
    ['knownFields', ['source_id', 'instructions', 'stops'], ['territory_name']],
    ['withoutSourceId', ['instructions', 'stops'], ['source_id', 'territory_name']],
  ] as const)('%s: keeps %s and lacks %s', (payload, kept, lacking) => {
    const names = Object.keys(createdWith({ payload }, SENT).done.payload as object)
    expect(names).toEqual(expect.arrayContaining([...kept]))
    for (const name of lacking) expect(names).not.toContain(name)
  })

  test('may be absent, in the answer to the write and in the list too', () => {
    const { done, pending, call, json } = createdWith({ payload: 'absent' }, SENT)
    const { items } = wirePage.parse(json(call('GET', PATHS.operations)))
    expect([pending.payload, done.payload]).toEqual([null, null])
    expect(items).toMatchObject([{ payload: null }])
  })
})

describe('the answer to a write', () => {
  test.each([
    ['withoutStatus', 'status'],
    ['withoutId', 'id'],
  ] as const)('%s: lacks it although the operation has it', (writeAnswer, name) => {
    const { create, json, call } = catena({ character: { writeAnswer } })
    const answer = create('dp_1')
    expect(answer.status).toBe(202)
    expect(json(answer)).not.toHaveProperty(name)
    const { items } = wirePage.parse(json(call('GET', PATHS.operations)))
    expect(items[0]).toHaveProperty(name)
  })

  test('down: is 504 and nothing is taken, while reads are well', () => {
    const { create, call, world } = catena({ character: { writes: 'down' } })
    expect(create('dp_1').status).toBe(504)
    expect(call('GET', PATHS.operations).status).toBe(200)
    expect(world.operations()).toHaveLength(0)
  })

  test('downButTaken: is 504 and the create is made', () => {
    const { create, update, advance, listed, world } = catena({ character: { writes: 'downButTaken' } })
    expect(create('dp_1').status).toBe(504)
    advance(1_000)
    expect(listed(PATHS.workflows)).toEqual(['dp_1'])
    expect(update(world.workflows()[0]?.record.id ?? '', { instructions: 'x' }).status).toBe(504)
    expect(world.operations()).toHaveLength(2)
  })

  test('of a synchronous write is the finished operation, with 502 when it failed', () => {
    const { call, connectionId, json } = catena()
    const body = JSON.stringify({ connection_id: connectionId, source_id: 'dp_1' })
    const good = call('POST', PATHS.workflows, { is_sync: 'true' }, body)
    expect([good.status, json(good)]).toMatchObject([
      200,
      { status: 'success', resource_id: expect.any(String) },
    ])
    const bad = call('POST', PATHS.workflows, { is_sync: 'true' }, body, { tspFailure: 'network' })
    expect([bad.status, json(bad)]).toMatchObject([502, { status: 'failed', resource_id: null }])
  })
})

describe('a failure that is none', () => {
  test('a create fails without an id, and its workflow exists', () => {
    const { done, listed } = createdWith({ creates: 'failButExist' })
    expect(done).toMatchObject({ status: 'failed', resource_id: null, logs: [{ error_type: 'network' }] })
    expect(listed(PATHS.workflows)).toEqual(['dp_1'])
  })

  test('a create that the TSP refuses by its content makes nothing all the same', () => {
    const { create, advance, listed } = catena({ character: { creates: 'failButExist' } })
    create('dp_1', {}, { tspFailure: 'validation' })
    advance(1_000)
    expect(listed(PATHS.workflows)).toEqual([])
  })

  test('an update fails and takes effect', () => {
    const { update, operationOf, settled, advance, id, call, json } = createdWith({
      updates: 'failButTakeEffect',
    })
    const operation = operationOf(update(id, { instructions: 'Gate 9' }))
    advance(1_000)
    expect(settled(operation).status).toBe('failed')
    expect(json(call('GET', PATHS.workflow(id)))).toMatchObject({ instructions: 'Gate 9' })
  })
})
