import { expect, test } from 'vitest'
import { MAX_MESSAGE_LENGTH } from '../../../shared/rpc/channel.ts'
import { decodeMessage, encodeMessage, MAX_MESSAGE_DEPTH } from '../../../shared/rpc/rpc-message.ts'

test('the size limit is exact, at both ends', () => {
  const envelope = '{"type":"result","id":1,"output":""}'.length
  const fits = 'x'.repeat(MAX_MESSAGE_LENGTH - envelope)
  const text = encodeMessage({ type: 'result', id: 1, output: fits })
  expect(text.length).toBe(MAX_MESSAGE_LENGTH)
  expect(decodeMessage(text)).toEqual({ type: 'result', id: 1, output: fits })
  expect(() => encodeMessage({ type: 'result', id: 1, output: `${fits}x` })).toThrow(
    expect.objectContaining({ code: 'rpc.tooLarge' }),
  )
  expect(() => decodeMessage(`${text} `)).toThrow(expect.objectContaining({ code: 'rpc.tooLarge' }))
})

test('the depth limit is exact', () => {
  const nested = (depth: number) =>
    `{"type":"result","id":1,"output":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
  expect(decodeMessage(nested(MAX_MESSAGE_DEPTH))).toMatchObject({ id: 1 })
  expect(() => decodeMessage(nested(MAX_MESSAGE_DEPTH + 1))).toThrow(
    expect.objectContaining({ code: 'rpc.tooDeep' }),
  )
})

test('a value that merely mentions the forbidden key is let through', () => {
  const message = { type: 'result' as const, id: 1, output: { note: '__proto__ and \u0007' } }
  expect(decodeMessage(encodeMessage(message))).toEqual(message)
})
