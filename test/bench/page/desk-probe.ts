/**
 * Runs inside the page of the real desk and works it as a person would, by its buttons and its search field. A time ends
 * when the frame that shows the answer has been painted. Times are in milliseconds.
 */
export interface DeskProbe {
  /** From navigation to the first row. */
  readonly firstRow: () => Promise<number>
  /** From navigation to every row of the day, counted. */
  readonly whole: () => Promise<number>
  /** To the whole board of all days, from its key. */
  readonly showAllDays: () => Promise<number>
  /** To the board of what is not sent, and back. */
  readonly filter: () => Promise<readonly number[]>
  /** To the board grouped by driver, and back. */
  readonly group: () => Promise<readonly number[]>
  /** Types `digits` after `start` and takes them back: each of them changes what is found. */
  readonly type: (start: string, digits: string) => Promise<readonly number[]>
  /** Each frame while the board scrolls by so many pixels in each. */
  readonly scroll: (frames: number, stepPx: number) => Promise<readonly number[]>
}
declare global {
  var deskProbe: DeskProbe
}

function one<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (found === null) throw new Error(`The page has no ${selector}`)
  return found
}
function hasRows(): boolean {
  return document.querySelector('[role=rowheader]') !== null
}
/** "120 of 1,000", "1,000 workflows". */
function total(): string {
  return document.querySelector('section[aria-label=Board] b')?.parentElement?.textContent ?? ''
}
/** "200 workflows, reading the rest…" is not. */
function isWhole(): boolean {
  return /^[\d,]+ (workflows?|of [\d,]+)$/.test(total())
}
function isGrouped(): boolean {
  return document.querySelector('[role=gridcell] button[aria-expanded]') !== null
}

/** Longer than this is no figure but a fault, which must be told and not waited for. */
const TOO_LONG_MS = 60_000

/** Resolves when `condition` holds and the frame that shows it is on the screen. */
function shown(condition: () => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not within a minute: ${condition}`)), TOO_LONG_MS)
    function painted(): void {
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          clearTimeout(timer)
          resolve(performance.now())
        }
        channel.port2.postMessage(null)
      })
    }
    if (condition()) return painted()
    const observer = new MutationObserver(() => {
      if (!condition()) return
      observer.disconnect()
      painted()
    })
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}
async function timeTo(act: () => void, condition: () => boolean): Promise<number> {
  const start = performance.now()
  act()
  return (await shown(condition)) - start
}
async function timeToOtherTotal(act: () => void): Promise<number> {
  const before = total()
  return timeTo(act, () => total() !== before && isWhole())
}
/** Lets what was started before (live queries, a first read) end, so that it is not measured here. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 }))
  }
}

function typeText(text: string): void {
  const field = one<HTMLInputElement>('input[aria-label^=Search], input[placeholder^=Search]')
  field.focus()
  // React listens to the native setter's value, not to an assignment.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
function press(key: string): void {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}
async function chooseGroup(title: string, condition: () => boolean): Promise<number> {
  one<HTMLButtonElement>('button[aria-label^="Group: "]').click()
  const item = (): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((each) => each.textContent === title)
  await shown(() => item() !== undefined)
  await rest()
  return timeTo(() => item()?.click(), condition)
}

const firstShown = shown(hasRows)
const wholeShown = shown(isWhole)

globalThis.deskProbe = {
  firstRow: () => firstShown,
  whole: () => wholeShown,
  async showAllDays() {
    await rest()
    ;(document.activeElement as HTMLElement | null)?.blur()
    return timeToOtherTotal(() => {
      press('g')
      press('a')
    })
  },
  async filter() {
    const times: number[] = []
    for (const _ of ['on', 'off']) {
      await rest()
      const chip = [...document.querySelectorAll<HTMLButtonElement>('fieldset[aria-label=Exceptions] button')]
      const notSent = chip.find((each) => each.textContent?.includes('not sent'))
      times.push(await timeToOtherTotal(() => notSent?.click()))
    }
    return times
  },
  async group() {
    const on = await chooseGroup('Driver', isGrouped)
    const off = await chooseGroup('No grouping', () => !isGrouped())
    return [on, off]
  },
  async type(start, digits) {
    typeText(start)
    await rest()
    const times: number[] = []
    const lengths = [...digits].map((_, index) => index + 1)
    for (const length of [...lengths, ...lengths.map((each) => each - 1).reverse()]) {
      const text = start + digits.slice(0, length)
      await rest()
      times.push(await timeToOtherTotal(() => typeText(text)))
    }
    typeText('')
    await rest()
    return times
  },
  async scroll(frames, stepPx) {
    const grid = one('[role=grid]')
    grid.scrollTop = 0
    await rest()
    const times: number[] = []
    let before = await new Promise<number>(requestAnimationFrame)
    for (let frame = 0; frame < frames; frame += 1) {
      grid.scrollTop += stepPx
      const now = await new Promise<number>((resolve) =>
        requestAnimationFrame(() => resolve(performance.now())),
      )
      times.push(now - before)
      before = now
    }
    if (grid.scrollTop === 0) throw new Error('The board does not scroll')
    return times.slice(1)
  },
}
