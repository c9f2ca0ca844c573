import type { WireOperation, WireWorkflow } from '../../../electron/catena/wire.ts'
import type { CatenaReader, OperationQuery, ReadOutcome } from '../../../electron/host/sync/core/ports.ts'
import { type ModelCatena, type ModelWorkflow, OWNER } from '../../doubles/catena/model-catena.ts'
import type { ModelOperation } from '../../doubles/catena/model-operation.ts'
import { textOf } from '../../doubles/catena/model-wire.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { NetworkCondition } from './network-condition.ts'
import type { Listing, NetworkWatcher } from './network-watcher.ts'
import type { SimulatedTokens } from './tokens.ts'

/** What a read crosses and meets. */
export interface ReadParts {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly catena: ModelCatena
  readonly tokens: SimulatedTokens
  readonly ledger: Ledger
  readonly watcher: NetworkWatcher
}

/** Makes reads over the line for one run of the program each. What is listed is what Catena shows when the read arrives. */
export function createReads(parts: ReadParts, line: NetworkCondition): (life: Life) => CatenaReader {
  const { clock, random, catena, ledger, watcher } = parts
  // Drawn apart: the runs in which the first date is right stay as they were.
  const dateRandom = random.fork('first date')
  const datedLives = new WeakSet<Life>()

  /** One read: the line there, Catena's door, and the line back. `look` is evaluated at the moment it arrives. */
  function read<T>(
    life: Life,
    accessToken: string,
    name: string,
    look: (subject: string, serverDateMs: number) => ReadOutcome<T>,
    onDelivered: (outcome: ReadOutcome<T>) => void = () => {},
  ): Promise<ReadOutcome<T>> {
    return new Promise((resolve) => {
      if (!life.isAlive) return
      ledger.count('requests')
      ledger.count(`read:${name}`)
      const finish = (delayMs: number, outcome: ReadOutcome<T>): void =>
        clock.deliver(life, delayMs, () => {
          ledger.note(`${name} ${outcome.kind}`)
          onDelivered(outcome)
          resolve(outcome)
        })
      if (line.isOutage) return finish(random.between(1, 300), { kind: 'offline', detail: 'no route' })
      if (line.isPortal)
        return finish(2 * line.oneWay(), { kind: 'portal', detail: 'a web page, not Catena' })
      clock.at(line.oneWay(), () => {
        if (line.isOutage) return finish(5_000, { kind: 'unreachable', detail: 'timeout' })
        if (line.hits('readFails'))
          return finish(line.oneWay(), { kind: 'unreachable', detail: 'answer cut' })
        finish(line.oneWay(), dated(life, atTheDoor(accessToken, look)))
      })
    })
  }

  function atTheDoor<T>(
    accessToken: string,
    look: (subject: string, serverDateMs: number) => ReadOutcome<T>,
  ): ReadOutcome<T> {
    const serverDateMs = Math.floor(clock.trueEpochMs() / 1000) * 1000
    const subject = parts.tokens.subjectOf(accessToken)
    if (subject === null) return { kind: 'unauthorized', serverDateMs }
    if (line.hits('rateLimited')) {
      return { kind: 'rateLimited', retryAfterMs: random.whole(1, 40) * 1000, serverDateMs }
    }
    catena.settle()
    return look(subject, serverDateMs)
  }

  /** The first `Date` that a run of the program hears may be wrong. */
  function dated<T>(life: Life, outcome: ReadOutcome<T>): ReadOutcome<T> {
    if (catena.character.firstDate === 'right' || datedLives.has(life) || !('serverDateMs' in outcome)) {
      return outcome
    }
    datedLives.add(life)
    ledger.count('wrongFirstDates')
    const hours = dateRandom.whole(1, 12) * (dateRandom.chance(0.5) ? 1 : -1)
    return { ...outcome, serverDateMs: (outcome.serverDateMs ?? 0) + hours * 3_600_000 }
  }

  /** The reason for which a list cannot be read whole now; `null` when it can. */
  function unreadableReason(what: 'operations' | 'workflows', connectionId: string): string | null {
    const { unreadable } = line
    if (unreadable === null || unreadable.what !== what || unreadable.connectionId !== connectionId)
      return null
    ledger.count('unusableLists')
    return unreadable.reason
  }

  function readerFor(life: Life): CatenaReader {
    const notFound = (serverDateMs: number) =>
      ({ kind: 'refused', status: 404, message: 'Not Found', serverDateMs }) as const
    return {
      listOperations(query, accessToken) {
        let heard: Listing | null = null
        return read<readonly WireOperation[]>(
          life,
          accessToken,
          'listOperations',
          (subject, serverDateMs) => {
            const [fromMs, toMs] = [Date.parse(query.from), Date.parse(query.to)]
            if (toMs - fromMs > 45 * 86_400_000) {
              return { kind: 'refused', status: 422, message: 'window too long', serverDateMs }
            }
            const reason = unreadableReason('operations', query.connectionId)
            if (reason !== null) return { kind: 'unusable', reason, serverDateMs }
            heard = {
              what: 'operations',
              connectionId: query.connectionId,
              operation: query.operation,
              sourceId: sourceFilterOf(query),
              fromMs,
              toMs,
              serverDateMs,
              subject,
            }
            return { kind: 'ok', value: operationsFor(query, subject, fromMs, toMs), serverDateMs }
          },
          (outcome) => {
            if (outcome.kind === 'ok' && heard !== null) watcher.listed(heard)
          },
        )
      },
      getOperation: (connectionId, id, accessToken) =>
        read<WireOperation>(life, accessToken, 'getOperation', (subject, serverDateMs) => {
          const found = catena.operation(id)
          if (found === undefined || found.connectionId !== connectionId || subject !== found.subject) {
            return notFound(serverDateMs)
          }
          return { kind: 'ok', value: catena.toWire(found) as WireOperation, serverDateMs }
        }),
      listWorkflows(query, accessToken) {
        let heard: Listing | null = null
        return read<readonly WireWorkflow[]>(
          life,
          accessToken,
          'listWorkflows',
          (subject, serverDateMs) => {
            const [fromMs, toMs] = [Date.parse(query.from), Date.parse(query.to)]
            const { connectionId } = query
            if (toMs - fromMs > 45 * 86_400_000) {
              return { kind: 'refused', status: 422, message: 'window too long', serverDateMs }
            }
            const reason = unreadableReason('workflows', connectionId)
            if (reason !== null) return { kind: 'unusable', reason, serverDateMs }
            heard = {
              what: 'workflows',
              connectionId,
              operation: null,
              sourceId: null,
              fromMs,
              toMs,
              serverDateMs,
              subject,
            }
            return { kind: 'ok', value: workflowsFor(connectionId, subject, fromMs, toMs), serverDateMs }
          },
          (outcome) => {
            if (outcome.kind === 'ok' && heard !== null) watcher.listed(heard)
          },
        )
      },
      getWorkflow: (id, accessToken) =>
        read<WireWorkflow>(life, accessToken, 'getWorkflow', (subject, serverDateMs) => {
          const found = catena.workflows.get(id)
          const version = found === undefined ? null : catena.readable(found)
          if (found === undefined || version === null || subject !== found.subject)
            return notFound(serverDateMs)
          watcher.workflowRead(id, { ...version.content })
          return { kind: 'ok', value: catena.workflowToWire(found) as WireWorkflow, serverDateMs }
        }),
      probe: (accessToken) =>
        read<null>(life, accessToken, 'probe', (_subject, serverDateMs) => ({
          kind: 'ok',
          value: null,
          serverDateMs,
        })),
      referencePage: (kind, _cursor, accessToken) =>
        read(life, accessToken, `reference ${kind}`, (subject, serverDateMs) => {
          const items = catena.connections.map((each) => ({
            id: each.id,
            fleetId: null,
            tspId: null,
            sourceName: 'model',
            status: each.status,
            description: null,
          }))
          const value =
            kind === 'connections'
              ? { kind, items: subject === OWNER.subject ? items : [], nextCursor: null }
              : { kind, items: [], nextCursor: null }
          return { kind: 'ok', value, serverDateMs }
        }),
    }
  }

  function operationsFor(
    query: OperationQuery,
    subject: string,
    fromMs: number,
    toMs: number,
  ): WireOperation[] {
    const now = clock.trueEpochMs()
    const sourceId = sourceFilterOf(query)
    return committedBetween(catena.operations, fromMs, toMs)
      .filter(
        (each) =>
          each.connectionId === query.connectionId &&
          each.operation === query.operation &&
          (sourceId === null || catena.shownSourceIdOf(each) === sourceId) &&
          each.subject === subject &&
          each.listedMs <= now,
      )
      .map((each) => catena.toWire(each) as WireOperation)
  }

  /** Lists of workflows are filtered by when they occurred, whatever that is. */
  function isWithin(workflow: ModelWorkflow, fromMs: number, toMs: number): boolean {
    const version = catena.readable(workflow)
    if (version === null) return false
    const { filtered } = catena.occurredMs(workflow, version)
    return filtered >= fromMs && filtered <= toMs
  }

  function workflowsFor(connectionId: string, subject: string, fromMs: number, toMs: number): WireWorkflow[] {
    const now = clock.trueEpochMs()
    return [...catena.workflows.values()]
      .filter(
        (each) =>
          each.connectionId === connectionId &&
          each.subject === subject &&
          each.listedMs <= now &&
          isWithin(each, fromMs, toMs),
      )
      .map((each) => catena.workflowToWire(each) as WireWorkflow)
  }

  return readerFor
}

/** The filter by source id, as long as the port of reading has one; `null` lists those of the whole connection. */
function sourceFilterOf(query: object): string | null {
  return textOf(Reflect.get(query, 'sourceId'))
}

/** The operations of a window. They are in the order of their commits: a year of them is not gone through each time. */
function committedBetween(
  operations: readonly ModelOperation[],
  fromMs: number,
  toMs: number,
): readonly ModelOperation[] {
  return operations.slice(firstCommitted(operations, fromMs), firstCommitted(operations, toMs + 1))
}

/** The index of the first operation that was committed at `ms` or later. */
function firstCommitted(operations: readonly ModelOperation[], ms: number): number {
  let [low, high] = [0, operations.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((operations[middle]?.committedMs ?? 0) < ms) low = middle + 1
    else high = middle
  }
  return low
}
