import { describe, expect, test } from 'vitest'
import { parseCharacter } from '../../simulation/character/character.ts'
import { createSeededRandom } from '../seeded-random.ts'
import { createModelCatena, type Fate, type ModelCatena, OWNER } from './model-catena.ts'

const SOON: Fate = { verdict: { kind: 'success' }, settleMs: 10, lagMs: 0 }
const CONNECTION = 'aaaaaaaa-0000-4000-8000-000000000001'

/** A model with one create of ours that has not ended yet. */
function modelWithCreate(character: string) {
  const time = { nowMs: 0 }
  const catena = createModelCatena({
    nowMs: () => time.nowMs,
    connections: [{ id: CONNECTION, status: 'active', canUpdate: true }],
    character: parseCharacter(character, createSeededRandom(1)),
  })
  send(catena, 'POST', '/v2/telematics/workflows', {
    source_id: 'dp_1',
    territory_name: 'north',
    stops: [{ source_stop_id: 'stop-1' }],
  })
  return { catena, time }
}

function send(catena: ModelCatena, method: 'POST' | 'PATCH', path: string, fields: object): void {
  const body = JSON.stringify({ connection_id: CONNECTION, ...fields })
  catena.arrive({ method, path, body }, OWNER.subject, SOON)
}

/** The newest operation and its workflow as shown, after the operation has ended. */
function shown({ catena, time }: ReturnType<typeof modelWithCreate>) {
  const newest = catena.operations.at(-1)
  if (newest === undefined) throw new Error('nothing was sent')
  const pending = catena.toWire(newest)
  time.nowMs += 100
  catena.settle()
  const [workflow] = catena.workflows.values()
  if (workflow === undefined) throw new Error('nothing was made')
  return { pending, ended: catena.toWire(newest), workflow, read: catena.workflowToWire(workflow) }
}

describe('the model of Catena', () => {
  test('shows our source id from the start, or only after success', () => {
    const ours = shown(modelWithCreate(''))
    expect([ours.pending.source_id, ours.ended.source_id]).toEqual(['dp_1', 'dp_1'])
    const late = shown(modelWithCreate('sourceId=nullThenOurs'))
    expect([late.pending.source_id, late.ended.source_id]).toEqual([null, 'dp_1'])
  })

  test("shows the TSP's own id after success, in the workflow as well", () => {
    const { pending, ended, read } = shown(modelWithCreate('sourceId=nullThenTsp'))
    expect([pending.source_id, ended.source_id, read?.source_id]).toEqual([null, 'tsp-1', 'tsp-1'])
  })

  test('gives back the payload whole, without ids, without unknown fields, or not at all', () => {
    const payloadOf = (value: string) => shown(modelWithCreate(`payload=${value}`)).ended.payload
    const stops = [{ source_stop_id: 'stop-1' }]
    const whole = { connection_id: CONNECTION, source_id: 'dp_1', territory_name: 'north', stops }
    expect(payloadOf('whole')).toEqual(whole)
    expect(payloadOf('withoutIds')).toEqual({ connection_id: CONNECTION, territory_name: 'north', stops })
    expect(payloadOf('withoutUnknown')).toEqual({ connection_id: CONNECTION, source_id: 'dp_1', stops })
    expect(payloadOf('absent') ?? null).toBeNull()
  })

  test.each(['', 'sourceId=nullThenTsp'])(
    'knows of which create an update is that says no source id (%s)',
    (character) => {
      const model = modelWithCreate(character)
      const path = `/v2/telematics/workflows/${shown(model).workflow.id}?is_sync=false`
      send(model.catena, 'PATCH', path, { instructions: 'other' })
      expect(model.catena.operationsOf('dp_1')).toHaveLength(2)
      expect(shown(model).ended.source_id).toBe(character === '' ? 'dp_1' : 'tsp-1')
      expect(model.catena.truthSourceIdOf({ method: 'PATCH', path, body: '{}' })).toBe('dp_1')
    },
  )

  test('shows an older version of a workflow, or none, until Catena has read the TSP again', () => {
    const model = modelWithCreate('readLag=minutes')
    expect(shown(model).read).toBeNull()
    model.time.nowMs += 15 * 60_000
    const path = `/v2/telematics/workflows/${shown(model).workflow.id}?is_sync=false`
    send(model.catena, 'PATCH', path, { territory_name: 'south' })
    expect(shown(model)).toMatchObject({
      workflow: { content: { territory_name: 'south' } },
      read: { territory_name: 'north' },
    })
    model.time.nowMs += 15 * 60_000
    expect(shown(model).read).toMatchObject({ territory_name: 'south' })
  })

  test('keeps what its TSP keeps: whole minutes, no territory, stops by tens', () => {
    const model = modelWithCreate('times=rounded,fields=dropped,stops=renumbered')
    const path = `/v2/telematics/workflows/${shown(model).workflow.id}?is_sync=false`
    send(model.catena, 'PATCH', path, { started_at: '2026-11-23T06:00:59Z' })
    const { content } = shown(model).workflow
    expect(content).toEqual({
      workflow_status: 'PLANNED',
      started_at: '2026-11-23T06:00:00.000Z',
      stops: [{ source_stop_id: 'stop-1', sequence_number: 10 }],
    })
  })

  test('shows what the TSP deleted with the time of it, and takes no update of it', () => {
    const model = modelWithCreate('')
    const { workflow } = shown(model)
    model.catena.deleteWorkflow(workflow)
    expect(shown(model).read?.deleted_at).toBe(new Date(100).toISOString())
    const body = JSON.stringify({ connection_id: CONNECTION, territory_name: 'south' })
    const { answer } = model.catena.arrive(
      { method: 'PATCH', path: `/v2/telematics/workflows/${workflow.id}`, body },
      OWNER.subject,
      SOON,
    )
    expect(answer.status).toBe(404)
  })

  test('says of a workflow when it was made, when it is planned to start, or nothing', () => {
    const occurredOf = (character: string) => {
      const model = modelWithCreate(character)
      const path = `/v2/telematics/workflows/${shown(model).workflow.id}?is_sync=false`
      send(model.catena, 'PATCH', path, { started_at: '2026-11-23T06:00:00.000Z' })
      return shown(model).read?.occurred_at
    }
    expect(occurredOf('')).toBe(new Date(10).toISOString())
    expect(occurredOf('occurredAt=started')).toBe('2026-11-23T06:00:00.000Z')
    expect(occurredOf('occurredAt=null')).toBeNull()
  })
})
