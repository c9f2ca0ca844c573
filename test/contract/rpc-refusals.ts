import { expect, test } from 'vitest'
import { type RpcMessage, rpcMessage } from '../../shared/rpc/contract.ts'
import { createRpcServer } from '../../shared/rpc/rpc-server.ts'
import { someHandlers } from '../doubles/host/rpc-handlers.ts'
import type { JoinedChannels } from './channel-contract.ts'

/** What the host must refuse: messages that no client of ours sends. */
export function registerRefusals(join: () => Promise<JoinedChannels>): void {
  async function expectFailure(text: string, code: string): Promise<void> {
    const answer = await sendRaw(await join(), text)
    expect(answer).toMatchObject({ type: 'failure', failure: { code } })
  }

  test('an unknown call, also one that every object has, is refused', async () => {
    await expectFailure(callText('sync.everything', {}), 'rpc.unknownCall')
    await expectFailure(callText('toString', {}), 'rpc.unknownCall')
    await expectFailure(callText('__proto__', {}), 'rpc.unknownCall')
  })

  test('an extra argument is refused', async () => {
    await expectFailure(callText('sync.holdAll', { isHeld: true, andAlso: 1 }), 'rpc.badInput')
    await expectFailure('{"type":"call","id":1,"name":"app.hello","input":{},"more":1}', 'rpc.badMessage')
  })

  test('a key that would change a prototype is refused, spelled plainly or escaped', async () => {
    const plain = '{"type":"call","id":1,"name":"sync.holdAll","input":{"isHeld":true,"__proto__":{"x":1}}}'
    await expectFailure(plain, 'rpc.badMessage')
    await expectFailure(plain.replace('__proto__', '\\u005f_proto\\u005F_'), 'rpc.badMessage')
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  test('a text that is not a message is refused', async () => {
    for (const text of ['', 'null', '[]', '{', '{"type":"call"}', '{"type":"dance","id":1}', '"call"']) {
      await expectFailure(text, 'rpc.badMessage')
    }
  })

  test('a message nested 10,000 deep is refused', async () => {
    await expectFailure(`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'rpc.tooDeep')
    const input = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`
    await expectFailure(`{"type":"call","id":1,"name":"app.hello","input":${input}}`, 'rpc.tooDeep')
  })
}

/** Sends a text past the client. @returns the host's answer; closes the channel. */
async function sendRaw(joined: JoinedChannels, text: string): Promise<RpcMessage> {
  createRpcServer(joined.host, someHandlers({}), () => {})
  const answer = new Promise<string>((resolve) => {
    joined.page.onMessage(resolve)
  })
  joined.page.post(text)
  const message = rpcMessage.parse(JSON.parse(await answer))
  await joined.close()
  return message
}

function callText(name: string, input: unknown): string {
  return JSON.stringify({ type: 'call', id: 1, name, input })
}
