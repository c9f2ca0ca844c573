import { describe, expect, it } from 'vitest'
import { changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

/** A workflow that is at the TSP as `r-1`, and once more as `r-2` since a proxy doubled its create. */
async function twiceAtTheTsp(): Promise<EngineBench> {
  const bench = await openEngineBench()
  await bench.submit(changeOf('w'))
  const [write] = bench.catena.open()
  if (write === undefined) throw new Error('nothing was sent')
  const created_at = new Date(bench.clock.trueEpochMs() + 1000).toISOString()
  bench.catena.operations.set('op-duplicate', {
    ...write.operation,
    id: 'op-duplicate',
    status: 'success',
    resource_id: 'r-2',
    created_at,
  })
  write.accept()
  await bench.settle()
  Object.assign(write.operation, { status: 'success', resource_id: 'r-1' })
  bench.catena.workflows.set('r-1', { id: 'r-1', ...write.body })
  await bench.pass(10_000)
  expect(bench.status('w')).toMatchObject({ state: 'done', duplicates: [{ operationId: 'op-duplicate' }] })
  return bench
}
const cancelDuplicate = (bench: EngineBench) =>
  bench.running(bench.engine().cancelDuplicate({ workflowId: 'w', operationId: 'op-duplicate' }))
/** To which resource each write after the first went, and with which status. */
const writesOf = (bench: EngineBench) =>
  bench.catena.writes
    .slice(1)
    .map(({ request, body }) => [request.path.split('/').at(-1)?.split('?')[0], body.workflow_status ?? null])

describe('[I12] a duplicate', () => {
  it.each([404, 422])(
    'whose cancellation is refused (%i) holds up neither an edit nor a cancel of the kept workflow',
    async (status) => {
      const bench = await twiceAtTheTsp()
      await cancelDuplicate(bench)
      await bench.submit(changeOf('w', { seq: 2 }, { territoryName: 'South' })) // waits behind the duplicate
      bench.catena.open()[0]?.refuse(status)
      await bench.pass(60_000)
      expect(writesOf(bench)).toEqual([
        ['r-2', 'CANCELLED'],
        ['r-1', null],
      ])
      expect(bench.status('w')?.duplicates).toHaveLength(1)
      bench.catena.open()[0]?.refuse(422)
      await bench.settle()
      await bench.submit(changeOf('w', { seq: 3, intent: 'cancel' }))
      await bench.pass(60_000)
      expect(writesOf(bench).at(-1)).toEqual(['r-1', 'CANCELLED'])
    },
  )

  it('that is listed only after the kept create has been is found while that is still open', async () => {
    const bench = await openEngineBench()
    await bench.submit(changeOf('w'))
    const [write] = bench.catena.open()
    if (write === undefined) throw new Error('nothing was sent')
    const duplicate = {
      ...write.operation,
      id: 'op-duplicate',
      status: 'success' as const,
      resource_id: 'r-2',
    }
    write.accept()
    await bench.pass(3_000)
    expect(bench.types('w')).toContain('LISTED')
    bench.catena.operations.set('op-duplicate', duplicate)
    await bench.pass(20_000)
    expect(bench.status('w')?.duplicates).toMatchObject([{ operationId: 'op-duplicate' }])
  })

  it('is cancelled when asked for while an update of the kept workflow rests refused', async () => {
    const bench = await twiceAtTheTsp()
    await bench.submit(changeOf('w', { seq: 2 }, { territoryName: 'South' }))
    await bench.pass(1_000)
    bench.catena.open()[0]?.refuse(422)
    await bench.settle()
    expect(bench.status('w')?.state).toBe('rejected')
    await cancelDuplicate(bench)
    await bench.pass(1_000)
    expect(writesOf(bench).at(-1)).toEqual(['r-2', 'CANCELLED'])
  })
})
