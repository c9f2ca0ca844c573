import {
  type DistanceUnit,
  departureOf,
  emptyPlan,
  type Plan,
  type Stop,
  sendablePlan,
} from '../../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { dayOf } from '../../../../shared/util/depot-time.ts'
import type { CellProblem } from './cell-problem.ts'
import type { CellContext, CellReading } from './cells/cell-reading.ts'
import { readCell } from './cells/read-cell.ts'
import { type ColumnKind, type ColumnMapping, FILE_COLUMNS } from './columns.ts'
import { type ColumnKey, EXTRA_COLUMNS, PLAN_COLUMNS } from './file-language.ts'
import type { SourceTable } from './read-table.ts'
import {
  isStopRow,
  type RowValues,
  repeatedStops,
  STOP_COLUMNS,
  type StopRow,
  stopsOf,
  textOf,
} from './stop-rows.ts'

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

/** What workflows are assembled with besides the table. */
export interface AssembleOptions {
  readonly mapping: ColumnMapping
  readonly context: CellContext
  /** Connection of the rows that name none. */
  readonly defaultConnectionId: string | null
  /** Unit of the distances of a file without a column of units; `null` = each such distance is a problem. */
  readonly defaultDistanceUnit: DistanceUnit | null
  /** Corrections by `row:column`, in place of the file's text. */
  readonly fixes: ReadonlyMap<string, string>
  /** Readings by kind, day and text. A file repeats the same times, drivers and places. */
  readonly readings: Map<string, CellReading>
}

/** The most readings that are kept. */
const MAX_READINGS = 50_000

function readOnce(options: AssembleOptions, kind: ColumnKind, text: string, day: string): CellReading {
  const key = `${kind}|${day}|${text}`
  const before = options.readings.get(key)
  if (before !== undefined) return before
  const reading = readCell(kind, text, { ...options.context, day })
  if (options.readings.size < MAX_READINGS) options.readings.set(key, reading)
  return reading
}

