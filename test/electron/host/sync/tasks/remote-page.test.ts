import { describe, expect, it } from 'vitest'
import type { WireWorkflow } from '../../../../../electron/catena/wire.ts'
import { firstThatFit } from '../../../../../electron/host/sync/tasks/remote-page.ts'
import { remoteWorkflowId } from '../../../../../shared/model/remote-workflow.ts'
import { CONNECTION, changeOf, type EngineBench, openEngineBench } from '../engine-bench.ts'

const of = (length: number): string => 'x'.repeat(length - 3) // two quotation marks and a comma

it.each<[string, (string | null)[], number[], number]>([
  ['all', [of(10), of(10)], [10, 10], 2],
  ['as many as fit', [of(60), of(30), of(30)], [60, 30], 2],
  ['none that fits nowhere', [of(101), of(10)], [10], 2],
  ['none that cannot be shown', [null, of(100), null, of(10)], [100], 3],
  ['nothing', [], [], 0],
])('puts %s into one answer', (_what, items, lengths, count) => {
  const first = firstThatFit(items, 100)
  expect(first.fitting.map((each) => each.length + 3)).toEqual(lengths)
  expect(first.count).toBe(count)
})

describe('a page of the workflow list', () => {
  const stranger = (id: string, changes: object = {}): WireWorkflow => ({
    id,
    connection_id: CONNECTION,
    source_id: `tsp-${id}`,
    workflow_status: 'PLANNED',
    ...changes,
  })
  const near = { connectionId: CONNECTION, window: 'near', cursor: null } as const
  const startsAt = '2026-12-20T05:00:00Z'

  /** A desk whose first workflow Catena shows with these marks. */
  async function withFirst(shown: object): Promise<EngineBench> {
    const bench = await openEngineBench()
    bench.catena.onWrite((write) => {
      const id = `r-${write.operation.id}`
      Object.assign(write.operation, { status: 'success', resource_id: id })
      const made = new Date(bench.clock.trueEpochMs()).toISOString()
      bench.catena.workflows.set(id, { id, ...write.body, created_at: made, ...shown })
      write.accept()
    })
    await bench.submit(changeOf('first', {}, { startsAt }))
    await bench.pass(30_000)
    return bench
  }
  /** A create that Catena has taken and not ended, and a workflow that appears in the list meanwhile. */
  async function openCreate(bench: EngineBench): Promise<void> {
    bench.catena.onWrite((write) => write.accept())
    await bench.submit(changeOf('second', {}, { startsAt }))
    await bench.pass(1_000)
    bench.catena.workflows.set(
      'x',
      stranger('x', { created_at: new Date(bench.clock.trueEpochMs()).toISOString() }),
    )
  }
  const pageOf = (bench: EngineBench) => bench.running(bench.engine().remotePage(near))
  const shownOf = async (bench: EngineBench, resourceId: string) =>
    (await pageOf(bench)).workflows.find((each) => each.resourceId === resourceId)
  const daysAsked = (bench: EngineBench): number => {
    const asked = bench.catena.reads.findLast((each) => each.name === 'workflowPage')
    const [from, to] = ['from', 'to'].map((each) => Date.parse(String(Reflect.get(asked?.query ?? {}, each))))
    return ((to ?? 0) - (from ?? 0)) / 86_400_000
  }

  it('asks for fewer days where the list is known to filter the planned start', async () => {
    const unknown = await withFirst({ occurred_at: undefined })
    await pageOf(unknown)
    expect(daysAsked(unknown)).toBe(11)
    const byStart = await withFirst({ occurred_at: startsAt })
    await pageOf(byStart)
    expect(daysAsked(byStart)).toBe(5)
  })

  it('[N3] tells a stranger from our open create where ours show their marks', async () => {
    const bench = await withFirst({})
    await openCreate(bench)
    expect(await shownOf(bench, 'x')).toMatchObject({ workflowId: null, isPerhapsOurs: false })
  })

  it('[N3] cannot tell it from our open create where ours show none', async () => {
    const bench = await withFirst({ source_id: 'tsp-first' })
    await openCreate(bench)
    expect(await shownOf(bench, 'x')).toMatchObject({ workflowId: null, isPerhapsOurs: true })
  })

  it('[N5] learns nothing of our marks from a workflow that was made elsewhere', async () => {
    const bench = await withFirst({ source_id: 'tsp-first' })
    const learned = () => bench.records().filter((each) => each.type === 'LEARNED')
    const before = learned()
    bench.catena.workflows.set('x', stranger('x'))
    const remote = await shownOf(bench, 'x')
    if (remote === undefined) throw new Error('it is not listed')
    const workflowId = remoteWorkflowId('x')
    const known = { state: 'done', seq: 1, sourceId: 'tsp-x', resourceId: 'x', operationId: null } as const
    await bench.submit(
      changeOf(workflowId, {
        seq: 2,
        plan: { ...remote.plan, instructions: 'Gate 4' },
        base: { seq: 1, plan: remote.plan },
        wasSubmitted: true,
        submittedSeq: 1,
        known: { ...known, connectionId: CONNECTION },
      }),
    )
    await bench.pass(30_000)
    expect(bench.catena.writes.at(-1)?.request.method).toBe('PATCH')
    expect(learned()).toEqual(before)
  })
})
