import type { WireOperation, WireWorkflow } from '../../shared/catena/wire.ts'
import type {
  CatenaReader,
  HttpAnswer,
  OperationQuery,
  ReadOutcome,
  WriteOutcome,
  WriteRequest,
  WriteTransport,
} from '../../shared/sync/ports.ts'
import { answerOf, type Fate, type ModelCatena, type ModelOperation, OWNER } from '../doubles/model-catena.ts'
import type { SeededRandom } from '../doubles/seeded-random.ts'
import { type Life, START_EPOCH_MS, type VirtualClock } from '../doubles/virtual-clock.ts'
import type { Fault, FaultPlan } from './faults.ts'
import type { Ledger } from './ledger.ts'
import type { SimulatedTokens } from './tokens.ts'

/** What the checker wants to know of the line. */
export interface NetworkWatcher {
  /** The body of a write leaves the computer. */
  writeLeft(request: WriteRequest, subject: string | null): void
  /** A write was committed at Catena. */
  writeMade(operation: ModelOperation, isTwin: boolean): void
  /** Catena answered a write in its own shape. */
  writeAnswered(request: WriteRequest, status: number): void
  /** Catena gave back what it holds of a workflow. */
  workflowRead(workflowId: string, content: Readonly<Record<string, unknown>>): void
  /** A list of operations or workflows reaches the program. */
  listed(listing: Listing): void
}
export interface Listing {
  readonly what: 'operations' | 'workflows'
  readonly connectionId: string
  readonly operation: 'create' | 'update' | null
  readonly sourceId: string | null
  readonly fromMs: number
  readonly toMs: number
  readonly serverDateMs: number
  readonly subject: string
}

/** The line between the computer and Catena, with its faults. */
export interface SimulatedNetwork {
  viewFor(life: Life): { write: WriteTransport; reader: CatenaReader }
  isOutage: boolean
  isPortal: boolean
  /** Ends every fault from now on; what is already on its way keeps its fate. */
  heal(): void
  isLineUp(): boolean
}

/** Half of one round trip, in milliseconds. */
export interface Latency {
  readonly from: number
  readonly to: number
}

export interface NetworkParts {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly catena: ModelCatena
  readonly tokens: SimulatedTokens
  readonly plan: FaultPlan
  readonly ledger: Ledger
  readonly watcher: NetworkWatcher
  readonly latency: Latency
  /** How long an operation stays pending, in milliseconds. */
  readonly settle: Latency
}

/** Round trips before the body of a write may leave: TCP, and two of TLS 1.2. */
export const CONNECT_ROUND_TRIPS = 3
const HTML = '<!doctype html><html><body>Please log in to the network</body></html>'