/** Groups the rows that belong to one workflow: by its id, else its reference, else each row alone. In file order. */
export function groupRows(table: SourceTable, options: AssembleOptions): number[][] {
  const groups = new Map<string, number[]>()
  for (const row of table.rows.keys()) {
    const id = cellOf(table, options, row, 'workflowId')?.text.trim() ?? ''
    const reference = cellOf(table, options, row, 'reference')?.text.trim() ?? ''
    const key = id !== '' ? `id:${id}` : reference !== '' ? `ref:${reference}` : `row:${row}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

/** Reads the rows of one workflow. */
export function assemble(
  table: SourceTable,
  rows: readonly number[],
  options: AssembleOptions,
): ImportCandidate {
  const problems: CellProblem[] = []
  const [first = 0] = rows
  const values = new Map<ColumnKey, unknown>()
  const saidIn = new Map<ColumnKey, number>()
  const stopRows: StopRow[] = []
  for (const row of rows) {
    const own = readRow(table, row, options, problems)
    for (const [key, value] of own) {
      if (FILE_COLUMNS[key].scope !== 'workflow') continue
      if (!values.has(key)) {
        values.set(key, value)
        saidIn.set(key, row)
      } else if (values.get(key) !== value) {
        problems.push(disagreement(table, options, row, saidIn.get(key) ?? first, key))
      }
    }
    if (isStopRow(own)) stopRows.push({ row, own })
  }
  const stops = stopsOf(stopRows.map((each) => each.own))
  const plan = planOf(values, stops, options)
  if (rows.length > 1 && stops.length === 0) {
    const message = values.has('workflowId')
      ? messageRef('exchange.cell.repeatsWorkflowId')
      : messageRef('exchange.cell.repeatsReference')
    problems.push(rowProblem(rows[1] ?? first, message))
  }
  problems.push(...repeatedStops(stopRows, table.rowNumbers, options.mapping.indexOf('stopId')))
  const said = new Set(problems.map(({ row, column }) => `${row}:${column}`))
  for (const found of contradictions(
    plan,
    rows,
    stopRows.map((each) => each.row),
    options,
  )) {
    if (!isOfHalfRead(found, said, options)) problems.push(found)
  }
  return {
    rowKey: rowKeyOf(values, plan, options),
    workflowId: textOf(values.get('workflowId')),
    rows,
    stopRows: stopRows.map((each) => each.row),
    plan,
    problems,
  }
}

function readRow(
  table: SourceTable,
  row: number,
  options: AssembleOptions,
  problems: CellProblem[],
): RowValues {
  const values: RowValues = new Map()
  const startDay = dayOfRow(table, row, options)
  for (const [column, key] of options.mapping.entries()) {
    if (key === null) continue
    const text = options.fixes.get(`${row}:${column}`) ?? table.rows[row]?.[column] ?? ''
    const reading = readOnce(
      options,
      FILE_COLUMNS[key].kind,
      text,
      key === 'start' ? options.context.day : startDay,
    )
    if (reading.kind === 'value') values.set(key, reading.value)
    if (reading.kind === 'problem') {
      problems.push({ row, column, message: reading.message, suggestions: reading.suggestions })
    }
  }
  return values
}

/** A time without a date in a later column stands on the day of the workflow's start. */
function dayOfRow(table: SourceTable, row: number, options: AssembleOptions): string {
  const cell = cellOf(table, options, row, 'start')
  if (cell === null) return options.context.day
  const reading = readOnce(options, 'time', cell.text, options.context.day)
  return reading.kind === 'value' ? dayOf(String(reading.value), options.context.zone) : options.context.day
}

function cellOf(
  table: SourceTable,
  options: AssembleOptions,
  row: number,
  key: ColumnKey,
): { column: number; text: string } | null {
  const column = options.mapping.indexOf(key)
  if (column === -1) return null
  return { column, text: options.fixes.get(`${row}:${column}`) ?? table.rows[row]?.[column] ?? '' }
}

function disagreement(
  table: SourceTable,
  options: AssembleOptions,
  row: number,
  earlier: number,
  key: ColumnKey,
): CellProblem {
  const text = cellOf(table, options, earlier, key)?.text ?? ''
  return {
    row,
    column: options.mapping.indexOf(key),
    message: messageRef('exchange.cell.disagrees', { row: String(table.rowNumbers[earlier]), text }),
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

function planOf(values: RowValues, stops: Stop[], options: AssembleOptions): Plan {
  const plan: Plan = { ...emptyPlan(), connectionId: options.defaultConnectionId, stops }
  for (const [key, field] of Object.entries(PLAN_FIELDS) as [ColumnKey, keyof Plan][]) {
    if (values.has(key)) Object.assign(plan, { [field]: values.get(key) })
  }
  // Where there is such a column, its empty cell is the place to say it.
  const hasUnits = options.mapping.includes('distanceUnit')
  return plan.totalDistance === null || hasUnits
    ? plan
    : { ...plan, totalDistanceUnit: options.defaultDistanceUnit }
}

/** What each cell alone does not show: half a coordinate, a distance without its unit, a field that is too long. */
function contradictions(
  plan: Plan,
  rows: readonly number[],
  stopRows: readonly number[],
  options: AssembleOptions,
): CellProblem[] {
  const issues = sendablePlan.safeParse(plan).error?.issues ?? []
  return issues
    .filter((issue) => issue.path[0] !== 'connectionId') // chosen for the whole file, above the table
    .map((issue) => {
      const [field, index, stopField] = issue.path
      const isStop = field === 'stops' && typeof index === 'number'
      const key = isStop ? keyOf(STOP_COLUMNS, stopField) : keyOf(PLAN_FIELDS, field)
      const row = (isStop ? stopRows[index] : rows[0]) ?? 0
      const column = key === null ? -1 : options.mapping.indexOf(key)
      return { row, column, message: issue.message, suggestions: [] }
    })
}

/** True when half a coordinate is there because the other half could not be read, which has been said. */
function isOfHalfRead(
  { row, column }: CellProblem,
  said: ReadonlySet<string>,
  { mapping }: AssembleOptions,
): boolean {
  const place = [mapping.indexOf('latitude'), mapping.indexOf('longitude')]
  return place.includes(column) && place.some((each) => said.has(`${row}:${each}`))
}

function keyOf(fields: Readonly<Record<string, string>>, field: PropertyKey | undefined): ColumnKey | null {
  const found = Object.entries(fields).find(([, name]) => name === field)
  return found === undefined ? null : (found[0] as ColumnKey)
}

/** The same workflow in the same file has the same key on every import. */
function rowKeyOf(values: RowValues, plan: Plan, options: AssembleOptions): string {
  const id = textOf(values.get('workflowId'))
  if (id !== null) return `id:${id}`
  const departure = departureOf(plan)
  const day = departure === null ? '' : dayOf(departure, options.context.zone)
  if (plan.reference !== '') return `ref:${plan.reference}|${day}`
  return `content:${JSON.stringify(plan)}`
}
