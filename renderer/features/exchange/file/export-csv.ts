import Papa from 'papaparse'
import { Temporal } from 'temporal-polyfill'
import type { Plan, Stop } from '../../../../shared/model/plan/workflow.ts'
import { COLUMN_KEYS, type ColumnKey, FILE_COLUMNS } from './columns.ts'

/** One workflow to export. */
export interface ExportedWorkflow {
  readonly id: string
  readonly plan: Plan
}

/**
 * The workflows as CSV that imports back equal: UTF-8 with a byte-order mark (spreadsheets need it), one row per stop,
 * times in the depot's zone with their offset. A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front, which import takes off.
 */
export function exportCsv(workflows: readonly ExportedWorkflow[], zone: string): string {
  const rows = workflows.flatMap(({ id, plan }) => {
    const stops: readonly (Stop | null)[] = plan.stops.length === 0 ? [null] : plan.stops
    return stops.map((stop) => COLUMN_KEYS.map((key) => safeCell(cellText(key, id, plan, stop, zone))))
  })
  const header = COLUMN_KEYS.map((key) => FILE_COLUMNS[key].label)
  return `\uFEFF${Papa.unparse([header, ...rows], { newline: '\r\n' })}\r\n`
}

/** An apostrophe before what a spreadsheet takes for a formula; plain numbers stay numbers. */
export function safeCell(text: string): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text
  return /^[=+\-@\t\r']/.test(text) ? `'${text}` : text
}

function cellText(key: ColumnKey, id: string, plan: Plan, stop: Stop | null, zone: string): string {
  switch (key) {
    case 'workflowId':
      return id
    case 'reference':
      return plan.reference
    case 'connection':
      return plan.connectionId ?? ''
    case 'driver':
      return plan.driverSourceId ?? ''
    case 'vehicle':
      return plan.vehicleSourceId ?? ''
    case 'territory':
      return plan.territoryName ?? ''
    case 'status':
      return plan.status
    case 'start':
      return timeText(plan.startsAt, zone)
    case 'end':
      return timeText(plan.endsAt, zone)
    case 'totalDistance':
      return plan.totalDistance === null ? '' : String(plan.totalDistance)
    case 'distanceUnit':
      return plan.totalDistanceUnit ?? ''
    case 'isDistanceEstimated':
      return plan.isDistanceEstimated ? 'yes' : 'no'
    case 'instructions':
      return plan.instructions ?? ''
    default:
      return stop === null ? '' : stopCellText(key, stop, zone)
  }
}

type StopColumn = Exclude<
  ColumnKey,
  | 'workflowId'
  | 'reference'
  | 'connection'
  | 'driver'
  | 'vehicle'
  | 'territory'
  | 'status'
  | 'start'
  | 'end'
  | 'totalDistance'
  | 'distanceUnit'
  | 'isDistanceEstimated'
  | 'instructions'
>

function stopCellText(key: StopColumn, stop: Stop, zone: string): string {
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
      return stop.latitude === null ? '' : String(stop.latitude)
    case 'longitude':
      return stop.longitude === null ? '' : String(stop.longitude)
    case 'scheduledArrival':
      return timeText(stop.scheduledArrival, zone)
    case 'scheduledDeparture':
      return timeText(stop.scheduledDeparture, zone)
    case 'actualArrival':
      return timeText(stop.actualArrival, zone)
    case 'actualDeparture':
      return timeText(stop.actualDeparture, zone)
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

/** `2026-11-24 05:55:00 -06:00`: a person reads the depot's time, the offset keeps it exact where the clocks change. */
export function timeText(instant: string | null, zone: string): string {
  if (instant === null) return ''
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return `${zoned.toPlainDate()} ${zoned.toPlainTime().toString({ smallestUnit: hasFraction(instant) ? 'millisecond' : 'second' })} ${zoned.offset}`
}

function hasFraction(instant: string): boolean {
  return Temporal.Instant.from(instant).epochMilliseconds % 1000 !== 0
}
