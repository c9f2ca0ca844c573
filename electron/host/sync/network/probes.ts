import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import type { SyncEngineParts } from '../core/engine-types.ts'

/**
 * The probes: reads that show how the network is. They decide when the next one is due, and what happens when one
 * hangs.
 */
export interface Probes {
  /** Probes now, also beside a probe that is under way. */
  now(): void
  /** Probes now, unless a probe is under way or the gate after a 429 is shut. */
  need(): void
  close(): void
}

/** What decides when to probe next. */
export interface Outlook {
  readonly state: NetworkStatus['state']
  /** Time since Catena's last answer; infinite when there was none, or when a write has failed since. */
  readonly quietForMs: number
  /** Time until the gate opens after a 429. There are no probes while this is above 0. */
  readonly shutForMs: number
  /** [B4] Catena has answered, and its next answer may make its time known. */
  readonly isTimeAwaited: boolean
  /** Catena answers with errors of its own. */
  readonly isFailing: boolean
}

/** The network as its probes need it. */
export interface ProbedNetwork {
  outlook(): Outlook
  look(): Promise<unknown>
  /** The newest probe has ended, and the next one is not scheduled yet. */
  onLooked(): void
}

/** How often a sign-in that Catena refused is tried again without a person. */
const SIGN_IN_PROBE_MS = 60_000
/** While Catena's time waits to be confirmed, at most this many probes follow each other at once. */
const MOST_AT_ONCE = 3
/** A probe that takes longer is not waited for. */
const HUNG_MS = 60_000

/** Creates the probes of a network. The first one runs when it is asked for. */
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

  /** Probes beside one that is under way: that one may hang. */
  function now(): void {
    if (isClosed) return
    if (network.outlook().shutForMs > 0) {
      schedule()
      return
    }
    cancelNext()
    underWay += 1
    newest += 1
    cancelNext = clock.schedule(HUNG_MS, now) // replaced when this probe ends
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

  /** True when Catena answers and nothing more is to be learned. Then any other answer makes a probe needless. */
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
