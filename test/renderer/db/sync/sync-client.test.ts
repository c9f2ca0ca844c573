import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDexieSyncStore, INSTALL_ID_KEY } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import {
  createSyncClient,
  type LockManagerLike,
  type SyncClient,
} from '../../../../renderer/db/sync/sync-client.ts'
import type { Account } from '../../../../shared/model/status/sync-status.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { createFakeHost, type FakeHost } from '../../../doubles/host/fake-host.ts'
import { statusOf } from '../../../doubles/host/workflow-sync.ts'
import { createManualSchedule } from '../../../doubles/manual-schedule.ts'
import { until } from '../../../doubles/until.ts'
import { createWebLocks } from '../../../doubles/web-locks.ts'
import {
  ACCOUNT,
  CONNECTION_ID,
  createPlanner,
  editOf,
  type Planner,
  samplePlan,
} from '../planner-fixture.ts'

let planner: Planner
let host: FakeHost
let time: ReturnType<typeof createManualSchedule>
let clients: SyncClient[]
let signedIn: Account

beforeEach(() => {
  planner = createPlanner()
  host = createFakeHost()
  time = createManualSchedule()
  clients = []
  signedIn = ACCOUNT
})
afterEach(async () => {
  for (const each of clients) await each.close()
  planner.close()
})

const STRANGER: Account = { ...ACCOUNT, subject: 'dispatcher-2' }

function startClient(locks: LockManagerLike | null = null): SyncClient {
  const client = createSyncClient({
    store: createDexieSyncStore(planner.db),
    host: host.client,
    nowMs: () => planner.clock.nowMs,
    mintId: planner.mintId,
    account: () => signedIn,
    locks,
    schedule: time.schedule,
  })
  clients.push(client)
  client.start()
  return client
}
async function settled(client: SyncClient): Promise<void> {
  await until(
    async () =>
      client.state().kind === 'following' &&
      (await planner.db.outbox.where('isAcknowledged').equals(0).count()) === 0,
  )
}
/** One workflow whose second pending change, `South`, has come to rest; `cutBack` leaves the host with the first alone. */
async function terminalAtSecondChange() {
  await plan(1)
  const client = startClient()
  host.open()
  await settled(client)
  const lane = host.lanes.get('w0000')
  const record = await planner.db.workflows.get('w0000')
  if (lane === undefined || record === undefined) throw new Error('lost')
  const before = { ...lane }
  const sent = await planner.commands.apply('Edit', [editOf(record, samplePlan({ territoryName: 'South' }))])
  await settled(client)
  host.say(statusOf('w0000', 2, 'done', { resourceId: 'r1', sourceId: 's2' }))
  await until(async () => (await planner.db.outbox.count()) === 0)
  return {
    sent,
    async cutBack() {
      host.kill()
      host.lanes.set('w0000', before)
      host.open()
      await until(() => (host.lanes.get('w0000')?.entry.seq ?? 0) === 2)
    },
  }
}
async function plan(count: number, intent: 'send' | 'draft' = 'send'): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => `w${String(index).padStart(4, '0')}`)
  await planner.commands.apply(
    'Plan',
    ids.map((id) => editOf(id, samplePlan(), intent)),
  )
}
async function shown(): Promise<Record<string, string>> {
  const all = await planner.db.workflows.toArray()
  return Object.fromEntries(all.map((each) => [each.id, each.shownState]))
}

