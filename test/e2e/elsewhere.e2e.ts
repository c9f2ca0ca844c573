import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, openWorkflow, planWorkflow, save } from './desk.ts'
import { planElsewhere, readNow, readUntil } from './others.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

describe.skipIf(!HAS_BROWSER)('what others plan and change at Catena', () => {
  let desk: SandboxDesk
  afterEach(() => desk?.close())

  it('stands on the board, follows what they change, and is theirs until it is edited here', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    await readNow(page)
    const id = await planElsewhere(desk, { instructions: 'Gate 4' })
    const row = page.getByRole('row').filter({ hasText: 'made elsewhere' })
    await readUntil(page, row)
    await shot(page, 'elsewhere-board')

    sandbox.world.editWorkflow(id, { instructions: 'Gate 5', workflow_status: 'ACTIVE' }, Date.now())
    await readUntil(page, row.filter({ hasText: 'Active' }))
    await row.click()
    const instructions = editor(page).getByRole('textbox', { name: 'Instructions', exact: true })
    await expect.poll(() => instructions.inputValue()).toBe('Gate 5')
    await editor(page).getByRole('tab', { name: 'History' }).click()
    await editor(page).getByRole('list', { name: 'History' }).getByText('Changed elsewhere').waitFor()

    await editor(page).getByRole('tab', { name: 'Plan' }).click()
    await instructions.fill('Gate 6')
    await save(page, 'Save and send')
    await expect.poll(() => sandbox.world.workflow(id)?.record.instructions).toBe('Gate 6')
    expect(writtenFields(desk)).toEqual([['connection_id', 'instructions']])
    expect(sandbox.world.workflows()).toHaveLength(1)
    expect(desk.browser.faults).toEqual([])
  })

  it('is taken into a workflow of this desk, and an edit over it asks nothing and sends nothing else', async () => {
    desk = await sandboxDesk()
    const { page, sandbox } = desk
    const plan = { reference: 'E-1', connection: 'Norte', start: '06:00', end: '09:00' }
    await planWorkflow(page, { ...plan, instructions: 'Gate 1' })
    await boardRow(page, 'E-1').filter({ hasText: 'At the TSP' }).waitFor()
    const [there] = sandbox.world.workflows()
    const id = there?.record.id ?? ''
    sandbox.world.editWorkflow(id, { instructions: 'Gate 2', total_distance: 99 }, Date.now())
    await readNow(page)
    await openWorkflow(page, 'E-1')
    const instructions = editor(page).getByRole('textbox', { name: 'Instructions', exact: true })
    await expect.poll(() => instructions.inputValue()).toBe('Gate 2')
    await instructions.fill('Gate 3')
    await save(page, 'Save and send')
    await expect.poll(() => sandbox.world.workflow(id)?.record.instructions).toBe('Gate 3')
    await boardRow(page, 'E-1').filter({ hasText: 'At the TSP' }).waitFor()
    expect(writtenFields(desk)).toEqual([['connection_id', 'instructions']])

    sandbox.world.editWorkflow(id, { deleted_at: new Date().toISOString() }, Date.now())
    await readUntil(page, boardRow(page, 'E-1').filter({ hasText: 'deleted at the TSP' }))
    await shot(page, 'elsewhere-deleted')
    expect(desk.browser.faults).toEqual([])
  })
})

/** The fields of each update that reached Catena. */
function writtenFields({ sandbox }: SandboxDesk): string[][] {
  return sandbox.received
    .writes()
    .filter((each) => each.method === 'PATCH')
    .map(({ bodyText }) => Object.keys(JSON.parse(bodyText ?? '{}') as object).sort())
}

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}
