import { z } from 'zod'
import { percentile } from './bench-data.ts'

/** One line of the table. Times in milliseconds; NaN stands as `null` in a file. */
const benchRow = z.object({
  what: z.string(),
  p50: z
    .number()
    .nullable()
    .transform((each) => each ?? Number.NaN),
  p95: z
    .number()
    .nullable()
    .transform((each) => each ?? Number.NaN),
  raw: z.number().nullable(),
  ratio: z.number().nullable(),
  goal: z.string(),
})
export type BenchRow = z.infer<typeof benchRow>
/** The lines of one run, as they are kept in a file. */
export const benchRows = z.array(benchRow)

/** Where the benches put what they measured. */
export interface BenchTable {
  /**
   * @param raw the same thing done with nothing around it, in the same run; `null` = there is no such thing.
   * @param part which percentile is held against which of `raw`.
   */
  readonly add: (
    what: string,
    ours: readonly number[],
    raw: readonly number[] | null,
    goal: string,
    part?: number,
  ) => void
  /** A bench that ended with an error still has its line. */
  readonly addFailure: (name: string, error: unknown) => void
  readonly print: (write: (line: string) => void) => void
  readonly rows: () => readonly BenchRow[]
}

const HEADINGS = ['what (ms)', 'p50', 'p95', 'raw', 'ratio', 'goal']

/** An empty table. */
export function createBenchTable(): BenchTable {
  const rows: BenchRow[] = []
  return {
    add(what, ours, raw, goal, part = 0.5) {
      const rawAt = raw === null ? null : percentile(raw, part)
      rows.push({
        what,
        p50: percentile(ours, 0.5),
        p95: percentile(ours, 0.95),
        raw: rawAt,
        ratio: rawAt === null ? null : percentile(ours, part) / rawAt,
        goal,
      })
    },
    addFailure(name, error) {
      const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      const nothing = { p50: Number.NaN, p95: Number.NaN, raw: null, ratio: null }
      rows.push({ what: `${name}: FAILED`, ...nothing, goal: words })
    },
    print(write) {
      for (const line of linesOf(HEADINGS, rows.map(cellsOf))) write(line)
    },
    rows: () => rows,
  }
}

/** What changed from an earlier run to this one, line by line: the medians and the ratios. */
export function comparedLines(before: readonly BenchRow[], now: readonly BenchRow[]): readonly string[] {
  const earlier = new Map(before.map((each) => [each.what, each]))
  const cells = now.flatMap(({ what, p50, ratio }) => {
    const was = earlier.get(what)
    if (was === undefined) return []
    const change = `${((p50 / was.p50 - 1) * 100).toFixed(0)} %`
    return [[what, figure(was.p50), figure(p50), figure(was.ratio), figure(ratio), change]]
  })
  return linesOf(['what (ms)', 'p50 before', 'p50 now', 'ratio before', 'ratio now', 'p50'], cells)
}

/** A time or a ratio; a dash where there is none. */
function figure(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(2)
}

function cellsOf({ what, p50, p95, raw, ratio, goal }: BenchRow): readonly string[] {
  return [what, ...[p50, p95, raw, ratio].map(figure), goal]
}

function linesOf(headings: readonly string[], cells: readonly (readonly string[])[]): readonly string[] {
  const wordColumns: ReadonlySet<number> = new Set([0, headings.length - 1])
  const table = [headings, ...cells]
  const widths = headings.map((_, column) => Math.max(...table.map((each) => each[column]?.length ?? 0)))
  return table.map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return wordColumns.has(column) ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
}
