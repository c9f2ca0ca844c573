import { describe, expect, it } from 'vitest'
import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { changeOf, type EngineBench, openEngineBench } from '../engine-bench.ts'

/** A workflow that is at the TSP as resource `r-1`, and what Catena gives of it. */
async function atTheTsp(territory = 'North'): Promise<EngineBench> {
  const bench = await openEngineBench()
  await bench.submit(changeOf('w', {}, { territoryName: territory }))
  const [write] = bench.catena.writes
  if (write === undefined) throw new Error('nothing was sent')
  Object.assign(write.operation, { status: 'success', resource_id: 'r-1' })
  write.accept()
  await bench.settle()
  bench.catena.workflows.set('r-1', { id: 'r-1', ...write.body })
  return bench
}
const edit = (seq: number) => changeOf('w', { seq }, { territoryName: `South ${seq}` })

describe('[I1] one write', () => {
  it('leaves only after its ATTEMPT is on the disk', async () => {
    const bench = await openEngineBench()
    const seen: string[][] = []
    bench.catena.onWrite(() => seen.push(bench.types('w')))
    await bench.submit(changeOf('w'))
    expect(seen).toEqual([['INTENT', 'ATTEMPT']])
  })

  it('names in its ATTEMPT what is sent and when by Catena’s clock', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    const attempt = bench.records().find((each) => each.type === 'ATTEMPT')
    expect(attempt).toMatchObject({ n: 1, operation: { kind: 'create', sourceId: 's-w-1' } })
    expect(attempt).toHaveProperty('server', Math.floor(bench.clock.trueEpochMs() / 1000) * 1000)
    expect(bench.catena.writes[0]?.body).toMatchObject({ source_id: 's-w-1' })
  })

  it('[R4] does not leave when the journal cannot be written, and leaves once when it can again', async () => {
    const bench = await openEngineBench()
    await bench.running(bench.engine().holdAll({ isHeld: true }))
    await bench.submit(changeOf('w'))
    await bench.running(
      bench
        .engine()
        .holdAll({ isHeld: false })
        .then(() => bench.disk.setFull(true)),
    )
    await bench.settle()
    expect(bench.catena.writes).toHaveLength(0)
    expect(bench.status('w')).toMatchObject({ state: 'blocked', reason: { code: 'journalUnwritable' } })
    await expect(bench.running(bench.engine().submit({ entries: [changeOf('v')] }))).rejects.toMatchObject({
      code: 'sync.journalUnwritable',
    })
    await bench.pass(60_000)
    expect(bench.catena.writes).toHaveLength(0)
    bench.disk.setFull(false)
    await bench.pass(5_000)
    expect(bench.catena.writes).toHaveLength(1)
    expect(bench.status('w')?.state).toBe('sending')
  })

  it('[R4] whose answer comes while the journal cannot be written keeps it, and writes it when it can', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    bench.disk.setFull(true)
    bench.catena.writes[0]?.accept()
    await bench.pass(60_000)
    expect(bench.status('w')?.state).toBe('sending') // nothing is said that is not on the disk
    expect(bench.types('w')).toEqual(['INTENT', 'ATTEMPT'])
    bench.disk.setFull(false)
    await bench.pass(5_000)
    // The journal was made whole before, and the operation is asked about since.
    expect(bench.records().map((each) => each.type)).toEqual([
      'INSTALL',
      'LANE',
      'ACCEPTED',
      'LEARNED',
      'LISTED',
    ])
    expect(bench.status('w')?.state).toBe('accepted')
    expect(bench.catena.writes).toHaveLength(1)
  })

  it('[P15] that was cancelled before it left does not leave, and says so', async () => {
    let release: () => void = () => undefined
    const bench = await openEngineBench({
      onStep: (label) =>
        label === 'append:ACCEPTED:before'
          ? new Promise<void>((resolve) => {
              release = resolve
            })
          : undefined,
    })
    await bench.submit(changeOf('v'))
    bench.catena.onRead(() => ({ kind: 'offline', detail: 'no route' }))
    bench.engine().networkMayHaveChanged()
    await bench.settle()
    await bench.submit(changeOf('w'))
    // The answer opens the gate; while it is written, the ATTEMPT and then the cancel wait for the disk.
    bench.catena.writes[0]?.accept()
    await bench.settle()
    const cancelling = bench.engine().submit({ entries: [changeOf('w', { seq: 2, intent: 'cancel' })] })
    await bench.settle()
    expect(bench.types('w')).toEqual(['INTENT'])
    release()
    await bench.running(cancelling)
    await bench.settle()
    expect(bench.types('w').slice(0, 4)).toEqual(['INTENT', 'ATTEMPT', 'INTENT', 'UNSENT'])
    expect([bench.catena.writes.length, bench.status('w')?.state]).toEqual([1, 'withdrawn'])
  })

  it('[P7] whose transport throws is uncertain, not failed', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    bench.catena.writes[0]?.end(Promise.reject(new Error('bug')) as never)
    await bench.settle()
    expect(bench.status('w')?.state).toBe('uncertain')
    expect(bench.log.join()).toContain('a write failed unexpectedly')
  })

  it('[P3] turned away with 401 is not counted, waits for the refresh, and then goes with the new token', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    bench.catena.writes[0]?.refuse(401)
    await bench.pass(60_000 - 1)
    expect(bench.catena.writes).toHaveLength(1)
    expect(bench.tokens.refreshed).toEqual(['token-1'])
    bench.tokens.endRefresh({ kind: 'token', accessToken: 'token-2' })
    await bench.pass(2_000)
    expect(bench.catena.writes.map((each) => each.token)).toEqual(['token-1', 'token-2'])
    expect(bench.types('w')).toEqual(['INTENT', 'ATTEMPT', 'UNSENT', 'ATTEMPT'])
  })

  it('[I10] leaves no token in the journal, the log or what is said', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    bench.catena.writes[0]?.end({ kind: 'lost', reason: 'cut' })
    await bench.pass(60_000)
    expect(JSON.stringify([bench.records(), bench.log, bench.told])).not.toContain('token-1')
  })
})

