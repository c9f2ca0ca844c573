import { _electron } from 'playwright-core'
import { HANG_LIMIT_MS } from '../hang-limit.ts'
import { type Browser, PAGE_OPTIONS, watchFaults } from './desk.ts'
import type { OpenDesk, OpenDeskOptions } from './open-desk.ts'
import { end, followLines, ROOT, withoutCatena } from './planner.ts'

/**
 * The planner in Electron, driven as the loopback shell is. What the system browser would be asked to open is printed
 * instead, so that a test can sign in. The profile stands in the data folder, so a second start finds it again.
 */
export async function openElectronDesk(options: OpenDeskOptions): Promise<OpenDesk> {
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    timeout: HANG_LIMIT_MS,
    executablePath: process.env.PLANNER_ELECTRON ?? '',
    cwd: ROOT,
    args: [ROOT, '--data-dir', options.dataDir, ...(options.args ?? []), ...(isRoot ? ['--no-sandbox'] : [])],
    env: definedOnly({ ...withoutCatena(process.env), ...options.env }),
    ...PAGE_OPTIONS,
    colorScheme: options.colorScheme ?? 'light',
  })
  const child = app.process()
  const lines = followLines(child)
  await app.evaluate(({ shell }) => {
    shell.openExternal = async (address) => {
      process.stdout.write(`Sign in at ${address}\n`)
    }
  })
  const context = app.context()
  const faults = watchFaults(context)
  const browser: Browser = {
    context,
    faults,
    open: () => Promise.reject(new Error('this shell has one window')),
    close: () => Promise.resolve(), // the window goes with the program
  }
  await options.prepare?.(browser)
  const page = await app.firstWindow()
  return {
    browser,
    page,
    planner: {
      address: page.url(),
      pid: child.pid ?? 0,
      output: lines.output,
      nextLine: lines.next,
      kill9: () => end(child, 'SIGKILL').then(() => undefined),
      stop: () => end(child, 'SIGTERM'),
    },
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
