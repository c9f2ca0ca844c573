import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { addDays, formatDay } from '../../shared/util/depot-time.ts'
import { boardRow, editor, HAS_BROWSER } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

describe.skipIf(!HAS_BROWSER)('some days on the board', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('stand beside each time, and the other screens show a day of them and stay when it is changed', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const today = await page.evaluate(() =>
      new Date().toLocaleDateString('en-CA', { timeZone: 'America/Chicago' }),
    )
    const [first, second] = [addDays(today, 8), addDays(today, 9)]
    await goTo(page, 'Import')
    const rows = [
      `SPAN-1,${first} 04:40,${first} 08:10`,
      `SPAN-2,${second} 04:40,${addDays(second, 1)} 01:10`,
    ]
    await page.locator('input[type=file]').setInputFiles({
      name: 'span.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Reference,Start,End\n${rows.join('\n')}\n`),
    })
    await page.getByRole('button', { name: 'Import 2 as drafts' }).click()
    await page.getByRole('button', { name: 'Show the board' }).click()
    await boardRow(page, 'SPAN-1').waitFor()
    const [one, two, three] = [first, second, addDays(second, 1)].map(shortDay)
    await expect.poll(() => timesOf(page, 'SPAN-1')).toEqual([`${one} 04:40`, `${one} 08:10`])
    expect(await timesOf(page, 'SPAN-2')).toEqual([`${two} 04:40`, `${three} 01:10`])
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 640 })
      expect(await cutTimes(page)).toEqual([])
      await shot(page, `range-${width}`)
    }

    await goTo(page, 'Print')
    const print = page.getByRole('main', { name: 'Print' })
    await print.getByText(`Driver manifests · ${formatDay(first)}`).waitFor()
    await page.getByRole('button', { name: 'Next day' }).click()
    await print.getByText(`Driver manifests · ${formatDay(second)}`).waitFor()
    await goTo(page, 'Export')
    await page.keyboard.press('[')
    const day = page.getByRole('main', { name: 'Export' }).getByLabel('From')
    await expect.poll(() => day.inputValue()).toBe(first)
    await goTo(page, 'Settings')
    await page.getByRole('button', { name: 'Next day' }).click()
    await boardRow(page, 'SPAN-2').waitFor()
    expect(await timesOf(page, 'SPAN-2')).toEqual(['04:40', '01:10 +1'])

    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('button', { name: 'All days' }).waitFor()
    expect(await cutTimes(page)).toEqual([])
    await shot(page, 'all')
    // Beside the editor what comes last, where each workflow is, is in sight.
    await page.setViewportSize({ width: 1280, height: 640 })
    await page.getByRole('rowheader').first().click()
    await editor(page).waitFor()
    expect(await cutTimes(page)).toEqual([])
    const grid = page.getByRole('grid', { name: 'Workflows' })
    expect(await grid.evaluate((each) => each.scrollWidth - each.clientWidth)).toBeLessThan(20)
    await shot(page, 'all-editor')
    expect(desk.browser().faults).toEqual([])
  })
})

/** `27 Nov` */
function shortDay(day: string): string {
  return formatDay(day).slice(4, -5)
}

/** What a row says in Start and End. */
async function timesOf(page: Page, reference: string): Promise<readonly string[]> {
  const cells = await boardRow(page, reference).getByRole('gridcell').allInnerTexts()
  return cells.filter((each) => /\d\d:\d\d/.test(each)).slice(0, 2)
}

/** Times that do not fit into their cell. */
async function cutTimes(page: Page): Promise<readonly string[]> {
  return page
    .getByRole('gridcell')
    .filter({ hasText: /^(\d+ \w+ )?\d\d:\d\d/ })
    .evaluateAll((cells) =>
      cells.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent ?? ''),
    )
}

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) })
}
