import { describe, expect, test } from 'vitest'
import { settings } from '../../shared/model/settings.ts'
import { type EventData, type EventName, events } from '../../shared/rpc/contract.ts'
import { createRpcClient, type RpcClient } from '../../shared/rpc/rpc-client.ts'
import { RpcError } from '../../shared/rpc/rpc-error.ts'
import { createRpcServer, type RpcHandlers, type RpcServer } from '../../shared/rpc/rpc-server.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { someHandlers } from '../doubles/host/rpc-handlers.ts'
import { type JoinedChannels, registerChannelContract } from './channel-contract.ts'
import { registerRefusals } from './rpc-refusals.ts'

const NETWORK_STATUS = {
  state: 'online' as const,
  checkedAt: null,
  since: 't',
  detail: null,
  waitUntil: null,
  isAllHeld: false,
  allHeldSince: null,
  unsupported: [{ connectionId: 'c', operation: 'update' as const }],
}

const AUTH_STATUS = {
  step: 'signedIn' as const,
  account: { issuer: 'i', subject: 's' },
  displayName: null,
  isSessionOnly: false,
  detail: null,
  authorizationUrl: null,
  mode: null,
  clockAheadMs: null,
}

/** What the RPC must do over every kind of channel, with good input and with bad. */
export function registerRpcContract(name: string, join: () => Promise<JoinedChannels>): void {
  registerChannelContract(name, join)
  const open = (handlers: Partial<RpcHandlers>) => openRpc(join, handlers)
  describe(`rpc over ${name}`, () => {
    registerCalls(open)
    registerErrors(open, join)
    registerEvents(open)
    registerRefusals(join)
  })
}

/** Both ends of one channel, with what either reported as a fault. */
interface Rpc extends JoinedChannels {
  readonly server: RpcServer
  readonly client: RpcClient
  readonly faults: readonly string[]
}
type OpenRpc = (handlers: Partial<RpcHandlers>) => Promise<Rpc>

async function openRpc(join: () => Promise<JoinedChannels>, handlers: Partial<RpcHandlers>): Promise<Rpc> {
  const joined = await join()
  const faults: string[] = []
  const server = createRpcServer(joined.host, someHandlers(handlers), (text) => faults.push(text))
  const client = createRpcClient(joined.page, (text) => faults.push(text))
  return { ...joined, server, client, faults }
}

function registerCalls(open: OpenRpc): void {
  test('a call reaches its handler and the answer its caller, also when answers overtake each other', async () => {
    const releases: (() => void)[] = []
    const rpc = await open({
      'sync.holdAll': async ({ isHeld }) => {
        if (isHeld) await new Promise<void>((resolve) => releases.push(resolve))
        else releases[0]?.()
        return { ...NETWORK_STATUS, isAllHeld: isHeld }
      },
    })
    const slow = rpc.client.call('sync.holdAll', { isHeld: true })
    const fast = rpc.client.call('sync.holdAll', { isHeld: false })
    expect((await fast).isAllHeld).toBe(false)
    expect((await slow).isAllHeld).toBe(true)
    await rpc.close()
  })

  test('brackets inside of strings are not nesting', async () => {
    const rpc = await open({ 'sync.hold': () => ({}) })
    await expect(rpc.client.call('sync.hold', { workflowIds: ['[{"\\'.repeat(16)] })).resolves.toEqual({})
    await rpc.close()
  })

  test('the largest list the contract allows fits one message', async () => {
    const rpc = await open({ 'sync.hold': () => ({}) })
    const workflowIds = Array.from({ length: 1000 }, () => '\u0001'.repeat(64))
    await expect(rpc.client.call('sync.hold', { workflowIds })).resolves.toEqual({})
    await rpc.close()
  })

  test('after the closing every call, waiting or new, is rejected', async () => {
    const rpc = await open({ 'sync.hold': () => new Promise(() => {}) })
    const waiting = rpc.client.call('sync.hold', { workflowIds: [] })
    const expected = expect(waiting).rejects.toMatchObject({ code: 'rpc.closed' })
    rpc.page.close()
    await expected
    await expect(rpc.client.call('sync.hold', { workflowIds: [] })).rejects.toMatchObject({
      code: 'rpc.closed',
    })
    await rpc.close()
  })
}

