import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { parseDepotTime } from '../../../../../shared/util/parse-depot-time.ts'
import { type ColumnMapping, IMPORT_COLUMNS } from '../columns.ts'
import type { ImportKey } from '../file-language.ts'
import type { SourceTable } from '../table/read-table.ts'
import type { RowQuestions } from './row-questions.ts'

/** Days that titles say for the rows below them, while the rows of a table are arranged. */
export interface SectionDays {
  /**
   * Asks whether a title within the table says the day of the rows below.
   * @returns true when the title is left out, false while there is no answer, `null` when it names no day
   */
  title(row: number, text: string): boolean | null
  /** The day of a row by the last title, or by the titles above the table; `null` = nothing says one. */
  dayOf(row: number, cells: readonly string[]): string | null
}

/** What {@link createSectionDays} needs to know. */
export interface SectionDayOptions {
  readonly mapping: ColumnMapping
  /** Day on which a time without a date stands otherwise, `YYYY-MM-DD`. */
  readonly day: string
  readonly questions: RowQuestions
}

/** Whole dates within a title or a name: dates with slashes have two readings and do not count. */
const DATES = [
  /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/,
  /(?<!\d)\d{1,2}\. ?\d{1,2}\. ?\d{4}(?!\d)/,
  /(?<!\d)\d{1,2}\.? \p{L}{3,12}\.? \d{4}(?!\d)/u,
  /(?<!\p{L})\p{L}{3,12}\.? \d{1,2} \d{4}(?!\d)/u,
]

/** The day that a title names, `YYYY-MM-DD`; `null` when it names none. */
export function dayOfTitle(title: string): string | null {
  const text = title
    .normalize('NFKC')
    .replaceAll(/[,_]| de(?= )/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/, '$1-$2-$3')
  for (const pattern of DATES) {
    const found = pattern.exec(text)?.[0]
    const reading =
      found === undefined ? null : parseDepotTime(`${found} 00:00`, { day: '2026-01-01', zone: 'UTC' })
    if (reading?.kind === 'ok') return reading.instant.slice(0, 10)
  }
  return null
}

/** Days by the titles of a table, its sheet and its file. */
export function createSectionDays(table: SourceTable, options: SectionDayOptions): SectionDays {
  const { mapping, day, questions } = options
  const titles = [...table.above, table.workbook?.sheet ?? '', table.fileName]
  const titleDay = titles.map(dayOfTitle).find((each) => each !== null) ?? null
  const hasDays = mapping.some((key) => key !== null && DAY_KEYS.includes(key))
  const times = mapping.flatMap((key, column) =>
    key !== null && IMPORT_COLUMNS[key].kind === 'time' ? [column] : [],
  )
  let section: string | null = null
  return {
    title(row, text) {
      const found = hasDays ? null : dayOfTitle(text)
      if (found === null) return null
      const message = messageRef('exchange.question.sectionDay', { text: text.slice(0, 60) })
      const options = [
        { label: messageRef('exchange.option.dayBelow'), answer: 'day' },
        { label: messageRef('exchange.option.leaveOut'), answer: 'leaveOut' },
      ]
      const answer = questions.ask(row, { key: 'sectionDay', message, options })
      section = answer === 'day' ? found : null
      return answer !== null
    },
    dayOf(row, cells) {
      if (section !== null || titleDay === null || titleDay === day || hasDays) return section
      if (!isUndated(times.map((column) => cells[column] ?? ''))) return null
      const message = messageRef('exchange.question.titleDay', { day: titleDay })
      const options = [
        { label: messageRef('exchange.option.onDay', { day: titleDay }), answer: 'title' },
        { label: messageRef('exchange.option.onDay', { day }), answer: 'board' },
      ]
      return questions.ask(row, { key: 'titleDay', message, options }) === 'title' ? titleDay : null
    },
  }
}

const DAY_KEYS: readonly ImportKey[] = ['day', 'startDay', 'arrivalDay']

/** True for times of day without any date. */
function isUndated(texts: readonly string[]): boolean {
  const filled = texts.map((each) => each.trim()).filter((each) => each !== '')
  return (
    filled.length > 0 &&
    filled.every((each) => /^\d{1,2}(?:[:.hH]\d{2}(?::\d{2})?)?(?: ?[ap]\.? ?m\.?)?$/i.test(each))
  )
}
