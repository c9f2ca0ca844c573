import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, HAS_BROWSER } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

/**
 * Absence is proved within seconds here. A failed create may be looked for before the age of reads was measured, and then
 * it is looked for again soon.
 */
const TIMINGS = {
  absenceQuietMs: 2_000,
  absenceGapMs: 1_000,
  lookSteps: [300, 1_000],
  pollSteps: [300, 1_000],
  pollSlow: 2_000,
}

describe.skipIf(!HAS_BROWSER)('what the TSP did not take', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('is looked for first, and can then be sent again from the outbox', async () => {
    desk = await trainingDesk({ env: { PLANNER_SYNC_TIMINGS: JSON.stringify(TIMINGS) } })
    const page = await desk.start()
    await goTo(page, 'Outbox')
    const row = page
      .getByRole('table', { name: 'Changes not at the TSP' })
      .getByRole('row')
      .filter({ hasText: 'It was looked for and is not there: send it again.' })
      .first()
    // Five times as long as the first read took to show a create, which is made 5 s after it at the soonest.
    await row.waitFor()
    const name = await row.getByRole('button').first().innerText()
    const own = page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) })
    await own.getByRole('button', { name: 'Send again' }).click()
    await goTo(page, 'Board')
    // Of all days: which one was looked for first may be tomorrow's.
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('searchbox', { name: 'Search' }).fill(name)
    // A new generation: it goes its way, wherever the TSP lets it end this time.
    await expect
      .poll(() => boardRow(page, name).innerText())
      .toMatch(/On this computer|Sending|With Catena|At the TSP/)
    await page.getByRole('button', { name: `Undo “Send ${name} again”` }).waitFor()
    expect(desk.browser().faults).toEqual([])
  })
})
