/** A correction made on the screen: the cells of one column whose file text is replaced. */
export interface Correction {
  readonly column: number
  readonly rows: readonly number[]
  /** What the file says there. */
  readonly from: string
  readonly to: string
}

/** The corrections with a new one, newest first. A cell that was corrected before counts for the newer one alone. */
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
