import type { Answers } from '../cell-problem.ts'

/** In which order a date of numbers is written. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** A date of numbers with marks between them, at the beginning of a text; a weekday may stand before it. */
const NUMERIC_DATE =
  /^(?:\p{L}+\.?,? )?(?<first>\d{1,4})(?<mark>[./-])(?<second>\d{1,2})(?:\k<mark>(?<third>\d{2,4})?)?(?=$|[ T,])/u

/** The numbers of a date, as written. */
export interface DateParts {
  /** The text with the date and a mark for the weekday before it cut off. */
  readonly weekday: string
  readonly first: string
  readonly second: string
  readonly third: string | null
  readonly mark: string
  readonly rest: string
}

/** The date of numbers with which a text begins; `null` = it begins with none. */
export function datePartsOf(text: string): DateParts | null {
  const match = NUMERIC_DATE.exec(text)
  const groups = match?.groups
  if (match === null || groups?.first === undefined || groups.second === undefined) return null
  // `5.55` is a time or a number; a date of two numbers has slashes, or a second dot.
  if (groups.third === undefined && groups.mark === '.' && !match[0].endsWith('.')) return null
  if (groups.third === undefined && groups.mark === '-') return null
  if (groups.first.length === 3) return null
  const weekday = /^\p{L}+/u.exec(text)?.[0] ?? ''
  return {
    weekday,
    first: groups.first,
    second: groups.second,
    third: groups.third ?? null,
    mark: groups.mark ?? '',
    rest: text.slice(match[0].length).replace(/^[ T,]+/, ''),
  }
}

/** What a column or a file says of the order of its dates. */
interface Evidence {
  hasDayFirst: boolean
  hasMonthFirst: boolean
}

/** The orders of the columns of a file. */
export interface DateOrders {
  /** The order of a column; `null` = both are possible, and nobody has said which. */
  orderOf(column: number, mark: string): DateOrder | null
  /** The likeliest order where both are possible. */
  readonly best: DateOrder
}

/** The key of the question that {@link DateOrders} leaves open. */
export const DATE_ORDER_QUESTION = 'dateOrder'

/** Nothing is known: with dots the day comes first. */
export function unknownOrders(best: DateOrder): DateOrders {
  return { best, orderOf: (_column, mark) => (mark === '.' ? 'dmy' : null) }
}

/**
 * Finds the order of the dates in the columns of times. One date with a number over 12 decides its column, and the columns
 * without such a date when all others agree.
 * @param textsOf the texts of a column
 */
export function findDateOrders(
  columns: readonly number[],
  textsOf: (column: number) => Iterable<string>,
  best: DateOrder,
  answers: Answers,
): DateOrders {
  const byColumn = new Map<number, Evidence>()
  const all: Evidence = { hasDayFirst: false, hasMonthFirst: false }
  for (const column of columns) {
    const found: Evidence = { hasDayFirst: false, hasMonthFirst: false }
    for (const text of textsOf(column)) {
      const parts = text.length > 40 ? null : datePartsOf(text.trim())
      if (parts === null || parts.first.length > 2) continue
      if (Number(parts.first) > 12) found.hasDayFirst = true
      if (Number(parts.second) > 12) found.hasMonthFirst = true
    }
    byColumn.set(column, found)
    all.hasDayFirst ||= found.hasDayFirst
    all.hasMonthFirst ||= found.hasMonthFirst
  }
  const answer = answers.get(DATE_ORDER_QUESTION)
  return {
    best,
    orderOf(column, mark) {
      const found = orderOfEvidence(byColumn.get(column)) ?? orderOfEvidence(all)
      if (found !== null) return found
      if (mark === '.' && !all.hasMonthFirst) return 'dmy'
      return answer === 'dmy' || answer === 'mdy' ? answer : null
    },
  }
}

function orderOfEvidence(evidence: Evidence | undefined): DateOrder | null {
  if (evidence === undefined || evidence.hasDayFirst === evidence.hasMonthFirst) return null
  return evidence.hasDayFirst ? 'dmy' : 'mdy'
}
