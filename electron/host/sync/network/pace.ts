import {
  type AcceptedWrite,
  afterAccepted,
  afterOutage,
  afterRateLimit,
  FULL_RATE,
  type Rate,
  slotsAllowed,
} from '../core/pace/rate.ts'
import type { Clock, Random } from '../core/ports.ts'

/** How fast Catena may be asked, in this run of the program. The rules are in `core/pace/rate.ts`. Times in ms. */
export interface Pace {
  /** The time until the gate opens after a 429; 0 or less when it is open. */
  shutForMs(): number
  /** How many of `wanted` writes may be on their way now, as far as the pace is concerned. */
  slots(wanted: number): number
  /** Catena accepted a write. */
  accepted(write: Pick<AcceptedWrite, 'kind' | 'tookMs'>): void
  /** Says whether writes wait for a free slot. */
  slotsAreShort(areShort: boolean): void
  rateLimited(retryAfterMs: number): void
  networkDown(): void
}

export function createPace(clock: Clock, random: Random): Pace {
  let rate: Rate = FULL_RATE
  let areSlotsShort = false
  return {
    shutForMs: () => rate.shutUntilMs - clock.monotonicMs(),
    slots: (wanted) => slotsAllowed(rate, wanted, clock.monotonicMs()),
    accepted(write) {
      rate = afterAccepted(rate, { ...write, areSlotsShort }, clock.monotonicMs())
    },
    slotsAreShort(areShort) {
      areSlotsShort = areShort
    },
    rateLimited(retryAfterMs) {
      rate = afterRateLimit(rate, retryAfterMs, clock.monotonicMs(), random())
    },
    networkDown() {
      rate = afterOutage(rate)
    },
  }
}
