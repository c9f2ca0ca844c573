import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page, WebSocket } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../electron/sandbox/start-sandbox.ts'
import { createFormBrowser } from '../electron/host/auth/sign-in-by-form.ts'
import {
  type Browser,
  boardRow,
  editor,
  HAS_BROWSER,
  IS_ELECTRON,
  openWorkflow,
  planWorkflow,
  save,
  waitForConnections,
} from './desk.ts'
import { freePort, type Planner } from './planner.ts'
import { TIMINGS } from './sandbox-desk.ts'
import { openDesk } from './shell.ts'

const REFERENCES = Array.from({ length: 12 }, (_, index) => `N-24-06${String(index + 10)}`)
const EDITED = REFERENCES.slice(0, 4)
const CANCELLED = REFERENCES.slice(4, 6)
const SENT = REFERENCES.filter((each) => !CANCELLED.includes(each))

describe.skipIf(!HAS_BROWSER)('the main job, in a real browser', () => {
  let folder: string
  let sandbox: Sandbox
  let planner: Planner
  let browser: Browser
  let port: number
  const traffic: string[] = []

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'planner-e2e-'))
    port = await freePort()
    sandbox = await startSandbox({ world: { finishDelayMs: [200, 800], listingLagMs: [50, 200] } })
    traffic.length = 0
  })
  afterEach(async () => {
    await browser?.close()
    await planner?.stop()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  /** Keeps what crosses between page and host, where a test can hear it. */
  function listen(socket: WebSocket): void {
    const keep = (frame: { payload: string | Buffer }): void => void traffic.push(frame.payload.toString())
    socket.on('framereceived', keep)
    socket.on('framesent', keep)
  }

  async function start(): Promise<Page> {
    const opened = await openDesk({
      dataDir: path.join(folder, 'data'),
      profileDir: path.join(folder, 'profile'),
      port,
      env: {
        CATENA_API_URL: sandbox.apiUrl,
        CATENA_ISSUER_URL: sandbox.issuerUrl,
        CATENA_CLIENT_ID: sandbox.clientId,
        PLANNER_SYNC_TIMINGS: JSON.stringify(TIMINGS),
      },
      prepare: async ({ context }) => {
        context.on('page', (page) => page.on('websocket', listen))
      },
    })
    planner = opened.planner
    browser = opened.browser
    return opened.page
  }

  async function signIn(page: Page): Promise<void> {
    const address = planner.nextLine('Sign in at ')
    await page.getByRole('button', { name: 'Sign in to Catena' }).click()
    await createFormBrowser().signIn(await address)
    await page.getByRole('button', { name: 'New workflow' }).waitFor()
  }

  async function states(page: Page): Promise<Record<string, string>> {
    const found = await Promise.all(
      REFERENCES.map(async (reference) => {
        const text = (await boardRow(page, reference).first().textContent()) ?? ''
        const state =
          /On this computer|Sending|Checking with Catena|With Catena|At the TSP|Refused|Failed|Waiting|Draft|Withdrawn/.exec(
            text,
          )
        return [reference, state?.[0] ?? text]
      }),
    )
    return Object.fromEntries(found)
  }

  /** Plans, edits and cancels with the network cut, then kills the host and closes the browser. */
  async function planWithoutNetwork(): Promise<void> {
    const page = await start()
    await signIn(page)
    await waitForConnections(page)
    await sandbox.setNetwork('refused')
    for (const [index, reference] of REFERENCES.entries()) {
      const hour = String(6 + index).padStart(2, '0')
      await planWorkflow(page, {
        reference,
        connection: 'Norte',
        start: `${hour}:00`,
        end: `${hour}:50`,
        instructions: `Gate ${index}`,
        stops: [
          { locationName: `Depot ${index}`, scheduledArrival: `${hour}:05` },
          {
            locationName: `Customer ${index}`,
            latitude: '41.88',
            longitude: '-87.63',
            scheduledArrival: `${hour}:30`,
          },
        ],
      })
    }
    for (const reference of EDITED) {
      await openWorkflow(page, reference)
      await editor(page)
        .getByRole('textbox', { name: 'Instructions', exact: true })
        .fill(`Changed ${reference}`)
      await save(page, 'Save and send')
    }
    for (const reference of CANCELLED) {
      await openWorkflow(page, reference)
      await editor(page).getByRole('button', { name: 'Cancel workflow' }).click()
      await expect.poll(() => boardRow(page, reference).first().textContent()).toContain('Cancelled')
    }
    await page.getByRole('status', { name: 'Connection' }).getByText('Offline').waitFor()
    expect(browser.faults).toEqual([])
    await planner.kill9()
    await browser.close()
  }

  async function reopenAndReconnect(): Promise<Page> {
    const page = await start()
    await boardRow(page, REFERENCES[0] ?? '')
      .first()
      .waitFor()
    // A cancel that the host had not taken before it was killed reaches it now, before anything is sent.
    await expect
      .poll(() => states(page))
      .toEqual(
        Object.fromEntries(
          REFERENCES.map((each) => [each, CANCELLED.includes(each) ? 'Withdrawn' : 'On this computer']),
        ),
      )
    expect(sandbox.received.writes()).toEqual([])
    await sandbox.setNetwork('up')
    return page
  }

  async function expectAllAtTheTsp(page: Page): Promise<void> {
    const wanted = Object.fromEntries(
      REFERENCES.map((each) => [each, CANCELLED.includes(each) ? 'Withdrawn' : 'At the TSP']),
    )
    await expect.poll(() => states(page), { interval: 500 }).toEqual(wanted)
    const creates = sandbox.received.createsBySourceId()
    expect(Object.keys(creates)).toHaveLength(SENT.length)
    expect(contentAtCatena(sandbox)).toEqual(SENT.map(wantedContent))
  }

  it('plans with no network, survives kill -9, and reaches Catena once for each when the network is back', async () => {
    await planWithoutNetwork()
    const page = await reopenAndReconnect()
    await signInAgainIfNeeded(page, planner)
    await expectAllAtTheTsp(page)
    expect(Object.values(sandbox.received.createsBySourceId())).toEqual(SENT.map(() => 1))
    expect(browser.faults).toEqual([])
    const secrets = sandbox.issuedTokens()
    expect(secrets.length).toBeGreaterThan(0)
    expect(await pageStorage(page)).not.toSatisfy((text: string) =>
      secrets.some((each) => text.includes(each)),
    )
    await browser.close()
    await planner.stop()
    expect(traffic.length > 0).toBe(!IS_ELECTRON) // Electron's IPC cannot be heard from outside
    expect(secrets.filter((each) => traffic.some((frame) => frame.includes(each)))).toEqual([])
    expect(secrets.filter((each) => planner.output().includes(each))).toEqual([])
    expect(filesWith(folder, secrets)).toEqual([])
  })

  it('makes one of each even when the answer of every create is lost after Catena took it', async () => {
    sandbox.faults.add({ kind: 'drop', phase: 'after', match: { method: 'POST' } })
    await planWithoutNetwork()
    const page = await reopenAndReconnect()
    await signInAgainIfNeeded(page, planner)
    await expectAllAtTheTsp(page)
    expect(Object.values(sandbox.received.createsBySourceId())).toEqual(SENT.map(() => 1))
  })
})

