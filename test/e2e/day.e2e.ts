import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import {
  boardRow,
  editor,
  HAS_BROWSER,
  hasFocus,
  IS_ELECTRON,
  openWorkflow,
  planWorkflow,
  save,
} from './desk.ts'
import { goTo } from './fixture.ts'
import { prepareLanguages } from './languages/shown-language.ts'
import { planElsewhere, readNow, readUntil, shotInTwo } from './others.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

describe.skipIf(!HAS_BROWSER)('the day as it runs', () => {
  let desk: SandboxDesk
  afterEach(() => desk?.close())
  const open = async () => {
    desk = await sandboxDesk([200, 800], {}, prepareLanguages)
    return desk
  }

  it('shows what drivers record, how late they are, and asks for none of it', async () => {
    const { page, sandbox, browser } = await open()
    await readNow(page)
    const first = { source_stop_id: 's1', location_name: 'Depot', scheduled_arrival: minutesFromNow(-60) }
    const next = { source_stop_id: 's2', location_name: 'Plaza', scheduled_arrival: minutesFromNow(90) }
    const id = await planElsewhere(desk, { stops: [first, next] })
    const row = page.getByRole('row').filter({ hasText: 'made elsewhere' })
    await readUntil(page, row)
    const reached = { ...first, actual_arrival: minutesFromNow(-48), actual_departure: minutesFromNow(-40) }
    sandbox.world.editWorkflow(id, { workflow_status: 'ACTIVE', stops: [reached, next] }, Date.now())
    await readUntil(page, row.filter({ hasText: '1/2 +12' }))
    await page.getByRole('button', { name: '1 behind plan' }).click()
    await shotInTwo(page, 'day-board')
    const barTop = await topOf(page, 'Columns')
    await row.click()
    const stop = editor(page).getByRole('group', { name: 'Stop 1', exact: true })
    await stop.getByText(/arrived \d\d:\d\d · departed \d\d:\d\d/).waitFor()
    await stop.getByText('12 min late').waitFor()
    expect(await topOf(page, 'Columns')).toBe(barTop)
    await stop.getByRole('button', { name: /Depot/ }).click()
    await stop.getByText('More', { exact: true }).click()
    expect(await stop.getByLabel('Actual arrival').count()).toBe(0)
    await shotInTwo(page, 'day-editor')
    expect(browser.faults).toEqual([])
  })

  it('asks what becomes of a change to what the TSP has deleted, and plans it anew', async () => {
    const { page, sandbox, browser } = await open()
    await plan(page, 'D-1')
    const [there] = sandbox.world.workflows()
    await page.getByRole('button', { name: 'Close editor' }).click()
    const deleted = boardRow(page, 'D-1').filter({ hasText: 'deleted at the TSP' })
    await openWorkflow(page, 'D-1')
    const instructions = editor(page).getByRole('textbox', { name: 'Instructions', exact: true })
    await instructions.fill('Gate 2')
    const gone = { deleted_at: new Date().toISOString() }
    sandbox.world.editWorkflow(there?.record.id ?? '', gone, Date.now())
    await readUntil(page, deleted)
    const choice = editor(page).getByRole('region', { name: 'Deleted at the TSP' })
    await editor(page).getByRole('button', { name: 'Save and send' }).click()
    await expect.poll(() => hasFocus(choice)).toBe(true)
    await shotInTwo(page, 'day-deleted')
    await choice.getByRole('button', { name: 'Plan it anew' }).click()
    await expect
      .poll(() => sandbox.world.workflows().map(({ record }) => record.instructions))
      .toEqual([undefined, 'Gate 2'])
    expect(await deleted.count()).toBe(1)
    expect(browser.faults).toEqual([])
  })

  it('says so when a change was refused because the TSP has deleted the workflow, and lets it go', async () => {
    const { page, sandbox, browser } = await open()
    await plan(page, 'D-2')
    const [there] = sandbox.world.workflows()
    sandbox.world.editWorkflow(there?.record.id ?? '', { deleted_at: new Date().toISOString() }, Date.now())
    const instructions = editor(page).getByRole('textbox', { name: 'Instructions', exact: true })
    await instructions.fill('Gate 2')
    await save(page, 'Save and send')
    await boardRow(page, 'D-2').filter({ hasText: 'Refused' }).waitFor()
    await readUntil(page, boardRow(page, 'D-2').filter({ hasText: 'deleted at the TSP' }))
    await goTo(page, 'Outbox')
    await page.getByText(/It was deleted at the TSP/).waitFor()
    await page.getByRole('button', { name: 'Correct' }).click()
    const choice = editor(page).getByRole('region', { name: 'Deleted at the TSP' })
    await expect.poll(() => hasFocus(choice)).toBe(true)
    await choice.getByRole('button', { name: 'Let it go' }).click()
    await page.getByText('Nothing waits').waitFor()
    await goTo(page, 'Board')
    await readUntil(page, boardRow(page, 'D-2').filter({ hasText: 'Withdrawn' }))
    expect(browser.faults).toEqual([])
  })

  it.skipIf(IS_ELECTRON)(
    'keeps what both of two windows typed in one field, and shows what lost',
    async () => {
      const { page, browser } = await open()
      await plan(page, 'W-1')
      const other = await desk.anotherWindow()
      await other.getByRole('rowheader').first().waitFor()
      // The window that does not read says as of when too, and its button reads.
      await readNow(other)
      await openWorkflow(other, 'W-1')
      const field = (on: Page) => editor(on).getByRole('textbox', { name: 'Instructions', exact: true })
      await field(page).fill('Gate 1')
      await field(other).fill('Gate 2')
      await boardRow(page, 'W-1').getByRole('img', { name: 'typing not saved' }).waitFor()
      await save(page, 'Save and send')
      const newer = editor(other).getByRole('region', { name: 'A newer version' })
      await newer.waitFor()
      expect(await field(other).inputValue()).toBe('Gate 2')
      await shotInTwo(other, 'day-two-windows')
      await other.reload()
      await openWorkflow(other, 'W-1')
      await newer.waitFor()
      expect(await field(other).inputValue()).toBe('Gate 2')
      await other.close()

      await editor(page)
        .getByText(/in a window that is closed, and not saved: Instructions/)
        .waitFor()
      await shotInTwo(page, 'day-left')
      await editor(page).getByRole('button', { name: 'Save it as a copy' }).click()
      const copy = boardRow(page, 'W-1 (conflict copy)')
      await copy.filter({ hasText: 'Draft' }).waitFor()
      await copy.getByText('W-1 (conflict copy)').click()
      await expect.poll(() => field(page).inputValue()).toBe('Gate 2')
      expect(browser.faults).toEqual([])
    },
  )

  it('shows what both changed while the desk was offline, side by side, and settles it by the keyboard', async () => {
    const { page, sandbox, browser } = await open()
    await plan(page, 'C-1')
    const [there] = sandbox.world.workflows()
    const id = there?.record.id ?? ''
    await sandbox.setNetwork('refused')
    await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill('Gate 2')
    await editor(page).getByLabel('Territory', { exact: true }).first().fill('South')
    await editor(page).getByRole('textbox', { name: 'Start', exact: true }).fill('06:30')
    await save(page, 'Save and send')
    const change = {
      instructions: 'Gate of the TSP',
      territory_name: 'Harbour',
      workflow_status: 'CANCELLED',
    }
    sandbox.world.editWorkflow(id, change, Date.now())
    await page.getByRole('status', { name: 'Connection' }).getByText('Offline').waitFor()
    await sandbox.setNetwork('up')
    await page
      .getByRole('note')
      .getByText(/^Back online/)
      .waitFor()
    await shotInTwo(page, 'back-online')
    await boardRow(page, 'C-1').filter({ hasText: 'Conflict' }).waitFor()
    const panel = editor(page).getByRole('region', { name: 'Conflict' })
    const status = panel.getByRole('group', { name: 'Status' })
    await status.waitFor()
    // Their cancellation against our new start: theirs first; of the rest nothing is chosen.
    expect(await status.getByRole('radio', { name: /Cancelled/ }).isChecked()).toBe(true)
    expect(await panel.getByRole('radio', { checked: true }).count()).toBe(1)
    await panel.getByRole('group', { name: 'Instructions' }).getByText('Before').waitFor()
    await shotInTwo(page, 'day-conflict')
    await panel.getByRole('button', { name: 'All mine' }).click()
    await page.keyboard.press('Control+Enter')
    await page.getByText('C-1: settled').waitFor()
    await boardRow(page, 'C-1').filter({ hasText: 'At the TSP' }).waitFor()
    await expect
      .poll(() => sandbox.world.workflow(id)?.record)
      .toMatchObject({ instructions: 'Gate 2', territory_name: 'South', workflow_status: 'PLANNED' })
    expect(browser.faults).toEqual([])
  })
})

async function plan(page: Page, reference: string): Promise<void> {
  await planWorkflow(page, { reference, connection: 'Norte', start: '06:00', end: '09:00' })
  await boardRow(page, reference).filter({ hasText: 'At the TSP' }).waitFor()
}

function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}

/** Where a button of the board's bar stands, in pixels from the top. */
async function topOf(page: Page, name: string): Promise<number | undefined> {
  return (await page.getByRole('button', { name, exact: true }).boundingBox())?.y
}
