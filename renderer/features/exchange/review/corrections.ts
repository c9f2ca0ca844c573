/** A correction: cells of one column with the same text, and the text that replaces it. */
export interface Correction {
  readonly column: number
  readonly rows: readonly number[]
  /** The text of the file. */
  readonly from: string
  readonly to: string
}

/** Adds a correction; newest first. A cell belongs only to its newest correction. */
export function withCorrection(before: readonly Correction[], made: Correction): readonly Correction[] {
  const rows = new Set(made.rows)
  const isOver = (each: Correction): boolean =>
    each.column === made.column && each.rows.some((row) => rows.has(row))
  const replaced = before.find(isOver)
  const left = before.flatMap((each): readonly Correction[] => {
    if (!isOver(each)) return [each]
    const others = each.rows.filter((row) => !rows.has(row))
    return others.length === 0 ? [] : [{ ...each, rows: others }]
  })
  return [{ ...made, from: replaced?.from ?? made.from }, ...left]
}
