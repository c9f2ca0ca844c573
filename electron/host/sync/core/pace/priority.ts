import { departureOf } from '../../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../../shared/util/depot-time.ts'
import type { Lane } from '../lane/lane.ts'

/** Where a lane stands in the queue of writes: smaller goes first. */
export interface Priority {
  /** 0 cancel, 1 everything else. Looks and polls have lines of their own and do not wait here. */
  readonly rank: number
  /** Milliseconds since 1970; without a departure it goes last. */
  readonly departureMs: number
  /** When it came in, counted by the engine: the oldest first. */
  readonly age: number
}

/** Cancels first, then what sets off soonest, then what has waited longest. */
export function priorityOf(lane: Lane, age: number): Priority {
  return { rank: lane.desired.intent === 'cancel' ? 0 : 1, departureMs: departureMs(lane), age }
}

export function comparePriority(a: Priority, b: Priority): number {
  return a.rank - b.rank || compareMs(a.departureMs, b.departureMs) || a.age - b.age
}

function compareMs(a: number, b: number): number {
  return a === b ? 0 : a - b
}

function departureMs(lane: Lane): number {
  const departure = departureOf(lane.desired.plan)
  // A draft's half-typed time orders nothing.
  return (departure === null ? null : readInstantMs(departure)) ?? Number.POSITIVE_INFINITY
}
