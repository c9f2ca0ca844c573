import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { boardRow, editor, HAS_BROWSER, IS_ELECTRON, openWorkflow, planWorkflow, save } from './desk.ts'
import { goTo, type TrainingDesk, trainingDesk } from './fixture.ts'

const EXCEPTIONS = ['unassigned', 'overlapping', 'late', 'not sent', 'refused']

describe.skipIf(!HAS_BROWSER)('the board, as a dispatcher uses it', () => {
  let desk: TrainingDesk
  afterEach(() => desk?.remove())

  it('searches, groups, filters by each exception with its count, and keeps a view by name', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const board = page.getByRole('main', { name: 'Board' })
    const shown = async (): Promise<number> => Number(await board.locator('b').first().innerText())
    // While the rows are read the count grows, and a search takes a moment: a count holds once it stays.
    const steady = async (): Promise<number> => {
      let before = Number.NaN
      await expect
        .poll(async () => {
          const now = await shown()
          const isSame = now === before
          before = now
          return isSame
        })
        .toBe(true)
      return before
    }
    const all = await steady()

    for (const word of EXCEPTIONS) {
      const chip = board.getByRole('button', { name: new RegExp(`^\\d+ ${word}$`) })
      await chip.click()
      // States go on changing while this looks: both figures are read until they agree.
      const isEqual = async (): Promise<boolean> =>
        (await shown()) === Number.parseInt(await chip.innerText(), 10)
      await expect.poll(isEqual).toBe(true)
      expect(await shown()).toBeLessThan(all)
      await chip.click()
      await expect.poll(shown).toBe(all)
    }

    await board.getByRole('button', { name: /^Group:/ }).click()
    await page.getByRole('menuitem', { name: 'Territory' }).click()
    await expect.poll(() => page.getByRole('grid').innerText()).toMatch(/North[\s\S]*N-/)

    await page.getByRole('searchbox', { name: 'Search' }).fill('N-')
    await expect.poll(shown).toBeLessThan(all)
    const found = await steady()
    expect(found).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Save this view' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('My north')
    await page.keyboard.press('Enter')
    await page.getByRole('searchbox', { name: 'Search' }).fill('')
    await expect.poll(shown).toBe(all)
    await page.reload()
    await page.getByRole('button', { name: 'My north', exact: true }).click()
    await expect.poll(shown).toBe(found)
    expect(desk.browser().faults).toEqual([])
  })

  it('changes many at once, and undoes and redoes it also after a restart', async () => {
    desk = await trainingDesk({ restarts: true })
    let page = await desk.start()
    for (const reference of ['BULK-1', 'BULK-2', 'BULK-3']) {
      const plan = { reference, connection: 'Norte', start: '6:00', end: '7:00' }
      await planWorkflow(page, plan, 'Save draft')
    }
    await page.getByRole('button', { name: 'Close editor' }).click()
    await page.getByRole('searchbox', { name: 'Search' }).fill('BULK-')
    const bulk = await chooseAll(page, 3)
    await bulk.getByRole('button', { name: 'Driver…' }).click()
    await page.getByRole('dialog').getByRole('combobox', { name: 'Driver' }).fill('Ana Moreno')
    await page.getByRole('option', { name: 'Ana Moreno' }).first().click()
    await page.getByRole('button', { name: 'Set driver' }).click()
    await expect.poll(() => rowTexts(page)).toSatisfy(every('Ana Moreno'))
    await bulk.getByRole('button', { name: 'Shift times…' }).click()
    await page.getByRole('button', { name: 'Shift times', exact: true }).click()
    await expect.poll(() => rowTexts(page)).toSatisfy(every('06:15'))

    await desk.stop()
    page = await desk.start()
    await page.getByRole('searchbox', { name: 'Search' }).fill('BULK-')
    await expect.poll(() => rowTexts(page)).toSatisfy(every('06:15'))
    await page.getByRole('button', { name: /^Undo “Shift/ }).click()
    await expect.poll(() => rowTexts(page)).toSatisfy(every('06:00'))
    await page.getByRole('button', { name: /^Undo “Set driver/ }).click()
    await expect.poll(() => rowTexts(page)).toSatisfy(every('Unassigned'))
    await page.getByRole('button', { name: /^Redo “Set driver/ }).click()
    await expect.poll(() => rowTexts(page)).toSatisfy(every('Ana Moreno'))
    await page.getByRole('button', { name: /^Redo “Shift/ }).click()
    await expect.poll(() => rowTexts(page)).toSatisfy(every('06:15'))
    expect(desk.browser().faults).toEqual([])
  })

  it('duplicates to two days, completes one copy and cancels another', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await planWorkflow(
      page,
      { reference: 'COPY-1', connection: 'Norte', start: '6:00', end: '7:00' },
      'Save draft',
    )
    await page.getByRole('searchbox', { name: 'Search' }).fill('COPY-1')
    await page.getByRole('button', { name: 'Close editor' }).click()
    const bulk = await chooseAll(page, 1)
    await bulk.getByRole('button', { name: 'Duplicate…' }).click()
    await page.getByRole('dialog').getByLabel('Number of days').fill('2')
    await page.getByRole('button', { name: 'Make 2 copies' }).click()
    await page.getByRole('button', { name: /^Undo “Duplicate/ }).waitFor()
    for (const [button, status] of [
      ['Complete', 'Completed'],
      ['Cancel workflow', 'Cancelled'],
    ]) {
      await page.getByRole('button', { name: 'Next day' }).click()
      await expect.poll(() => boardRow(page, 'COPY-1').count()).toBe(1)
      await boardRow(page, 'COPY-1').getByRole('rowheader').click()
      await editor(page)
        .getByRole('button', { name: button ?? '', exact: true })
        .click()
      await expect.poll(() => boardRow(page, 'COPY-1').innerText()).toContain(status)
      await page.getByRole('button', { name: 'Close editor' }).click()
    }
    expect(desk.browser().faults).toEqual([])
  })

  it('holds, releases and discards a change, and says at the end of the shift what waits', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    await goTo(page, 'Outbox')
    const row = page
      .getByRole('table', { name: 'Changes not at the TSP' })
      .getByRole('row')
      .filter({ hasText: 'The connection is not active' })
      .first()
    await row.waitFor()
    const name = await row.getByRole('button').first().innerText()
    const own = page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) })
    const end = page.getByRole('status', { name: 'End of shift' })
    await expect.poll(() => end.innerText()).toMatch(/\d+ planned.*waits? on this computer.*: leave it on/)
    await own.getByRole('button', { name: 'Hold', exact: true }).click()
    await own.getByRole('button', { name: 'Release' }).click()
    await own.getByRole('button', { name: 'Hold', exact: true }).waitFor()
    await own.getByRole('button', { name: 'Send now' }).click()
    await own.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await expect.poll(() => own.count()).toBe(0)
    await goTo(page, 'Board')
    await expect.poll(() => boardRow(page, name).innerText()).toContain('Draft')
    expect(desk.browser().faults).toEqual([])
  })

  it('keeps typing over a closed browser', async () => {
    desk = await trainingDesk({ restarts: true })
    const page = await desk.start()
    await planWorkflow(page, { reference: 'TYPED-1', start: '6:00', end: '7:00' }, 'Save draft')
    const field = (on: Page) => editor(on).getByRole('textbox', { name: 'Instructions', exact: true })
    await field(page).fill('Half a senten')
    await draftIsKept(page)
    await desk.stop()
    const again = await desk.start()
    await openWorkflow(again, 'TYPED-1')
    await expect.poll(() => field(again).inputValue()).toBe('Half a senten')
    await editor(again).getByText('Not saved').waitFor()
  })

  // Electron has one window.
  it.skipIf(IS_ELECTRON)(
    'keeps new workflows of two windows apart, and offers both again after a crash',
    async () => {
      desk = await trainingDesk({ restarts: true })
      const page = await desk.start()
      const other = await desk.browser().open(await desk.anotherWindow())
      await other.getByRole('rowheader').first().waitFor()
      const reference = (on: Page) => editor(on).getByRole('textbox', { name: 'Reference' })
      for (const [each, text] of [
        [page, 'LEFT-1'],
        [other, 'LEFT-2'],
      ] as const) {
        await each.getByRole('button', { name: 'New workflow' }).click()
        await reference(each).fill(text)
        await draftIsKept(each, text)
      }
      expect(await reference(page).inputValue()).toBe('LEFT-1')
      expect(await editor(other).getByText('A new workflow was not saved').count()).toBe(0) // its window is open
      await desk.stop()

      const again = await desk.start()
      await again.getByRole('button', { name: 'New workflow' }).click()
      const goOn = (text: string) =>
        editor(again).getByText(`“${text}”`).locator('..').getByRole('button', { name: 'Go on with it' })
      await goOn('LEFT-2').waitFor()
      expect(await reference(again).inputValue()).toBe('')
      await goOn('LEFT-1').click()
      await expect.poll(() => reference(again).inputValue()).toBe('LEFT-1')
      expect(await goOn('LEFT-2').isDisabled()).toBe(true) // nothing is put over what is typed here
      await save(again, 'Save draft')
      await again.getByRole('button', { name: 'New workflow' }).click()
      await goOn('LEFT-2').click()
      await expect.poll(() => reference(again).inputValue()).toBe('LEFT-2')
      await save(again, 'Save draft')
      await again.getByRole('button', { name: 'New workflow' }).click()
      await expect.poll(() => reference(again).inputValue()).toBe('')
      expect(await editor(again).getByText('A new workflow was not saved').count()).toBe(0)
      expect(desk.browser().faults).toEqual([])
    },
  )

  it.skipIf(IS_ELECTRON)('shows an edit of one window in the other', async () => {
    desk = await trainingDesk()
    const page = await desk.start()
    const other = await desk.browser().open(await desk.anotherWindow())
    await other.getByRole('rowheader').first().waitFor()
    await planWorkflow(page, { reference: 'TAB-1', start: '6:00', end: '7:00' }, 'Save draft')
    await boardRow(other, 'TAB-1').waitFor()
    await openWorkflow(other, 'TAB-1')
    await editor(other).getByRole('textbox', { name: 'End', exact: true }).fill('8:45')
    await save(other, 'Save draft')
    await expect.poll(() => boardRow(page, 'TAB-1').innerText()).toContain('08:45')
    await other.close()
    expect(desk.browser().faults).toEqual([])
  })
})

