import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { build as bundleScript } from 'esbuild'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { build as buildPages } from 'vite'
import { BROWSER_FLAGS } from '../e2e/desk.ts'
import type {} from './page/storage-page.ts'

/** Opens a page in a browser of its own with the profile `name`: closed and opened again it is cold, and keeps what it stored. */
export type InBrowser = <T>(name: string, work: (page: Page) => Promise<T>) => Promise<T>

/** The bench's pages on one origin, so that what one of them stores another can read. */
export interface BenchPages {
  /** The page that measures storage (`storage-page.ts`). */
  readonly storageUrl: string
  /** The whole desk over a host of the test, with so many drivers; it shows what the profile has stored. Built at the first call. */
  readonly deskUrl: (assigneeCount: number) => Promise<string>
  readonly close: () => void
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
}
const STORAGE_PAGE = '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>'

/** @param folder for the built desk; the caller takes it away. */
export async function servePages(folder: string): Promise<BenchPages> {
  const script = await bundle('test/bench/page/storage-page.ts')
  const desk = path.join(folder, 'desk')
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.slice(1)
    const file = path.join(folder, path.normalize(name))
    const isOwn = name === '' || name === 'page.js'
    response.statusCode = isOwn || existsSync(file) ? 200 : 404
    response.setHeader(
      'content-type',
      TYPES[path.extname(name || 'index.html')] ?? 'application/octet-stream',
    )
    response.setHeader('cache-control', 'no-store')
    response.end(name === '' ? STORAGE_PAGE : isOwn ? script : existsSync(file) ? readFileSync(file) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  let built: Promise<unknown> | null = null
  return {
    storageUrl: `${origin}/`,
    async deskUrl(assigneeCount) {
      built ??= buildDesk(desk)
      await built
      return `${origin}/desk/desk.html?stored=${assigneeCount}`
    },
    close: () => server.close(),
  }
}

async function buildDesk(outDir: string): Promise<void> {
  process.env.PLANNER_HARNESS_OUT = outDir
  const configFile = path.resolve(import.meta.dirname, '../e2e/harness/vite.config.ts')
  await buildPages({ configFile, logLevel: 'error', mode: 'production' })
}

/** One script with all it imports. */
export async function bundle(entry: string): Promise<string> {
  const result = await bundleScript({
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

/** Frames as fast as the computer makes them: their cost is measured, not the wait for the screen. */
const FLAGS = [
  ...BROWSER_FLAGS,
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
]

/** Browsers whose profiles stand in `folder`. */
export function createInBrowser(folder: string): InBrowser {
  return async (name, work) => {
    const context: BrowserContext = await chromium.launchPersistentContext(path.join(folder, name), {
      executablePath: process.env.PLANNER_BROWSER || '/usr/bin/chromium',
      headless: true,
      args: FLAGS,
      viewport: { width: 1280, height: 720 },
    })
    try {
      const page = await context.newPage()
      page.setDefaultTimeout(0)
      const fault = new Promise<never>((_, reject) => {
        page.on('pageerror', (cause) => reject(new Error(`The page failed: ${cause.message}`, { cause })))
        page.on('crash', () => reject(new Error('The page crashed')))
      })
      return await Promise.race([work(page), fault])
    } finally {
      await context.close()
    }
  }
}
