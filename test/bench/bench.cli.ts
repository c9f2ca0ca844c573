import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Bench } from './bench.ts'
import { createInBrowser, servePages } from './bench-browser.ts'
import { type BenchRow, benchRows, comparedLines, createBenchTable } from './bench-table.ts'
import { benchBoards, benchStart } from './desk-bench.ts'
import { benchJournal } from './journal-year.ts'
import { benchBulkEdit, benchImport, benchOpen, benchPull, benchSave, benchSearch } from './storage-bench.ts'

/**
 * `npm run bench [-- --quick] [-- --only NAME] [-- --compare FILE]`: the planner in a real browser, beside raw IndexedDB (or a plain array)
 * of the same run. Prints one table; the ratio is what the goals are about, since machines differ. The figures are
 * written to `bench.json`, with which `--compare` puts a later run side by side.
 */

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  save: benchSave,
  import: benchImport,
  bulk: benchBulkEdit,
  open: benchOpen,
  search: benchSearch,
  pull: benchPull,
  board: benchBoards,
  start: benchStart,
  journal: benchJournal,
}

/** Where the figures of the last run stand, in the working folder. */
const FILE = 'bench.json'

/** @throws Error for a file that an earlier run did not write. */
function readRows(file: string | undefined): readonly BenchRow[] {
  if (file === undefined) throw new Error('--compare takes the bench.json of an earlier run')
  return benchRows.parse(JSON.parse(readFileSync(file, 'utf8')))
}

async function main(): Promise<void> {
  const { argv } = process
  const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1] : undefined
  if (argv.includes('--only') && (only === undefined || BENCHES[only] === undefined)) {
    throw new Error(`--only takes one of ${Object.keys(BENCHES).join(', ')}`)
  }
  const before = argv.includes('--compare') ? readRows(argv[argv.indexOf('--compare') + 1]) : null
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-bench-'))
  const table = createBenchTable()
  const pages = await servePages(folder)
  try {
    const bench = { isQuick: argv.includes('--quick'), pages, inBrowser: createInBrowser(folder), table }
    for (const [name, run] of Object.entries(BENCHES)) {
      if (only !== undefined && only !== name) continue
      try {
        await run(bench)
      } catch (error) {
        // One bench that fails takes nothing from the others; the run as a whole has failed all the same.
        process.exitCode = 1
        table.addFailure(name, error)
        process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`)
      }
    }
  } finally {
    pages.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    const write = (line: string) => process.stdout.write(`${line}\n`)
    table.print(write)
    writeFileSync(FILE, `${JSON.stringify(table.rows(), null, 2)}\n`)
    if (before !== null) for (const line of ['', ...comparedLines(before, table.rows())]) write(line)
  }
}

await main()
