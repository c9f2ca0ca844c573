/** Messages of the Settings screen. */
export const settings = {
  language: 'Language',
  languageHint: 'System follows this computer: {name}.',
  languageSystem: 'System',
  languageNotLoaded: 'The language could not be loaded',
} as const
