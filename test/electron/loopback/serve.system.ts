import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../e2e/planner.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
let programDir: string
let dataDir: string
const children: ChildProcess[] = []

beforeAll(async () => {
  // Built as for shipping: the loopback program into one file, beside a page that is only a name.
  programDir = mkdtempSync(path.join(ROOT, 'node_modules', '.planner-serve-'))
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['electron/loopback/serve.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['electron', 'keytar'],
    outfile: path.join(programDir, 'dist', 'loopback', 'serve.mjs'),
    banner: {
      js: "import { createRequire as plannerCreateRequire } from 'node:module'; const require = plannerCreateRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  mkdirSync(path.join(programDir, 'dist', 'renderer'))
  writeFileSync(path.join(programDir, 'dist', 'renderer', 'index.html'), '<p>page</p>')
})
afterAll(() => rmSync(programDir, { recursive: true, force: true }))
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
  }
  rmSync(dataDir, { recursive: true, force: true })
})

interface Running {
  readonly child: ChildProcess
  readonly lines: string[]
  /** Resolves at the first line that matches, printed already or yet to come. */
  line(pattern: RegExp): Promise<string>
}

function start(args: readonly string[], env: Record<string, string> = {}): Running {
  const script = `const { main } = await import(process.argv[1]); await main(process.argv.slice(2))`
  const program = path.join(programDir, 'dist', 'loopback', 'serve.mjs')
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, '--', program, ...args, '--data-dir', dataDir],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH ?? '', HOME: dataDir, ...env } },
  )
  children.push(child)
  const lines: string[] = []
  const waiting = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const tell of [...waiting]) tell(line)
    })
  }
  return {
    child,
    lines,
    line: (pattern) =>
      new Promise((resolve) => {
        const earlier = lines.find((line) => pattern.test(line))
        if (earlier !== undefined) {
          resolve(earlier)
          return
        }
        const tell = (line: string): void => {
          if (!pattern.test(line)) return
          waiting.delete(tell)
          resolve(line)
        }
        waiting.add(tell)
      }),
  }
}

const READY = /^Depot Planner ready at http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]+$/

describe('the program of the loopback shell', () => {
  test('it says once that it is ready, writes its pid, and SIGTERM ends it cleanly', async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'planner-serve-'))
    const port = await freePort()
    const running = start(['--no-open', '--training', '--port', String(port)])
    await running.line(READY)
    expect(readFileSync(path.join(dataDir, 'host.pid'), 'utf8')).toBe(`${running.child.pid}\n`)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
    const ended = once(running.child, 'exit')
    running.child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(running.lines.filter((line) => READY.test(line))).toHaveLength(1)
    expect(existsSync(path.join(dataDir, 'host.pid'))).toBe(false)
    expect(readdirSync(dataDir)).toContain('training')
  })

  test('a second start over the same data asks the first for another window', async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'planner-serve-'))
    const port = await freePort()
    const first = start(['--no-open', '--training', '--port', String(port)])
    await first.line(READY)
    const second = start(['--no-open', '--training', '--port', String(port)])
    await second.line(/already running/)
    const again = await first.line(/^Open another window at /)
    const address = new URL(again.slice('Open another window at '.length))
    const answer = await fetch(`${address.origin}/session`, {
      method: 'POST',
      headers: { origin: address.origin },
      body: address.hash.slice('#launch='.length),
    })
    expect(answer.status).toBe(200)
  })

  test('a port that another program has is a clear refusal', async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'planner-serve-'))
    const port = await freePort()
    const other = createServer((_request, response) => response.end('{}')).listen(port, '127.0.0.1')
    await once(other, 'listening')
    const running = start(['--no-open', '--port', String(port)])
    const ended = once(running.child, 'exit')
    expect(await running.line(/taken by another program/)).toContain(String(port))
    expect(await ended).toEqual([1, null])
    other.close()
  })

  test('without a display it prints the address and stays up', async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'planner-serve-'))
    const running = start(['--training', '--port', String(await freePort())])
    await running.line(/no display/)
    await running.line(READY)
    expect(running.child.exitCode).toBeNull()
  })

  test('what it does not understand it says, and does not start', async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'planner-serve-'))
    for (const [args, env] of [
      [['--prot', '1'], {}],
      [['--no-open'], { CATENA_API_URL: 'nowhere' }],
    ] as const) {
      const running = start(args, { ...env })
      const ended = once(running.child, 'exit')
      await running.line(/^depot-planner: /)
      expect(await ended).toEqual([1, null])
    }
  })
})
