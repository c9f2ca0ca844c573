import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { PATHS } from '../../electron/catena/wire.ts'
import type { SandboxCharacter } from '../../electron/sandbox/character/character.ts'
import { en } from '../../shared/text/en/en.ts'
import { boardRow, editor, HAS_BROWSER, openWorkflow, planWorkflow, save } from './desk.ts'
import { goTo } from './fixture.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

/** Catena takes the create, and its answer never arrives. */
const ANSWER_LOST = { kind: 'drop', phase: 'after', match: { method: 'POST' } } as const

/** Readings of Catena's pages under which the desk can tell its own creates, and a read model that is 10 minutes behind. */
const READINGS: readonly (readonly [string, Partial<SandboxCharacter>])[] = [
  ['operations carry our source id', { sourceId: 'ours' }],
  ['operations carry our source id once they have ended', { sourceId: 'nullThenOurs' }],
  ['operations and workflows carry the TSP’s source id', { sourceId: 'nullThenTsp' }],
  [
    'operations carry our source id once they have ended, and no payload',
    { sourceId: 'nullThenOurs', payload: 'absent' },
  ],
  [
    'the read model is 10 minutes behind, with the TSP’s source ids',
    { sourceId: 'nullThenTsp', readLag: 'minutes' },
  ],
]

