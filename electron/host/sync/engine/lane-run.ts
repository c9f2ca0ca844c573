import type { SyncEngineParts } from '../core/engine-types.ts'
import type { Waits } from '../core/evidence/absence-evidence.ts'
import type { PhaseOf } from '../core/lane/lane.ts'
import type { ShownRun } from '../core/lane/lane-status.ts'
import { LaneTurn } from './lane-turn.ts'
import { LookTimes } from './look-times.ts'
import { PollTimes } from './poll-times.ts'

/** What a run needs of the world. */
export type LaneRunParts = Pick<SyncEngineParts, 'clock' | 'timings' | 'random'>

/** A backoff does not grow beyond this many doublings. */
const MOST_DOUBLINGS = 16

/**
 * What the running engine knows of a lane beside its records: who has it, and when its next step is due. A restart of the
 * program forgets it. Names that end in `Mono` are monotonic milliseconds.
 */
export class LaneRun implements ShownRun {
  /** Order of arrival in this run of the program. */
  readonly age: number
  readonly turn: LaneTurn
  readonly looks: LookTimes
  readonly polls: PollTimes
  readonly #parts: LaneRunParts
  #retryMono = 0
  #failures = 0
  #note: string | null = null

  constructor(age: number, parts: LaneRunParts) {
    const { clock, timings } = parts
    this.age = age
    this.#parts = parts
    this.turn = new LaneTurn(clock)
    this.looks = new LookTimes(clock, timings)
    this.polls = new PollTimes(clock, timings)
  }

  get nextAtWall(): number | null {
    return this.turn.nextAtWall
  }

  get failedLooks(): readonly number[] {
    return this.looks.failed
  }

  get note(): string | null {
    return this.#note
  }

  /** A read for the lane has ended. @param note why it was of no use, for the screen; `null` when it was of use. */
  readEnded(note: string | null): void {
    this.#note = note
  }

  /** The next step is not before this. */
  get retryMono(): number {
    return this.#retryMono
  }

  get pollDueMono(): number {
    return Math.max(this.#retryMono, this.polls.nextMono)
  }

  /** As {@link LookTimes.dueMono}, and not before {@link retryMono}. */
  lookDueMono(phase: PhaseOf<'uncertain'>, waits: Waits, server: number | null): number {
    return Math.max(this.#retryMono, this.looks.dueMono(phase, waits, server))
  }

  /** Waits after a try that came to nothing. Full jitter: from 0 to twice the last bound, which ends at `backoffMax`. */
  backOff(): void {
    const { clock, timings, random } = this.#parts
    const doublings = Math.min(this.#failures, MOST_DOUBLINGS)
    const bound = Math.min(timings.backoffMax, timings.backoffMin * 2 ** doublings)
    this.#failures += 1
    this.#retryMono = clock.monotonicMs() + Math.max(1, bound * random())
  }

  /** A try did not come to nothing: the next backoff is short again. */
  endBackOff(): void {
    this.#failures = 0
    this.#retryMono = 0
  }

  /** Waits at least this long. */
  restFor(delayMs: number): void {
    this.#retryMono = Math.max(this.#retryMono, this.#parts.clock.monotonicMs() + delayMs)
  }

  /** Waits until then, whatever it waited for before. */
  retryAt(mono: number): void {
    this.#retryMono = mono
  }

  /** The lane's operation has ended, or another one begins: looks and polls start afresh. */
  reset(): void {
    this.#note = null
    this.looks.reset()
    this.polls.reset()
  }

  /** As {@link reset}, and the next step is due now. */
  restart(): void {
    this.reset()
    this.#retryMono = 0
  }

  /** The network is up again: no step waits any longer because it was down. */
  networkIsBack(): void {
    this.#retryMono = 0
    this.polls.dueNow()
    this.looks.dueNow()
  }

  /** `Send now`: the next step is due now. An uncertain lane is looked for once, and then after the usual times. */
  hurry(isUncertain: boolean): void {
    this.#retryMono = 0
    this.polls.moveTo(0)
    if (isUncertain) this.looks.hurry()
  }
}

/** The runs of all lanes. A run begins when it is first asked for. */
export function createLaneRuns(parts: LaneRunParts): (id: string) => LaneRun {
  const runs = new Map<string, LaneRun>()
  return (id) => {
    const known = runs.get(id)
    if (known !== undefined) return known
    const run = new LaneRun(runs.size, parts)
    runs.set(id, run)
    return run
  }
}
