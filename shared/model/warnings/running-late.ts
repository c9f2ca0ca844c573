import { readInstantMs } from '../../util/depot-time.ts'
import type { Plan, Stop } from '../plan/workflow.ts'

const MINUTE_MS = 60_000
/** Fewer minutes behind the plan than this are no news to a depot. */
const LEAST_MINUTES = 5

type StopTimes = Pick<Stop, 'scheduledArrival' | 'scheduledDeparture' | 'actualArrival' | 'actualDeparture'>

/** How far a workflow has got, as its driver or its TSP recorded it. */
export interface Progress {
  /** The last stop with a recorded time; `null` = none was reached. */
  readonly reached: ReachedStop | null
  readonly stopCount: number
  /** While it is on its way: {@link minutesLate}. Afterwards: at the last stop that was reached. */
  readonly minutesLate: number
}

/** A stop with a recorded time. */
export interface ReachedStop {
  /** Its number, from 1. */
  readonly number: number
  readonly locationName: string | null
  /** When it was left, else when it was reached; ISO 8601 UTC. */
  readonly at: string
  readonly isLeft: boolean
}

/** What is recorded of a workflow. `null` = nothing, and it is not behind its plan. */
export function progressOf(plan: Pick<Plan, 'status' | 'stops'>, nowMs: number): Progress | null {
  const { stops } = plan
  const index = stops.findLastIndex((stop) => stop.actualArrival !== null || stop.actualDeparture !== null)
  const last = stops[index]
  const late =
    plan.status === 'ACTIVE' ? minutesLate(plan, nowMs) : last === undefined ? 0 : minutesLateAt(last)
  if (last === undefined && late === 0) return null
  return {
    reached: last === undefined ? null : reachedStop(last, index + 1),
    stopCount: stops.length,
    minutesLate: late,
  }
}

function reachedStop(
  { locationName, actualArrival, actualDeparture }: Stop,
  number: number,
): ReachedStop | null {
  const at = actualDeparture ?? actualArrival
  return at === null ? null : { number, locationName, at, isLeft: actualDeparture !== null }
}

/**
 * How far a workflow on its way is behind its plan, in whole minutes. The last stop that was reached says it, or the next
 * stop, once its planned arrival has passed. `0` = it is on time, not on its way, or no stop says.
 */
export function minutesLate({ status, stops }: Pick<Plan, 'status' | 'stops'>, nowMs: number): number {
  if (status !== 'ACTIVE') return 0
  const reached = stops.findLastIndex((stop) => stop.actualArrival !== null || stop.actualDeparture !== null)
  const last = stops[reached]
  const next = stops.slice(reached + 1).find((stop) => stop.scheduledArrival !== null)
  return noteworthyMinutes(
    Math.max(
      last === undefined ? 0 : lateMsAt(last),
      next === undefined ? 0 : lag(next.scheduledArrival, nowMs),
    ),
  )
}

/**
 * How far a stop was left behind its plan, else reached behind it, in whole minutes. `0` = on time, or no two times say.
 */
export function minutesLateAt(stop: StopTimes): number {
  return noteworthyMinutes(lateMsAt(stop))
}

function lateMsAt(stop: StopTimes): number {
  const { scheduledArrival, scheduledDeparture, actualArrival, actualDeparture } = stop
  return actualDeparture !== null && scheduledDeparture !== null
    ? lag(scheduledDeparture, readInstantMs(actualDeparture))
    : lag(scheduledArrival, readInstantMs(actualArrival ?? ''))
}

function noteworthyMinutes(lateMs: number): number {
  const minutes = Math.floor(lateMs / MINUTE_MS)
  return minutes >= LEAST_MINUTES ? minutes : 0
}

/** Milliseconds from a planned to an actual time; negative = early. */
function lag(planned: string | null, actualMs: number | null): number {
  const plannedMs = planned === null ? null : readInstantMs(planned)
  return plannedMs === null || actualMs === null ? 0 : actualMs - plannedMs
}
