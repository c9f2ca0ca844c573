import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, planWorkflow, save } from './desk.ts'
import { goTo } from './fixture.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

describe.skipIf(!HAS_BROWSER)('the ids of drivers and vehicles', () => {
  let desk: SandboxDesk
  afterEach(() => desk?.close())

  it('are external by default, and a Catena that takes its own says so at the field, until the setting is changed', async () => {
    desk = await sandboxDesk([200, 800], { ids: 'catena' })
    const { page, sandbox } = desk
    await planWithDriver(page, 'I-1')
    await isInState(page, 'I-1', 'Refused')
    const driver = editor(page).getByLabel('Driver', { exact: true })
    await editor(page).getByText('Catena: unknown field').waitFor()
    expect(await driver.getAttribute('aria-invalid')).toBe('true')
    expect(sandbox.world.operations()).toEqual([])

    await chooseIds(page, 'Catena’s own ids')
    await goTo(page, 'Board')
    await boardRow(page, 'I-1').getByText('I-1').click()
    await save(page, 'Save and send')
    await isInState(page, 'I-1', 'At the TSP')
    expect(assigneeAtCatena()).toEqual([assigneeOf('Ana')])
    const sent = sandbox.received.writes().map((each) => Object.keys(JSON.parse(each.bodyText)))
    expect(sent.map((names) => names.filter((name) => name.endsWith('driver_id')))).toEqual([
      ['source_driver_id'],
      ['driver_id'],
    ])

    // Read back and changed: the update carries the ids of the setting too, and nothing looks like a conflict.
    await chooseDriver(page, 'James')
    await save(page, 'Save and send')
    await expect.poll(assigneeAtCatena).toEqual([assigneeOf('James')])
    await isInState(page, 'I-1', 'At the TSP')
    expect(desk.browser.faults).toEqual([])
  })

  it('are taken as external ids by a Catena that takes those, and its error is at the field where its own are sent', async () => {
    desk = await sandboxDesk([200, 800], { ids: 'external' })
    const { page } = desk
    await planWithDriver(page, 'I-2')
    await isInState(page, 'I-2', 'At the TSP')
    expect(assigneeAtCatena()).toEqual([assigneeOf('Ana')])

    await chooseIds(page, 'Catena’s own ids')
    await goTo(page, 'Board')
    await planWithDriver(page, 'I-3')
    await isInState(page, 'I-3', 'Refused')
    await editor(page).getByText('Catena: unknown field').waitFor()
    expect(assigneeAtCatena()).toHaveLength(1)
    expect(desk.browser.faults).toEqual([])
  })

  function assigneeAtCatena(): unknown[] {
    return desk.sandbox.world.workflows().map(({ record }) => [record.driver_id, record.source_driver_id])
  }

  /** Both ids of a driver of the first connection. */
  function assigneeOf(firstName: string): unknown[] {
    const { users, connections } = desk.sandbox.world.fleet
    const found = users.find(
      (each) => each.first_name === firstName && each.connection_id === connections[0]?.id,
    )
    return [found?.id, found?.source_id]
  }
})

/** A workflow of today with driver Ana, sent. */
async function planWithDriver(page: Page, reference: string): Promise<void> {
  const times = { start: '06:00', end: '09:00' }
  await planWorkflow(page, { reference, connection: 'Norte', ...times }, 'Save draft')
  await chooseDriver(page, 'Ana')
  await save(page, 'Save and send')
}

async function chooseDriver(page: Page, name: string): Promise<void> {
  const driver = editor(page).getByLabel('Driver', { exact: true })
  await driver.click()
  await driver.fill(name)
  await page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click()
}

async function chooseIds(page: Page, words: string): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByLabel('Ids of drivers and vehicles').first().click()
  await page.getByRole('option', { name: words }).click()
  await page.getByText('Settings saved').first().waitFor()
}

async function isInState(page: Page, reference: string, state: string): Promise<void> {
  await expect.poll(() => boardRow(page, reference).innerText()).toContain(state)
}
