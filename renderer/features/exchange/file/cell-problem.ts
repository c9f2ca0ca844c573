import type { StoredText } from '../../../../shared/text/stored-text.ts'
import type { ReadChoice } from './table/read-table.ts'

/** One bad cell, shown and fixed in place. */
export interface CellProblem {
  /** Index into the table's rows. */
  readonly row: number
  /** Index into the table's columns; -1 when it is about the row as a whole. */
  readonly column: number
  readonly message: StoredText
  readonly suggestions: readonly Suggestion[]
  /** Left out unless one answer settles this problem and others of the file. */
  readonly question?: Question
}

/** A text to put in place of a bad one. */
export interface Suggestion {
  /** The text itself, or a message that says what it does. */
  readonly label: StoredText
  readonly text: string
}

/** A question with one answer for all cells or rows that raise it. Its sentence is the message of the problem. */
export interface Question {
  /** Identifies it within the file. Importing the file again gives the same keys. */
  readonly key: string
  /** The best first. */
  readonly options: readonly QuestionOption[]
}

/** One answer to a question. */
export interface QuestionOption {
  readonly label: StoredText
  readonly answer: string
  /** Left out unless the file is to be read again for this answer, with these choices. */
  readonly choice?: Partial<ReadChoice>
}

/** The answers given, by the keys of their questions. */
export type Answers = ReadonlyMap<string, string>
