import type { StoredText } from '../../../../shared/text/stored-text.ts'

/** One bad cell, shown and fixed in place. */
export interface CellProblem {
  /** Index into the table's rows. */
  readonly row: number
  /** Index into the table's columns; -1 when it is about the row as a whole. */
  readonly column: number
  readonly message: StoredText
  readonly suggestions: readonly Suggestion[]
}

/** A text to put in place of a bad one. */
export interface Suggestion {
  /** The text itself, or a message that says what it does. */
  readonly label: StoredText
  readonly text: string
}
