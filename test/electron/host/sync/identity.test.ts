import { describe, expect, it } from 'vitest'
import type { WireOperation } from '../../../../electron/catena/wire.ts'
import { emptyStop } from '../../../../shared/model/plan/workflow.ts'
import type { ScriptedWrite } from '../../../doubles/catena/scripted-catena.ts'
import { ACCOUNT, CONNECTION, changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

const MINUTE = 60_000
const STRANGER = { issuer: 'https://issuer.test', subject: 'somebody else' }
/** A source id of this install. */
const own = (name: string) => `dp_install_${name}`
/** A pending change of this install, with a stop of its own. */
const planned = (
  id: string,
  changes: Parameters<typeof changeOf>[1] = {},
  plan: Parameters<typeof changeOf>[2] = {},
) => changeOf(id, { sourceId: own(id), ...changes }, { stops: [emptyStop(`stop_${id}`)], ...plan })

/** What a listing says of the write's operation. */
type Shape = (write: ScriptedWrite) => Partial<WireOperation>
const WHOLE: Shape = () => ({})
/** Nothing of ours: the source id is one of the TSP, and the payload is not given back. */
const BARE: Shape = (write) => ({ source_id: `tsp-${write.operation.id}`, payload: null })

/** Catena takes the write, and the operation has succeeded at once. */
function take(bench: EngineBench, write: ScriptedWrite, shape: Shape = WHOLE): void {
  const resourceId = `r-${write.operation.id}`
  Object.assign(write.operation, { status: 'success', resource_id: resourceId }, shape(write))
  bench.catena.workflows.set(resourceId, { id: resourceId, ...write.body })
  write.accept()
}

/** The write arrives, and its answer is lost. */
function loseAnswer(bench: EngineBench, write: ScriptedWrite, shape: Shape = WHOLE): void {
  Object.assign(write.operation, shape(write))
  bench.catena.operations.set(write.operation.id, write.operation)
  write.end({ kind: 'lost', reason: 'reset' })
}

const lose = (write: ScriptedWrite) => write.end({ kind: 'lost', reason: 'reset' })

/** A connection on which one create has succeeded, and was listed. */
async function benchWith(shape: Shape): Promise<EngineBench> {
  const bench = await openEngineBench()
  bench.catena.onWrite((write) => take(bench, write, shape))
  await bench.submit(planned('first'))
  await bench.pass(MINUTE)
  expect(bench.status('first')?.state).toBe('done')
  return bench
}

const createsOf = (bench: EngineBench, sourceId: string) =>
  bench.catena.writes.filter((each) => each.request.method === 'POST' && each.body.source_id === sourceId)
    .length

describe('[N2] a create whose answer was lost', () => {
  it.each<[string, Shape]>([
    [
      'its payload, although its source id is one of the TSP',
      (write) => ({ source_id: `tsp-${write.operation.id}` }),
    ],
    [
      'its stops, where the payload has lost the source id',
      (write) => ({ source_id: null, payload: { stops: write.body.stops } }),
    ],
    ['its own source id, where there is no payload', () => ({ payload: null })],
  ])('is found by %s', async (_name, shape) => {
    const bench = await benchWith(shape)
    bench.catena.onWrite((write) => loseAnswer(bench, write, shape))
    await bench.submit(planned('w'))
    await bench.pass(MINUTE)
    expect(bench.status('w')).toMatchObject({ state: 'accepted', sourceId: own('w') })
    await bench.pass(30 * MINUTE)
    expect(createsOf(bench, own('w'))).toBe(1)
  })

  it('is not taken for one of another computer in the same list', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite((write) => {
      bench.catena.operations.set('theirs', {
        ...write.operation,
        id: 'theirs',
        source_id: 'tsp-1',
        payload: { ...write.body, source_id: 'dp_other_1' },
      })
      lose(write)
    })
    await bench.submit(planned('w'))
    await bench.pass(5 * MINUTE)
    expect(bench.status('w')?.state).toBe('uncertain')
    bench.catena.onWrite((write) => take(bench, write))
    await bench.pass(5 * MINUTE)
    expect(bench.status('w')?.state).toBe('done')
    expect(createsOf(bench, own('w'))).toBe(2)
  })
})

