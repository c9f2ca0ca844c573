import { createTranslator } from 'use-intl/core'
import { type Language, localeOf } from './language.ts'
import type { EnglishMessages, Messages } from './messages.ts'

/**
 * Reads a message by its key and fills in its values: `t('outbox.waiting', { count: 3 })`. Keys and the type of each
 * value come from the English catalog. `t.rich` takes functions for the tags of a message.
 */
export type Translate = ReturnType<typeof createTranslator<EnglishMessages>>

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
  const t = createTranslator<EnglishMessages>({
    locale,
    // Same keys, other sentences: the English type carries the placeholders, which a test compares.
    messages: messages as EnglishMessages,
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
    t,
    formatNumber: (value) => numbers.format(value),
    compare: (a, b) => names.compare(a, b),
    formatList: (parts) => lists.format(parts),
  }
}
