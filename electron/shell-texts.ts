import { chooseLanguage, type LanguageSetting } from '../shared/text/language.ts'
import { loadMessages } from '../shared/text/load-messages.ts'
import { createTexts, type Texts } from '../shared/text/texts.ts'

/**
 * The texts of what the shell itself shows: the menu and the start-error window.
 * @param preferred the system's languages as BCP 47 tags, best first
 */
export async function loadShellTexts(setting: LanguageSetting, preferred: readonly string[]): Promise<Texts> {
  const language = chooseLanguage(setting, preferred)
  return createTexts(language, await loadMessages(language))
}
