import type { Clock } from '../core/ports.ts'

/** Calls back when the account's gate opens after a 429. */
export interface Reopening {
  /** The gate opens after `delayMs`. Replaces an earlier time. */
  in(delayMs: number): void
  close(): void
}

export function createReopening(clock: Clock, onReopen: () => void): Reopening {
  let cancel: () => void = () => {}
  return {
    in(delayMs) {
      cancel()
      // A timer may fire a fraction of a millisecond early. It would find the gate shut, and nothing would look again.
      cancel = clock.schedule(Math.ceil(delayMs) + 1, onReopen)
    },
    close: () => cancel(),
  }
}
