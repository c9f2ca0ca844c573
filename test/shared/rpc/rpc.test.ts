import { expect, test } from 'vitest'
import { createChannelPair } from '../../../shared/rpc/memory-channel.ts'
import { registerRpcContract } from '../../contract/rpc-contract.ts'

registerRpcContract('memory', async () => {
  const pair = createChannelPair(true)
  return { host: pair.left, page: pair.right, close: async () => pair.left.close() }
})

test('a message stays on the wire until it is flushed, and dies with the wire', () => {
  const pair = createChannelPair()
  const seen: string[] = []
  pair.right.onMessage((message) => seen.push(message))
  pair.left.post('one')
  expect(seen).toEqual([])
  pair.flush()
  expect(seen).toEqual(['one'])
  pair.left.post('two')
  pair.right.close()
  pair.flush()
  expect(seen).toEqual(['one'])
})