describe('submitting', () => {
  it('[S1] submits what was saved before and after the host channel opened, in batches of at most 50', async () => {
    await plan(120)
    const client = startClient()
    await until(() => client.state().kind === 'waiting')
    host.open()
    await settled(client)
    expect(host.submitted.map((each) => each.length)).toEqual([50, 50, 20])
    await planner.commands.apply('One more', [editOf('x', samplePlan())])
    await settled(client)
    expect(host.lanes.size).toBe(121)
    expect(await planner.db.outbox.count()).toBe(121)
  })

  it('adds Catena’s ids of driver and vehicle from the cached lists, and keeps none of them in its plans', async () => {
    const driver = { name: '', employeeNumber: null, phoneNumber: null, isActive: true }
    await planner.db.drivers.bulkAdd([
      { ...driver, id: 'uuid-other', connectionId: 'another', sourceId: 'drv-7' },
      { ...driver, id: 'uuid-7', connectionId: CONNECTION_ID, sourceId: 'drv-7' },
    ])
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    expect(host.lanes.get('w0000')?.entry.plan.assigneeIds).toEqual({
      connectionId: CONNECTION_ID,
      driverSourceId: { sourceId: 'drv-7', id: 'uuid-7' },
    })
    expect(await planner.db.workflows.get('w0000')).not.toHaveProperty('plan.assigneeIds')
    expect(await planner.db.outbox.get('w0000')).not.toHaveProperty('plan.assigneeIds')
  })

  it('[S1] keeps a batch below the size of one message', async () => {
    const instructions = 'x'.repeat(9_990)
    const stops = Array.from({ length: 30 }, (_, index) => ({
      ...samplePlan().stops[0],
      sourceStopId: `s${index}`,
      instructions,
    }))
    const heavy = samplePlan({ stops: stops as ReturnType<typeof samplePlan>['stops'] })
    await planner.commands.apply(
      'Heavy',
      ['a', 'b', 'c', 'd'].map((id) => editOf(id, heavy)),
    )
    const client = startClient()
    host.open()
    await settled(client)
    expect(host.submitted.length).toBeGreaterThan(1)
    for (const batch of host.submitted) expect(JSON.stringify(batch).length).toBeLessThan(910_000)
    expect(host.lanes.size).toBe(4)
  })

  it('[I4] a host that dies before it answered gets the batch again, as something that may be sent', async () => {
    await plan(3)
    host.dieAt('before')
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'waiting' && host.submitted.length === 1)
    host.open()
    await settled(client)
    const flags = host.submitted.map((batch) => batch.map((each) => each.wasSubmitted))
    expect(flags).toEqual([
      [false, false, false],
      [true, true, true],
    ])
  })

  it('[I4] only what the host says it took counts as handed; the rest is offered again', async () => {
    await plan(3)
    host.leaveOut('w0001')
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'failed')
    const waiting = await planner.db.outbox.where('isAcknowledged').equals(0).toArray()
    expect(waiting.map((each) => each.workflowId)).toEqual(['w0001'])
    expect([...host.lanes.keys()].sort()).toEqual(['w0000', 'w0002'])

    host.leaveOut()
    time.runAll()
    await settled(client)
    expect([...host.lanes.keys()].sort()).toEqual(['w0000', 'w0001', 'w0002'])
  })

  it('[R3] a pending change whose answer and journal are both lost is not submitted as new', async () => {
    await plan(1)
    host.dieAt('after')
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'waiting' && host.submitted.length === 1)
    expect(await planner.db.outbox.get('w0000')).toMatchObject({ isAcknowledged: 0, wasEverSubmitted: true })
    host.lanes.clear()
    host.open()
    await settled(client)
    expect(host.submitted.flat().map((each) => each.wasSubmitted)).toEqual([false, true])
    expect(host.lanes.get('w0000')?.status.state).toBe('uncertain')
  })

  it('[S1] notes an offer on the disk before the call, in one transaction for each batch', async () => {
    await plan(120)
    const client = startClient()
    const raw = planner.db.backendDB()
    const begin = raw.transaction.bind(raw)
    const noted: number[] = []
    raw.transaction = (stores, mode, options) => {
      if (options?.durability === 'strict' && String(stores) === 'outbox') noted.push(host.submitted.length)
      return begin(stores, mode, options)
    }
    host.open()
    await settled(client)
    expect(host.submitted).toHaveLength(3)
    expect(noted).toEqual([0, 1, 2])
  })

  it('[I4] a host that dies after it took a batch is asked, and the batch counts as handed', async () => {
    await plan(3)
    host.dieAt('after')
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'waiting' && host.submitted.length === 1)
    host.open()
    await settled(client)
    expect(host.submitted).toHaveLength(1)
    expect(await planner.db.outbox.where('isAcknowledged').equals(1).count()).toBe(3)
  })

  it('[I3] pending changes that a lost journal no longer has go over again as possibly sent, with what is known', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'accepted'))
    await until(async () => (await shown()).w0000 === 'accepted')
    host.kill()
    host.lanes.clear()
    host.open()
    await settled(client)
    const last = host.submitted.at(-1)?.[0]
    expect(last).toMatchObject({
      wasSubmitted: true,
      known: { state: 'accepted', operationId: 'op-w0000-1' },
    })
    host.say(statusOf('w0000', 1, 'uncertain'))
    await until(async () => (await shown()).w0000 === 'uncertain')
  })

  it('sets a damaged outbox row aside and submits the others', async () => {
    await plan(3)
    await planner.db.outbox.update('w0001', { sourceId: '' })
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'following' && host.lanes.size === 2)
    expect(await planner.db.setAside.toArray()).toMatchObject([{ table: 'outbox', key: 'w0001' }])
    expect(await planner.db.outbox.count()).toBe(3)
  })

  it('tries again, ever later, when the journal cannot be written, and says why', async () => {
    await plan(1)
    host.failWith(new TypedError('sync.journalUnwritable', 'No space left'))
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'failed')
    expect(client.state().problem).toEqual({
      code: 'sync.journalUnwritable',
      message: JSON.stringify(['errors.sync.journalUnwritable', {}]),
    })
    const [firstMs] = time.delays()
    time.runAll()
    await until(() => time.delays().length === 1)
    expect(time.delays()[0]).toBe((firstMs ?? 0) * 2)
    host.failWith(null)
    time.runAll()
    await settled(client)
    expect(host.lanes.size).toBe(1)
    // The host itself said that it took nothing, so that it need not be looked for.
    expect(host.submitted.flat().some((each) => each.wasSubmitted)).toBe(false)
  })

  it('[D7] only one window talks to the host; the next takes over when it closes', async () => {
    await plan(1)
    const locks = createWebLocks()
    const [first, second] = [startClient(locks), startClient(locks)]
    host.open()
    await settled(first)
    expect(second.state().kind).toBe('standby')
    expect(host.submitted).toHaveLength(1)
    await first.close()
    await settled(second)
    await planner.commands.apply('More', [editOf('x', samplePlan())])
    await until(() => host.lanes.size === 2)
  })
})

