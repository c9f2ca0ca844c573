import Papa from 'papaparse'
import { Temporal } from 'temporal-polyfill'
import { PLAN_FIELDS } from '../../../../shared/model/plan/plan-fields.ts'
import type { Plan, Stop } from '../../../../shared/model/plan/workflow.ts'
import { COLUMN_KEYS, FILE_COLUMNS } from './columns.ts'
import {
  type ColumnKey,
  type ExtraColumn,
  FILE_FORMATS,
  type FileFormat,
  type FileLanguage,
  HEADINGS,
  PLAN_COLUMNS,
} from './file-language.ts'

/** One workflow to export. */
export interface ExportedWorkflow {
  readonly id: string
  readonly plan: Plan
}

/** How the values of a file are written. */
interface ValueFormat extends FileFormat {
  readonly zone: string
}

/**
 * The workflows as CSV that imports back equal, whatever the language: UTF-8 with a byte-order mark (spreadsheets need
 * it), one row per stop, times in the depot's zone with their offset. Headings, dates and numbers follow `language`. A
 * cell that a spreadsheet would run as a formula gets an apostrophe in front, which import takes off.
 */
export function exportCsv(
  workflows: readonly ExportedWorkflow[],
  zone: string,
  language: FileLanguage,
): string {
  const format: ValueFormat = { ...FILE_FORMATS[language], zone }
  const rows = workflows.flatMap(({ id, plan }) => {
    const stops: readonly (Stop | null)[] = plan.stops.length === 0 ? [null] : plan.stops
    return stops.map((stop) => COLUMN_KEYS.map((key) => safeCell(cellText(key, id, plan, stop, format))))
  })
  const header = COLUMN_KEYS.map((key) => HEADINGS[language][key])
  return `\uFEFF${Papa.unparse([header, ...rows], { newline: '\r\n', delimiter: format.delimiter })}\r\n`
}

/** The beginning of a line that a spreadsheet takes for a formula; full-width signs count as the plain ones. */
const FORMULA_LINES = /^(?=[=+\-@＝＋－＠\t\r\n'])|(?<=[\r\n])(?=[=+\-@＝＋－＠'])/g

/** An apostrophe before what a spreadsheet takes for a formula, in each line of the cell; plain numbers stay numbers. */
export function safeCell(text: string): string {
  if (/^[+-]?\d+([.,]\d+)?$/.test(text)) return text
  return text.replaceAll(FORMULA_LINES, "'")
}

function cellText(key: ColumnKey, id: string, plan: Plan, stop: Stop | null, format: ValueFormat): string {
  if (key === 'workflowId') return id
  if (!isStopColumn(key)) return planCellText(planFieldOf(key), plan, format)
  return stop === null ? '' : stopCellText(key, stop, format)
}

type PlanColumn = keyof typeof PLAN_COLUMNS | ExtraColumn

function isStopColumn(key: Exclude<ColumnKey, 'workflowId'>): key is StopColumn {
  return FILE_COLUMNS[key].scope === 'stop'
}

function planFieldOf(key: PlanColumn): keyof Plan {
  const named: Readonly<Partial<Record<PlanColumn, keyof Plan>>> = PLAN_COLUMNS
  return named[key] ?? (key as ExtraColumn)
}

function planCellText(field: keyof Plan, plan: Plan, format: ValueFormat): string {
  const value = plan[field]
  if (typeof value === 'boolean') return value ? format.yes : format.no
  if (typeof value === 'number') return numberText(value, format)
  if (typeof value !== 'string') return ''
  return PLAN_FIELDS[field].kind === 'instant' ? timeOf(value, format) : value
}

type StopColumn = Exclude<ColumnKey, PlanColumn | 'workflowId'>

function stopCellText(key: StopColumn, stop: Stop, format: ValueFormat): string {
  switch (key) {
    case 'stopId':
      return stop.sourceStopId
    case 'stopType':
      return stop.stopType ?? ''
    case 'locationName':
      return stop.locationName ?? ''
    case 'activities':
      return stop.activities.join(';')
    case 'latitude':
      return numberText(stop.latitude, format)
    case 'longitude':
      return numberText(stop.longitude, format)
    case 'scheduledArrival':
      return timeOf(stop.scheduledArrival, format)
    case 'scheduledDeparture':
      return timeOf(stop.scheduledDeparture, format)
    case 'actualArrival':
      return timeOf(stop.actualArrival, format)
    case 'actualDeparture':
      return timeOf(stop.actualDeparture, format)
    case 'stopInstructions':
      return stop.instructions ?? ''
    case 'city':
      return stop.inferredAddress?.city ?? ''
    case 'province':
      return stop.inferredAddress?.province ?? ''
    case 'countryCode':
      return stop.inferredAddress?.countryCode ?? ''
    case 'h3Index11':
      return stop.h3Index11 ?? ''
    case 'stopExtras':
      return Object.keys(stop.extras).length === 0 ? '' : JSON.stringify(stop.extras)
  }
}

/** A number without groups of digits. One more 0 keeps `1,234` from being read as a thousand. */
function numberText(value: number | null, { decimalMark }: FileFormat): string {
  if (value === null) return ''
  const text = String(value).replace('.', decimalMark)
  return /^-?\d{1,3},\d{3}$/.test(text) ? `${text}0` : text
}

/** {@link timeText} with the date as the file's language writes it. */
function timeOf(instant: string | null, { zone, dateOrder }: ValueFormat): string {
  const text = timeText(instant, zone)
  if (text === '' || dateOrder === 'iso') return text
  const [year, month, day] = text.slice(0, 10).split('-')
  return [day, month, year].join(dateOrder === 'dots' ? '.' : '/') + text.slice(10)
}

/** `2026-11-24 05:55:00 -06:00`: a person reads the depot's time, the offset keeps it exact where the clocks change. */
export function timeText(instant: string | null, zone: string): string {
  if (instant === null) return ''
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return `${zoned.toPlainDate()} ${zoned.toPlainTime().toString({ smallestUnit: hasFraction(instant) ? 'millisecond' : 'second' })} ${zoned.offset}`
}

function hasFraction(instant: string): boolean {
  return Temporal.Instant.from(instant).epochMilliseconds % 1000 !== 0
}
