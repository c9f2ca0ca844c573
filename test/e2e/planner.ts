import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { HANG_LIMIT_MS } from '../hang-limit.ts'

/** The repository's folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..')

/** The planner as a user starts it: the process that `npm start` runs, in the loopback shell. */
export interface Planner {
  /** Where to open it; carries a launch token. */
  readonly address: string
  readonly pid: number
  /** Everything it printed, both streams, in order. */
  output(): string
  /** The next printed line that starts with `prefix`, whenever it comes. Returns what follows the prefix. */
  nextLine(prefix: string): Promise<string>
  /** `kill -9`: nothing of it gets to say goodbye. */
  kill9(): Promise<void>
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>
}

/** How to start it. */
export interface PlannerOptions {
  readonly dataDir: string
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Starts the planner and resolves when it says that it is ready. @throws Error when it ends or takes too long. */
export async function startPlanner(options: PlannerOptions): Promise<Planner> {
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'build', 'start.mjs'),
      ...['--shell', 'loopback', '--no-open', '--port', String(options.port), '--data-dir', options.dataDir],
      ...(options.args ?? []),
    ],
    { cwd: ROOT, env: { ...withoutCatena(process.env), ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const lines = followLines(child)
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the planner ended before it was ready:\n${lines.output()}`)
  })
  const timer = new AbortController()
  const late = timeout(HANG_LIMIT_MS, timer.signal, () => `the planner is not ready:\n${lines.output()}`)
  try {
    const address = await Promise.race([lines.next('Depot Planner ready at '), ended, late])
    return {
      address,
      pid: child.pid ?? 0,
      output: lines.output,
      nextLine: lines.next,
      kill9: () => end(child, 'SIGKILL').then(() => undefined),
      stop: () => end(child, 'SIGTERM'),
    }
  } catch (error) {
    await end(child, 'SIGKILL')
    throw error
  } finally {
    timer.abort()
    ended.catch(() => undefined) // the process ends later, on purpose: nobody waits for this any more
  }
}

/** Below the ports that systems give to outgoing connections: a desk that is stopped finds its port free again. */
const FIRST_PORT = 20_000
const LAST_PORT = 32_000

/** A port of 127.0.0.1 that was free a moment ago, drawn so that test files beside each other do not meet. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  }
  server.close()
  await once(server, 'close')
  return true
}

/** The environment of this process without what would point the planner elsewhere. */
export function withoutCatena(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(CATENA|PLANNER)_/.test(name)))
}

/** Ends a process by a signal and waits for it. @returns its exit code. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return child.exitCode
}

async function timeout(ms: number, signal: AbortSignal, message: () => string): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message())), ms)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
}

/** What a process prints. */
export interface Lines {
  output(): string
  next(prefix: string): Promise<string>
}

/** Follows both streams of a process, line by line. */
export function followLines(child: ChildProcess): Lines {
  const seen: string[] = []
  const waiting: { prefix: string; resolve: (rest: string) => void }[] = []
  function take(line: string): void {
    seen.push(line)
    for (const each of waiting.splice(0)) {
      if (line.startsWith(each.prefix)) each.resolve(line.slice(each.prefix.length))
      else waiting.push(each)
    }
  }
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', take)
  }
  return {
    output: () => seen.join('\n'),
    next(prefix) {
      return new Promise((resolve) => waiting.push({ prefix, resolve }))
    },
  }
}
