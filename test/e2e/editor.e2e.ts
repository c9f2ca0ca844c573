import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, hasFocus, IS_ELECTRON, planWorkflow, save } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'
import type { OpenDesk } from './open-desk.ts'
import { freePort } from './planner.ts'
import { openDesk } from './shell.ts'

describe.skipIf(!HAS_BROWSER)('the editor beside the board', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('opens from every screen and plans on the day that the board shows', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    for (const screen of ['Templates', 'Settings']) {
      await goTo(page, screen)
      await page.getByRole('button', { name: 'New workflow' }).click()
      await page.getByRole('main', { name: 'Board' }).waitFor()
      await expect.poll(() => hasFocus(reference(page))).toBe(true)
      await page.keyboard.press('Escape')
      await editor(page).waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: 'Next day' }).click()
    await page.keyboard.press('n')
    await reference(page).fill('DAY-1')
    await editor(page).getByRole('textbox', { name: 'Start', exact: true }).fill('6:00')
    await save(page, 'Save draft')
    await boardRow(page, 'DAY-1').waitFor()
    expect(desk.browser().faults).toEqual([])
  })

  it('takes a press on a button that moves because the field left for it shows an error', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await page.keyboard.press('n')
    const add = editor(page).getByRole('button', { name: 'Add stop' })
    await editor(page).getByRole('textbox', { name: 'Total distance' }).fill('1,234')
    const before = await add.boundingBox()
    await add.click()
    await editor(page).getByText('Write 1234 or 1.234').waitFor()
    const moved = (await add.boundingBox())?.y ?? 0
    expect(moved).toBeGreaterThan((before?.y ?? 0) + (before?.height ?? 0) / 2)
    await editor(page).getByRole('group', { name: 'Stop 1', exact: true }).waitFor()
    expect(desk.browser().faults).toEqual([])
  })

  it('keeps the focus, takes a driver by a few letters, copies once, and gives the rows the keyboard back', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await page.keyboard.press('n')
    await expect.poll(() => hasFocus(reference(page))).toBe(true)
    await page.keyboard.type('FOCUS-1')
    const driver = editor(page).getByLabel('Driver', { exact: true })
    await driver.click()
    await page.keyboard.type('sam fue')
    // The list comes from the host: on a busy machine after the first letters.
    await page.getByRole('option', { name: /Samuel Fuentes/ }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => driver.inputValue()).toBe('Samuel Fuentes')
    const saveDraft = editor(page).getByRole('button', { name: 'Save draft' })
    await saveDraft.focus()
    await page.keyboard.press('Enter')
    await editor(page)
      .getByText(/^Saved \d\d:\d\d/)
      .waitFor()
    expect(await hasFocus(saveDraft)).toBe(true)
    await editor(page).getByRole('button', { name: 'Duplicate' }).dblclick()
    await expect.poll(() => reference(page).inputValue()).toBe('FOCUS-1 copy')
    await expect.poll(() => hasFocus(reference(page))).toBe(true)
    await page.keyboard.press('Escape')
    await editor(page).waitFor({ state: 'detached' })
    expect(await hasFocus(page.getByRole('grid', { name: 'Workflows' }))).toBe(true)
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await expect.poll(() => boardRow(page, 'FOCUS-1').count()).toBe(2)
    expect(await boardRow(page, 'Samuel Fuentes').count()).toBe(2)
    expect(desk.browser().faults).toEqual([])
  })

  it('takes back by Ctrl+Z what is not saved and nothing else, and asks before it saves over an undo', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const keys = page.keyboard
    const stops = editor(page).getByRole('group', { name: /^Stop \d$/ })
    const instructions = editor(page).getByRole('textbox', { name: 'Instructions', exact: true })
    const three = ['Depot', 'Market', 'Yard'].map((locationName) => ({ locationName }))
    await planWorkflow(page, { reference: 'UNDO-1', start: '6:00', stops: three }, 'Save draft')
    await instructions.fill('Door 1')
    await save(page, 'Save draft')
    const undo = page.getByRole('button', { name: 'Undo “Edit UNDO-1”', exact: true })
    await undo.waitFor()

    await stops.last().getByRole('button', { name: 'Remove stop' }).focus()
    await keys.press('Enter')
    await expect.poll(() => stops.count()).toBe(2)
    await keys.press('Control+z')
    await expect.poll(() => stops.count()).toBe(3)
    await keys.press('Control+Shift+z')
    await expect.poll(() => stops.count()).toBe(2)
    await keys.press('Control+z')
    await expect.poll(() => stops.count()).toBe(3)
    await undo.waitFor()

    await instructions.fill('Door 2')
    await editor(page).getByRole('button', { name: 'Add stop' }).scrollIntoViewIfNeeded()
    await editor(page).getByRole('button', { name: 'Save draft' }).focus()
    await keys.press('Control+z')
    await page.getByRole('status').getByText('Your typing is not saved').waitFor()
    await undo.click()
    const choice = editor(page).getByRole('region', { name: 'A newer version' })
    await choice.waitFor()
    await stops.last().getByRole('button', { name: 'Remove stop' }).focus()
    await keys.press('Control+Enter')
    await expect.poll(() => hasFocus(choice)).toBe(true)
    const boxes = await Promise.all([choice.boundingBox(), editor(page).boundingBox()])
    expect(boxes[0]?.y).toBeGreaterThanOrEqual(boxes[1]?.y ?? Number.NaN)
    await keys.press('Tab')
    await keys.press('Enter')
    await choice.waitFor({ state: 'detached' })
    await keys.press('Control+Enter')
    await editor(page).getByText('Choose the connection (fleet and TSP) to send to').waitFor()
    await save(page, 'Save draft')
    expect(await instructions.inputValue()).toBe('Door 2')
    await page.getByRole('searchbox', { name: 'Search' }).fill('UNDO-1')
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
    expect(desk.browser().faults).toEqual([])
  })

  it.each([
    { width: 1024, height: 640 },
    { width: 853, height: 480 },
  ])('leaves no control outside a window of $width × $height', async (size) => {
    desk = await trainingDesk()
    const page = await desk.start()
    await page.setViewportSize(size)
    expect(await cutOff(page)).toEqual([])
    await page.getByRole('button', { name: 'New workflow' }).click()
    await reference(page).waitFor()
    expect(await cutOff(page)).toEqual([])
  })
})

