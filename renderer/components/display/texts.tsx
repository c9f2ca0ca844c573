import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { en } from '../../../shared/text/en/en.ts'
import { chooseLanguage, type Language, type LanguageSetting } from '../../../shared/text/language.ts'
import { loadMessages } from '../../../shared/text/load-messages.ts'
import { createTexts, type Texts } from '../../../shared/text/texts.ts'

const ENGLISH = createTexts('en', en)

const TextsContext = createContext<Texts>(ENGLISH)

/** Provides the texts of one language. */
export function TextsProvider(props: { readonly texts: Texts; readonly children: ReactNode }) {
  return <TextsContext value={props.texts}>{props.children}</TextsContext>
}

/** The texts of the language of the screen; English outside of {@link TextsProvider}. */
export function useTexts(): Texts {
  return useContext(TextsContext)
}

/**
 * Loads the texts for a setting and returns the texts before until they are loaded. The setting `system` follows the
 * languages of the computer, also while the page is open. `onFailure` is called when a language cannot be loaded; the
 * texts then stay the ones before.
 */
export function useLoadedTexts(setting: LanguageSetting, onFailure: (error: unknown) => void): Texts {
  const [texts, setTexts] = useState<Texts>(ENGLISH)
  const preferred = useSyncExternalStore(onLanguageChange, preferredLanguages)
  const language: Language = chooseLanguage(setting, preferred.split(' '))
  useEffect(() => {
    if (texts.language === language) return
    let isOver = false
    loadMessages(language).then(
      (messages) => !isOver && setTexts(createTexts(language, messages)),
      (error: unknown) => !isOver && onFailure(error),
    )
    return () => {
      isOver = true
    }
  }, [language, texts, onFailure])
  return texts
}

function onLanguageChange(notify: () => void): () => void {
  window.addEventListener('languagechange', notify)
  return () => window.removeEventListener('languagechange', notify)
}

/** The computer's BCP 47 tags, best first, in one string, which React compares by value. */
function preferredLanguages(): string {
  return navigator.languages.join(' ')
}
