import type { Locator, Page } from 'playwright-core'
import { es } from '../../../shared/text/es/es.ts'
import { boardRow, editor, openWorkflow, planWorkflow, save } from '../desk.ts'
import { goTo } from '../fixture.ts'
import type { SandboxDesk } from '../sandbox-desk.ts'

/** Called at each place of a walk with the place's name. What it changes of the page, such as the language, it puts back. */
export type Look = (place: string) => Promise<void>

/** Headings in Spanish, so that none of them is a word of the English catalog. */
const HEADINGS = [
  es.exchange.column.reference,
  es.exchange.column.connection,
  es.exchange.column.driver,
  es.exchange.column.start,
  es.exchange.column.end,
  es.exchange.column.locationName,
  es.exchange.column.latitude,
  es.exchange.column.longitude,
  es.exchange.column.totalDistance,
  'Observaciones',
]
/** Texts that the walks type: they are data wherever they are shown. */
export const TYPED_TEXTS: readonly string[] = [
  'monday.csv',
  'Leon Springs Grocer',
  'Castroville Yard',
  'Morning North',
  'Nobody at all',
  'Neverland Freight',
  'Catena said so',
  'no-such-command',
  'no such reference',
  'Depot Planner',
  ...HEADINGS,
]

const IMPORT_FILE = `${HEADINGS.join()}
C-401,Norte Freight · Samsara,,06:10,09:30,Leon Springs Grocer,29.66,-98.63,12,
C-402,Norte Freight · Samsara,,6.75,09:45,Mercado Sur,29.39,-98.51,12,
C-403,Norte Freight · Samsara,Nobody at all,07:00,10:00,Cold Store 7,129.42,-98.47,12,
C-404,Neverland Freight,,07:20,11:00,Castroville Yard,29.35,-98.88,12,
C-405,Neverland Freight,,08:00,12:00,Mercado Sur,29.39,-98.51,"1,234",
C-406,,,22:00,06:00,Mercado Sur,-98.51,29.39,12,
`

/** Every screen, dialog and menu of the training desk, from its board to the first screen. Expects the language English. */
export async function walkTraining(page: Page, look: Look): Promise<void> {
  await walkBoard(page, look)
  await walkManyWorkflows(page, look)
  await walkEditor(page, look)
  await walkNewWorkflow(page, look)
  await walkOutbox(page, look)
  await walkTemplates(page, look)
  await walkImport(page, look)
  await walkExportAndPrint(page, look)
  await goTo(page, 'Settings')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await look('settings')
  await page.getByText('Refresh the lists').scrollIntoViewIfNeeded()
  await look('settings-below')
  await walkCommands(page, look)
  await page.getByRole('button', { name: 'Leave training' }).first().click()
  await page.getByRole('button', { name: 'Training mode' }).waitFor()
  await page.getByRole('button', { name: 'Your organization gave you a client id and secret?' }).click()
  await page.getByLabel('Client id').waitFor()
  await look('start')
}

async function walkBoard(page: Page, look: Look): Promise<void> {
  await boardRow(page, 'At the TSP').nth(2).waitFor()
  await look('board')
  await page.getByRole('button', { name: /^Group/ }).click()
  await page.getByRole('menuitem', { name: 'Territory' }).waitFor()
  await look('board-group-menu')
  await page.getByRole('menuitem', { name: 'Where it is' }).click()
  await look('board-grouped')
  await page.getByRole('button', { name: /^Group/ }).click()
  await page.getByRole('menuitem', { name: 'No grouping' }).click()
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('button', { name: 'Clear filters' }).waitFor()
  await look('board-filters')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Connection' }).check()
  await look('board-columns')
  await page.keyboard.press('Escape')
  await page.locator('header').getByRole('button', { expanded: false }).click()
  await page.getByRole('button', { name: '7 days' }).waitFor()
  await look('board-days')
  await page.getByRole('button', { name: '7 days' }).click()
  await look('board-seven-days')
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByRole('rowheader').first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Duplicate…' }).waitFor()
  await look('board-row-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search' }).fill('Mercado')
  await look('board-search')
  await page.getByRole('searchbox', { name: 'Search' }).fill('no such reference')
  await page.getByText('Nothing matches').waitFor()
  await look('board-no-match')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save this view' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Morning North')
  await look('board-save-view')
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('button', { name: 'Previous day' }).click()
  await page.getByRole('button', { name: 'Plan the first one' }).waitFor()
  await look('board-empty-day')
  await page.getByRole('button', { name: 'Today' }).click()
}

