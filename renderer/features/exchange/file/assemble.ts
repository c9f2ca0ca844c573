import {
  type DistanceUnit,
  departureOf,
  emptyPlan,
  MAX_LINE,
  type Plan,
  type Stop,
  sendablePlan,
} from '../../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { Answers, CellProblem } from './cell-problem.ts'
import type { Position } from './cells/read-coordinates.ts'
import { unitOfText } from './cells/words.ts'
import { type ColumnMapping, IMPORT_COLUMNS } from './columns.ts'
import { type ColumnKey, EXTRA_COLUMNS, type ImportKey, PLAN_COLUMNS } from './file-language.ts'
import {
  isStopRow,
  type RowValues,
  repeatedStops,
  STOP_COLUMNS,
  type StopRow,
  stopsOf,
  textOf,
} from './stop-rows.ts'
import { dayValue, problemOf, type RowReader } from './structure/row-reader.ts'

/** One workflow that the file holds: good when it has no problems. */
export interface ImportCandidate {
  /** Identifies the workflow within the file. Importing the file again gives the same keys. */
  readonly rowKey: string
  /** Its own id on the computer that exported it, if the file says. */
  readonly workflowId: string | null
  readonly rows: readonly number[]
  /** The row of each stop of the plan. */
  readonly stopRows: readonly number[]
  readonly plan: Plan
  readonly problems: readonly CellProblem[]
}

/** What workflows are assembled with besides the rows. */
export interface AssembleOptions {
  readonly answers: Answers
  /** Connection of the rows that name none. */
  readonly defaultConnectionId: string | null
  /** Unit of the distances of a file without a column of units; `null` = each such distance is a problem. */
  readonly defaultDistanceUnit: DistanceUnit | null
  /** Open questions about rows, by row, from their grouping. */
  readonly rowProblems: ReadonlyMap<number, readonly CellProblem[]>
}

/** Reads the rows of one workflow. `null` = it is left out, by the answer to a question. */
export function assemble(
  reader: RowReader,
  rows: readonly number[],
  options: AssembleOptions,
): ImportCandidate | null {
  const { table, mapping, arranged } = reader
  const problems: CellProblem[] = []
  const [first = 0] = rows
  const values = new Map<ImportKey, unknown>()
  const saidIn = new Map<ImportKey, number>()
  const stopRows: StopRow[] = []
  const groupDay = rows.map((row) => reader.ownDay(row)).find((each) => each !== null) ?? null
  for (const row of rows) {
    const own = readRow(reader, row, groupDay, options.answers, problems)
    for (const [key, value] of own) {
      if (IMPORT_COLUMNS[key].scope !== 'workflow') continue
      if (!values.has(key)) {
        values.set(key, value)
        saidIn.set(key, row)
      } else if (values.get(key) !== value) {
        problems.push(disagreement(reader, row, saidIn.get(key) ?? first, key))
      }
    }
    if (isStopRow(own)) stopRows.push({ row, own })
    problems.push(...(arranged.problems.get(row) ?? []), ...(options.rowProblems.get(row) ?? []))
  }
  const stops = stopsOf(stopRows.map((each) => each.own))
  const plan = planOf(values, stops, reader, saidIn.get('totalDistance') ?? first, options)
  if (rows.length > 1 && stops.length === 0) {
    const message = values.has('workflowId')
      ? messageRef('exchange.cell.repeatsWorkflowId')
      : messageRef('exchange.cell.repeatsReference')
    problems.push(rowProblem(rows[1] ?? first, message))
  }
  problems.push(...repeatedStops(stopRows, table.rowNumbers, mapping.indexOf('stopId')))
  const said = new Set(problems.map(({ row, column }) => `${row}:${column}`))
  for (const found of contradictions(
    plan,
    rows,
    stopRows.map((each) => each.row),
    reader,
  )) {
    if (!isOfHalfRead(found, said, mapping)) problems.push(found)
  }
  if (problems.length === 0 && !askBare(plan, values, first, reader, options.answers, problems)) return null
  return {
    rowKey: rowKeyOf(values, plan, reader),
    workflowId: textOf(values.get('workflowId')),
    rows,
    stopRows: stopRows.map((each) => each.row),
    plan,
    problems,
  }
}

