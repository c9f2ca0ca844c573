import { assertNever } from '../util/assert-never.ts'
import { en } from './en/en.ts'
import type { Language } from './language.ts'
import type { Messages } from './messages.ts'
import { pseudoMessages } from './pseudo-messages.ts'

/** Loads a catalog. English is part of the program; each other language is a file of its own that is read when it is chosen. */
export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return en
    case 'de':
      return (await import('./de/de.ts')).de
    case 'es':
      return (await import('./es/es.ts')).es
    case 'fr':
      return (await import('./fr/fr.ts')).fr
    case 'en-XA':
      return pseudoMessages(en)
    default:
      return assertNever(language)
  }
}
