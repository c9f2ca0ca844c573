import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { freePort, startPlanner } from '../e2e/planner.ts'

/** How a page is opened in a browser with a profile of this name that outlives it. */
export type InBrowser = <T>(name: string, work: (page: Page) => Promise<T>) => Promise<T>

/** Times of one opening of the board, in milliseconds. */
export interface BoardTimes {
  /** From navigation to the first row on screen. */
  readonly openMs: number
  /** Reading the same rows from IndexedDB with nothing around it. */
  readonly rawMs: number
  /** Each frame while the board scrolls from top to bottom. */
  readonly frameMs: readonly number[]
}

/** Opens the real desk over a host of the test, with `count` workflows on one day: first to store them, then cold. */
export async function openBoards(count: number, rounds: number, inBrowser: InBrowser): Promise<BoardTimes[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-board-'))
  process.env.PLANNER_HARNESS_OUT = folder
  const root = path.resolve(import.meta.dirname, '../e2e/harness')
  await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'error', mode: 'production' })
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.slice(1)
    const file = path.join(folder, path.normalize(name))
    response.statusCode = existsSync(file) ? 200 : 404
    response.setHeader('content-type', typeOf(name))
    response.end(existsSync(file) ? readFileSync(file) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}/desk.html?count=${count}`
  try {
    const profile = `board-${count}`
    await inBrowser(profile, (page) => firstRow(page, address))
    const times: BoardTimes[] = []
    for (let round = 0; round < rounds; round += 1) {
      times.push(await inBrowser(profile, (page) => openBoard(page, address)))
    }
    return times
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function typeOf(name: string): string {
  if (name.endsWith('.html')) return 'text/html; charset=utf-8'
  if (name.endsWith('.css')) return 'text/css'
  return name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream'
}

/** Milliseconds from navigation until the first row of the board is in the page. */
async function firstRow(page: Page, address: string): Promise<number> {
  await page.goto(address)
  const handle = await page.waitForFunction(
    () => (document.querySelector('[role=rowheader]') === null ? null : performance.now()),
    undefined,
    { polling: 'raf', timeout: 0 },
  )
  return Number(await handle.jsonValue())
}

async function openBoard(page: Page, address: string): Promise<BoardTimes> {
  const openMs = await firstRow(page, address)
  const rawMs = await page.evaluate(async () => {
    const start = performance.now()
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('planner-live')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    await new Promise<void>((resolve, reject) => {
      const request = db.transaction('workflows').objectStore('workflows').getAll()
      request.onsuccess = () => resolve()
      request.onerror = () => reject(request.error)
    })
    db.close()
    return performance.now() - start
  })
  const frameMs = await page.evaluate(async () => {
    const first = document.querySelector('[role=rowheader]')
    let box = first?.parentElement ?? null
    while (box !== null && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement
    const frames: number[] = []
    let before = performance.now()
    for (let step = 0; box !== null && step < 120; step += 1) {
      box.scrollTop += 300
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const now = performance.now()
      frames.push(now - before)
      before = now
    }
    return frames
  })
  return { openMs, rawMs, frameMs }
}

/** From starting the program to the first row of the training day's board, with set-up and build done. */
export async function startToBoard(rounds: number, inBrowser: InBrowser): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-start-'))
  const port = await freePort()
  const times: number[] = []
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const start = performance.now()
      const planner = await startPlanner({ dataDir: path.join(folder, 'data'), port, args: ['--training'] })
      await inBrowser('start', (page) => firstRow(page, planner.address))
      if (round > 0) times.push(performance.now() - start) // the first lays out the training day
      await planner.stop()
    }
    return times
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
