import type { Translate } from './texts.ts'

/**
 * Texts that are stored or sent. The journal, IndexedDB, notices and errors hold none of our sentences, because the
 * language may change later: they hold the key and the values of a message. Both are one string, because the same
 * fields also hold words of Catena, of the TSP and of the system, which are shown unchanged.
 *
 * Form: `["area.key",{"name":"value"}]`. A value may be such a string itself.
 */

/** A message by its key and values, or any other text. {@link textOf} makes the sentence. */
export type StoredText = string

/** Values of a stored message. */
export type StoredValues = Readonly<Record<string, string | number>>

/** `t` for a key that is known at run time only. */
interface LooseTranslate {
  (key: string, values: object): string
  has(key: string): boolean
}

/**
 * Stores a message instead of its sentence: `messageRef('steps.cancelOne', { name })`. Takes what `t` takes; values are
 * texts and numbers, no dates.
 */
export const messageRef = encode as unknown as Translate // the compiler checks key and values as it does for `t`

function encode(key: string, values?: StoredValues): StoredText {
  return JSON.stringify(values === undefined ? [key] : [key, values])
}

/** The sentence of a stored text in the language of `t`. A text that is no stored message is returned unchanged. */
export function textOf(t: Translate, stored: StoredText): string {
  const message = decode(stored)
  if (message === null) return stored
  return messageText(t, message.key, message.values) ?? stored
}

/**
 * The message of a key that may belong to another version. Values that are stored texts are translated first.
 * @returns `null` when the catalog has no such message, or the values do not fit it.
 */
export function messageText(t: Translate, key: string, values: StoredValues = {}): string | null {
  // The catalog decides whether the key exists, because it was stored or came over the RPC. The cast goes through
  // `unknown`: comparing the two types would make the compiler read every message.
  const loose = t as unknown as LooseTranslate
  if (!loose.has(key)) return null
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? textOf(t, value) : value,
  ])
  try {
    return loose(key, Object.fromEntries(shown))
  } catch {
    return null // a record of another version may lack a value: the caller shows its raw text
  }
}

/** True for a stored message, also for one that this version does not know. */
export function isMessageRef(text: string): boolean {
  return decode(text) !== null
}

function decode(stored: StoredText): { readonly key: string; readonly values: StoredValues } | null {
  if (!stored.startsWith('["')) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(stored)
  } catch {
    return null // a foreign text that only begins like a stored message
  }
  if (!Array.isArray(parsed)) return null
  const [key, values = {}]: unknown[] = parsed
  if (typeof key !== 'string' || !isValues(values)) return null
  return { key, values }
}

function isValues(value: unknown): value is StoredValues {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string' || typeof each === 'number')
  )
}
