import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

const MINUTE_MS = 60_000
const PLAN: Partial<Plan> = { startsAt: '2026-11-24T06:00:00Z', driverSourceId: '4711' }

/** A create whose answer was lost, on a connection where no create of ours was ever listed. */
async function unprovable(): Promise<EngineBench> {
  const bench = await openEngineBench()
  await bench.submit(changeOf('w', {}, PLAN))
  bench.catena.writes[0]?.end({ kind: 'lost', reason: 'cut' })
  await bench.pass(20 * MINUTE_MS)
  return bench
}

/** A create that failed at the TSP, where nothing of ours was ever read. */
async function failedUnprovable(): Promise<EngineBench> {
  const bench = await openEngineBench()
  await bench.submit(changeOf('w', {}, PLAN))
  const [write] = bench.catena.writes
  if (write === undefined) throw new Error('nothing was sent')
  write.accept()
  await bench.settle()
  const logs = [{ status: 'failed', error_type: 'network', error_details: 'TSP down' }]
  Object.assign(write.operation, { status: 'failed', logs })
  await bench.pass(20 * MINUTE_MS)
  return bench
}

const confirm = (bench: EngineBench) => bench.running(bench.engine().confirmAbsent({ workflowId: 'w' }))

describe('a change that only a person can find at Catena', () => {
  it('is held with what it is recognised by, as it was sent and not as it was edited since', async () => {
    const bench = await unprovable()
    await bench.submit(changeOf('w', { seq: 2 }, { ...PLAN, driverSourceId: '4712' }))
    expect(bench.status('w')).toMatchObject({
      state: 'held',
      reason: { code: 'noMarks' },
      toCheck: {
        startsAt: PLAN.startsAt,
        driverSourceId: '4711',
        vehicleSourceId: null,
        firstStop: null,
        isCancelWanted: false,
      },
    })
  })

  it('is sent once more when somebody says that it is not there, and is not held for that any more', async () => {
    const bench = await unprovable()
    await confirm(bench)
    await bench.pass(1_000)
    expect(bench.catena.writes).toHaveLength(2)
    expect(bench.status('w')).toMatchObject({ state: 'sending' })
    expect(bench.status('w')?.toCheck).toBeUndefined()
  })

  it('is withdrawn when it is to be cancelled and is not there', async () => {
    const bench = await unprovable()
    await bench.submit(changeOf('w', { seq: 2, intent: 'cancel' }))
    expect(bench.status('w')?.toCheck).toMatchObject({ isCancelWanted: true })
    await confirm(bench)
    await bench.pass(1_000)
    expect(bench.status('w')?.state).toBe('withdrawn')
    expect(bench.catena.writes).toHaveLength(1)
  })

  it('is a draft that nothing is sent of when somebody says that it is there', async () => {
    const bench = await unprovable()
    await bench.running(bench.engine().discard({ workflowIds: ['w'] }))
    await bench.pass(20 * MINUTE_MS)
    expect(bench.status('w')?.state).toBe('draft')
    expect(bench.catena.writes).toHaveLength(1)
  })

  it('cannot be said not to be there while lists may still tell', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w', {}, PLAN))
    bench.catena.writes[0]?.end({ kind: 'lost', reason: 'cut' })
    await bench.pass(MINUTE_MS)
    await expect(confirm(bench)).rejects.toMatchObject({ code: 'sync.notUncertain' })
    expect(bench.status('w')?.toCheck).toBeUndefined()
  })
})

describe('a failed create that may exist all the same', () => {
  it('is failed for good when somebody says that it is not there, and a new pending change sends it once, as a new one', async () => {
    const bench = await failedUnprovable()
    expect(bench.status('w')).toMatchObject({
      state: 'failed',
      reason: { code: 'readModel', detail: 'TSP down' },
      isLookedFor: false,
      toCheck: { driverSourceId: '4711' },
    })
    await confirm(bench)
    await bench.pass(MINUTE_MS)
    expect(bench.status('w')).toMatchObject({ state: 'failed', reason: { code: 'tspNetwork' } })
    expect(bench.status('w')?.toCheck).toBeUndefined()
    expect(bench.catena.writes).toHaveLength(1)
    await bench.submit(changeOf('w', { seq: 2 }, PLAN))
    await bench.pass(1_000) // not only when the next look would have been
    expect(bench.catena.writes.map((each) => each.sourceId)).toEqual(['s-w-1', 's-w-2'])
  })

  it('is a draft when somebody says that it is there, and what is planned anew from it goes out at once', async () => {
    const bench = await failedUnprovable()
    await bench.running(bench.engine().discard({ workflowIds: ['w'] }))
    expect(bench.status('w')?.state).toBe('draft')
    await bench.submit(changeOf('w', { seq: 2 }, PLAN))
    await bench.pass(1_000)
    expect(bench.catena.writes).toHaveLength(2)
  })
})
