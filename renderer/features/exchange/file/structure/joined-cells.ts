import type { ColumnMapping } from '../columns.ts'
import type { ImportKey } from '../file-language.ts'

const NUMBER_KEYS: readonly (ImportKey | null)[] = ['latitude', 'longitude', 'totalDistance']

/**
 * The cells of a row with more cells than headings, with decimal commas joined again that nobody put in quotes: `41,88` in two
 * cells is one. `null` unless there is exactly one way to join them.
 */
export function joinDecimals(cells: readonly string[], mapping: ColumnMapping): readonly string[] | null {
  const width = mapping.length
  const found: (readonly string[])[] = []
  function place(input: number, output: readonly string[]): void {
    if (found.length > 1) return
    if (output.length === width) {
      if (input === cells.length) found.push(output)
      return
    }
    const left = cells.length - input
    if (left < width - output.length || left > 2 * (width - output.length)) return
    const key = mapping[output.length] ?? null
    const [cell = '', next = ''] = cells.slice(input, input + 2)
    const isNumber = NUMBER_KEYS.includes(key)
    if (isNumber && /^\s*[+\-−]?\d{1,7}$/.test(cell) && /^\d+\s*$/.test(next)) {
      place(input + 2, [...output, `${cell},${next}`])
    }
    if (!isNumber || /^\s*(?:[+\-−]?\d+(?:\.\d+)?)?\s*$/.test(cell)) place(input + 1, [...output, cell])
  }
  place(0, [])
  const [only, second] = found
  return only === undefined || second !== undefined ? null : only
}
