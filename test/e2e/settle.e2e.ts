import type { Locator, Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { afterEach, describe, expect, it } from 'vitest'
import { en } from '../../shared/text/en/en.ts'
import { dayOf } from '../../shared/util/depot-time.ts'
import {
  boardRow,
  editor,
  HAS_BROWSER,
  hasFocus,
  openWorkflow,
  PAGE_OPTIONS,
  planWorkflow,
  save,
} from './desk.ts'
import { goTo } from './fixture.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

describe.skipIf(!HAS_BROWSER)('what a person has to settle', () => {
  let desk: SandboxDesk
  afterEach(() => desk?.close())

  it('shows a refusal of Catena beside its field, and the corrected plan reaches the TSP once', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    const message = 'This customer takes no deliveries before 07:00'
    sandbox.faults.add({
      kind: 'refused',
      path: 'stops.1.scheduled_arrival',
      message,
      match: { method: 'POST', body: inUtc('06:30') },
    })
    await plan(page, 'R-1', { stops: [{ locationName: 'Depot' }, stop('Mercado Sur', '06:30')] })
    await isInState(page, 'R-1', 'Refused')

    await goTo(page, 'Outbox')
    await page.getByRole('button', { name: 'Correct' }).focus()
    await page.keyboard.press('Enter')
    const second = editor(page).getByRole('group', { name: 'Stop 2', exact: true })
    const field = second.getByRole('textbox', { name: 'Scheduled arrival' })
    await second.getByText(`Catena: ${message}`).waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await expect.poll(() => hasFocus(field)).toBe(true)
    await field.fill('07:30')
    await page.keyboard.press('Tab')
    await second.getByText(`Catena: ${message}`).waitFor({ state: 'detached' })
    await save(page, 'Save and send')
    await goTo(page, 'Board')
    await isInState(page, 'R-1', 'At the TSP')

    const creates = sandbox.received.writes().filter((each) => each.method === 'POST')
    expect(creates.map((each) => each.status)).toEqual([422, 202])
    expect(new Set(creates.map((each) => each.sourceId)).size).toBe(2) // a corrected create is a generation of its own
    expect(sandbox.world.workflows()).toHaveLength(1)
    expect(desk.browser.faults).toEqual([])
  })

  it('takes in without a question what only the other dispatcher changed, and sends only what was edited here', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    await plan(page, 'M-1', { instructions: 'Gate 1' })
    await isInState(page, 'M-1', 'At the TSP')
    const [there] = sandbox.world.workflows()
    sandbox.world.editWorkflow(there?.record.id ?? '', { total_distance: 99 }, Date.now())
    await openWorkflow(page, 'M-1')
    await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill('Gate 2')
    await save(page, 'Save and send')
    await expect
      .poll(() => sandbox.world.workflows().map(({ record }) => record.instructions))
      .toEqual(['Gate 2'])
    await isInState(page, 'M-1', 'At the TSP')
    expect(sandbox.world.workflows()[0]?.record.total_distance).toBe(99)
    const [update] = sandbox.received.writes().filter((each) => each.method === 'PATCH')
    const body: unknown = JSON.parse(update?.bodyText ?? '{}')
    expect(Object.keys(body ?? {}).sort()).toEqual(['connection_id', 'instructions'])
    // The editor shows it, and the history says where it comes from.
    await expect
      .poll(() => editor(page).getByRole('textbox', { name: 'Total distance', exact: true }).inputValue())
      .toBe('99')
    await editor(page).getByRole('tab', { name: 'History' }).click()
    await editor(page).getByRole('list', { name: 'History' }).getByText('Changed elsewhere').waitFor()
    expect(desk.browser.faults).toEqual([])
  })

  it('shows both versions field by field, sends the chosen ones, and keeps the others in the history', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    await plan(page, 'C-1', { instructions: 'Gate 1', stops: [stop('Mercado Sur', '06:30')] })
    await isInState(page, 'C-1', 'At the TSP')
    const [there] = sandbox.world.workflows()
    // After today's start, whenever the test runs.
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const change = { instructions: 'Gate of the TSP', ended_at: `${tomorrow}T23:00:00Z` }
    sandbox.world.editWorkflow(there?.record.id ?? '', change, Date.now())
    await openWorkflow(page, 'C-1')
    await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill('Gate of the depot')
    await save(page, 'Save and send')
    await isInState(page, 'C-1', 'Conflict')

    const panel = editor(page).getByRole('region', { name: 'Conflict' })
    const instructions = panel.getByRole('group', { name: 'Instructions' })
    await instructions.getByText('Gate of the depot').waitFor()
    await instructions.getByText('Gate of the TSP').waitFor()
    expect(await panel.getByRole('group').count()).toBe(1) // their end is taken in: nobody here has changed it
    await expect.poll(() => isOnScreen(panel.getByRole('heading'))).toBe(true)
    expect(await panel.getByRole('radio', { checked: true }).count()).toBe(0)
    await instructions.getByRole('radio', { name: /Mine/ }).check()
    await panel.getByRole('button', { name: 'Settle conflict' }).click()
    await isInState(page, 'C-1', 'At the TSP')
    expect(sandbox.world.workflows().map(({ record }) => [record.instructions, record.ended_at])).toEqual([
      ['Gate of the depot', expect.stringContaining(`${tomorrow}T23:00:00`)],
    ])
    await editor(page).getByRole('tab', { name: 'History' }).click()
    const history = editor(page).getByRole('list', { name: 'History' })
    await history.getByText('In place of what Catena held:').waitFor()
    await history.getByText('Gate of the TSP').waitFor()
    expect(desk.browser.faults).toEqual([])
  })

  it('says before the key is pressed that undoing will be followed by an update to the TSP, and then it is', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    await plan(page, 'Z-1', { instructions: 'Gate 1' })
    await isInState(page, 'Z-1', 'At the TSP')
    const field = editor(page).getByRole('textbox', { name: 'Instructions', exact: true })
    await field.fill('Gate 2')
    await save(page, 'Save draft')
    await page.getByRole('button', { name: 'Undo “Edit Z-1”', exact: true }).click() // a draft: nothing follows
    await expect.poll(() => field.inputValue()).toBe('Gate 1')
    await field.fill('Gate 3')
    await save(page, 'Save and send')
    const held = () => sandbox.world.workflows().map(({ record }) => record.instructions)
    await expect.poll(held).toEqual(['Gate 3'])
    const undo = page.getByRole('button', { name: 'Undo “Edit Z-1”: 1 update follows to the TSP' })
    await undo.waitFor()
    await page.keyboard.press('Control+k')
    await page.getByText('Undo “Edit Z-1”: 1 update follows to the TSP').waitFor()
    await page.keyboard.press('Escape')
    await undo.click()
    await expect.poll(held).toEqual(['Gate 1'])
    await isInState(page, 'Z-1', 'At the TSP')
    expect(desk.browser.faults).toEqual([])
  })

  it('raises an alarm for a create that a proxy doubled, and one click cancels the newer', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    sandbox.faults.add({ kind: 'doubled', match: { method: 'POST' } })
    await plan(page, 'D-1', {})
    await goTo(page, 'Outbox')
    const alarm = page.getByRole('alert').filter({ hasText: 'It is at Catena more than once.' })
    await alarm.waitFor()
    expect(Object.values(sandbox.received.createsBySourceId())).toEqual([2])
    await alarm.getByRole('button', { name: 'Cancel the newer one' }).click()
    await alarm.waitFor({ state: 'detached' })
    const statuses = () =>
      sandbox.world
        .operations()
        .filter((each) => each.record.operation_type === 'create')
        .map(({ record }) => sandbox.world.workflow(record.resource_id ?? '')?.record.workflow_status)
    await expect.poll(statuses).toEqual(['PLANNED', 'CANCELLED'])
    await goTo(page, 'Board')
    await isInState(page, 'D-1', 'At the TSP')
    expect(desk.browser.faults).toEqual([])
  })

  it('says of an uncertain change what was sent when and looked up, then asks, and sends it once when told', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    // By this one the desk learns that Catena's list shows its marks: only then does a list prove absence.
    await plan(page, 'K-1', {})
    await isInState(page, 'K-1', 'At the TSP')
    const gate = 'Gate of U-1'
    const lost = sandbox.faults.add({ kind: 'drop', phase: 'before', match: { method: 'POST', body: gate } })
    await plan(page, 'U-1', { instructions: gate })
    await goTo(page, 'Outbox')
    const row = page.getByRole('row').filter({ hasText: 'U-1' })
    const time = String.raw`\d\d:\d\d`
    const words = new RegExp(
      `Checking with Catena[\\s\\S]*Sent at ${time}, answer lost. Looked up \\d times, last at ${time}: not found so far. ` +
        `Next look at ${time}. It is not sent again before that is known.`,
    )
    await expect.poll(() => row.innerText()).toMatch(words)
    // Another create arrives in between: three failures in a row would say that Catena takes no creates at all.
    await goTo(page, 'Board')
    await plan(page, 'K-2', {})
    await isInState(page, 'K-2', 'At the TSP')
    await goTo(page, 'Outbox')

    await expect.poll(() => row.innerText()).toMatch(/Held[\s\S]*You decide: release it/)
    expect(await row.innerText()).toContain(en.sync.reason.tooManyTries.sentence)
    expect(sandbox.world.workflows()).toHaveLength(2)
    const ofU1 = () => sandbox.received.writes().filter((each) => each.bodyText.includes(gate))
    const sent = ofU1().length
    expect(sent).toBe(3)
    sandbox.faults.remove(lost)
    await row.getByRole('button', { name: 'Release' }).click()
    await goTo(page, 'Board')
    await isInState(page, 'U-1', 'At the TSP')
    expect(sandbox.world.workflows()).toHaveLength(3)
    const after = ofU1().slice(sent)
    expect(after.map((each) => each.status)).toEqual([202])
    expect(desk.browser.faults).toEqual([])
  })
})

type Input = Omit<Parameters<typeof planWorkflow>[1], 'reference'>

/** A workflow of today, from 06:00 to 09:00, sent. */
async function plan(page: Page, reference: string, more: Input): Promise<void> {
  await planWorkflow(page, { reference, connection: 'Norte', start: '06:00', end: '09:00', ...more })
}

function stop(locationName: string, scheduledArrival: string) {
  return { locationName, latitude: '29.39', longitude: '-98.5', scheduledArrival }
}

/** A time of today in the depot as Catena gets it, without what follows the minutes. */
function inUtc(time: string): string {
  const zone = PAGE_OPTIONS.timezoneId
  const wall = Temporal.PlainDateTime.from(`${dayOf(Date.now(), zone)}T${time}`)
  return wall.toZonedDateTime(zone).toInstant().toString().slice(0, 16)
}

/** True when it is seen without scrolling. */
async function isOnScreen(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const { left, top } = node.getBoundingClientRect()
    return node.contains(document.elementFromPoint(left + 2, top + 2))
  })
}

/** Waits until the board says so. */
async function isInState(page: Page, reference: string, state: string): Promise<void> {
  await expect.poll(() => boardRow(page, reference).innerText()).toContain(state)
}