// In Electron the window goes with the process that would be killed here.
describe.skipIf(!HAS_BROWSER || IS_ELECTRON)('a sender that stops', () => {
  let opened: OpenDesk
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-e2e-'))
  afterEach(async () => {
    await opened.browser.close()
    await opened.planner.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('moves neither the rows nor a button from under the pointer', async () => {
    const dataDir = path.join(folder, 'data')
    opened = await openDesk({ dataDir, port: await freePort(), args: ['--training'] })
    const { page } = opened
    await page.getByRole('rowheader').first().click()
    await reference(page).waitFor()
    const watched = [
      page.getByRole('rowheader').first(),
      page.getByRole('button', { name: 'New workflow' }),
      page.getByRole('status', { name: 'Connection' }),
      editor(page).getByRole('button', { name: 'Save draft' }),
    ]
    const places = () => Promise.all(watched.map((each) => each.boundingBox()))
    const before = await places()
    await opened.planner.kill9()
    await page.getByText('The sender on this computer has stopped').waitFor()
    expect(await places()).toEqual(before)
  })
})

function reference(page: Page): Locator {
  return editor(page).getByRole('textbox', { name: 'Reference' })
}

/** Controls of the frame and of the editor's foot that stand outside of the window, or outside of what holds them. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header *, footer *, nav *, [aria-label="Editor"] button')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.closest('svg') === null)
      .filter((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect()
        // What scrolls can be reached below; what is wider than the window cannot.
        const isBelow = bottom > innerHeight + 1 && each.closest('header, footer') !== null
        const isCut = each instanceof HTMLButtonElement && each.scrollWidth > each.clientWidth + 1
        return left < -1 || right > innerWidth + 1 || top < -1 || isBelow || isCut
      })
      .map((each) => each.outerHTML.slice(0, 120)),
  )
}
