/**
 * Languages of the screens. The setting names one or leaves the choice to the system; {@link chooseLanguage} decides.
 */

/** Languages with a complete catalog. */
export const LANGUAGES = ['en', 'de', 'es', 'fr'] as const
/**
 * English with accents and with brackets around every message. A system whose language is `en-XA` gets it. A test opens
 * the screens in it: a text without brackets does not come from a catalog.
 */
export const PSEUDO_LANGUAGE = 'en-XA'
/** A language whose messages can be loaded. */
export type Language = (typeof LANGUAGES)[number] | typeof PSEUDO_LANGUAGE
/** Values of the setting. */
export const LANGUAGE_SETTINGS = ['system', ...LANGUAGES] as const
/** `system` follows the computer. */
export type LanguageSetting = (typeof LANGUAGE_SETTINGS)[number]

/** Each language's name in itself, as Settings lists them. */
export const LANGUAGE_NAMES: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
}

/**
 * The language to show. `preferred` are the system's BCP 47 tags, best first. The first that has a catalog decides;
 * without one it is English.
 */
export function chooseLanguage(setting: LanguageSetting, preferred: readonly string[]): Language {
  if (setting !== 'system') return setting
  for (const tag of preferred) {
    if (tag === PSEUDO_LANGUAGE) return PSEUDO_LANGUAGE
    const primary = tag.toLowerCase().split(/[-_]/)[0]
    const language = LANGUAGES.find((each) => each === primary)
    if (language !== undefined) return language
  }
  return 'en'
}

/** The tag for `Intl`: dates and numbers of English follow Great Britain (24 hours, day before month). */
export function localeOf(language: Language): string {
  return language === 'en' || language === PSEUDO_LANGUAGE ? 'en-GB' : language
}
