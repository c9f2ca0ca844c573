import { performance } from 'node:perf_hooks'
import type { Clock } from '../sync/core/ports.ts'

/** The longest delay of a Node timer; a longer one fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/** The computer's own clocks. */
export function createSystemClock(): Clock {
  return {
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    schedule(delayMs, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, delayMs), LONGEST_TIMER_MS))
      return () => clearTimeout(timer)
    },
  }
}
