import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { addDays, daysBetween } from '../../../../../shared/util/depot-time.ts'
import { parseDepotTime } from '../../../../../shared/util/parse-depot-time.ts'
import type { QuestionOption } from '../cell-problem.ts'
import { FILE_FORMATS, type FileLanguage } from '../file-language.ts'
import { ask, type CellContext, type CellReading, DAY_ALONE, problem, value } from './cell-reading.ts'
import { DATE_ORDER_QUESTION, type DateOrder, type DateParts, datePartsOf } from './date-order.ts'
import { dateSuggestion, isoDate, orderOf, orderOptions } from './dated-text.ts'
import {
  dayPartText,
  hoursPast,
  plainTime,
  serialText,
  spacedCompactTime,
  splitClock,
  type TimeText,
} from './time-text.ts'
import { offsetOfWord, zoneOfText } from './zone-of-text.ts'

/** An instant, from a time as people, spreadsheets and programs write it. A text with two readings is a question. */
export function readTime(text: string, context: CellContext): CellReading {
  const exact = exactTime(text, context.fileLanguage)
  if (exact !== null) return resolved(exact, context)
  const plain = plainTime(text)
  return (
    readZoned(plain, context) ??
    readDigits(plain, context) ??
    readDated(plain, context) ??
    readSplit(splitClock(plain), context)
  )
}

/** The day of a text that may hold a time too; a problem or question where {@link readTime} has one. */
export function readDay(text: string, context: CellContext): CellReading {
  const reading = readTime(text, { ...context, ...withDaysAlone(context) })
  if (reading.kind === 'dayOnly') return value(reading.day)
  if (reading.kind === 'problem' && reading.question === undefined) {
    return problem(messageRef('exchange.cell.notADay', { text }))
  }
  if (reading.kind !== 'value') return reading
  const day = dayTextOf(plainTime(text), context)
  return day === null ? problem(messageRef('exchange.cell.notADay', { text })) : value(day)
}

/** A context in which a date without a time is the day that it says. */
function withDaysAlone(context: CellContext): Pick<CellContext, 'column'> {
  const { column } = context
  if (column === undefined) return {}
  const answers = new Map(column.answers).set(noTimeKey(context), DAY_ALONE)
  return { column: { ...column, answers } }
}

/** The date of a text with a date and a time. */
function dayTextOf(plain: string, context: CellContext): string | null {
  const parts = datePartsOf(spacedCompactTime(plain) ?? plain)
  if (parts === null) return dayIn(splitClock(plain).date, context)
  const date = isoDate(parts, orderOf(parts, context), context)
  return typeof date === 'string' ? dayIn(date, context) : null
}

/** The day of a date that the desk reads; `null` when there is none. */
function dayIn(date: string, { day }: CellContext): string | null {
  if (date === '') return null
  const reading = parseDepotTime(`${date} 00:00`, { day, zone: 'UTC' })
  return reading.kind === 'ok' ? reading.instant.slice(0, 10) : null
}

/** A time that the desk reads, as a reading of the cell. */
function resolved(text: string, context: CellContext): CellReading {
  const reading = parseDepotTime(text, context)
  switch (reading.kind) {
    case 'ok':
      return value(reading.instant)
    case 'invalid':
    case 'gap':
      return problem(reading.message)
    case 'fold':
      return problem(reading.message, [
        { label: reading.earlierLabel, text: reading.earlier },
        { label: reading.laterLabel, text: reading.later },
      ])
  }
}

/**
 * A time as an export in German, Spanish or French writes it, in ISO order; `null` for any other text. With slashes only
 * in a file with headings of such a language: elsewhere the day and the month could be the other way round.
 */
function exactTime(text: string, fileLanguage: FileLanguage): string | null {
  const parts = /^(\d\d)([./])(\d\d)\2(\d{4}) (\d\d:\d\d:\d\d(?:\.\d+)? [+-]\d\d:\d\d)$/.exec(text)
  if (parts === null)
    return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d\d:\d\d$/.test(text) ? text : null
  const [, day, mark, month, year, time] = parts
  const isClear = mark === '.' || FILE_FORMATS[fileLanguage].dateOrder === 'slashes'
  return isClear ? `${year}-${month}-${day} ${time}` : null
}

