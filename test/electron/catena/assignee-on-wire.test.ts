import { describe, expect, test } from 'vitest'
import { UnknownCatenaId, withExternalIds } from '../../../electron/catena/assignee-on-wire.ts'
import { createBody, updateBody } from '../../../electron/catena/plan-on-wire.ts'
import { planPathOf } from '../../../electron/catena/plan-path.ts'
import { theirsOf } from '../../../electron/host/sync/core/steps/remote-version.ts'
import type { AssigneeIds, SubmittedPlan } from '../../../shared/model/plan/assignee-ids.ts'
import { emptyPlan } from '../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'

const CONNECTION = 'aaaaaaaa-0000-4000-8000-000000000001'
const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002'
const KNOWN: AssigneeIds = {
  connectionId: CONNECTION,
  driverSourceId: { sourceId: '4711', id: 'uuid-driver' },
  vehicleSourceId: { sourceId: 'V-1', id: 'uuid-vehicle' },
}

function planOf(change: Partial<SubmittedPlan> = {}): SubmittedPlan {
  return {
    ...emptyPlan(),
    connectionId: CONNECTION,
    driverSourceId: '4711',
    vehicleSourceId: 'V-1',
    assigneeIds: KNOWN,
    ...change,
  }
}

describe('the ids of driver and vehicle on the wire', () => {
  test('are external unless told otherwise', () => {
    const body = createBody(planOf(), 's1')
    expect(body).toMatchObject({ source_driver_id: '4711', source_vehicle_id: 'V-1' })
    expect(body).not.toHaveProperty('driver_id')
    expect(body).not.toHaveProperty('assigneeIds')
  })

  test('are Catena’s in place of them where Catena takes its own', () => {
    const body = createBody(planOf(), 's1', 'catena')
    expect(body).toMatchObject({ driver_id: 'uuid-driver', vehicle_id: 'uuid-vehicle' })
    expect(body).not.toHaveProperty('source_driver_id')
    expect(body).not.toHaveProperty('source_vehicle_id')
  })

  test('an update carries the changed one only, and empties by null', () => {
    const remote = planOf({ vehicleSourceId: null })
    expect(updateBody(remote, planOf(), [], 'catena')).toEqual({
      connection_id: CONNECTION,
      vehicle_id: 'uuid-vehicle',
    })
    expect(updateBody(planOf(), planOf({ driverSourceId: null }), [], 'catena')).toMatchObject({
      driver_id: null,
    })
  })

  test.each([
    ['nothing is known', planOf({ assigneeIds: undefined })],
    ['another driver is known', planOf({ driverSourceId: '4712' })],
    ['it is known on another connection', planOf({ connectionId: OTHER })],
  ])('nothing is made where %s', (_name, value) => {
    expect(() => createBody(value, 's1', 'catena')).toThrow(UnknownCatenaId)
    expect(createBody(value, 's1')).toHaveProperty('source_driver_id', value.driverSourceId)
  })

  test('an update that leaves the driver alone needs no id of it', () => {
    const value = planOf({ assigneeIds: undefined })
    expect(updateBody(value, { ...value, instructions: 'Gate 4' }, [], 'catena')?.instructions).toBe('Gate 4')
  })

  test('the error names the driver and says what to do', () => {
    expect(() => createBody(planOf({ driverSourceId: '9' }), 's1', 'catena')).toThrow(
      messageRef('errors.ids.unknownDriver', { id: '9' }),
    )
  })

  test('an error that Catena names by its own field stands at the field of the form', () => {
    expect(planPathOf('driver_id')).toEqual(['driverSourceId'])
    expect(planPathOf(['body', 'vehicle_id'])).toEqual(['vehicleSourceId'])
  })
})

describe('what comes back', () => {
  test('a payload with Catena’s ids has the external ones, as far as they are known', () => {
    expect(withExternalIds({ driver_id: 'uuid-driver', vehicle_id: null }, KNOWN)).toMatchObject({
      source_driver_id: '4711',
      source_vehicle_id: null,
    })
    expect(withExternalIds({ driver_id: 'uuid-other' }, KNOWN)).not.toHaveProperty('source_driver_id')
    expect(withExternalIds({ driver_id: 'uuid-driver', source_driver_id: '7' }, KNOWN)).toHaveProperty(
      'source_driver_id',
      '7',
    )
    expect(withExternalIds({ instructions: 'x' }, undefined)).toEqual({ instructions: 'x' })
  })

  test.each([
    ['both ids', { driver_id: 'uuid-driver', source_driver_id: '4711' }, '4711'],
    ['another driver', { driver_id: 'uuid-other', source_driver_id: '4712' }, '4712'],
    ['Catena’s id alone, which says nothing', { driver_id: 'uuid-other', source_driver_id: null }, '4711'],
    ['no driver', { driver_id: null, source_driver_id: null }, null],
  ])('a workflow is read with %s', (_name, wire, expected) => {
    expect(theirsOf({ id: 'w', ...wire }, planOf())?.driverSourceId).toBe(expected)
  })
})
