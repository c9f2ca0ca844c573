import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../electron/sandbox/start-sandbox.ts'
import { createRawServer } from '../doubles/network/raw-server.ts'
import { createFormBrowser } from '../electron/host/auth/sign-in-by-form.ts'
import { TEST_HANG_LIMIT_MS } from '../hang-limit.ts'
import { type Browser, HAS_BROWSER, IS_ELECTRON } from './desk.ts'
import type { OpenDeskOptions } from './open-desk.ts'
import { freePort } from './planner.ts'
import { TIMINGS } from './sandbox-desk.ts'
import { openDesk } from './shell.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Times with which Catena is looked at once, and again only after the longest wait of a test. */
const ONE_LOOK = { probeOffline: 10 * TEST_HANG_LIMIT_MS, probeOnline: 10 * TEST_HANG_LIMIT_MS }

interface Started {
  readonly page: Page
  readonly sandbox: Sandbox
}

/** Starts sandbox and planner, and signs in for the first time. @param env instead of, or beside, the usual one. */
async function signedIn(
  env: Readonly<Record<string, string>>,
  prepare: OpenDeskOptions['prepare'] = () => Promise.resolve(),
): Promise<Started> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-e2e-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const sandbox = await startSandbox()
  closers.push(() => sandbox.close())
  const { planner, browser, page } = await openDesk({
    dataDir: path.join(folder, 'data'),
    port: await freePort(),
    env: {
      CATENA_API_URL: sandbox.apiUrl,
      CATENA_ISSUER_URL: sandbox.issuerUrl,
      CATENA_CLIENT_ID: sandbox.clientId,
      ...env,
    },
    prepare,
  })
  closers.push(
    () => planner.stop(),
    () => browser.close(),
  )
  const address = planner.nextLine('Sign in at ')
  await page.getByRole('button', { name: 'Sign in to Catena' }).click()
  await createFormBrowser().signIn(await address)
  await page.getByRole('button', { name: 'New workflow' }).waitFor()
  return { page, sandbox }
}

function status(page: Page): Locator {
  return page.getByRole('status', { name: 'Connection' })
}

/** Texts of the header that are cut off. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header [role="status"] *')]
      .filter((each) => each.scrollWidth > each.clientWidth && each.clientWidth > 0)
      .map((each) => each.textContent ?? ''),
  )
}

/** Takes a picture into the folder of `PLANNER_STATUS_PICTURES`, when that is set. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PLANNER_STATUS_PICTURES
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

/**
 * Opens the page's plans only after the host has said that Catena is online: the event comes before the screen listens.
 * `persist` is what the page waits for while it opens them.
 */
async function openAfterOnline({ context }: Browser): Promise<void> {
  await context.addInitScript(() => {
    const isOnline = new Promise<boolean>((resolve) => {
      window.WebSocket = class extends WebSocket {
        constructor(address: string | URL) {
          super(address)
          this.addEventListener('message', ({ data }) => {
            if (/"network.changed".*"online"/.test(String(data))) resolve(true)
          })
        }
      }
    })
    StorageManager.prototype.persist = () => isOnline
  })
}

describe.skipIf(!HAS_BROWSER)('the network status', () => {
  // No second look at Catena comes while the test waits. Electron's IPC cannot be heard from a page.
  it.skipIf(IS_ELECTRON)(
    'says Online after the first sign-in, though the event came before the screen listened',
    async () => {
      const { page } = await signedIn({ PLANNER_SYNC_TIMINGS: JSON.stringify(ONE_LOOK) }, openAfterOnline)
      await status(page).getByText('Online').waitFor()
    },
  )

  it('keeps its place in every state, and cuts no text', async () => {
    const { page, sandbox } = await signedIn({ PLANNER_SYNC_TIMINGS: JSON.stringify(TIMINGS) })
    const watched = [
      status(page),
      page.getByRole('button', { name: 'New workflow' }),
      page.getByText('Hold all sending'),
      page.getByRole('searchbox', { name: 'Search' }),
    ]
    const places = () => Promise.all(watched.map((each) => each.boundingBox()))
    await status(page).getByText('Online').waitFor()
    const before = await places()
    async function expectShown(label: string): Promise<void> {
      await status(page).getByText(label).waitFor()
      await picture(page, label)
      expect([label, await places(), await cutTexts(page)]).toEqual([label, before, []])
    }
    await expectShown('Online')
    await page.getByRole('switch', { name: 'Hold all sending' }).click()
    await expectShown('All sending held for less than 1 min')
    await sandbox.setNetwork('refused')
    await expectShown('Offline')
    await page.getByRole('switch', { name: 'Hold all sending' }).click()
    await sandbox.setNetwork('up')
    await expectShown('Online')
    const portal = sandbox.faults.add({ kind: 'portal', match: { method: 'GET' } })
    await expectShown('Network login needed')
    await page.getByRole('note').getByText('Open a browser and log in to the network.').waitFor()
    sandbox.faults.remove(portal)
    await expectShown('Online')
    expect(await page.getByRole('note').count()).toBe(0)
    sandbox.faults.add({ kind: 'status', status: 429, body: 'html', count: 1 })
    await expectShown('Asked to wait')
  })

  it('names a certificate that is not trusted, and what to do', async () => {
    const made = await generate([{ name: 'commonName', value: 'proxy' }], { algorithm: 'sha256' })
    const secure = await createRawServer(() => ({ kind: 'hang' }), { key: made.private, cert: made.cert })
    closers.push(() => secure.close())
    const { page } = await signedIn({ CATENA_API_URL: `https://127.0.0.1:${secure.port}` })
    await status(page).getByText('Certificate not trusted').waitFor()
    await page.getByRole('note').getByText('NODE_EXTRA_CA_CERTS').waitFor()
    await picture(page, 'Certificate not trusted')
    expect(await cutTexts(page)).toEqual([])
    expect(secure.requests).toHaveLength(0)
  })
})
