import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { showLanguage } from './languages/shown-language.ts'
import type { SandboxDesk } from './sandbox-desk.ts'

/** What other dispatchers and drivers do at Catena, and how a desk comes to see it. */

/** Another dispatcher plans a workflow for today. @returns its id at Catena. */
export async function planElsewhere({ sandbox }: SandboxDesk, change: object): Promise<string> {
  const connectionId = sandbox.world.fleet.connections[0]?.id ?? ''
  const startsAt = new Date(Date.now() + 60_000).toISOString()
  const payload = {
    connection_id: connectionId,
    source_id: 'tsp-77',
    workflow_status: 'PLANNED',
    started_at: startsAt,
  }
  sandbox.world.addOperation(
    {
      ...{
        connectionId,
        type: 'create',
        sourceId: 'tsp-77',
        resourceId: null,
        failure: null,
        by: 'secondDesk',
      },
      payload: { ...payload, ...change },
    },
    Date.now(),
  )
  await expect
    .poll(() => {
      sandbox.world.settle(Date.now())
      return sandbox.world.workflows().length
    })
    .toBe(1)
  return sandbox.world.workflows()[0]?.record.id ?? ''
}

/** Reads what was changed elsewhere, without waiting for the time of the next reading. */
export async function readNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Changes from elsewhere as of/ }).click()
}

/** Reads until Catena's list shows something: it is a little behind. */
export async function readUntil(page: Page, shown: Locator): Promise<void> {
  const read = async () => {
    await readNow(page)
    return shown.count()
  }
  await expect.poll(read, { interval: 1_000 }).toBe(1)
}

/** A picture in English and German, where a folder for pictures is given; the desk is made with `prepareLanguages`. */
export async function shotInTwo(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return
  for (const language of ['de', 'en'] as const) {
    await showLanguage(page, language)
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${language}.png` })
  }
}
