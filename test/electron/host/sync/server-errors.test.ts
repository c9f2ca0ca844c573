import { describe, expect, it } from 'vitest'
import { inEnglish } from '../../../doubles/english.ts'
import { changeOf, openEngineBench } from './engine-bench.ts'

const MINUTE = 60_000
const failing = { kind: 'serverError', status: 504 } as const

describe('Catena answers with errors of its own (5xx)', () => {
  it('to every read for half an hour: nothing is sent, the reason says so, and then everything goes', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => write.accept())
    bench.catena.onRead(() => failing)
    await bench.pass(2 * MINUTE)
    await bench.submit(changeOf('a'), changeOf('b'))
    const before = bench.catena.reads.length
    await bench.pass(30 * MINUTE)
    expect(bench.catena.writes).toHaveLength(0)
    expect(bench.catena.reads.length - before).toBeLessThanOrEqual(31 * 6) // every ten seconds
    expect(bench.engine().networkStatus()).toMatchObject({ state: 'online' })
    expect(inEnglish(bench.status('a'))).toMatchObject({
      state: 'queued',
      reason: { code: 'catenaFailing', detail: 'Catena answers with error 504' },
    })
    bench.catena.onRead(() => undefined)
    await bench.pass(15_000)
    expect(bench.catena.writes).toHaveLength(2)
    expect(bench.status('a')?.reason).toBeNull()
  })

  it('to one kind of list alone: the other lanes are sent, and the lane is asked for at its own pace', async () => {
    const bench = await openEngineBench()
    bench.catena.onRead((read) => (read.name === 'listOperations' ? failing : undefined))
    bench.catena.onWrite((write) => write.end({ kind: 'lost', reason: 'cut' }))
    await bench.submit(changeOf('lost'))
    await bench.pass(MINUTE)
    bench.catena.onWrite((write) => write.accept())
    await bench.submit(changeOf('next'))
    await bench.pass(MINUTE)
    expect(bench.status('next')?.state).toBe('accepted')
    expect(bench.status('lost')).toMatchObject({ state: 'uncertain' })
    const lists = bench.catena.readsOf('listOperations').length
    await bench.pass(10 * MINUTE)
    expect(bench.catena.readsOf('listOperations').length - lists).toBeLessThanOrEqual(60)
    expect(bench.engine().networkStatus()).toMatchObject({ state: 'online', detail: null })
  })
})
