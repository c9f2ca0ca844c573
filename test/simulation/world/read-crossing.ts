import type { ReadOutcome } from '../../../electron/host/sync/core/ports.ts'
import type { ModelCatena } from '../../doubles/catena/model-catena.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { NetworkCondition } from './network-condition.ts'
import type { SimulatedTokens } from './tokens.ts'

/** What a read crosses and meets on its way. */
export interface CrossingParts {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly catena: ModelCatena
  readonly tokens: SimulatedTokens
  readonly ledger: Ledger
}

/** One read of the program. */
export interface Read<T> {
  /** Under which the ledger counts it. */
  readonly name: string
  readonly accessToken: string
  /** What Catena answers; called at the moment the read arrives there. */
  readonly look: (subject: string, serverDateMs: number) => ReadOutcome<T>
  /** Called when the outcome reaches the program. */
  readonly onDelivered?: (outcome: ReadOutcome<T>) => void
}

/** Carries a read to Catena and its outcome back. Never resolves for a program that has ended. */
export type CarryRead = <T>(life: Life, read: Read<T>) => Promise<ReadOutcome<T>>

/** Creates the way of reads over `network`. */
export function createReadCrossing(parts: CrossingParts, network: NetworkCondition): CarryRead {
  const { clock, random, ledger } = parts
  const dated = createFirstDates(parts)
  return <T>(life: Life, read: Read<T>) =>
    new Promise<ReadOutcome<T>>((resolve) => {
      if (!life.isAlive) return
      ledger.count('requests')
      ledger.count(`read:${read.name}`)
      const finish = (delayMs: number, outcome: ReadOutcome<T>): void =>
        clock.deliver(life, delayMs, () => {
          ledger.note(`${read.name} ${outcome.kind}`)
          read.onDelivered?.(outcome)
          resolve(outcome)
        })
      if (network.isOutage) {
        return finish(random.between(1, 300), { kind: 'offline', detail: 'no route' })
      }
      if (network.isPortal) {
        return finish(2 * network.oneWay(), { kind: 'portal', detail: 'a web page, not Catena' })
      }
      clock.at(network.oneWay(), () => {
        if (network.isOutage) return finish(5_000, { kind: 'unreachable', detail: 'timeout' })
        if (network.hits('readFails')) {
          return finish(network.oneWay(), { kind: 'unreachable', detail: 'answer cut' })
        }
        finish(network.oneWay(), dated(life, arrive(parts, network, read)))
      })
    })
}

/** The read at Catena's gateway. */
function arrive<T>(
  { clock, random, catena, tokens }: CrossingParts,
  network: NetworkCondition,
  { accessToken, look }: Read<T>,
): ReadOutcome<T> {
  const serverDateMs = Math.floor(clock.trueEpochMs() / 1000) * 1000
  const subject = tokens.subjectOf(accessToken)
  if (subject === null) return { kind: 'unauthorized', serverDateMs }
  if (network.hits('rateLimited')) {
    return { kind: 'rateLimited', retryAfterMs: random.whole(1, 40) * 1000, serverDateMs }
  }
  catena.settle()
  return look(subject, serverDateMs)
}

/** The first `Date` that a run of the program gets may be wrong. */
function createFirstDates({ random, catena, ledger }: CrossingParts) {
  // A random source of its own: it changes no draw of the runs in which the first date is right.
  const dateRandom = random.fork('first date')
  const datedLives = new WeakSet<Life>()
  return <T>(life: Life, outcome: ReadOutcome<T>): ReadOutcome<T> => {
    if (catena.character.firstDate === 'right' || datedLives.has(life) || !('serverDateMs' in outcome)) {
      return outcome
    }
    datedLives.add(life)
    ledger.count('wrongFirstDates')
    const hours = dateRandom.whole(1, 12) * (dateRandom.chance(0.5) ? 1 : -1)
    return { ...outcome, serverDateMs: (outcome.serverDateMs ?? 0) + hours * 3_600_000 }
  }
}
