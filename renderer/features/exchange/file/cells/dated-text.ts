import { messageRef } from '../../../../../shared/text/stored-text.ts'
import type { QuestionOption, Suggestion } from '../cell-problem.ts'
import { type CellContext, type CellReading, problem } from './cell-reading.ts'
import { type DateOrder, type DateParts, unknownOrders } from './date-order.ts'

/** The order of a date; `null` when two are possible and nobody has said which. */
export function orderOf({ first, second, third, mark }: DateParts, context: CellContext): DateOrder | null {
  if (first.length === 4) return 'ymd'
  const isOfFileOrder = mark === '-' && third !== null && third.length === 2
  const orders = context.column?.dateOrders ?? unknownOrders('dmy')
  const decided = orders.orderOf(context.column?.index ?? -1, mark)
  if (decided !== null) return decided
  if (first === second && !isOfFileOrder) return 'dmy'
  if (context.column !== undefined) {
    if (Number(first) > 12) return 'dmy'
    if (Number(second) > 12) return 'mdy'
  }
  return null
}

/** The date in ISO order, or as `24.11.` without a year; a question where its year has two digits. */
export function isoDate(
  parts: DateParts,
  order: DateOrder | null,
  context: CellContext,
): string | CellReading {
  const { first, second, third, weekday } = parts
  const [year, month, day] =
    order === 'ymd'
      ? [first, second, third]
      : order === 'mdy'
        ? [third, first, second]
        : [third, second, first]
  const named = weekday === '' ? '' : `${weekday} `
  if (year === null) return `${named}${day}.${month}.`
  if (year.length === 3) return problem(messageRef('fields.time.yearDigits'))
  if (year.length === 4) return `${named}${year}-${month}-${day}`
  const whole = `20${year}`
  const answer = context.column?.answers.get('shortYear')
  if (answer !== undefined) return `${named}${whole}-${month}-${day}`
  const message = messageRef('fields.time.yearDigits')
  const options = [
    { label: messageRef('exchange.option.shortYear', { short: year, year: whole }), answer: '20' },
  ]
  return { kind: 'problem', message, suggestions: [], question: { key: 'shortYear', options } }
}

/** The date of both orders in which a text can be read, as texts in ISO order with their time. */
export function dateSuggestion(
  { first, second, third, rest }: DateParts,
  order: 'dmy' | 'mdy',
): Suggestion[] {
  const [day, month] = order === 'dmy' ? [first, second] : [second, first]
  if (Number(month) < 1 || Number(month) > 12 || Number(day) > 31) return []
  const year = third === null ? '' : `${third.length === 2 ? '20' : ''}${third}-`
  const text = `${year}${month.padStart(2, '0')}-${day.padStart(2, '0')} ${rest}`.trim()
  return [{ label: text, text }]
}

/** The answers to the question in which order the numbers of dates stand. */
export function orderOptions(text: string, parts: DateParts, best: DateOrder): readonly QuestionOption[] {
  const orders: readonly ('dmy' | 'mdy')[] = best === 'mdy' ? ['mdy', 'dmy'] : ['dmy', 'mdy']
  return orders.flatMap((order): QuestionOption[] => {
    const [shown] = dateSuggestion(parts, order)
    if (shown === undefined) return []
    const reading = { text, reading: shown.text }
    const label =
      order === 'dmy'
        ? messageRef('exchange.option.dayFirst', reading)
        : messageRef('exchange.option.monthFirst', reading)
    return [{ label, answer: order }]
  })
}
