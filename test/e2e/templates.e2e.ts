import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { HAS_BROWSER } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

describe.skipIf(!HAS_BROWSER)('a template that recurs', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('takes weekdays ticked in quick succession, and makes again what was undone when they are ticked again', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const reference = (await page.getByRole('rowheader').first().innerText()).trim()
    await goTo(page, 'Templates')
    await page.getByRole('combobox', { name: 'New template from' }).fill(reference)
    await page.getByRole('option', { name: reference }).click()
    const card = page.getByRole('region', { name: /^Template / })
    await card.waitFor()
    // Of all weekdays but today's: on the day of the template itself its run is planned already.
    const today = await page.evaluate(() =>
      new Date().toLocaleDateString('en-US', { weekday: 'short', timeZone: 'America/Chicago' }),
    )
    const others = WEEKDAYS.filter((each) => each !== today)
    const ticked = others.slice(0, 3)
    await tickAtOnce(page, ticked)
    const days = card.getByText(/^Drafts on /)
    await expect.poll(() => weekdaysIn(days)).toEqual(ticked)
    await expect.poll(() => ticks(page)).toEqual(ticked)
    expect(await page.getByText('The template is not changed').count()).toBe(0)

    // Two steps in a row may have the same name: they are counted where they are stored.
    for (let left = await openSteps(page); left > 0; left -= 1) {
      await page.getByRole('button', { name: /^Undo “(Set weekdays|Make \d recurring)/ }).click()
      await expect.poll(() => openSteps(page)).toBe(left - 1)
    }
    await card.getByText('Made by hand only').waitFor()
    await tickAtOnce(page, ticked.slice(1))
    await expect.poll(() => weekdaysIn(days)).toEqual(ticked.slice(1))
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('searchbox', { name: 'Search' }).fill(reference)
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(3)

    await goTo(page, 'Templates')
    await tickAtOnce(page, [today])
    await expect.poll(() => ticks(page)).toContain(today)
    const thisDay = await page.evaluate(() =>
      new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'America/Chicago' }),
    )
    await expect.poll(() => weekdaysIn(days)).toContain(today)
    expect(await days.innerText()).not.toContain(thisDay)
    expect(desk.browser().faults).toEqual([])
  })
})

/** How many steps of weekdays and their drafts could be undone. */
async function openSteps(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('planner-training')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const steps = await new Promise<{ isUndone: number; label: string }[]>((resolve, reject) => {
      const request = db.transaction('undo').objectStore('undo').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    db.close()
    return steps.filter(
      ({ isUndone, label }) => isUndone === 0 && /steps\.(setWeekdays|makeDrafts)/.test(label),
    ).length
  })
}

/** Clicks on chips one after the other, before any of it can be saved. */
async function tickAtOnce(page: Page, weekdays: readonly string[]): Promise<void> {
  await page.getByRole('group', { name: 'Every week on' }).evaluate((group, wanted) => {
    for (const label of group.querySelectorAll('label')) {
      if (wanted.includes(label.textContent ?? '')) label.click()
    }
  }, weekdays)
}

/** The weekdays that are ticked. */
async function ticks(page: Page): Promise<readonly string[]> {
  const chips = page.getByRole('group', { name: 'Every week on' }).getByRole('checkbox', { checked: true })
  return chips.evaluateAll((all) => all.map((each) => each.parentElement?.textContent ?? ''))
}

/** The weekdays of the days that are named, from Monday on. */
async function weekdaysIn(days: ReturnType<Page['getByText']>): Promise<readonly string[]> {
  const words = await days.innerText()
  return WEEKDAYS.filter((each) => words.includes(each))
}
