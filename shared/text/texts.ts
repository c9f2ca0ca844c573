import { createTranslator } from 'use-intl/core'
import { type Language, localeOf } from './language.ts'
import type { MessageValues } from './message-values.ts'
import type { MessageAt, MessageKey, Messages } from './messages.ts'

type Translator = ReturnType<typeof createTranslator>

/**
 * Reads a message by its key and fills in its values: `t('outbox.waiting', { count: 3 })`. Keys and the type of each
 * value come from the English catalog. `t.rich` takes functions for the tags of a message as well.
 */
export interface Translate {
  <Key extends MessageKey>(key: Key, ...values: ValuesOf<MessageValues<MessageAt<Key>>>): string
  rich(key: MessageKey, values: Parameters<Translator['rich']>[1]): ReturnType<Translator['rich']>
  /** True for a key of the catalog: a stored key may be one of another version. */
  has(key: string): boolean
}

/** No second argument for a message without values; for one of several keys the values of all, optional when one has none. */
type ValuesOf<Values> = keyof AllOf<Values> extends never
  ? []
  : true extends IsBare<Values>
    ? [values?: AllOf<Values>]
    : [values: AllOf<Values>]
type IsBare<Values> = Values extends unknown ? (keyof Values extends never ? true : false) : never
type AllOf<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** All that a screen needs to speak one language. */
export interface Texts {
  readonly language: Language
  /** BCP 47 tag for `Intl`. */
  readonly locale: string
  readonly t: Translate
  /** `1,234.5` in the language's way; at most one digit after the point. */
  formatNumber(value: number): string
  /** Order of names for people: numbers by value, accents and case as the language sorts them. */
  compare(a: string, b: string): number
  /** `a, b and c`. */
  formatList(parts: readonly string[]): string
}

/**
 * Creates the texts of one language.
 * @throws IntlError from `t` when a message lacks a value or cannot be read; a test walks all messages.
 */
export function createTexts(language: Language, messages: Messages): Texts {
  const locale = localeOf(language)
  const translator = createTranslator({
    locale,
    messages,
    timeZone: 'UTC',
    onError: (error) => {
      throw error
    },
  })
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const names = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  return {
    language,
    locale,
    // The translator takes any key; `Translate` narrows that to the catalog's keys and their values.
    t: translator as unknown as Translate,
    formatNumber: (value) => numbers.format(value),
    compare: (a, b) => names.compare(a, b),
    formatList: (parts) => lists.format(parts),
  }
}
