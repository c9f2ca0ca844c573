import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER } from './desk.ts'
import { type TrainingDesk, trainingDesk } from './fixture.ts'

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
    await page.getByRole('region', { name: 'Outbox' }).waitFor()
    await keys.press('g')
    await keys.press('b')
    await page.getByRole('region', { name: 'Board' }).waitFor()

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
    await page.getByRole('alert').filter({ hasText: 'Undone: “Duplicate' }).waitFor()
    await page.getByRole('button', { name: /^Redo “Duplicate/ }).waitFor()
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
