import type { AnswerClass } from '../../../../catena/classify.ts'
import type { Lane } from '../lane/lane.ts'
import { operationOf } from '../lane/lane-facts.ts'
import { type WriteTarget, writeTargetOf } from '../steps/build-write.ts'

/**
 * The circuit breaker of one connection and one kind of write ([B1]). Writes that fail in transit while reads are answered
 * mean that Catena (or what stands before it) takes no writes: then one write at a time is tried, and the others wait.
 * Pure; all times are monotonic milliseconds.
 *
 * A failure counts only once Catena has answered a read after it ({@link confirmFailures}): a line that went down says
 * nothing about Catena's writes ({@link dropFailures}).
 */
export interface Breaker {
  /** Failures in a row that count. */
  readonly failures: number
  /** Failures after those, of which it is not known yet whether the line went down. */
  readonly unconfirmed: number
  /** The lanes that failed in this row: the first two different ones are enough to know. */
  readonly failedLanes: readonly string[]
  /** `null` while the breaker is closed. */
  readonly trial: Trial | null
}

/** What is tried while a breaker is open. */
export interface Trial {
  /** The wait before {@link atMs}. */
  readonly waitMs: number
  /** The next trial is not before this. */
  readonly atMs: number
  /** The lane whose write is on its way as the trial. */
  readonly laneId: string | null
  /** The last trial failed, and it is not known yet whether the line went down. */
  readonly isFailureUnconfirmed: boolean
}

export const CLOSED_BREAKER: Breaker = { failures: 0, unconfirmed: 0, failedLanes: [], trial: null }

/** Failures in a row that open a breaker. */
export const FAILURES_TO_OPEN = 3
/** The wait before the first trial; it doubles with each trial that fails. */
export const FIRST_TRIAL_MS = 30_000
export const LONGEST_TRIAL_MS = 600_000

export function breakerKey({ connectionId, kind }: WriteTarget): string {
  return `${kind} ${connectionId}`
}

/**
 * Whether an answer tells that writes arrive (`well`), or that this one failed in transit. Any answer in Catena's own shape
 * is well, also one that refuses, or one that took the request in and does not say under which id.
 */
export function transitOf(answer: AnswerClass): 'well' | 'failed' {
  if (answer.kind === 'uncertain') return answer.isTaken === true ? 'well' : 'failed'
  return answer.kind === 'unsent' ? 'failed' : 'well'
}

/** A write of `laneId` failed in transit. */
export function afterFailure(breaker: Breaker, laneId: string): Breaker {
  const failedLanes = withLane(breaker.failedLanes, laneId)
  const { trial } = breaker
  if (trial === null) return { ...breaker, failedLanes, unconfirmed: breaker.unconfirmed + 1 }
  // Writes that were on their way when it opened are no trials: they neither end one nor lengthen the wait.
  if (trial.laneId !== laneId) return { ...breaker, failedLanes }
  return { ...breaker, failedLanes, trial: { ...trial, laneId: null, isFailureUnconfirmed: true } }
}

function withLane(lanes: readonly string[], laneId: string): readonly string[] {
  return lanes.length >= 2 || lanes.includes(laneId) ? lanes : [...lanes, laneId]
}

/** Catena has answered a read since: the failures were failures of the writes. */
export function confirmFailures(breaker: Breaker, nowMs: number): Breaker {
  const { trial } = breaker
  if (trial !== null) {
    if (!trial.isFailureUnconfirmed) return breaker
    return { ...breaker, trial: nextTrial(Math.min(LONGEST_TRIAL_MS, trial.waitMs * 2), nowMs) }
  }
  if (breaker.unconfirmed === 0) return breaker
  const failures = breaker.failures + breaker.unconfirmed
  const opened = failures >= FAILURES_TO_OPEN ? nextTrial(FIRST_TRIAL_MS, nowMs) : null
  return { ...breaker, failures, unconfirmed: 0, trial: opened }
}

