import { shiftInDepotTime } from '../../util/depot-time.ts'
import type { Plan, Stop } from './workflow.ts'

/**
 * A plan to start again from: planned, with stop ids of its own and without what has happened to the original. What
 * was sent of the original (its ids at Catena) is not in a plan and is never copied.
 */
export function freshCopy(plan: Plan, mintId: () => string): Plan {
  return {
    ...plan,
    status: 'PLANNED',
    stops: plan.stops.map((stop) => ({
      ...stop,
      sourceStopId: mintId(),
      actualArrival: null,
      actualDeparture: null,
    })),
  }
}

/** How far to move: whole days of wall clock, then exact minutes. */
export interface TimeShift {
  readonly days?: number
  readonly minutes?: number
}

/**
 * The plan with its planned times moved; or the sentence why not: a time that does not exist or comes twice on the
 * day it lands on is for a person to decide.
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
