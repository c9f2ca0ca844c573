import { mkdirSync } from 'node:fs'
import path from 'node:path'
import {
  type BrowserContext,
  type Browser as BrowserProcess,
  type ConsoleMessage,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { HANG_LIMIT_MS } from '../hang-limit.ts'

/** Flags for a browser that starts as root, on a computer without a network, and keeps to itself. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where the README's pictures are kept. */
const DOCS = path.resolve(import.meta.dirname, '../../docs')

/** True in the run that drives Electron itself, where its runtime is on the computer. */
export const IS_ELECTRON = process.env.PLANNER_E2E_SHELL === 'electron'

/** True when there is something to show the page in: `npm test` puts it into the environment. */
export const HAS_BROWSER = IS_ELECTRON || (process.env.PLANNER_BROWSER ?? '') !== ''

/** Pictures differ in every run by their times: they are taken anew only when asked for. */
export const IS_PICTURING = process.env.PLANNER_PICTURES === '1'

const ZONES =
  'America/Los_Angeles America/Denver America/Chicago America/New_York America/Halifax America/Sao_Paulo ' +
  'Atlantic/Azores Europe/London Europe/Berlin Europe/Athens Africa/Nairobi Asia/Dubai Asia/Karachi Asia/Dhaka ' +
  'Asia/Bangkok Asia/Singapore Asia/Tokyo Australia/Brisbane Pacific/Noumea Pacific/Auckland Pacific/Honolulu ' +
  'America/Anchorage Pacific/Pago_Pago'

/** Where it is early morning now, as near to 05:30 as can be: when a dispatcher's day begins. */
function zoneInTheMorning(): string {
  const minutes = (zone: string): number => {
    const now = Temporal.Now.zonedDateTimeISO(zone)
    return Math.abs(now.hour * 60 + now.minute - 330)
  }
  return ZONES.split(' ').reduce((best, zone) => (minutes(zone) < minutes(best) ? zone : best))
}

/** What the page is told of its user, in both shells: tests name times in this zone. */
export const PAGE_OPTIONS = {
  timezoneId: IS_PICTURING ? zoneInTheMorning() : 'America/Chicago',
  locale: 'en-US',
  acceptDownloads: true,
} as const

/** One profile in a browser, and what went wrong on its pages. */
export interface Browser {
  readonly context: BrowserContext
  /** Errors and refused content (CSP) that the pages reported. */
  readonly faults: readonly string[]
  open(address: string): Promise<Page>
  close(): Promise<void>
}

const LAUNCH_OPTIONS = {
  executablePath: process.env.PLANNER_BROWSER ?? '',
  headless: true,
  args: BROWSER_FLAGS,
  timeout: HANG_LIMIT_MS,
}

/** Starts the installed browser with a profile on disk, which outlives it. @param colorScheme of the system. */
export async function openBrowser(
  profileDir: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Browser> {
  return watchContext(
    await chromium.launchPersistentContext(profileDir, { ...LAUNCH_OPTIONS, ...contextOptions(colorScheme) }),
  )
}

/** The browser that the tests of one file share; a process of the runner runs one file. */
let shared: Promise<BrowserProcess> | null = null

/** Opens a new profile in memory in the shared browser: starting a browser costs four times as much. */
export async function openProfile(colorScheme: 'light' | 'dark' = 'light'): Promise<Browser> {
  shared ??= chromium.launch(LAUNCH_OPTIONS)
  return watchContext(await (await shared).newContext(contextOptions(colorScheme)))
}

/** Ends the shared browser, if one was started. */
export async function closeSharedBrowser(): Promise<void> {
  const browser = await shared
  shared = null
  await browser?.close()
}

function contextOptions(colorScheme: 'light' | 'dark') {
  return { viewport: { width: 1280, height: 720 }, colorScheme, ...PAGE_OPTIONS }
}

/** Collects the faults of a context, and lets its waits end only at a hang. */
export function watchFaults(context: BrowserContext): readonly string[] {
  context.setDefaultTimeout(HANG_LIMIT_MS)
  const faults: string[] = []
  context.on('weberror', (event) => faults.push(String(event.error())))
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' && !isExpected(message.text())) faults.push(message.text())
  })
  return faults
}

function watchContext(context: BrowserContext): Browser {
  return {
    context,
    faults: watchFaults(context),
    async open(address) {
      const page = await context.newPage()
      await page.goto(address)
      return page
    },
    close: () => context.close(),
  }
}

