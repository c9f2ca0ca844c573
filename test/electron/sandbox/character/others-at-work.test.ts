import { describe, expect, test } from 'vitest'
import { PATHS } from '../../../../electron/catena/wire.ts'
import type { SandboxCharacter } from '../../../../electron/sandbox/character/character.ts'
import { drivenChange } from '../../../../electron/sandbox/character/driving.ts'
import { actAtSecondDesk } from '../../../../electron/sandbox/character/second-desk.ts'
import { catena, START_MS } from '../catena.ts'

const MINUTE_MS = 60_000
const iso = (minutes: number) => new Date(START_MS + minutes * MINUTE_MS).toISOString()

function made(character: Partial<SandboxCharacter>, more: Record<string, unknown> = {}) {
  const sandbox = catena({ character })
  const operation = sandbox.operationOf(sandbox.create('dp_1', more))
  sandbox.advance(1_000)
  const id = sandbox.settled(operation).resource_id ?? ''
  const workflow = () =>
    sandbox.json(sandbox.call('GET', PATHS.workflow(id))) as {
      workflow_status: string
      deleted_at: string | null
      stops: Record<string, unknown>[]
    }
  return { ...sandbox, id, workflow }
}

describe('drivers', () => {
  const PLAN = {
    started_at: iso(10),
    stops: [
      { source_stop_id: 's1', scheduled_arrival: iso(20), scheduled_departure: iso(30) },
      { source_stop_id: 's2', scheduled_arrival: iso(40) },
    ],
  }

  test('follow the planned times and fill the actual ones', () => {
    const { workflow, advance } = made({ driving: 'byPlan' }, PLAN)
    expect(workflow().workflow_status).toBe('PLANNED')
    advance(10 * MINUTE_MS)
    expect(workflow().workflow_status).toBe('ACTIVE')
    advance(15 * MINUTE_MS)
    expect(workflow().stops[0]).toMatchObject({ actual_arrival: iso(20) })
    expect(workflow().stops[0]?.actual_departure).toBeUndefined()
    advance(35 * MINUTE_MS)
    expect(workflow()).toMatchObject({
      workflow_status: 'COMPLETED',
      stops: [
        { actual_arrival: iso(20), actual_departure: iso(30) },
        { actual_arrival: iso(40), actual_departure: iso(55) },
      ],
    })
  })

  test('drive a workflow without times only where they are quick', () => {
    const stops = [{ source_stop_id: 's1' }]
    const planned = made({ driving: 'byPlan' }, { stops })
    const quick = made({ driving: 'quickly' }, { stops })
    planned.advance(60 * MINUTE_MS)
    quick.advance(60 * MINUTE_MS)
    expect(planned.workflow().workflow_status).toBe('PLANNED')
    expect(quick.workflow()).toMatchObject({
      workflow_status: 'COMPLETED',
      stops: [{ actual_arrival: expect.any(String), actual_departure: expect.any(String) }],
    })
  })

  test('leave a cancelled and a deleted workflow alone, and never take a status back', () => {
    const record = { id: 'w', created_at: iso(0), ...PLAN }
    const later = START_MS + 15 * MINUTE_MS
    expect(drivenChange({ ...record, workflow_status: 'CANCELLED' }, 'byPlan', later)).toBeNull()
    expect(drivenChange({ ...record, deleted_at: iso(1) }, 'byPlan', later)).toBeNull()
    expect(drivenChange({ ...record, workflow_status: 'COMPLETED' }, 'byPlan', later)).toBeNull()
    expect(drivenChange({ ...record, workflow_status: 'PLANNED' }, 'byPlan', later)).toEqual({
      workflow_status: 'ACTIVE',
    })
  })
})

describe('the TSP', () => {
  test('deletes a workflow ten minutes after it was made', () => {
    const { workflow, advance, listed } = made({ deletion: 'afterTenMinutes' })
    advance(10 * MINUTE_MS - 1)
    expect(workflow().deleted_at).toBeNull()
    advance(1)
    expect(workflow().deleted_at).toBe(new Date(START_MS + 1_000 + 10 * MINUTE_MS).toISOString())
    expect(listed(PATHS.workflows)).toEqual(['dp_1'])
  })
})

describe('the second desk', () => {
  test('creates, edits and cancels over operations that are listed', () => {
    const { world, nowMs, advance, listed, workflow, id } = made({})
    actAtSecondDesk(world, { do: 'edit', change: { instructions: 'Gate 7' } }, nowMs())
    advance(1_000)
    expect(workflow()).toMatchObject({ instructions: 'Gate 7' })
    actAtSecondDesk(world, { do: 'cancel', workflowId: id }, nowMs())
    actAtSecondDesk(world, { do: 'create', plan: { instructions: 'Other' } }, nowMs())
    advance(1_000)
    expect(workflow().workflow_status).toBe('CANCELLED')
    expect(listed(PATHS.operations)).toEqual(['dp_1', 'dp_1', 'dp_1', 'dp_seconddesk_3'])
    expect(listed(PATHS.workflows)).toEqual(['dp_1', 'dp_seconddesk_3'])
  })

  test('says when there is nothing to edit', () => {
    const { world, nowMs } = catena()
    expect(() => actAtSecondDesk(world, { do: 'edit' }, nowMs())).toThrow(RangeError)
  })

  test('when busy, does one thing every three minutes and cancels only its own', () => {
    const { call, advance, world, workflow } = made({ secondDesk: 'busy' })
    const types = () =>
      world.operations().flatMap(({ by, record }) => (by === undefined ? [] : [record.operation_type]))
    expect(types()).toEqual(['create'])
    for (let minute = 0; minute < 9; minute += 1) {
      advance(MINUTE_MS)
      call('GET', PATHS.connections)
    }
    expect(types()).toEqual(['create', 'update', 'update', 'create'])
    expect(workflow().workflow_status).toBe('PLANNED')
    const held = world.workflows().map(({ record }) => [record.source_id, record.workflow_status])
    expect(Object.fromEntries(held)).toEqual({ dp_1: 'PLANNED', dp_seconddesk_1: 'CANCELLED' })
  })
})