/** The bar for many workflows, and each question that it asks. */
async function walkManyWorkflows(page: Page, look: Look): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  const bar = page.getByRole('region', { name: 'Chosen workflows' })
  await look('bulk-bar')
  await bar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Completed' }).waitFor()
  await look('bulk-status')
  await page.keyboard.press('Escape')
  for (const name of ['Driver…', 'Vehicle…', 'Territory…', 'Shift times…', 'Duplicate…']) {
    await bar.getByRole('button', { name }).click()
    await page.getByRole('dialog').waitFor()
    await look(`bulk-${name.toLowerCase().replace(/\W/g, '-')}`)
    if (name === 'Driver…') {
      await page.getByRole('dialog').getByRole('combobox').fill('Nobody at all')
      await look('bulk-driver-unknown')
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await bar.getByRole('button', { name: 'Clear choice' }).click()
}

async function walkEditor(page: Page, look: Look): Promise<void> {
  const row = boardRow(page, 'At the TSP').first()
  await openWorkflow(page, (await row.getByRole('rowheader').innerText()).trim())
  await look('editor')
  await editor(page).locator('[data-stop-summary]').first().click()
  await editor(page).getByText('More', { exact: true }).click()
  const group = editor(page).getByRole('group', { name: 'Stop 1', exact: true })
  await group.getByRole('textbox', { name: 'External stop id' }).scrollIntoViewIfNeeded()
  await look('editor-stop')
  await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill('Catena said so')
  await editor(page).getByRole('button', { name: 'Discard changes' }).click()
  await editor(page).getByText('Your changes were discarded').scrollIntoViewIfNeeded()
  await look('editor-discarded')
  await editor(page).getByLabel('Driver').first().click()
  await page.getByRole('listbox', { name: 'Driver list' }).getByRole('option').first().waitFor()
  await look('editor-driver-list')
  await page.keyboard.press('Escape')
  for (const name of ['History', 'Sync']) {
    await editor(page).getByRole('tab', { name }).click()
    await look(`editor-${name.toLowerCase()}`)
  }
  await page.getByRole('button', { name: 'Close editor' }).click()
}

/** A new workflow with something wrong in each kind of field. */
async function walkNewWorkflow(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'New workflow' }).click()
  const form = editor(page)
  await form.getByText('New workflow').waitFor()
  await look('new-workflow')
  await form.getByRole('textbox', { name: 'Start', exact: true }).fill('25:99')
  await form.getByRole('textbox', { name: 'Total distance' }).fill('1,234')
  await form.getByRole('button', { name: 'Add stop' }).click()
  await form.getByRole('textbox', { name: 'Latitude' }).fill('129')
  await form.getByRole('button', { name: 'Save and send' }).click()
  await look('new-workflow-refused')
  await form.getByRole('button', { name: 'Discard changes' }).click()
  await page.getByRole('button', { name: 'Close editor' }).click()
}

async function walkOutbox(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Outbox')
  await page.getByRole('main', { name: 'Outbox' }).waitFor()
  await look('outbox')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await look('outbox-chosen')
  await page.getByRole('button', { name: 'Discard chosen' }).click()
  await page.getByRole('dialog').waitFor()
  await look('outbox-discard')
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Hold all sending' }).click()
  await page.getByText('all sending is held').first().waitFor()
  await look('outbox-held')
  await page.getByRole('switch', { name: 'Hold all sending' }).click()
}

async function walkTemplates(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Templates')
  await page.getByRole('heading', { name: 'Templates' }).waitFor()
  await look('templates-none')
  const from = page.getByRole('combobox', { name: 'New template from' })
  await from.fill('N-')
  await look('templates-list')
  await page.getByRole('option').first().click()
  const card = page.getByRole('region', { name: /^Template / })
  await card.waitFor()
  await card.getByText('Mon', { exact: true }).click()
  await card.getByText(/^Drafts on /).waitFor()
  await card.getByRole('button', { name: /^Make a draft on/ }).click()
  await look('templates')
}