describe.skipIf(!HAS_BROWSER)('the main job, however Catena’s pages are to be read', () => {
  let desk: SandboxDesk
  afterEach(() => desk?.close())

  it.each(READINGS)(
    'is done once, with every create’s answer lost and with none: %s',
    async (_, character) => {
      desk = await sandboxDesk([200, 800], character)
      const { page, sandbox } = desk
      const lost = sandbox.faults.add(ANSWER_LOST)
      await doMainJob('L')
      expect(sandbox.received.writes().filter(isCreate).map(deliveryOf)).toEqual(['dropped', 'dropped'])
      sandbox.faults.remove(lost)
      await doMainJob('A')

      expect(createsOf()).toEqual({ 'L-1': 1, 'L-2': 1, 'A-1': 1, 'A-2': 1 })
      expect(heldByTsp()).toEqual([
        { ...planned('A-1'), instructions: 'A-1 changed' },
        { ...planned('A-2'), status: 'CANCELLED' },
        { ...planned('L-1'), instructions: 'L-1 changed' },
        { ...planned('L-2'), status: 'CANCELLED' },
      ])
      expect(sandbox.received.writes().filter((each) => !isCreate(each))).toHaveLength(4)
      await goTo(page, 'Outbox')
      await page.getByText('Every change that was queued is at the TSP.').waitFor()
      expect(desk.browser.faults).toEqual([])
    },
  )

  it('ends at a person where Catena’s list shows none of our marks, and nothing is sent twice', async () => {
    desk = await sandboxDesk([200, 800], { sourceId: 'nullThenTsp', payload: 'absent' })
    const { page, sandbox } = desk
    const lost = sandbox.faults.add(ANSWER_LOST)
    await planOffline('E')
    // The workflow itself shows the ids of its stops; the one without stops shows nothing.
    await isInState('E-1', 'At the TSP')
    await isInState('E-2', 'Held')
    await goTo(page, 'Outbox')
    const row = page.getByRole('row').filter({ hasText: 'E-2' })
    await expect.poll(() => row.innerText()).toContain(en.sync.reason.noMarks.sentence)
    await shot(page, 'outbox-no-marks')

    // Catena answers again, everything is hurried, and a further create arrives: nothing of it proves the held one absent.
    sandbox.faults.remove(lost)
    await page.getByRole('button', { name: 'Send all now' }).click()
    await goTo(page, 'Board')
    await plan('E-3')
    await isInState('E-3', 'At the TSP')
    const before = looks()
    await expect.poll(looks).toBeGreaterThan(before + 2)
    await isInState('E-2', 'Held')
    expect(createsOf()).toEqual({ 'E-1': 1, 'E-2': 1, 'E-3': 1 })
    expect(heldByTsp()).toEqual(['E-1', 'E-2', 'E-3'].map(planned))
    expect(desk.browser.faults).toEqual([])
  })

  /** Plans one with stops (`name`-1) and one without (`name`-2), sees both at the TSP, edits the one, cancels the other. */
  async function doMainJob(name: string): Promise<void> {
    const { page } = desk
    const [edited, cancelled] = [`${name}-1`, `${name}-2`]
    await planOffline(name)
    await isInState(edited, 'At the TSP')
    await isInState(cancelled, 'At the TSP')

    await openWorkflow(page, edited)
    await editor(page).getByRole('textbox', { name: 'Instructions', exact: true }).fill(`${edited} changed`)
    await save(page, 'Save and send')
    await expect.poll(() => atTsp(edited)).toMatchObject({ instructions: `${edited} changed` })
    await isInState(edited, 'At the TSP')

    await openWorkflow(page, cancelled)
    await editor(page).getByRole('button', { name: 'Cancel workflow' }).click()
    await expect.poll(() => atTsp(cancelled)).toMatchObject({ status: 'CANCELLED' })
    await isInState(cancelled, 'Cancelled')
    await isInState(cancelled, 'At the TSP')
  }

  async function planOffline(name: string): Promise<void> {
    const { page, sandbox } = desk
    const before = sandbox.received.writes().length
    await sandbox.setNetwork('refused')
    await page.getByRole('status', { name: 'Connection' }).getByText('Offline').waitFor()
    await plan(`${name}-1`)
    await plan(`${name}-2`)
    await isInState(`${name}-2`, 'On this computer')
    expect(sandbox.received.writes()).toHaveLength(before)
    await sandbox.setNetwork('up')
  }

  async function plan(reference: string): Promise<void> {
    const stops = stopsOf(reference).map(([locationName, scheduledArrival]) => ({
      locationName,
      latitude: '29.39',
      longitude: '-98.5',
      scheduledArrival,
    }))
    const times = { start: '06:00', end: '09:00' }
    await planWorkflow(desk.page, {
      reference,
      connection: 'Norte',
      ...times,
      instructions: `${reference} as planned`,
      stops,
    })
  }

  async function isInState(reference: string, state: string): Promise<void> {
    await expect.poll(() => boardRow(desk.page, reference).innerText()).toContain(state)
  }

  /** What the TSP holds, in the order of the references. */
  function heldByTsp() {
    return desk.sandbox.world
      .workflows()
      .map(({ record }) => ({
        instructions: record.instructions ?? '',
        status: record.workflow_status ?? '',
        hours: hoursBetween(record.started_at, record.ended_at),
        stops: (record.stops ?? []).map((each) => [
          each.location_name,
          hoursBetween(record.started_at, each.scheduled_arrival),
        ]),
      }))
      .sort((a, b) => a.instructions.localeCompare(b.instructions))
  }

  function atTsp(reference: string) {
    return heldByTsp().find((each) => each.instructions.startsWith(`${reference} `))
  }

  /** Creates that reached Catena, by what was planned. */
  function createsOf(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const each of desk.sandbox.received.writes().filter(isCreate)) {
      const name = /"instructions":"(\S+) /.exec(each.bodyText)?.[1] ?? each.bodyText
      counts[name] = (counts[name] ?? 0) + 1
    }
    return counts
  }

  /** How often Catena's operations were listed. */
  function looks(): number {
    return desk.sandbox.received.all().filter((each) => each.path === PATHS.operations).length
  }
})

function stopsOf(reference: string): readonly (readonly [string, string])[] {
  if (!reference.endsWith('-1')) return []
  return [
    ['Depot', '06:30'],
    ['Mercado Sur', '07:30'],
  ]
}

/** What the TSP is to hold of a workflow that nobody has changed. */
function planned(reference: string) {
  const stops =
    stopsOf(reference).length === 0
      ? []
      : [
          ['Depot', 0.5],
          ['Mercado Sur', 1.5],
        ]
  return { instructions: `${reference} as planned`, status: 'PLANNED', hours: 3, stops }
}

function hoursBetween(from: string | null | undefined, to: string | null | undefined): number {
  return (Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000
}

interface Write {
  readonly method: string
  readonly delivery: string
}
const isCreate = (each: Write): boolean => each.method === 'POST'
const deliveryOf = (each: Write): string => each.delivery

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) })
}
