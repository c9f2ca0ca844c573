import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, hasFocus, openWorkflow, planWorkflow } from './desk.ts'
import { goTo } from './fixture.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

/** A Catena whose lists show nothing by which a create of ours is recognised. */
const WITHOUT_MARKS = { payload: 'absent', sourceId: 'nullThenTsp' } as const

describe.skipIf(!HAS_BROWSER)('a change that only a person can find at Catena', () => {
  let desk: SandboxDesk
  afterEach(() => desk?.close())

  it('is asked about in its row, by keys, and sent once when somebody says twice that it is not there', async () => {
    desk = await sandboxDesk([200, 800], WITHOUT_MARKS)
    const { page, sandbox } = desk
    const lost = sandbox.faults.add({ kind: 'drop', phase: 'before', match: { method: 'POST' } })
    await plan(page, 'K-1')
    await goTo(page, 'Outbox')
    const row = page.getByRole('row').filter({ hasText: 'K-1' })
    const panel = page.getByRole('group', { name: 'Check K-1 at Catena' })
    await panel.waitFor()
    expect(await row.innerText()).toMatch(/Held[\s\S]*Sent at \d\d:\d\d, answer lost\./)
    expect(await panel.innerText()).toMatch(
      /sent \d\d:\d\d, on Norte.*, start .*06:00, first stop Mercado Sur/,
    )
    for (const name of ['Release', 'Hold', 'Discard', 'Send now']) {
      expect(await row.getByRole('button', { name, exact: true }).count()).toBe(0)
    }
    expect(await row.getByRole('button', { name: 'Look now' }).count()).toBe(1)

    await row.getByRole('checkbox').check()
    await page.getByText('1 chosen; 1 to check at Catena, decided row by row').waitFor()
    for (const name of ['Hold chosen', 'Release chosen', 'Discard chosen']) {
      expect(await page.getByRole('button', { name }).isDisabled()).toBe(true)
    }

    const sent = sandbox.received.writes().length
    sandbox.faults.remove(lost)
    const notThere = panel.getByRole('button', { name: 'It is not there: send again' })
    await notThere.focus()
    await page.keyboard.press('Enter')
    const question = page.getByRole('dialog', { name: 'Send this change again?' })
    await question.getByText('makes a second one if it is there. Did you look at Catena?').waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await expect.poll(() => hasFocus(notThere)).toBe(true)
    expect(sandbox.received.writes()).toHaveLength(sent)
    await page.keyboard.press('Enter')
    await question.getByRole('button', { name: 'I looked: send again' }).click()
    await goTo(page, 'Board')
    await isInState(page, 'K-1', 'At the TSP')
    expect(sandbox.received.writes()).toHaveLength(sent + 1)
    expect(sandbox.world.workflows()).toHaveLength(1)
    expect(desk.browser.faults).toEqual([])
  })

  it('is asked about in the editor too, and followed no more when somebody says that it is there', async () => {
    // Nor can the workflow itself be read for hours.
    desk = await sandboxDesk([200, 800], { ...WITHOUT_MARKS, readLag: 'hours' })
    const { page, sandbox } = desk
    sandbox.faults.add({ kind: 'drop', phase: 'after', match: { method: 'POST' } })
    await plan(page, 'K-2')
    await isInState(page, 'K-2', 'Held')
    await openWorkflow(page, 'K-2')
    await editor(page).getByRole('tab', { name: 'Sync' }).click()
    const panel = editor(page).getByRole('group', { name: 'Check K-2 at Catena' })
    await panel.getByRole('button', { name: 'It is there: stop sending' }).click()
    const question = page.getByRole('dialog', { name: 'Stop sending this change?' })
    await question.getByText('The workflow stays at Catena').waitFor()
    await question.getByRole('button', { name: 'Stop sending' }).click()
    await panel.waitFor({ state: 'detached' })
    await isInState(page, 'K-2', 'Draft')
    await expect.poll(() => isIn(editor(page))).toBe(true)
    expect(sandbox.received.writes()).toHaveLength(1)
    expect(sandbox.world.workflows()).toHaveLength(1)
    expect(desk.browser.faults).toEqual([])
  })

  it('is a new pending change after a failure at the TSP: said not to be there, it is sent once more as a new one', async () => {
    desk = await sandboxDesk([200, 800], { ...WITHOUT_MARKS, creates: 'failButExist', readLag: 'hours' })
    const { page, sandbox } = desk
    await plan(page, 'K-3')
    await goTo(page, 'Outbox')
    const panel = page.getByRole('group', { name: 'Check K-3 at Catena' })
    await panel.waitFor()
    sandbox.world.character.set({ creates: 'asSaid' })
    await panel.getByRole('button', { name: 'It is not there: send again' }).click()
    await page.getByRole('button', { name: 'I looked: send again' }).click()
    await goTo(page, 'Board')
    await isInState(page, 'K-3', 'At the TSP')
    const creates = sandbox.received.writes().filter((each) => each.method === 'POST')
    expect(creates).toHaveLength(2)
    expect(new Set(creates.map((each) => each.sourceId)).size).toBe(2)
    expect(desk.browser.faults).toEqual([])
  })
})

/** A workflow of today with one stop, sent. */
async function plan(page: Page, reference: string): Promise<void> {
  await planWorkflow(page, {
    reference,
    connection: 'Norte',
    start: '06:00',
    end: '09:00',
    stops: [
      { locationName: 'Mercado Sur', latitude: '29.39', longitude: '-98.5', scheduledArrival: '06:30' },
    ],
  })
}

/** True when the keyboard is somewhere in it. */
async function isIn(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each.contains(document.activeElement))
}

/** Waits until the board says so. */
async function isInState(page: Page, reference: string, state: string): Promise<void> {
  await expect.poll(() => boardRow(page, reference).innerText()).toContain(state)
}
