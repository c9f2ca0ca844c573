import { clockMessage } from '../../../shared/text/clock-message.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { createListeners } from '../../../shared/util/listeners.ts'
import type { Clock } from '../sync/core/ports.ts'

/**
 * Compares this computer's wall clock with the `Date` of server answers. For display only: no decision about sending
 * may use it.
 */
export interface ClockCheck {
  /** Takes the `Date` of an answer that has just arrived, milliseconds since 1970. */
  observe(dateMs: number): void
  /** How far the wall clock was ahead at the last answer, milliseconds, negative when behind; `null` before the first. */
  aheadMs(): number | null
  /** Called when the message about the clock changes. @returns a function that ends the subscription. */
  onChange(listener: () => void): () => void
}

/**
 * Each answer is a new measurement. Nothing is extrapolated between answers: the monotonic clock may stop while the
 * computer sleeps, and a right clock would then look fast.
 */
export function createClockCheck(clock: Pick<Clock, 'wallMs'>): ClockCheck {
  const listeners = createListeners()
  let aheadMs: number | null = null
  return {
    observe(dateMs) {
      const before = clockMessage(aheadMs, messageRef)
      aheadMs = clock.wallMs() - dateMs
      if (clockMessage(aheadMs, messageRef) !== before) listeners.tell()
    },
    aheadMs: () => aheadMs,
    onChange: listeners.subscribe,
  }
}
