import { describe, expect, it } from 'vitest'
import { changeOf, openEngineBench } from './engine-bench.ts'

const MINUTE = 60_000

describe('[P16] a discard', () => {
  it.each([
    ['on its way', 'sending'],
    ['uncertain', 'uncertain'],
    ['accepted', 'accepted'],
  ] as const)('is refused of what is %s, and the change stays', async (_name, state) => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    const [write] = bench.catena.open()
    if (state === 'uncertain') write?.end({ kind: 'lost', reason: 'reset' })
    if (state === 'accepted') write?.accept()
    await bench.settle()
    expect(bench.status('w')?.state).toBe(state)
    await expect(bench.running(bench.engine().discard({ workflowIds: ['w'] }))).rejects.toMatchObject({
      code: 'sync.mayExist',
    })
    expect(bench.types('w')).not.toContain('DISCARDED')
    expect(bench.status('w')?.state).toBe(state)
  })

  it('is taken of what provably made nothing', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    bench.catena.open()[0]?.refuse(422)
    await bench.settle()
    await bench.running(bench.engine().discard({ workflowIds: ['w'] }))
    expect(bench.status('w')?.state).toBe('draft')
  })
})

describe('an edit behind a create that failed', () => {
  it('is told as waiting until it follows: the page keeps it in its outbox', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    const [write] = bench.catena.open()
    Object.assign(write?.operation ?? {}, {
      status: 'failed',
      logs: [{ status: 'failed', error_type: 'network', error_details: null }],
    })
    write?.accept()
    await bench.pass(10_000)
    expect(bench.status('w')).toMatchObject({ state: 'failed', isLookedFor: true, isEditWaiting: false })
    await bench.submit(changeOf('w', { seq: 2 }, { territoryName: 'South' }))
    expect(bench.status('w')).toMatchObject({ seq: 2, state: 'failed', isEditWaiting: true })
    await bench.pass(MINUTE)
    expect(bench.status('w')).toMatchObject({ isEditWaiting: true })
  })

  it('is told as waiting also when it says the same once more', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    const [write] = bench.catena.open()
    Object.assign(write?.operation ?? {}, {
      status: 'failed',
      logs: [{ status: 'failed', error_type: 'tsp' }],
    })
    write?.accept()
    await bench.pass(10_000)
    await bench.submit(changeOf('w', { seq: 2 }))
    expect(bench.status('w')).toMatchObject({ seq: 2, state: 'failed', isEditWaiting: true })
  })
})
