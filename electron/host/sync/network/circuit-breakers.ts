import type { AnswerClass } from '../../../catena/classify.ts'
import type { Lane } from '../core/lane/lane.ts'
import {
  afterFailure,
  type Breaker,
  beginTrial,
  breakerKey,
  breakersAtStart,
  CLOSED_BREAKER,
  confirmFailures,
  dropFailures,
  endTrial,
  hurryTrial,
  transitOf,
} from '../core/pace/circuit-breaker.ts'
import type { Clock } from '../core/ports.ts'
import type { WriteTarget } from '../core/steps/build-write.ts'

/** The breakers of all connections and kinds of write in this run of the program. */
export interface CircuitBreakers {
  /** The breakers that have counted failures, by `breakerKey`. */
  readonly all: ReadonlyMap<string, Breaker>
  isOpen(target: WriteTarget): boolean
  /** Opens the breakers whose writes failed before the start, as the lanes show. */
  start(lanes: Iterable<Lane>): void
  /** Learns from the end of a lane's write. */
  observe(target: WriteTarget, laneId: string, answer: AnswerClass): void
  /** Learns what reads say about the failures so far. */
  readsAre(state: 'well' | 'down'): void
  beginTrial(key: string, laneId: string): void
  /** The lane's task has ended, with or without a write. */
  endTrial(laneId: string): void
  /** Makes the next trial of one breaker due now, or of all breakers. */
  hurry(key: string | null): void
  close(): void
}

export interface CircuitBreakerEvents {
  /** A breaker opened, closed or waits longer: gates and statuses may have changed. */
  readonly onChange: () => void
  /** An open breaker has closed. Called before {@link onChange}. */
  readonly onClosed: (key: string) => void
  /** A trial is due. */
  readonly onTrialDue: () => void
  readonly log: (level: 'info' | 'warn', text: string) => void
}

export function createCircuitBreakers(clock: Clock, events: CircuitBreakerEvents): CircuitBreakers {
  const all = new Map<string, Breaker>()
  const timers = new Map<string, () => void>()

  function set(key: string, next: Breaker): void {
    const before = all.get(key) ?? CLOSED_BREAKER
    if (next === before) return
    if (next === CLOSED_BREAKER) all.delete(key)
    else all.set(key, next)
    const { trial } = next
    if (trial?.atMs !== before.trial?.atMs) arm(key, trial?.atMs ?? null)
    const isOpened = before.trial === null && trial !== null
    const isClosed = before.trial !== null && trial === null
    if (isOpened) events.log('warn', `writes fail in transit (${key}): one at a time is tried from now on`)
    if (isClosed) {
      events.log('info', `writes arrive again (${key})`)
      events.onClosed(key)
    }
    if (isOpened || isClosed || trial?.atMs !== before.trial?.atMs) events.onChange()
  }

  function arm(key: string, atMs: number | null): void {
    timers.get(key)?.()
    timers.delete(key)
    if (atMs === null) return
    // A timer may fire a fraction of a millisecond early. It would find no trial due, and nothing would look again.
    const delayMs = Math.max(1, Math.ceil(atMs - clock.monotonicMs()) + 1)
    timers.set(key, clock.schedule(delayMs, events.onTrialDue))
  }

  function change(key: string, by: (breaker: Breaker) => Breaker): void {
    const breaker = all.get(key)
    if (breaker !== undefined) set(key, by(breaker))
  }

  function changeAll(by: (breaker: Breaker) => Breaker): void {
    for (const key of [...all.keys()]) change(key, by)
  }

  return {
    all,
    isOpen: (target) => (all.get(breakerKey(target))?.trial ?? null) !== null,
    start(lanes) {
      for (const [key, breaker] of breakersAtStart(lanes, clock.monotonicMs())) set(key, breaker)
    },
    observe(target, laneId, answer) {
      const key = breakerKey(target)
      if (transitOf(answer) === 'well') set(key, CLOSED_BREAKER)
      else set(key, afterFailure(all.get(key) ?? CLOSED_BREAKER, laneId))
    },
    readsAre(state) {
      if (all.size === 0) return
      const now = clock.monotonicMs()
      changeAll((each) => (state === 'well' ? confirmFailures(each, now) : dropFailures(each)))
    },
    beginTrial: (key, laneId) => change(key, (each) => beginTrial(each, laneId)),
    endTrial: (laneId) => changeAll((each) => endTrial(each, laneId)),
    hurry(key) {
      const now = clock.monotonicMs()
      if (key === null) changeAll((each) => hurryTrial(each, now))
      else change(key, (each) => hurryTrial(each, now))
    },
    close() {
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}
