import { percentile } from './bench-data.ts'

/** One line of the table. Times in milliseconds. */
export interface BenchRow {
  readonly what: string
  readonly p50: number
  readonly p95: number
  readonly raw: number | null
  readonly ratio: number | null
  readonly goal: string
}

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
}

const HEADINGS = ['what (ms)', 'p50', 'p95', 'raw', 'ratio', 'goal']
/** The first and the last column are words, the others figures. */
const WORD_COLUMNS: ReadonlySet<number> = new Set([0, HEADINGS.length - 1])

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
      for (const line of linesOf(rows)) write(line)
    },
  }
}

function linesOf(rows: readonly BenchRow[]): readonly string[] {
  const figure = (value: number | null): string =>
    value === null || Number.isNaN(value) ? '–' : value.toFixed(2)
  const cells = rows.map(({ what, p50, p95, raw, ratio, goal }) => [
    what,
    ...[p50, p95, raw, ratio].map(figure),
    goal,
  ])
  const table = [HEADINGS, ...cells]
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((each) => each[column]?.length ?? 0)))
  return table.map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return WORD_COLUMNS.has(column) ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
}
