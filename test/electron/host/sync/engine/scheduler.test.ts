import { describe, expect, it } from 'vitest'
import type { WireWorkflow } from '../../../../../electron/catena/wire.ts'
import { FIRST_SLOTS, MOST_SLOTS } from '../../../../../electron/host/sync/core/pace/rate.ts'
import { READ_SLOTS } from '../../../../../electron/host/sync/engine/read-queue.ts'
import type { SubmittedChange } from '../../../../../shared/model/status/sync-status.ts'
import { CONNECTION, changeOf, type EngineBench, openEngineBench } from '../engine-bench.ts'

const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002'

function many(count: number): SubmittedChange[] {
  return Array.from({ length: count }, (_, n) => changeOf(`w${String(n).padStart(2, '0')}`))
}

/** Which workflows were sent, in the order of their requests. */
function sent({ catena }: EngineBench): string[] {
  return catena.writes.map((each) => each.sourceId.split('-')[1] ?? '')
}

describe('writes', () => {
  it('are twelve at a time, each lane once, and each that ends makes room for the next', async () => {
    const bench = await openEngineBench()
    await bench.submit(...many(20))
    expect(bench.catena.writes).toHaveLength(FIRST_SLOTS)
    expect(FIRST_SLOTS).toBe(12)
    bench.catena.writes[3]?.accept()
    bench.catena.writes[7]?.accept()
    await bench.settle()
    expect(bench.catena.open()).toHaveLength(12)
    expect(new Set(sent(bench)).size).toBe(14)
  })

  it('are more at a time as long as Catena answers in time, and take no longer than their slots allow', async () => {
    const WRITES = 600
    const TOOK_MS = 800
    const steps: { readonly atMs: number; readonly slots: number }[] = []
    let nowMs = (): number => 0
    const bench = await openEngineBench({ onSlots: (slots) => steps.push({ atMs: nowMs(), slots }) })
    const { clock, catena, submit, pass } = bench
    nowMs = clock.nowMs
    let endedMs = 0
    catena.onWrite((write) => {
      write.operation.status = 'success'
      write.operation.resource_id = `r-${write.operation.id}`
      clock.at(TOOK_MS, () => {
        write.accept()
        endedMs = clock.nowMs()
      })
    })
    await submit(...many(WRITES))
    await pass(60_000)
    expect(catena.writes).toHaveLength(WRITES)
    expect(steps[0]?.slots).toBe(FIRST_SLOTS)
    expect(Math.max(...steps.map((each) => each.slots))).toBe(MOST_SLOTS)
    // Each step of slots lasts until the next one, the last until the end.
    const ends = [...steps.slice(1).map((each) => each.atMs), endedMs]
    const room = steps.reduce((sum, { atMs, slots }, n) => sum + slots * ((ends[n] ?? endedMs) - atMs), 0)
    expect(room / (WRITES * TOOK_MS)).toBeLessThanOrEqual(1.15)
  })

  it('go cancels first, then by soonest departure, then by age', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => {
      write.operation.status = 'success'
      write.operation.resource_id = 'r-there'
      write.accept()
    })
    await bench.submit(changeOf('there', {}, { startsAt: '2026-12-24T06:00:00Z' }))
    bench.catena.workflows.set('r-there', { id: 'r-there', source_id: 's-there-1' } as WireWorkflow)
    bench.catena.onWrite(() => undefined)
    await bench.running(bench.engine().holdAll({ isHeld: true }))
    await bench.submit(
      changeOf('undated'),
      changeOf('late', {}, { startsAt: '2026-12-02T06:00:00Z' }),
      changeOf('soon', {}, { startsAt: '2026-12-01T06:00:00Z' }),
      changeOf('soonToo', {}, { startsAt: '2026-12-01T06:00:00Z' }),
      changeOf('there', { seq: 2, intent: 'cancel' }),
    )
    expect(bench.catena.open()).toHaveLength(0)
    await bench.running(bench.engine().holdAll({ isHeld: false }))
    await bench.settle()
    expect(sent(bench).slice(1)).toEqual(['there', 'soon', 'soonToo', 'late', 'undated'])
    expect(bench.catena.writes[1]?.request.method).toBe('PATCH')
  })

  it('that were submitted together take their places in that order too, not in that of the submission', async () => {
    const bench = await openEngineBench()
    const hours = Array.from({ length: 14 }, (_, n) => String(23 - n))
    await bench.submit(
      ...hours.map((hour) => changeOf(`h${hour}`, {}, { startsAt: `2026-12-01T${hour}:00:00Z` })),
    )
    expect(sent(bench)).toEqual(
      [...hours]
        .reverse()
        .slice(0, 12)
        .map((hour) => `h${hour}`),
    )
  })

  it('are six at a time after a 429', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('first'))
    bench.catena.writes[0]?.refuse(429, { retry_after_seconds: 10 })
    await bench.settle()
    await bench.submit(...many(20))
    expect(bench.catena.open()).toHaveLength(0)
    expect(bench.status('first')).toMatchObject({ state: 'queued', reason: { code: 'rateLimited' } })
    await bench.pass(12_001)
    expect(bench.catena.open()).toHaveLength(6)
    const tries = bench
      .records()
      .flatMap((each) => (each.type === 'ATTEMPT' && each.workflowId === 'first' ? each.n : []))
    expect(tries).toEqual([1, 1]) // [P3] turned away at the gate is not counted
  })

  it('of a lane that may not be sent hold up no other', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('blocked'))
    bench.catena.writes[0]?.refuse(403)
    await bench.settle()
    expect(bench.status('blocked')?.state).toBe('blocked')
    await bench.submit(
      changeOf('same'),
      changeOf('other', {}, { connectionId: OTHER }),
      changeOf('account', { account: { issuer: 'https://issuer.test', subject: 'somebody' } }),
    )
    expect(sent(bench)).toEqual(['blocked', 'other'])
    expect(bench.status('same')).toMatchObject({ state: 'blocked', reason: { code: 'forbidden' } })
    expect(bench.status('account')).toMatchObject({ state: 'blocked', reason: { code: 'otherAccount' } })
  })

  it('are not tried again in the same breath when the try came to nothing', async () => {
    const bench = await openEngineBench()
    bench.tokens.give({ kind: 'unreachable', detail: 'no route' })
    await bench.submit(changeOf('w'))
    const readsBefore = bench.catena.reads.length
    await bench.pass(999)
    expect([bench.catena.writes.length, bench.catena.reads.length]).toEqual([0, readsBefore])
    bench.tokens.give({ kind: 'token', accessToken: 'token-2' })
    await bench.pass(11_000)
    expect(bench.catena.writes).toHaveLength(1)
  })

  it('[P3] that provably did not leave wait by themselves and are not counted, and go when the line is back', async () => {
    const bench = await openEngineBench({ random: () => 0.999 })
    await bench.submit(changeOf('w'))
    bench.catena.onRead(() => ({ kind: 'offline', detail: 'no route' }))
    bench.catena.writes[0]?.end({ kind: 'unsent', reason: 'no route' })
    await bench.settle()
    expect(bench.status('w')).toMatchObject({ state: 'queued', reason: { code: 'offline' }, attempts: 0 })
    await bench.pass(300_000)
    expect(bench.catena.writes).toHaveLength(1)
    bench.catena.onRead(() => undefined)
    bench.engine().networkMayHaveChanged()
    await bench.settle()
    expect(bench.catena.writes).toHaveLength(2) // at once: what is left of its wait was for want of a line
  })
})

