import { readInstantMs } from '../../util/depot-time.ts'
import type { Plan } from '../plan/workflow.ts'

const MINUTE_MS = 60_000
/** Fewer minutes behind the plan than this are no news to a depot. */
const LEAST_MINUTES = 5

/**
 * How far a workflow on its way is behind its plan, in whole minutes. The last stop that was reached says it, or the next
 * stop, once its planned arrival has passed. `0` = it is on time, not on its way, or no stop says.
 */
export function minutesLate({ status, stops }: Pick<Plan, 'status' | 'stops'>, nowMs: number): number {
  if (status !== 'ACTIVE') return 0
  const reached = stops.findLastIndex((stop) => stop.actualArrival !== null)
  const last = stops[reached]
  const next = stops.slice(reached + 1).find((stop) => stop.scheduledArrival !== null)
  const lateMs = Math.max(
    last === undefined ? 0 : lag(last.scheduledArrival, readInstantMs(last.actualArrival ?? '')),
    next === undefined ? 0 : lag(next.scheduledArrival, nowMs),
  )
  const minutes = Math.floor(lateMs / MINUTE_MS)
  return minutes >= LEAST_MINUTES ? minutes : 0
}

/** Milliseconds from a planned to an actual time; negative = early. */
function lag(planned: string | null, actualMs: number | null): number {
  const plannedMs = planned === null ? null : readInstantMs(planned)
  return plannedMs === null || actualMs === null ? 0 : actualMs - plannedMs
}
