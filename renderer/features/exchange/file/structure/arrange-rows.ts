import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import type { Answers, CellProblem } from '../cell-problem.ts'
import { cleanText } from '../cells/clean-text.ts'
import { type ColumnMapping, IMPORT_COLUMNS } from '../columns.ts'
import { type ImportKey, isOwnExport, normalHeading } from '../file-language.ts'
import type { SourceTable } from '../table/read-table.ts'
import { joinDecimals } from './joined-cells.ts'
import { createRowQuestions, type RowQuestions } from './row-questions.ts'
import { createSectionDays, type SectionDays } from './section-days.ts'

/** The rows of a table as an import takes them. */
export interface ArrangedRows {
  /** Cells in place of the table's own, by row. */
  readonly mended: ReadonlyMap<number, readonly string[]>
  readonly leftOut: ReadonlySet<number>
  /** Rows with further stops of the workflow above. */
  readonly continued: ReadonlySet<number>
  /** Days that titles say, by row. */
  readonly days: ReadonlyMap<number, string>
  /** Open questions, by row. */
  readonly problems: ReadonlyMap<number, readonly CellProblem[]>
  /** What was left out without a question, a sentence each. */
  readonly notes: readonly StoredText[]
}

/** What rows are arranged by. */
export interface ArrangeOptions {
  readonly mapping: ColumnMapping
  readonly answers: Answers
  readonly fixes: ReadonlyMap<string, string>
  /** Day on which a time without a date stands, `YYYY-MM-DD`. */
  readonly day: string
}

/** One arranging while it goes on. */
interface Arranging extends ArrangeOptions {
  readonly table: SourceTable
  readonly questions: RowQuestions
  readonly headings: readonly string[]
  readonly mended: Map<number, readonly string[]>
  readonly leftOut: Set<number>
  readonly continued: Set<number>
  readonly days: Map<number, string>
  readonly sections: SectionDays
  /** Column of the workflow ids of an export, whose rows are exact; -1 in any other file. */
  readonly exactColumn: number
  /** The last row that names a workflow of its own; `null` before the first. */
  named: number | null
  repeatedHeadings: number
}

const LEAVE_OUT = { label: messageRef('exchange.option.leaveOut'), answer: 'leaveOut' }
const TAKE = { label: messageRef('exchange.option.importAll'), answer: 'take' }

/**
 * Finds the rows that are no workflows or stops, as spreadsheets hold them: totals, titles, repeated headings, hidden rows,
 * and rows that continue the one above. Each kind is one question for the file.
 */
export function arrangeRows(table: SourceTable, options: ArrangeOptions): ArrangedRows {
  const questions = createRowQuestions(options.answers)
  const state: Arranging = {
    ...options,
    table,
    questions,
    days: new Map(),
    sections: createSectionDays(table, { ...options, questions }),
    headings: table.header.map(normalHeading),
    mended: new Map(),
    leftOut: new Set(),
    continued: new Set(),
    exactColumn: isOwnExport(table.header) ? options.mapping.indexOf('workflowId') : -1,
    named: null,
    repeatedHeadings: 0,
  }
  for (const row of table.rows.keys()) arrangeRow(state, row)
  const { mended, leftOut, continued, days, repeatedHeadings } = state
  const notes =
    repeatedHeadings === 0 ? [] : [messageRef('exchange.note.repeatedHeadings', { count: repeatedHeadings })]
  return { mended, leftOut, continued, days, problems: questions.problems, notes }
}

function arrangeRow(state: Arranging, row: number): void {
  if (isHeading(state, row)) {
    state.leftOut.add(row)
    state.repeatedHeadings += 1
    return
  }
  if (isLeftOut(state, row)) {
    state.leftOut.add(row)
    return
  }
  mendCells(state, row)
  askContinued(state, row)
  const day = isExact(state, row) ? null : state.sections.dayOf(row, state.table.rows[row] ?? [])
  if (day !== null) state.days.set(row, day)
}

function textAt({ table, mended, fixes }: Arranging, row: number, column: number): string {
  return fixes.get(`${row}:${column}`) ?? (mended.get(row) ?? table.rows[row])?.[column] ?? ''
}

/** True for a row that an export has written: it says what it means. */
function isExact({ table, exactColumn }: Arranging, row: number): boolean {
  return exactColumn !== -1 && (table.rows[row]?.[exactColumn] ?? '') !== ''
}

/** The headings again, as on each page of a printed list. */
function isHeading({ table, headings }: Arranging, row: number): boolean {
  const cells = table.rows[row] ?? []
  let same = 0
  for (const [column, cell] of cells.entries()) {
    if (cell === '') continue
    if (headings[column] === '' || normalHeading(cell) !== headings[column]) return false
    same += 1
  }
  return same > 1 || (same === 1 && headings.length === 1)
}

