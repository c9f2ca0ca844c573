import { guessMapping } from '../columns.ts'

/** The most rows above the headings. */
const MAX_ABOVE = 50

/** How many cells of a row are headings that the import knows. */
export function knownHeadings(cells: readonly string[]): number {
  return guessMapping(cells).filter((each) => each !== null).length
}

/**
 * The index of the row of headings: the one with the most known ones among the first rows, which are not blank. Without any
 * known heading, the first row of several cells.
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const first = rows.slice(0, MAX_ABOVE)
  let [best, bestCount] = [-1, 0]
  for (const [index, cells] of first.entries()) {
    const count = knownHeadings(cells)
    if (count > bestCount) [best, bestCount] = [index, count]
  }
  if (best !== -1) return best
  return Math.max(
    0,
    first.findIndex((cells) => cells.filter((each) => each.trim() !== '').length > 1),
  )
}
