import { TypedError } from '../util/typed-error.ts'
import { MAX_MESSAGE_LENGTH } from './channel.ts'
import { type RpcMessage, rpcMessage } from './contract.ts'

/**
 * Deepest nesting of a message. Our own messages nest about ten levels (a page of workflows, their stops, a place).
 * With 64 every recursion over a message (the reviver below, zod, the log) stays far from a stack overflow.
 */
export const MAX_MESSAGE_DEPTH = 64

/** The id of an answer to a message whose own id could not be read. Calls count from 1. */
export const NO_ID = 0

/** Reports a fault that no caller awaits: a message that cannot be read, or an untyped error of a handler. */
export type ReportFault = (text: string, cause: unknown) => void

/** @throws TypedError `rpc.tooLarge` when the text is longer than {@link MAX_MESSAGE_LENGTH}. */
export function encodeMessage(message: RpcMessage): string {
  const text = JSON.stringify(message)
  if (isTooLong(text)) {
    throw new TypedError('rpc.tooLarge', 'This is too much at once for one message to the planner.')
  }
  return text
}

/**
 * Reads a message from the other end; checks length, depth, shape and keys.
 * @throws TypedError `rpc.tooLarge`, `rpc.tooDeep` or `rpc.badMessage`
 */
export function decodeMessage(text: string): RpcMessage {
  if (isTooLong(text)) throw new TypedError('rpc.tooLarge', 'The message is too long.')
  if (depthOf(text) > MAX_MESSAGE_DEPTH)
    throw new TypedError('rpc.tooDeep', 'The message is nested too deeply.')
  const parsed = rpcMessage.safeParse(parseJson(text))
  if (!parsed.success) throw new TypedError('rpc.badMessage', 'The message has no known shape.', parsed.error)
  return parsed.data
}

/** Counts bytes of UTF-8 only where they can matter: a code unit takes one to three. */
function isTooLong(text: string): boolean {
  if (text.length > MAX_MESSAGE_LENGTH) return true
  if (text.length * 3 <= MAX_MESSAGE_LENGTH) return false
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    // A surrogate pair takes four bytes, two for each half.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes > MAX_MESSAGE_LENGTH
}

function parseJson(text: string): unknown {
  try {
    return mayNamePrototype(text) ? JSON.parse(text, refusePrototypeKey) : JSON.parse(text)
  } catch (cause) {
    if (cause instanceof TypedError) throw cause
    throw new TypedError('rpc.badMessage', 'The message is not JSON.', cause)
  }
}

/** A cheap check before the slow reviver. An escaped letter could hide the key. */
function mayNamePrototype(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u00')
}

function refusePrototypeKey(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new TypedError('rpc.badMessage', 'The message has a forbidden key.')
  return value
}

/** Deepest nesting of brackets outside of strings; stops counting just above the limit. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (isInString) {
      if (character === 0x5c) index++
      else if (character === 0x22) isInString = false
    } else if (character === 0x22) isInString = true
    else if (character === 0x5b || character === 0x7b) {
      depth++
      if (depth > deepest) deepest = depth
      if (deepest > MAX_MESSAGE_DEPTH) return deepest
    } else if (character === 0x5d || character === 0x7d) depth--
  }
  return deepest
}