/** Asks about a workflow with nothing but a name. @returns false when it is left out. */
function askBare(
  plan: Plan,
  values: RowValues,
  row: number,
  { mapping }: RowReader,
  answers: Answers,
  problems: CellProblem[],
): boolean {
  const isBare = plan.stops.length === 0 && [...values.keys()].every((key) => NAMING_KEYS.has(key))
  const others = mapping.filter((key) => key !== null && !NAMING_KEYS.has(key)).length
  if (!isBare || (values.size > 0 && others < 2)) return true
  const answer = answers.get('bare')
  if (answer !== undefined) return answer !== 'leaveOut'
  const options = [
    { label: messageRef('exchange.option.leaveOut'), answer: 'leaveOut' },
    { label: messageRef('exchange.option.importAll'), answer: 'take' },
  ]
  const message = messageRef('exchange.question.bare')
  const column = mapping.indexOf('reference')
  problems.push({ row, column, message, suggestions: [], question: { key: 'bare', options } })
  return true
}

const NAMING_KEYS: ReadonlySet<ImportKey> = new Set([
  'reference',
  'connection',
  'status',
  'isDistanceEstimated',
])

/** The columns that say on which day the times of another column stand, the nearest first. */
const DAY_COLUMNS: Readonly<Partial<Record<ImportKey, readonly ImportKey[]>>> = {
  start: ['startDay', 'day'],
  end: ['endDay'],
  scheduledArrival: ['arrivalDay'],
  actualArrival: ['arrivalDay'],
  scheduledDeparture: ['departureDay', 'arrivalDay'],
  actualDeparture: ['departureDay', 'arrivalDay'],
}

function readRow(
  reader: RowReader,
  row: number,
  groupDay: string | null,
  answers: Answers,
  problems: CellProblem[],
): RowValues {
  const values: RowValues = new Map()
  const ofRow = reader.namedDay(row)
  // Hours that are counted past 24, or days past the first, count from the same day in all columns.
  const isCounted = /^\s*(?:\+\d|(?:2[4-9]|[3-9]\d|\d{3}):)/.test(reader.textOf(row, 'start'))
  const later = ofRow ?? (isCounted ? reader.day : (reader.ownDay(row) ?? groupDay ?? reader.day))
  for (const [column, key] of reader.mapping.entries()) {
    if (key === null) continue
    const named = (DAY_COLUMNS[key] ?? [])
      .map((each) => dayValue(reader.readKey(row, each, reader.day)))
      .find((each) => each !== null)
    const isStart = key === 'start' || IMPORT_COLUMNS[key].kind === 'day'
    const reading = reader.read(row, column, named ?? (isStart ? (ofRow ?? reader.day) : later))
    const found = problemOf(row, column, reading)
    if (found !== null) problems.push(found)
    if (reading.kind === 'value' && IMPORT_COLUMNS[key].scope !== 'row') values.set(key, reading.value)
  }
  spreadCoordinates(values)
  askZeroPlace(values, row, reader, answers, problems)
  const address = values.get('address')
  if (!values.has('locationName') && typeof address === 'string') {
    values.set('locationName', address.trim().slice(0, MAX_LINE))
  }
  return values
}

/** Puts both halves of a position into their columns. */
function spreadCoordinates(values: RowValues): void {
  const found = values.get('coordinates') as Position | undefined
  if (found === undefined) return
  if (!values.has('latitude')) values.set('latitude', found.latitude)
  if (!values.has('longitude')) values.set('longitude', found.longitude)
}

/** 0/0 is a place in the sea off Africa, and what programs write for no position. */
function askZeroPlace(
  values: RowValues,
  row: number,
  reader: RowReader,
  answers: Answers,
  problems: CellProblem[],
): void {
  if (values.get('latitude') !== 0 || values.get('longitude') !== 0 || reader.isOwnExport) return
  const answer = answers.get('zeroPlace')
  if (answer === 'none') {
    values.delete('latitude')
    values.delete('longitude')
    values.delete('coordinates')
  }
  if (answer !== undefined) return
  const options = [
    { label: messageRef('exchange.option.noPosition'), answer: 'none' },
    { label: messageRef('exchange.option.zeroPlace'), answer: 'place' },
  ]
  const column = Math.max(reader.mapping.indexOf('latitude'), reader.mapping.indexOf('coordinates'))
  const message = messageRef('exchange.question.zeroPlace')
  problems.push({ row, column, message, suggestions: [], question: { key: 'zeroPlace', options } })
}

