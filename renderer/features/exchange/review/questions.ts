import type { StoredText } from '../../../../shared/text/stored-text.ts'
import type { CellProblem, QuestionOption } from '../file/cell-problem.ts'

/** A question with all rows that wait for its answer. */
export interface OpenQuestion {
  readonly key: string
  readonly message: StoredText
  /** The best first. */
  readonly options: readonly QuestionOption[]
  readonly rows: readonly number[]
}

/** The questions of a file, in the order of their first rows. */
export function openQuestions(problems: readonly CellProblem[]): readonly OpenQuestion[] {
  const found = new Map<string, OpenQuestion & { rows: number[] }>()
  for (const { row, message, question } of problems) {
    if (question === undefined) continue
    const before = found.get(question.key)
    if (before === undefined) found.set(question.key, { ...question, message, rows: [row] })
    else if (before.rows.at(-1) !== row) before.rows.push(row)
  }
  return [...found.values()]
}

/** The problems that are corrected cell by cell: those without a question, and those of the questions that are opened. */
export function cellProblems(
  problems: readonly CellProblem[],
  opened: ReadonlySet<string>,
): readonly CellProblem[] {
  return problems.filter(({ question }) => question === undefined || opened.has(question.key))
}
