import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDexieRemoteStore } from '../../../../renderer/db/remote/dexie-remote-store.ts'
import { createPull, type Pull } from '../../../../renderer/db/remote/pull.ts'
import type { PullChannel, PullMessage } from '../../../../renderer/db/remote/pull-channel.ts'
import type { LockManagerLike } from '../../../../renderer/db/sync/sync-client.ts'
import type { RemotePage, RemoteWorkflow } from '../../../../shared/model/remote-workflow.ts'
import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import type { CallInput } from '../../../../shared/rpc/contract.ts'
import type { HostClient } from '../../../../shared/rpc/host-client.ts'
import { createListeners } from '../../../../shared/util/listeners.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { createManualSchedule } from '../../../doubles/manual-schedule.ts'
import { until } from '../../../doubles/until.ts'
import { CONNECTION_ID, createPlanner, type Planner, samplePlan } from '../planner-fixture.ts'

const remote = (resourceId: string): RemoteWorkflow => ({
  resourceId,
  connectionId: CONNECTION_ID,
  sourceId: null,
  updatedAt: '2026-11-24T04:00:00Z',
  deletedAt: null,
  plan: samplePlan(),
  workflowId: null,
  settledSeq: null,
  isPerhapsOurs: false,
})

describe('reading what others plan', () => {
  let planner: Planner
  let pull: Pull
  let schedule: ReturnType<typeof createManualSchedule>
  let asked: CallInput<'remote.page'>[]
  let answer: (input: CallInput<'remote.page'>) => RemotePage
  let tellNetwork: (status: Pick<NetworkStatus, 'state'>) => void
  const errors: unknown[] = []

  beforeEach(async () => {
    planner = createPlanner()
    asked = []
    answer = () => page([])
    schedule = createManualSchedule()
    const names = {
      fleetId: null,
      tspId: null,
      sourceName: 'samsara',
      status: 'active',
      description: 'Norte',
    }
    await planner.db.connections.put({ id: CONNECTION_ID, ...names })
    pull = createWindow()
  })
  afterEach(() => {
    pull.close()
    planner.close()
    expect(errors).toEqual([])
  })

  /** A window of this desk. @param locks `null`: it reads, as if it were the only one */
  function createWindow(locks: LockManagerLike | null = null, channel: PullChannel | null = null): Pull {
    return createPull({
      store: createDexieRemoteStore(planner.db),
      host: hostOf(),
      nowMs: () => planner.clock.nowMs,
      mintId: planner.mintId,
      schedule: schedule.schedule,
      locks,
      channel,
      onError: (error) => errors.push(error),
    })
  }
  const page = (workflows: readonly RemoteWorkflow[], next: string | null = null): RemotePage => ({
    workflows: [...workflows],
    next,
    unreadable: 0,
  })
  function hostOf(): HostClient {
    const host = {
      call: async (_name: 'remote.page', input: CallInput<'remote.page'>) => {
        asked.push(input)
        return answer(input)
      },
      on: (_name: string, listener: typeof tellNetwork) => {
        tellNetwork = listener
        return () => undefined
      },
      hostChannel: () => 'open',
      onHostChannel: () => () => undefined,
    }
    return host as unknown as HostClient
  }
  const windows = () => asked.map(({ window, cursor }) => (cursor === null ? window : `${window} ${cursor}`))
  /** Runs what is scheduled, and waits until the next reading is. */
  async function readOnce(): Promise<void> {
    schedule.runAll()
    await until(() => schedule.delays().length > 0)
  }

  it('reads the days around now first, then all of it once a day, page after page', async () => {
    answer = ({ window, cursor }) =>
      window === 'near' ? page([remote('r1')]) : page([remote('r2')], cursor === null ? 'c2' : null)
    pull.start()
    await readOnce()
    expect(windows()).toEqual(['near', 'whole', 'whole c2'])
    expect(await planner.db.workflows.count()).toBe(2)
    expect(pull.state()).toMatchObject({ readAtMs: planner.clock.nowMs, readCount: null })
    await readOnce()
    expect(windows().slice(3)).toEqual(['near'])
    planner.clock.nowMs += 25 * 3_600_000
    await readOnce()
    expect(windows().slice(4)).toEqual(['near', 'whole', 'whole c2'])
  })

  it('reads the last and the next week once an hour', async () => {
    pull.start()
    await readOnce()
    planner.clock.nowMs += 3_600_000
    await readOnce()
    await readOnce()
    expect(windows()).toEqual(['near', 'whole', 'near', 'wide', 'near'])
  })

  it('goes on with a reading of all of it where that was interrupted, and tries that once', async () => {
    answer = ({ window, cursor }) => {
      if (cursor === 'c3') throw new TypedError('remote.notNow', 'not now')
      return page([], window === 'near' ? null : cursor === null ? 'c2' : 'c3')
    }
    pull.start()
    await readOnce()
    planner.clock.nowMs += 60_000
    await readOnce()
    await readOnce()
    expect(windows()).toEqual(
      ['near', 'whole', 'whole c2', 'whole c3'].concat(
        ['near', 'whole c3'],
        ['near', 'whole', 'whole c2', 'whole c3'],
      ),
    )
    planner.clock.nowMs += 11 * 60_000
    answer = () => page([])
    await readOnce()
    expect(windows().slice(-2)).toEqual(['near', 'whole'])
  })

  it('tries again soon when nothing can be read, and says no newer time until it can', async () => {
    answer = () => {
      throw new TypedError('remote.notNow', 'not now')
    }
    pull.start()
    await readOnce()
    expect(pull.state().readAtMs).toBeNull()
    expect(schedule.delays()).toEqual([10_000])
    answer = () => page([])
    await readOnce()
    expect(pull.state().readAtMs).toBe(planner.clock.nowMs)
    expect(schedule.delays()).toEqual([120_000])
  })

  it('reads at the end of an outage, and when it is asked to', async () => {
    pull.start()
    await readOnce()
    tellNetwork({ state: 'offline' })
    tellNetwork({ state: 'online' })
    expect(schedule.delays()).toEqual([1_000])
    pull.readNow()
    expect(schedule.delays()).toEqual([0])
  })

  it('reads once more when it is asked to during a reading', async () => {
    answer = () => {
      pull.readNow()
      answer = () => page([])
      return page([])
    }
    pull.start()
    await readOnce()
    expect(schedule.delays()).toEqual([0])
    await readOnce()
    expect(schedule.delays()).toEqual([120_000])
  })

  describe('in two windows', () => {
    /** The lock is another window's for ever. */
    const TAKEN: LockManagerLike = { request: () => new Promise<never>(() => undefined) }
    function createChannels(): readonly [PullChannel, PullChannel] {
      const sides = [createListeners<[PullMessage]>(), createListeners<[PullMessage]>()] as const
      const side = (own: 0 | 1): PullChannel => ({
        post: (message) => sides[own === 0 ? 1 : 0].tell(message),
        subscribe: sides[own].subscribe,
        close: () => undefined,
      })
      return [side(0), side(1)]
    }

    it('says as of when also in the one that does not read, and reads when that is asked there', async () => {
      const [mine, others] = createChannels()
      const reader = createWindow(null, mine)
      reader.start()
      await readOnce()
      const other = createWindow(TAKEN, others)
      other.start()
      expect(other.state().readAtMs).toBe(planner.clock.nowMs)
      planner.clock.nowMs += 60_000
      const before = asked.length
      other.readNow()
      await readOnce()
      expect(asked.length).toBeGreaterThan(before)
      expect(other.state().readAtMs).toBe(planner.clock.nowMs)
      reader.close()
      other.close()
    })

    it('counts the workflows that cannot be read', async () => {
      const [mine, others] = createChannels()
      answer = ({ window }) => ({ ...page([]), unreadable: window === 'whole' ? 3 : 1 })
      const reader = createWindow(null, mine)
      const other = createWindow(TAKEN, others)
      other.start()
      reader.start()
      await readOnce()
      expect([reader.state().unreadableCount, other.state().unreadableCount]).toEqual([3, 3])
      await readOnce()
      expect(other.state().unreadableCount).toBe(3)
      reader.close()
      other.close()
    })
  })

  it('says after a start as of when at least', async () => {
    pull.start()
    await readOnce()
    const readAtMs = planner.clock.nowMs
    pull.close()
    planner.clock.nowMs += 3_600_000
    pull = createWindow()
    pull.start()
    await until(() => pull.state().readAtMs !== null)
    expect(pull.state().readAtMs).toBe(readAtMs)
  })
})