/** Chooses every row that is shown, once there are `count`. */
async function chooseAll(page: Page, count: number): Promise<Locator> {
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(count)
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  return page.getByRole('region', { name: 'Chosen workflows' })
}

async function rowTexts(page: Page): Promise<string[]> {
  return boardRow(page, 'BULK-').allInnerTexts()
}

/** All three rows, each with the text. */
function every(text: string): (rows: string[]) => boolean {
  return (rows) => rows.length === 3 && rows.every((each) => each.includes(text))
}

/** Resolves once the browser's database holds typing: before that a crash may take it. */
async function draftIsKept(page: Page, text = 'Half a senten'): Promise<void> {
  // `waitForFunction` takes the promise of an async predicate for an answer: the answer is asked for here.
  await expect.poll(() => page.evaluate(readKeptDraft)).toContain(text)
}

/** In the page: everything that is kept of what is being typed, in every database. */
async function readKeptDraft(): Promise<string> {
  function answerOf<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }
  const kept: unknown[] = []
  for (const { name } of await indexedDB.databases()) {
    const db = await answerOf(indexedDB.open(name ?? ''))
    if (db.objectStoreNames.contains('unsavedDrafts')) {
      kept.push(await answerOf(db.transaction('unsavedDrafts').objectStore('unsavedDrafts').getAll()))
    }
    db.close()
  }
  return JSON.stringify(kept)
}
