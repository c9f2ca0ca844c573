import { describe, expect, it } from 'vitest'
import type { WireOperation } from '../../../../../../electron/catena/wire.ts'
import { applyToLane } from '../../../../../../electron/host/sync/core/lane/apply-record.ts'
import { updateOperation } from '../../../../../../electron/host/sync/core/steps/build-write.ts'
import { isUpdateOf } from '../../../../../../electron/host/sync/core/steps/on-listed-operation.ts'
import type { SubmittedPlan } from '../../../../../../shared/model/plan/assignee-ids.ts'
import type { Plan } from '../../../../../../shared/model/plan/workflow.ts'
import { accepted, attempt, CONNECTION, done, intent, laneAfter, planOf, SERVER } from '../lane-fixtures.ts'

const BEFORE: Partial<Plan> = { driverSourceId: 'd1', vehicleSourceId: 'v1' }

/** Whether an update of the workflow that says so is taken for the one that changes it so. */
function isTaken(change: Partial<Plan>, said: object | null, seen: Partial<WireOperation> = {}): boolean {
  const lane = laneAfter([
    intent({ plan: planOf(BEFORE) }),
    attempt(),
    accepted(),
    done,
    { v: 2, at: 0, workflowId: 'w1', type: 'BASE', plan: planOf(BEFORE) },
    intent({ seq: 2, plan: planOf({ ...BEFORE, ...change }) }),
  ])
  const operation = updateOperation(lane)
  if (operation === null) throw new Error('no update')
  const listed = {
    id: 'op2',
    resource: 'workflow',
    operation_type: 'update',
    source_id: 's1',
    status: 'success',
    resource_id: 'r1',
    payload: said === null ? null : { connection_id: CONNECTION, source_id: 's1', ...said },
    ...seen,
  } as WireOperation
  return isUpdateOf(listed, lane, operation)
}

describe('an update found in a list', () => {
  it('[E6] is ours when it says what was sent', () => {
    expect(isTaken({ driverSourceId: 'd2' }, { source_driver_id: 'd2' })).toBe(true)
    expect(isTaken({ driverSourceId: 'd2' }, { source_driver_id: 'd3' })).toBe(false)
    expect(isTaken({ driverSourceId: 'd2' }, { source_driver_id: 'd2' }, { id: 'op1' })).toBe(false)
    // [N4] Without its payload it may be anybody's: taken for absent, ours is sent again with the same values.
    expect(isTaken({ driverSourceId: 'd2' }, null)).toBe(false)
  })

  it('[E6] is ours by either id of the driver, whichever was sent and however it is given back', () => {
    const assigneeIds = { connectionId: CONNECTION, driverSourceId: { sourceId: 'd2', id: 'uuid-2' } }
    const change: Partial<SubmittedPlan> = { driverSourceId: 'd2', assigneeIds }
    expect(isTaken(change, { driver_id: 'uuid-2' })).toBe(true)
    expect(isTaken(change, { driver_id: 'uuid-2', source_driver_id: 'd2' })).toBe(true)
    expect(isTaken(change, { driver_id: 'uuid-3' })).toBe(false)
    expect(isTaken(change, { driver_id: 'uuid-3', source_driver_id: 'd3' })).toBe(false)
    expect(isTaken({ driverSourceId: null }, { driver_id: null })).toBe(true)
  })

  it('[E6] is not ours when it says nothing and ours only empties a field', () => {
    expect(isTaken({ driverSourceId: null }, {})).toBe(false)
    expect(isTaken({ driverSourceId: null }, { source_driver_id: null })).toBe(true)
  })

  it('[E6] is not ours when it says only some of what was sent', () => {
    const change = { driverSourceId: 'd2', vehicleSourceId: 'v2' }
    expect(isTaken(change, { source_driver_id: 'd2' })).toBe(false)
    const said = { source_driver_id: 'd2', source_vehicle_id: 'v2' }
    expect(isTaken(change, said)).toBe(true)
    // [open] What the read model does not have may be left out.
    expect(isTaken({ ...change, territoryName: 'N' }, said)).toBe(true)
  })

  it('[E6] is not ours when it was made before ours was tried, although an older change was tried before it', () => {
    const before = laneAfter([
      intent({ plan: planOf(BEFORE) }),
      attempt(),
      accepted(),
      done,
      { v: 2, at: 0, workflowId: 'w1', type: 'BASE', plan: planOf(BEFORE) },
      intent({ seq: 2, plan: planOf({ ...BEFORE, driverSourceId: 'd2' }) }),
    ])
    const operation = updateOperation(before)
    if (operation === null) throw new Error('no update')
    const server = SERVER + 3_600_000
    const lane = applyToLane(
      { ...before, firstTryServer: SERVER },
      { v: 2, at: 0, workflowId: 'w1', type: 'ATTEMPT', n: 2, operation, server, bodyHash: 'x' },
    )
    if (lane?.phase.kind !== 'sending') throw new Error('not tried')
    const tried = lane.phase.operation
    const isOurs = (madeMs: number) =>
      isUpdateOf(
        {
          id: 'op2',
          resource: 'workflow',
          operation_type: 'update',
          status: 'success',
          resource_id: 'r1',
          created_at: new Date(madeMs).toISOString(),
          payload: { source_driver_id: 'd2', connection_id: CONNECTION },
        } as WireOperation,
        lane,
        tried,
      )
    expect(isOurs(server - 120_000)).toBe(false)
    expect(isOurs(server)).toBe(true)
  })

  it('[E6] is not ours when it says something else, although we emptied a field', () => {
    expect(isTaken({ driverSourceId: null }, { workflow_status: 'CANCELLED' })).toBe(false)
    expect(isTaken({ driverSourceId: null }, { source_driver_id: null, workflow_status: 'X' })).toBe(false)
    expect(isTaken({ driverSourceId: null }, { source_vehicle_id: null })).toBe(false)
  })

  it('[E6] is ours whether Catena keeps emptied fields, leaves some out, or lists all fields', () => {
    const emptied = { driverSourceId: null }
    expect(isTaken(emptied, { source_driver_id: null })).toBe(true)
    expect(isTaken(emptied, { source_driver_id: null, source_vehicle_id: null, stops: null })).toBe(true)
    expect(isTaken({ ...emptied, territoryName: 'N' }, { territory_name: 'N' })).toBe(true)
  })
})
