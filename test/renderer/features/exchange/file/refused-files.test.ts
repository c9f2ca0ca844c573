import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { MAX_FILE_BYTES } from '../../../../../renderer/features/exchange/file/table/limits.ts'
import { checkFileSize } from '../../../../../renderer/features/exchange/file/table/read-table.ts'
import { textOf } from '../../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import { english } from '../../../../doubles/english.ts'
import { importFile } from '../../../../doubles/import-desk.ts'
import { rawWorkbook, textRow } from '../../../../doubles/raw-workbook.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const zip = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])))

/** The code and the sentence of a refusal. */
async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  try {
    const found = await importFile(name, bytes)
    return `taken: ${found.plans.join()}`
  } catch (error) {
    if (!(error instanceof TypedError)) throw error
    return `${error.code}: ${textOf(english.t, error.message)}`
  }
}

describe('a file of another kind is refused with what to do', () => {
  it.each<[string, string, Uint8Array, RegExp]>([
    [
      'a web page',
      'p.xls',
      utf8('\ufeff<!DOCTYPE html><html><body><table></table></body></html>'),
      /unreadable.*web page/,
    ],
    ['a table of HTML', 'p.xls', utf8('<table><tr><td>Reference</td></tr></table>'), /unreadable.*web page/],
    [
      'a page saved with its pictures',
      'p.xls',
      utf8('MIME-Version: 1.0\nX-Document-Type: Workbook\n'),
      /unreadable.*web page/,
    ],
    [
      'an XML spreadsheet',
      'p.xls',
      utf8(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
      ),
      /unreadable.*XML spreadsheet/,
    ],
    [
      'an old Excel file',
      'p.xls',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      /unreadable.*\.xls/,
    ],
    [
      'an OpenDocument file',
      'p.ods',
      zip('mimetype', 'content.xml', 'META-INF/manifest.xml'),
      /unreadable.*\.ods/,
    ],
    [
      'a Numbers document',
      'p.numbers',
      zip('Index/Document.iwa', 'Metadata/Properties.plist'),
      /unreadable.*Numbers/,
    ],
    [
      'a binary workbook',
      'p.xlsb',
      zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.bin'),
      /unreadable.*\.xlsb/,
    ],
    [
      'a text document',
      'p.docx',
      zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml'),
      /unreadable.*no table/,
    ],
    ['a PDF', 'p.pdf', utf8('%PDF-1.7\n'), /unreadable.*no table/],
    ['JSON', 'p.json', utf8('[{"reference": "A-1"}]'), /unreadable.*no table/],
    ['a calendar', 'p.ics', utf8('BEGIN:VCALENDAR\nVERSION:2.0\n'), /unreadable.*no table/],
    ['packed tables', 'p.zip', zip('plan.csv'), /unreadable.*packed/],
    ['half a workbook', 'p.xlsx', rawWorkbook({ sheet: '' }).slice(0, 700), /unreadable.*could not be read/],
  ])('%s', async (_name, file, bytes, pattern) => {
    expect(await refusal(file, bytes)).toMatch(pattern)
  })
})

describe('a file that would take the whole memory is refused', () => {
  it('when it has a cell far to the right', async () => {
    const sheet = `<dimension ref="XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`
    const bytes = rawWorkbook({ sheet })
    expect(bytes.length).toBeLessThan(3_000)
    expect(await refusal('far.xlsx', bytes)).toMatch(/tooLarge.*more than 400 columns/)
  })

  it('when it unpacks to hundreds of times its size', async () => {
    const row = textRow('A-1', '2026-11-24 06:00', 'Depot')
    const bytes = rawWorkbook({ sheet: `<sheetData>${row.repeat(400_000)}</sheetData>` })
    expect(await refusal('bomb.xlsx', bytes)).toMatch(/tooLarge.*unpack/)
  })

  it('when its shared strings do', async () => {
    const bytes = rawWorkbook({
      sheet: '<sheetData/>',
      strings: '<si><t>aaaaaaaa</t></si>'.repeat(2_000_000),
    })
    expect(await refusal('bomb.xlsx', bytes)).toMatch(/tooLarge.*unpack/)
  })

  it('when a text of it never ends', async () => {
    const bytes = rawWorkbook({ sheet: `<sheetData><row><c t="inlineStr"><is><t>${'a'.repeat(9_000_000)}` })
    expect(await refusal('bomb.xlsx', bytes)).toMatch(/unreadable|tooLarge/)
  })

  it('when its merged ranges cover whole columns, they are filled within the table alone', async () => {
    const sheet = `<sheetData>${textRow('Reference', 'Start')}${textRow('A-1', '06:00')}</sheetData><mergeCells>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(1_000)}</mergeCells>`
    expect(await refusal('merged.xlsx', rawWorkbook({ sheet }))).toBe('taken: A-1 11-24 06:00')
  })

  it('when it names entities within entities, none of which is resolved', async () => {
    const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData>${textRow('Reference', 'Start')}${textRow('&b;', '06:00')}</sheetData></worksheet>`
    expect(await refusal('entities.xlsx', rawWorkbook({ sheet }))).toBe('taken: &b; 11-24 06:00')
  })

  it('when it is a large CSV, before it is read', () => {
    expect(() => checkFileSize('big.csv', 98_000_000)).toThrow(TypedError)
    expect(() => checkFileSize('big.csv', MAX_FILE_BYTES)).not.toThrow()
  })

  it('when it has a row of very many cells', async () => {
    expect(await refusal('wide.csv', utf8(`Reference,Start\nA-1,06:00${',x'.repeat(100_000)}\n`))).toMatch(
      /tooLarge.*columns/,
    )
  })

  it('when quotation marks stand everywhere, without trying each of them anew', async () => {
    expect(await refusal('quotes.csv', utf8(`Reference,Start\n${'"a" b,"c\n'.repeat(50_000)}`))).toMatch(
      /unclosedQuote|taken|tooLarge/,
    )
  })
})