/** The first word of a row of totals, in the languages of the screens. */
const TOTAL =
  /^(?:grand |sub-?|net |over-?all |daily |weekly )?totals?\b|^sum\b|^Σ|^∑|^(?:zwischen|gesamt|tages|end)?summen?\b|^gesamt|^insgesamt|^suma\b|^sumas\b|^subtotal|^sous-?total|^somme\b|^(?:average|avg|mean|mittelwert|durchschnitt|promedio|media|moyenne|count|anzahl|recuento|nombre total)\b/iu
/** The same, and nothing but a number behind it. */
const ONLY_TOTAL = /^[^\d]{0,25}?(?:totals?|sum|summe|gesamt|insgesamt|suma|somme|subtotal)[\s:.()=\d-]*$/iu

function isLeftOut(state: Arranging, row: number): boolean {
  const { table, questions, mapping } = state
  const filled: number[] = []
  const cells = table.rows[row] ?? []
  for (const [column, cell] of cells.entries()) if (cell !== '' && cleanText(cell) !== '') filled.push(column)
  if (table.doubts.hidden.has(row)) {
    const message = messageRef('exchange.question.hiddenRows')
    if (questions.ask(row, { key: 'hiddenRows', message, options: [LEAVE_OUT, TAKE] }) === 'leaveOut')
      return true
  }
  if (isExact(state, row)) return false
  const [first] = filled
  const label = first === undefined ? '' : cleanText(cells[first] ?? '')
  const hasTime = filled.some((column) => kindAt(mapping, column) === 'time')
  const isTotal = TOTAL.test(label) && (!hasTime || ONLY_TOTAL.test(label))
  if (isTotal) {
    const message = messageRef('exchange.question.totals', { text: label.slice(0, 60) })
    const question = { key: 'totals', message, options: [LEAVE_OUT, TAKE], column: first ?? -1 }
    return questions.ask(row, question) === 'leaveOut'
  }
  return isStray(state, row, filled, label)
}

/** A row of one cell, which is a title or a note and no workflow, or one with nothing in any column that is read. */
function isStray(
  { questions, mapping, sections }: Arranging,
  row: number,
  filled: readonly number[],
  label: string,
): boolean {
  const [first = -1] = filled
  const read = filled.filter((column) => mapping[column] != null)
  const text = label.slice(0, 60)
  const isTime = ['time', 'day'].includes(kindAt(mapping, first) ?? '')
  const titled = filled.length === 1 && mapping.length > 1 && !isTime ? sections.title(row, label) : null
  if (titled !== null) return titled
  if (read.length === 0) {
    const message = messageRef('exchange.question.emptyRows', { text })
    const question = { key: 'emptyRows', message, options: [LEAVE_OUT, TAKE], column: first }
    return questions.ask(row, question) === 'leaveOut'
  }
  const key = mapping[first] ?? null
  const isAlone = filled.length === 1 && mapping.filter((each) => each !== null).length > 2
  if (!isAlone || key === null || IMPORT_COLUMNS[key].scope === 'stop' || !isSentence(label)) return false
  const message = messageRef('exchange.question.strayRows', { text })
  const question = { key: 'strayRows', message, options: [LEAVE_OUT, TAKE], column: first }
  return questions.ask(row, question) === 'leaveOut'
}

/** True for a text of several words, which no reference has. */
function isSentence(text: string): boolean {
  return text.split(/\s+/).length > 2 || text.length > 40 || text.endsWith(':')
}

function kindAt(mapping: ColumnMapping, column: number) {
  const key = mapping[column] ?? null
  return key === null ? null : IMPORT_COLUMNS[key].kind
}

