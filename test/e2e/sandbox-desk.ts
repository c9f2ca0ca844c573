import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { SandboxCharacter } from '../../electron/sandbox/character/character.ts'
import { type Sandbox, startSandbox } from '../../electron/sandbox/start-sandbox.ts'
import { createFormBrowser } from '../electron/host/auth/sign-in-by-form.ts'
import { type Browser, waitForConnections } from './desk.ts'
import type { OpenDeskOptions } from './open-desk.ts'
import { freePort } from './planner.ts'
import { openDesk } from './shell.ts'

/** The protocol's times, shortened so that a test sees them pass; their order and meaning stay. */
export const TIMINGS = {
  absenceQuietMs: 3_000,
  absenceGapMs: 1_500,
  writeDeadline: 10_000,
  lookSteps: [300, 1_000, 2_000],
  pollSteps: [300, 600, 1_000],
  pollSlow: 2_000,
  backoffMin: 200,
  backoffMax: 1_000,
  probeOffline: 500,
  probeOnline: 2_000,
}

/** A desk that is signed in to a sandbox of its own, with an empty board. */
export interface SandboxDesk {
  readonly page: Page
  readonly sandbox: Sandbox
  readonly browser: Browser
  /** Opens a second window of the same profile, as a person asks for one. */
  anotherWindow(): Promise<Page>
  close(): Promise<void>
}

/**
 * Starts sandbox and planner, and signs in.
 * @param finishDelayMs how long the TSP takes, from–to. @param character how this Catena differs from the default.
 * @param prepare called with the browser before the page is there.
 */
export async function sandboxDesk(
  finishDelayMs: readonly [number, number] = [200, 800],
  character: Partial<SandboxCharacter> = {},
  prepare?: OpenDeskOptions['prepare'],
): Promise<SandboxDesk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-e2e-'))
  const sandbox = await startSandbox({ world: { finishDelayMs, listingLagMs: [50, 200], character } })
  const { planner, browser, page } = await openDesk({
    dataDir: path.join(folder, 'data'),
    port: await freePort(),
    env: {
      CATENA_API_URL: sandbox.apiUrl,
      CATENA_ISSUER_URL: sandbox.issuerUrl,
      CATENA_CLIENT_ID: sandbox.clientId,
      PLANNER_SYNC_TIMINGS: JSON.stringify(TIMINGS),
    },
    ...(prepare === undefined ? {} : { prepare }),
  })
  const address = planner.nextLine('Sign in at ')
  await page.getByRole('button', { name: 'Sign in to Catena' }).click()
  await createFormBrowser().signIn(await address)
  await waitForConnections(page)
  return {
    page,
    sandbox,
    browser,
    async anotherWindow() {
      const opened = planner.nextLine('Open another window at ')
      process.kill(planner.pid, 'SIGUSR2')
      return browser.open(await opened)
    },
    async close() {
      await browser.close()
      await planner.stop()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
