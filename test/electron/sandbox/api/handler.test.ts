import { describe, expect, test } from 'vitest'
import {
  PATHS,
  wireConnection,
  wirePage,
  wireUser,
  wireValidationError,
  wireVehicle,
  wireWorkflow,
} from '../../../../electron/catena/wire.ts'
import { createHandler } from '../../../../electron/sandbox/api/handler.ts'
import { TSP_ERROR_TYPES } from '../../../../electron/sandbox/world/stored.ts'
import { createWorld } from '../../../../electron/sandbox/world/world.ts'
import { catena, DAY_MS, START_MS } from '../catena.ts'

describe('a write', () => {
  test('is taken as a pending operation and made at the TSP later', () => {
    const { create, operationOf, settled, advance, call, json } = catena()
    const answer = create('dp_1', {
      territory_name: 'North',
      total_distance: 12.5,
      total_distance_unit: 'km',
    })
    expect(answer.status).toBe(202)
    const operation = operationOf(answer)
    expect(operation).toMatchObject({ status: 'pending', operation_type: 'create', resource_id: null })
    expect(settled(operation).status).toBe('pending')
    advance(1_000)
    const done = settled(operation)
    expect(done).toMatchObject({ status: 'success', logs: [{ status: 'success', error_type: null }] })
    const workflow = wireWorkflow.parse(json(call('GET', PATHS.workflow(done.resource_id ?? ''))))
    expect(workflow).toMatchObject({
      source_id: 'dp_1',
      workflow_status: 'PLANNED',
      territory_name: 'North',
      total_distance: 12.5,
    })
  })

  test('knows no idempotency: the same create twice makes two workflows', () => {
    const { create, advance, listed, world } = catena()
    create('dp_1')
    create('dp_1')
    advance(2_000)
    expect(listed(PATHS.workflows)).toEqual(['dp_1', 'dp_1'])
    expect(new Set(world.workflows().map((each) => each.record.id)).size).toBe(2)
  })

  test('an update changes only the fields it carries, and empties with null', () => {
    const { create, operationOf, settled, advance, call, json, connectionId } = catena()
    const operation = operationOf(create('dp_1', { instructions: 'Gate 4', territory_name: 'North' }))
    advance(1_000)
    const id = settled(operation).resource_id ?? ''
    const body = JSON.stringify({
      connection_id: connectionId,
      source_id: 'dp_1',
      instructions: null,
      workflow_status: 'CANCELLED',
    })
    const update = operationOf(call('PATCH', PATHS.workflow(id), { is_sync: 'false' }, body))
    expect(update).toMatchObject({ operation_type: 'update', resource_id: id, source_id: 'dp_1' })
    advance(1_000)
    expect(json(call('GET', PATHS.workflow(id)))).toMatchObject({
      instructions: null,
      territory_name: 'North',
      workflow_status: 'CANCELLED',
    })
  })

  test('keeps an H3 index beyond 2^53 through write, read and snapshot', () => {
    const { create, operationOf, settled, advance, call, world, connectionId } = catena()
    const body = `{"connection_id":"${connectionId}","source_id":"dp_1","stops":[{"source_stop_id":"s1","h3_index_11":627700000000000007}]}`
    const operation = operationOf(call('POST', PATHS.workflows, {}, body))
    expect(create('dp_2').status).toBe(202)
    world.restore(world.snapshot())
    advance(1_000)
    const read = call('GET', PATHS.workflow(settled(operation).resource_id ?? ''))
    expect(read.bodyText).toContain('"h3_index_11":627700000000000007')
  })

  test.each([
    ['connection_id', { connection_id: 'no uuid' }],
    ['workflow_status', { workflow_status: 'ON_HOLD' }],
    ['total_distance_unit', { total_distance_unit: 'leagues' }],
    ['total_distance', { total_distance: -1 }],
    ['started_at', { started_at: '2027-02-30T00:00:00Z' }],
    ['ended_at', { ended_at: 'tomorrow' }],
    ['stops.0.stop_type', { stops: [{ stop_type: 'CROSSDOCK' }] }],
    ['stops.0.activities.1', { stops: [{ activities: ['ARRIVE', 'NAP'] }] }],
    ['stops.0.location', { stops: [{ location: { type: 'Point', coordinates: [29.4, -98.5] } }] }],
  ])('refuses a bad %s with its path, what was sent, and why', (path, wrong) => {
    const { create, json, world } = catena()
    const answer = create('dp_1', wrong)
    expect(answer.status).toBe(422)
    const { detail } = wireValidationError.parse(json(answer))
    expect(detail.map((each) => each.path)).toEqual([path])
    expect(world.operations()).toHaveLength(0)
  })

  test('refuses what is no JSON, no known connection, no known workflow, and no active connection', () => {
    const { call, create, world, connectionId } = catena()
    expect(call('POST', PATHS.workflows, {}, '{').status).toBe(400)
    const unknown = '00000000-0000-4000-8000-000000000000'
    expect(create('dp_1', { connection_id: unknown }).status).toBe(404)
    const body = JSON.stringify({ connection_id: connectionId })
    expect(call('PATCH', PATHS.workflow(unknown), {}, body).status).toBe(404)
    world.setConnectionStatus(connectionId, 'inactive')
    expect(create('dp_1').status).toBe(403)
    expect(call('DELETE', PATHS.workflows).status).toBe(404)
  })

  test('answers 501 to an update that the TSP does not take, and takes the create', () => {
    const { world, create, operationOf, settled, advance, call } = catena()
    const [id = ''] = world.fleet.withoutUpdates
    const operation = operationOf(create('dp_1', { connection_id: id }))
    advance(1_000)
    const body = JSON.stringify({ connection_id: id, instructions: 'x' })
    expect(call('PATCH', PATHS.workflow(settled(operation).resource_id ?? ''), {}, body).status).toBe(501)
  })

  test.each(TSP_ERROR_TYPES)('fails at the TSP with %s, its log, and no workflow', (errorType) => {
    const { create, operationOf, settled, advance, world } = catena()
    const operation = operationOf(create('dp_1', {}, { tspFailure: errorType }))
    advance(1_000)
    expect(settled(operation)).toMatchObject({
      status: 'failed',
      resource_id: null,
      logs: [{ status: 'failed', error_type: errorType, error_details: expect.any(String) }],
    })
    expect(world.workflows()).toHaveLength(0)
  })

  test('fails for an inactive driver, and with auth on a stale connection', () => {
    const { create, operationOf, settled, advance, world } = catena()
    const driver = world.fleet.users.find((each) => each.is_driver && !each.is_active)
    const stale = world.fleet.connections.find((each) => each.status === 'stale')
    const inactive = operationOf(
      create('dp_1', { connection_id: driver?.connection_id, source_driver_id: driver?.source_id }),
    )
    const expired = operationOf(create('dp_2', { connection_id: stale?.id }))
    advance(1_000)
    expect(settled(inactive).logs).toMatchObject([{ error_type: 'validation' }])
    expect(settled(expired).logs).toMatchObject([{ error_type: 'auth' }])
  })

  test('needs a bearer token', () => {
    const handle = createHandler(createWorld())
    const request = {
      method: 'GET',
      path: PATHS.connections,
      query: new URLSearchParams(),
      headers: {},
      bodyText: '',
    }
    expect(handle(request, START_MS).status).toBe(401)
  })
})

