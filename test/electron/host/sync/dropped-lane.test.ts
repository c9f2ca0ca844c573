import { describe, expect, it } from 'vitest'
import type { KnownSync } from '../../../../shared/model/status/sync-status.ts'
import { CONNECTION, changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

/** What the page remembers of a workflow that is at the TSP as `r-1` since its first pending change. */
const KNOWN: KnownSync = {
  state: 'done',
  seq: 1,
  sourceId: 's-w-1',
  operationId: 'op-old',
  resourceId: 'r-1',
  connectionId: CONNECTION,
}
/** The second pending change, offered for the first time. */
const SECOND = { seq: 2, wasSubmitted: true, submittedSeq: 1, known: KNOWN } as const

/** A program whose journal does not know the workflow `w`, which Catena holds. */
async function openWithout(): Promise<EngineBench> {
  const bench = await openEngineBench()
  bench.catena.workflows.set('r-1', {
    id: 'r-1',
    connection_id: CONNECTION,
    source_id: 's-w-1',
    workflow_status: 'PLANNED',
  })
  await bench.pass(1_000)
  return bench
}

const sentBy = (bench: EngineBench) =>
  bench.catena.writes.map(({ request, body }) => [
    request.method,
    request.path.split('?')[0]?.split('/').at(-1),
    body.instructions ?? body.workflow_status ?? null,
  ])

describe('[J2] a workflow that was dropped from the journal after it had finished', () => {
  it('is edited by one PATCH, at once and with its ids', async () => {
    const bench = await openWithout()
    await bench.submit(changeOf('w', SECOND, { instructions: 'new' }))
    await bench.pass(1_000)
    expect(sentBy(bench)).toEqual([['PATCH', 'r-1', 'new']])
    expect(bench.catena.readsOf('listOperations')).toEqual([])
    expect(bench.status('w')).toMatchObject({ state: 'sending', change: 'update', sourceId: 's-w-1' })
  })

  it('keeps its own source id where the page knows no operation of it', async () => {
    const bench = await openWithout()
    const known = { ...KNOWN, operationId: null }
    await bench.submit(changeOf('w', { ...SECOND, known }, { instructions: 'new' }))
    await bench.pass(1_000)
    expect(sentBy(bench)).toHaveLength(1)
    expect(bench.status('w')?.sourceId).toBe('s-w-1')
  })

  it('is cancelled by one PATCH, at once', async () => {
    const bench = await openWithout()
    await bench.submit(changeOf('w', { ...SECOND, intent: 'cancel' }, { status: 'CANCELLED' }))
    await bench.pass(1_000)
    expect(sentBy(bench)).toEqual([['PATCH', 'r-1', 'CANCELLED']])
    expect(bench.status('w')).toMatchObject({ state: 'sending', change: 'cancel' })
  })

  it('is not taken for sent when its pending change is offered a second time to the program that took it', async () => {
    const bench = await openWithout()
    await bench.submit(changeOf('w', SECOND, { instructions: 'new' }))
    await bench.submit(changeOf('w', { ...SECOND, submittedSeq: 2 }, { instructions: 'new' }))
    await bench.pass(1_000)
    expect(sentBy(bench)).toHaveLength(1)
    expect(bench.status('w')?.state).toBe('sending')
  })
})

describe('[R3] a pending change that the journal does not know is proved first', () => {
  it.each([
    ['it was offered before: the journal was lost', { ...SECOND, submittedSeq: 2 }],
    ['one between was offered, of which nothing was heard', { ...SECOND, seq: 3, submittedSeq: 2 }],
    ['the page cannot tell what was offered', { seq: 2, wasSubmitted: true, known: KNOWN }],
    ['what was offered last is not known to be done', { ...SECOND, known: { ...KNOWN, state: 'accepted' } }],
    ['the page remembers a newer offer than what it knows', { ...SECOND, known: { ...KNOWN, seq: 0 } }],
  ] as const)('when %s', async (_name, changes) => {
    const bench = await openWithout()
    await bench.submit(changeOf('w', changes, { instructions: 'new' }))
    await bench.pass(60_000)
    expect(sentBy(bench)).toEqual([])
  })
})

describe('[R2] a page whose database comes from another install', () => {
  const here = 'dp_install_01J0000000000000000000000A'
  const elsewhere = 'dp_OTHERINSTA_01J0000000000000000000000B'

  async function openForeign(): Promise<EngineBench> {
    const bench = await openWithout()
    await bench.running(bench.engine().begin({ installId: 'OTHER-INSTALL' }))
    return bench
  }

  it('leaves uncertain what was planned there, and sends what is planned here', async () => {
    const bench = await openForeign()
    await bench.submit(changeOf('theirs', { sourceId: elsewhere }), changeOf('ours', { sourceId: here }))
    expect(bench.status('theirs')).toMatchObject({ state: 'uncertain', reason: { code: 'clonedProfile' } })
    expect(bench.status('ours')?.state).toBe('sending')
    expect(bench.catena.writes.map((each) => each.body.source_id)).toEqual([here])
  })

  it('proves first what it saw done there, even of this very pending change', async () => {
    const bench = await openForeign()
    await bench.submit(changeOf('w', { ...SECOND, known: { ...KNOWN, seq: 2 }, sourceId: elsewhere }))
    await bench.pass(60_000)
    expect(sentBy(bench)).toEqual([])
  })

  it('edits at once what had come to rest there', async () => {
    const bench = await openForeign()
    await bench.submit(changeOf('w', { ...SECOND, sourceId: here }, { instructions: 'new' }))
    await bench.pass(1_000)
    expect(sentBy(bench)).toEqual([['PATCH', 'r-1', 'new']])
  })
})
