import { describe, expect, test } from 'vitest'
import { settings } from '../../shared/model/settings.ts'
import {
  type EventData,
  type EventName,
  events,
  type RpcMessage,
  rpcMessage,
} from '../../shared/rpc/contract.ts'
import { createRpcClient } from '../../shared/rpc/rpc-client.ts'
import { RpcError } from '../../shared/rpc/rpc-error.ts'
import { createRpcServer, type RpcHandlers } from '../../shared/rpc/rpc-server.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { someHandlers } from '../doubles/host/rpc-handlers.ts'
import { type JoinedChannels, registerChannelContract } from './channel-contract.ts'

const CONNECTION = {
  state: 'online' as const,
  checkedAt: null,
  since: 't',
  detail: null,
  waitUntil: null,
  isAllHeld: false,
  allHeldSince: null,
  unsupported: [{ connectionId: 'c', operation: 'update' as const }],
}

const AUTH = {
  step: 'signedIn' as const,
  account: { issuer: 'i', subject: 's' },
  displayName: null,
  isSessionOnly: false,
  detail: null,
  authorizationUrl: null,
  mode: null,
  clockAheadMs: null,
}

/** What the RPC must do over every kind of channel, good input and bad. */
export function registerRpcContract(name: string, join: () => Promise<JoinedChannels>): void {
  registerChannelContract(name, join)

  async function open(some: Partial<RpcHandlers>) {
    const joined = await join()
    const faults: string[] = []
    const server = createRpcServer(joined.host, someHandlers(some), (text) => faults.push(text))
    const client = createRpcClient(joined.page, (text) => faults.push(text))
    return { ...joined, server, client, faults }
  }

  /** Sends a text that no client of ours would send, and gives the host's answer. */
  async function sendRaw(some: Partial<RpcHandlers>, text: string): Promise<RpcMessage> {
    const joined = await join()
    const faults: unknown[] = []
    createRpcServer(joined.host, someHandlers(some), (_, cause) => faults.push(cause))
    const answer = new Promise<string>((resolve) => {
      joined.page.onMessage(resolve)
    })
    joined.page.post(text)
    const message = rpcMessage.parse(JSON.parse(await answer))
    await joined.close()
    return message
  }

  async function expectFailure(some: Partial<RpcHandlers>, text: string, code: string): Promise<void> {
    const answer = await sendRaw(some, text)
    expect(answer).toMatchObject({ type: 'failure', failure: { code } })
  }

  const callText = (callName: string, input: unknown) =>
    JSON.stringify({ type: 'call', id: 1, name: callName, input })

  describe(`rpc over ${name}`, () => {
    test('a call reaches its handler and the answer its caller, also when answers overtake each other', async () => {
      const releases: (() => void)[] = []
      const rpc = await open({
        'sync.holdAll': async ({ isHeld }) => {
          if (isHeld) await new Promise<void>((resolve) => releases.push(resolve))
          else releases[0]?.()
          return { ...CONNECTION, isAllHeld: isHeld }
        },
      })
      const slow = rpc.client.call('sync.holdAll', { isHeld: true })
      const fast = rpc.client.call('sync.holdAll', { isHeld: false })
      expect((await fast).isAllHeld).toBe(false)
      expect((await slow).isAllHeld).toBe(true)
      await rpc.close()
    })

    test('an event that comes before the first listener is not lost, whatever its kind', async () => {
      const rpc = await open({ 'sync.hold': () => ({}) })
      const states: { readonly [N in EventName]?: EventData<N> } = {
        'network.changed': CONNECTION,
        'auth.changed': AUTH,
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
      rpc.server.emit('network.changed', { ...CONNECTION, since: 'first' })
      await arrived
      const second = new Promise<void>((resolve) => {
        rpc.client.on('workspace.changed', () => resolve())
      })
      rpc.server.emit('network.changed', { ...CONNECTION, since: 'second' })
      rpc.server.emit('workspace.changed', { workspace: null })
      await second
      expect(seen).toEqual(['first'])
      await rpc.close()
    })

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
      const secret = await rpc.client
        .call('sync.release', { workflowIds: [] })
        .catch((error: unknown) => error)
      expect(secret).toMatchObject({ code: 'host.fault' })
      expect(JSON.stringify(secret) + String(secret)).not.toContain('Bearer')
      await rpc.close()
    })

    test('a call whose input or output does not fit the contract is a typed error on either side', async () => {
      const rpc = await open({
        'sync.holdAll': () => ({ ...CONNECTION, state: 'dancing' }) as never,
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

    test('an unknown call, also one that every object has, is refused', async () => {
      await expectFailure({}, callText('sync.everything', {}), 'rpc.unknownCall')
      await expectFailure({}, callText('toString', {}), 'rpc.unknownCall')
      await expectFailure({}, callText('__proto__', {}), 'rpc.unknownCall')
    })

    test('an extra argument is refused', async () => {
      await expectFailure({}, callText('sync.holdAll', { isHeld: true, andAlso: 1 }), 'rpc.badInput')
      await expectFailure(
        {},
        '{"type":"call","id":1,"name":"app.hello","input":{},"more":1}',
        'rpc.badMessage',
      )
    })

    test('a key that would change a prototype is refused, spelled plainly or escaped', async () => {
      const plain = '{"type":"call","id":1,"name":"sync.holdAll","input":{"isHeld":true,"__proto__":{"x":1}}}'
      await expectFailure({ 'sync.holdAll': () => CONNECTION }, plain, 'rpc.badMessage')
      await expectFailure(
        { 'sync.holdAll': () => CONNECTION },
        plain.replace('__proto__', '\\u005f_proto\\u005F_'),
        'rpc.badMessage',
      )
      expect(({} as { x?: number }).x).toBeUndefined()
    })

    test('a text that is not a message is refused', async () => {
      for (const text of ['', 'null', '[]', '{', '{"type":"call"}', '{"type":"dance","id":1}', '"call"']) {
        await expectFailure({}, text, 'rpc.badMessage')
      }
    })

    test('a message nested 10,000 deep is refused', async () => {
      await expectFailure({}, `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'rpc.tooDeep')
      const input = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`
      await expectFailure({}, `{"type":"call","id":1,"name":"app.hello","input":${input}}`, 'rpc.tooDeep')
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
  })
}
