import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { dayOf, dayRange } from '../../shared/util/depot-time.ts'
import { freePort, startPlanner } from '../e2e/planner.ts'
import type { Bench } from './bench.ts'
import { bundle } from './bench-browser.ts'
import type {} from './page/desk-probe.ts'

/** Benches of the whole desk as it is served to a person. */

/** The depot's zone in the harness's settings. */
const ZONE = 'America/Chicago'

interface BoardSize {
  readonly stored: number
  readonly onDay: number
}

/** The board of a day at 1,000 and 10,000, at 100,000 stored, and the board of all days. */
export async function benchBoards(bench: Bench): Promise<void> {
  const sizes: readonly BoardSize[] = [
    { stored: 1_000, onDay: 1_000 },
    { stored: 10_000, onDay: 10_000 },
    { stored: 100_000, onDay: 10_000 },
  ]
  const probe = await bundle('test/bench/page/desk-probe.ts')
  for (const size of sizes) await benchBoard(bench, size, probe)
}

const SCROLL_FRAMES = 240
/** Pixels in each frame: a flick of the wheel (6,000 a second), and the pace of a dragged scroll bar (18,000). */
const FLICK_PX = 100
const DRAG_PX = 300

/** What one board took, by what was done. */
type Times = Record<'first' | 'open' | 'filter' | 'group' | 'type' | 'flick' | 'drag', number[]>

async function benchBoard(bench: Bench, { stored, onDay }: BoardSize, probe: string): Promise<void> {
  const { inBrowser, pages, isQuick } = bench
  const profile = `board-${stored}`
  const deskUrl = await pages.deskUrl(onDay)
  const [firstDayMs] = dayRange(dayOf(Date.now(), ZONE), ZONE)
  await inBrowser(profile, async (page) => {
    await page.goto(pages.storageUrl)
    await page.waitForFunction(() => globalThis.storageBench !== undefined)
    await page.evaluate((parts) => globalThis.storageBench.fill(parts), {
      count: stored,
      firstDayMs,
      onFirstDay: onDay,
    })
  })
  const day = emptyTimes()
  const all = emptyTimes()
  const rawOpens: number[] = []
  for (let round = 0; round < (isQuick ? 1 : 3); round += 1) {
    rawOpens.push(
      await inBrowser(profile, async (page) => {
        await page.goto(pages.storageUrl)
        await page.waitForFunction(() => globalThis.storageBench !== undefined)
        const read = await page.evaluate((startMs) => globalThis.storageBench.openRawDay(startMs), firstDayMs)
        if (read.rows !== onDay) throw new Error(`${read.rows} rows instead of ${onDay}`)
        return read.ms
      }),
    )
    await inBrowser(profile, async (page) => {
      await page.addInitScript({ content: probe })
      await page.goto(deskUrl)
      day.first.push(await page.evaluate(() => globalThis.deskProbe.firstRow()))
      day.open.push(await page.evaluate(() => globalThis.deskProbe.whole()))
      await workBoard(page, onDay, day)
      if (stored === onDay) return
      all.open.push(await page.evaluate(() => globalThis.deskProbe.showAllDays()))
      await workBoard(page, stored, all)
    })
  }
  const name = stored === onDay ? 'board' : `board, ${words(stored)} stored`
  const plain = await plainTimes(bench, profile, { kind: 'day', firstDayMs, count: onDay })
  addRows(bench, `${name}, ${words(onDay)} on the day`, day, { ...plain, open: rawOpens })
  if (stored === onDay) return
  const plainAll = await plainTimes(bench, profile, { kind: 'all', firstDayMs, count: stored })
  addRows(bench, `board, all ${words(stored)}`, all, plainAll)
}

function emptyTimes(): Times {
  return { first: [], open: [], filter: [], group: [], type: [], flick: [], drag: [] }
}
function words(count: number): string {
  return count.toLocaleString('en')
}

