import { TypedError } from '../util/typed-error.ts'
import { en } from './en/en.ts'
import { isMessageRef, messageText, type StoredText, textOf } from './stored-text.ts'
import type { Translate } from './texts.ts'

/**
 * An error as one sentence: its stored message, else the message of its code, else its text unchanged (words of Catena,
 * of the TSP or of the system).
 */
export function errorText(t: Translate, error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof TypedError && !isMessageRef(error.message)) {
    const known = messageText(t, keyOf(error.code), error.values)
    if (known !== null) return known
  }
  return textOf(t, error.message)
}

/** An error as a stored text, to be shown later. */
export function errorToStore(error: unknown): StoredText {
  if (!(error instanceof Error)) return String(error)
  const isKnown = error instanceof TypedError && !isMessageRef(error.message) && isInCatalog(error.code)
  return isKnown ? JSON.stringify([keyOf(error.code), error.values]) : error.message
}

function keyOf(code: string): string {
  return `errors.${code}`
}

function isInCatalog(code: string): boolean {
  let node: unknown = en.errors
  for (const part of code.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return false
    node = Reflect.get(node, part)
  }
  return typeof node === 'string'
}
