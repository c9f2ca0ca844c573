import { strToU8, type Zippable, zipSync } from 'fflate'

/** The parts of an `.xlsx` file that a test writes by itself. */
export interface RawWorkbook {
  /** The XML within `worksheet`, or that of the whole part when it begins with `<?xml`. */
  readonly sheet: string
  /** Formats by their number, from 164. */
  readonly formats?: readonly string[]
  /** The number formats of the styles 0, 1, 2 …: 14 a date, 20 a time, 22 both, 46 hours past 24, from 164 those of `formats`. */
  readonly styles?: readonly number[]
  readonly strings?: string
  /** Attributes of `workbookPr`. */
  readonly properties?: string
  /** Namespace of the parts; that of strict workbooks differs. */
  readonly isStrict?: boolean
  /** Prefix of all elements, such as `x:`. */
  readonly prefix?: string
  readonly others?: Readonly<Record<string, string>>
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** An `.xlsx` file of one sheet with the XML that a test gives. */
export function rawWorkbook(raw: RawWorkbook): Uint8Array {
  const { prefix = '', isStrict = false, formats = [], styles = [0], strings = '', properties = '' } = raw
  const base = isStrict ? 'http://purl.oclc.org/ooxml' : 'http://schemas.openxmlformats.org'
  const main = isStrict ? `${base}/spreadsheetml/main` : `${base}/spreadsheetml/2006/main`
  const office = isStrict
    ? `${base}/officeDocument/relationships`
    : `${base}/officeDocument/2006/relationships`
  const space = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix.slice(0, -1)}="${main}"`
  const element = (name: string, content: string, attributes = ''): string =>
    `<${prefix}${name}${attributes === '' ? '' : ` ${attributes}`}>${content}</${prefix}${name}>`
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
  const relations = (content: string): string =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`
  const numFmts = formats.map(
    (code, index) => `<${prefix}numFmt numFmtId="${164 + index}" formatCode="${code}"/>`,
  )
  const xfs = styles.map((each) => `<${prefix}xf numFmtId="${each}"/>`)
  const sheetEntry = `<${prefix}sheet name="Plan" sheetId="1" r:id="rId1"/>`
  const files: Record<string, string> = {
    '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
    'xl/_rels/workbook.xml.rels': relations(
      relation(1, 'worksheet', 'worksheets/sheet1.xml') +
        relation(2, 'styles', 'styles.xml') +
        relation(3, 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/workbook.xml':
      HEAD +
      element(
        'workbook',
        `<${prefix}workbookPr ${properties}/>${element('sheets', sheetEntry)}`,
        `${space} xmlns:r="${office}"`,
      ),
    'xl/styles.xml':
      HEAD +
      element('styleSheet', element('numFmts', numFmts.join('')) + element('cellXfs', xfs.join('')), space),
    'xl/sharedStrings.xml': HEAD + element('sst', strings, space),
    'xl/worksheets/sheet1.xml': raw.sheet.startsWith('<?xml')
      ? raw.sheet
      : HEAD + element('worksheet', raw.sheet, space),
    ...raw.others,
  }
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) as Zippable,
  )
}

/** A row of texts, as inline strings without references of cells. */
export function textRow(...cells: readonly string[]): string {
  return `<row>${cells.map((each) => `<c t="inlineStr"><is><t>${each}</t></is></c>`).join('')}</row>`
}
