import { columns as german } from '../../../../shared/text/de/columns.ts'
import { columns as english } from '../../../../shared/text/en/columns.ts'
import { columns as spanish } from '../../../../shared/text/es/columns.ts'
import { columns as french } from '../../../../shared/text/fr/columns.ts'
import { type LANGUAGES, type Language, PSEUDO_LANGUAGE } from '../../../../shared/text/language.ts'

/** Languages in which an exchange file is written. */
export type FileLanguage = (typeof LANGUAGES)[number]
/** Names a column of the exchange file. */
export type ColumnKey = keyof typeof english

/** Headings of the exchange file by language. English comes first: where two languages say the same, it counts. */
export const HEADINGS: Readonly<Record<FileLanguage, Readonly<Record<ColumnKey, string>>>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
}

/** How the values of an exchange file are written in one language. */
export interface FileFormat {
  /** Between two cells. A spreadsheet with decimal commas expects a semicolon. */
  readonly delimiter: ',' | ';'
  readonly decimalMark: '.' | ','
  /** `2026-11-24`, `24.11.2026` or `24/11/2026`. */
  readonly dateOrder: 'iso' | 'dots' | 'slashes'
  readonly yes: string
  readonly no: string
}

/** How values are written, by language. */
export const FILE_FORMATS: Readonly<Record<FileLanguage, FileFormat>> = {
  en: { delimiter: ',', decimalMark: '.', dateOrder: 'iso', yes: 'yes', no: 'no' },
  de: { delimiter: ';', decimalMark: ',', dateOrder: 'dots', yes: 'ja', no: 'nein' },
  es: { delimiter: ';', decimalMark: ',', dateOrder: 'slashes', yes: 'sí', no: 'no' },
  fr: { delimiter: ';', decimalMark: ',', dateOrder: 'slashes', yes: 'oui', no: 'non' },
}

/** The language in which an export is written for a person who reads the screens in `language`. */
export function fileLanguageOf(language: Language): FileLanguage {
  return language === PSEUDO_LANGUAGE ? 'en' : language
}

/** Heading as compared: letters and digits only, lower case, accents folded. */
export function normalHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** The column that an exact heading of any language names; `null` for any other text. */
export function columnOfHeading(normal: string): ColumnKey | null {
  return EXACT.get(normal) ?? null
}

/**
 * The language in which most headings of a file are exact. English without any, and where another language has no more:
 * only another language says that a comma is a decimal mark and that a date begins with its day.
 */
export function languageOfHeader(header: readonly string[]): FileLanguage {
  const names = new Set(header.map(normalHeading))
  let [best, bestCount]: [FileLanguage, number] = ['en', 0]
  for (const [language, headings] of NORMAL_HEADINGS) {
    const count = headings.filter((each) => names.has(each)).length
    if (count > bestCount) [best, bestCount] = [language, count]
  }
  return best
}

const NORMAL_HEADINGS: readonly (readonly [FileLanguage, readonly string[]])[] = (
  Object.entries(HEADINGS) as [FileLanguage, Readonly<Record<ColumnKey, string>>][]
).map(([language, headings]) => [language, Object.values(headings).map(normalHeading)])

const EXACT = new Map<string, ColumnKey>()
for (const headings of Object.values(HEADINGS)) {
  for (const [key, heading] of Object.entries(headings) as [ColumnKey, string][]) {
    const normal = normalHeading(heading)
    if (!EXACT.has(normal)) EXACT.set(normal, key)
  }
}
