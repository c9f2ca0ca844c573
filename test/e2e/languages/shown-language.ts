import type { Page } from 'playwright-core'
import { type Language, localeOf, PSEUDO_LANGUAGE } from '../../../shared/text/language.ts'
import { PSEUDO_OPEN } from '../../../shared/text/pseudo-messages.ts'
import type { Browser } from '../desk.ts'

declare global {
  interface Window {
    /** Languages that a page of these tests takes for those of the computer. */
    languagesOfTest?: readonly string[]
  }
}

/** Lets {@link showLanguage} choose the language of the computer on every page of the browser. Call it before a page opens. */
export async function prepareLanguages(browser: Browser): Promise<void> {
  await browser.context.addInitScript(() => {
    Object.defineProperty(navigator, 'languages', { get: () => window.languagesOfTest ?? ['en-US'] })
  })
}

/** Shows the page in a language, with everything that is open on it, and resolves when it is drawn. */
export async function showLanguage(page: Page, language: Language): Promise<void> {
  await page.evaluate((tag) => {
    window.languagesOfTest = [tag]
    window.dispatchEvent(new Event('languagechange'))
  }, language)
  await page.waitForFunction(
    ({ lang, bracket, isPseudo }) =>
      document.documentElement.lang === lang &&
      document.querySelector('h1')?.textContent.includes(bracket) === isPseudo,
    { lang: localeOf(language), bracket: PSEUDO_OPEN, isPseudo: language === PSEUDO_LANGUAGE },
  )
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise(requestAnimationFrame)
    await frame()
    await frame()
  })
}
