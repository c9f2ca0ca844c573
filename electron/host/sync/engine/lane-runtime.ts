import { ripeAt, type Waits } from '../core/evidence/absence-evidence.ts'
import type { PhaseOf } from '../core/lane/lane.ts'
import type { Priority } from '../core/pace/priority.ts'
import type { Random } from '../core/ports.ts'
import type { SyncTimings } from '../core/timings.ts'

/**
 * What the running engine remembers of a lane and may forget: when to try again, and whether it is being worked on.
 * Times ending in `Mono` are monotonic milliseconds.
 */
export interface LaneRun {
  /** Order of arrival in this run. */
  readonly age: number
  /** A task has the lane: nobody else may decide for it. */
  isBusy: boolean
  /** Invalidates entries in queues that were made before the lane changed. */
  ticket: number
  cancelTimer: () => void
  nextAtWall: number | null
  failedLooks: number[]
  /** Why the last read for the lane was of no use, for the screen; `null` = it was. */
  note: string | null
  /** Not before this: backoff after a try that came to nothing. */
  retryMono: number
  failures: number
  /** End of the attempt (or start of this run) from which the looks are counted. */
  lookFromMono: number
  looks: number
  lastLookMono: number
  /** When the operation was accepted, as far as this run knows. */
  acceptedMono: number
  polls: number
  nextPollMono: number
  /** Listings that lacked the accepted operation, and Catena's time at the last of them. */
  misses: number
  lastMissServer: number | null
  /** When a failed create was first missing from the workflows although a listing had had its time; `null` = not yet. */
  firstAbsentMono: number | null
}

export function newLaneRun(age: number, nowMono: number): LaneRun {
  return {
    age,
    isBusy: false,
    ticket: 0,
    cancelTimer: () => {},
    nextAtWall: null,
    failedLooks: [],
    note: null,
    retryMono: 0,
    failures: 0,
    lookFromMono: nowMono,
    looks: 0,
    lastLookMono: Number.NEGATIVE_INFINITY,
    acceptedMono: nowMono,
    polls: 0,
    nextPollMono: 0,
    misses: 0,
    lastMissServer: null,
    firstAbsentMono: null,
  }
}

/** The lane's operation came to an end or a new one began: waits start afresh. */
export function resetRun(run: LaneRun, nowMono: number): void {
  run.failedLooks = []
  run.note = null
  run.lookFromMono = nowMono
  run.looks = 0
  run.lastLookMono = Number.NEGATIVE_INFINITY
  run.acceptedMono = nowMono
  run.polls = 0
  run.nextPollMono = 0
  run.misses = 0
  run.lastMissServer = null
  run.firstAbsentMono = null
}

/** Waits start afresh, and the next step is due now: what was waited for before is settled. */
export function restartRun(run: LaneRun, nowMono: number): void {
  resetRun(run, nowMono)
  run.retryMono = 0
}

/** Full jitter: from nothing to twice the last bound, which ends at `backoffMax`. */
export function backOff(run: LaneRun, timings: SyncTimings, nowMono: number, random: Random): void {
  const bound = Math.min(timings.backoffMax, timings.backoffMin * 2 ** Math.min(run.failures, 16))
  run.failures += 1
  run.retryMono = nowMono + Math.max(1, bound * random())
}

/** When the next look is due: by the steps, or as soon as it can count as evidence. */
export function lookDueMono(
  run: LaneRun,
  phase: PhaseOf<'uncertain'>,
  timings: SyncTimings,
  waits: Waits,
  now: { readonly mono: number; readonly server: number | null },
): number {
  const { lookSteps } = timings
  const last = lookSteps.at(-1) ?? timings.absenceGapMs
  // Where a person has to decide, the next listings are only to notice that Catena shows more by now.
  if (phase.unproven !== undefined) return run.lastLookMono + timings.pollSlow
  const step = lookSteps[run.looks]
  const byStep = step === undefined ? run.lastLookMono + last : run.lookFromMono + step
  const ripe = ripeAt(phase, waits)
  if (ripe === null || now.server === null) return byStep
  // One second more than asked: `Date` is cut to whole seconds, and a look that is early by one counts for nothing.
  const byProof = Math.max(now.mono + (ripe - now.server) + 1000, run.lastLookMono + 1000)
  return Math.min(byStep, byProof)
}

/** Moves on to the next poll step. */
export function stepPoll(run: LaneRun, timings: SyncTimings, nowMono: number): void {
  const { pollSteps } = timings
  const isOld = nowMono - run.acceptedMono >= timings.pollSlowAfter
  const step = pollSteps[Math.min(run.polls, pollSteps.length - 1)] ?? timings.pollSlow
  run.polls += 1
  run.nextPollMono = nowMono + (isOld ? timings.pollSlow : step)
}

/** A queue of lanes in order of priority. Entries whose lane has moved on are skipped. */
export interface LaneQueue {
  add(id: string, ticket: number, priority: Priority): void
  /** @returns the first entry that is still valid. */
  take(isValid: (id: string, ticket: number) => boolean): string | undefined
  isEmpty(): boolean
}

export function createLaneQueue(compare: (a: Priority, b: Priority) => number): LaneQueue {
  const entries: { readonly id: string; readonly ticket: number; readonly priority: Priority }[] = []
  let head = 0
  return {
    add: (id, ticket, priority) => {
      let low = head
      let high = entries.length
      while (low < high) {
        const middle = (low + high) >>> 1
        const other = entries[middle]
        if (other !== undefined && compare(other.priority, priority) <= 0) low = middle + 1
        else high = middle
      }
      entries.splice(low, 0, { id, ticket, priority })
    },
    take: (isValid) => {
      for (;;) {
        const entry = entries[head]
        if (entry === undefined) {
          entries.length = 0
          head = 0
          return undefined
        }
        head += 1
        if (head > 256 && head * 2 > entries.length) {
          entries.splice(0, head)
          head = 0
        }
        if (isValid(entry.id, entry.ticket)) return entry.id
      }
    },
    isEmpty: () => head >= entries.length,
  }
}
