import type { AnswerClass } from '../../../../catena/classify.ts'
import type { Lane } from '../lane/lane.ts'
import { operationOf } from '../lane/lane-facts.ts'
import { type WriteTarget, writeTargetOf } from '../steps/build-write.ts'

/**
 * The circuit breaker of one connection and one kind of write [B1]. When writes fail in transit while reads are
 * answered, Catena (or a gateway before it) takes no writes. Then one write at a time is tried, and the others wait.
 * Pure; times are monotonic milliseconds.
 *
 * A failure counts only once Catena has answered a read after it ({@link confirmFailures}). A network that went down
 * says nothing about Catena's writes ({@link dropFailures}).
 */
export interface Breaker {
  /** Confirmed failures in a row. */
  readonly failures: number
  /** Failures after those, while it is not known whether the network went down. */
  readonly unconfirmed: number
  /** The lanes that failed in this row. At most two are kept: it only matters whether there is more than one. */
  readonly failedLanes: readonly string[]
  /** `null` while the breaker is closed. */
  readonly trial: Trial | null
}

/** The trials of an open breaker. */
export interface Trial {
  /** The wait before {@link atMs}. */
  readonly waitMs: number
  /** The next trial is not before this. */
  readonly atMs: number
  /** The lane whose write is on its way as the trial. */
  readonly laneId: string | null
  /** The last trial failed, and it is not known yet whether the network went down. */
  readonly isFailureUnconfirmed: boolean
}

export const CLOSED_BREAKER: Breaker = { failures: 0, unconfirmed: 0, failedLanes: [], trial: null }

/** Failures in a row that open a breaker. */
export const FAILURES_TO_OPEN = 3
/** The wait before the first trial. It doubles with each trial that fails. */
export const FIRST_TRIAL_MS = 30_000
export const LONGEST_TRIAL_MS = 600_000

export function breakerKey({ connectionId, kind }: WriteTarget): string {
  return `${kind} ${connectionId}`
}

/**
 * `well`: the answer shows that writes arrive. `failed`: this write failed in transit. Any answer in Catena's own shape
 * is `well`, also a refusal, or one that does not tell under which id Catena took the request.
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
  // Writes that were on their way when the breaker opened are no trials: they do not end one, and do not lengthen the
  // wait.
  if (trial.laneId !== laneId) return { ...breaker, failedLanes }
  return { ...breaker, failedLanes, trial: { ...trial, laneId: null, isFailureUnconfirmed: true } }
}

function withLane(lanes: readonly string[], laneId: string): readonly string[] {
  return lanes.length >= 2 || lanes.includes(laneId) ? lanes : [...lanes, laneId]
}

/** Catena has answered a read after the failures, so the writes failed and not the network. */
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

/** The network went down, so the failures since Catena's last answer say nothing about its writes. */
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

/** An open breaker with a trial that is due now, for a start after failing writes. */
export function openBreaker(failedLanes: readonly string[], nowMs: number): Breaker {
  const trial = { ...nextTrial(FIRST_TRIAL_MS, nowMs), atMs: nowMs }
  return { failures: FAILURES_TO_OPEN, unconfirmed: 0, failedLanes: failedLanes.slice(0, 2), trial }
}

function nextTrial(waitMs: number, nowMs: number): Trial {
  return { waitMs, atMs: nowMs + waitMs, laneId: null, isFailureUnconfirmed: false }
}

/** A trial begins. No other begins before it has ended. */
export function beginTrial(breaker: Breaker, laneId: string): Breaker {
  return breaker.trial === null ? breaker : { ...breaker, trial: { ...breaker.trial, laneId } }
}

/** The lane's task has ended. When it wrote nothing, another lane may be the trial. */
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
 * When `laneId` may be the next trial of an open breaker; infinite while a trial has not ended. When only one lane has
 * failed so far, the fault may be in its change, and other lanes are tried at once.
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

/** True for a lane that waits because the breaker is open. The lane of the trial does not wait. */
export function isHeldBack(breaker: Breaker | undefined, laneId: string): boolean {
  return breaker !== undefined && breaker.trial !== null && breaker.trial.laneId !== laneId
}

/**
 * The breakers that are open after a start. The run before may have ended while Catena took no writes: lanes that are
 * uncertain, and lanes that wait after tries that did not arrive, count as the last failures of their connection and
 * kind.
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