/** Creates a line that is up. */
export function createSimulatedNetwork(parts: NetworkParts): SimulatedNetwork {
  const { clock, random, catena, ledger, watcher, plan } = parts
  let isHealed = false
  const network: SimulatedNetwork = {
    viewFor: (life) => ({ write: writeFor(life), reader: readerFor(life) }),
    isOutage: false,
    isPortal: false,
    heal() {
      isHealed = true
      network.isOutage = false
      network.isPortal = false
    },
    isLineUp: () => !network.isOutage && !network.isPortal,
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

  function drawFate(): Fate {
    const settleMs = random.between(parts.settle.from, parts.settle.to)
    const lagMs = hits('listingLag') ? random.between(500, plan.lagToMs) : random.between(0, 400)
    const failures = [
      ['tspAuth', 'auth'],
      ['tspValidation', 'validation'],
      ['tspNetwork', 'network'],
      ['tspError', 'tsp'],
    ] as const
    for (const [fault, errorType] of failures) {
      if (!hits(fault)) continue
      const existsAnyway = (errorType === 'network' || errorType === 'tsp') && hits('existsAnyway')
      return { settleMs, lagMs, verdict: { kind: 'failed', errorType, existsAnyway } }
    }
    return { settleMs, lagMs, verdict: { kind: 'success' } }
  }

  function writeFor(life: Life): WriteTransport {
    return (request, accessToken, deadlineMs) =>
      new Promise<WriteOutcome>((resolve) => {
        if (!life.isAlive) return
        ledger.count('requests')
        ledger.count('writes')
        ledger.note(`write ${request.method} ${request.path}`)
        const finish = (delayMs: number, outcome: WriteOutcome): void =>
          clock.deliver(life, delayMs, () => {
            ledger.note(`write ends ${outcome.kind}`)
            resolve(outcome)
          })
        const connectMs = 2 * CONNECT_ROUND_TRIPS * oneWay()
        if (network.isOutage || hits('connectFails')) {
          finish(network.isOutage ? random.between(1, 300) : connectMs, {
            kind: 'unsent',
            reason: 'connection refused',
          })
          return
        }
        clock.at(connectMs, () => {
          if (!life.isAlive) return // the program ended before its first byte
          if (network.isOutage || clock.isAsleep()) finish(0, { kind: 'unsent', reason: 'line went' })
          else sendBody(life, request, accessToken, deadlineMs, finish)
        })
      })
  }

  function sendBody(
    life: Life,
    request: WriteRequest,
    accessToken: string,
    deadlineMs: number,
    finish: (delayMs: number, outcome: WriteOutcome) => void,
  ): void {
    const subject = parts.tokens.subjectOf(accessToken)
    watcher.writeLeft(request, subject)
    const lost = (reason: string): void =>
      finish(random.chance(0.5) ? deadlineMs : random.between(5, deadlineMs), { kind: 'lost', reason })
    if (network.isPortal) finish(2 * oneWay(), { kind: 'answered', answer: html(200) })
    else if (hits('redirect')) finish(2 * oneWay(), { kind: 'answered', answer: html(302) })
    else if (hits('requestLost')) lost('reset')
    else if (hits('lateArrival')) {
      // Taken at the gate in time and stuck in a queue behind it: the token is not looked at again.
      clock.at(random.between(plan.lateFromMs, plan.lateToMs), () => {
        if (subject !== null) commit(request, subject, false)
      })
      lost('timeout')
    } else {
      clock.at(oneWay(), () => {
        const answer = arrive(request, accessToken)
        if (network.isOutage || hits('answerLost')) return lost('no answer')
        if (life.isAlive && answer.status < 500) watcher.writeAnswered(request, answer.status)
        return finish(oneWay(), travelBack(answer))
      })
    }
  }

  /** At Catena's door: what its gateway does before and after the commit. */
  function arrive(request: WriteRequest, accessToken: string): HttpAnswer {
    const subject = parts.tokens.subjectOf(accessToken)
    const date = catena.dateHeader()
    if (hits('unauthorized')) parts.tokens.revoke()
    if (subject === null || parts.tokens.subjectOf(accessToken) === null) {
      return answerOf(401, { code: 401, message: 'Unauthorized', detail: null }, date)
    }
    if (hits('rateLimited')) {
      const seconds = random.whole(1, 40)
      const detail = { retry_after_seconds: seconds, message: 'slow down' }
      return answerOf(429, { code: 429, message: 'Too Many Requests', detail }, date)
    }
    if (hits('errorBeforeCommit')) return serverError(date)
    const isConflict = hits('conflict409')
    if (isConflict && random.chance(0.5)) return conflict(date)
    const first = commit(request, subject, false)
    if (hits('twin')) commit(request, subject, true)
    if (isConflict) return conflict(date)
    return hits('errorAfterCommit') ? serverError(date) : first
  }

  function commit(request: WriteRequest, subject: string, isTwin: boolean): HttpAnswer {
    const { answer, made } = catena.arrive(request, subject, drawFate())
    ledger.note(`arrived ${request.method} ${answer.status} ${made?.sourceId ?? ''} ${made?.id ?? ''}`)
    if (made !== null) watcher.writeMade(made, isTwin)
    return answer
  }

  function serverError(date: string): HttpAnswer {
    return random.chance(0.5)
      ? answerOf(500, { message: 'Internal Server Error' }, date)
      : answerOf(504, { code: 504, message: 'Gateway Timeout', detail: null }, date)
  }

  function conflict(date: string): HttpAnswer {
    return answerOf(409, { code: 409, message: 'Conflict', detail: 'already being processed' }, date)
  }

  function travelBack(answer: HttpAnswer): WriteOutcome {
    if (hits('html200')) return { kind: 'answered', answer: html(200) }
    if (hits('truncated')) {
      const body = answer.body.slice(0, Math.floor(answer.body.length / 2))
      return { kind: 'answered', answer: { ...answer, body, isTruncated: true } }
    }
    return { kind: 'answered', answer }
  }

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
      if (network.isOutage) return finish(random.between(1, 300), { kind: 'offline', detail: 'no route' })
      if (network.isPortal) return finish(2 * oneWay(), { kind: 'portal', detail: 'a web page, not Catena' })
      clock.at(oneWay(), () => {
        if (network.isOutage) return finish(5_000, { kind: 'unreachable', detail: 'timeout' })
        if (hits('readFails')) return finish(oneWay(), { kind: 'unreachable', detail: 'answer cut' })
        finish(oneWay(), atTheDoor(accessToken, look))
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
    if (hits('rateLimited')) {
      return { kind: 'rateLimited', retryAfterMs: random.whole(1, 40) * 1000, serverDateMs }
    }
    catena.settle()
    return look(subject, serverDateMs)
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
            heard = {
              what: 'operations',
              connectionId: query.connectionId,
              operation: query.operation,
              sourceId: query.sourceId,
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
          if (found === undefined || subject !== found.subject) return notFound(serverDateMs)
          watcher.workflowRead(id, { ...found.content })
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
    const candidates = query.sourceId === null ? catena.operations : catena.operationsOf(query.sourceId)
    return candidates
      .filter(
        (each) =>
          each.connectionId === query.connectionId &&
          each.operation === query.operation &&
          each.subject === subject &&
          each.listedMs <= now &&
          each.committedMs >= fromMs &&
          each.committedMs <= toMs,
      )
      .map((each) => catena.toWire(each) as WireOperation)
  }

  function workflowsFor(connectionId: string, subject: string, fromMs: number, toMs: number): WireWorkflow[] {
    const now = clock.trueEpochMs()
    return [...catena.workflows.values()]
      .filter(
        (each) =>
          each.connectionId === connectionId &&
          each.subject === subject &&
          each.listedMs <= now &&
          each.madeMs >= fromMs &&
          each.madeMs <= toMs,
      )
      .map((each) => catena.workflowToWire(each) as WireWorkflow)
  }

  function html(status: number): HttpAnswer {
    const headers: Record<string, string> = { 'content-type': 'text/html' }
    if (status === 302) headers.location = 'http://login.portal.test/'
    return { status, headers, body: HTML, isTruncated: false }
  }

  return network
}

/** The first moment of every run, for tests that compare times. */
export const RUN_START_MS = START_EPOCH_MS
