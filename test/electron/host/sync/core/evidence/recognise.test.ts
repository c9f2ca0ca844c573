import { describe, expect, it } from 'vitest'
import type {
  WireOperation,
  WireWorkflow,
  WireWorkflowWrite,
} from '../../../../../../electron/catena/wire.ts'
import {
  type Identity,
  identityOf,
  isOurWorkflow,
  recogniseCreate,
  sightingOf,
  sightingOfProduct,
} from '../../../../../../electron/host/sync/core/evidence/recognise.ts'
import { CONNECTION, operationSeen } from '../lane-fixtures.ts'

const OWN = 'dp_install_1'
const OURS: Identity = { sourceIds: [OWN], stopIds: ['stop_A', 'stop_B'] }
const SENT: WireWorkflowWrite = {
  connection_id: CONNECTION,
  source_id: OWN,
  started_at: '2026-11-24T06:00:00Z',
  source_driver_id: 'd1',
  stops: [
    {
      source_stop_id: 'stop_A',
      sequence_number: 1,
      location_name: 'Gate 4',
      scheduled_arrival: '2026-11-24T06:10:00Z',
    },
    { source_stop_id: 'stop_B', sequence_number: 2, location_name: 'Dock 7' },
  ],
}

function kindOf(changes: Partial<WireOperation>, sent: WireWorkflowWrite | null = SENT) {
  const recognised = recogniseCreate(operationSeen({ source_id: null, ...changes }), OURS, sent)
  return recognised.kind === 'ours' ? recognised.mark : recognised.kind
}
const stops = (...ids: string[]) => ({ stops: ids.map((source_stop_id) => ({ source_stop_id })) })

describe('[N2] a create in a list', () => {
  it.each<[string, Partial<WireOperation>, string]>([
    ['its payload has our source id', { payload: { source_id: OWN } }, 'payloadSourceId'],
    [
      'its payload has our source id, its own is one of the TSP',
      { payload: { source_id: OWN }, source_id: 'T-9' },
      'payloadSourceId',
    ],
    ['its payload has one of our stops', { payload: stops('x', 'stop_B') }, 'stopId'],
    [
      'its payload has one of our stops, both source ids are of the TSP',
      { payload: { source_id: 'T-9', ...stops('stop_A') }, source_id: 'T-9' },
      'stopId',
    ],
    ['only its own source id is ours', { payload: null, source_id: OWN }, 'operationSourceId'],
  ])('is ours when %s', (_name, changes, mark) => {
    expect(kindOf(changes)).toBe(mark)
  })

  it.each<[string, Partial<WireOperation>]>([
    [
      'its payload has another source id of this product, whatever its stops',
      { payload: { source_id: 'dp_other_1', ...stops('stop_A') } },
    ],
    [
      'its payload has another source id of this product, whatever its own',
      { payload: { source_id: 'dp_other_1' }, source_id: OWN },
    ],
    ['its own source id is another one of this product', { payload: null, source_id: 'dp_other_1' }],
    ['its payload has a source id of somebody else', { payload: { source_id: 'erp-1' } }],
    ['its payload has other stops', { payload: stops('x', 'y') }],
    ['it is an update', { operation_type: 'update', payload: { source_id: OWN } }],
    ['it is about a vehicle', { resource: 'vehicle', source_id: OWN }],
    ['it says something else than was sent', { payload: { started_at: '2026-11-25T06:00:00Z' } }],
    ['it has another number of stops than was sent', { payload: { stops: [{ location_name: 'Gate 4' }] } }],
    [
      'a stop of it is at another place than was sent',
      { payload: { stops: [{ location_name: 'Gate 4' }, { location_name: 'Dock 8' }] } },
    ],
  ])('is not ours when %s', (_name, changes) => {
    expect(kindOf(changes)).toBe('other')
  })

  it.each<[string, Partial<WireOperation>]>([
    ['has no payload', { payload: null }],
    ['has no payload, and a source id of the TSP', { payload: null, source_id: 'T-9' }],
    ['has a payload that cannot be read', { payload: 'text' }],
    [
      'says what was sent, at least as far as it says something',
      {
        payload: { started_at: '2026-11-24T07:00:00+01:00', source_driver_id: 'uuid', territory_name: null },
      },
    ],
    [
      'says what was sent, its stops without ids and with fields that Catena adds',
      {
        payload: {
          stops: [
            {
              sequence_number: 1,
              location_name: 'Gate 4',
              scheduled_arrival: '2026-11-24T06:10:00.000Z',
              h3_index_11: null,
              inferred_address: null,
            },
            { sequence_number: 2, location_name: 'Dock 7', activities: [] },
          ],
        },
      },
    ],
  ])('[N4] is perhaps ours when it %s', (_name, changes) => {
    expect(kindOf(changes)).toBe('perhaps')
  })

  it('[N4] is perhaps ours whatever it says, where what was sent is not known', () => {
    expect(kindOf({ payload: { started_at: '2026-11-25T06:00:00Z' } }, null)).toBe('perhaps')
  })

  it('is not recognised by the names that this desk gives to stops of Catena without an id', () => {
    const plan = { stops: [{ sourceStopId: 'stop-1' }, { sourceStopId: 'stop_C' }] }
    expect(identityOf([OWN], plan as Parameters<typeof identityOf>[1]).stopIds).toEqual(['stop_C'])
  })
})