describe('[N3] where no create of ours was ever found by a mark', () => {
  it('a lost one is never sent again by itself: a person decides', async () => {
    const bench = await benchWith(BARE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w'))
    await bench.pass(60 * MINUTE)
    expect(createsOf(bench, own('w'))).toBe(1)
    expect(bench.status('w')).toMatchObject({ state: 'held', reason: { code: 'noMarks' } })
  })

  it('neither hold, release, `Send now` nor a restart sends it', async () => {
    const bench = await benchWith(BARE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w'))
    await bench.pass(10 * MINUTE)
    await bench.running(bench.engine().hold({ workflowIds: ['w'] }))
    await bench.running(bench.engine().release({ workflowIds: ['w'] }))
    await bench.running(bench.engine().sendNow({ workflowId: 'w' }))
    await bench.restart()
    await bench.pass(60 * MINUTE)
    expect(createsOf(bench, own('w'))).toBe(1)
    expect(bench.status('w')).toMatchObject({ state: 'held', reason: { code: 'noMarks' } })
  })

  it('it is sent when somebody says that it is not there', async () => {
    const bench = await benchWith(BARE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w'))
    await bench.pass(10 * MINUTE)
    bench.catena.onWrite((write) => take(bench, write))
    await bench.running(bench.engine().confirmAbsent({ workflowId: 'w' }))
    await bench.settle()
    expect(createsOf(bench, own('w'))).toBe(2)
    await expect(bench.running(bench.engine().confirmAbsent({ workflowId: 'w' }))).rejects.toMatchObject({
      code: 'sync.notUncertain',
    })
  })

  it('it is not looked for while that is being said: what a list shows then would come too late', async () => {
    let letGo: () => void = () => undefined
    const bench = await openEngineBench({
      onStep: (step) =>
        step.startsWith('append:ABSENT:before')
          ? new Promise<void>((resolve) => {
              letGo = resolve
            })
          : undefined,
    })
    bench.catena.onWrite((write) => take(bench, write, BARE))
    await bench.submit(planned('first'))
    await bench.pass(MINUTE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w'))
    await bench.pass(10 * MINUTE)
    expect(bench.status('w')).toMatchObject({ state: 'held', reason: { code: 'noMarks' } })
    const before = bench.catena.readsOf('listOperations').length
    const saying = bench.engine().confirmAbsent({ workflowId: 'w' })
    await bench.clock.drain()
    await bench.pass(10 * MINUTE)
    expect(bench.catena.readsOf('listOperations')).toHaveLength(before)
    letGo()
    await bench.running(saying)
  })

  it('a list that shows another create of ours by a mark makes it provable', async () => {
    const bench = await benchWith(BARE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w'))
    await bench.pass(10 * MINUTE)
    bench.catena.onWrite((write) => take(bench, write))
    await bench.submit(planned('second'))
    await bench.pass(15 * MINUTE)
    expect(bench.status('w')?.state).toBe('done')
    expect(createsOf(bench, own('w'))).toBe(2)
  })
})

describe('[N3] where Catena has ceased to give our marks back', () => {
  it('a lost create is not sent again, although older operations in the same list still show them', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite((write) => take(bench, write, BARE))
    await bench.submit(planned('changed'))
    await bench.pass(MINUTE)
    expect(bench.status('changed')?.state).toBe('done')
    bench.catena.onWrite((write) =>
      loseAnswer(bench, write, () => ({
        source_id: null,
        payload: { connection_id: CONNECTION, started_at: '2026-01-01T00:00:00Z' },
      })),
    )
    await bench.submit(planned('w', {}, { startsAt: '2026-12-02T06:00:00Z' }))
    await bench.pass(60 * MINUTE)
    expect(createsOf(bench, own('w'))).toBe(1)
    expect(bench.status('w')).toMatchObject({ state: 'held', reason: { code: 'noMarks' } })
  })
})

describe('[N4] an operation that does not say whose it is', () => {
  it('keeps a lost create from being sent again', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite((write) => loseAnswer(bench, write, BARE))
    await bench.submit(planned('w'))
    await bench.pass(60 * MINUTE)
    expect(createsOf(bench, own('w'))).toBe(1)
    expect(bench.status('w')).toMatchObject({ state: 'held', reason: { code: 'perhapsOurs' } })
  })

  it('does not when it is known to belong to another change of this computer', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite((write) => {
      if (write.body.source_id === own('w')) lose(write)
      else take(bench, write, BARE)
    })
    await bench.submit(planned('w'), planned('x'))
    await bench.pass(5 * MINUTE)
    bench.catena.onWrite((write) => take(bench, write))
    await bench.submit(planned('y'))
    await bench.pass(15 * MINUTE)
    expect(createsOf(bench, own('w'))).toBe(2)
  })
})

describe('a create that was found as a workflow only', () => {
  it('is not shown as its own duplicate when its operation is listed later', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w'))
    const [write] = bench.catena.writes.slice(-1)
    if (write === undefined) throw new Error('nothing was sent')
    bench.catena.workflows.set('r-w', { id: 'r-w', ...write.body })
    await bench.pass(10 * MINUTE)
    expect(bench.status('w')).toMatchObject({ state: 'done', resourceId: 'r-w' })
    Object.assign(write.operation, { status: 'success', resource_id: 'r-w' })
    bench.catena.operations.set(write.operation.id, write.operation)
    await bench.pass(20 * MINUTE)
    expect(bench.types('w')).toContain('SWEPT')
    expect(bench.status('w')?.duplicates).toEqual([])
  })
})

describe('a duplicate that is listed late', () => {
  it('is found by one more look, once everything that was delayed must be listed', async () => {
    const bench = await benchWith(WHOLE)
    await bench.submit(planned('w'))
    await bench.pass(MINUTE)
    const [write] = bench.catena.writes.slice(-1)
    if (write === undefined) throw new Error('nothing was sent')
    bench.catena.operations.set('late', { ...write.operation, id: 'late', resource_id: 'r-late' })
    await bench.pass(10 * MINUTE)
    expect(bench.status('w')?.duplicates).toEqual([{ operationId: 'late', resourceId: 'r-late' }])
  })

  it('is not looked for by somebody else, who may see nothing of it', async () => {
    const bench = await benchWith(WHOLE)
    await bench.submit(planned('w'))
    await bench.pass(MINUTE)
    bench.tokens.signIn(STRANGER)
    await bench.pass(20 * MINUTE)
    expect(bench.types('w')).not.toContain('SWEPT')
    bench.tokens.signIn(ACCOUNT)
    await bench.pass(5 * MINUTE)
    expect(bench.types('w')).toContain('SWEPT')
  })
})

describe('a create that failed at the TSP', () => {
  const failing = (bench: EngineBench) => (write: ScriptedWrite) => {
    Object.assign(write.operation, {
      status: 'failed',
      logs: [{ status: 'failed', error_type: 'network', error_details: 'x' }],
    })
    bench.catena.operations.set(write.operation.id, write.operation)
    write.accept()
  }

  it('is not absent where the lag of reads was never measured, and an edit of it stays in the outbox', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite(failing(bench))
    await bench.submit(planned('w'))
    await bench.pass(30 * MINUTE)
    expect(bench.status('w')).toMatchObject({ state: 'failed', reason: { code: 'readModel' } })
    await bench.submit(planned('w', { seq: 2, sourceId: own('w2') }, { territoryName: 'South' }))
    await bench.pass(30 * MINUTE)
    expect(bench.catena.writes).toHaveLength(1)
    // `failed` would take the edit out of the page's outbox.
    expect(bench.status('w')).toMatchObject({ seq: 2, state: 'held', reason: { code: 'readModel' } })
    bench.catena.onWrite((write) => take(bench, write))
    await bench.running(bench.engine().confirmAbsent({ workflowId: 'w' }))
    await bench.settle()
    expect(bench.status('w')).toMatchObject({ seq: 2, state: 'done', sourceId: own('w2') })
  })

  it('says that it waits for the account that made it', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite(failing(bench))
    await bench.submit(planned('w'))
    await bench.pass(MINUTE)
    bench.tokens.signIn({ issuer: 'https://issuer.test', subject: 'somebody else' })
    await bench.pass(MINUTE)
    expect(bench.status('w')).toMatchObject({ state: 'failed', reason: { code: 'otherAccount' } })
  })

  it('is not absent where reads of workflows show no id of ours', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => {
      take(bench, write)
      const resourceId = `r-${write.operation.id}`
      bench.catena.workflows.set(resourceId, {
        id: resourceId,
        source_id: 'tsp-1',
        stops: [{ source_stop_id: '10' }],
      })
    })
    await bench.submit(planned('first'))
    await bench.pass(MINUTE)
    bench.catena.onWrite(failing(bench))
    await bench.submit(planned('w'))
    await bench.pass(30 * MINUTE)
    expect(bench.status('w')).toMatchObject({ state: 'failed', reason: { code: 'readModel' } })
  })

  it('is absent where it was, after `absenceQuietMs` and `absenceGapMs`', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite(failing(bench))
    await bench.submit(planned('w'))
    await bench.pass(5 * MINUTE)
    expect(bench.types('w')).not.toContain('ABSENT')
    await bench.pass(5 * MINUTE)
    expect(bench.types('w')).toContain('ABSENT')
  })
})

