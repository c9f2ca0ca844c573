import type { StoredText } from '../../../../../shared/text/stored-text.ts'
import type { Answers, CellProblem, QuestionOption } from '../cell-problem.ts'

/** A question about whole rows. */
export interface RowQuestion {
  readonly key: string
  readonly message: StoredText
  readonly options: readonly QuestionOption[]
  /** The cell that is shown with it. Left out where it is about the row. */
  readonly column?: number
}

/** Collects the open questions about rows. */
export interface RowQuestions {
  readonly problems: ReadonlyMap<number, readonly CellProblem[]>
  /** The answer to a question; `null` = there is none yet, and the row asks. */
  ask(row: number, question: RowQuestion): string | null
}

/** No question asked yet. */
export function createRowQuestions(answers: Answers): RowQuestions {
  const problems = new Map<number, CellProblem[]>()
  return {
    problems,
    ask(row, { key, message, options, column = -1 }) {
      const answer = answers.get(key)
      if (answer !== undefined) return answer
      const problem = { row, column, message, suggestions: [], question: { key, options } }
      const before = problems.get(row)
      if (before === undefined) problems.set(row, [problem])
      else before.push(problem)
      return null
    },
  }
}
