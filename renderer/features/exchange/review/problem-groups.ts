import type { CellProblem } from '../file/cell-problem.ts'

/** The same thing wrong with the same text in the same column: one line to correct, however many rows say it. */
export interface ProblemGroup {
  readonly key: string
  /** As in {@link CellProblem}. */
  readonly column: number
  readonly text: string
  readonly message: string
  readonly suggestions: CellProblem['suggestions']
  readonly rows: readonly number[]
}

/** Puts problems that one correction settles together, in the order of their first rows. */
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

/** One member of a group, to be corrected by itself. */
export function rowOfGroup(group: ProblemGroup, row: number): ProblemGroup {
  return { ...group, key: `${group.key}:${row}`, rows: [row] }
}
