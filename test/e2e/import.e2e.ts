import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { type SheetCell, serialOf, workbookBytes } from '../doubles/workbook.ts'
import { boardRow, HAS_BROWSER, hasFocus } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

const HEADING = [
  'Reference',
  'Connection',
  'Driver',
  'Start',
  'End',
  'Location name',
  'Latitude',
  'Longitude',
]

describe.skipIf(!HAS_BROWSER)('importing a plan', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('reads the second sheet of a workbook in a worker: dates as serials, zeros eaten, ids rounded', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await chooseFile(page, 'week.xlsx', weekBook(await today(page)))
    await page.getByText('The workbook has other sheets too: Fleet, Trips.').waitFor()
    await page.getByRole('combobox', { name: 'Sheet' }).selectOption('Trips')
    await importTexts(page, '1 new workflow · 0 here already · 2 workflows with cells to correct')
    expect(importWorkers(page)).toBe(1)

    const problems = page.getByRole('region', { name: 'Cells to correct' })
    const questions = page.getByRole('region', { name: 'Questions' })
    await questions.getByText('A spreadsheet has taken the leading zeros off this driver id').waitFor()
    await questions.getByRole('button', { name: '000102' }).click()
    await importTexts(page, '2 new workflows · 0 here already · 1 workflow with cells to correct')
    await problems.getByText('A spreadsheet has rounded this id to 1.2345678901234568E+19').waitFor()
    // From here by keyboard alone: it goes on to the next bad cell, past the last one to Import, and then to the board.
    await expect.poll(() => hasFocus(problems.getByRole('textbox', { name: 'Reference, Row 4' }))).toBe(true)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('X-12345678901234567890')
    await page.keyboard.press('Enter')
    await importTexts(page, '3 new workflows · 0 here already · 0 workflows with cells to correct')
    await expect.poll(() => hasFocus(page.getByRole('button', { name: 'Import 3 as drafts' }))).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('3 workflows from week.xlsx.').waitFor()
    await expect.poll(() => hasFocus(page.getByRole('button', { name: 'Show the board' }))).toBe(true)
    await page.keyboard.press('Enter')
    await search(page, 'X-')
    await expect.poll(() => boardRow(page, 'X-').count()).toBe(3)
    expect(await boardRow(page, 'X-1').first().innerText()).toMatch(/06:10[\s\S]*09:35/)
    expect(await boardRow(page, 'X-2').innerText()).toMatch(/07:55/)
    expect(desk.browser().faults).toEqual([])
  })

  it('asks once for a word, a total and the order of dates, shows the routes as they will be, and takes an answer back', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const rows = [
      'Q-1,TBD,03/04/2026 06:00,Depot',
      'Q-1,TBD,,Shop',
      'Q-2,TBD,05/04/2026 07:00,Depot',
      'TOTAL,,,',
    ]
    await chooseFile(
      page,
      'asked.csv',
      `Plan of the week,,,\nReference,Driver,Start,Location name\n${rows.join('\n')}`,
    )
    await importTexts(page, '1 row above the headings: not imported.')
    const questions = page.getByRole('region', { name: 'Questions' })
    await questions.getByText('3 open questions').waitFor()
    await page
      .getByRole('status')
      .filter({ hasText: '0 new workflows' })
      .getByText('3 open questions')
      .waitFor()
    expect(await page.getByRole('button', { name: /and send/ }).count()).toBe(0)
    await questions.getByRole('button', { name: 'Nobody: leave it empty' }).click()
    await questions.getByRole('button', { name: /^Day first: 03\/04\/2026/ }).click()
    await questions.getByRole('button', { name: 'Leave them out' }).click()
    await importTexts(page, '2 new workflows · 0 here already · 0 workflows with cells to correct')
    const routes = page.getByRole('region', { name: 'Routes as they will be' })
    expect(await routes.innerText()).toMatch(/New[\s\S]*Q-1[\s\S]*3 Apr 06:00[\s\S]*Depot → Shop/)
    const corrections = page.getByRole('region', { name: 'Corrections' })
    await corrections
      .locator('div')
      .filter({ hasText: /TOTAL.*Take back$/ })
      .last()
      .getByRole('button', { name: 'Take back' })
      .click()
    await questions.getByText('1 open question').waitFor()
    await questions.getByRole('button', { name: 'Leave them out' }).click()
    await page.getByRole('button', { name: 'Import 2 as drafts' }).click()
    await page.getByText('2 workflows from asked.csv.').waitFor()
    // The same file again: nothing is new once its questions have the same answers.
    await chooseFile(
      page,
      'asked.csv',
      `Reference,Driver,Start,Location name\nQ-1,,2026-04-03 06:00,Depot\nQ-1,,,Mill\n`,
    )
    await page
      .getByRole('region', { name: 'Routes as they will be' })
      .getByText(/Changed: Stop 2/)
      .waitFor()
    expect(desk.browser().faults).toEqual([])
  })

  it('says what comes in as a draft and what is sent, and puts a night shift on the next day', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const rows = ['M-1,Old Mill Haulage · Trackline,22:00,06:00', 'M-2,,05:00,06:00']
    await chooseFile(page, 'mix.csv', `Reference,Connection,Start,End\n${rows.join('\n')}`)
    await importTexts(page, '1 workflow without a connection: imported as a draft, never sent.')
    await page.getByText('1 workflow ending before it begins').waitFor()
    await page.getByRole('button', { name: 'Put it on the next day' }).click()
    await page.getByText('1 workflow ending before it begins').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Import 2 and send 1' }).click()
    await page.getByText('2 workflows from mix.csv: 1 to send, 1 draft without a connection.').waitFor()
    await page.getByRole('button', { name: 'Show the board' }).click()
    await search(page, 'M-')
    expect(await boardRow(page, 'M-1').innerText()).toMatch(/22:00[\s\S]*06:00/)
    expect(await boardRow(page, 'M-1').innerText()).not.toMatch(/Draft/)
    expect(await boardRow(page, 'M-2').innerText()).toMatch(/Draft/)
    expect(desk.browser().faults).toEqual([])
  })

  it('corrects the same bad text once for all its rows, takes that back, and corrects one row by itself', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const rows = Array.from({ length: 37 }, (_, index) => `ALL-${index},27/13,Depot`)
    await chooseFile(
      page,
      'many.csv',
      `Reference,Start,Location name\n${rows.join('\n')}\nALL-ok,06:00,Depot`,
    )
    await importTexts(page, '1 new workflow · 0 here already · 37 workflows with cells to correct')
    // In sight without scrolling, whatever the file holds. It has no box in the moment in which it is drawn anew.
    const button = page.getByRole('button', { name: 'Import 1 as drafts' })
    await expect
      .poll(async () => {
        const box = await button.boundingBox()
        return box === null ? Number.POSITIVE_INFINITY : box.y + box.height
      })
      .toBeLessThan(720)
    const problems = page.getByRole('region', { name: 'Cells to correct' })
    const all = problems.getByRole('button', { name: 'Use for all 37 rows with “27/13”' })
    expect(await all.isDisabled()).toBe(true)
    const field = problems.getByRole('textbox', { name: 'Start, 37 rows with “27/13”' })
    await field.fill('07:13')
    // A new checking (another choice, or drivers that have just been fetched) loses nothing of what is being typed.
    const connection = page.getByRole('combobox', { name: 'Connection for rows that name none' })
    for (const index of [1, 0]) await connection.selectOption({ index })
    await importTexts(page, '1 new workflow · 0 here already · 37 workflows with cells to correct')
    expect(await field.inputValue()).toBe('07:13')
    await all.click()
    await importTexts(page, '38 new workflows · 0 here already · 0 workflows with cells to correct')
    // A look at another day loses neither the file nor the correction, and moves no time to that day.
    const day = page.getByText(/^Times without a date stand on /)
    const before = await day.innerText()
    await goTo(page, 'Board')
    await page.getByRole('button', { name: 'Next day' }).click()
    await goTo(page, 'Import')
    expect(await day.innerText()).toBe(before)
    await page.getByRole('button', { name: 'Previous day' }).click()
    await goTo(page, 'Import')
    await importTexts(page, '38 new workflows · 0 here already · 0 workflows with cells to correct')
    const corrections = page.getByRole('region', { name: 'Corrections' })
    await corrections.getByText('Start: “27/13” is read as “07:13” in 37 rows').waitFor()
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await page.getByRole('dialog').getByText('1 correction of it would be lost.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await corrections.getByRole('button', { name: 'Take back' }).click()
    await importTexts(page, '1 new workflow · 0 here already · 37 workflows with cells to correct')
    await problems.getByRole('button', { name: 'Row by row, Start “27/13”' }).click()
    await problems.getByRole('textbox', { name: 'Start, Row 2', exact: true }).fill('08:13')
    await page.keyboard.press('Enter')
    await importTexts(page, '2 new workflows · 0 here already · 36 workflows with cells to correct')
    await expect
      .poll(() => hasFocus(problems.getByRole('textbox', { name: 'Start, Row 3', exact: true })))
      .toBe(true)
    await problems.getByRole('textbox', { name: 'Start, 36 rows with “27/13”' }).fill('07:13')
    await page.keyboard.press('Enter')
    await importTexts(page, '38 new workflows · 0 here already · 0 workflows with cells to correct')
    await page.getByRole('button', { name: 'Import 38 as drafts' }).click()
    await page.getByText('38 workflows from many.csv.').waitFor()
    await goTo(page, 'Board')
    await search(page, 'ALL-')
    await expect.poll(async () => (await boardRow(page, '07:13').count()) > 10).toBe(true)
    await search(page, 'ALL-0')
    await expect.poll(() => boardRow(page, 'ALL-0').innerText()).toContain('08:13')
    expect(desk.browser().faults).toEqual([])
  })

  it('cancels 100,000 rows while reading and while saving, with the screen alive and nothing left behind', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const rows = Array.from({ length: 100_000 }, (_, index) => `BIG-${index},${day(index)} 06:00,Depot`)
    const file = `Reference,Start,Location name\n${rows.join('\n')}`
    await page.getByRole('button', { name: 'Nothing to undo' }).waitFor()
    const before = { ...(await tableCounts(page)), outbox: expect.any(Number) }

    await chooseFile(page, 'big.csv', file)
    await page
      .getByRole('status')
      .filter({ hasText: /^(Reading|Checking)/ })
      .waitFor()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    await expect.poll(() => importWorkers(page)).toBe(0)

    await chooseFile(page, 'big.csv', file)
    const start = page.getByRole('button', { name: 'Import 100,000 as drafts' })
    await start.click()
    await page
      .getByRole('status')
      .filter({ hasText: /^Saving: [1-9][\d,]* of 100,000 workflows/ })
      .waitFor()
    await stillDraws(page)
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByText('It was cancelled. Nothing has been imported.').waitFor()
    expect(await tableCounts(page)).toEqual(before)

    expect(await start.isEnabled()).toBe(true)
    await goTo(page, 'Board')
    await search(page, 'BIG-')
    await expect.poll(() => boardRow(page, 'BIG-').count()).toBe(0)
    expect(desk.browser().faults).toEqual([])
  })

  it('shows how far the undoing of 20,000 rows is, changes nothing when it is cancelled, and then undoes all', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const rows = Array.from({ length: 20_000 }, (_, index) => `LONG-${index},${day(index)} 06:00,Depot`)
    await chooseFile(page, 'long.csv', `Reference,Start,Location name\n${rows.join('\n')}`)
    await page.getByRole('button', { name: 'Import 20,000 as drafts' }).click()
    await page.getByText('20,000 workflows from long.csv.').waitFor()
    const undo = page.getByRole('button', { name: 'Undo “Import 20,000 workflows from long.csv”' })
    await undo.click()
    await page
      .getByRole('status')
      .filter({ hasText: /^[1-9][\d,]* of 20,000$/ })
      .waitFor()
    await stillDraws(page)
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByText('Undo was cancelled: nothing has changed').waitFor()
    await goTo(page, 'Board')
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await search(page, 'LONG-')
    await expect.poll(() => boardRow(page, 'LONG-').count()).toBeGreaterThan(0)
    await undo.click()
    await page.getByText('Undone: “Import 20,000 workflows from long.csv”').waitFor()
    await expect.poll(() => boardRow(page, 'LONG-').count()).toBe(0)
    expect(desk.browser().faults).toEqual([])
  })
})

