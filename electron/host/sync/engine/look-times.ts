import { ripeAt, type Waits } from '../core/evidence/absence-evidence.ts'
import type { PhaseOf } from '../core/lane/lane.ts'
import type { Clock } from '../core/ports.ts'
import type { SyncTimings } from '../core/timings.ts'

/** `Date` counts whole seconds: a look that is early by one second counts for nothing; ms. */
const DATE_STEP_MS = 1000
/** Failed looks kept for the screen. */
const FAILED_LOOKS = 3

/**
 * When a lane whose change is uncertain, or whose create failed, is looked for at Catena. Names that end in `Mono` are
 * monotonic milliseconds.
 */
export class LookTimes {
  readonly #clock: Clock
  readonly #timings: SyncTimings
  #fromMono: number
  #looks = 0
  #lastMono = Number.NEGATIVE_INFINITY
  /** When the last look began; long ago after one that failed. */
  #begunMono = Number.NEGATIVE_INFINITY
  #failed: readonly number[] = []
  #firstAbsentMono: number | null = null

  constructor(clock: Clock, timings: SyncTimings) {
    this.#clock = clock
    this.#timings = timings
    this.#fromMono = clock.monotonicMs()
  }

  /** The attempt ends now. */
  reset(): void {
    this.#fromMono = this.#clock.monotonicMs()
    this.#looks = 0
    this.#failed = []
    this.#firstAbsentMono = null
    this.dueNow()
  }

  /** The next look need not keep its distance from the last one. */
  dueNow(): void {
    this.#lastMono = Number.NEGATIVE_INFINITY
    this.#begunMono = Number.NEGATIVE_INFINITY
  }

  /** The first look is due now, and the others follow after their usual times. */
  hurry(): void {
    this.#fromMono = this.#clock.monotonicMs() - (this.#timings.lookSteps[0] ?? 0)
    this.#looks = 0
    this.dueNow()
  }

  /** Wall times of the newest looks that failed, for display. */
  get failed(): readonly number[] {
    return this.#failed
  }

  begin(): void {
    this.#looks += 1
    this.#lastMono = this.#clock.monotonicMs()
    this.#begunMono = this.#lastMono
  }

  /** The look is over, whatever it gave. */
  end(): void {
    this.#lastMono = this.#clock.monotonicMs()
  }

  fail(): void {
    this.#begunMono = Number.NEGATIVE_INFINITY
    this.#failed = [...this.#failed.slice(1 - FAILED_LOOKS), this.#clock.wallMs()]
  }

  /**
   * When the next look is due: after its step, or as soon as it can count as evidence.
   * @param server Catena's time now, ms since 1970; `null` when it is not known.
   */
  dueMono(phase: PhaseOf<'uncertain'>, waits: Waits, server: number | null): number {
    const { lookSteps, pollSlow, absenceGapMs } = this.#timings
    // A person decides. The next listings only notice when Catena shows more.
    if (phase.unproven !== undefined) return this.#lastMono + pollSlow
    const step = lookSteps[this.#looks]
    const byStep =
      step === undefined ? this.#lastMono + (lookSteps.at(-1) ?? absenceGapMs) : this.#fromMono + step
    const ripe = ripeAt(phase, waits)
    if (ripe === null || server === null) return byStep
    const ripeMono = this.#clock.monotonicMs() + (ripe - server) + DATE_STEP_MS
    // The last look could count and proved nothing: the next one a second later would see the same.
    if (this.#begunMono >= ripeMono) return byStep
    return Math.min(byStep, Math.max(ripeMono, this.#lastMono + DATE_STEP_MS))
  }

  /** The end of the attempt, as far as this run of the program knows: looks are counted from here. */
  get fromMono(): number {
    return this.#fromMono
  }

  /** When the first listing that counts lacked the workflow of a failed create; `null` when none has. */
  get firstAbsentMono(): number | null {
    return this.#firstAbsentMono
  }

  /** A listing that counts lacked the workflow. @param askedMono when the listing was asked for. */
  absent(askedMono: number): void {
    this.#firstAbsentMono ??= askedMono
  }
}
