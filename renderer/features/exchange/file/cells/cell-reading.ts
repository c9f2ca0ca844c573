import type { Connection, Driver, Vehicle } from '../../../../../shared/model/reference.ts'
import type { StoredText } from '../../../../../shared/text/stored-text.ts'
import type { Answers, Question, QuestionOption, Suggestion } from '../cell-problem.ts'
import type { FileLanguage, ImportKey } from '../file-language.ts'
import type { DateOrders } from './date-order.ts'

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
  /** Left out where nothing else of the file is known. */
  readonly column?: ColumnContext
}

/** The answer that a date without a time says the day, and other columns the time. */
export const DAY_ALONE = 'day'

/** What is known of the column of a cell. */
export interface ColumnContext {
  readonly key: ImportKey
  /** Index into the table's columns. */
  readonly index: number
  readonly heading: string
  readonly dateOrders: DateOrders
  readonly answers: Answers
  /** What is offered for a date without a time, the best first: {@link DAY_ALONE} or a time of day. */
  readonly timesOfDates: readonly string[]
  /** True for a file with the headings of an export: its texts are exact. */
  readonly isOwnExport: boolean
}

/** The result of reading a cell. `suggestions` are texts that can replace the text of a bad cell. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'empty' }
  /** A date without a time, where the file says that the time stands elsewhere. */
  | { readonly kind: 'dayOnly'; readonly day: string }
  | {
      readonly kind: 'problem'
      readonly message: StoredText
      readonly suggestions: readonly Suggestion[]
      readonly question?: Question
    }

/** A cell that has been read. */
export function value(of: unknown): CellReading {
  return { kind: 'value', value: of }
}

/** A cell that cannot be read as it is. @param suggestions texts that can replace its text. */
export function problem(message: StoredText, suggestions: readonly Suggestion[] = []): CellReading {
  return { kind: 'problem', message, suggestions }
}

/** A question about a cell, and how the cell is read with each answer. */
interface CellQuestion {
  readonly key: string
  readonly message: StoredText
  readonly options: readonly QuestionOption[]
  /** Texts for the cell alone. */
  readonly suggestions?: readonly Suggestion[]
}

/** Reads a cell with the answer to its question; without an answer it is a problem that asks. */
export function ask(
  context: CellContext,
  question: CellQuestion,
  read: (answer: string) => CellReading,
): CellReading {
  const answer = context.column?.answers.get(question.key)
  if (answer !== undefined) return read(answer)
  const { key, message, options, suggestions = [] } = question
  return { kind: 'problem', message, suggestions, question: { key, options } }
}
