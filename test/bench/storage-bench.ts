import type { Page } from 'playwright-core'
import type { Bench } from './bench.ts'
import { FIRST_DAY_MS, PER_DAY } from './bench-data.ts'

/** Benches of the database and of search, each in a real page without the desk around it. */

function onStoragePage<T>(
  { inBrowser, pages }: Pick<Bench, 'inBrowser' | 'pages'>,
  profile: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  return inBrowser(profile, async (page) => {
    await page.goto(pages.storageUrl)
    await page.waitForFunction(() => globalThis.storageBench !== undefined)
    return work(page)
  })
}

/** Single saves at 5,000 workflows. */
export async function benchSave(bench: Bench): Promise<void> {
  const times = await onStoragePage(bench, 'save', (page) =>
    page.evaluate((count) => globalThis.storageBench.save(5_000, count), bench.isQuick ? 60 : 300),
  )
  const { add } = bench.table
  add('save, strict, at 5,000 (raw: + history row)', times.ours, times.rawWithHistory, 'p50 ≤ 1.5× raw')
  add('save, strict (raw: record + outbox row)', times.ours, times.raw, 'p95 ≤ 15 ms')
  add('save, strict (raw: + history + undo row)', times.ours, times.rawWithUndo, '')
  add('save, strict (raw: + what is compared first)', times.ours, times.rawWithReads, '')
}

/** An import of 10,000 into an empty database. */
export async function benchImport(bench: Bench): Promise<void> {
  const times = await onStoragePage(bench, 'import', (page) =>
    page.evaluate((rounds) => globalThis.storageBench.importMany(10_000, rounds), bench.isQuick ? 2 : 5),
  )
  bench.table.add('import of 10,000 (raw: records + outbox rows)', times.ours, times.raw, 'p50 ≤ 1.3× raw')
}

/** A bulk edit of 500 of 5,000. */
export async function benchBulkEdit(bench: Bench): Promise<void> {
  const times = await onStoragePage(bench, 'bulk', (page) =>
    page.evaluate((rounds) => globalThis.storageBench.bulkEdit(5_000, 500, rounds), bench.isQuick ? 3 : 8),
  )
  bench.table.add(
    'bulk edit of 500 to "saved" (raw: records + outbox rows)',
    times.ours,
    times.raw,
    'p50 ≤ 300 ms',
  )
  bench.table.add('bulk edit of 500 (raw: + history + undo rows)', times.ours, times.rawWithUndo, '')
}

/** The first day's rows from a cold start, and everything warm. */
export async function benchOpen(bench: Bench): Promise<void> {
  for (const count of [1_000, 10_000, 100_000]) await openOne(bench, count)
}

async function openOne(bench: Bench, count: number): Promise<void> {
  const profile = `open-${count}`
  await onStoragePage(bench, profile, (page) =>
    page.evaluate((parts) => globalThis.storageBench.fill(parts), {
      count,
      firstDayMs: FIRST_DAY_MS,
      onFirstDay: PER_DAY,
    }),
  )
  const [raw, ours]: [number[], number[]] = [[], []]
  for (let round = 0; round < (bench.isQuick ? 2 : 7); round += 1) {
    const rawDay = await onStoragePage(bench, profile, (page) =>
      page.evaluate((startMs) => globalThis.storageBench.openRawDay(startMs), FIRST_DAY_MS),
    )
    const day = await onStoragePage(bench, profile, (page) =>
      page.evaluate(() => globalThis.storageBench.openDay()),
    )
    if (day.rows !== rawDay.rows) throw new Error(`${day.rows} rows instead of ${rawDay.rows}`)
    raw.push(rawDay.ms)
    ours.push(day.ms)
  }
  const words = count.toLocaleString('en')
  bench.table.add(`cold open to a day's rows, ${words} stored`, ours, raw, 'p50 ≤ 1.2× raw')
  const all = await onStoragePage(bench, profile, (page) =>
    page.evaluate(() => globalThis.storageBench.openAll()),
  )
  bench.table.add(`rows of all days, ${words} stored, warm`, [all.ms], [all.rawMs], '')
}

/** What other desks plan, read into an empty database and once more. */
export async function benchPull(bench: Bench): Promise<void> {
  const count = bench.isQuick ? 5_000 : 50_000
  const times = await onStoragePage(bench, 'pull', (page) =>
    page.evaluate((each) => globalThis.storageBench.pull(each), count),
  )
  const words = count.toLocaleString('en')
  const { add } = bench.table
  add('made elsewhere: first page to first rows', [times.firstRowsMs], null, '≤ 2,000 ms')
  const memory = `heap ≤ 150 MB (+ ${times.heapMb.toFixed(1)} MB)`
  add(`made elsewhere: ${words} read (raw: records)`, [times.wholeMs], [times.rawMs], memory)
  add(
    `made elsewhere: ${words} again, no change`,
    [times.againMs],
    null,
    `${times.writesAgain} writes, goal 0`,
  )
}

/** The search over prepared texts, without a screen. */
export async function benchSearch(bench: Bench): Promise<void> {
  const result = await onStoragePage(bench, 'search', (page) =>
    page.evaluate((count) => globalThis.storageBench.search(count), 100_000),
  )
  const { preparedMb, heapMb } = result
  const memory = `p95 ≤ 10 ms within 20 MB (text ${preparedMb.toFixed(1)} MB, heap + ${heapMb.toFixed(1)} MB)`
  bench.table.add('search as you type, 100,000 (raw: plain scan)', result.ours, result.raw, memory, 0.95)
  bench.table.add('search: preparing 100,000', [result.buildMs], null, '')
}
