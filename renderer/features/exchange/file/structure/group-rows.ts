import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { dayOf } from '../../../../../shared/util/depot-time.ts'
import type { Answers, CellProblem } from '../cell-problem.ts'
import type { CellReading } from '../cells/cell-reading.ts'
import { cleanText } from '../cells/clean-text.ts'
import { createRowQuestions } from './row-questions.ts'
import type { RowReader } from './row-reader.ts'

/** The rows of each workflow of a file. */
export interface RowGroups {
  /** In file order; the rows of a workflow in the order of its stops. */
  readonly groups: readonly (readonly number[])[]
  /** Open questions, by row. */
  readonly problems: ReadonlyMap<number, readonly CellProblem[]>
}

/** The rows of one workflow, while they are gathered. */
interface Gathered {
  readonly rows: number[]
  /** Day of departure; `null` while no row has said one. */
  day: string | null
  /** The latest time of a stop, in milliseconds. */
  lastMs: number | null
  lastOrder: number | null
}

/** The longest time between two stops of one run, in milliseconds, where only the dates of stops tell runs apart. */
const LONGEST_BREAK_MS = 12 * 3_600_000

/**
 * Groups the rows that belong to one workflow: by its id, else by its reference and day of departure, as the planner finds it
 * again; rows without either by the order of their stops, else each alone.
 */
export function groupRows(reader: RowReader, answers: Answers): RowGroups {
  const { table, mapping, arranged } = reader
  const questions = createRowQuestions(answers)
  const all: Gathered[] = []
  const byKey = new Map<string, Gathered[]>()
  const isNamed = mapping.includes('workflowId') || mapping.includes('reference')
  const hasOrder = mapping.includes('stopOrder')
  let current: Gathered | null = null
  const add = (row: number, to: Gathered | null): Gathered => {
    const group = to ?? { rows: [], day: null, lastMs: null, lastOrder: null }
    if (to === null) all.push(group)
    group.rows.push(row)
    return group
  }
  const addUnder = (
    key: string,
    row: number,
    choose: (known: readonly Gathered[]) => Gathered | null,
  ): Gathered => {
    const known = byKey.get(key) ?? []
    const chosen = choose(known)
    const group = add(row, chosen)
    if (chosen === null) byKey.set(key, [...known, group])
    return group
  }
  for (const row of table.rows.keys()) {
    if (arranged.leftOut.has(row)) continue
    if (arranged.continued.has(row) && current !== null) {
      add(row, current)
      continue
    }
    const id = cleanText(reader.textOf(row, 'workflowId'))
    const reference = cleanText(reader.textOf(row, 'reference'))
    if (id !== '') current = addUnder(`id:${id}`, row, ([only]) => only ?? null)
    else if (reference !== '') {
      const times = timesOf(reader, row)
      current = addUnder(`ref:${reference}`, row, (known) => runOf(reader, row, times, known, questions.ask))
      note(current, times)
    } else if (!isNamed && hasOrder) {
      const key = (['driver', 'vehicle', 'day'] as const)
        .map((each) => cleanText(reader.textOf(row, each)))
        .join('|')
      const times = timesOf(reader, row)
      current = addUnder(`order:${key}`, row, (known) => {
        const last = known.at(-1) ?? null
        return last === null || restarts(last, times) ? null : last
      })
      note(current, times)
    } else current = add(row, null)
  }
  const groups = all.map(({ rows }) => (hasOrder ? inOrder(reader, rows) : rows))
  return { groups, problems: questions.problems }
}

/** What a row says of when it is. */
interface RowTimes {
  readonly day: string | null
  /** True when the day is that of the workflow's start, and not only of a stop. */
  readonly isOfStart: boolean
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly order: number | null
}

function timesOf(reader: RowReader, row: number): RowTimes {
  const day = reader.ownDay(row)
  const base = day ?? reader.day
  const stopDay = reader.readKey(row, 'arrivalDay', reader.day)
  const onDay = stopDay?.kind === 'value' ? String(stopDay.value) : base
  const ms = (['scheduledArrival', 'scheduledDeparture'] as const)
    .map((key) => msOf(reader.readKey(row, key, onDay)))
    .filter((each) => each !== null)
  const isOfStart = ['start', 'startDay'].some(
    (key) => reader.textOf(row, key === 'start' ? 'start' : 'startDay').trim() !== '',
  )
  const order = Number.parseFloat(cleanText(reader.textOf(row, 'stopOrder')))
  return {
    day,
    isOfStart: isOfStart && day !== null,
    firstMs: ms.length === 0 ? null : Math.min(...ms),
    lastMs: ms.length === 0 ? null : Math.max(...ms),
    order: Number.isFinite(order) ? order : null,
  }
}

function msOf(reading: CellReading | null): number | null {
  return reading?.kind === 'value' ? Date.parse(String(reading.value)) : null
}

function note(group: Gathered, times: RowTimes): void {
  group.day ??= times.day
  group.lastMs = times.lastMs ?? group.lastMs
  group.lastOrder = times.order ?? group.lastOrder
}

function restarts(group: Gathered, { order }: RowTimes): boolean {
  return order !== null && group.lastOrder !== null && order <= group.lastOrder
}

/** The run of this reference to which a row belongs; `null` = it begins another. */
function runOf(
  reader: RowReader,
  row: number,
  times: RowTimes,
  known: readonly Gathered[],
  ask: ReturnType<typeof createRowQuestions>['ask'],
): Gathered | null {
  const last = known.at(-1)
  if (last === undefined) return null
  const { day, isOfStart, firstMs } = times
  if (isOfStart) return known.find((each) => each.day === day) ?? (last.day === null ? last : null)
  const gapMs = firstMs === null || last.lastMs === null ? null : Math.abs(firstMs - last.lastMs)
  if (day !== null) {
    if (day === last.day || last.day === null) return last
    // A night run has the date of the next day on its stops after midnight.
    const isNight = gapMs !== null && gapMs <= LONGEST_BREAK_MS && !restarts(last, times)
    return isNight ? last : (known.find((each) => each.day === day) ?? null)
  }
  const hasDays = (['start', 'startDay', 'day'] as const).some((key) => reader.mapping.includes(key))
  if (hasDays || gapMs === null || gapMs <= LONGEST_BREAK_MS) return last
  if (dayOf(firstMs ?? 0, reader.zone) === dayOf(last.lastMs ?? 0, reader.zone)) return last
  if (times.order !== null && last.lastOrder !== null) return restarts(last, times) ? null : last
  const text = cleanText(reader.textOf(row, 'reference'))
  const column = reader.mapping.indexOf('reference')
  const message = messageRef('exchange.question.repeatedRuns', { text })
  const options = [
    { label: messageRef('exchange.option.perDay'), answer: 'perDay' },
    { label: messageRef('exchange.option.oneRun'), answer: 'oneRun' },
  ]
  return ask(row, { key: 'repeatedRuns', message, options, column }) === 'oneRun' ? last : null
}

/** The rows by their stop order; those without one stay behind the row before them. */
function inOrder(reader: RowReader, rows: readonly number[]): readonly number[] {
  let before = Number.NEGATIVE_INFINITY
  const placed = rows.map((row, index) => {
    const text = cleanText(reader.textOf(row, 'stopOrder'))
    const order = Number.parseFloat(text.replace(/^\D+/, ''))
    if (Number.isFinite(order)) before = order
    return { row, index, order: Number.isFinite(order) ? order : before, text }
  })
  return placed
    .toSorted(
      (a, b) =>
        a.order - b.order || a.text.localeCompare(b.text, 'en', { numeric: true }) || a.index - b.index,
    )
    .map(({ row }) => row)
}
