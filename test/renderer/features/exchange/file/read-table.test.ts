import { describe, expect, it } from 'vitest'
import { guessMapping } from '../../../../../renderer/features/exchange/file/columns.ts'
import { guessEncoding } from '../../../../../renderer/features/exchange/file/table/encodings.ts'
import { MAX_ROWS } from '../../../../../renderer/features/exchange/file/table/limits.ts'
import { NO_CHOICE, readTable } from '../../../../../renderer/features/exchange/file/table/read-table.ts'

import { en } from '../../../../../shared/text/en/en.ts'
import { textOf } from '../../../../../shared/text/stored-text.ts'
import { createTexts } from '../../../../../shared/text/texts.ts'
import { type SheetCell, serialOf, workbookBytes } from '../../../../doubles/workbook.ts'

const { t } = createTexts('en', en)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (bytes: Uint8Array) => readTable('plan.csv', bytes, NO_CHOICE, () => undefined)
const utf16 = (text: string, isLittle: boolean, hasMark: boolean): Uint8Array => {
  const units = [...(hasMark ? '\uFEFF' : ''), ...text].map((each) => each.charCodeAt(0))
  return new Uint8Array(
    units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  )
}

describe('reading a CSV file', () => {
  const good: [string, Uint8Array, string[], string[][]][] = [
    ['a byte-order mark', utf8('\uFEFFReference,Driver\nN-1,D-1'), ['Reference', 'Driver'], [['N-1', 'D-1']]],
    [
      'UTF-16 little endian with a mark',
      utf16('Reference;Driver\nN-1;Ö', true, true),
      ['Reference', 'Driver'],
      [['N-1', 'Ö']],
    ],
    [
      'UTF-16 big endian with a mark',
      utf16('Reference;Driver\nN-1;Ö', false, true),
      ['Reference', 'Driver'],
      [['N-1', 'Ö']],
    ],
    [
      'UTF-16 little endian without a mark',
      utf16('Reference;Driver\nN-1;D-1', true, false),
      ['Reference', 'Driver'],
      [['N-1', 'D-1']],
    ],
    [
      'Windows-1252',
      new Uint8Array([...utf8('Reference,Driver\nN-1,M'), 0xfc, ...utf8('ller')]),
      ['Reference', 'Driver'],
      [['N-1', 'Müller']],
    ],
    [
      'sep=; on its first line',
      utf8('sep=;\r\nReference;Driver\r\nN,1;D-1'),
      ['Reference', 'Driver'],
      [['N,1', 'D-1']],
    ],
    ['tabs', utf8('Reference\tDriver\nN-1\tD-1'), ['Reference', 'Driver'], [['N-1', 'D-1']]],
    ['bars', utf8('Reference|Driver\nN-1|D-1'), ['Reference', 'Driver'], [['N-1', 'D-1']]],
    [
      'quoted newlines and CRLF',
      utf8('Reference,Instructions\r\nN-1,"a\r\nb ""c"""\r\nN-2,d'),
      ['Reference', 'Instructions'],
      [
        ['N-1', 'a\r\nb "c"'],
        ['N-2', 'd'],
      ],
    ],
    [
      'a lone CR as line end',
      utf8('Reference,Driver\rN-1,D-1\rN-2,D-2'),
      ['Reference', 'Driver'],
      [
        ['N-1', 'D-1'],
        ['N-2', 'D-2'],
      ],
    ],
    [
      'every kind of line end in one file, and keeps those within a quoted cell',
      utf8('Reference,Driver\r\nN-1,"a\r\nb\rc"\nN-2,D-2\rN-3,5" pipe\r\nN-4,D-4'),
      ['Reference', 'Driver'],
      [
        ['N-1', 'a\r\nb\rc'],
        ['N-2', 'D-2'],
        ['N-3', '5" pipe'],
        ['N-4', 'D-4'],
      ],
    ],
    [
      'UTF-16 big endian without a mark',
      utf16('Reference;Driver\nN-1;D-1', false, false),
      ['Reference', 'Driver'],
      [['N-1', 'D-1']],
    ],
    ['semicolons', utf8('Reference;Driver\nN,1;D-1'), ['Reference', 'Driver'], [['N,1', 'D-1']]],
    ['only a header', utf8('Reference,Driver\n'), ['Reference', 'Driver'], []],
    ['blank lines', utf8('Reference,Driver\n\nN-1,D-1\n,,\n'), ['Reference', 'Driver'], [['N-1', 'D-1']]],
  ]
  it.each(good)('takes %s', async (_name, bytes, header, rows) => {
    const table = await read(bytes)
    expect(table.header).toEqual(header)
    expect(table.rows).toEqual(rows)
  })

  it('numbers rows as a spreadsheet does: blank rows count, a cell of several lines is one row', async () => {
    const table = await read(utf8('\n\nReference,Instructions\n\nN-1,"a\nb\n\nc"\n , \n\nN-2,d\n'))
    expect(table.header).toEqual(['Reference', 'Instructions'])
    expect(table.rows.map((row) => row[0])).toEqual(['N-1', 'N-2'])
    expect(table.rowNumbers).toEqual([5, 8])
  })

  it('names the row in which a quotation mark opens that never closes', async () => {
    const failure = read(utf8('Reference,Driver\n\nN-1,"D-1\nN-2,D-2\n')).catch(
      (error: Error) => error.message,
    )
    expect(textOf(t, String(await failure))).toContain('opens in row 3 and')
  })

  it('takes NULs out and says so', async () => {
    const table = await read(utf8('Reference,Driver\nN\u0000-1,D-1'))
    expect(table.rows).toEqual([['N-1', 'D-1']])
    expect(table.notes.map((each) => textOf(t, each))).toEqual(['NUL characters were taken out.'])
  })

  it('evens out ragged rows and says how many, and names equal headings, also those that differ in case', async () => {
    const table = await read(utf8('Reference,Driver,DRIVER \nN-1\nN-2,D-2,D-3,extra'))
    expect(table.rows).toEqual([
      ['N-1', '', ''],
      ['N-2', 'D-2', 'D-3'],
    ])
    expect(table.notes.map((each) => textOf(t, each))).toEqual([
      '2 rows have more or fewer cells than the headings.',
      'Several columns are headed “Driver”: the first is read, the others are left out unless you choose them below.',
    ])
  })

  const bad: [string, Uint8Array, string][] = [
    ['nothing at all', new Uint8Array(), 'import.empty'],
    ['only white space', utf8(' \n\n'), 'import.empty'],
    [
      'a quotation mark that never closes',
      utf8('Reference,Driver\nN-1,"D-1\nN-2,D-2\n'),
      'import.unclosedQuote',
    ],
    ['a cell of over 1 MiB', utf8(`Reference,Driver\nN-1,${'x'.repeat(1_048_577)}`), 'import.tooLarge'],
    ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'import.unreadable'],
    ['more rows than one import takes', utf8(`Reference\n${'x\n'.repeat(MAX_ROWS + 1)}`), 'import.tooLarge'],
    [
      'a million quotation marks',
      utf8(`Reference,Driver\nN-1,${'"'.repeat(1_000_001)}`),
      'import.unclosedQuote',
    ],
    ['a million commas', utf8(`${','.repeat(1_000_000)}\n`), 'import.empty'],
    ['a zip that is no workbook', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9, 9]), 'import.unreadable'],
  ]
  it.each(bad)('refuses %s with a sentence', async (_name, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code })
  })

  it('does not take plain ASCII for UTF-16', () => {
    expect(guessEncoding(utf8('Reference,Driver'))).toBe('utf-8')
  })
})

