import type { CellProblem } from '../file/cell-problem.ts'

/** Problems with the same message, text and column, which one correction solves. */
export interface ProblemGroup {
  readonly key: string
  /** As in {@link CellProblem}. */
  readonly column: number
  readonly text: string
  readonly message: string
  readonly suggestions: CellProblem['suggestions']
  readonly rows: readonly number[]
}

/** Groups problems that one correction solves, in the order of their first rows. */
export function groupProblems(
  problems: readonly CellProblem[],
  cells: ReadonlyMap<number, readonly string[]>,
): readonly ProblemGroup[] {
  const groups = new Map<string, ProblemGroup & { rows: number[] }>()
  for (const { row, column, message, suggestions } of problems) {
    const text = cells.get(row)?.[column] ?? ''
    // What is wrong with a row as a whole has no cell to correct: each stands alone.
    const key = JSON.stringify(column === -1 ? [column, message, row] : [column, message, text])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { key, column, text, message, suggestions, rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()]
}

/** One row of a group, as a group of its own. */
export function rowOfGroup(group: ProblemGroup, row: number): ProblemGroup {
  return { ...group, key: `${group.key}:${row}`, rows: [row] }
}