describe('[P13] an update', () => {
  it('reads what Catena holds, then sends only the difference', async () => {
    const bench = await atTheTsp()
    await bench.submit(edit(2))
    expect(bench.catena.readsOf('getWorkflow').map((each) => each.query.id)).toEqual(['r-1'])
    expect(bench.catena.writes[1]).toMatchObject({
      request: { method: 'PATCH' },
      body: { territory_name: 'South 2' },
    })
    expect(Object.keys(bench.catena.writes[1]?.body ?? {}).sort()).toEqual([
      'connection_id',
      'territory_name',
    ])
  })

  it.each([
    { kind: 'unreachable', detail: 'cut' },
    { kind: 'unusable', reason: 'the record cannot be read', serverDateMs: null },
  ] as const)('whose base is $kind is not sent, and is read again after a wait', async (outcome) => {
    const bench = await atTheTsp()
    bench.catena.onRead((read) => (read.name === 'getWorkflow' ? outcome : undefined))
    await bench.submit(edit(2))
    expect([bench.catena.writes.length, bench.catena.readsOf('getWorkflow').length]).toEqual([1, 1])
    bench.catena.onRead(() => undefined)
    await bench.pass(12_000)
    expect(bench.catena.writes).toHaveLength(2)
    expect(bench.catena.readsOf('getWorkflow').length).toBeGreaterThan(1)
  })

  it('[M2] of what was deleted at the TSP is refused', async () => {
    const bench = await atTheTsp()
    const there = bench.catena.workflows.get('r-1')
    bench.catena.workflows.set('r-1', { id: 'r-1', ...there, deleted_at: '2026-11-23T06:00:00Z' })
    await bench.submit(edit(2))
    expect(bench.catena.writes).toHaveLength(1)
    expect(bench.status('w')).toMatchObject({
      state: 'rejected',
      reason: { detail: messageRef('sync.refusal.deletedAtTsp') },
    })
  })

  it('[M2] of what no read has shown yet is written: a 404 is no deletion', async () => {
    const bench = await atTheTsp()
    bench.catena.workflows.clear()
    await bench.submit(edit(2))
    expect(bench.catena.writes[1]?.request.method).toBe('PATCH')
  })

  it('[M2] of what was read after its create is not written over a 404, also after a start', async () => {
    const bench = await atTheTsp()
    await bench.pass(10_000)
    expect(bench.types('w')).toContain('READ')
    await bench.restart()
    bench.catena.workflows.clear()
    await bench.submit(edit(2))
    expect(bench.status('w')).toMatchObject({ state: 'queued', reason: { code: 'notReadable' } })
    expect(bench.catena.writes).toHaveLength(1)
  })

  it('[M2] of what reads have shown before is asked for again after a 404, neither written nor refused', async () => {
    const bench = await atTheTsp()
    const there = bench.catena.workflows.get('r-1')
    if (there === undefined) throw new Error('nothing is there')
    await bench.submit(edit(2))
    bench.catena.open()[0]?.refuse(422)
    await bench.settle()
    bench.catena.workflows.set('r-1', { ...there, territory_name: 'East' })
    await bench.submit(edit(3))
    expect(bench.status('w')?.state).toBe('conflict')
    bench.catena.workflows.clear()
    await bench.submit({
      ...edit(4),
      overBase: bench.engine().detail({ workflowId: 'w' })?.theirs?.baseHash ?? '',
    })
    await bench.pass(30_000)
    expect(bench.status('w')).toMatchObject({ state: 'queued', reason: { code: 'notReadable' } })
    expect(bench.catena.writes).toHaveLength(2)
    bench.catena.workflows.set('r-1', { ...there, territory_name: 'East' })
    await bench.pass(120_000)
    expect(bench.catena.writes).toHaveLength(3)
  })

  it('over somebody else’s change is not sent: a person decides', async () => {
    const bench = await atTheTsp()
    const there = bench.catena.workflows.get('r-1')
    bench.catena.workflows.set('r-1', { id: 'r-1', ...there, territory_name: 'East' })
    await bench.submit(edit(2))
    expect([bench.catena.writes.length, bench.status('w')?.state]).toEqual([1, 'conflict'])
  })

  it('[P15] a cancel reads nothing first, and writes the status alone', async () => {
    const bench = await atTheTsp()
    await bench.submit(changeOf('w', { seq: 2, intent: 'cancel' }))
    expect(bench.catena.readsOf('getWorkflow')).toEqual([])
    expect(bench.catena.writes[1]?.body).toEqual({
      connection_id: expect.any(String),
      workflow_status: 'CANCELLED',
    })
  })
})

