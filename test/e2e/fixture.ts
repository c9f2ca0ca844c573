import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { Browser } from './desk.ts'
import type { OpenDeskOptions } from './open-desk.ts'
import { freePort, type Planner } from './planner.ts'
import { openDesk } from './shell.ts'

/** A desk in training mode that a test can stop and start again: the same folder, profile and port. */
export interface TrainingDesk {
  readonly folder: string
  browser(): Browser
  /** Starts host and browser and resolves with the page once its board shows workflows. */
  start(): Promise<Page>
  /** The address of a second window, as a person asks for one. */
  anotherWindow(): Promise<string>
  /** Closes the browser and ends the host, as at the end of a shift. */
  stop(): Promise<void>
  /** Stops and removes everything. */
  remove(): Promise<void>
}

/** How a training desk is opened. */
export interface TrainingDeskOptions extends Pick<OpenDeskOptions, 'colorScheme' | 'prepare' | 'env'> {
  /** The test stops the desk and starts it again: its profile is kept on disk. */
  readonly restarts?: boolean
}

/** Makes the desk; nothing is started yet. */
export async function trainingDesk({
  restarts = false,
  ...options
}: TrainingDeskOptions = {}): Promise<TrainingDesk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-e2e-'))
  const port = await freePort()
  let planner: Planner | null = null
  let browser: Browser | null = null
  let starts = 0
  async function stop(): Promise<void> {
    await browser?.close()
    browser = null
    await planner?.stop()
    planner = null
  }
  return {
    folder,
    browser() {
      if (browser === null) throw new Error('the desk is not started')
      return browser
    },
    async start() {
      starts += 1
      if (starts > 1 && !restarts) throw new Error('a desk that is started again is made with `restarts`')
      const opened = await openDesk({
        ...options,
        dataDir: path.join(folder, 'data'),
        ...(restarts ? { profileDir: path.join(folder, 'profile') } : {}),
        port,
        args: ['--training'],
      })
      planner = opened.planner
      browser = opened.browser
      await opened.page.getByRole('rowheader').first().waitFor()
      return opened.page
    },
    async anotherWindow() {
      if (planner === null) throw new Error('the desk is not started')
      const address = planner.nextLine('Open another window at ')
      process.kill(planner.pid, 'SIGUSR2')
      return address
    },
    stop,
    async remove() {
      await stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Goes to a screen by the main navigation. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click()
}