/** One of a hundred days, `YYYY-MM-DD`. */
function day(index: number): string {
  return new Date(Date.UTC(2027, 0, 1 + (index % 100))).toISOString().slice(0, 10)
}

/** How many workers of the import are running: a cancelled one has ended. */
function importWorkers(page: Page): number {
  return page.workers().filter((each) => each.url().includes('import-worker')).length
}

/** Resolves once a hundred frames have been drawn: a screen that stands still does not get there. */
async function stillDraws(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 100; frame += 1) await new Promise(requestAnimationFrame)
  })
}

/** How many records each table of the training database holds. */
async function tableCounts(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('planner-training')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const counts: Record<string, number> = {}
    for (const name of ['workflows', 'outbox', 'undo', 'importMappings']) {
      counts[name] = await new Promise<number>((resolve, reject) => {
        const request = db.transaction(name).objectStore(name).count()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    }
    db.close()
    return counts
  })
}

/** A workbook as a depot keeps it: a list of its lorries first, then the trips. */
function weekBook(day: string): Uint8Array {
  const row = (reference: SheetCell, driver: SheetCell, start: string, end: string): SheetCell[] => [
    reference,
    'Old Mill Haulage · Trackline',
    driver,
    { date: serialOf(`${day} ${start}`) },
    { time: serialOf(`1899-12-30 ${end}`) },
    'Leon Springs Grocer',
    { digits: '29.660000000000001' },
    { digits: '-98.63' },
  ]
  return workbookBytes([
    {
      name: 'Cover',
      rows: [
        ['Vehicle', 'Plate'],
        ['M-1', 'TX 123'],
      ],
    },
    { name: 'Fleet', rows: [] },
    {
      name: 'Trips',
      rows: [
        HEADING,
        row('X-1', '000101', '06:10', '09:35'),
        row('X-2', { digits: '102' }, '07:55', '11:00'),
        row({ digits: '1.2345678901234568E+19' }, '000103', '08:00', '12:00'),
      ],
    },
  ])
}

async function chooseFile(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await goTo(page, 'Import')
  const mimeType = name.endsWith('.csv')
    ? 'text/csv'
    : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(content) })
}

/** Waits for the line that says what importing would do. */
async function importTexts(page: Page, words: string): Promise<void> {
  await page.getByRole('main', { name: 'Import' }).getByText(words).waitFor()
}

async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search' }).fill(words)
}

/** The day on screen, `YYYY-MM-DD`. */
async function today(page: Page): Promise<string> {
  return page.evaluate(() => new Date().toLocaleDateString('en-CA', { timeZone: 'America/Chicago' }))
}
