import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, hasFocus, planWorkflow } from './desk.ts'
import { type TrainingDesk, trainingDesk } from './fixture.ts'

describe.skipIf(!HAS_BROWSER)('many workflows at once', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('get a driver by a few letters and Enter, lose one only by that choice, and never one of another fleet', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const keys = page.keyboard
    const dialog = page.getByRole('dialog')
    const field = dialog.getByRole('combobox', { name: 'Driver' })
    await planDrafts(page, { 'MANY-1': 'Norte', 'MANY-2': 'Norte', 'MANY-3': 'Harbour' })
    const bulk = await chooseAll(page)
    const driver = bulk.getByRole('button', { name: 'Driver…' })

    await driver.focus()
    await keys.press('Enter')
    await expect.poll(() => hasFocus(field)).toBe(true)
    await keys.type('nobody at all')
    await dialog.getByText('No driver here is called that').waitFor()
    await keys.press('Enter')
    await keys.press('Tab')
    expect(await field.inputValue()).toBe('nobody at all')
    expect(await dialog.getByRole('button', { name: 'Set driver' }).isDisabled()).toBe(true)
    await field.fill('ana moreno')
    await page.getByRole('option', { name: /Ana Moreno.*Norte Freight/ }).waitFor()
    await keys.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('Ana Moreno')
    await keys.press('Enter')
    await page.getByText('MANY-3: Ana Moreno is of another connection').waitFor()
    await expect.poll(() => boardRow(page, 'Ana Moreno').count()).toBe(2)
    await expect.poll(() => hasFocus(driver)).toBe(true)
    expect(await boardRow(page, 'MANY-3').innerText()).toContain('Unassigned')

    await keys.press('Enter')
    await expect.poll(() => hasFocus(field)).toBe(true)
    await keys.press('Enter')
    await keys.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => hasFocus(driver)).toBe(true)
    expect(await boardRow(page, 'Ana Moreno').count()).toBe(2)
    await keys.press('Enter')
    await expect.poll(() => hasFocus(field)).toBe(true)
    await field.click()
    await page.getByRole('option', { name: 'No driver' }).click()
    await dialog.getByRole('button', { name: 'Take the driver off' }).click()
    await expect.poll(() => boardRow(page, 'Ana Moreno').count()).toBe(0)

    await bulk.getByRole('button', { name: 'Clear choice' }).focus()
    await keys.press('Enter')
    await expect.poll(() => hasFocus(page.getByRole('grid'))).toBe(true)
    expect(desk.browser().faults).toEqual([])
  })

  it('keep a cancelled one cancelled, and are all reached from the palette', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await planDrafts(page, { 'KEEP-1': 'Norte', 'KEEP-2': 'Norte' })
    await boardRow(page, 'KEEP-2').getByRole('checkbox').click()
    await page.keyboard.press('Shift+Delete')
    await expect.poll(() => boardRow(page, 'KEEP-2').innerText()).toContain('Cancelled')
    const bulk = page.getByRole('region', { name: 'Chosen workflows' })
    await expect.poll(() => bulk.getByRole('button', { name: 'Status' }).isDisabled()).toBe(true)
    await boardRow(page, 'KEEP-1').getByRole('checkbox').click()
    await runCommand(page, 'status completed')
    await page.getByText('saved. 1 cancelled workflow left as it is').waitFor()
    await expect.poll(() => boardRow(page, 'KEEP-1').innerText()).toContain('Completed')
    expect(await boardRow(page, 'KEEP-2').innerText()).toContain('Cancelled')

    for (const word of ['driver', 'vehicle', 'territory', 'shift times']) {
      await runCommand(page, word)
      const dialog = page.getByRole('dialog').filter({ hasText: 'Close' })
      await dialog.waitFor()
      // Nothing is taken off by an empty answer: that has to be chosen in words.
      const confirm = dialog.getByRole('button', {
        name: word === 'shift times' ? 'Shift times' : `Set ${word}`,
      })
      expect(await confirm.isDisabled()).toBe(word !== 'shift times')
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await dialog.waitFor({ state: 'detached' })
      await expect.poll(() => hasFocus(page.locator('body'))).toBe(false)
    }
    expect(desk.browser().faults).toEqual([])
  })

  it('are moved through and chosen by keys after a press on a row, and after a search', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const keys = page.keyboard
    await planDrafts(page, { 'WALK-1': 'Norte', 'WALK-2': 'Norte', 'WALK-3': 'Norte' })
    const grid = page.getByRole('grid')
    await boardRow(page, 'WALK-1').getByRole('rowheader').click()
    await editor(page).waitFor()
    await expect.poll(() => hasFocus(grid)).toBe(true)
    await keys.press('ArrowDown')
    await keys.press('Space')
    await keys.press('Shift+ArrowDown')
    await page.getByText('2 workflows chosen').waitFor()
    await keys.press('Control+a')
    await page.getByText('3 workflows chosen').waitFor()
    await keys.press('Escape')
    await page.getByText('3 workflows chosen').waitFor({ state: 'detached' })
    await keys.press('Escape')
    await editor(page).waitFor({ state: 'detached' })
    expect(await hasFocus(grid)).toBe(true)

    await page.getByRole('searchbox', { name: 'Search' }).fill('WALK-3')
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
    await keys.press('ArrowDown')
    await expect.poll(() => hasFocus(grid)).toBe(true)
    await keys.press('Enter')
    const reference = editor(page).getByRole('textbox', { name: 'Reference' })
    await expect.poll(() => reference.inputValue()).toBe('WALK-3')
    expect(desk.browser().faults).toEqual([])
  })

  it('are left alone by a key that is meant for the workflow that is open', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await planDrafts(page, { 'OPEN-1': 'Norte' })
    await boardRow(page, 'OPEN-1').getByRole('rowheader').click()
    await editor(page).getByRole('button', { name: 'Duplicate' }).click()
    const reference = editor(page).getByRole('textbox', { name: 'Reference' })
    await expect.poll(() => reference.inputValue()).toBe('OPEN-1 copy')
    await expect.poll(() => boardRow(page, 'OPEN-1').count()).toBe(2)
    await editor(page).getByRole('tab', { name: 'History' }).click()
    await page.keyboard.press('c')
    await expect.poll(() => boardRow(page, 'OPEN-1 copy').innerText()).toContain('Completed')
    await expect.poll(() => boardRow(page, 'Planned').count()).toBe(1)

    await page.getByRole('button', { name: 'New workflow' }).click()
    await editor(page).getByText('New workflow').waitFor()
    await editor(page).getByRole('tab', { name: 'Plan' }).click()
    await page.keyboard.press('Shift+Delete')
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Command' }).fill('Set driver')
    await page.getByText('No such command').waitFor()
    expect(await boardRow(page, 'Cancelled').count()).toBe(0)
    expect(desk.browser().faults).toEqual([])
  })

  it('have every button of the board in reach in a small window and at 150 %', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await page.getByRole('rowheader').first().click()
    await page.getByRole('checkbox', { name: 'Select all' }).check()
    const board = page.getByRole('main', { name: 'Board' })
    const bulk = page.getByRole('region', { name: 'Chosen workflows' })
    await bulk.waitFor()
    await page.setViewportSize({ width: 1024, height: 640 })
    await expect.poll(() => overlaps(board)).toEqual([])
    expect(await linesOf(bulk.getByRole('button'))).toBeLessThanOrEqual(2)
    await page.setViewportSize({ width: 853, height: 480 })
    await page.getByRole('button', { name: 'Close editor' }).click()
    await expect.poll(() => overlaps(board)).toEqual([])
    expect(await linesOf(bulk.getByRole('button'))).toBeLessThanOrEqual(2)
    await board.getByRole('button', { name: 'Columns' }).click({ trial: true })
    await bulk.getByRole('button', { name: 'Clear choice' }).click()
    expect(desk.browser().faults).toEqual([])
  })
})

