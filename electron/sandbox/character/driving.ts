import type { WireStop, WireWorkflow } from '../../catena/wire.ts'
import { isoOf } from '../world/stored.ts'
import type { SandboxCharacter } from './character.ts'

type How = Exclude<SandboxCharacter['driving'], 'off'>

const STEP_MS = 60_000
/** How long a driver stays at a stop that has no planned departure. */
const STAY_MS = 900_000

/** Planned times of a workflow, milliseconds since 1970; `null` = not planned. */
interface Course {
  readonly startMs: number | null
  readonly stops: readonly { readonly arriveMs: number | null; readonly departMs: number | null }[]
  readonly endMs: number | null
}

/** What drivers have changed in a workflow by now. @returns `null` when nothing changed */
export function drivenChange(record: WireWorkflow, how: How, nowMs: number): Partial<WireWorkflow> | null {
  if (record.deleted_at != null || record.workflow_status === 'CANCELLED') return null
  const course = how === 'byPlan' ? plannedCourse(record) : quickCourse(record)
  const change: Partial<WireWorkflow> = {}
  const status = statusAt(course, nowMs)
  if (RANKS.indexOf(status) > RANKS.indexOf(record.workflow_status ?? 'PLANNED')) {
    change.workflow_status = status
  }
  const stops = record.stops?.map((stop, index) => drivenStop(stop, course.stops[index], nowMs))
  if (stops?.some((stop, index) => stop !== record.stops?.[index])) change.stops = stops
  return Object.keys(change).length === 0 ? null : change
}

const RANKS = ['PLANNED', 'ACTIVE', 'COMPLETED']

function statusAt({ startMs, endMs }: Course, nowMs: number): string {
  if (endMs !== null && endMs <= nowMs) return 'COMPLETED'
  return startMs !== null && startMs <= nowMs ? 'ACTIVE' : 'PLANNED'
}

/** A stop with its actual times; the same object when there is nothing to fill in. */
function drivenStop(stop: WireStop, times: Course['stops'][number] | undefined, nowMs: number): WireStop {
  const { arriveMs = null, departMs = null } = times ?? {}
  const isArrived = arriveMs !== null && arriveMs <= nowMs && stop.actual_arrival == null
  const isDeparted = departMs !== null && departMs <= nowMs && stop.actual_departure == null
  if (!isArrived && !isDeparted) return stop
  return {
    ...stop,
    ...(isArrived && { actual_arrival: isoOf(arriveMs) }),
    ...(isDeparted && { actual_departure: isoOf(departMs) }),
  }
}

function plannedCourse(record: WireWorkflow): Course {
  const stops = (record.stops ?? []).map((stop) => {
    const arriveMs = msOf(stop.scheduled_arrival)
    const stayedMs = arriveMs === null ? null : arriveMs + STAY_MS
    return { arriveMs, departMs: msOf(stop.scheduled_departure) ?? stayedMs }
  })
  const startMs = msOf(record.started_at) ?? stops.find((each) => each.arriveMs !== null)?.arriveMs ?? null
  const endMs = msOf(record.ended_at) ?? stops.findLast((each) => each.departMs !== null)?.departMs ?? null
  return { startMs, stops, endMs }
}

function quickCourse(record: WireWorkflow): Course {
  const createdMs = msOf(record.created_at)
  if (createdMs === null) return { startMs: null, stops: [], endMs: null }
  const startMs = createdMs + STEP_MS
  const stops = (record.stops ?? []).map((_, index) => ({
    arriveMs: startMs + (2 * index + 1) * STEP_MS,
    departMs: startMs + (2 * index + 2) * STEP_MS,
  }))
  return { startMs, stops, endMs: (stops.at(-1)?.departMs ?? startMs) + STEP_MS }
}

function msOf(time: string | null | undefined): number | null {
  const ms = Date.parse(time ?? '')
  return Number.isNaN(ms) ? null : ms
}