/** A host that was killed refuses connections: the page says so on screen, the browser says so here. */
function isExpected(text: string): boolean {
  return /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED/.test(text)
}

/** What a dispatcher types for one stop. */
export interface StopInput {
  readonly locationName: string
  readonly latitude?: string
  readonly longitude?: string
  readonly scheduledArrival?: string
  readonly scheduledDeparture?: string
}

/** What a dispatcher types for one workflow. */
export interface WorkflowInput {
  readonly reference: string
  readonly connection?: string
  readonly start?: string
  readonly end?: string
  readonly instructions?: string
  readonly stops?: readonly StopInput[]
}

/** The editor beside the board. */
export function editor(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Editor' })
}

/** Plans a workflow by its fields and presses `button`; resolves when the desk says that it is saved. */
export async function planWorkflow(
  page: Page,
  input: WorkflowInput,
  button: 'Save draft' | 'Save and send' = 'Save and send',
): Promise<void> {
  await page.getByRole('button', { name: 'New workflow' }).click()
  const form = editor(page)
  await form.getByText('New workflow').waitFor() // until then the fields are those of the workflow before
  await form.getByRole('textbox', { name: 'Reference' }).fill(input.reference)
  if (input.connection !== undefined) await chooseOption(page, 'Connection (fleet and TSP)', input.connection)
  if (input.start !== undefined)
    await form.getByRole('textbox', { name: 'Start', exact: true }).fill(input.start)
  if (input.end !== undefined) await form.getByRole('textbox', { name: 'End', exact: true }).fill(input.end)
  if (input.instructions !== undefined) {
    await form.getByRole('textbox', { name: 'Instructions', exact: true }).fill(input.instructions)
  }
  for (const [index, stop] of (input.stops ?? []).entries()) await addStop(page, index + 1, stop)
  await save(page, button)
}

/** Adds a stop at the end. */
export async function addStop(page: Page, number: number, input: StopInput): Promise<void> {
  const stops = editor(page).getByRole('region', { name: 'Stops' })
  await stops.getByRole('button', { name: 'Add stop' }).click()
  const group = stops.getByRole('group', { name: `Stop ${number}`, exact: true })
  await group.getByRole('textbox', { name: 'Location name' }).fill(input.locationName)
  const fields: [string, string | undefined][] = [
    ['Latitude', input.latitude],
    ['Longitude', input.longitude],
    ['Scheduled arrival', input.scheduledArrival],
    ['Scheduled departure', input.scheduledDeparture],
  ]
  for (const [label, value] of fields) {
    if (value !== undefined) await group.getByRole('textbox', { name: label }).fill(value)
  }
}

/** Chooses in one of the editor's pickers. */
export async function chooseOption(page: Page, label: string, option: string): Promise<void> {
  await editor(page).getByLabel(label).first().click()
  await page.getByRole('option', { name: option }).first().click()
}

/** Resolves when the desk is online and has fetched the connections: a desk that goes offline earlier has none to choose from. */
export async function waitForConnections(page: Page): Promise<void> {
  await page.getByRole('status', { name: 'Connection' }).getByText('Online').waitFor()
  await page.getByRole('button', { name: 'New workflow' }).click()
  await editor(page).getByLabel('Connection (fleet and TSP)').first().click()
  await page.getByRole('option', { name: 'Norte' }).first().waitFor()
  await page.keyboard.press('Escape')
  await editor(page).getByRole('button', { name: 'Close editor' }).click()
}

/** Presses a button of the editor and waits for its "Saved". */
export async function save(page: Page, button: 'Save draft' | 'Save and send'): Promise<void> {
  await editor(page).getByRole('button', { name: button }).click()
  await editor(page)
    .getByText(/^Saved \d\d:\d\d/)
    .waitFor()
}

/** The board's row of a workflow. */
export function boardRow(page: Page, reference: string): Locator {
  return page.getByRole('row').filter({ hasText: reference })
}

/** Opens a workflow from the board. */
export async function openWorkflow(page: Page, reference: string): Promise<void> {
  await boardRow(page, reference).getByText(reference).click()
  const field = editor(page).getByRole('textbox', { name: 'Reference' })
  await field.waitFor()
  await page.waitForFunction(
    (wanted) => [...document.querySelectorAll('input')].some((each) => each.value === wanted),
    reference,
  )
}

/** Whether the keyboard is in exactly this element. */
export async function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each === document.activeElement)
}

/** Makes a picture for the README. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(DOCS, { recursive: true })
  await page.screenshot({ path: path.join(DOCS, `${name}.png`), animations: 'disabled' })
}