async function workBoard(page: Page, count: number, times: Times): Promise<void> {
  times.filter.push(...(await page.evaluate(() => globalThis.deskProbe.filter())))
  times.group.push(...(await page.evaluate(() => globalThis.deskProbe.group())))
  const query = queryFor(count)
  times.type.push(
    ...(await page.evaluate(({ start, digits }) => globalThis.deskProbe.type(start, digits), query)),
  )
  const scroll = (stepPx: number) =>
    page.evaluate(([frames, step]) => globalThis.deskProbe.scroll(frames, step), [
      SCROLL_FRAMES,
      stepPx,
    ] as const)
  times.flick.push(...(await scroll(FLICK_PX)))
  times.drag.push(...(await scroll(DRAG_PX)))
}

/** Of `count` references `N-000000` …, every further digit leaves a tenth. */
function queryFor(count: number): { readonly start: string; readonly digits: string } {
  const digits = Math.round(Math.log10(count))
  return { start: `N-${'0'.repeat(6 - digits)}`, digits: '123456'.slice(0, digits) }
}

interface PlainParts {
  readonly kind: 'day' | 'all'
  readonly firstDayMs: number
  readonly count: number
}

/** The same questions put to plain arrays, with the screen left out; and a bare list, scrolled. */
function plainTimes(
  { inBrowser, pages }: Bench,
  profile: string,
  parts: PlainParts,
): Promise<Omit<Times, 'first'>> {
  return inBrowser(profile, async (page) => {
    await page.goto(pages.storageUrl)
    await page.waitForFunction(() => globalThis.storageBench !== undefined)
    const scroll = (stepPx: number) =>
      page.evaluate(([count, frames, step]) => globalThis.storageBench.plainScroll(count, frames, step), [
        parts.count,
        SCROLL_FRAMES,
        stepPx,
      ] as const)
    const [flick, drag] = [await scroll(FLICK_PX), await scroll(DRAG_PX)]
    const board = await page.evaluate((asked) => globalThis.storageBench.plainBoard(asked), {
      ...parts,
      query: queryFor(parts.count),
    })
    return { ...board, flick, drag }
  })
}

function addRows(bench: Bench, name: string, times: Times, plain: Omit<Times, 'first'>): void {
  const { add } = bench.table
  const isWhole = name.includes('all')
  if (!isWhole) add(`${name}: the first rows, from a cold start of the page`, times.first, null, '')
  add(
    `${name}: ${isWhole ? 'shown (raw: the rows read)' : 'every row there (raw: the rows read)'}`,
    times.open,
    plain.open,
    '',
  )
  add(`${name}: filter (raw: plain array)`, times.filter, plain.filter, '')
  add(`${name}: group (raw: plain array)`, times.group, plain.group, '')
  add(`${name}: a key of a search, painted (raw: plain scan)`, times.type, plain.type, '', 0.95)
  add(`${name}: frame of a flick (raw: a bare list)`, times.flick, plain.flick, 'p95 ≤ 16.7 ms', 0.95)
  add(`${name}: frame of a drag (raw: a bare list)`, times.drag, plain.drag, '', 0.95)
}

/** From starting the program to the first row of the training day's board, with set-up and build done. */
export async function benchStart({ isQuick, inBrowser, table }: Bench): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-start-'))
  const probe = await bundle('test/bench/page/desk-probe.ts')
  const port = await freePort()
  const times: number[] = []
  try {
    for (let round = 0; round <= (isQuick ? 2 : 5); round += 1) {
      const start = performance.now()
      const planner = await startPlanner({ dataDir: path.join(folder, 'data'), port, args: ['--training'] })
      await inBrowser('start', async (page) => {
        await page.addInitScript({ content: probe })
        await page.goto(planner.address)
        await page.evaluate(() => globalThis.deskProbe.firstRow())
      })
      if (round > 0) times.push(performance.now() - start) // the first lays out the training day
      await planner.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  table.add('start of the program to the first board', times, null, '')
}
