import { expect, it } from 'vitest'
import { NOTHING_LEARNED } from '../../../../../electron/host/sync/core/evidence/learned.ts'
import { markRecords } from '../../../../../electron/host/sync/tasks/listings.ts'
import { operationSeen, SERVER } from '../core/lane-fixtures.ts'

const CORE = { learned: () => NOTHING_LEARNED, parts: { clock: { wallMs: () => 0 } } }
const OLD = operationSeen({ id: 'old', source_id: 'dp_a_1', payload: { source_id: 'dp_a_1' } })
const NEW = operationSeen({
  id: 'new',
  source_id: 'dp_a_2',
  payload: {},
  created_at: '2026-11-23T07:00:00Z',
})

it.each([
  ['first', [OLD, NEW]],
  ['last', [NEW, OLD]],
])(
  '[N3] the newest create tells which marks Catena gives back, the oldest being listed %s',
  (_name, listed) => {
    expect(markRecords(CORE, 'c1', listed, [], SERVER)).toMatchObject([
      { type: 'LEARNED', change: { marks: { payloadSourceId: false, operationSourceId: true } } },
    ])
  },
)

it('[N3] a create that is known by its operation id alone takes a mark back', () => {
  const bare = { ...NEW, source_id: 'tsp-1', status: 'success', payload: null }
  const own = [{ seen: bare, identity: { sourceIds: ['dp_a_2'], stopIds: [] } }]
  expect(markRecords(CORE, 'c1', [OLD, bare], own, SERVER)).toMatchObject([
    { change: { marks: { payloadSourceId: false, operationSourceId: false } } },
  ])
})