describe('[N2] a workflow in a list', () => {
  const seen = (changes: Partial<WireWorkflow>): WireWorkflow => ({ id: 'r1', ...changes })
  it.each<[string, Partial<WireWorkflow>]>([
    ['its source id', { source_id: OWN }],
    [
      'one of its stops, where the source id is one of the TSP',
      { source_id: 'T-9', stops: [{ source_stop_id: 'stop_B' }] },
    ],
  ])('is ours by %s', (_name, changes) => {
    expect(isOurWorkflow(seen(changes), OURS)).toBe(true)
  })

  it('is ours by a known resource id, whatever else it says', () => {
    expect(isOurWorkflow(seen({ source_id: 'T-9' }), OURS, 'r1')).toBe(true)
  })

  it.each<[string, Partial<WireWorkflow>]>([
    ['is deleted', { source_id: OWN, deleted_at: '2026-11-24T06:00:00Z' }],
    [
      'has another source id of this product',
      { source_id: 'dp_other_1', stops: [{ source_stop_id: 'stop_B' }] },
    ],
    ['has nothing of ours', { source_id: 'T-9', stops: [{ source_stop_id: 'x' }] }],
  ])('is not ours when it %s', (_name, changes) => {
    expect(isOurWorkflow(seen(changes), OURS)).toBe(false)
  })
})

describe('[N3] what a listed create of ours shows', () => {
  it('is each mark, that it is missing, or that it could not be there yet', () => {
    const pending = operationSeen({ source_id: null, payload: { source_id: OWN, ...stops('T1') } })
    expect(sightingOf(pending, OURS)).toEqual({
      payloadSourceId: true,
      stopId: false,
      operationSourceId: null,
    })
    const ended = operationSeen({ source_id: 'T-9', status: 'success', payload: stops('stop_A') })
    expect(sightingOf(ended, OURS)).toEqual({
      payloadSourceId: false,
      stopId: true,
      operationSourceId: false,
    })
    expect(sightingOf(ended, { ...OURS, stopIds: [] }).stopId).toBeNull()
  })

  it('is known of a create of this product from another computer, and of nobody else’s', () => {
    expect(sightingOfProduct(operationSeen({ source_id: 'dp_other_1', payload: {} }))).toEqual({
      payloadSourceId: false,
      stopId: null,
      operationSourceId: true,
    })
    expect(sightingOfProduct(operationSeen({ source_id: 'T-9', payload: { source_id: 'erp' } }))).toBeNull()
  })
})
