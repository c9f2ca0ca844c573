import { describe, expect, it } from 'vitest'
import { importFile } from '../../../../doubles/import-desk.ts'
import { type RawWorkbook, rawWorkbook, textRow } from '../../../../doubles/raw-workbook.ts'

const HEADINGS = textRow('Reference', 'Start', 'End')

type BookCase = readonly [name: string, raw: RawWorkbook, asked: readonly RegExp[], plans: readonly string[]]

const BOOKS: readonly BookCase[] = [
  [
    'cells and rows without references',
    {
      sheet: `<sheetData>${HEADINGS}<row><c t="inlineStr"><is><t>A-1</t></is></c><c s="1"><v>46350.25</v></c></row></sheetData>`,
      styles: [0, 22],
    },
    [],
    ['A-1 11-24 06:00'],
  ],
  [
    'elements with a prefix',
    {
      prefix: 'x:',
      styles: [0, 22],
      sheet: `<x:sheetData>${HEADINGS.replaceAll('<', '<x:').replaceAll('<x:/', '</x:')}<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>A-1</x:t></x:is></x:c><x:c r="B2" s="1"><x:v>46350.25</x:v></x:c></x:row></x:sheetData>`,
    },
    [],
    ['A-1 11-24 06:00'],
  ],
  [
    'a strict workbook with dates of ISO',
    {
      isStrict: true,
      styles: [0, 22],
      sheet: `<sheetData>${HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c><c r="B2" s="1" t="d"><v>2026-11-24T06:00:00</v></c></row></sheetData>`,
    },
    [],
    ['A-1 11-24 06:00'],
  ],
  [
    'days that count from 1904',
    {
      properties: 'date1904="1"',
      styles: [0, 22],
      sheet: `<sheetData>${HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c><c r="B2" s="1"><v>44888.25</v></c></row></sheetData>`,
    },
    [],
    ['A-1 11-24 06:00'],
  ],
  [
    'a date without a time',
    {
      styles: [0, 14],
      sheet: `<sheetData>${HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c><c r="B2" s="1"><v>46350</v></c></row></sheetData>`,
    },
    [/date without a time/],
    ['A-1 11-24 06:00'],
  ],
  [
    'a sum of hours that is shown as a time of day',
    {
      styles: [0, 20],
      sheet: `<sheetData>${HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c><c r="B2" s="1"><v>0.9375</v></c><c r="C2" s="1"><v>1.0625</v></c></row></sheetData>`,
    },
    [/past 24 hours/],
    ['A-1 11-24 22:30–11-25 01:30'],
  ],
  [
    'French hours, and text around a number',
    {
      styles: [0, 164, 165],
      formats: ['hh&quot;h&quot;mm', '&quot;R-&quot;0000'],
      sheet: `<sheetData>${HEADINGS}<row r="2"><c r="A2" s="2"><v>12</v></c><c r="B2" s="1"><v>0.25</v></c></row></sheetData>`,
    },
    [],
    ['R-0012 11-24 06:00'],
  ],
  [
    'shared strings in runs, with a reading beside them and escaped characters',
    {
      strings:
        '<si><t>Reference</t></si><si><r><t>A</t></r><r><t>-1</t></r><rPh sb="0" eb="1"><t>ei</t></rPh></si><si><t>Location name</t></si><si><t xml:space="preserve">Mill &amp; Co_x0041_</t></si>',
      sheet:
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="s"><v>3</v></c></row></sheetData>',
    },
    [],
    ['A-1 [Mill &amp; CoA]'.replace('&amp;', '&')],
  ],
  [
    'ranges that are merged over the stops of a route, and not past the table',
    {
      sheet: `<sheetData>${textRow('Reference', 'Driver', 'Location name')}${textRow('R-1', 'Ann', 'Depot')}<row><c r="C3" t="inlineStr"><is><t>Shop</t></is></c></row></sheetData><mergeCells><mergeCell ref="A2:A9"/><mergeCell ref="B2:B9"/></mergeCells>`,
    },
    [],
    ['R-1 driver=Ann [Depot > Shop]'],
  ],
  [
    'rows of no height',
    {
      sheet: `<sheetData>${textRow('Reference', 'Location name', 'Start')}<row ht="0" customHeight="1"><c t="inlineStr"><is><t>H-1</t></is></c></row>${textRow('H-2', 'Shop', '06:00')}</sheetData>`,
    },
    [/hides these rows/],
    ['H-2 11-24 06:00 [Shop]'],
  ],
  [
    'an empty result of a formula',
    {
      sheet: `<sheetData>${textRow('Reference', 'Start', 'Driver')}<row><c t="inlineStr"><is><t>A-1</t></is></c><c t="inlineStr"><is><t>06:00</t></is></c><c t="str"><f>IF(1,"")</f><v></v></c></row></sheetData>`,
    },
    [],
    ['A-1 11-24 06:00'],
  ],
]

describe('workbooks of other programs', () => {
  it.each(BOOKS)('with %s', async (_name, raw, asked, plans) => {
    const found = await importFile('plan.xlsx', rawWorkbook(raw))
    expect(
      { asked: found.asked.length, plans: found.plans },
      found.asked.concat(found.problems).join('\n'),
    ).toEqual({
      asked: asked.length,
      plans,
    })
    for (const [index, pattern] of asked.entries()) expect(found.asked[index]).toMatch(pattern)
  })

  it('leave a hidden column out until it is chosen', async () => {
    const sheet = `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>${textRow('Reference', 'Driver')}${textRow('A-1', 'Ann')}</sheetData>`
    const found = await importFile('plan.xlsx', rawWorkbook({ sheet }))
    expect([found.mapping, found.plans]).toEqual([['reference', null], ['A-1']])
    expect(found.notes.join()).toMatch(/hides the column “Driver”/)
  })
})
