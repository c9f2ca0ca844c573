import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../../shared/model/reference.ts'
import { CONNECTION, changeOf, type EngineBench, openEngineBench } from './engine-bench.ts'

const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002'
const MINUTE = 60_000

function connection(id: string, status: string): Connection {
  return { id, status, fleetId: null, tspId: null, sourceName: null, description: null }
}

describe('nothing is sent to a connection that is not active', () => {
  for (const status of ['paused', 'inactive', 'expired', 'a status of tomorrow']) {
    it(`but ${status}, and all of it once Catena lists it as active`, async () => {
      const bench = await openEngineBench()
      bench.catena.connections.push(connection(CONNECTION, status), connection(OTHER, 'active'))
      await bench.restart()
      await bench.submit(changeOf('w'), changeOf('other', {}, { connectionId: OTHER }))
      await bench.pass(10 * MINUTE)
      expect(bench.catena.writes.map((each) => each.body.source_id)).toEqual(['s-other-1'])
      expect(bench.status('w')).toMatchObject({
        state: 'blocked',
        reason: { code: 'connectionInactive', detail: status },
      })
      bench.catena.connections[0] = connection(CONNECTION, 'active')
      await bench.pass(2 * MINUTE)
      expect(bench.catena.writes).toHaveLength(2)
    })
  }
})

describe('nothing is sent once the engine began to close', () => {
  /** An engine that stands still before each step that begins with `label`, until it is let go. */
  async function benchThatHolds(label: string) {
    let letGo: () => void = () => undefined
    const hold = { isOn: false }
    const bench = await openEngineBench({
      onStep: (step) =>
        hold.isOn && step.startsWith(label)
          ? new Promise<void>((resolve) => {
              letGo = resolve
            })
          : undefined,
    })
    return { bench, hold, letGo: () => letGo() }
  }

  async function closeAndLetGo(bench: EngineBench, letGo: () => void): Promise<void> {
    void bench.engine().close(3_000)
    letGo()
    await bench.settle()
    await bench.pass(10 * MINUTE)
  }

  it('of what was about to be written down; the next start looks it up', async () => {
    const { bench, hold, letGo } = await benchThatHolds('append:ATTEMPT:before')
    hold.isOn = true
    await bench.submit(changeOf('w'))
    await closeAndLetGo(bench, letGo)
    expect(bench.types('w')).toEqual(['INTENT', 'ATTEMPT'])
    expect(bench.catena.writes).toEqual([])
    hold.isOn = false
    await bench.restart()
    expect(bench.status('w')?.state).toBe('uncertain')
  })

  it('of what waited for an access token', async () => {
    const bench = await openEngineBench()
    const letGo = bench.tokens.hold()
    await bench.submit(changeOf('w'))
    await closeAndLetGo(bench, letGo)
    expect(bench.types('w')).toEqual(['INTENT'])
    expect(bench.catena.writes).toEqual([])
  })

  it('of an update whose base was being read', async () => {
    const { bench, hold, letGo } = await benchThatHolds('base:after')
    bench.catena.onWrite((write) => {
      Object.assign(write.operation, { status: 'success', resource_id: 'r-1' })
      bench.catena.workflows.set('r-1', { id: 'r-1', ...write.body })
      write.accept()
    })
    await bench.submit(changeOf('w'))
    expect(bench.status('w')?.state).toBe('done')
    hold.isOn = true
    await bench.submit(changeOf('w', { seq: 2 }, { territoryName: 'South' }))
    await closeAndLetGo(bench, letGo)
    expect(bench.catena.writes).toHaveLength(1)
  })
})
