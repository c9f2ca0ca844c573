import type { Clock } from '../core/ports.ts'

/** Rewrites the journal once in each run, when Catena's time has told which lanes need not be kept. */
export interface Tidy {
  /** Something has happened by which Catena's time may have become known. */
  timeMayBeKnown(): void
  close(): void
}

export interface TidyParts {
  readonly clock: Clock
  readonly serverNow: () => number | null
  /** True when there is something to leave out at this time of Catena's (ms since 1970). */
  readonly isDue: (serverNow: number) => boolean
  readonly compact: () => Promise<void>
}

/**
 * What waits to be sent goes first: writing the whole journal keeps appends waiting. By then the next probe has also
 * confirmed or contradicted the first `Date` of the run.
 */
export const TIDY_AFTER_MS = 60_000

/** Creates one for a run of the program. */
export function createTidy({ clock, serverNow, isDue, compact }: TidyParts): Tidy {
  let isPlanned = false
  let isClosed = false
  let cancel: () => void = () => {}

  function tidy(): void {
    const now = serverNow()
    // Somebody else has signed in meanwhile: the time is not known until Catena has answered them.
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
