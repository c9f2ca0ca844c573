import { strToU8, zipSync } from 'fflate'

/** A cell of Excel: text, a number, a serial shown as a date or as a time of day, or a failed formula. */
export type SheetCell =
  | string
  | { readonly digits: string }
  | { readonly date: number }
  | { readonly time: number }
  | { readonly failed: string }
  | null

/** One sheet of a workbook, its heading row first. */
export interface SheetPlan {
  readonly name: string
  readonly rows: readonly (readonly SheetCell[])[]
}

/** A real `.xlsx` file: what Excel writes, as far as a reader needs it. */
export function workbookBytes(sheets: readonly SheetPlan[]): Uint8Array {
  const sheetNames = sheets.map((sheet, index) => `<sheet name="${xml(sheet.name)}" ${ids(index)}/>`)
  const files: [string, string][] = [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheetNames.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
        ...sheets.map((_sheet, index) =>
          relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`),
        ),
        relation(sheets.length + 1, 'styles', 'styles.xml'),
      ].join('')}</Relationships>`,
    ],
    // Styles by index: 0 a number, 1 a date with its time (format 22), 2 a time of day (format 20).
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    ],
    ...sheets.map((sheet, index): [string, string] => [
      `xl/worksheets/sheet${index + 1}.xml`,
      sheetXml(sheet),
    ]),
  ]
  return zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(HEAD + text)])))
}

/** The serial of a wall-clock time, in as many digits as Excel keeps. */
export function serialOf(wall: string): number {
  const days = Date.parse(`${wall.replace(' ', 'T')}Z`) / 86_400_000 + 25_569
  return Number(days.toPrecision(15))
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function ids(index: number): string {
  return `sheetId="${index + 1}" r:id="rId${index + 1}"`
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function sheetXml(sheet: SheetPlan): string {
  const rows = sheet.rows.map((row, index) => {
    const cells = row.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${index + 1}`))
    return `<row r="${index + 1}">${cells.join('')}</row>`
  })
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`
}

function cellXml(cell: SheetCell, place: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${xml(cell)}</t></is></c>`
  if ('date' in cell) return `<c r="${place}" s="1"><v>${cell.date}</v></c>`
  if ('failed' in cell) return `<c r="${place}" s="0" t="e"><f>NA()</f><v>${cell.failed}</v></c>`
  if ('time' in cell) return `<c r="${place}" s="2"><v>${cell.time}</v></c>`
  return `<c r="${place}" s="0"><v>${cell.digits}</v></c>`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