describe('applying statuses', () => {
  it('takes a settled pending change out of the outbox, and only then', async () => {
    await plan(2)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'accepted'))
    await until(async () => (await shown()).w0000 === 'accepted')
    expect(await planner.db.outbox.count()).toBe(2)
    host.say(statusOf('w0000', 1, 'done'))
    await until(async () => (await planner.db.outbox.count()) === 1)
    expect(await shown()).toEqual({ w0000: 'done', w0001: 'queued' })
  })

  it('[I4] keeps a pending change that waits behind a create that failed, until it is settled itself', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'failed', { isEditWaiting: true }))
    await until(async () => (await shown()).w0000 === 'failed')
    expect(await planner.db.outbox.count()).toBe(1)
    host.say(statusOf('w0000', 1, 'failed'))
    await until(async () => (await planner.db.outbox.count()) === 0)
  })

  it('does not let an answer for an older pending change settle a newer one', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.kill()
    const record = await planner.db.workflows.get('w0000')
    if (record === undefined) throw new Error('lost')
    await planner.commands.apply('Edit', [editOf(record, samplePlan({ territoryName: 'South' }))])
    const lane = host.lanes.get('w0000')
    if (lane !== undefined) lane.status = statusOf('w0000', 1, 'done')
    host.open()
    await settled(client)
    expect(host.lanes.get('w0000')?.entry).toMatchObject({ seq: 2, plan: { territoryName: 'South' } })
    expect(await planner.db.outbox.get('w0000')).toMatchObject({ seq: 2 })
  })

  it('ignores late news of an older pending change and repeated news', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    const record = await planner.db.workflows.get('w0000')
    if (record === undefined) throw new Error('lost')
    await planner.commands.apply('Edit', [editOf(record, samplePlan({ territoryName: 'South' }))])
    await settled(client)
    host.say(statusOf('w0000', 2, 'accepted'))
    host.say(statusOf('w0000', 1, 'rejected'), statusOf('w0000', 2, 'accepted'))
    await until(async () => (await shown()).w0000 === 'accepted')
    expect(await planner.db.outbox.count()).toBe(1)
    host.say(statusOf('w0000', 2, 'done'), statusOf('w0000', 2, 'done'))
    await until(async () => (await planner.db.outbox.count()) === 0)
  })

  it('never changes rev or plan, so that an edit being made is not lost', async () => {
    await plan(1)
    const base = await planner.db.workflows.get('w0000')
    if (base === undefined) throw new Error('lost')
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'accepted'))
    await until(async () => (await shown()).w0000 === 'accepted')
    const result = await planner.commands.apply('Edit', [
      editOf(base, samplePlan({ territoryName: 'South' }), 'draft'),
    ])
    expect(result.conflictCopies).toEqual([])
    expect(result.saved[0]?.sync?.state).toBe('accepted')
  })

  it('keeps a refused change in sight with its field errors', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    const fieldErrors = [{ path: ['driverSourceId'], message: 'unknown driver' }]
    host.say(statusOf('w0000', 1, 'rejected', { fieldErrors, operationId: null }))
    await until(async () => (await shown()).w0000 === 'rejected')
    expect((await planner.db.workflows.get('w0000'))?.sync?.fieldErrors).toEqual(fieldErrors)
  })
})

