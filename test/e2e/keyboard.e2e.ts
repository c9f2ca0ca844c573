import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, hasFocus } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

/** More fields than any screen has between two that a person looks for. */
const MAX_TABS = 90

describe.skipIf(!HAS_BROWSER)('the desk without a mouse', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('plans, orders stops, saves, finds and opens by keys alone', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const keys = page.keyboard

    await keys.press('n')
    await editor(page).getByText('New workflow').waitFor()
    await expect.poll(() => focusedName(page)).toBe('Reference')
    await keys.type('KEY-1')
    await tabTo(page, 'Start')
    await keys.type('6:15')
    await tabTo(page, 'End')
    await keys.type('9:30')
    for (const name of ['Leon Springs Grocer', 'Mercado Sur']) {
      await tabTo(page, 'Add stop')
      await keys.press('Enter')
      await tabTo(page, 'Location name')
      await keys.type(name)
    }
    await keys.press('Alt+ArrowUp')
    const first = editor(page).getByRole('group', { name: 'Stop 1', exact: true })
    await expect.poll(() => first.getByLabel('Location name').inputValue()).toBe('Mercado Sur')
    expect(await focusedName(page)).toContain('Location name')
    await tabTo(page, 'Save draft')
    await keys.press('Enter')
    await editor(page)
      .getByText(/^Saved \d\d:\d\d/)
      .waitFor()

    await keys.press('Escape')
    await leaveFields(page)
    await keys.press('/')
    await keys.type('KEY-1')
    await expect.poll(() => boardRow(page, 'KEY-1').count()).toBe(1)
    await tabToRow(page)
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await editor(page).getByText('KEY-1').first().waitFor()
    await tabTo(page, 'Instructions')
    await keys.type('Ask for the key')
    await editor(page).getByText('Not saved').waitFor()
    expect(desk.browser().faults).toEqual([])
  })

  it('runs a command from the palette, lists the keys, announces what undo did, and closes with Escape', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const keys = page.keyboard

    await keys.press('Control+k')
    const command = page.getByRole('textbox', { name: 'Command' })
    await command.waitFor()
    await keys.type('outbox')
    await keys.press('Enter')
    await page.getByRole('main', { name: 'Outbox' }).waitFor()
    await keys.press('g')
    await keys.press('b')
    await page.getByRole('main', { name: 'Board' }).waitFor()

    await keys.press('?')
    const list = page.getByRole('dialog', { name: 'Keys' })
    await list.getByText('New workflow').waitFor()
    await keys.press('Escape')
    await list.waitFor({ state: 'detached' })

    await tabToRow(page)
    await keys.press('ArrowDown')
    await keys.press('Space')
    await page.getByText('1 workflow chosen').waitFor()
    await keys.press('d')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(await focusedName(page)).toContain('First day')
    await keys.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Undo “Duplicate/ }).waitFor()
    await keys.press('Control+z')
    await page.getByRole('status').filter({ hasText: 'Undone: “Duplicate' }).waitFor()
    await page.getByRole('button', { name: /^Redo “Duplicate/ }).waitFor()
    expect(desk.browser().faults).toEqual([])
  })

  it('makes templates of the workflows it looks for, and takes back removing one and nothing else, after a restart too', async () => {
    desk = await trainingDesk({ restarts: true })
    let page = await desk.start()
    const keys = page.keyboard
    const names = await page.getByRole('rowheader').allInnerTexts()
    const [first, second] = names.flatMap((each) => /[NS]-\d+-\d+/.exec(each)?.[0] ?? []).slice(1, 3)
    const cards = page.getByRole('region', { name: /^Template / })
    await goTo(page, 'Templates')
    await tabTo(page, 'New template from')
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Escape']) await keys.press(key)
    expect(await cards.count()).toBe(0)
    for (const [index, name] of [first ?? '', second ?? ''].entries()) {
      await keys.type(name)
      await keys.press('Enter')
      await page.getByRole('region', { name: `Template ${name}` }).waitFor()
      expect(await cards.count()).toBe(index + 1)
    }

    await tabTo(page, `Remove template ${first}`)
    await keys.press('Enter')
    await expect.poll(() => cards.count()).toBe(1)
    expect(await focusedName(page)).toBe(`Remove template ${second}`)
    await keys.press('Enter')
    await expect.poll(() => cards.count()).toBe(0)
    expect(await focusedName(page)).toBe('Templates')
    await page.getByRole('button', { name: `Undo “Remove template ${second}”: nothing is sent` }).waitFor()
    await keys.press('Control+z')
    const undone = page.getByRole('status').filter({ hasText: `Undone: “Remove template ${second}”` })
    await undone.waitFor()
    await page.getByRole('region', { name: `Template ${second}` }).waitFor()
    expect(await cards.count()).toBe(1)

    await desk.stop()
    page = await desk.start()
    await goTo(page, 'Templates')
    const back = page.getByRole('region', { name: /^Template / })
    await expect.poll(() => back.count()).toBe(1)
    await page.keyboard.press('Control+z')
    await expect.poll(() => back.count()).toBe(2)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => back.count()).toBe(1)
    await page.getByRole('button', { name: `Redo “Remove template ${second}”: nothing is sent` }).waitFor()
    expect(desk.browser().faults).toEqual([])
  })

  it('reaches a toast by F8, takes the step back there, and returns the focus', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await goTo(page, 'Templates')
    const from = page.getByRole('combobox', { name: 'New template from' })
    await from.fill('N-')
    await page.keyboard.press('Enter')
    const card = page.getByRole('region', { name: /^Template / })
    await card.waitFor()
    const toast = page.getByRole('status', { name: 'Messages' })
    await toast.getByText('is a template now').waitFor()
    await toast.getByRole('button', { name: 'Undo' }).waitFor()
    await page.keyboard.press('F8')
    expect(await focusedName(page)).toBe('Undo')
    await page.keyboard.press('Enter')
    await card.waitFor({ state: 'detached' })
    await toast.getByText('Undone: ').waitFor()
    expect(await toast.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    await expect.poll(() => hasFocus(from)).toBe(true)
    expect(desk.browser().faults).toEqual([])
  })

  it('shows the focus at the title of a screen and never around the whole page', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await goTo(page, 'Export')
    // A press on a text leaves the focus to the place of the screens; a key then makes the browser show it.
    await page.getByText('CSV with one row per stop and every field.').click()
    for (const key of ['g', 's']) await page.keyboard.press(key)
    const title = page.getByRole('heading', { name: 'Settings' })
    await title.waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('screen')
    expect(await outlineOf(page.locator('#screen'))).toBe('none')
    expect(await outlineOf(title)).toBe('solid')
    expect(desk.browser().faults).toEqual([])
  })

  it('saves a view once under each name, and takes back replacing and removing it', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const keys = page.keyboard
    const dialog = page.getByRole('dialog')
    const views = page.getByRole('button', { name: /^Remove view / })
    await tabTo(page, 'Save this view')
    await keys.press('Enter')
    await dialog.waitFor()
    await keys.type('Mine')
    await keys.press('Enter')
    await page.getByRole('button', { name: 'Mine', exact: true }).waitFor()
    await expect.poll(() => focusedName(page)).toBe('Save this view')
    await keys.press('Enter')
    await dialog.waitFor()
    await keys.type('mine')
    await keys.press('Enter')
    await dialog.getByText('There is a view “Mine” already').waitFor()
    await keys.press('Enter')
    await page.getByRole('button', { name: 'mine', exact: true }).waitFor()
    expect(await views.count()).toBe(1)

    await tabTo(page, 'Remove view mine')
    await keys.press('Enter')
    await expect.poll(() => views.count()).toBe(0)
    expect(await focusedName(page)).toBe('Save this view')
    await keys.press('Control+z')
    await page.getByRole('button', { name: 'mine', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo “Replace view mine”: nothing is sent' }).waitFor()
    await keys.press('Control+z')
    await page.getByRole('button', { name: 'Mine', exact: true }).waitFor()
    expect(desk.browser().faults).toEqual([])
  })
})

