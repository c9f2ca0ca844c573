import { expect, it } from 'vitest'
import { learnedAnswer } from '../../../../../shared/model/status/connection-learned.ts'
import { CONNECTION, changeOf, openEngineBench } from '../engine-bench.ts'

it('tells the settings by which marks our create was listed, and still after a restart', async () => {
  const bench = await openEngineBench()
  expect(bench.engine().learned()).toEqual({ listLagMs: 0, connections: [] })
  await bench.submit(changeOf('w'))
  const [write] = bench.catena.writes
  write?.accept()
  await bench.settle()
  Object.assign(write?.operation ?? {}, { status: 'success', resource_id: 'r-1' })
  bench.catena.workflows.set('r-1', {
    id: 'r-1',
    ...write?.body,
    created_at: new Date(bench.clock.trueEpochMs()).toISOString(),
    occurred_at: null,
  })
  await bench.pass(120_000)
  const said = bench.engine().learned()
  expect(said.connections).toMatchObject([
    {
      connectionId: CONNECTION,
      foundBy: ['payloadSourceId', 'operationSourceId'],
      listedAt: expect.any(String),
      isSourceIdKept: true,
      areStopIdsKept: null,
      occurredAt: 'null',
    },
  ])
  expect(said.connections[0]?.readLagMs).toBeLessThan(60_000)
  expect(learnedAnswer.parse(said)).toEqual(said)
  await bench.restart()
  expect(bench.engine().learned()).toEqual(said)
})
