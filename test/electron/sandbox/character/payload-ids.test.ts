import { describe, expect, test } from 'vitest'
import { PATHS, wireValidationError } from '../../../../electron/catena/wire.ts'
import { catena } from '../catena.ts'

/** A Catena that takes these ids, with the ids of one active driver and one active vehicle. */
function taking(ids: 'any' | 'external' | 'catena') {
  const sandbox = catena({ character: { ids } })
  const { users, vehicles } = sandbox.world.fleet
  const driver = users.find((each) => each.is_driver && each.connection_id === sandbox.connectionId)
  const vehicle = vehicles.find((each) => each.connection_id === sandbox.connectionId)
  if (driver === undefined || vehicle === undefined) throw new Error('the fleet has nobody')
  const refusal = (body: Record<string, unknown>) => {
    const answer = sandbox.create('dp_1', body)
    if (answer.status === 202) return null
    return wireValidationError.parse(sandbox.json(answer)).detail.map(({ path, message }) => [path, message])
  }
  return { ...sandbox, driver, vehicle, refusal }
}

describe('the ids of driver and vehicle in a payload', () => {
  test('external: only external ids that the fleet knows are taken', () => {
    const { driver, vehicle, refusal } = taking('external')
    expect(refusal({ source_driver_id: driver.source_id, source_vehicle_id: vehicle.source_id })).toBeNull()
    expect(refusal({ source_driver_id: driver.id })).toEqual([
      ['source_driver_id', 'No driver with this external id'],
    ])
    expect(refusal({ driver_id: driver.id, vehicle_id: vehicle.id })).toEqual([
      ['driver_id', 'unknown field'],
      ['vehicle_id', 'unknown field'],
    ])
    expect(refusal({ source_driver_id: null })).toBeNull()
  })

  test('catena: only Catena’s ids are taken', () => {
    const { driver, vehicle, refusal } = taking('catena')
    expect(refusal({ driver_id: driver.id, vehicle_id: vehicle.id })).toBeNull()
    expect(refusal({ driver_id: driver.source_id })).toEqual([['driver_id', 'No driver with this Catena id']])
    expect(refusal({ source_driver_id: driver.source_id })).toEqual([['source_driver_id', 'unknown field']])
    expect(refusal({ vehicle_id: null })).toBeNull()
  })

  test('catena: the driver of another connection is not known', () => {
    const { world, refusal, connectionId } = taking('catena')
    const other = world.fleet.users.find((each) => each.connection_id !== connectionId)
    expect(refusal({ driver_id: other?.id })).toHaveLength(1)
  })

  test('any: both are taken', () => {
    const { driver, vehicle, refusal } = taking('any')
    expect(refusal({ source_driver_id: driver.source_id })).toBeNull()
    expect(refusal({ driver_id: driver.id, vehicle_id: vehicle.id })).toBeNull()
  })

  test('an update is held to the same', () => {
    const { create, operationOf, settled, advance, update, driver } = taking('catena')
    const operation = operationOf(create('dp_1'))
    advance(1_000)
    const id = settled(operation).resource_id ?? ''
    expect(update(id, { source_driver_id: driver.source_id }).status).toBe(422)
    expect(update(id, { driver_id: driver.id }).status).toBe(202)
  })

  test('the workflow is read with both ids, whichever was sent, also after an update', () => {
    const { create, operationOf, settled, advance, update, call, json, driver, vehicle } = taking('catena')
    const operation = operationOf(create('dp_1', { driver_id: driver.id }))
    advance(1_000)
    const done = settled(operation)
    expect(done.payload).toMatchObject({ driver_id: driver.id, source_driver_id: driver.source_id })
    const id = done.resource_id ?? ''
    const read = () => json(call('GET', PATHS.workflow(id)))
    expect(read()).toMatchObject({ driver_id: driver.id, source_driver_id: driver.source_id })
    update(id, { driver_id: null, vehicle_id: vehicle.id })
    advance(1_000)
    expect(read()).toMatchObject({
      driver_id: null,
      source_driver_id: null,
      source_vehicle_id: vehicle.source_id,
    })
  })

  test('the TSP refuses an inactive driver by Catena’s id too', () => {
    const { world, create, operationOf, settled, advance, connectionId } = taking('catena')
    const inactive = world.fleet.users.find((each) => !each.is_active && each.connection_id === connectionId)
    const operation = operationOf(create('dp_1', { driver_id: inactive?.id }))
    advance(1_000)
    expect(settled(operation).logs).toMatchObject([{ error_type: 'validation' }])
  })
})
