import type { Clock } from '../core/ports.ts'

/** Rewrites the journal once per run of the program, when Catena's time tells which lanes need not be kept. */
export interface Tidy {
  /** Something happened that may have made Catena's time known. */
  timeMayBeKnown(): void
  close(): void
}

export interface TidyParts {
  readonly clock: Clock
  readonly serverNow: () => number | null
  /** True when a rewrite at this time of Catena's (ms since 1970) would leave something out. */
  readonly isDue: (serverNow: number) => boolean
  readonly compact: () => Promise<void>
}

/**
 * Waiting changes go first, because a rewrite delays appends. By then the next probe has also confirmed or contradicted
 * the first `Date` of the run.
 */
export const TIDY_AFTER_MS = 60_000

export function createTidy({ clock, serverNow, isDue, compact }: TidyParts): Tidy {
  let isPlanned = false
  let isClosed = false
  let cancel: () => void = () => {}

  function tidy(): void {
    const now = serverNow()
    // Another account has signed in: the time is not known until Catena has answered it.
    if (now === null) isPlanned = false
    else if (isDue(now)) void compact()
  }

  return {
    timeMayBeKnown() {
      if (isPlanned || isClosed || serverNow() === null) return
      isPlanned = true
      cancel = clock.schedule(TIDY_AFTER_MS, tidy)
    },
    close() {
      isClosed = true
      cancel()
    },
  }
}