describe('recovery', () => {
  it('[S1] brings back the unsent workflows of a wiped database', async () => {
    await plan(5)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0003', 1, 'done'))
    await client.close()
    planner.close()
    planner = createPlanner({ name: 'planner-new' })
    const next = startClient()
    await until(async () => next.state().kind === 'following' && (await planner.db.workflows.count()) === 5)
    const all = await planner.db.workflows.toArray()
    expect(
      all.every((each) => each.origin?.kind === 'recovered' && each.plan.reference === 'N-24-0612'),
    ).toBe(true)
    expect(await shown()).toMatchObject({ w0000: 'queued', w0003: 'done' })
    expect(await planner.db.outbox.count()).toBe(4)
    expect(host.submitted).toHaveLength(1)
  })

  it('[S2] treats every open entry of a cloned profile as possibly sent', async () => {
    await plan(2)
    await planner.db.meta.put({ key: INSTALL_ID_KEY, value: 'ANOTHER-COMPUTER' })
    const client = startClient()
    host.open()
    await settled(client)
    expect(host.submitted.flat().every((each) => each.wasSubmitted)).toBe(true)
    expect((await planner.db.meta.get(INSTALL_ID_KEY))?.value).toBe('INSTALL-0123456789')
  })

  it('[I4] gives an edit of a rolled-back database a number after what the journal has', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.kill()
    const lane = host.lanes.get('w0000')
    if (lane === undefined) throw new Error('no lane')
    lane.entry = { ...lane.entry, seq: 5, plan: samplePlan({ territoryName: 'Journal' }) }
    lane.status = statusOf('w0000', 5, 'done')
    const record = await planner.db.workflows.get('w0000')
    if (record === undefined) throw new Error('lost')
    await planner.commands.apply('Edit', [editOf(record, samplePlan({ territoryName: 'Here' }))])
    host.open()
    await settled(client)
    expect(host.lanes.get('w0000')?.entry).toMatchObject({ seq: 6, plan: { territoryName: 'Here' } })
    const copies = (await planner.db.workflows.toArray()).filter(
      (each) => each.origin?.kind === 'conflictCopy',
    )
    expect(copies.map((each) => each.plan.territoryName)).toEqual(['Journal'])
  })

  it('[I4] takes the newer plan from the journal when nothing was edited since the roll-back', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.kill()
    const lane = host.lanes.get('w0000')
    if (lane === undefined) throw new Error('no lane')
    lane.entry = { ...lane.entry, seq: 5, plan: samplePlan({ territoryName: 'Journal' }) }
    lane.status = statusOf('w0000', 5, 'done')
    host.open()
    await settled(client)
    await until(async () => (await planner.db.workflows.get('w0000'))?.plan.territoryName === 'Journal')
    expect(await planner.db.workflows.get('w0000')).toMatchObject({ rev: 2, seq: 5, shownState: 'done' })
  })

  it('[R3] tells a damaged journal the newest pending change, also of what had come to rest', async () => {
    const { cutBack } = await terminalAtSecondChange()
    await cutBack()
    expect(host.lanes.get('w0000')?.entry).toMatchObject({
      wasSubmitted: true,
      plan: { territoryName: 'South' },
      known: { state: 'done', seq: 2, sourceId: 's2', resourceId: 'r1' },
    })
  })

  it('[R3] tells a change again that was terminal, was uncertain after a cut journal, and is lost with the journal', async () => {
    await terminalAtSecondChange()
    host.say(statusOf('w0000', 2, 'rejected', { sourceId: 's2' }))
    await until(async () => (await shown()).w0000 === 'rejected')
    host.say(statusOf('w0000', 2, 'uncertain', { sourceId: 's2' }))
    await until(async () => (await shown()).w0000 === 'uncertain')
    expect(await planner.db.outbox.get('w0000')).toMatchObject({
      seq: 2,
      isAcknowledged: 1,
      plan: { territoryName: 'South' },
      sourceId: 's2',
      account: ACCOUNT,
    })
    host.kill()
    host.lanes.clear()
    host.open()
    await until(() => host.lanes.has('w0000'))
    expect(host.lanes.get('w0000')?.entry).toMatchObject({
      seq: 2,
      wasSubmitted: true,
      submittedSeq: 2,
      plan: { territoryName: 'South' },
      known: { state: 'uncertain', seq: 2 },
    })
    host.say(statusOf('w0000', 2, 'done', { sourceId: 's2' }))
    await until(async () => (await planner.db.outbox.count()) === 0)
  })

  it('[R3] tells a damaged journal what was sent for the account that it was sent with, whoever is signed in', async () => {
    const { cutBack } = await terminalAtSecondChange()
    signedIn = STRANGER
    await cutBack()
    expect(host.lanes.get('w0000')?.entry.account).toEqual(ACCOUNT)
  })

  it('[R3] tells it for who is signed in when a record of an earlier version does not name the account', async () => {
    const { cutBack } = await terminalAtSecondChange()
    const record = await planner.db.workflows.get('w0000')
    if (record === undefined) throw new Error('lost')
    const { queuedAccount: _unknown, ...old } = record
    await planner.db.workflows.put(old)
    signedIn = STRANGER
    await cutBack()
    expect(host.lanes.get('w0000')?.entry.account).toEqual(STRANGER)
  })

  it('[R3] tells a damaged journal what was sent, and not the draft that stands over it', async () => {
    const { sent, cutBack } = await terminalAtSecondChange()
    let record = sent.saved[0]
    for (const territoryName of ['East', 'West']) {
      if (record === undefined) throw new Error('lost')
      const edit = { ...editOf(record, samplePlan({ territoryName })), intent: 'draft' as const }
      record = (await planner.commands.apply('Edit', [edit])).saved[0]
    }
    await cutBack()
    expect(host.lanes.get('w0000')?.entry.plan.territoryName).toBe('South')
    expect((await planner.db.workflows.get('w0000'))?.plan.territoryName).toBe('West')
  })

  it('[R3] tells what it knows of the very pending change at which a cut journal ends, whatever the host says meanwhile', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'done', { resourceId: 'r1', operationId: 'op1', sourceId: 's1' }))
    await until(async () => (await planner.db.outbox.count()) === 0)
    host.kill()
    const lane = host.lanes.get('w0000')
    if (lane === undefined) throw new Error('lost')
    const uncertainUpdate = statusOf('w0000', 1, 'uncertain', { sourceId: 's9' })
    lane.status = uncertainUpdate
    host.dieAt('before')
    host.open()
    await until(() => host.client.hostChannel() === 'closed')
    expect((await planner.db.outbox.get('w0000'))?.remembered).toMatchObject({ resourceId: 'r1' })
    host.open()
    host.say(uncertainUpdate)
    await until(() => host.submitted.length === 3)
    expect(host.submitted.at(-1)).toMatchObject([
      { workflowId: 'w0000', seq: 1, known: { resourceId: 'r1' } },
    ])
    await until(async () => (await planner.db.outbox.get('w0000'))?.isAcknowledged === 1)
    expect(await planner.db.outbox.get('w0000')).not.toHaveProperty('remembered')
    expect((await planner.db.workflows.get('w0000'))?.shownState).toBe('uncertain')
  })

  it('[E1] says on which other connections earlier pending changes may have been sent', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    const [second, third] = [CONNECTION_ID.replace('6f', '7f'), CONNECTION_ID.replace('6f', '8f')]
    for (const connectionId of [second, third]) {
      const record = await planner.db.workflows.get('w0000')
      if (record === undefined) throw new Error('lost')
      await planner.commands.apply('Move', [editOf(record, samplePlan({ connectionId }))])
      await settled(client)
    }
    const entry = host.lanes.get('w0000')?.entry
    expect(entry).toMatchObject({
      plan: { connectionId: third },
      possibleConnectionIds: [CONNECTION_ID, second],
    })
  })

  it('cancels what undo took back while it was on its way to the host', async () => {
    await plan(1)
    const client = startClient()
    // The host has it, and this page has not heard so: its answer is lost.
    host.dieAt('after')
    host.open()
    await until(() => client.state().kind === 'waiting' && host.lanes.size === 1)
    await planner.commands.undo()
    expect(await planner.db.outbox.get('w0000')).toMatchObject({ intent: 'cancel', wasEverSubmitted: true })
    host.open()
    await until(() => host.lanes.get('w0000')?.entry.intent === 'cancel')
    host.say(statusOf('w0000', 2, 'withdrawn', { change: 'cancel' }))
    await until(async () => (await planner.db.outbox.count()) === 0)
    // It was offered, so that it may have been sent: the cancelled workflow stays in sight.
    expect(await planner.db.workflows.get('w0000')).toMatchObject({
      isRemoved: false,
      plan: { status: 'CANCELLED' },
      shownState: 'withdrawn',
    })
  })

  it('cancels what undo took back in a rolled back database for the account that saved it, whoever is signed in', async () => {
    await plan(1)
    const [record, row] = [await planner.db.workflows.get('w0000'), await planner.db.outbox.get('w0000')]
    if (record === undefined || row === undefined) throw new Error('lost')
    const client = startClient()
    host.open()
    await settled(client)
    host.kill()
    await planner.db.workflows.put(record)
    await planner.db.outbox.put(row)
    await planner.commands.undo()
    expect(await planner.db.outbox.count()).toBe(0)
    signedIn = STRANGER
    host.open()
    await until(() => host.lanes.get('w0000')?.entry.intent === 'cancel')
    expect(host.lanes.get('w0000')?.entry.account).toEqual(ACCOUNT)
  })

  it('shows a removed workflow again when something of it turns out to be at Catena', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'queued'))
    await until(async () => (await planner.db.workflows.get('w0000'))?.sync !== null)
    await planner.commands.undo()
    expect((await planner.db.workflows.get('w0000'))?.isRemoved).toBe(true)
    await settled(client)
    host.say(statusOf('w0000', 2, 'accepted', { change: 'cancel' }))
    await until(async () => (await planner.db.workflows.get('w0000'))?.isRemoved === false)
    expect((await planner.db.workflows.get('w0000'))?.plan.status).toBe('CANCELLED')
  })
})