describe('reading a workbook', () => {
  const heading = ['Reference', 'Start', 'End', 'Driver']
  const sheet = (name: string, ...rows: SheetCell[][]) => ({ name, rows: [heading, ...rows] })
  const readBook = (bytes: Uint8Array, wanted: string | null = null) =>
    readTable('plan.xlsx', bytes, { ...NO_CHOICE, sheet: wanted }, () => undefined)

  it('reads dates to the minute that was typed, times of day without a day, and numbers digit by digit', async () => {
    const minutes = Array.from({ length: 1440 }, (_, minute) => clock(minute))
    const rows = minutes.map((time): SheetCell[] => [
      { digits: '1.2345678901234568E+19' },
      { date: serialOf(`2026-11-25 ${time}`) },
      { time: serialOf(`1899-12-30 ${time}`) },
      { digits: '4711' },
    ])
    const table = await readBook(workbookBytes([sheet('Monday', ...rows)]))
    expect(table.rows).toEqual(
      minutes.map((time) => ['1.2345678901234568E+19', `2026-11-25 ${time}:00`, `${time}:00`, '4711']),
    )
  })

  it('takes the first sheet that has rows, names the others, and takes another when it is chosen', async () => {
    const bytes = workbookBytes([
      { name: 'Cover & notes', rows: [] },
      sheet('Monday', ['N-1']),
      sheet('Tuesday', ['N-2']),
    ])
    const first = await readBook(bytes)
    expect([first.workbook?.sheet, first.rows[0]?.[0]]).toEqual(['Monday', 'N-1'])
    expect(textOf(t, first.notes[0] ?? '')).toBe('The workbook has other sheets too: Cover & notes, Tuesday.')
    const second = await readBook(bytes, 'Tuesday')
    expect(second.rows).toEqual([['N-2', '', '', '']])
    await expect(readBook(bytes, 'Cover & notes')).rejects.toMatchObject({ code: 'import.empty' })
  })

  it('shows what a failed formula says, so that a driver who was not found is a bad cell and not an empty one', async () => {
    const bytes = workbookBytes([
      sheet('Monday', ['N-1', null, null, { failed: '#N/A' }], ['N-2', null, null, 'drv-7']),
    ])
    const table = await readBook(bytes)
    expect(table.rows.map((row) => row[3])).toEqual(['#N/A', 'drv-7'])
  })

  it('numbers the rows as the sheet does, past the blank ones', async () => {
    const table = await readBook(workbookBytes([sheet('Monday', [], ['N-1'], [null], ['N-2'])]))
    expect(table.rows.map((row) => row[0])).toEqual(['N-1', 'N-2'])
    expect(table.rowNumbers).toEqual([3, 5])
  })

  it('refuses a workbook without any rows', async () => {
    await expect(readBook(workbookBytes([{ name: 'One', rows: [] }]))).rejects.toMatchObject({
      code: 'import.empty',
    })
  })
})

/** `06:10` of a minute of the day. */
function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

describe('guessing the columns', () => {
  it('takes exact names before other names, each column once', () => {
    expect(guessMapping(['Ref', 'Reference', 'DRIVER name', 'Lat.', 'Something'])).toEqual([
      null,
      'reference',
      'driver',
      'latitude',
      null,
    ])
  })

  it('takes a unit beside distances for theirs, and else for a vehicle', () => {
    expect(guessMapping(['Distance', 'Estimated', 'Unit'])).toEqual([
      'totalDistance',
      'isDistanceEstimated',
      'distanceUnit',
    ])
    expect(guessMapping(['Unit', 'Start'])).toEqual(['vehicle', 'start'])
    expect(guessMapping(['Vehicle', 'Unit', 'Distance'])).toEqual([
      'vehicle',
      'distanceUnit',
      'totalDistance',
    ])
  })
})
