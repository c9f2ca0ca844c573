import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { createListeners } from '../../shared/util/listeners.ts'

/** How often a shown time moves on: often enough for texts that say minutes. */
export const TICK_MS = 15_000
const MINUTE_MS = 60_000

/**
 * The time that screens show. It moves in ticks, so that everything on the screen says the same time, and only what reads it is
 * rendered again.
 */
export interface DeskClock {
  /** Milliseconds since 1970 at the last tick. */
  readonly nowMs: () => number
  /** Told of each tick. The clock ticks while somebody listens. @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void
}

/**
 * Creates a clock that stands at the time of its creation until somebody listens.
 * @param readMs the time now, milliseconds since 1970.
 * @param every calls again and again, {@link TICK_MS} apart; the returned function ends that.
 */
export function createDeskClock(readMs: () => number, every: (run: () => void) => () => void): DeskClock {
  const listeners = createListeners()
  let tickMs = readMs()
  let end: (() => void) | null = null
  function tick(): void {
    tickMs = readMs()
    listeners.tell()
  }
  return {
    nowMs: () => tickMs,
    subscribe(listener) {
      const unsubscribe = listeners.subscribe(listener)
      if (end === null) {
        // Nobody has listened for a while.
        tickMs = readMs()
        end = every(tick)
      }
      return () => {
        unsubscribe()
        if (listeners.count() > 0) return
        end?.()
        end = null
      }
    },
  }
}

const ClockContext = createContext<DeskClock | null>(null)

/** Gives the screens below it one clock. */
export function ClockProvider(props: { clock: DeskClock; children: ReactNode }) {
  return <ClockContext value={props.clock}>{props.children}</ClockContext>
}

/** The time of the last tick, milliseconds since 1970. Renders its component again at each tick. */
export function useNowMs(): number {
  const clock = useClock()
  return useSyncExternalStore(clock.subscribe, clock.nowMs)
}

/** The start of the minute now, milliseconds since 1970. Renders its component again once a minute. */
export function useMinuteMs(): number {
  const clock = useClock()
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.nowMs() / MINUTE_MS) * MINUTE_MS)
}

/** @throws Error outside of {@link ClockProvider}. */
function useClock(): DeskClock {
  const clock = useContext(ClockContext)
  if (clock === null) throw new Error('a shown time needs ClockProvider')
  return clock
}
