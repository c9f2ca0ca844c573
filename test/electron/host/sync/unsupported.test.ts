import { describe, expect, it } from 'vitest'
import type { NetworkStatus, SubmittedChange } from '../../../../shared/model/status/sync-status.ts'
import { CONNECTION, changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002'
const CREATE = { connectionId: CONNECTION, operation: 'create' } as const
const UPDATE = { connectionId: CONNECTION, operation: 'update' } as const

function known(bench: EngineBench): NetworkStatus['unsupported'] {
  return bench.engine().networkStatus().unsupported
}

/** Ends the write of this workflow that is on its way. */
async function end(bench: EngineBench, sourceId: string, outcome: 'success' | 'pending' | 403 | 501) {
  const write = bench.catena.open().find((each) => each.sourceId === sourceId)
  if (write === undefined) throw new Error(`nothing of ${sourceId} is on its way`)
  if (typeof outcome === 'number') write.refuse(outcome)
  else {
    if (outcome === 'success') {
      Object.assign(write.operation, { status: outcome, resource_id: `r-${sourceId}` })
      bench.catena.workflows.set(`r-${sourceId}`, {
        id: `r-${sourceId}`,
        source_id: sourceId,
        ...write.body,
      })
    }
    write.accept()
  }
  await bench.settle()
}

/** A workflow at the TSP whose update was refused as unsupported. */
async function refusedUpdate(): Promise<EngineBench> {
  const bench = await openEngineBench()
  await bench.submit(changeOf('w'))
  await end(bench, 's-w-1', 'success')
  await bench.submit(edit('w'))
  await end(bench, 's-w-1', 501)
  return bench
}
function edit(id: string): SubmittedChange {
  return changeOf(id, { seq: 2 }, { territoryName: 'South' })
}

describe('[P6] the memory of 501', () => {
  it('is told at once, names the kind of write and the connection, and leaves the other kind alone', async () => {
    const bench = await openEngineBench()
    const told: NetworkStatus[] = []
    bench.engine().onNetworkStatus((status) => told.push(status))
    await bench.submit(changeOf('w'))
    await end(bench, 's-w-1', 'success')
    await bench.submit(edit('w'))
    expect(known(bench)).toEqual([])
    await end(bench, 's-w-1', 501)
    expect(told.at(-1)?.unsupported).toEqual([UPDATE])
    await bench.submit(changeOf('new'))
    expect(bench.catena.open().map((each) => each.request.method)).toEqual(['POST'])
  })

  it('outlives the change that was refused, a restart without a line, and compaction', async () => {
    const bench = await refusedUpdate()
    await bench.running(bench.engine().discard({ workflowIds: ['w'] }))
    expect(bench.status('w')?.state).toBe('done')
    expect(known(bench)).toEqual([UPDATE])
    bench.catena.onRead(() => ({ kind: 'offline', detail: 'no route' }))
    await bench.restart()
    expect(bench.engine().networkStatus()).toMatchObject({ state: 'offline', unsupported: [UPDATE] })
    bench.disk.setFull(true)
    await bench.running(bench.engine().holdAll({ isHeld: true })).catch(() => undefined)
    bench.disk.setFull(false)
    await bench.pass(5_000) // the journal is made whole from what is known
    expect(bench.records().map((each) => each.type)).toContain('LANE')
    await bench.restart()
    expect(known(bench)).toEqual([UPDATE])
  })

  it('is not made of a refusal of the whole connection', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    await end(bench, 's-w-1', 403)
    expect(known(bench)).toEqual([])
  })

  it('ends with a later success of the same kind there, and what waited goes without being asked for', async () => {
    const bench = await openEngineBench()
    const told: NetworkStatus[] = []
    bench.engine().onNetworkStatus((status) => told.push(status))
    await bench.submit(changeOf('refused'), changeOf('taken'))
    await end(bench, 's-refused-1', 501)
    await bench.submit(changeOf('waiting'))
    expect(bench.status('waiting')).toMatchObject({ state: 'blocked', reason: { code: 'unsupported' } })
    await end(bench, 's-taken-1', 'success')
    expect([known(bench), told.at(-1)?.unsupported]).toEqual([[], []])
    expect(bench.catena.open().map((each) => each.sourceId)).toEqual(['s-waiting-1'])
    await bench.restart()
    expect(known(bench)).toEqual([])
  })

  it('does not end while the later write is only accepted, nor by one on another connection', async () => {
    const bench = await openEngineBench()
    await bench.submit(
      changeOf('refused'),
      changeOf('accepted'),
      changeOf('other', {}, { connectionId: OTHER }),
    )
    await end(bench, 's-refused-1', 501)
    await end(bench, 's-accepted-1', 'pending')
    await end(bench, 's-other-1', 'success')
    expect(known(bench)).toEqual([CREATE])
  })

  it('ends with Send now, which tries what it stopped; a second refusal brings it back', async () => {
    const bench = await refusedUpdate()
    await bench.running(bench.engine().sendNow({ workflowId: null }))
    await bench.settle()
    expect(known(bench)).toEqual([])
    await end(bench, 's-w-1', 501)
    expect(known(bench)).toEqual([UPDATE])
    await bench.running(bench.engine().sendNow({ workflowId: 'w' }))
    await bench.settle()
    await end(bench, 's-w-1', 'success')
    expect([known(bench), bench.status('w')?.state]).toEqual([[], 'done'])
  })

  it('stays when Send now has nothing of that kind to try there', async () => {
    const bench = await refusedUpdate()
    await bench.running(bench.engine().discard({ workflowIds: ['w'] }))
    await bench.running(bench.engine().holdAll({ isHeld: true }))
    await bench.submit(changeOf('new'), changeOf('far', {}, { connectionId: OTHER }))
    await bench.running(bench.engine().sendNow({ workflowId: null }))
    await bench.running(bench.engine().sendNow({ workflowId: 'new' }))
    expect(known(bench)).toEqual([UPDATE])
  })
})
