import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Bench } from './bench.ts'
import { createInBrowser, servePages } from './bench-browser.ts'
import { createBenchTable } from './bench-table.ts'
import { benchBoards, benchStart } from './desk-bench.ts'
import { benchJournal } from './journal-year.ts'
import { benchBulkEdit, benchImport, benchOpen, benchSave, benchSearch } from './storage-bench.ts'

/**
 * `npm run bench [-- --quick] [-- --only NAME]`: the planner in a real browser, beside raw IndexedDB (or a plain array)
 * of the same run. Prints one table; the ratio is what the goals are about, since machines differ.
 */

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  save: benchSave,
  import: benchImport,
  bulk: benchBulkEdit,
  open: benchOpen,
  search: benchSearch,
  board: benchBoards,
  start: benchStart,
  journal: benchJournal,
}

async function main(): Promise<void> {
  const { argv } = process
  const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1] : undefined
  if (argv.includes('--only') && (only === undefined || BENCHES[only] === undefined)) {
    throw new Error(`--only takes one of ${Object.keys(BENCHES).join(', ')}`)
  }
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
    table.print((line) => process.stdout.write(`${line}\n`))
  }
}

await main()
