import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportContext } from '../../../../../renderer/features/exchange/file/cells/cell-reading.ts'
import { textOf } from '../../../../../shared/text/stored-text.ts'
import { english } from '../../../../doubles/english.ts'
import { driverOf, EMPTY_DESK, importFile } from '../../../../doubles/import-desk.ts'

const FOLDER = path.resolve(import.meta.dirname, '../../../../fixtures/import')
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(FOLDER, name)))

/** A file that once went wrong: what is asked, what comes in without asking, what comes in with the best answers. */
interface Case {
  readonly asked: readonly RegExp[]
  readonly silent: readonly string[]
  readonly plans: readonly string[]
  readonly problems?: readonly RegExp[]
  readonly context?: ImportContext
}

const US_ROWS = Array.from({ length: 40 }, (_, index) => {
  const minutes = (base: number): string => {
    const all = base * 60 + index * 5
    return `11-24 ${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`
  }
  return `U-${index} ${minutes(5)}–${minutes(10)}`
})

const CASES: Readonly<Record<string, Case>> = {
  'year-read-as-time.csv': {
    asked: [/“2026-11-24” in Start is a date without a time/],
    silent: [],
    plans: ['D-1 11-24 06:00 [A]', 'D-2 11-24 06:00 [B]'],
  },
  'quote-swallows-rows.csv': {
    asked: [],
    silent: [
      'A-1 11-24 05:55 [Depot]',
      'A-2 11-24 06:00 [Depot]',
      'A-3 11-24 06:10 [Depot]',
      'A-4 11-24 06:20 [Depot]',
    ],
    plans: [
      'A-1 11-24 05:55 [Depot]',
      'A-2 11-24 06:00 [Depot]',
      'A-3 11-24 06:10 [Depot]',
      'A-4 11-24 06:20 [Depot]',
    ],
  },
  'title-above-headings.xlsx': {
    asked: [],
    silent: ['T-1 driver=Ann 11-24 06:00 [A]', 'T-2 driver=Bob 11-24 06:14 [B]'],
    plans: ['T-1 driver=Ann 11-24 06:00 [A]', 'T-2 driver=Bob 11-24 06:14 [B]'],
  },
  'trip-number-repeats-daily.csv': {
    asked: [],
    silent: ['TRIP-7 11-24 05:55 [Depot]', 'TRIP-7 11-25 05:55 [Depot]'],
    plans: ['TRIP-7 11-24 05:55 [Depot]', 'TRIP-7 11-25 05:55 [Depot]'],
  },
  'date-in-own-column.xlsx': {
    asked: [],
    silent: [
      'A-1 11-24 06:00–11-24 12:00 [Depot]',
      'A-3 11-25 06:00–11-25 12:00 [Depot]',
      'A-2 11-26 06:00–11-26 12:00 [Depot]',
    ],
    plans: [
      'A-1 11-24 06:00–11-24 12:00 [Depot]',
      'A-3 11-25 06:00–11-25 12:00 [Depot]',
      'A-2 11-26 06:00–11-26 12:00 [Depot]',
    ],
  },
  'merged-cells.xlsx': {
    asked: [],
    silent: [
      'R-1 driver=Ann 11-24 06:00 [Depot 41.88/-87.63 > Shop 1 41.9/-87.65 > Shop 2 41.95/-87.7]',
      'R-2 driver=Bob 11-24 06:28 [Depot 41.88/-87.63 > Shop 3 41.7/-87.6]',
    ],
    plans: [
      'R-1 driver=Ann 11-24 06:00 [Depot 41.88/-87.63 > Shop 1 41.9/-87.65 > Shop 2 41.95/-87.7]',
      'R-2 driver=Bob 11-24 06:28 [Depot 41.88/-87.63 > Shop 3 41.7/-87.6]',
    ],
  },
  'route-order-columns.csv': {
    asked: [],
    silent: [
      'North [Depot 41.88/-87.63 > Shop A 41.9/-87.65]',
      'South [Depot 41.88/-87.63 > Shop B 41.7/-87.6]',
    ],
    plans: [
      'North [Depot 41.88/-87.63 > Shop A 41.9/-87.65]',
      'South [Depot 41.88/-87.63 > Shop B 41.7/-87.6]',
    ],
  },
  'hours-over-24.xlsx': {
    asked: [],
    silent: ['N-1 11-24 22:30–11-25 01:30', 'N-2 11-25 01:30–11-25 06:00', 'N-3 11-25 00:00–11-26 02:00'],
    plans: ['N-1 11-24 22:30–11-25 01:30', 'N-2 11-25 01:30–11-25 06:00', 'N-3 11-25 00:00–11-26 02:00'],
  },
  'formula-without-value.xlsx': {
    asked: [],
    silent: [],
    plans: [],
    problems: [/row 2: A formula without a result/],
  },
  'nobody-words.csv': {
    asked: [
      /“UNASSIGNED” in Driver: does it mean nobody/,
      /“TBD” in Vehicle/,
      /“-” in Driver/,
      /“N\/A” in Vehicle/,
      /“null” in Driver/,
      /“None” in Vehicle/,
    ],
    silent: [],
    plans: ['A-1 11-24 05:55', 'A-2 11-24 06:55', 'A-3 11-24 06:55'],
  },
  'totals-row.csv': {
    asked: [/“TOTAL” looks like a row of totals/],
    silent: ['A-1 11-24 05:55 12km [Depot]', 'A-2 11-24 06:10 15km [Depot]'],
    plans: ['A-1 11-24 05:55 12km [Depot]', 'A-2 11-24 06:10 15km [Depot]'],
  },
  'invisible-characters.csv': {
    asked: [],
    silent: ['A-1 driver=D1 11-24 05:55 [Depot > Shop > Shop 2]'],
    plans: ['A-1 driver=D1 11-24 05:55 [Depot > Shop > Shop 2]'],
  },
  'cp1251.csv': {
    asked: [],
    silent: ['A-1 11-24 05:55 [Склад Киев]'],
    plans: ['A-1 11-24 05:55 [Склад Киев]'],
  },
  '24-oclock-with-date.csv': {
    asked: [/“24:00” in Start: is it the midnight at the end/],
    silent: [],
    plans: ['A-10 12-06 00:00'],
  },
  'unquoted-decimal-comma.csv': {
    asked: [/decimal commas have parted numbers/],
    silent: [],
    plans: ['A-1 11-24 05:55 [Depot 41.88/-87.63]'],
  },
  'hidden-first-sheet.xlsx': {
    asked: [],
    silent: ['H-1 11-24 06:00 [A]'],
    plans: ['H-1 11-24 06:00 [A]'],
  },
  'us-dates-40-rows.csv': { asked: [], silent: US_ROWS, plans: US_ROWS },
  'lat-lng-one-column.csv': {
    asked: [],
    silent: ['A-1 11-24 05:55 [Depot 41.88/-87.63 > Shop 41.9/-87.65]'],
    plans: ['A-1 11-24 05:55 [Depot 41.88/-87.63 > Shop 41.9/-87.65]'],
  },
  'other-tools-headings.csv': {
    asked: [/Which driver is “ann”/],
    silent: [],
    plans: ['Milk run driver=D-7 [41.88/-87.63 @11-24 06:00 > Shop A 41.9/-87.65 @11-24 06:40–11-24 07:00]'],
    context: { ...EMPTY_DESK, drivers: [driverOf('D-7', 'Ann Smith'), driverOf('D-8', 'Bob Jones')] },
  },
  'overnight-stops.csv': {
    asked: [/overnight/],
    silent: [],
    plans: ['N-1 [Depot @11-24 22:00 > Shop A @11-24 23:30 > Shop B @11-25 01:15 > Depot @11-25 03:00]'],
  },
  'milliseconds.csv': {
    asked: [],
    silent: ['A-1 11-24 05:55', 'A-2 11-24 05:55'],
    plans: ['A-1 11-24 05:55', 'A-2 11-24 05:55'],
  },
  'filtered-rows.xlsx': {
    asked: [/The workbook hides these rows/],
    silent: ['H-1 11-24 06:00 [A]', 'H-3 11-24 06:28 [C]'],
    plans: ['H-1 11-24 06:00 [A]', 'H-3 11-24 06:28 [C]'],
  },
  'zero-zero.csv': {
    asked: [/0\/0 lies in the sea/],
    silent: [],
    plans: ['A-1 11-24 05:55 [Depot 41.88/-87.63 > Shop > Shop 2]'],
  },
}

describe('files that once went wrong', () => {
  it.each(Object.entries(CASES))('%s', async (name, { asked, silent, plans, problems = [], context }) => {
    const found = await importFile(name, read(name), context === undefined ? {} : { context })
    expect({ plans: found.plans, silent: found.silent, problems: found.problems.length }).toEqual({
      plans,
      silent,
      problems: problems.length,
    })
    expect(found.asked).toHaveLength(asked.length)
    for (const [index, pattern] of asked.entries()) expect(found.asked[index]).toMatch(pattern)
    for (const [index, pattern] of problems.entries()) expect(found.problems[index]).toMatch(pattern)
  })

  it('html-saved-as.xls is refused, with what to do', async () => {
    const failure = await importFile('html-saved-as.xls', read('html-saved-as.xls')).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: 'import.unreadable' })
    expect(textOf(english.t, (failure as Error).message)).toMatch(/is a web page.*save it as/)
  })
})
