import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { percentile } from './bench-data.ts'
import { openBoards, startToBoard } from './desk-bench.ts'
import type {} from './storage-page.ts'

/**
 * `npm run bench [-- --quick] [-- --only NAME]`: the planner's storage in a real browser, beside raw IndexedDB (or a
 * plain array) of the same run. Prints one table; the ratio is what the goals are about, since machines differ.
 */

interface Row {
  readonly what: string
  readonly p50: number
  readonly p95: number
  readonly raw: number | null
  readonly ratio: number | null
  readonly goal: string
}

const isQuick = process.argv.includes('--quick')
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const folder = mkdtempSync(path.join(tmpdir(), 'planner-bench-'))
const rows: Row[] = []

async function main(): Promise<void> {
  const script = await bundle('test/bench/storage-page.ts')
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(
      isScript ? script : '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}/`
  try {
    if (isWanted('save')) await benchSave(address)
    if (isWanted('import')) await benchImport(address)
    if (isWanted('bulk')) await benchBulkEdit(address)
    if (isWanted('open')) for (const count of [1_000, 10_000, 100_000]) await benchOpen(address, count)
    if (isWanted('search')) await benchSearch(address)
    if (isWanted('board')) for (const count of isQuick ? [1_000] : [1_000, 10_000]) await benchBoard(count)
    if (isWanted('start')) await benchStart()
  } finally {
    server.close()
    print()
  }
}
function isWanted(name: string): boolean {
  return only === undefined || only === name
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  return result.outputFiles[0]?.text ?? ''
}

/** A browser of its own, with the profile `name`: closed and opened again it is cold, and keeps what it stored. */
async function inBrowser<T>(address: string, name: string, work: (page: Page) => Promise<T>): Promise<T> {
  return inEmptyBrowser(name, async (page) => {
    await page.goto(address)
    await page.waitForFunction(() => globalThis.storageBench !== undefined)
    return work(page)
  })
}

async function inEmptyBrowser<T>(name: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context: BrowserContext = await chromium.launchPersistentContext(path.join(folder, name), {
    executablePath: process.env.PLANNER_BROWSER || '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
    ],
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(0)
    return await work(page)
  } finally {
    await context.close()
  }
}

function add(
  what: string,
  ours: readonly number[],
  raw: readonly number[] | null,
  goal: string,
  part = 0.5,
): void {
  const rawAt = raw === null ? null : percentile(raw, part)
  rows.push({
    what,
    p50: percentile(ours, 0.5),
    p95: percentile(ours, 0.95),
    raw: rawAt,
    ratio: rawAt === null ? null : percentile(ours, part) / rawAt,
    goal,
  })
}

async function benchSave(address: string): Promise<void> {
  const rounds = isQuick ? 60 : 300
  const times = await inBrowser(address, 'save', (page) =>
    page.evaluate((count) => globalThis.storageBench.save(5_000, count), rounds),
  )
  add(
    'save, strict, at 5,000 (raw: record + outbox row)',
    times.ours,
    times.raw,
    'p50 ≤ 1.5× raw, p95 ≤ 15 ms',
  )
  add('save, strict (raw: + history + undo row)', times.ours, times.rawWithHistory, '')
}

async function benchImport(address: string): Promise<void> {
  const times = await inBrowser(address, 'import', (page) =>
    page.evaluate((rounds) => globalThis.storageBench.importMany(10_000, rounds), isQuick ? 2 : 5),
  )
  add('import of 10,000 (raw: records + outbox rows)', times.ours, times.raw, 'p50 ≤ 1.3× raw')
}

async function benchBulkEdit(address: string): Promise<void> {
  const times = await inBrowser(address, 'bulk', (page) =>
    page.evaluate((rounds) => globalThis.storageBench.bulkEdit(5_000, 500, rounds), isQuick ? 3 : 8),
  )
  add('bulk edit of 500 (raw: records + outbox rows)', times.ours, times.raw, 'p50 ≤ 300 ms')
}

async function benchOpen(address: string, count: number): Promise<void> {
  const profile = `open-${count}`
  await inBrowser(address, profile, (page) =>
    page.evaluate((stored) => globalThis.storageBench.fill(stored), count),
  )
  const [raw, ours]: [number[], number[]] = [[], []]
  for (let round = 0; round < (isQuick ? 2 : 5); round += 1) {
    const rawDay = await inBrowser(address, profile, (page) =>
      page.evaluate(() => globalThis.storageBench.openRawDay()),
    )
    const day = await inBrowser(address, profile, (page) =>
      page.evaluate(() => globalThis.storageBench.openDay()),
    )
    if (day.rows !== rawDay.rows) throw new Error(`${day.rows} rows instead of ${rawDay.rows}`)
    raw.push(rawDay.ms)
    ours.push(day.ms)
  }
  add(`cold open to a day, ${count.toLocaleString('en')} stored`, ours, raw, 'p50 ≤ 1.2× raw')
  const all = await inBrowser(address, profile, (page) =>
    page.evaluate(() => globalThis.storageBench.openAll()),
  )
  add(`board of all ${all.rows.toLocaleString('en')}, warm`, [all.ms], [all.rawMs], '')
}

async function benchSearch(address: string): Promise<void> {
  const result = await inBrowser(address, 'search', (page) =>
    page.evaluate((count) => globalThis.storageBench.search(count), 100_000),
  )
  add('search as you type, 100,000 (raw: plain scan)', result.ours, result.raw, 'p95 ≤ 10 ms', 0.95)
  add('search: preparing 100,000', [result.buildMs], null, '')
  const { preparedMb, heapMb } = result
  process.stdout.write(
    `search: prepared text ${preparedMb.toFixed(1)} MB, heap + ${heapMb.toFixed(1)} MB (goal ≤ 20 MB)\n`,
  )
}

async function benchBoard(count: number): Promise<void> {
  const times = await openBoards(count, isQuick ? 2 : 5, inEmptyBrowser)
  const words = count.toLocaleString('en')
  const [ours, raw] = [times.map((each) => each.openMs), times.map((each) => each.rawMs)]
  add(`board open, ${words} on the day (raw: reading the rows)`, ours, raw, '')
  const frames = times.flatMap((each) => each.frameMs)
  add(`scroll frame, ${words} on the day`, frames, null, 'p95 ≤ 16.7 ms')
}

async function benchStart(): Promise<void> {
  add(
    'start of the program to the first board',
    await startToBoard(isQuick ? 2 : 5, inEmptyBrowser),
    null,
    '',
  )
}

function print(): void {
  const cells = rows.map((each) => [
    each.what,
    each.p50.toFixed(2),
    each.p95.toFixed(2),
    each.raw?.toFixed(2) ?? '–',
    each.ratio?.toFixed(2) ?? '–',
    each.goal,
  ])
  const table = [['what (ms)', 'p50', 'p95', 'raw', 'ratio', 'goal'], ...cells]
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...table.map((each) => (each[column] ?? '').length)),
  )
  for (const line of table) {
    const padded = line.map((cell, column) =>
      column === 0 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    process.stdout.write(`${padded.join('  ').trimEnd()}\n`)
  }
}

try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
