import type { Clock } from '../core/ports.ts'

/** Who has a lane. */
type State =
  /** Nothing is planned. */
  | { readonly kind: 'resting' }
  /** A timer plans it anew. */
  | { readonly kind: 'waiting'; readonly cancel: () => void }
  /** It is ready for its next step and has a place in a queue, with this ticket. */
  | { readonly kind: 'queued'; readonly ticket: number }
  /** A task or a command has it; nobody else decides for it. */
  | { readonly kind: 'busy' }

const RESTING: State = { kind: 'resting' }
const BUSY: State = { kind: 'busy' }

/**
 * Who has a lane, and when it is planned anew.
 *
 * ```
 * any ── plan, free ──▶ resting
 * any ── waitFor ─────▶ waiting ── its timer fires ──▶ onDue, which plans
 * any ── enqueue ─────▶ queued
 * any ── occupy ──────▶ busy
 * ```
 * Only the scheduler plans, and it leaves a busy lane alone.
 */
export class LaneTurn {
  readonly #clock: Clock
  #state: State = RESTING
  #tickets = 0
  #nextAtWall: number | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isBusy(): boolean {
    return this.#state.kind === 'busy'
  }

  /** When its next try, look or poll is planned, wall clock; for display. */
  get nextAtWall(): number | null {
    return this.#nextAtWall
  }

  /** Drops the plan so far: the next step is decided anew. */
  plan(): void {
    this.#enter(RESTING)
    this.#nextAtWall = null
  }

  /** Calls `onDue` after `delayMs`, unless the lane is planned or occupied before. */
  waitFor(delayMs: number, onDue: () => void): void {
    this.showNextIn(delayMs)
    this.#enter({ kind: 'waiting', cancel: this.#clock.schedule(delayMs, onDue) })
  }

  /** Shows that the next try is in `delayMs`; for 0 or less it shows no time. */
  showNextIn(delayMs: number): void {
    this.#nextAtWall = delayMs > 0 ? this.#clock.wallMs() + delayMs : null
  }

  /** @returns the ticket of its new place in a queue. */
  enqueue(): number {
    this.#tickets += 1
    this.#enter({ kind: 'queued', ticket: this.#tickets })
    return this.#tickets
  }

  /** True while nothing has happened to the lane since it got this ticket. */
  isQueuedWith(ticket: number): boolean {
    return this.#state.kind === 'queued' && this.#state.ticket === ticket
  }

  /** Gives the lane to one task or command. */
  occupy(): void {
    this.#enter(BUSY)
  }

  /** The task or command has ended. */
  free(): void {
    this.#enter(RESTING)
  }

  /** Stops the timer of a lane that waits. */
  stopWaiting(): void {
    if (this.#state.kind === 'waiting') this.#enter(RESTING)
  }

  #enter(next: State): void {
    if (this.#state.kind === 'waiting') this.#state.cancel()
    this.#state = next
  }
}
