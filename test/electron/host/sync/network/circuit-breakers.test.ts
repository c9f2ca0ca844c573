import { describe, expect, it } from 'vitest'
import { FIRST_SLOTS } from '../../../../../electron/host/sync/core/pace/rate.ts'
import { answerOf } from '../../../../doubles/catena/model-catena.ts'
import type { ScriptedWrite } from '../../../../doubles/catena/scripted-catena.ts'
import { allStatuses } from '../../../../simulation/world/world.ts'
import { changeOf, type EngineBench, openEngineBench } from '../engine-bench.ts'

const MINUTE = 60_000
const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002'
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `w${n}`)

function gatewayTimeout(write: ScriptedWrite): void {
  write.end({ kind: 'answered', answer: answerOf(504, { message: 'Gateway Timeout' }, '') })
}

/** The TSP takes it at once. */
function take(write: ScriptedWrite): void {
  write.operation.status = 'success'
  write.operation.resource_id = `r-${write.operation.id}`
  write.accept()
}

function statesOf(bench: EngineBench, ids: readonly string[]): Record<string, number> {
  const states: Record<string, number> = {}
  for (const { workflowId, state } of allStatuses(bench.engine())) {
    if (ids.includes(workflowId)) states[state] = (states[state] ?? 0) + 1
  }
  return states
}

const writesOf = (bench: EngineBench, id: string): number =>
  bench.catena.writes.filter((each) => each.body.source_id === `s-${id}-1`).length

/** A create arrived before, so that a listing that lacks another one proves something there [N3]. */
async function openKnownBench(): Promise<EngineBench> {
  const bench = await openEngineBench()
  bench.catena.onWrite(take)
  await bench.submit(changeOf('before'))
  await bench.pass(15_000)
  bench.catena.writes.length = 0
  return bench
}

/** Three lanes whose writes failed: the breaker of creates is open, and the first trial is due in half a minute. */
async function openBreaker(): Promise<EngineBench> {
  const bench = await openKnownBench()
  bench.catena.onWrite(gatewayTimeout)
  await bench.submit(...names(3).map((id) => changeOf(id)))
  expect(bench.catena.writes).toHaveLength(3)
  return bench
}

describe('[B1] writes that fail while reads are answered', () => {
  it('200 creates into half an hour of 504: at most 30 leave, none is held, all arrive within 15 minutes after', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite(gatewayTimeout)
    const ids = names(200)
    await bench.submit(...ids.map((id) => changeOf(id)))
    await bench.pass(30 * MINUTE)
    expect(bench.catena.writes.length).toBeLessThanOrEqual(30)
    expect(bench.catena.writes.length).toBeGreaterThan(FIRST_SLOTS)
    expect(statesOf(bench, ids).held).toBeUndefined()
    bench.catena.onWrite(take)
    await bench.pass(15 * MINUTE)
    expect(statesOf(bench, ids)).toEqual({ done: 200 })
    expect(bench.catena.operations.size).toBe(200)
  })

  it('are the same when the line breaks on the way: nothing leaves the computer and nothing is counted', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => write.end({ kind: 'unsent', reason: 'the firewall resets it' }))
    const ids = names(200)
    await bench.submit(...ids.map((id) => changeOf(id)))
    await bench.pass(30 * MINUTE)
    expect(bench.catena.writes.length).toBeLessThanOrEqual(30)
    bench.catena.onWrite(take)
    await bench.pass(15 * MINUTE)
    expect(statesOf(bench, ids)).toEqual({ done: 200 })
  })

  it('stop after three, say why, and when one is tried next', async () => {
    const bench = await openBreaker()
    await bench.submit(changeOf('next'))
    expect(bench.catena.writes).toHaveLength(3)
    const status = bench.status('next')
    expect(status).toMatchObject({ state: 'queued', reason: { code: 'writesFailing' } })
    expect(status?.nextTryAt).toBe(new Date(bench.clock.trueEpochMs() + 30_000).toISOString())
  })

  it('are tried one at a time, however long the trial takes', async () => {
    const bench = await openBreaker()
    bench.catena.onWrite(() => undefined)
    await bench.submit(...names(9).map((id) => changeOf(`x${id}`)))
    await bench.pass(20 * MINUTE)
    expect(bench.catena.open()).toHaveLength(1)
    expect(bench.catena.writes).toHaveLength(4)
  })

  it('go again at once, all of them, when a trial is answered', async () => {
    const bench = await openBreaker()
    await bench.submit(...names(9).map((id) => changeOf(`x${id}`)))
    bench.catena.onWrite((write) => write.refuse(422))
    await bench.pass(30_001)
    await bench.settle()
    expect(bench.catena.writes).toHaveLength(12)
  })

  it('of another connection go on', async () => {
    const bench = await openBreaker()
    bench.catena.onWrite(take)
    await bench.submit(changeOf('other', {}, { connectionId: OTHER }), changeOf('same'))
    expect([bench.status('other')?.state, bench.status('same')?.state]).toEqual(['done', 'queued'])
  })

  it('count for nothing when the line went down with them', async () => {
    const bench = await openEngineBench()
    await bench.submit(...names(5).map((id) => changeOf(id)))
    bench.catena.onRead(() => ({ kind: 'offline', detail: 'no route' }))
    for (const each of bench.catena.open()) each.end({ kind: 'lost', reason: 'reset' })
    await bench.settle()
    await bench.submit(...names(5).map((id) => changeOf(`x${id}`)))
    bench.catena.onRead(() => undefined)
    bench.engine().networkMayHaveChanged()
    await bench.settle()
    expect(bench.catena.open()).toHaveLength(5)
  })

  it('try the lane with the fewest tries first, then the soonest departure', async () => {
    const bench = await openBreaker()
    await bench.pass(10 * MINUTE) // the first three are provably absent by now, and one of them was tried again
    const before = bench.catena.writes.length
    await bench.submit(
      changeOf('late', {}, { startsAt: '2026-12-02T06:00:00Z' }),
      changeOf('soon', {}, { startsAt: '2026-12-01T06:00:00Z' }),
    )
    await bench.pass(25 * MINUTE)
    const tried = bench.catena.writes.slice(before).map((each) => each.body.source_id)
    expect(tried.slice(0, 2)).toEqual(['s-soon-1', 's-late-1'])
  })

  it('send one at once on `Send now`, the one that was asked for, and no flood', async () => {
    const bench = await openBreaker()
    await bench.submit(...names(9).map((id) => changeOf(`x${id}`)))
    await bench.running(bench.engine().sendNow({ workflowId: 'xw5' }))
    await bench.settle()
    expect(bench.catena.writes.slice(3).map((each) => each.body.source_id)).toEqual(['s-xw5-1'])
    await bench.running(bench.engine().sendNow({ workflowId: null }))
    await bench.settle()
    expect(bench.catena.writes).toHaveLength(5)
  })

  it('are not all sent after a restart: the run before knew that they fail', async () => {
    const bench = await openBreaker()
    await bench.submit(...names(20).map((id) => changeOf(`x${id}`)))
    await bench.restart()
    await bench.settle()
    expect(bench.catena.writes).toHaveLength(4)
  })

  it('of one change alone hold up no other for longer than its write', async () => {
    const bench = await openKnownBench()
    bench.catena.onWrite((write) =>
      write.body.source_id === 's-bad-1' ? gatewayTimeout(write) : take(write),
    )
    await bench.submit(changeOf('bad'))
    await bench.pass(15 * MINUTE)
    expect(writesOf(bench, 'bad')).toBe(3)
    await bench.submit(changeOf('good'))
    expect(bench.status('good')?.state).toBe('done')
  })
})