/** Presses Tab until the element with this name has the focus, as a person does who looks for it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = []
  for (let index = 0; index < MAX_TABS; index++) {
    await page.keyboard.press('Tab')
    const focused = await focusedName(page)
    if (focused === name || focused.startsWith(`${name} `)) return
    passed.push(focused)
  }
  throw new Error(`Tab does not come to ${name}, only to: ${passed.join(', ')}`)
}

async function tabToRow(page: Page): Promise<void> {
  for (let index = 0; index < MAX_TABS; index++) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate(
      () =>
        document.activeElement?.getAttribute('role') === 'grid' ||
        document.activeElement?.getAttribute('role') === 'row',
    )
    if (isThere) return
  }
  throw new Error('Tab does not come to the table')
}

/** Out of a field, so that single keys are commands again. */
async function leaveFields(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
}

/** What a screen reader would call the element that has the focus: its label, else its text. */
async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null) return ''
    const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    const words = label ? element.labels?.[0]?.textContent : null
    const name = element.getAttribute('aria-label') ?? words ?? element.textContent ?? ''
    return name.replaceAll(/\s+/g, ' ').trim()
  })
}

async function outlineOf(element: Locator): Promise<string> {
  return element.evaluate((each) => getComputedStyle(each).outlineStyle)
}
