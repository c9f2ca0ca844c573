import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import type { SyncEngineParts } from '../core/engine-types.ts'

/** The looks at Catena by which the line learns how it is: when the next one is due, and what becomes of one that hangs. */
export interface Probes {
  /** Looks now, whatever is under way. */
  now(): void
  /** Looks now unless that is being done. */
  need(): void
  close(): void
}

/** What the line knows that decides when to look again. */
export interface Outlook {
  readonly state: NetworkStatus['state']
  /** Since Catena was heard of; endless when it was not, or when that is uncertain. */
  readonly quietForMs: number
  /** Until the gate of a 429 opens; nothing is looked at while this is above 0. */
  readonly shutForMs: number
  /** [B4] Catena has answered, and its next answer may make its time known. */
  readonly isTimeAwaited: boolean
  /** Catena answers with errors of its own. */
  readonly isFailing: boolean
}

/** The line as its probes need it. */
export interface ProbedNetwork {
  outlook(): Outlook
  look(): Promise<unknown>
  /** The newest look has ended, and no other is scheduled yet. */
  onLooked(): void
}

/** How often a sign-in that Catena refused is tried again by itself. */
const SIGN_IN_PROBE_MS = 60_000
/** So many looks in a row follow each other at once while Catena's time is to be confirmed; then they are spaced. */
const MOST_AT_ONCE = 3
/** A probe that has not ended by then is not waited for. */
const HUNG_MS = 60_000

/** Creates the probes of a line; the first looks when it is asked for. */
export function createProbes(
  parts: Pick<SyncEngineParts, 'clock' | 'timings' | 'log'>,
  network: ProbedNetwork,
): Probes {
  const { clock, timings } = parts
  let underWay = 0
  let newest = 0
  let atOnce = 0
  let isClosed = false
  let cancelNext: () => void = () => {}

  /** A probe that hangs on a dead line does not keep a newer one from looking. */
  function now(): void {
    if (isClosed) return
    if (network.outlook().shutForMs > 0) {
      schedule()
      return
    }
    cancelNext()
    underWay += 1
    newest += 1
    cancelNext = clock.schedule(HUNG_MS, now) // replaced when this one ends
    void probe(newest)
  }

  async function probe(number: number): Promise<void> {
    try {
      await network.look()
    } catch (error) {
      parts.log('error', 'a probe failed unexpectedly', error)
    }
    underWay -= 1
    if (isClosed || number !== newest) return
    network.onLooked()
    if (isAnotherDue()) now()
    else schedule()
  }

  function isAnotherDue(): boolean {
    atOnce = network.outlook().isTimeAwaited ? atOnce + 1 : 0
    return atOnce > 0 && atOnce <= MOST_AT_ONCE
  }

  function schedule(): void {
    cancelNext()
    cancelNext = clock.schedule(delayMs(), () => {
      const { quietForMs } = network.outlook()
      if (isWell() && quietForMs < timings.probeOnline) schedule()
      else now()
    })
  }

  /** Catena answers, and nothing more is wanted of it: what else is heard of it makes looking needless. */
  function isWell(): boolean {
    const { state, isTimeAwaited, isFailing } = network.outlook()
    return state === 'online' && !isTimeAwaited && !isFailing
  }

  function delayMs(): number {
    const { state, quietForMs, shutForMs } = network.outlook()
    if (state === 'signInNeeded') return SIGN_IN_PROBE_MS
    if (!isWell() || quietForMs === Number.POSITIVE_INFINITY) return timings.probeOffline
    return Math.max(shutForMs, timings.probeOnline - Math.min(quietForMs, timings.probeOnline), 1)
  }

  return {
    now,
    need: () => {
      if (underWay === 0 && network.outlook().shutForMs <= 0) now()
    },
    close: () => {
      isClosed = true
      cancelNext()
    },
  }
}
