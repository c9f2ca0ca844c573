import type { BenchPages, InBrowser } from './bench-browser.ts'
import type { BenchTable } from './bench-table.ts'

/** What every bench is given. */
export interface Bench {
  /** Fewer rounds: to see that it works, not to judge. */
  readonly isQuick: boolean
  readonly pages: BenchPages
  readonly inBrowser: InBrowser
  readonly table: BenchTable
}
