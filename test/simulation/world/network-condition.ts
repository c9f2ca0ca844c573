import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { Fault, FaultPlan } from './faults.ts'

/** The state of the network between the computer and Catena. */
export interface NetworkCondition {
  isOutage: boolean
  isPortal: boolean
  /** Catena answers every write with 504 and commits nothing; reads work. */
  areWritesDown: boolean
  /** Lists of this kind on this connection hold an item that cannot be read; `null`: no list does. */
  unreadable: UnreadableList | null
  /** Writes under way now, and the most at any time. Writes of a program that crashed stay counted. */
  writesAtOnce: number
  mostWritesAtOnce: number
  /** Ends every fault from now on; a request that is already on its way keeps its fate. */
  heal(): void
  isNetworkUp(): boolean
  /** Draws whether a fault hits the request that crosses the network now. */
  hits(fault: Fault): boolean
  /** Draws how long the next way to Catena or back takes, in milliseconds. */
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

/** Creates the condition of a network that is up. */
export function createNetworkCondition(parts: {
  readonly random: SeededRandom
  readonly plan: FaultPlan
  readonly ledger: Ledger
  readonly latency: Latency
}): NetworkCondition {
  const { random, plan, ledger } = parts
  let isHealed = false
  const condition: NetworkCondition = {
    isOutage: false,
    isPortal: false,
    areWritesDown: false,
    unreadable: null,
    writesAtOnce: 0,
    mostWritesAtOnce: 0,
    heal() {
      isHealed = true
      condition.isOutage = false
      condition.isPortal = false
      condition.areWritesDown = false
      condition.unreadable = null
    },
    isNetworkUp: () => !condition.isOutage && !condition.isPortal,
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

  return condition
}
