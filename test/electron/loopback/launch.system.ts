import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { end, followLines, freePort } from '../../e2e/planner.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
/** The program opens no browser for root: tests that run as root start it as this user. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const BROWSER = findChromium()
let base: string
const children: ChildProcess[] = []

/** Connects as the page of the planner does, reloads once, and leaves a mark in the settings each time. */
const PAGE = `
import { createLoopbackConnect } from './renderer/host-client/loopback-connect.ts'
import { createRpcClient } from './shared/rpc/rpc-client.ts'
const connect = createLoopbackConnect({
  location, history, sessionStorage,
  fetch: (address, init) => fetch(address, init),
  openSocket: (address) => new WebSocket(address),
})
const isReloaded = sessionStorage.getItem('reloaded') !== null
const client = createRpcClient(await connect(), () => undefined)
const { settings } = await client.call('app.hello', {})
const territories = [...settings.territories, isReloaded ? 'reloaded' : 'launched']
await client.call('settings.save', { settings: { ...settings, territories } })
if (!isReloaded) {
  sessionStorage.setItem('reloaded', '1')
  location.reload()
}
`

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), 'planner-launch-'))
  chmodSync(base, 0o755)
  const assets = path.join(base, 'dist', 'renderer', 'assets')
  mkdirSync(assets, { recursive: true })
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['electron/loopback/serve.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['electron', 'keytar'],
    outfile: path.join(base, 'dist', 'loopback', 'serve.mjs'),
    banner: {
      js: "import { createRequire as plannerCreateRequire } from 'node:module'; const require = plannerCreateRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  await build({
    stdin: { contents: PAGE, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    format: 'esm',
    outfile: path.join(assets, 'main-1a2b.js'),
    logLevel: 'error',
  })
  const html = '<!doctype html><script type="module" src="/assets/main-1a2b.js"></script>'
  writeFileSync(path.join(base, 'dist', 'renderer', 'index.html'), html)
})
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGTERM')
  // The browser outlives the program: what still names our own folder is what this test started.
  for (const { pid, line } of processes()) if (line.includes(base)) endQuietly(pid)
})
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 5 }))

interface Running {
  readonly dataDir: string
  readonly port: number
  readonly output: () => string
  /** What the browser of the script wrote, by file. */
  home(name: string): string
}

/** Starts the program with `script` as the browser that it finds; `null`: something there that cannot be started. */
async function start(script: string | null): Promise<Running> {
  const home = mkdtempSync(path.join(base, 'home-'))
  const programs = path.join(home, 'programs')
  mkdirSync(programs)
  const browser = path.join(programs, 'chromium')
  if (script === null) mkdirSync(browser)
  else writeFileSync(browser, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  if (NOBODY.uid !== undefined) chownSync(home, NOBODY.uid, NOBODY.gid)
  const dataDir = path.join(home, 'data')
  const port = await freePort()
  const main = 'const { main } = await import(process.argv[1]); await main(process.argv.slice(2))'
  const program = path.join(base, 'dist', 'loopback', 'serve.mjs')
  const args = ['--training', '--port', String(port), '--data-dir', dataDir]
  const child = spawn(process.execPath, ['--input-type=module', '-e', main, '--', program, ...args], {
    cwd: base,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: `${programs}:/usr/bin:/bin`, HOME: home, DISPLAY: ':0', CATENA_CLIENT_SECRET: 'hush-hush' },
    ...NOBODY,
  })
  children.push(child)
  const lines = followLines(child)
  return {
    dataDir,
    port,
    output: lines.output,
    home: (name) => {
      const file = path.join(home, name)
      return existsSync(file) ? readFileSync(file, 'utf8') : ''
    },
  }
}

interface SeenProcess {
  readonly pid: number
  readonly line: string
}

/** Every process of this computer with its command line, as any user can read them. */
function processes(): SeenProcess[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return { pid: Number(name), line }
      } catch {
        return { pid: Number(name), line: '' } // it has ended meanwhile
      }
    })
}

function commandLines(): string[] {
  return processes().map(({ line }) => line)
}

function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // A part of the browser that ended with its main process.
  }
}

function findChromium(): string | null {
  const named = process.env.PLANNER_BROWSER ?? ''
  const places = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return places.find((each) => each !== '' && existsSync(each)) ?? null
}

const TOKEN = /#launch=([\w-]{43})/

describe.skipIf(process.platform !== 'linux')('[L3] opening the browser', () => {
  test('gives it a file, whose address works once; the secret of the environment stays with the host', async () => {
    const running = await start(
      [
        'echo "$@" > "$HOME/args"',
        'env > "$HOME/env"',
        'for arg in "$@"; do',
        '  case "$arg" in --app=file://*) cat "$(echo "$arg" | cut -c14-)" > "$HOME/page";; esac',
        'done',
        'echo > "$HOME/done"',
      ].join('\n'),
    )
    await expect.poll(() => running.home('done')).not.toBe('')
    const token = TOKEN.exec(running.home('page'))?.[1] ?? ''
    expect(token).not.toBe('')
    expect(running.home('args')).toContain('/browser/launch/window.html')
    expect(running.home('args') + running.output()).not.toContain(token)
    expect(running.home('env')).not.toContain('hush-hush')
    expect(running.output()).toContain(`Depot Planner ready at http://127.0.0.1:${running.port}/`)
    expect(commandLines().join('\n')).not.toContain(token)
    const origin = `http://127.0.0.1:${running.port}`
    const ask = () => fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body: token })
    expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(401)
    expect(readdirSync(path.join(running.dataDir, 'browser', 'launch'))).toEqual([])
  })

  test('a browser that does not start makes it print an address for a person', async () => {
    const running = await start(null)
    await expect
      .poll(() => running.output())
      .toMatch(/^Open another window at http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]{43}$/m)
  })

  test.skipIf(BROWSER === null)(
    'with the real Chromium no command line ever holds the token, the page comes up, and survives a reload',
    async () => {
      const running = await start(
        `exec ${BROWSER} --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --user-agent=planner-test "$@"`,
      )
      const seen = new Set<string>()
      let token = ''
      const look = (): string[] => {
        for (const line of commandLines()) seen.add(line)
        const file = path.join(running.dataDir, 'browser', 'launch', 'window.html')
        if (token === '' && existsSync(file)) token = TOKEN.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
        const settings = path.join(running.dataDir, 'settings.json')
        return existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')).territories : []
      }
      await expect.poll(look, { interval: 10 }).toEqual(['launched', 'reloaded'])
      const all = [...seen].join('\n')
      expect(token).not.toBe('')
      expect(all).toContain('/browser/launch/window.html')
      expect(all).not.toContain(token)
      expect(all).not.toContain('#launch=')
      expect(readdirSync(path.join(running.dataDir, 'browser', 'launch'))).toEqual([])
    },
  )
})