describe('[J2] what was offered before', () => {
  /** `submittedSeq` and what is known, of each pending change that was submitted. */
  const told = () =>
    host.submitted.flat().map(({ seq, submittedSeq, known }) => [seq, submittedSeq, known?.state, known?.seq])

  async function edit(territoryName: string): Promise<void> {
    const record = await planner.db.workflows.get('w0000')
    if (record === undefined) throw new Error('lost')
    await planner.commands.apply('Edit', [editOf(record, samplePlan({ territoryName }))])
  }

  it('is nothing for a new workflow, and the pending change that came to rest for the edit after it', async () => {
    await plan(1)
    const client = startClient()
    host.open()
    await settled(client)
    host.say(statusOf('w0000', 1, 'done'))
    await until(async () => (await planner.db.outbox.count()) === 0)
    await edit('South')
    await settled(client)
    expect(told()).toEqual([
      [1, 0, undefined, undefined],
      [2, 1, 'done', 1],
    ])
  })

  it('is the pending change itself when it is offered again, since the mark is on the disk before the first offer', async () => {
    await terminalAtSecondChange()
    host.dieAt('before')
    await edit('West')
    await until(() => clients[0]?.state().kind === 'waiting')
    expect(await planner.db.outbox.get('w0000')).toMatchObject({ seq: 3, submittedSeq: 3 })
    host.open()
    await until(() => host.lanes.get('w0000')?.entry.seq === 3)
    expect(told().slice(-2)).toEqual([
      [3, 2, 'done', 2],
      [3, 3, 'done', 2],
    ])
  })

  it('counts a pending change between that was offered and overtaken', async () => {
    await plan(1)
    host.dieAt('before')
    startClient()
    host.open()
    await until(() => host.submitted.length === 1)
    await edit('South')
    expect(await planner.db.outbox.get('w0000')).toMatchObject({
      seq: 2,
      submittedSeq: 1,
      wasEverSubmitted: true,
    })
  })

  it('is taken back when the host says that it took nothing', async () => {
    await plan(1)
    host.failWith(new TypedError('sync.journalUnwritable', 'full'))
    const client = startClient()
    host.open()
    await until(() => client.state().kind === 'failed')
    expect(await planner.db.outbox.get('w0000')).toMatchObject({ submittedSeq: 0, wasEverSubmitted: false })
  })

  it('is not known of what another install left', async () => {
    await plan(1)
    await planner.db.meta.put({ key: INSTALL_ID_KEY, value: 'ANOTHER-INSTALL' })
    const client = startClient()
    host.open()
    await settled(client)
    expect(told()).toEqual([[1, undefined, undefined, undefined]])
  })
})
