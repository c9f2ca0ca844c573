import { expect, it } from 'vitest'
import type { WireWorkflow } from '../../../../../../electron/catena/wire.ts'
import { NOTHING_LEARNED } from '../../../../../../electron/host/sync/core/evidence/learned.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { onBase } from '../../../../../../electron/host/sync/core/steps/on-remote-version.ts'
import type { Plan } from '../../../../../../shared/model/plan/workflow.ts'
import { accepted, attempt, CONNECTION, done, intent, laneAfter, planOf, SERVER } from '../lane-fixtures.ts'

const head = { v: 2, at: 0, workflowId: 'w1' } as const
/** Nothing has shown yet how far reads are behind. */
const FACTS = { learned: NOTHING_LEARNED, server: SERVER }

/** The records that follow from a read, where Catena is known to hold `base` and this desk wants `wanted`. */
function recordsOn(base: Plan, wanted: Plan, read: object, uncertain: Partial<JournalRecord> = {}) {
  const lane = laneAfter([
    intent({ plan: base }),
    attempt(),
    accepted(),
    done,
    intent({ seq: 2, plan: wanted }),
    { ...head, type: 'BASE', plan: base, ...uncertain } as JournalRecord,
  ])
  const wire = { id: 'r1', connection_id: CONNECTION, workflow_status: 'PLANNED', ...read } as WireWorkflow
  const verdict = onBase(lane, wire, FACTS, 0)
  return verdict.kind === 'record' ? verdict.records : verdict.kind
}

it('[M1] keeps a field uncertain while a read may be older than our own write', () => {
  const records = recordsOn(
    planOf({ status: 'CANCELLED' }),
    planOf({ status: 'PLANNED', driverSourceId: 'd1' }),
    { source_driver_id: 'd1' },
    { uncertainFields: ['status'] },
  )
  expect(records).toMatchObject([{ type: 'BASE', uncertainFields: expect.arrayContaining(['status']) }])
})

it('[M3] takes a rounded time for the known one, which may be rounded so, before the wanted one', () => {
  const known = '2026-11-24T22:01:05.000Z'
  const records = recordsOn(planOf({ endsAt: known }), planOf({ endsAt: '2026-11-24T22:00:57.000Z' }), {
    ended_at: '2026-11-24T22:01:00.000Z',
    source_driver_id: 'd9',
  })
  expect(records).toMatchObject([{ type: 'CONFLICT', theirs: { endsAt: known, driverSourceId: 'd9' } }])
})

it('[M3] keeps a time uncertain while a read may show either of our versions, rounded', () => {
  const [older, newer] = ['2026-11-24T22:01:27.000Z', '2026-11-24T22:00:40.000Z']
  const made = [intent({ plan: planOf({ endsAt: older }) }), attempt(), accepted(), done]
  const known = planOf({ endsAt: newer })
  const lane = laneAfter([
    ...made,
    intent({ seq: 2, plan: { ...known, territoryName: 'South' } }),
    { ...head, type: 'BASE', plan: known, uncertainFields: ['endsAt'], seq: 1 },
  ])
  const wire = {
    id: 'r1',
    connection_id: CONNECTION,
    workflow_status: 'PLANNED',
    ended_at: '2026-11-24T22:01:00.000Z',
    source_driver_id: 'd9',
  } as WireWorkflow
  const verdict = onBase(lane, wire, { learned: { ...NOTHING_LEARNED, readLagMs: 1_000 }, server: SERVER }, 0)
  const [record] = verdict.kind === 'record' ? verdict.records : []
  expect(record).toMatchObject({ uncertainFields: expect.arrayContaining(['endsAt']) })
})
