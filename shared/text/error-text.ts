import { TypedError } from '../util/typed-error.ts'
import { en } from './en/en.ts'
import { isMessageRef, messageText, type StoredText, textOf } from './stored-text.ts'
import type { Translate } from './texts.ts'

/**
 * An error as one sentence: the message that it carries, else that of its code, else its own text as it came (Catena's,
 * the TSP's or the system's words).
 */
export function errorText(t: Translate, error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof TypedError && !isMessageRef(error.message)) {
    const known = messageText(t, keyOf(error.code), error.values)
    if (known !== null) return known
  }
  return textOf(t, error.message)
}

/** The same as a stored text, for what is kept or sent on and shown later. */
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
