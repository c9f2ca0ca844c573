import type { Connection, Driver, Vehicle } from '../../../../../shared/model/reference.ts'
import type { StoredText } from '../../../../../shared/text/stored-text.ts'
import type { Suggestion } from '../cell-problem.ts'
import type { FileLanguage } from '../file-language.ts'

/** What cells are read with besides their text: the day, the time zone and the lists of the desk. */
export interface ImportContext {
  readonly zone: string
  /** Day on which a time without a date stands, `YYYY-MM-DD`. */
  readonly day: string
  readonly connections: readonly Connection[]
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
}

/** What reading needs to know besides the text. */
export interface CellContext extends ImportContext {
  /** Language of the file's headings. */
  readonly fileLanguage: FileLanguage
}

/** The result of reading a cell. `suggestions` are texts that can replace the text of a bad cell. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly message: StoredText; readonly suggestions: readonly Suggestion[] }

/** A cell that has been read. */
export function value(of: unknown): CellReading {
  return { kind: 'value', value: of }
}

/** A cell that cannot be read as it is. @param suggestions texts that can replace its text. */
export function problem(message: StoredText, suggestions: readonly Suggestion[] = []): CellReading {
  return { kind: 'problem', message, suggestions }
}
