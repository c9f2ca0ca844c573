import { shiftInDepotTime } from '../../util/resolve-wall-time.ts'
import type { Plan, Stop } from './workflow.ts'

/**
 * A copy of a plan as a new one: status planned, new stop ids, no recorded times. A plan holds no ids of Catena, so
 * none are copied.
 */
export function freshCopy(plan: Plan, mintId: () => string): Plan {
  return { ...withOwnStops(plan, mintId), status: 'PLANNED' }
}

/**
 * The plan with stop ids of its own and without recorded times. Two workflows with the same stop ids would be taken for one
 * at Catena, and what was recorded belongs to the other one.
 */
export function withOwnStops(plan: Plan, mintId: () => string): Plan {
  const own = { actualArrival: null, actualDeparture: null }
  return { ...plan, stops: plan.stops.map((stop) => ({ ...stop, ...own, sourceStopId: mintId() })) }
}

/** How far to move: whole days of wall clock, then exact minutes. */
export interface TimeShift {
  readonly days?: number
  readonly minutes?: number
}

/**
 * The plan with its planned times moved; or a stored text that says why not, when a moved time does not exist or occurs
 * twice on its new day.
 */
export function moveTimes(plan: Plan, by: TimeShift, zone: string): Plan | string {
  let problem: string | null = null
  const move = (instant: string | null): string | null => {
    if (instant === null) return null
    const moved = shiftInDepotTime(instant, by, zone)
    if (moved.kind === 'ok') return moved.instant
    problem ??= moved.message
    return instant
  }
  const moved: Plan = {
    ...plan,
    startsAt: move(plan.startsAt),
    endsAt: move(plan.endsAt),
    stops: plan.stops.map(
      (stop): Stop => ({
        ...stop,
        scheduledArrival: move(stop.scheduledArrival),
        scheduledDeparture: move(stop.scheduledDeparture),
      }),
    ),
  }
  return problem ?? moved
}
