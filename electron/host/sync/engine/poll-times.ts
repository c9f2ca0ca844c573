import type { Clock } from '../core/ports.ts'
import type { SyncTimings } from '../core/timings.ts'

/** When Catena is asked about a lane's accepted operation. Names that end in `Mono` are monotonic milliseconds. */
export class PollTimes {
  readonly #clock: Clock
  readonly #timings: SyncTimings
  /** When the operation was accepted, as far as this run of the program knows. */
  #acceptedMono: number
  #polls = 0
  #nextMono = 0
  #misses = 0
  #lastMissServer: number | null = null

  constructor(clock: Clock, timings: SyncTimings) {
    this.#clock = clock
    this.#timings = timings
    this.#acceptedMono = clock.monotonicMs()
  }

  /** Another operation begins. */
  reset(): void {
    this.#acceptedMono = this.#clock.monotonicMs()
    this.#polls = 0
    this.#nextMono = 0
    this.#misses = 0
    this.#lastMissServer = null
  }

  get nextMono(): number {
    return this.#nextMono
  }

  /** Catena has just accepted the operation. */
  accept(): void {
    this.#nextMono = this.#clock.monotonicMs() + (this.#timings.pollSteps[0] ?? 0)
  }

  /** Moves the next poll to a time. */
  moveTo(mono: number): void {
    this.#nextMono = mono
  }

  /** The next poll is due now, unless it was due before. */
  dueNow(): void {
    this.#nextMono = Math.min(this.#nextMono, this.#clock.monotonicMs())
  }

  /** Moves the next poll to the next step. @param nowMono when this poll was made. */
  step(nowMono: number): void {
    const { pollSteps, pollSlow, pollSlowAfter } = this.#timings
    const isOld = nowMono - this.#acceptedMono >= pollSlowAfter
    const step = pollSteps[Math.min(this.#polls, pollSteps.length - 1)] ?? pollSlow
    this.#polls += 1
    this.#nextMono = nowMono + (isOld ? pollSlow : step)
  }

  /** Listings in this run that lacked the operation. */
  get misses(): number {
    return this.#misses
  }

  /** Catena's time up to which a listing surely lacked the operation; `null` when none is known. */
  get lastMissServer(): number | null {
    return this.#lastMissServer
  }

  /** A listing lacked the operation. @param server Catena's time of the listing's first answer; `null` when not believed. */
  miss(server: number | null): void {
    this.#misses += 1
    this.#lastMissServer = server ?? this.#lastMissServer
  }
}