describe('the list of operations', () => {
  test('shows the last day unless asked for more, and refuses more than 45 days', () => {
    const { create, advance, listed, call } = catena()
    create('dp_old')
    advance(2 * DAY_MS)
    create('dp_new')
    expect(listed(PATHS.operations)).toEqual(['dp_new'])
    const from = (days: number) => ({ from_datetime: new Date(START_MS + (2 - days) * DAY_MS).toISOString() })
    expect(listed(PATHS.operations, from(3))).toEqual(['dp_old', 'dp_new'])
    expect(call('GET', PATHS.operations, from(45)).status).toBe(200)
    expect(call('GET', PATHS.operations, from(45.001)).status).toBe(422)
    expect(call('GET', PATHS.operations, { from_datetime: 'yesterday' }).status).toBe(422)
  })

  test('filters by each of its parameters, and array parameters repeat the key', () => {
    const { create, listed, world, connectionId, call } = catena()
    const other = world.fleet.connections[1]
    create('dp_1')
    create('dp_2', { connection_id: other?.id })
    expect(listed(PATHS.operations, { connection_id: connectionId })).toEqual(['dp_1'])
    expect(listed(PATHS.operations, { source_name: other?.source_name ?? '' })).toEqual(['dp_2'])
    expect(listed(PATHS.operations, { operation: 'update' })).toEqual([])
    expect(listed(PATHS.operations, { resource: 'workflow', source_id: 'dp_2' })).toEqual(['dp_2'])
    const both: [string, string][] = [
      ['fleet_refs', 'NORTE'],
      ['fleet_refs', 'HARBOUR'],
    ]
    expect(listed(PATHS.operations, both)).toEqual(['dp_1', 'dp_2'])
    expect(call('GET', PATHS.operations, { source_id: 'dp_1' }).status).toBe(422)
  })

  test('lags behind what was made, and comes without logs', () => {
    const { create, listed, advance, call, json } = catena()
    create('dp_1', {}, { listingLagMs: 5_000 })
    expect(listed(PATHS.operations)).toEqual([])
    advance(4_999)
    expect(listed(PATHS.operations)).toEqual([])
    advance(1)
    expect(listed(PATHS.operations)).toEqual(['dp_1'])
    expect(listed(PATHS.workflows)).toEqual(['dp_1'])
    expect(json(call('GET', PATHS.operations))).toMatchObject({ items: [{ status: 'success', logs: [] }] })
  })
})