/** Makes a draft for each reference, with that connection, and shows only these. */
async function planDrafts(page: Page, drafts: Readonly<Record<string, string>>): Promise<void> {
  const references = Object.keys(drafts)
  for (const reference of references) {
    const connection = drafts[reference] ?? ''
    await planWorkflow(page, { reference, connection, start: '6:00', end: '7:00' }, 'Save draft')
  }
  await page.getByRole('button', { name: 'Close editor' }).click()
  await page.getByRole('searchbox', { name: 'Search' }).fill(references[0]?.replace(/\d+$/, '') ?? '')
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(references.length)
}

async function chooseAll(page: Page): Promise<Locator> {
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  return page.getByRole('region', { name: 'Chosen workflows' })
}

/** Runs the first command that the palette finds. */
async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('textbox', { name: 'Command' })
  await field.fill(words)
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('button').first().waitFor()
  await field.press('Enter')
}

/** The pairs of buttons above and below the table that lie on each other, or reach out of the board. */
async function overlaps(board: Locator): Promise<string[]> {
  return board.evaluate((element) => {
    const around = element.getBoundingClientRect()
    const buttons = [...element.querySelectorAll('button')].filter((each) => !each.closest('[role=grid]'))
    const boxes = buttons.map((each) => each.getBoundingClientRect())
    const nameOf = (index: number): string =>
      buttons[index]?.getAttribute('aria-label') ?? buttons[index]?.innerText ?? ''
    return boxes.flatMap((a, first) => [
      ...(a.right > around.right || a.bottom > around.bottom || a.left < around.left ? [nameOf(first)] : []),
      ...boxes.flatMap((b, second) =>
        second > first && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
          ? [`${nameOf(first)} on ${nameOf(second)}`]
          : [],
      ),
    ])
  })
}

/** On how many lines they stand. */
async function linesOf(buttons: Locator): Promise<number> {
  return buttons.evaluateAll((all) => new Set(all.map((each) => each.getBoundingClientRect().top)).size)
}