describe('a look', () => {
  it('lists workflows around the planned start as well as since the create', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite(lose)
    await bench.submit(planned('w', {}, { startsAt: '2027-01-15T06:00:00Z' }))
    await bench.pass(10 * MINUTE)
    const windows = bench.catena.readsOf('listWorkflows').map(({ query }) => [query.from, query.to])
    expect(
      windows.some(([from, to]) => String(from) <= '2027-01-15T06' && String(to) >= '2027-01-15T07'),
    ).toBe(true)
  })
})

describe('polls of accepted creates', () => {
  it('teach nothing about changes of another account that is signed in meanwhile', async () => {
    const bench = await benchWith(WHOLE)
    bench.catena.onWrite((write) => write.accept())
    await bench.submit(planned('mine'))
    bench.catena.onRead((read) =>
      read.name === 'listOperations' && bench.tokens.account()?.subject === STRANGER.subject
        ? { kind: 'refused', status: 403, message: 'No', serverDateMs: bench.clock.trueEpochMs() }
        : undefined,
    )
    bench.tokens.signIn(STRANGER)
    const before = bench.catena.reads.length
    await bench.submit(planned('theirs', { account: STRANGER }))
    await bench.pass(10 * MINUTE)
    const asked = bench.catena.reads.slice(before).filter((each) => each.name === 'getOperation')
    const mine = bench.catena.writes.find((each) => each.body.source_id === own('mine'))
    expect(asked.map((each) => each.query.id)).not.toContain(mine?.operation.id)
  })
})
