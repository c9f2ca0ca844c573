import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { Fault, FaultPlan } from './faults.ts'

/** How the line is at this moment, for whatever crosses it. */
export interface NetworkCondition {
  isOutage: boolean
  isPortal: boolean
  /** Catena answers every write with 504 and makes nothing; reads are well. */
  areWritesDown: boolean
  /** Lists of this kind on this connection hold something that cannot be read; `null`: all are sound. */
  unreadable: UnreadableList | null
  /** Writes that are under way, and the most that were at any time; those of a program that crashed stay counted. */
  writesAtOnce: number
  mostWritesAtOnce: number
  /** Ends every fault from now on; what is already on its way keeps its fate. */
  heal(): void
  isNetworkUp(): boolean
  /** Draws whether a fault befalls what crosses the line now. */
  hits(fault: Fault): boolean
  /** How long the next crossing takes, in milliseconds. */
  oneWay(): number
}

/** A list that cannot be read whole. */
export interface UnreadableList {
  readonly what: 'operations' | 'workflows'
  readonly connectionId: string
  readonly reason: string
}

/** Half of one round trip, in milliseconds. */
export interface Latency {
  readonly from: number
  readonly to: number
}

/** Creates the condition of a line that is up. */
export function createNetworkCondition(parts: {
  readonly random: SeededRandom
  readonly plan: FaultPlan
  readonly ledger: Ledger
  readonly latency: Latency
}): NetworkCondition {
  const { random, plan, ledger } = parts
  let isHealed = false
  const line: NetworkCondition = {
    isOutage: false,
    isPortal: false,
    areWritesDown: false,
    unreadable: null,
    writesAtOnce: 0,
    mostWritesAtOnce: 0,
    heal() {
      isHealed = true
      line.isOutage = false
      line.isPortal = false
      line.areWritesDown = false
      line.unreadable = null
    },
    isNetworkUp: () => !line.isOutage && !line.isPortal,
    hits,
    oneWay,
  }

  /** Draws even when healed, so that healing does not shift other draws. */
  function hits(fault: Fault): boolean {
    const isHit = random.chance(plan.rates[fault]) && !isHealed
    if (isHit) ledger.fault(fault)
    return isHit
  }

  function oneWay(): number {
    return random.between(parts.latency.from, parts.latency.to)
  }

  return line
}
