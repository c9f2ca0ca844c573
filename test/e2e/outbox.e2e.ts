import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { editor, HAS_BROWSER, IS_ELECTRON } from './desk.ts'
import { goTo } from './fixture.ts'
import type { OpenDesk } from './open-desk.ts'
import { freePort, startPlanner } from './planner.ts'
import { openDesk } from './shell.ts'

describe.skipIf(!HAS_BROWSER || IS_ELECTRON)('the desk and its sender', () => {
  let desk: OpenDesk | undefined
  let folder = ''
  let stop: () => Promise<unknown> = async () => undefined
  afterEach(async () => {
    await desk?.browser.close()
    await stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    desk = undefined
  })

  async function open() {
    folder = mkdtempSync(path.join(tmpdir(), 'planner-e2e-'))
    const options = { dataDir: path.join(folder, 'data'), port: await freePort(), args: ['--training'] }
    const opened = await openDesk(options)
    desk = opened
    stop = () => opened.planner.stop()
    await opened.page.getByRole('rowheader').first().waitFor()
    return { ...opened, options }
  }

  it('says in a window of an earlier start that the new one is to be used', async () => {
    const { page, browser, planner, options } = await open()
    await planner.stop()
    await page.getByText('The sender on this computer has stopped.').waitFor()
    const again = await startPlanner(options)
    stop = () => again.stop()
    await page.getByText('This window belongs to an earlier start of Depot Planner').waitFor()
    expect(await page.getByText('The sender on this computer has stopped.').count()).toBe(0)
    await goTo(page, 'Outbox')
    const end = page.getByRole('status', { name: 'End of shift' })
    await expect.poll(() => end.innerText()).toContain('this window sends nothing any more')
    const fresh = await browser.open(again.address)
    await fresh.getByRole('rowheader').first().waitFor()
    expect(await fresh.getByText('This window belongs to an earlier start').count()).toBe(0)
  })

  it('counts in the navigation what it lists, and can be read beside the editor on a small screen', async () => {
    const { page } = await open()
    await page.setViewportSize({ width: 1024, height: 640 })
    await goTo(page, 'Outbox')
    const outbox = page.getByRole('main', { name: 'Outbox' })
    await outbox.getByRole('button', { name: 'Correct' }).first().waitFor()
    const heading = outbox.getByRole('heading', { level: 1 })
    const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Outbox/ })
    // Both count on while the training sandbox answers.
    await expect
      .poll(async () =>
        [await entry.innerText(), await heading.innerText()].map((each) => /\d+/.exec(each)?.[0]),
      )
      .toSatisfy(([listed, told]: (string | undefined)[]) => listed !== undefined && listed === told)
    await outbox.getByRole('button', { name: 'Correct' }).first().click()
    await editor(page).getByRole('button', { name: 'Save and send' }).waitFor()
    await shot(page, 'outbox-narrow')
    const row = outbox.getByRole('row').filter({ has: page.getByRole('button', { name: 'Correct' }) })
    expect((await row.first().boundingBox())?.height).toBeLessThan(200)
    expect(await sidewaysOf(outbox)).toBe(0)
  })

  it('covers with a failure no button that acts on plans, and writes it legibly in both themes', async () => {
    const { page } = await open()
    await goTo(page, 'Outbox')
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Hold', exact: true }) })
    await row.first().waitFor()
    await stop()
    await page.getByText('The sender on this computer has stopped.').waitFor()
    await row.first().getByRole('button', { name: 'Hold', exact: true }).click()
    await page.getByRole('alert').getByText('Not held').waitFor()
    const outbox = page.getByRole('main', { name: 'Outbox' })
    await shot(page, 'outbox')
    expect(await coveredOf(outbox.getByRole('button'))).toEqual([])

    await goTo(page, 'Board')
    await page.getByRole('rowheader').nth(1).click()
    await editor(page).getByRole('button', { name: 'Save and send' }).waitFor()
    const boxes = page.getByRole('row').getByRole('checkbox')
    for (const index of [1, 2, 3]) await boxes.nth(index).check()
    const bulk = page.getByRole('region', { name: 'Chosen workflows' })
    await bulk.waitFor()
    await shot(page, 'board')
    expect(await coveredOf(editor(page).getByRole('button'))).toEqual([])
    expect(await coveredOf(bulk.getByRole('button'))).toEqual([])
    expect(await coveredOf(page.getByRole('navigation', { name: 'Main' }).getByRole('button'))).toEqual([])

    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(scheme)
      for (const text of ['Not held', 'The sender on this computer does not answer.']) {
        expect(await contrastOf(page.getByRole('alert').getByText(text))).toBeGreaterThanOrEqual(4.5)
      }
      await shot(page, scheme)
    }
  })
})

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) })
}

/** How far something has to be scrolled sideways to be read, in pixels. */
async function sidewaysOf(place: Locator): Promise<number> {
  return place.evaluate((node) =>
    Math.max(
      ...[node, ...node.querySelectorAll('*')]
        .map((each) => (each.checkVisibility() ? each.scrollWidth - each.clientWidth : 0))
        .filter((each) => each > 1),
      0,
    ),
  )
}

/** Names of those buttons in sight over whose middle something else lies. */
async function coveredOf(buttons: Locator): Promise<readonly string[]> {
  return buttons.evaluateAll((all) =>
    all.flatMap((each) => {
      const box = each.getBoundingClientRect()
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      for (let around = each.parentElement; around !== null; around = around.parentElement) {
        const clip = around.getBoundingClientRect()
        if (getComputedStyle(around).overflowY !== 'visible' && (y < clip.top || y > clip.bottom)) return []
      }
      const over = document.elementFromPoint(x, y)
      return over?.closest('[role="alert"]') == null ? [] : [each.textContent ?? '']
    }),
  )
}

/** Contrast of an element's text on the first opaque surface behind it, as WCAG counts it. */
async function contrastOf(element: Locator): Promise<number> {
  return element.evaluate((node) => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = channels(colour).map((each) =>
        each / 255 <= 0.03928 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    let surface: Element | null = node
    while (surface !== null && channels(getComputedStyle(surface).backgroundColor)[3] === 0)
      surface = surface.parentElement
    const text = light(getComputedStyle(node).color)
    const back = light(getComputedStyle(surface ?? document.body).backgroundColor)
    return (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05)
  })
}
