import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { en } from '../../../shared/text/en/en.ts'
import { chooseLanguage, type Language, type LanguageSetting } from '../../../shared/text/language.ts'
import { loadMessages } from '../../../shared/text/load-messages.ts'
import { createTexts, type Texts } from '../../../shared/text/texts.ts'

const ENGLISH = createTexts('en', en)

const TextsContext = createContext<Texts>(ENGLISH)

/** Gives everything below it the texts of one language. */
export function TextsProvider(props: { readonly texts: Texts; readonly children: ReactNode }) {
  return <TextsContext value={props.texts}>{props.children}</TextsContext>
}

/** The texts of the language that is shown; English outside of {@link TextsProvider}. */
export function useTexts(): Texts {
  return useContext(TextsContext)
}

/**
 * Loads the texts for a setting and keeps the ones before until they are there. `onFailure` is told when a language
 * cannot be loaded; the screen then stays in the language before.
 */
export function useLoadedTexts(
  setting: LanguageSetting,
  preferred: readonly string[],
  onFailure: (error: unknown) => void,
): Texts {
  const [texts, setTexts] = useState<Texts>(ENGLISH)
  const language: Language = chooseLanguage(setting, preferred)
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