/** The line went down: the failures since Catena's last answer say nothing of its writes. */
export function dropFailures(breaker: Breaker): Breaker {
  const { trial, failures, unconfirmed } = breaker
  if (trial !== null) {
    return trial.isFailureUnconfirmed
      ? { ...breaker, trial: { ...trial, isFailureUnconfirmed: false } }
      : breaker
  }
  if (unconfirmed === 0) return breaker
  return failures === 0 ? CLOSED_BREAKER : { ...breaker, unconfirmed: 0 }
}

/** A breaker that is open and may try at once: after a start with signs of failing writes. */
export function openBreaker(failedLanes: readonly string[], nowMs: number): Breaker {
  const trial = { ...nextTrial(FIRST_TRIAL_MS, nowMs), atMs: nowMs }
  return { failures: FAILURES_TO_OPEN, unconfirmed: 0, failedLanes: failedLanes.slice(0, 2), trial }
}

function nextTrial(waitMs: number, nowMs: number): Trial {
  return { waitMs, atMs: nowMs + waitMs, laneId: null, isFailureUnconfirmed: false }
}

/** The trial begins: no other before it has ended. */
export function beginTrial(breaker: Breaker, laneId: string): Breaker {
  return breaker.trial === null ? breaker : { ...breaker, trial: { ...breaker.trial, laneId } }
}

/** The lane has ended its task. Without a write, nothing was tried and another lane may. */
export function endTrial(breaker: Breaker, laneId: string): Breaker {
  const { trial } = breaker
  return trial?.laneId === laneId ? { ...breaker, trial: { ...trial, laneId: null } } : breaker
}

/** The dispatcher wants the next trial now. */
export function hurryTrial(breaker: Breaker, nowMs: number): Breaker {
  const { trial } = breaker
  return trial === null ? breaker : { ...breaker, trial: { ...trial, atMs: Math.min(trial.atMs, nowMs) } }
}

/**
 * When `laneId` may be the next trial of an open breaker; infinite while a trial has not ended. Where one lane alone has
 * failed so far, the fault may lie in that change, and the other lanes are tried at once.
 */
export function trialAtMs(breaker: Breaker, laneId: string): number {
  return breaker.failedLanes.includes(laneId) ? dueMs(breaker) : earliestTrialMs(breaker)
}

/** The earliest {@link trialAtMs} of any lane. */
export function earliestTrialMs(breaker: Breaker): number {
  const due = dueMs(breaker)
  return breaker.failedLanes.length === 1 && due !== NOT_YET ? AT_ONCE : due
}

const NOT_YET = Number.POSITIVE_INFINITY
const AT_ONCE = Number.NEGATIVE_INFINITY

function dueMs({ trial }: Breaker): number {
  return trial === null || trial.laneId !== null || trial.isFailureUnconfirmed ? NOT_YET : trial.atMs
}

/** True for a lane that waits because the breaker is open; the lane that is the trial does not. */
export function isHeldBack(breaker: Breaker | undefined, laneId: string): boolean {
  return breaker !== undefined && breaker.trial !== null && breaker.trial.laneId !== laneId
}

/**
 * The breakers that are open after a start. The run before may have ended while Catena took no writes: lanes that are
 * uncertain, or that wait after tries of which nothing arrived, count as the last failures of their connection and kind.
 */
export function breakersAtStart(lanes: Iterable<Lane>, nowMs: number): ReadonlyMap<string, Breaker> {
  const failed = new Map<string, string[]>()
  for (const lane of lanes) {
    const target = failedTarget(lane)
    if (target === null) continue
    const key = breakerKey(target)
    failed.set(key, [...(failed.get(key) ?? []), lane.workflowId])
  }
  const isOpen = ([, ids]: readonly [string, readonly string[]]): boolean => ids.length >= FAILURES_TO_OPEN
  return new Map([...failed].filter(isOpen).map(([key, ids]) => [key, openBreaker(ids, nowMs)]))
}

function failedTarget(lane: Lane): WriteTarget | null {
  const { phase } = lane
  if (phase.kind === 'uncertain' && phase.why === 'answerLost') return operationOf(phase)
  return phase.kind === 'idle' && lane.tries > 0 ? writeTargetOf(lane) : null
}
