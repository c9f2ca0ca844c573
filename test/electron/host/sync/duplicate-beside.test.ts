import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../electron/host/sync/core/journal/journal-record.ts'
import { cancelDuplicateOperation } from '../../../../electron/host/sync/core/steps/build-write.ts'
import { nextStep } from '../../../../electron/host/sync/core/steps/next-step.ts'
import { accepted, attempt, intent, laneAfter, planOf, SERVER } from './core/lane-fixtures.ts'
import { changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

const MINUTE = 60_000
const head = { v: 2, at: 0, workflowId: 'w1' } as const

/** A workflow that is at the TSP as `r-1` and, by a doubled request, as `r-2`. */
async function twiceAtTheTsp(): Promise<EngineBench> {
  const bench = await openEngineBench()
  bench.catena.onWrite((write) => {
    const resourceId = `r-${bench.catena.writes.length}`
    Object.assign(write.operation, {
      status: 'success',
      resource_id: write.operation.resource_id ?? resourceId,
    })
    bench.catena.workflows.set(resourceId, { id: resourceId, ...write.body })
    if (write.request.method === 'POST') {
      bench.catena.operations.set('op-duplicate', {
        ...write.operation,
        id: 'op-duplicate',
        resource_id: 'r-duplicate',
      })
    }
    write.accept()
  })
  await bench.submit(changeOf('w'))
  await bench.pass(10 * MINUTE)
  expect(bench.status('w')).toMatchObject({ state: 'done', duplicates: [{ operationId: 'op-duplicate' }] })
  return bench
}

describe('the cancellation of a duplicate', () => {
  it('is sent once and by itself while the kept workflow is held by hand', async () => {
    const bench = await twiceAtTheTsp()
    await bench.running(bench.engine().hold({ workflowIds: ['w'] }))
    await bench.submit(changeOf('w', { seq: 2 }, { territoryName: 'South' }))
    await bench.running(bench.engine().cancelDuplicate({ workflowId: 'w', operationId: 'op-duplicate' }))
    await bench.pass(10 * MINUTE)
    expect(bench.catena.writes.slice(1).map((each) => each.body.workflow_status)).toEqual(['CANCELLED'])
    expect(bench.types('w').filter((each) => each === 'ATTEMPT')).toHaveLength(2)
    expect(bench.status('w')).toMatchObject({ state: 'held', duplicates: [] })
  })
})

describe('a lane that cancels a duplicate beside a rest', () => {
  const duplicate = { operationId: 'op2', resourceId: 'r2' }
  const wanted: JournalRecord = {
    ...head,
    type: 'DUPLICATE_CHANGED',
    operationId: 'op2',
    change: { kind: 'cancelWanted' },
  }
  const begun: JournalRecord[] = [
    intent(),
    attempt(),
    accepted(),
    { ...head, type: 'DONE', resourceId: 'r1', server: SERVER },
    { ...head, type: 'DUPLICATE', duplicates: [duplicate] },
    intent({ seq: 2, plan: planOf({ territoryName: 'South' }) }),
    { ...head, type: 'HELD', by: 'tooManyTries' },
    wanted,
  ]
  const operation = cancelDuplicateOperation(laneAfter(begun), { ...duplicate, isCancelWanted: true })
  const cancelling: JournalRecord[] = [
    ...begun,
    { ...head, type: 'ATTEMPT', n: 1, operation, server: SERVER, bodyHash: 'x' },
  ]
  const ends: [string, JournalRecord[]][] = [
    ['succeeds', [accepted('op3'), { ...head, type: 'DONE', resourceId: 'r2', server: SERVER }]],
    ['is refused', [{ ...head, type: 'REFUSED', operation, message: 'no', fieldErrors: [], isLocal: false }]],
    ['is blocked', [{ ...head, type: 'BLOCKED', status: 404, message: 'no' }]],
    ['does not leave', [{ ...head, type: 'UNSENT', why: 'unsent', detail: '' }]],
  ]

  it.each(ends)('goes back to it when that %s', (_name, end) => {
    expect(laneAfter(begun).phase.kind).toBe('held')
    expect(laneAfter(cancelling).phase.kind).toBe('sending')
    const lane = laneAfter([...cancelling, ...end])
    expect(lane.phase).toMatchObject({ kind: 'held', why: 'tooManyTries' })
    expect(lane.resumed).toBeUndefined()
  })

  it.each(ends)('[P16] goes on when it was released meanwhile and that %s', (_name, end) => {
    const lane = laneAfter([...cancelling, { ...head, type: 'RELEASED' }, ...end])
    expect(lane.phase.kind).toBe('idle')
    expect(lane.tries).toBe(0)
    if (lane.duplicates.every((each) => !each.isCancelWanted))
      expect(nextStep(lane, 0)).toEqual({ kind: 'readBase' })
  })
})
