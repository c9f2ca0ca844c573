import { PLAN_KEYS } from '../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { fileHeadings as german } from '../../../../shared/text/de/file-headings.ts'
import { fields } from '../../../../shared/text/en/fields.ts'
import { fileHeadings as english } from '../../../../shared/text/en/file-headings.ts'
import { fileHeadings as spanish } from '../../../../shared/text/es/file-headings.ts'
import { fileHeadings as french } from '../../../../shared/text/fr/file-headings.ts'
import { type LANGUAGES, type Language, PSEUDO_LANGUAGE } from '../../../../shared/text/language.ts'

/** Languages in which an exchange file is written. */
export type FileLanguage = (typeof LANGUAGES)[number]
/** A column with a heading of its own in each language. */
type NamedColumn = keyof typeof english

/** Which named column is which field of a plan. */
export const PLAN_COLUMNS = {
  reference: 'reference',
  connection: 'connectionId',
  driver: 'driverSourceId',
  vehicle: 'vehicleSourceId',
  territory: 'territoryName',
  status: 'status',
  start: 'startsAt',
  end: 'endsAt',
  totalDistance: 'totalDistance',
  distanceUnit: 'totalDistanceUnit',
  isDistanceEstimated: 'isDistanceEstimated',
  instructions: 'instructions',
} as const satisfies Partial<Record<NamedColumn, keyof Plan>>

/** A field of a plan without a named column: its column is named by its key. */
export type ExtraColumn = Exclude<keyof Plan, (typeof PLAN_COLUMNS)[keyof typeof PLAN_COLUMNS] | 'stops'>
/** Names a column of the exchange file. */
export type ColumnKey = NamedColumn | ExtraColumn

/** Columns that files of other programs have, and an export does not: they say something of other columns of their row. */
export const IMPORT_ONLY_KEYS = [
  'day',
  'startDay',
  'endDay',
  'arrivalDay',
  'departureDay',
  'stopOrder',
  'coordinates',
  'address',
  'zone',
] as const
/** A column of {@link IMPORT_ONLY_KEYS}. */
export type ImportOnlyKey = (typeof IMPORT_ONLY_KEYS)[number]
/** Names a column that an import reads. */
export type ImportKey = ColumnKey | ImportOnlyKey

/** Every {@link ExtraColumn}. */
export const EXTRA_COLUMNS = PLAN_KEYS.filter(
  (key): key is ExtraColumn => key !== 'stops' && !Object.values<keyof Plan>(PLAN_COLUMNS).includes(key),
)

/** True for the column of a field that has no named one. */
export function isExtraColumn(key: ImportKey): key is ExtraColumn {
  return EXTRA_COLUMNS.some((each) => each === key)
}

/** Their headings: the English label, in every language. */
const EXTRA_HEADINGS = Object.fromEntries(EXTRA_COLUMNS.map((key) => [key, fields.plan[key]])) as Readonly<
  Record<ExtraColumn, string>
>

/** Headings of the exchange file by language. English comes first: where two languages say the same, it counts. */
export const HEADINGS: Readonly<Record<FileLanguage, Readonly<Record<ColumnKey, string>>>> = {
  en: { ...english, ...EXTRA_HEADINGS },
  de: { ...german, ...EXTRA_HEADINGS },
  es: { ...spanish, ...EXTRA_HEADINGS },
  fr: { ...french, ...EXTRA_HEADINGS },
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

/** True for a column that an export does not have. */
export function isImportOnly(key: ImportKey): key is ImportOnlyKey {
  return IMPORT_ONLY_KEYS.some((each) => each === key)
}

/** True for the headings of an export, in any language: what its cells say is exact. */
export function isOwnExport(header: readonly string[]): boolean {
  const names = new Set(header.map(normalHeading))
  return NORMAL_HEADINGS.some(([, headings]) => headings.every((each) => names.has(each)))
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
