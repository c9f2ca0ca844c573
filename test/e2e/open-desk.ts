import type { Page } from 'playwright-core'
import type { Browser } from './desk.ts'
import type { Planner } from './planner.ts'

/** The planner with its screen open. */
export interface OpenDesk {
  readonly planner: Planner
  readonly browser: Browser
  readonly page: Page
}

/** How a desk is opened. */
export interface OpenDeskOptions {
  readonly dataDir: string
  /**
   * The browser's profile, where the desk is opened again with what it kept. Without: a new profile in memory. In
   * Electron the profile stands in the data folder.
   */
  readonly profileDir?: string
  /** Of the loopback shell: what was planned belongs to it. */
  readonly port: number
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly colorScheme?: 'light' | 'dark'
  /** Called with the browser before the page is there. */
  readonly prepare?: (browser: Browser) => Promise<unknown>
}
