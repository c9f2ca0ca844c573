import { expect, test } from 'vitest'
import { CONNECTION, changeOf, type EngineBench, openEngineBench } from '../engine-bench.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const measuresOf = (bench: EngineBench, resourceId: string) =>
  bench.catena.reads.filter((each) => each.name === 'getWorkflow' && each.query.id === resourceId).length

const lagsOf = (bench: EngineBench) =>
  bench
    .records()
    .filter((each) => each.type === 'LEARNED' && each.connectionId === CONNECTION)
    .filter((each) => 'change' in each && 'readLagMs' in each.change)

test('[N5] a create that no read shows for a day is given up, and the next one is measured', async () => {
  const bench = await openEngineBench()
  let isReadable = false
  bench.catena.onWrite((write) => {
    const resourceId = `r-${write.operation.id}`
    Object.assign(write.operation, { status: 'success', resource_id: resourceId })
    if (isReadable) bench.catena.workflows.set(resourceId, { id: resourceId, ...write.body })
    write.accept()
  })
  await bench.submit(changeOf('hidden'))
  await bench.pass(DAY + 10 * MINUTE)
  const asked = measuresOf(bench, 'r-op-1')
  expect(asked).toBeGreaterThan(10)
  await bench.pass(60 * MINUTE)
  expect(measuresOf(bench, 'r-op-1')).toBe(asked)
  expect(lagsOf(bench)).toEqual([])
  isReadable = true
  await bench.submit(changeOf('shown'))
  await bench.pass(MINUTE)
  expect(lagsOf(bench)).toHaveLength(1)
})
