import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { parseDepotTime } from '../../../../../shared/util/parse-depot-time.ts'
import type { Suggestion } from '../cell-problem.ts'
import { FILE_FORMATS, type FileLanguage } from '../file-language.ts'
import { type CellContext, type CellReading, problem, value } from './cell-reading.ts'

/** An instant, from a time as people and spreadsheets write it. */
export function readTime(text: string, context: CellContext): CellReading {
  const reading = parseDepotTime(exactTime(text, context.fileLanguage) ?? text, context)
  switch (reading.kind) {
    case 'ok':
      return value(reading.instant)
    case 'invalid': {
      const serial = serialReading(text)
      if (serial !== null) return problem(messageRef('exchange.cell.serialTime', { text }), [serial])
      return problem(reading.message, slashReadings(text))
    }
    case 'gap':
      return problem(reading.message)
    case 'fold':
      return problem(reading.message, [
        { label: reading.earlierLabel, text: reading.earlier },
        { label: reading.laterLabel, text: reading.later },
      ])
  }
}

/** What a spreadsheet shows instead of a time when the cell has lost its format: days since 1899-12-30, or a part of a day. */
function serialReading(text: string): Suggestion | null {
  if (!/^(0\.\d{2,}|[34567]\d{4}(\.\d+)?)$/.test(text)) return null
  const wallMs = (Number(text) - 25_569) * 86_400_000
  const wall = new Date(Math.round(wallMs / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
  const reading = text.startsWith('0') ? wall.slice(11) : wall
  return { label: reading, text: reading }
}

/**
 * A time as an export in German, Spanish or French writes it, in ISO order; `null` for any other text. With slashes only
 * in a file with headings of such a language: elsewhere the day and the month could be the other way round.
 */
function exactTime(text: string, fileLanguage: FileLanguage): string | null {
  const parts = /^(\d\d)([./])(\d\d)\2(\d{4}) (\d\d:\d\d:\d\d(?:\.\d+)? [+-]\d\d:\d\d)$/.exec(text)
  if (parts === null) return null
  const [, day, mark, month, year, time] = parts
  const isClear = mark === '.' || FILE_FORMATS[fileLanguage].dateOrder === 'slashes'
  return isClear ? `${year}-${month}-${day} ${time}` : null
}

/** `03/04/2026 5:55` has two readings: both are offered. */
function slashReadings(text: string): Suggestion[] {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ T]+(\d.*)$/.exec(text)
  if (!match) return []
  const [, first = '', second = '', year, time] = match
  const readings: [string, string][] = [
    [first, second],
    [second, first],
  ]
  return readings
    .filter(([, month]) => Number(month) >= 1 && Number(month) <= 12)
    .map(([day, month]) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`)
    .map((each) => ({ label: each, text: each }))
}
