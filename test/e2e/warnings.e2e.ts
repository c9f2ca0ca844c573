import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { faultSpec } from '../../electron/sandbox/server/faults.ts'
import { boardRow, editor, HAS_BROWSER, openWorkflow, planWorkflow, save } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

const NORTE = 'Norte Freight · Samsara'
/** Each with a driver of its own but the first two: one cause of a warning each. */
const FILE = [
  'Reference,Connection,Driver,Start,End,Location name,Latitude,Longitude,Scheduled arrival',
  `W-1,${NORTE},samsara-d101,06:00,08:00,,,,`,
  `W-2,${NORTE},samsara-d101,07:00,09:00,,,,`,
  `W-3,${NORTE},nobody-here,06:00,08:00,,,,`,
  `W-4,${NORTE},samsara-d110,06:00,08:00,,,,`,
  'W-5,Old Mill Haulage · Trackline,000101,06:00,08:00,,,,',
  `W-6,${NORTE},samsara-d102,06:00,09:00,Depot,29.51,-98.40,08:00`,
  `W-6,${NORTE},samsara-d102,06:00,09:00,Market,29.52,-98.41,07:00`,
  `W-7,${NORTE},samsara-d103,06:00,09:00,San Antonio,29.42,-98.49,07:00`,
  `W-7,${NORTE},samsara-d103,06:00,09:00,Corpus Christi,27.80,-97.40,07:10`,
  `W-8,${NORTE},samsara-d104,06:00,05:00,,,,`,
].join('\n')
const EXPECTED: readonly [reference: string, words: RegExp][] = [
  ['W-1', /Driver is also on W-2, 07:00/],
  ['W-2', /Driver is also on W-1, 06:00/],
  ['W-3', /Driver nobody-here is not in the list of this connection/],
  ['W-4', /Driver .+ is not active/],
  ['W-5', /The connection is stale: nothing is sent until it is active/],
  ['W-6', /Before stop 1, which comes first in the list/],
  ['W-8', /End is before start/],
  ['W-7', /2\d\d km in 10 min from stop 1/],
]

const REFUSED_BEFORE = /This TSP has refused changes to workflows before: it may not take them/

describe.skipIf(!HAS_BROWSER)('warnings', () => {
  let desk: TrainingDesk | undefined
  let live: SandboxDesk | undefined
  afterEach(async () => {
    await desk?.remove()
    await live?.close()
    desk = undefined
    live = undefined
  })

  it('say the same on the board, in the editor and in the outbox, and hold nothing back', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const hold = page.getByRole('switch', { name: 'Hold all sending' })
    await hold.click()
    await expect.poll(() => hold.isChecked()).toBe(true)
    for (let day = 0; day < 2; day += 1) await page.getByRole('button', { name: 'Next day' }).click() // an empty day
    await goTo(page, 'Import')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'w.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
    await page.getByRole('button', { name: 'As written' }).click() // W-8 ends before it begins
    await page.getByRole('button', { name: 'Import 8 and send' }).click()
    await page.getByText('8 workflows from w.csv.').waitFor()
    for (const [reference, words] of EXPECTED) {
      await goTo(page, 'Board')
      await page.getByRole('searchbox', { name: 'Search' }).fill(reference)
      await expect.poll(() => signs(boardRow(page, reference)), { message: reference }).toMatch(words)
      await openWorkflow(page, reference)
      await expect.poll(() => editor(page).innerText(), { message: reference }).toMatch(words)
      await page.getByRole('button', { name: 'Close editor' }).click()
    }
    await goTo(page, 'Outbox')
    for (const [reference, words] of EXPECTED) {
      await expect.poll(() => outboxRow(page, reference).innerText(), { message: reference }).toMatch(words)
    }
    expect(desk.browser().faults).toEqual([])
  })

  it('tell of a write that this TSP has refused before (501), also at workflows that were not refused', async () => {
    live = await sandboxDesk()
    const { page } = live
    await planAtTsp(page, 'Sur', ['S-1', 'S-2'])
    expect(await signs(boardRow(page, 'S-2'))).not.toMatch(REFUSED_BEFORE)
    await sendChange(page, 'S-1')
    await expect.poll(() => boardRow(page, 'S-1').innerText()).toContain('Waiting')
    await expect.poll(() => signs(boardRow(page, 'S-2'))).toMatch(REFUSED_BEFORE)
    await openWorkflow(page, 'S-2')
    await expect.poll(() => editor(page).innerText()).toMatch(REFUSED_BEFORE)
    await goTo(page, 'Outbox')
    await expect.poll(() => outboxRow(page, 'S-1').innerText()).toMatch(REFUSED_BEFORE)
    expect(live.browser.faults).toEqual([])
  })

  it('remember that refusal (501) with the network cut and after a reload, until an attempt succeeds', async () => {
    live = await sandboxDesk()
    const { page, sandbox } = live
    await planAtTsp(page, 'Norte', ['N-1', 'N-2'])
    sandbox.faults.add(faultSpec.parse({ kind: 'unsupported', match: { method: 'PATCH' }, count: 1 }))
    await sendChange(page, 'N-1')
    await expect.poll(() => signs(boardRow(page, 'N-2'))).toMatch(REFUSED_BEFORE)
    await sandbox.setNetwork('refused')
    await page.reload()
    await expect.poll(() => signs(boardRow(page, 'N-2'))).toMatch(REFUSED_BEFORE)
    await sandbox.setNetwork('up')
    await goTo(page, 'Outbox')
    await outboxRow(page, 'N-1').getByRole('button', { name: 'Send now' }).click()
    await goTo(page, 'Board')
    await expect.poll(() => boardRow(page, 'N-1').innerText()).toContain('At the TSP')
    await expect.poll(() => signs(boardRow(page, 'N-2'))).not.toMatch(REFUSED_BEFORE)
  })
})

/** Workflows on a connection, taken by its TSP. */
async function planAtTsp(page: Page, connection: string, references: readonly string[]): Promise<void> {
  for (const reference of references) {
    await planWorkflow(page, { reference, connection, start: '6:00', end: '7:00' })
    await expect.poll(() => boardRow(page, reference).innerText()).toContain('At the TSP')
  }
}

async function sendChange(page: Page, reference: string): Promise<void> {
  await openWorkflow(page, reference)
  await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill('Gate 2')
  await save(page, 'Save and send')
}

/** What the signs of a row say to a screen reader. */
async function signs(row: Locator): Promise<string> {
  const names = await row
    .getByRole('img')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))
  return names.join('\n')
}

function outboxRow(page: Page, reference: string): Locator {
  return page
    .getByRole('table', { name: 'Changes not at the TSP' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: reference, exact: true }) })
}
