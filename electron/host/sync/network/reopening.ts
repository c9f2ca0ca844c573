import type { Clock } from '../core/ports.ts'

/** The moment at which the account's gate opens after a 429. */
export interface Reopening {
  /** It opens in so many ms; an earlier plan is forgotten. */
  in(delayMs: number): void
  close(): void
}

export function createReopening(clock: Clock, onReopen: () => void): Reopening {
  let cancel: () => void = () => {}
  return {
    in(delayMs) {
      cancel()
      // Timers cut fractions off: one that fires a fraction early would find the gate shut, and nothing would look again.
      cancel = clock.schedule(Math.ceil(delayMs) + 1, onReopen)
    },
    close: () => cancel(),
  }
}