async function walkImport(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Import')
  await page.getByRole('button', { name: 'Choose a file' }).waitFor()
  await look('import-choose')
  const file = page.locator('input[type=file]')
  await file.setInputFiles({ name: 'monday.csv', mimeType: 'text/csv', buffer: Buffer.from('') })
  await page.getByText('This file was not imported').waitFor()
  await look('import-failed')
  await file.setInputFiles({ name: 'monday.csv', mimeType: 'text/csv', buffer: Buffer.from(IMPORT_FILE) })
  await page.getByText('with cells to correct').waitFor()
  await look('import-columns')
  const problems = page.getByRole('region', { name: 'Cells to correct' })
  await problems.scrollIntoViewIfNeeded()
  await problems.getByRole('button', { name: 'Row by row' }).first().click()
  const questions = page.getByRole('region', { name: 'Questions' })
  await questions.getByRole('button', { name: 'Row by row' }).first().click()
  const cell = problems.getByRole('textbox', { name: `${es.exchange.column.start}, Row 3` })
  await cell.fill('06:45')
  await cell.press('Enter')
  await page.getByRole('region', { name: 'Corrections' }).waitFor()
  await look('import-review')
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await page.getByRole('dialog').waitFor()
  await look('import-leave')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Import \d+ as drafts/ }).click()
  await page.getByRole('button', { name: 'Show the board' }).waitFor()
  await look('import-done')
}

async function walkExportAndPrint(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Export')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await page.getByRole('status').filter({ hasText: 'exported to' }).waitFor()
  await look('export')
  await goTo(page, 'Print')
  await page.getByRole('article').first().waitFor()
  await look('print')
}

async function walkCommands(page: Page, look: Look): Promise<void> {
  await goTo(page, 'Board')
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Command' }).waitFor()
  await look('palette')
  await page.keyboard.type('no-such-command')
  await look('palette-empty')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await look('keys')
  await page.keyboard.press('Escape')
}

/** States that only Catena's own behaviour brings about: refused, in conflict, to be looked up by a person. */
export async function walkSandbox({ page, sandbox }: SandboxDesk, look: Look): Promise<void> {
  await planAt(page, 'C-1')
  await boardState(page, 'C-1', 'At the TSP').waitFor()
  const [there] = sandbox.world.workflows()
  sandbox.world.editWorkflow(there?.record.id ?? '', { instructions: 'Catena said so' }, Date.now())
  await openWorkflow(page, 'C-1')
  await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill('Nobody at all')
  await save(page, 'Save and send')
  await boardState(page, 'C-1', 'Conflict').waitFor()
  await editor(page).getByRole('region', { name: 'Conflict' }).getByRole('group').first().waitFor()
  await look('conflict')

  const refusal = { kind: 'refused', path: 'total_distance', message: 'Catena said so' } as const
  const refusing = sandbox.faults.add({ ...refusal, match: { method: 'POST' } })
  await planAt(page, 'R-1')
  await boardState(page, 'R-1', 'Refused').waitFor()
  await look('refused')
  sandbox.faults.remove(refusing)

  sandbox.world.character.set({ payload: 'absent', sourceId: 'nullThenTsp' })
  sandbox.faults.add({ kind: 'drop', phase: 'before', match: { method: 'POST' } })
  await planAt(page, 'K-1')
  await goTo(page, 'Outbox')
  const panel = page.getByRole('group', { name: 'Check K-1 at Catena' })
  await panel.waitFor()
  await look('outbox-check')
  await panel.getByRole('button', { name: 'It is not there: send again' }).click()
  await page.getByRole('dialog').waitFor()
  await look('outbox-check-question')
  await page.keyboard.press('Escape')
  await goTo(page, 'Settings')
  await look('settings-signed-in')
}

async function planAt(page: Page, reference: string): Promise<void> {
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

function boardState(page: Page, reference: string, state: string): Locator {
  return boardRow(page, reference).filter({ hasText: state })
}
