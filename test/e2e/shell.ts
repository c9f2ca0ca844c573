import type { Page } from 'playwright-core'
import { type Browser, IS_ELECTRON, openBrowser } from './desk.ts'
import { openElectronDesk } from './electron-desk.ts'
import { type Planner, startPlanner } from './planner.ts'

/** The planner with its screen open. */
export interface OpenDesk {
  readonly planner: Planner
  readonly browser: Browser
  readonly page: Page
}

/** How a desk is opened. */
export interface OpenDeskOptions {
  readonly dataDir: string
  /** The browser's profile; in Electron it stands in the data folder. */
  readonly profileDir: string
  /** Of the loopback shell: what was planned belongs to it. */
  readonly port: number
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly colorScheme?: 'light' | 'dark'
  /** Called with the browser before the page is there. */
  readonly prepare?: (browser: Browser) => Promise<unknown>
}

/** Starts the planner and opens its screen in the shell of this run: the loopback shell, or Electron. */
export async function openDesk(options: OpenDeskOptions): Promise<OpenDesk> {
  if (IS_ELECTRON) return openElectronDesk(options)
  const { dataDir, port, args, env } = options
  const planner = await startPlanner({ dataDir, port, args: args ?? [], env: env ?? {} })
  try {
    const browser = await openBrowser(options.profileDir, options.colorScheme)
    await options.prepare?.(browser)
    return { planner, browser, page: await browser.open(planner.address) }
  } catch (error) {
    await planner.stop()
    throw error
  }
}