/** Marks that repeat the cell above. */
const DITTO = /^(?:"|''|″|”|„|〃|do\.?|dto\.?|ditto|idem|id\.|dito|s\.\s?o\.|ídem|ibid\.?|↑|\^)$/iu

function mendCells(state: Arranging, row: number): void {
  const { table, questions, mapping, mended } = state
  const extra = table.doubts.extraCells.get(row)
  if (extra !== undefined) mendExtra(state, row, extra)
  if (isExact(state, row)) return
  const swallowed = table.doubts.swallowed.get(row)
  if (swallowed !== undefined) {
    const message = messageRef('exchange.question.swallowed')
    const literal = {
      label: messageRef('exchange.option.literalQuotes'),
      answer: 'literal',
      choice: { quotes: 'literal' },
    } as const
    const keep = { label: messageRef('exchange.option.oneCell'), answer: 'keep' }
    questions.ask(row, { key: 'swallowed', message, options: [literal, keep], column: swallowed })
  }
  if (row === 0) return
  for (const [column, cell] of (table.rows[row] ?? []).entries()) {
    if (cell === '' || cell.length > 8 || mapping[column] == null || !DITTO.test(cell.trim())) continue
    if (state.fixes.has(`${row}:${column}`)) continue
    const above = textAt(state, row - 1, column)
    const message = messageRef('exchange.question.ditto', { text: cell.trim() })
    const options = [
      { label: messageRef('exchange.option.asAbove'), answer: 'above' },
      { label: messageRef('exchange.option.keepText', { text: cell.trim() }), answer: 'keep' },
    ]
    if (questions.ask(row, { key: 'ditto', message, options, column }) !== 'above') continue
    const cells = [...(mended.get(row) ?? table.rows[row] ?? [])]
    cells[column] = above
    mended.set(row, cells)
  }
}

/** A row with more cells than headings: its cells stand in the wrong columns, unless they can be joined. */
function mendExtra(state: Arranging, row: number, extra: readonly string[]): void {
  const { table, questions, mapping, mended } = state
  const joined = joinDecimals([...(table.rows[row] ?? []), ...extra], mapping)
  const cut = { label: messageRef('exchange.option.cutCells'), answer: 'cut' }
  if (joined === null) {
    const message = messageRef('exchange.question.extraCells', { text: extra.join(' · ').slice(0, 60) })
    const answer = questions.ask(row, { key: 'extraCells', message, options: [LEAVE_OUT, cut] })
    if (answer === 'leaveOut') state.leftOut.add(row)
    return
  }
  const numbers = joined.filter((each, column) => each !== table.rows[row]?.[column] && /,/.test(each))
  const shown = numbers.map((each) => each.trim().replace(',', '.')).join(' / ')
  const message = messageRef('exchange.question.decimalCommas')
  const options = [
    { label: messageRef('exchange.option.joinDecimals', { numbers: shown }), answer: 'join' },
    cut,
  ]
  if (questions.ask(row, { key: 'decimalCommas', message, options }) === 'join') mended.set(row, joined)
}

/** Rows whose cells of the workflow are empty, or as in the row above, and that hold a stop. */
function askContinued(state: Arranging, row: number): void {
  const { mapping, questions, continued } = state
  const names: readonly ImportKey[] = ['workflowId', 'reference']
  const naming = mapping.flatMap((key, column) => (key !== null && names.includes(key) ? [column] : []))
  const isNamed = naming.some((column) => cleanText(textAt(state, row, column)) !== '')
  if (isExact(state, row)) return
  const own = state.named === null || isNamed ? 'named' : ownCells(state, row, state.named)
  const isOpen = own === 'none' && (naming.length > 0 || !mapping.includes('stopOrder'))
  if (!isOpen || !hasStop(state, row)) {
    if (own !== 'none') state.named = row
    return
  }
  const [column = -1] = naming
  const heading = state.table.header[column] ?? ''
  const message =
    column === -1
      ? messageRef('exchange.question.continuedRows')
      : messageRef('exchange.question.continued', { heading })
  const options = [
    { label: messageRef('exchange.option.furtherStops'), answer: 'continue' },
    { label: messageRef('exchange.option.ownWorkflows'), answer: 'own' },
  ]
  if (questions.ask(row, { key: 'continued', message, options, column }) !== 'own') continued.add(row)
}

/** Whether a row says something of a workflow that the row above does not. */
function ownCells(state: Arranging, row: number, named: number): 'some' | 'none' {
  let hasColumns = false
  for (const [column, key] of state.mapping.entries()) {
    if (key === null || IMPORT_COLUMNS[key].scope !== 'workflow') continue
    if (textAt(state, named, column).trim() !== '') hasColumns = true
    const text = textAt(state, row, column).trim()
    if (text !== '' && text !== textAt(state, named, column).trim()) return 'some'
  }
  const isBlank = state.mapping.every(
    (key, column) =>
      key === null || IMPORT_COLUMNS[key].scope !== 'workflow' || textAt(state, row, column).trim() === '',
  )
  const hasName = state.mapping.includes('reference') || state.mapping.includes('workflowId')
  return hasColumns && (isBlank || hasName) ? 'none' : 'some'
}

function hasStop(state: Arranging, row: number): boolean {
  return state.mapping.some(
    (key, column) =>
      key !== null && IMPORT_COLUMNS[key].scope === 'stop' && textAt(state, row, column).trim() !== '',
  )
}