function disagreement(reader: RowReader, row: number, earlier: number, key: ImportKey): CellProblem {
  const text = reader.textOf(earlier, key)
  return {
    row,
    column: reader.mapping.indexOf(key),
    message: messageRef('exchange.cell.disagrees', { row: String(reader.table.rowNumbers[earlier]), text }),
    suggestions: [{ label: text, text }],
  }
}

function rowProblem(row: number, message: string): CellProblem {
  return { row, column: -1, message, suggestions: [] }
}

/** Which column is which field of a plan. */
const PLAN_FIELDS: Readonly<Partial<Record<ColumnKey, keyof Plan>>> = {
  ...PLAN_COLUMNS,
  ...Object.fromEntries(EXTRA_COLUMNS.map((key) => [key, key])),
}

function planOf(
  values: RowValues,
  stops: Stop[],
  reader: RowReader,
  distanceRow: number,
  options: AssembleOptions,
): Plan {
  const plan: Plan = { ...emptyPlan(), connectionId: options.defaultConnectionId, stops }
  for (const [key, field] of Object.entries(PLAN_FIELDS) as [ColumnKey, keyof Plan][]) {
    if (values.has(key)) Object.assign(plan, { [field]: values.get(key) })
  }
  if (plan.totalDistance === null || plan.totalDistanceUnit !== null) return plan
  const inCell = unitOfText(reader.textOf(distanceRow, 'totalDistance'))
  // Where there is a column of units, its empty cell is the place to say it.
  const hasUnits = reader.mapping.includes('distanceUnit')
  const heading = reader.table.header[reader.mapping.indexOf('totalDistance')] ?? ''
  const unit = inCell ?? (hasUnits ? null : (unitOfText(heading) ?? options.defaultDistanceUnit))
  return { ...plan, totalDistanceUnit: unit }
}

/** What each cell alone does not show: half a coordinate, a distance without its unit, a field that is too long. */
function contradictions(
  plan: Plan,
  rows: readonly number[],
  stopRows: readonly number[],
  { mapping }: RowReader,
): CellProblem[] {
  const issues = sendablePlan.safeParse(plan).error?.issues ?? []
  return issues
    .filter((issue) => issue.path[0] !== 'connectionId') // chosen for the whole file, above the table
    .map((issue) => {
      const [field, index, stopField] = issue.path
      const isStop = field === 'stops' && typeof index === 'number'
      const key = isStop ? keyOf(STOP_COLUMNS, stopField) : keyOf(PLAN_FIELDS, field)
      const row = (isStop ? stopRows[index] : rows[0]) ?? 0
      const column = key === null ? -1 : mapping.indexOf(key)
      return { row, column, message: issue.message, suggestions: [] }
    })
}

/** True when half a coordinate is there because the other half could not be read, which has been said. */
function isOfHalfRead(
  { row, column }: CellProblem,
  said: ReadonlySet<string>,
  mapping: ColumnMapping,
): boolean {
  const place = [mapping.indexOf('latitude'), mapping.indexOf('longitude')]
  return place.includes(column) && place.some((each) => said.has(`${row}:${each}`))
}

function keyOf(fields: Readonly<Record<string, string>>, field: PropertyKey | undefined): ColumnKey | null {
  const found = Object.entries(fields).find(([, name]) => name === field)
  return found === undefined ? null : (found[0] as ColumnKey)
}

/** The same workflow in the same file has the same key on every import. */
function rowKeyOf(values: RowValues, plan: Plan, reader: RowReader): string {
  const id = textOf(values.get('workflowId'))
  if (id !== null) return `id:${id}`
  const departure = departureOf(plan)
  const day = departure === null ? '' : reader.dayOf(departure)
  if (plan.reference !== '') return `ref:${plan.reference}|${day}`
  return `content:${JSON.stringify(plan)}`
}
