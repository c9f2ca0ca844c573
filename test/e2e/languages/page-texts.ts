import type { Page } from 'playwright-core'
import { PSEUDO_CLOSE, PSEUDO_OPEN } from '../../../shared/text/pseudo-messages.ts'

/** A text that a person reads or hears, and the start tag of the element that it stands in. */
export interface ShownText {
  readonly text: string
  readonly tag: string
}

/** What the page is asked for; the functions below run in the page and know nothing but this. */
interface Question {
  readonly open: string
  readonly close: string
}

const QUESTION: Question = { open: PSEUDO_OPEN, close: PSEUDO_CLOSE }

/**
 * Texts on the page that stand outside of the brackets of the pseudo-language: of visible elements the text, `aria-label`,
 * `title`, `placeholder` and the choice shown by a list, and the texts that `aria-describedby` and `aria-labelledby` name.
 */
export function textsWithoutMessage(page: Page): Promise<readonly ShownText[]> {
  return page.evaluate(findTextsWithoutMessage, QUESTION)
}

function findTextsWithoutMessage({ open, close }: Question): ShownText[] {
  const found: ShownText[] = []
  /** A message with tags is drawn as several text nodes: its brackets are counted in the order of the page. */
  let depth = 0
  function outside(text: string): string {
    let rest = ''
    for (const letter of text) {
      if (letter === open) depth += 1
      else if (letter === close) depth -= 1
      else if (depth === 0) rest += letter
    }
    return rest.trim()
  }
  function keep(text: string, element: Element): void {
    const rest = outside(text)
    const [tag = ''] = element.cloneNode(false) instanceof Element ? [element.outerHTML.split('>')[0]] : []
    if (rest !== '') found.push({ text: rest, tag: `${tag}>`.slice(0, 200) })
  }
  function keepAttributes(element: Element): void {
    for (const name of [
      'aria-label',
      'title',
      'placeholder',
      'alt',
      'aria-roledescription',
      'aria-valuetext',
    ]) {
      const value = element.getAttribute(name)
      if (value !== null) keep(value, element)
    }
    const isChoice = element instanceof HTMLInputElement && element.ariaHasPopup === 'listbox'
    if (isChoice) keep(element.value, element)
    for (const name of ['aria-describedby', 'aria-labelledby']) {
      for (const id of (element.getAttribute(name) ?? '').split(' ')) {
        const named = id === '' ? null : document.getElementById(id)
        if (named !== null && !named.checkVisibility()) keep(named.textContent, named)
      }
    }
  }
  function visit(node: Node): void {
    if (node instanceof Text && node.parentElement !== null) {
      const before = found.length
      keep(node.data, node.parentElement)
      // A search marks a part of a text: the whole text tells whether it is data.
      const marked = node.parentElement.closest(':has(> mark)')
      if (found.length > before && marked !== null)
        found.push({ ...found.pop(), text: outside(marked.textContent) } as ShownText)
    }
    if (!(node instanceof Element) || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.tagName)) return
    if (node.tagName !== 'OPTION' && !node.checkVisibility({ visibilityProperty: true })) return
    keepAttributes(node)
    for (const child of node.childNodes) visit(child)
  }
  for (const child of document.body.childNodes) visit(child)
  if (depth !== 0) found.push({ text: `brackets that do not match: ${depth}`, tag: 'body' })
  return found
}

/** What the dispatcher or the fleet has named: the values of these properties in the page's database. */
const NAMING = [
  'reference',
  'territoryName',
  'instructions',
  'locationName',
  'city',
  'province',
  'countryCode',
  'name',
  'description',
  'sourceName',
  'licensePlate',
  'vin',
  'employeeNumber',
  'id',
  'sourceId',
  'sourceStopId',
  'driverSourceId',
  'vehicleSourceId',
  'operationId',
  'resourceId',
  'message',
]

/** Names and other texts of people and of the fleet that the page's database holds, the longest first. */
export async function dataTexts(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(readDataTexts, NAMING)
  return texts.sort((a, b) => b.length - a.length)
}

async function readDataTexts(naming: readonly string[]): Promise<string[]> {
  const texts = new Set<string>()
  function collect(value: unknown, name: string): void {
    if (typeof value === 'string' && value.length > 1 && naming.includes(name)) texts.add(value)
    if (typeof value !== 'object' || value === null) return
    for (const [key, part] of Object.entries(value)) collect(part, Array.isArray(value) ? name : key)
  }
  function whenDone<Result>(request: IDBRequest<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const db = await whenDone(indexedDB.open(name))
    for (const store of db.objectStoreNames) {
      const all = await whenDone(db.transaction(store).objectStore(store).getAll())
      for (const record of all) collect(record, '')
    }
    db.close()
  }
  return [...texts]
}

/**
 * Elements whose text must be readable in full. Texts of the fleet and of people may be cut: they have no limit, and a
 * title tells them in full.
 */
const NEVER_CUT = [
  'button',
  'a',
  'label',
  'legend',
  'summary',
  'th',
  'dt',
  'h1',
  'h2',
  'h3',
  '[role="tab"]',
  '[role="columnheader"]',
  '[role="menuitem"]',
  '[data-badge]',
].join(', ')

/** Texts of buttons, tabs, headings, labels and badges of which a part lies outside of an element that clips it. */
export function cutTexts(page: Page): Promise<readonly ShownText[]> {
  return page.evaluate(findCutTexts, NEVER_CUT)
}

function findCutTexts(neverCut: string): ShownText[] {
  const found: ShownText[] = []
  const range = document.createRange()
  /** Half a pixel of rounding, and the side bearing of a letter. */
  const slack = 1.5
  /**
   * True where the text ends beyond the block that it stands in, or beyond the first element around it that hides what flows
   * over. An element that scrolls hides nothing.
   */
  function isCut(text: Text): boolean {
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    let isInBlock = false
    for (let around = text.parentElement; around !== null; around = around.parentElement) {
      const { display, overflowX, overflowY, position } = getComputedStyle(around)
      const clip = around.getBoundingClientRect()
      const isHiddenOnPurpose = position === 'absolute' && clip.width <= 1
      if (isHiddenOnPurpose) return false
      if (overflowX === 'auto' || overflowX === 'scroll') return false
      const isBlock = !display.startsWith('inline') && display !== 'contents'
      const isFirstBlock = isBlock && !isInBlock
      isInBlock ||= isBlock
      const isWide = box.right > clip.right + slack || box.left < clip.left - slack
      const isHigh = box.bottom > clip.bottom + slack || box.top < clip.top - slack
      if (isWide && (isFirstBlock || overflowX !== 'visible')) return true
      if (isHigh && overflowY !== 'visible') return true
    }
    return false
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!(node instanceof Text) || node.data.trim() === '' || parent === null) continue
    if (parent.closest(neverCut) === null || !parent.checkVisibility({ visibilityProperty: true })) continue
    if (isCut(node)) found.push({ text: node.data, tag: parent.outerHTML.split('>')[0] ?? '' })
  }
  return found
}
