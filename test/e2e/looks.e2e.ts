import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, IS_PICTURING, openWorkflow, picture } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const IMPORT_FILE = `Reference,Connection,Driver,Start,End,Location name,Latitude,Longitude
C-401,Norte,,06:10,09:30,Leon Springs Grocer,29.66,-98.63
C-402,Norte,,6.75,09:45,Mercado Sur,29.39,-98.51
C-403,Norte,Nobody at all,07:00,10:00,Cold Store 7,29.42,-98.47
C-404,Norte,,07:20,11:00,Castroville Yard,129.35,-98.88
C-405,Norte,,08:00,12:00,Mercado Sur,29.39,-98.51
`

describe.skipIf(!HAS_BROWSER)('how the desk looks', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  for (const theme of ['light', 'dark'] as const) {
    it(`shows every screen in ${theme} without a serious finding of axe`, async () => {
      desk = await trainingDesk({ colorScheme: theme })
      const page = await desk.start()
      const findings: string[] = []
      const look = async (name: string): Promise<void> => {
        await page.mouse.move(2, 2)
        if (IS_PICTURING) await picture(page, `${name}-${theme}`)
        findings.push(...(await seriousFindings(page, name)))
      }
      const wanted = IS_PICTURING ? 10 : 2 // of the rows on screen, so that the picture has states of every kind
      await expect.poll(() => boardRow(page, 'At the TSP').count()).toBeGreaterThan(wanted)
      await openSomeWorkflow(page)
      await look('board')
      await editor(page).getByRole('tab', { name: 'Sync' }).click()
      await look('editor-sync')
      await editor(page).getByRole('tab', { name: 'History' }).click()
      await look('editor-history')
      await page.getByRole('button', { name: 'Close editor' }).click()
      await goTo(page, 'Outbox')
      await page.getByRole('main', { name: 'Outbox' }).waitFor()
      await look('outbox')
      await goTo(page, 'Templates')
      const from = page.getByRole('combobox', { name: 'New template from' })
      for (const [index, days] of [['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], ['Sat']].entries()) {
        await from.fill(index === 0 ? 'N-' : 'S-')
        await page.getByRole('option').first().click()
        const card = page.getByRole('region', { name: /^Template / }).nth(index)
        await card.waitFor()
        for (const each of days) await card.getByText(each, { exact: true }).click()
      }
      await look('templates')
      await goTo(page, 'Import')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'monday.csv', mimeType: 'text/csv', buffer: Buffer.from(IMPORT_FILE) })
      await page.getByText('with cells to correct').waitFor()
      await look('import')
      await goTo(page, 'Export')
      await page.getByRole('button', { name: 'Export CSV' }).waitFor()
      await look('export')
      await goTo(page, 'Print')
      await page.getByRole('article').first().waitFor()
      await look('print')
      await goTo(page, 'Settings')
      await page.getByRole('heading', { name: 'Settings' }).waitFor()
      await look('settings')
      await goTo(page, 'Board')
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'Command' }).waitFor()
      await look('commands')
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
      await look('keys')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Leave training' }).first().click()
      await page.getByRole('button', { name: 'Training mode' }).waitFor()
      await look('start')
      expect(findings).toEqual([])
      expect(desk.browser().faults).toEqual([])
    })
  }
})

/** A workflow that is at the TSP, with stops: what a dispatcher looks at most. */
async function openSomeWorkflow(page: Page): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: 'At the TSP' }).first()
  const reference = (await row.getByRole('rowheader').innerText()).trim()
  await openWorkflow(page, reference)
}

/** Resolves when nothing fades or slides: a message that is half gone has no contrast. Endless animations are not waited for. */
async function endOfTransitions(): Promise<void> {
  const isEnding = (each: Animation): boolean => Number(each.effect?.getComputedTiming().endTime) < Infinity
  const running = (): Animation[] => document.getAnimations().filter(isEnding)
  while (running().length > 0) await Promise.allSettled(running().map((each) => each.finished))
}

/** What axe finds that keeps somebody from working, as one line each. */
async function seriousFindings(page: Page, name: string): Promise<string[]> {
  await page.evaluate(AXE)
  await page.evaluate(endOfTransitions)
  const results = await page.evaluate(
    (): Promise<AxeResults> => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  expect(results.passes.length).toBeGreaterThan(10) // it has seen the screen at all
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.html.slice(0, 160)}`))
}