describe('[P16] a hold that is confirmed while an attempt waits for the disk', () => {
  /** Two workflows: the disk is busy with what was heard of the one, while the other's second try comes due. */
  async function busyDisk() {
    let release = (): void => undefined
    let isBusy = false
    const bench = await openEngineBench({
      onStep(label) {
        if (!isBusy || !/^append:ACCEPTED.*:before$/.test(label)) return
        isBusy = false
        return new Promise<void>((resolve) => {
          release = resolve
        })
      },
    })
    await bench.submit(changeOf('other'), changeOf('w'))
    const [other, write] = bench.catena.open()
    if (other === undefined || write === undefined) throw new Error('two writes are not on their way')
    write.end({ kind: 'unsent', reason: 'no route' })
    await bench.pass(500)
    isBusy = true
    other.accept()
    await bench.settle()
    return { bench, release: () => release() }
  }

  it.each(['all', 'one'] as const)('keeps it here (%s)', async (what) => {
    const { bench, release } = await busyDisk()
    const hold: Promise<unknown> =
      what === 'all' ? bench.engine().holdAll({ isHeld: true }) : bench.engine().hold({ workflowIds: ['w'] })
    await bench.pass(2_000)
    const before = bench.catena.writes.length
    release()
    await bench.running(hold)
    await bench.pass(60_000)
    expect(bench.catena.writes).toHaveLength(before)
    expect(bench.status('w')?.state).toBe('held')
    expect(bench.types('w').slice(-2)).toEqual(['ATTEMPT', 'UNSENT'])
  })
})

describe('[P3] a 401 that only writes are given', () => {
  it('is not asked again at once, however often the token is renewed', async () => {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => write.refuse(401))
    await bench.running(bench.engine().submit({ entries: [changeOf('w')] }))
    for (let round = 1; round <= 50; round += 1) {
      await bench.settle()
      if (bench.tokens.refreshed.length >= round)
        bench.tokens.endRefresh({ kind: 'token', accessToken: `token-${round}` })
    }
    expect(bench.catena.writes.length).toBeLessThanOrEqual(2)
    await bench.pass(5_000)
    expect(bench.catena.writes.length).toBeGreaterThan(1)
  })
})
