import { createTranslator } from 'use-intl/core'
import { type Language, localeOf } from './language.ts'
import type { MessageValues } from './message-values.ts'
import type { MessageAt, MessageKey, Messages } from './messages.ts'

type Translator = ReturnType<typeof createTranslator>

/**
 * Returns the message of a key with its values: `t('outbox.waiting', { count: 3 })`. The English catalog gives the keys
 * and the type of each value. `t.rich` also takes functions for the tags of a message.
 */
export interface Translate {
  <Key extends MessageKey>(key: Key, ...values: ValuesOf<MessageValues<MessageAt<Key>>>): string
  rich(key: MessageKey, values: Parameters<Translator['rich']>[1]): ReturnType<Translator['rich']>
  /** True for a key of the catalog. A stored key may belong to another version. */
  has(key: string): boolean
}

/**
 * No second argument for a message without values. For a union of keys: the values of all, optional when one key has
 * none.
 */
type ValuesOf<Values> = keyof AllOf<Values> extends never
  ? []
  : true extends IsBare<Values>
    ? [values?: AllOf<Values>]
    : [values: AllOf<Values>]
type IsBare<Values> = Values extends unknown ? (keyof Values extends never ? true : false) : never
type AllOf<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** The texts and formats of one language. */
export interface Texts {
  readonly language: Language
  /** BCP 47 tag for `Intl`. */
  readonly locale: string
  readonly t: Translate
  /** `1,234.5` in the format of the language, with at most one decimal. */
  formatNumber(value: number): string
  /** Compares two names for sorting: numbers by value, letters by the rules of the language. */
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
    // The translator takes any key; `Translate` narrows it to the keys of the catalog and their values.
    t: translator as unknown as Translate,
    formatNumber: (value) => numbers.format(value),
    compare: (a, b) => names.compare(a, b),
    formatList: (parts) => lists.format(parts),
  }
}