describe('[P11] accepted operations', () => {
  async function accepted(count: number): Promise<EngineBench> {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => write.accept())
    await bench.submit(...many(count))
    return bench
  }

  it.each([1, 10])('[N1] of %i creates are asked about in one list, never by a source id', async (count) => {
    const bench = await accepted(count)
    for (const each of bench.catena.operations.values()) {
      each.status = 'success'
      each.resource_id = `r-${each.id}`
    }
    await bench.pass(2_000)
    const lists = bench.catena.readsOf('listOperations')
    expect(lists).toHaveLength(1)
    expect(lists[0]?.query).toMatchObject({ connectionId: CONNECTION, operation: 'create' })
    expect(lists[0]?.query).not.toHaveProperty('sourceId')
    expect(many(count).map((each) => bench.status(each.workflowId)?.state)).toEqual(Array(count).fill('done'))
  })

  it('are asked about again at 4, 8, 16, 32 and 64 s as long as they are pending', async () => {
    const bench = await accepted(10)
    await bench.pass(120_000)
    const times = bench.catena.readsOf('listOperations').map((each) => each.atMs / 1000)
    expect(times).toEqual([2, 4, 8, 16, 32, 64])
    expect(bench.catena.readsOf('getOperation')).toEqual([])
  })

  it('that three lists lacked are asked for by their ids', async () => {
    const bench = await accepted(1)
    const [operation] = bench.catena.operations.values()
    if (operation === undefined) throw new Error('nothing was accepted')
    bench.catena.operations.clear()
    await bench.pass(8_000)
    expect(bench.catena.readsOf('listOperations')).toHaveLength(3)
    bench.catena.operations.set(operation.id, { ...operation, status: 'success', resource_id: 'r-1' })
    await bench.pass(16_000)
    expect(bench.catena.readsOf('getOperation').map((each) => each.query.id)).toEqual([operation.id])
    expect(bench.status('w00')).toMatchObject({ state: 'done', resourceId: 'r-1' })
  })
})

describe('reads', () => {
  it('are four at a time', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => write.accept())
    const connections = [1, 2, 3, 4, 5, 6].map((n) => `aaaaaaaa-0000-4000-8000-00000000001${n}`)
    await bench.submit(...connections.map((connectionId, n) => changeOf(`w${n}`, {}, { connectionId })))
    bench.catena.onRead((read) => (read.name === 'listOperations' ? new Promise<never>(() => {}) : undefined))
    await bench.pass(2_000)
    expect(bench.catena.readsOf('listOperations')).toHaveLength(READ_SLOTS)
    expect(READ_SLOTS).toBe(4)
  })
})

describe('closing the engine', () => {
  it('starts nothing any more, and leaves a request on its way to its end for the time it is given', async () => {
    const bench = await openEngineBench()
    await bench.submit(...many(13))
    const closing = { isOver: false }
    void bench
      .engine()
      .close(3_000)
      .then(() => {
        closing.isOver = true
      })
    for (const each of bench.catena.open().slice(1)) each.accept()
    await bench.settle()
    expect([bench.catena.writes.length, closing.isOver]).toEqual([12, false])
    bench.catena.open()[0]?.accept()
    await bench.settle()
    expect(closing.isOver).toBe(true)
    expect(bench.types('w11')).toEqual(['INTENT', 'ATTEMPT', 'ACCEPTED'])
    const reads = bench.catena.reads.length
    await bench.pass(600_000)
    expect([bench.catena.writes.length, bench.catena.reads.length]).toEqual([12, reads])
  })

  it('[R1] gives a request up after that time: the next start finds it uncertain and looks it up', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    const closing = bench.engine().close(3_000)
    await bench.pass(3_000)
    await closing
    bench.catena.writes[0]?.accept() // too late for anybody to hear it
    await bench.restart()
    expect(bench.status('w')?.state).toBe('uncertain')
    await bench.pass(2_100)
    expect(bench.status('w')?.state).toBe('accepted')
    expect(bench.catena.writes).toHaveLength(1)
  })
})