describe('[B2] a change that was tried too often', () => {
  /** A create that fails each time, and another beside it each minute that arrives. */
  async function failAlone(options: Parameters<typeof openEngineBench>[0] = {}): Promise<EngineBench> {
    const bench = await openEngineBench(options)
    bench.catena.onWrite((write) =>
      write.body.source_id === 's-bad-1' ? gatewayTimeout(write) : take(write),
    )
    await bench.submit(changeOf('bad'))
    for (let minute = 0; minute < 40; minute += 1) {
      await bench.submit(changeOf(`good${minute}`))
      await bench.pass(MINUTE)
    }
    return bench
  }

  it('is held for a person when the others arrive', async () => {
    const bench = await failAlone()
    expect(writesOf(bench, 'bad')).toBe(3)
    expect(bench.status('bad')).toMatchObject({ state: 'held', reason: { code: 'tooManyTries' } })
  })

  it('is let go by itself when a breaker of its connection and kind closes', async () => {
    const bench = await failAlone()
    bench.catena.onWrite(gatewayTimeout)
    await bench.submit(...names(3).map((id) => changeOf(id)))
    expect(bench.status('bad')?.state).toBe('held')
    bench.catena.onWrite(take)
    await bench.submit(changeOf('next'))
    await bench.pass(31_000)
    expect([bench.status('next')?.state, bench.status('bad')?.state]).toEqual(['done', 'done'])
  })

  it('is let go as well when it is edited in the moment in which the breaker closes', async () => {
    let onSent: () => void = () => undefined
    const onStep = (label: string): undefined => {
      if (label === 'send:create:after') onSent()
    }
    const bench = await failAlone({ onStep })
    bench.catena.onWrite(gatewayTimeout)
    await bench.submit(...names(3).map((id) => changeOf(id)))
    bench.catena.onWrite(take)
    await bench.submit(changeOf('next'))
    const edit = changeOf('bad', { seq: 2, wasSubmitted: true }, { territoryName: 'South' })
    let edited: Promise<unknown> = Promise.resolve()
    onSent = () => {
      onSent = () => undefined
      edited = bench.engine().submit({ entries: [edit] })
    }
    await bench.pass(31_000)
    await edited
    expect([bench.status('next')?.state, bench.status('bad')?.state]).toEqual(['done', 'done'])
    expect(bench.types('bad').filter((each) => each === 'RELEASED')).toHaveLength(2)
  })

  it('is not held while no write arrives, however often it was tried', async () => {
    const bench = await openBreaker()
    await bench.pass(3 * 60 * MINUTE)
    expect(Math.max(...names(3).map((id) => writesOf(bench, id)))).toBeGreaterThan(3)
    expect(statesOf(bench, names(3)).held).toBeUndefined()
  })
})