describe('paging', () => {
  test('goes through everything once, also while entries are added', () => {
    const { create, call, json } = catena()
    for (let index = 0; index < 7; index += 1) create(`dp_${index}`)
    const seen: unknown[] = []
    let cursor: string | null = null
    do {
      const page = wirePage.parse(
        json(call('GET', PATHS.operations, { size: '3', ...(cursor === null ? {} : { cursor }) })),
      )
      if (cursor === null) create('dp_7')
      seen.push(...page.items.map((each) => (each as { source_id: string }).source_id))
      cursor = page.next_page ?? null
    } while (cursor !== null)
    expect(seen).toEqual(Array.from({ length: 8 }, (_, index) => `dp_${index}`))
  })

  test.each(['0', '1001', 'many'])('refuses the size %s', (size) => {
    const { call } = catena()
    expect(call('GET', PATHS.vehicles, { size }).status).toBe(422)
  })

  test('refuses a cursor that is not its own', () => {
    const { call } = catena()
    expect(call('GET', PATHS.vehicles, { cursor: 'made-up' }).status).toBe(400)
  })
})

describe('the fleet', () => {
  test('is believable, in Catena’s shape, and the same for the same seed', () => {
    const { call, json, world } = catena({ seed: 5 })
    const items = (path: string) => wirePage.parse(json(call('GET', path, { size: '1000' }))).items
    const connections = items(PATHS.connections).map((each) => wireConnection.parse(each))
    expect(connections.map((each) => each.status)).toEqual(['active', 'active', 'active', 'stale'])
    const users = items(PATHS.users).map((each) => wireUser.parse(each))
    expect(users.filter((each) => each.is_driver === true).length).toBeGreaterThan(55)
    expect(users.some((each) => each.is_driver === false)).toBe(true)
    expect(users.some((each) => each.is_active === false)).toBe(true)
    const names = users.map((each) => `${each.connection_id} ${each.first_name} ${each.last_name}`)
    expect(new Set(names).size).toBe(names.length)
    const vehicles = items(PATHS.vehicles).map((each) => wireVehicle.parse(each))
    expect(vehicles.length).toBeGreaterThan(45)
    expect(new Set(vehicles.map((each) => each.source_id)).size).toBe(vehicles.length)
    expect(createWorld({ seed: 5 }).fleet).toEqual(world.fleet)
  })

  test('leaves the inferred fields out of what is read, when told to', () => {
    const { create, advance, call, json } = catena({ character: { fields: 'inferredDropped' } })
    create('dp_1', { territory_name: 'North', total_distance_unit: 'km' })
    advance(1_000)
    const [item] = wirePage.parse(json(call('GET', PATHS.workflows))).items
    expect(Object.keys(item as object)).not.toContain('territory_name')
    expect(Object.keys(item as object)).not.toContain('total_distance_unit')
  })
})

describe('the memory', () => {
  test('goes on after a restore as if nothing had been', () => {
    const one = createWorld({ seed: 3 })
    const two = createWorld({ seed: 4 })
    const operation = {
      connectionId: one.fleet.connections[0]?.id ?? '',
      type: 'create' as const,
      sourceId: 'dp_1',
      resourceId: null,
      payload: {},
      failure: null,
    }
    one.addOperation(operation, START_MS)
    two.restore(one.snapshot())
    one.settle(START_MS + DAY_MS)
    two.settle(START_MS + DAY_MS)
    expect(two.workflows()).toEqual(one.workflows())
    expect(two.operations()).toEqual(one.operations())
  })

  test('refuses what is no snapshot and stays as it is', () => {
    const world = createWorld()
    const before = world.snapshot()
    expect(() => world.restore('{"seed":1}')).toThrow()
    expect(world.snapshot()).toBe(before)
  })
})
