import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { LANGUAGES, PSEUDO_LANGUAGE } from '../../shared/text/language.ts'
import { HAS_BROWSER } from './desk.ts'
import { type TrainingDesk, trainingDesk } from './fixture.ts'
import { hasOwnWords } from './languages/data-words.ts'
import { cutTexts, dataTexts, textsWithoutMessage } from './languages/page-texts.ts'
import { prepareLanguages, showLanguage } from './languages/shown-language.ts'
import { type Look, TYPED_TEXTS, walkSandbox, walkTraining } from './languages/walk-desk.ts'
import { type SandboxDesk, sandboxDesk } from './sandbox-desk.ts'

/** A folder for a picture of every place in every language; without it none is made. */
const PICTURES = process.env.PLANNER_LANGUAGE_PICTURES ?? ''

describe.skipIf(!HAS_BROWSER)('the desk in another language', () => {
  let desk: { remove?(): Promise<void>; close?(): Promise<void> } | undefined
  afterEach(() => desk?.remove?.() ?? desk?.close?.())

  it('has no text that stands in no catalog, and cuts no text of a control, on any screen', async () => {
    const training: TrainingDesk = await trainingDesk({ prepare: prepareLanguages })
    desk = training
    const page = await training.start()
    const found: string[] = []
    await walkTraining(page, lookAt(page, found))
    expect(found).toEqual([])
    expect(training.browser().faults).toEqual([])
  })

  it('has none and cuts none where a person has to decide about a change', async () => {
    const sandbox: SandboxDesk = await sandboxDesk([200, 800], {}, prepareLanguages)
    desk = sandbox
    const found: string[] = []
    await walkSandbox(sandbox, lookAt(sandbox.page, found))
    expect(found).toEqual([])
    expect(sandbox.browser.faults).toEqual([])
  })
})

/** The walks go on in English. */
const ENGLISH_LAST = [...LANGUAGES].reverse()

/** Looks at a place in each language, adds what is wrong to `found`, and ends in English. */
function lookAt(page: Page, found: string[]): Look {
  const known = new Set<string>()
  function keep(kind: string, place: string, text: string, tag: string): void {
    const key = `${kind} ${text}`
    if (known.has(key)) return
    known.add(key)
    found.push(`${place}: ${kind}: ${text} in ${tag}`)
  }
  return async (place) => {
    await showLanguage(page, PSEUDO_LANGUAGE)
    const data = [...(await dataTexts(page)), ...TYPED_TEXTS]
    for (const { text, tag } of await textsWithoutMessage(page)) {
      if (hasOwnWords(text, data)) keep('no message', place, text, tag)
    }
    for (const language of ENGLISH_LAST) {
      await showLanguage(page, language)
      for (const { text, tag } of await cutTexts(page)) {
        if (hasOwnWords(text, data)) keep(`cut in ${language}`, place, text, tag)
      }
      await takePicture(page, `${place}-${language}`)
    }
  }
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (PICTURES === '') return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled' })
}
