import { describe, expect, it } from 'vitest'
import type { CellContext } from '../../../../../../renderer/features/exchange/file/cells/cell-reading.ts'
import { readCell } from '../../../../../../renderer/features/exchange/file/cells/read-cell.ts'
import type { ColumnKind } from '../../../../../../renderer/features/exchange/file/columns.ts'
import { en } from '../../../../../../shared/text/en/en.ts'
import { textOf } from '../../../../../../shared/text/stored-text.ts'
import { createTexts } from '../../../../../../shared/text/texts.ts'

const { t } = createTexts('en', en)
const context: CellContext = {
  zone: 'America/Chicago',
  day: '2026-11-24',
  connections: [
    {
      id: '0b7d1f6e-58f4-4f5e-9d7a-0c4c6b7a1c11',
      fleetId: null,
      tspId: null,
      sourceName: 'samsara',
      status: 'active',
      description: 'Norte Freight',
    },
    {
      id: '1b7d1f6e-58f4-4f5e-9d7a-0c4c6b7a1c12',
      fleetId: null,
      tspId: null,
      sourceName: 'samsara',
      status: 'active',
      description: 'Sur Freight',
    },
  ],
  drivers: [
    {
      id: 'a',
      connectionId: null,
      sourceId: '004711',
      name: 'A. Moreno',
      employeeNumber: null,
      phoneNumber: null,
      isActive: true,
    },
    {
      id: 'b',
      connectionId: null,
      sourceId: 'D-2',
      name: 'J. Smith',
      employeeNumber: null,
      phoneNumber: null,
      isActive: true,
    },
    {
      id: 'c',
      connectionId: null,
      sourceId: 'D-3',
      name: 'J. Smith',
      employeeNumber: null,
      phoneNumber: null,
      isActive: true,
    },
  ],
  vehicles: [],
  fileLanguage: 'en',
}

describe('reading a cell', () => {
  const good: [ColumnKind, string, unknown][] = [
    ['id', '\u00a0N-1\u00a0', 'N-1'],
    ['id', 'N\u00a01', 'N 1'],
    ['driver', '\u00a0004711 ', '004711'],
    ['text', "'=1+1", '=1+1'],
    ['text', ' kept as typed ', ' kept as typed '],
    ['connection', 'norte freight', '0b7d1f6e-58f4-4f5e-9d7a-0c4c6b7a1c11'],
    ['driver', '004711', '004711'],
    ['driver', 'a. moreno', '004711'],
    ['driver', 'never heard of', 'never heard of'],
    ['status', 'canceled', 'CANCELLED'],
    ['stopType', 'pick up', 'PICKUP'],
    ['activities', 'Loading; hook drop', ['LOADING', 'HOOK_DROP']],
    ['number', '1 234,5', 1234.5],
    ['number', '1,234.5', 1234.5],
    ['number', '1.234,5', 1234.5],
    ['latitude', '41,878', 41.878],
    ['longitude', '−87.63°', -87.63],
    ['time', '2026-11-24 05:55', '2026-11-24T11:55:00Z'],
    ['time', '5:55', '2026-11-24T11:55:00Z'],
    ['time', '2026-11-01 01:30:00 -05:00', '2026-11-01T06:30:00Z'],
    ['yesNo', 'Yes', true],
    ['digits', '613160588953190399', '613160588953190399'],
  ]
  it.each(good)('takes %s %j', (kind, text, value) => {
    expect(readCell(kind, text, context)).toEqual({ kind: 'value', value })
  })

  const bad: [ColumnKind, string, RegExp, string[]][] = [
    ['id', '1.23E+15', /rounded this id/, []],
    ['driver', '1,23E+15', /rounded this id/, []],
    ['driver', '4711', /leading zeros/, ['004711']],
    ['driver', 'J. Smith', /name of 2 drivers/, ['D-2', 'D-3']],
    [
      'connection',
      'samsara',
      /names 2 connections/,
      ['0b7d1f6e-58f4-4f5e-9d7a-0c4c6b7a1c11', '1b7d1f6e-58f4-4f5e-9d7a-0c4c6b7a1c12'],
    ],
    ['number', '1,234', /two readings/, ['1234', '1.234']],
    ['number', '-5', /cannot be negative/, []],
    ['number', 'far', /not a number/, []],
    ['latitude', '-187.6', /swapped/, []],
    ['longitude', '180.01', /swapped/, []],
    ['latitude', '1e999', /not degrees/, []],
    ['latitude', 'NaN', /not degrees/, []],
    ['longitude', '98°37′W', /not degrees/, []],
    ['time', '#N/A', /formula of the spreadsheet failed here \(#N\/A\)/, []],
    ['text', '#REF!', /formula of the spreadsheet failed/, []],
    ['time', '2027-02-30 05:55', /./, []],
    ['time', '24:00', /24:00/, []],
    ['time', '24.11.26 05:55', /four digits/, []],
    ['time', '2026-03-08 02:30', /does not exist/, []],
    ['time', '2026-11-01 01:30', /twice/, ['2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z']],
    ['time', '03/04/2026 5:55', /two ways/, ['2026-04-03 5:55', '2026-03-04 5:55']],
    ['time', '46351.2569444444', /serial number/, ['2026-11-25 06:10']],
    ['time', '0.256944444444444', /serial number/, ['06:10']],
    ['status', 'PLANED', /none of/, ['PLANNED']],
    ['json', '[1]', /extra fields/, []],
  ]
  it.each(bad)('asks about %s %j', (kind, text, message, suggestions) => {
    const reading = readCell(kind, text, context)
    if (reading.kind !== 'problem') throw new Error(`taken as ${JSON.stringify(reading)}`)
    expect(textOf(t, reading.message)).toMatch(message)
    expect(reading.suggestions.map((each) => each.text)).toEqual(suggestions)
  })

  it('asks about a point that may part thousands where the headings are of a language with decimal commas', () => {
    const german: CellContext = { ...context, fileLanguage: 'de' }
    const reading = readCell('number', '1.234', german)
    if (reading.kind !== 'problem') throw new Error('taken')
    const values = reading.suggestions.map(({ text }) => readCell('number', text, german))
    expect(values).toEqual([
      { kind: 'value', value: 1234 },
      { kind: 'value', value: 1.234 },
    ])
    expect(readCell('number', '1.234', context)).toEqual({ kind: 'value', value: 1.234 })
  })

  it('takes a date with slashes only as an export in Spanish or French writes it', () => {
    const text = '03/04/2026 05:55:00 -05:00'
    expect(readCell('time', text, { ...context, fileLanguage: 'es' })).toEqual({
      kind: 'value',
      value: '2026-04-03T10:55:00Z',
    })
    expect(readCell('time', text, context).kind).toBe('problem')
    expect(readCell('time', '03/04/2026 05:55', { ...context, fileLanguage: 'es' }).kind).toBe('problem')
  })

  it.each(['ja', 'Sí', 'oui', 'X'])('takes %s for yes', (text) => {
    expect(readCell('yesNo', text, context)).toEqual({ kind: 'value', value: true })
  })

  it('takes blank for nothing', () => {
    expect(readCell('id', ' \u00a0', context)).toEqual({ kind: 'empty' })
  })
})