/** A time that names its own zone: `… CST`, `… [Europe/Berlin]`, `… UTC`; `null` for any other. */
function readZoned(plain: string, context: CellContext): CellReading | null {
  const match =
    /^(.*\d(?: ?[ap]m)?)\s*[[(]?\s*((?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,4}|[A-Za-z_]+\/[A-Za-z_/+-]+)\s*[\])]?$/.exec(
      plain,
    )
  const [, time, word] = match ?? []
  if (time === undefined || word === undefined || /^[+-]/.test(word)) return null
  if (/\d[Tt ]\d{1,2}:\d{2}(?::\d{2})?\s?(?:Z|[+-]\d{2}:?\d{2})$/i.test(time)) return readTime(time, context)
  const zone = offsetOfWord(word)?.replace('Z', 'UTC') ?? zoneOfText(word)
  return zone === null ? null : readTime(time, { ...context, zone })
}

/** A text of digits alone, with or without a decimal mark; `null` for any other. */
function readDigits(plain: string, context: CellContext): CellReading | null {
  const spaced = spacedCompactTime(plain)
  if (spaced !== null) return readTime(spaced, context)
  if (!/^\d+(?:[.,]\d+)?$/.test(plain)) return null
  const number = Number(plain.replace(',', '.'))
  if (/^\d+$/.test(plain)) return readWhole(plain, number, context)
  if (number >= FIRST_SERIAL && number < LAST_SERIAL) return askSerial(plain, number, context)
  if (number >= 1 && number < 24 && /^\d{1,2}[.,]\d{1,2}$/.test(plain)) return askDecimalTime(plain, context)
  if (number < 100) return askDayPart(plain, number, context)
  return null
}

/** Serials of days that are taken for such: about 1954 to 2119. */
const FIRST_SERIAL = 20_000
const LAST_SERIAL = 80_000

function readWhole(plain: string, number: number, context: CellContext): CellReading | null {
  if (plain.length <= 2) return askBareHour(plain, context)
  if (/^(?:19|20)\d{2}$/.test(plain) && context.column !== undefined) return yearProblem(plain)
  if (plain.length === 5 && number >= FIRST_SERIAL && number < LAST_SERIAL)
    return askSerial(plain, number, context)
  if (plain.length === 10 || plain.length === 13) return askEpoch(plain, number, context)
  return null
}

/** A year is never read as a time of day. */
function yearProblem(plain: string): CellReading {
  const clock = `${plain.slice(0, 2)}:${plain.slice(2)}`
  const suggestions = Number(plain.slice(2)) < 60 ? [{ label: clock, text: clock }] : []
  return problem(messageRef('exchange.cell.yearOrTime', { text: plain }), suggestions)
}

function keyOf(name: string, context: CellContext): string {
  return `${name}|${context.column?.index ?? ''}`
}

function headingOf(context: CellContext): string {
  return context.column?.heading ?? ''
}

function timeOption(time: string, answer: string): QuestionOption {
  return { label: messageRef('exchange.option.asTime', { time }), answer }
}

function askBareHour(plain: string, context: CellContext): CellReading {
  if (Number(plain) > 24) return resolved(plain, context)
  const clock = `${plain}:00`
  const message = messageRef('exchange.question.bareHour', { heading: headingOf(context), text: plain })
  const options = [timeOption(clock.padStart(5, '0'), 'hour')]
  return ask(context, { key: keyOf('bareHour', context), message, options }, () => readTime(clock, context))
}

/** `5.55` is 05:55 to some and five and a half hours to others. */
function askDecimalTime(plain: string, context: CellContext): CellReading {
  const [hours = '', part = ''] = plain.split(/[.,]/)
  const minutes = Math.round(Number(`0.${part}`) * 60)
  const decimal = `${hours}:${String(minutes % 60).padStart(2, '0')}`
  const canBeClock = part.length === 2 && Number(part) < 60
  const clock = `${hours}:${part}`
  const options = [
    ...(canBeClock ? [timeOption(clock.padStart(5, '0'), 'clock')] : []),
    timeOption(decimal.padStart(5, '0'), 'decimal'),
  ]
  const message = messageRef('exchange.question.decimalTime', { heading: headingOf(context), text: plain })
  return ask(context, { key: keyOf('decimalTime', context), message, options }, (answer) =>
    readTime(answer === 'clock' && canBeClock ? clock : decimal, context),
  )
}

/** A part of a day, or days and a part of one. */
function askDayPart(plain: string, part: number, context: CellContext): CellReading {
  const reading = dayPartText(part)
  const message = messageRef('exchange.cell.serialTime', { text: plain })
  const suggestions = [{ label: reading, text: reading }]
  const options = [timeOption(reading, 'serial')]
  return ask(context, { key: keyOf('dayPart', context), message, options, suggestions }, () =>
    resolved(reading, context),
  )
}

/** Days from the first day of each count to 1970-01-01. */
const EPOCHS = { '1900': 25_569, '1904': 24_107 } as const

