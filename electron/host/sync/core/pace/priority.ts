import { departureOf } from '../../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../../shared/util/depot-time.ts'
import type { Lane } from '../lane/lane.ts'

/** A lane's place in the queue of writes. Smaller goes first. */
export interface Priority {
  /** 0: a cancel; 1: anything else. Looks and polls have queues of their own. */
  readonly rank: number
  /** Ms since 1970. A lane without a departure goes last. */
  readonly departureMs: number
  /** The order of arrival in this run of the program. The oldest goes first. */
  readonly age: number
}

/** Cancels go first, then the soonest departure, then the longest wait. */
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
  // A draft's incomplete time does not order anything.
  return (departure === null ? null : readInstantMs(departure)) ?? Number.POSITIVE_INFINITY
}