function registerErrors(open: OpenRpc, join: () => Promise<JoinedChannels>): void {
  test('a typed error crosses with code, sentence and fields; any other says nothing of itself', async () => {
    const rpc = await open({
      'sync.discard': () => {
        throw new RpcError('sync.mayExist', 'It may exist.', [{ path: ['stops', 0], message: 'no' }])
      },
      'sync.hold': () => {
        throw new TypedError('sync.other', 'Other.')
      },
      'sync.release': () => {
        throw new Error('Bearer abc.def.ghi')
      },
    })
    await expect(rpc.client.call('sync.discard', { workflowIds: ['w'] })).rejects.toMatchObject({
      code: 'sync.mayExist',
      message: 'It may exist.',
      fieldErrors: [{ path: ['stops', 0], message: 'no' }],
    })
    await expect(rpc.client.call('sync.hold', { workflowIds: [] })).rejects.toMatchObject({
      code: 'sync.other',
    })
    const secret = await rpc.client.call('sync.release', { workflowIds: [] }).catch((error: unknown) => error)
    expect(secret).toMatchObject({ code: 'host.fault' })
    expect(JSON.stringify(secret) + String(secret)).not.toContain('Bearer')
    await rpc.close()
  })

  test('a call whose input or output does not fit the contract is a typed error on either side', async () => {
    const rpc = await open({
      'sync.holdAll': () => ({ ...NETWORK_STATUS, state: 'dancing' }) as never,
    })
    await expect(rpc.client.call('sync.holdAll', { isHeld: 'yes' as never })).rejects.toMatchObject({
      code: 'rpc.badInput',
    })
    await expect(rpc.client.call('sync.holdAll', { isHeld: true })).rejects.toMatchObject({
      code: 'rpc.badOutput',
    })
    await rpc.close()
  })

  test('a host that answers nonsense rejects the call instead of handing nonsense on', async () => {
    const joined = await join()
    joined.host.onMessage(() => joined.host.post('{"type":"result","id":1,"output":{"state":1}}'))
    const client = createRpcClient(joined.page, () => {})
    await expect(client.call('sync.holdAll', { isHeld: true })).rejects.toMatchObject({
      code: 'rpc.badOutput',
    })
    await joined.close()
  })
}

function registerEvents(open: OpenRpc): void {
  test('an event that comes before the first listener is not lost, whatever its kind', async () => {
    const rpc = await open({ 'sync.hold': () => ({}) })
    const states: { readonly [N in EventName]?: EventData<N> } = {
      'network.changed': NETWORK_STATUS,
      'auth.changed': AUTH_STATUS,
      'settings.changed': settings.parse({}),
      'workspace.changed': { workspace: 'live' },
      'notices.changed': { notices: [{ id: 'n', level: 'info', code: 'c', text: 't', at: 'a' }] },
    }
    for (const [kind, data] of Object.entries(states)) rpc.server.emit(kind as EventName, data)
    await rpc.client.call('sync.hold', { workflowIds: [] }) // a round trip: the events have come before its answer
    const heard: Record<string, unknown> = {}
    for (const kind of Object.keys(events) as EventName[]) {
      rpc.client.on(kind, (data) => {
        heard[kind] = data
      })
    }
    expect(heard).toEqual(states)
    // Changes of single workflows are asked for by whoever starts to listen: see `sync.statuses`.
    expect(Object.keys(events).filter((kind) => !(kind in states))).toEqual(['sync.changed'])
    await rpc.close()
  })

  test('a later listener gets the newest state once, also after another has listened and left', async () => {
    const rpc = await open({ 'sync.hold': () => ({}) })
    rpc.client.on('workspace.changed', () => undefined)()
    rpc.server.emit('workspace.changed', { workspace: 'training' })
    rpc.server.emit('workspace.changed', { workspace: 'live' })
    await rpc.client.call('sync.hold', { workflowIds: [] })
    const heard: unknown[] = []
    rpc.client.on('workspace.changed', ({ workspace }) => heard.push(workspace))
    await rpc.client.call('sync.hold', { workflowIds: [] })
    expect(heard).toEqual(['live'])
    await rpc.close()
  })

  test('an event reaches whoever subscribed until they unsubscribe', async () => {
    const rpc = await open({})
    const seen: string[] = []
    const arrived = new Promise<void>((resolve) => {
      const stop = rpc.client.on('network.changed', (status) => {
        seen.push(status.since)
        stop()
        resolve()
      })
    })
    rpc.server.emit('network.changed', { ...NETWORK_STATUS, since: 'first' })
    await arrived
    const second = new Promise<void>((resolve) => {
      rpc.client.on('workspace.changed', () => resolve())
    })
    rpc.server.emit('network.changed', { ...NETWORK_STATUS, since: 'second' })
    rpc.server.emit('workspace.changed', { workspace: null })
    await second
    expect(seen).toEqual(['first'])
    await rpc.close()
  })
}