function askSerial(plain: string, serial: number, context: CellContext): CellReading {
  const readings = (['1900', '1904'] as const).map((epoch) => ({
    epoch,
    text: serialText(serial, EPOCHS[epoch]),
  }))
  const distance = (text: string): number => Math.abs(daysBetween(context.day, text.slice(0, 10)))
  const sorted = readings.toSorted((a, b) => distance(a.text) - distance(b.text))
  const message = messageRef('exchange.cell.serialTime', { text: plain })
  const options = sorted.map(({ epoch, text }) => timeOption(text, epoch))
  const suggestions = readings.slice(0, 1).map(({ text }) => ({ label: text, text }))
  return ask(context, { key: keyOf('serial', context), message, options, suggestions }, (answer) =>
    readTime(serialText(serial, answer === '1904' ? EPOCHS['1904'] : EPOCHS['1900']), context),
  )
}

/** Seconds or milliseconds since 1970, as programs write them. */
function askEpoch(plain: string, number: number, context: CellContext): CellReading {
  const ms = plain.length === 13 ? number : number * 1000
  const instant = new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
  const message = messageRef('exchange.question.epoch', { heading: headingOf(context), text: plain })
  const options = [timeOption(`${instant.slice(0, 16).replace('T', ' ')} UTC`, 'epoch')]
  return ask(context, { key: keyOf('epoch', context), message, options }, () => value(instant))
}

/** A text that begins with a date of numbers; `null` for any other. */
function readDated(plain: string, context: CellContext): CellReading | null {
  const parts = datePartsOf(plain)
  if (parts === null) return null
  const order = orderOf(parts, context)
  if (order === null) return askOrder(plain, parts, context)
  return readParts(parts, order, context)
}

function readParts(parts: DateParts, order: DateOrder, context: CellContext): CellReading {
  const date = isoDate(parts, order, context)
  if (typeof date !== 'string') return date
  const clock = /^\d{1,2}\.\d{2}(?:\.\d{2})?$/.test(parts.rest) ? parts.rest.replaceAll('.', ':') : parts.rest
  return readSplit({ date, clock: /^\d{1,2}$/.test(clock) ? `${clock}:00` : clock }, context)
}

/** `03/04/2026 5:55` has two readings: both are offered, for all dates of the file. */
function askOrder(plain: string, parts: DateParts, context: CellContext): CellReading {
  const suggestions = (['dmy', 'mdy'] as const).flatMap((order) => dateSuggestion(parts, order))
  const options = orderOptions(plain, parts, context.column?.dateOrders.best ?? 'dmy')
  const message =
    context.column === undefined
      ? messageRef('fields.time.slash')
      : messageRef('exchange.question.dateOrder', { text: plain })
  return ask(context, { key: DATE_ORDER_QUESTION, message, options, suggestions }, (answer) =>
    readParts(parts, answer === 'mdy' ? 'mdy' : 'dmy', context),
  )
}

/** A date, if any, and a time of day, if any. */
function readSplit({ date, clock }: TimeText, context: CellContext): CellReading {
  if (clock === '') return readDateAlone(date, context)
  const past = hoursPast(clock)
  if (past === null) return resolved(`${date} ${clock}`.trim(), context)
  const day = date === '' ? context.day : dayIn(date, context)
  if (day === null) return resolved(`${date} ${past.clock}`, context)
  const next = `${addDays(day, past.days)} ${past.clock}`
  const isMidnight = past.days === 1 && past.clock.startsWith('00:00')
  const message = isMidnight
    ? messageRef('exchange.question.midnight', { text: clock, heading: headingOf(context) })
    : messageRef('exchange.question.pastMidnight', { text: clock, heading: headingOf(context) })
  const options = [timeOption(next, 'nextDay')]
  return ask(context, { key: keyOf('pastMidnight', context), message, options }, () =>
    resolved(next, context),
  )
}

function noTimeKey(context: CellContext): string {
  return keyOf('noTime', context)
}

/** A date without a time of day: it is asked about, and never taken for midnight. */
function readDateAlone(date: string, context: CellContext): CellReading {
  const day = dayIn(date, context)
  if (day === null || context.column === undefined) return resolved(date, context)
  const message = messageRef('exchange.question.noTime', { heading: headingOf(context), text: date })
  const options = context.column.timesOfDates.map((each): QuestionOption => {
    if (each !== DAY_ALONE)
      return { label: messageRef('exchange.option.allAt', { time: each }), answer: each }
    return { label: messageRef('exchange.option.dayAlone'), answer: DAY_ALONE }
  })
  return ask(context, { key: noTimeKey(context), message, options }, (answer) =>
    answer === DAY_ALONE ? { kind: 'dayOnly', day } : resolved(`${day} ${answer}`, context),
  )
}