/** Without a keychain the sign-in lasted for one run: the queue waits for the same person. */
async function signInAgainIfNeeded(page: Page, planner: Planner): Promise<void> {
  const connection = page.getByRole('status', { name: 'Connection' })
  await expect.poll(() => connection.textContent()).toMatch(/Online|Sign-in needed/)
  if ((await connection.textContent())?.includes('Online')) return
  const address = planner.nextLine('Sign in at ')
  await page
    .getByRole('button', { name: /^Sign in/ })
    .first()
    .click()
  await createFormBrowser().signIn(await address)
}

/** What Catena holds, in the order of the references. */
function contentAtCatena(sandbox: Sandbox): unknown[] {
  return sandbox.world
    .workflows()
    .map(({ record }) => ({
      instructions: record.instructions,
      status: record.workflow_status,
      startsAt: record.started_at,
      stops: (record.stops ?? []).map((stop) => stop.location_name),
    }))
    .sort((a, b) => String(a.startsAt).localeCompare(String(b.startsAt)))
}

function wantedContent(reference: string): unknown {
  const index = REFERENCES.indexOf(reference)
  return {
    instructions: EDITED.includes(reference) ? `Changed ${reference}` : `Gate ${index}`,
    status: 'PLANNED',
    startsAt: expect.stringContaining('T'),
    stops: [`Depot ${index}`, `Customer ${index}`],
  }
}

/** Everything the page keeps, as text. */
async function pageStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ]
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      for (const store of db.objectStoreNames) {
        const all = await new Promise<unknown>((resolve, reject) => {
          const request = db.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
        parts.push(JSON.stringify(all))
      }
      db.close()
    }
    return parts.join('\n')
  })
}

/** Files below `folder` that hold one of the texts. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(folder, name)
    if (!statSync(file).isFile()) return false
    const bytes = readFileSync(file)
    return texts.some((each) => bytes.includes(each))
  })
}
