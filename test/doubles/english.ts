import { en } from '../../shared/text/en/en.ts'
import { textOf } from '../../shared/text/stored-text.ts'
import { createTexts } from '../../shared/text/texts.ts'

/** The English texts. */
export const english = createTexts('en', en)

/** A copy of a value with English sentences instead of its stored texts. */
export function inEnglish<Value>(value: Value): Value {
  return shown(value) as Value
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return textOf(english.t, value)
  if (Array.isArray(value)) return value.map(shown)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shown(each)]))
}
