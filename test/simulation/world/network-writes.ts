import type { HttpAnswer, WriteOutcome } from '../../../electron/catena/http-answer.ts'
import { parseWireJson, stringifyWireJson } from '../../../electron/catena/wire-json.ts'
import type { WriteRequest, WriteTransport } from '../../../electron/host/sync/core/ports.ts'
import { answerOf, type Fate, type ModelCatena } from '../../doubles/catena/model-catena.ts'
import { textOf } from '../../doubles/catena/model-wire.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { FaultPlan } from './faults.ts'
import type { Latency, NetworkCondition } from './network-condition.ts'
import type { NetworkWatcher } from './network-watcher.ts'
import type { SimulatedTokens } from './tokens.ts'

/** What a write crosses and meets. */
export interface WriteParts {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly catena: ModelCatena
  readonly tokens: SimulatedTokens
  readonly plan: FaultPlan
  readonly ledger: Ledger
  readonly watcher: NetworkWatcher
  /** How long an operation stays pending, in milliseconds. */
  readonly settle: Latency
}

/** Round trips before the body of a write may leave: one for TCP and two for TLS 1.2. */
const CONNECT_ROUND_TRIPS = 3
/** The share of incomplete answers in a run that has them. */
const SHORT_ANSWERS = 0.5
const HTML = '<!doctype html><html><body>Please log in to the network</body></html>'

/** Creates the writes of one run of the program each: connection, body, Catena's gateway, commit, and the answer. */
export function createWrites(parts: WriteParts, network: NetworkCondition): (life: Life) => WriteTransport {
  const { clock, random, catena, ledger, watcher, plan } = parts
  // A random source of its own: it changes no draw of the runs with complete answers.
  const shortRandom = random.fork('short answers')

  function writeFor(life: Life): WriteTransport {
    return (request, accessToken, deadlineMs) =>
      new Promise<WriteOutcome>((resolve) => {
        if (!life.isAlive) return
        ledger.count('requests')
        ledger.count('writes')
        ledger.note(`write ${request.method} ${request.path}`)
        network.writesAtOnce += 1
        network.mostWritesAtOnce = Math.max(network.mostWritesAtOnce, network.writesAtOnce)
        const finish = (delayMs: number, outcome: WriteOutcome): void =>
          clock.deliver(life, delayMs, () => {
            ledger.note(`write ends ${outcome.kind}`)
            network.writesAtOnce -= 1
            resolve(outcome)
          })
        const connectMs = 2 * CONNECT_ROUND_TRIPS * network.oneWay()
        if (network.isOutage || network.hits('connectFails')) {
          finish(network.isOutage ? random.between(1, 300) : connectMs, {
            kind: 'unsent',
            reason: 'connection refused',
          })
          return
        }
        clock.at(connectMs, () => {
          if (!life.isAlive) return // the program ended before the first byte left
          if (network.isOutage || clock.isAsleep())
            finish(0, { kind: 'unsent', reason: 'the network was cut' })
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
    if (network.isPortal) finish(2 * network.oneWay(), { kind: 'answered', answer: html(200) })
    else if (network.hits('redirect')) finish(2 * network.oneWay(), { kind: 'answered', answer: html(302) })
    else if (network.hits('requestLost')) lost('reset')
    else if (network.hits('lateArrival')) {
      // The gateway accepts it in time and commits it later, without checking the token again.
      clock.at(random.between(plan.lateFromMs, plan.lateToMs), () => {
        if (subject !== null) commit(request, subject, false)
      })
      lost('timeout')
    } else {
      clock.at(network.oneWay(), () => {
        const answer = arrive(request, accessToken)
        if (network.isOutage || network.hits('answerLost')) return lost('no answer')
        if (life.isAlive && answer.status < 500) watcher.writeAnswered(request, answer.status)
        return finish(network.oneWay(), travelBack(answer))
      })
    }
  }

  /** The write at Catena's gateway, before and after the commit. */
  function arrive(request: WriteRequest, accessToken: string): HttpAnswer {
    const subject = parts.tokens.subjectOf(accessToken)
    const date = catena.dateHeader()
    if (network.hits('unauthorized')) parts.tokens.revoke()
    if (subject === null || parts.tokens.subjectOf(accessToken) === null) {
      return answerOf(401, { code: 401, message: 'Unauthorized', detail: null }, date)
    }
    if (network.areWritesDown) {
      ledger.count('writesWhileDown')
      return answerOf(504, { code: 504, message: 'Gateway Timeout', detail: null }, date)
    }
    if (network.hits('rateLimited')) {
      const seconds = random.whole(1, 40)
      const detail = { retry_after_seconds: seconds, message: 'slow down' }
      return answerOf(429, { code: 429, message: 'Too Many Requests', detail }, date)
    }
    if (network.hits('errorBeforeCommit')) return serverError(date)
    const isConflict = network.hits('conflict409')
    if (isConflict && random.chance(0.5)) return conflict(date)
    const first = commit(request, subject, false)
    if (network.hits('duplicate')) commit(request, subject, true)
    if (isConflict) return conflict(date)
    return network.hits('errorAfterCommit') ? serverError(date) : first
  }

  function commit(request: WriteRequest, subject: string, isDuplicate: boolean): HttpAnswer {
    const { answer, made } = catena.arrive(request, subject, drawFate())
    const sourceId = textOf(made?.payload.source_id) ?? made?.truthSourceId ?? ''
    ledger.note(`arrived ${request.method} ${answer.status} ${sourceId} ${made?.id ?? ''}`)
    if (made !== null) watcher.writeMade(made, isDuplicate)
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
    if (network.hits('html200')) return { kind: 'answered', answer: html(200) }
    if (network.hits('truncated')) {
      const body = answer.body.slice(0, Math.floor(answer.body.length / 2))
      return { kind: 'answered', answer: { ...answer, body, isTruncated: true } }
    }
    return { kind: 'answered', answer: shortened(answer) }
  }

  /** Removes a field that is optional in the SDK from some answers, by the character. */
  function shortened(answer: HttpAnswer): HttpAnswer {
    const { answer: trait } = catena.character
    if (trait === 'whole' || answer.status >= 300 || !shortRandom.chance(SHORT_ANSWERS)) return answer
    ledger.count(`short:${trait}`)
    const body: unknown = parseWireJson(answer.body)
    if (typeof body !== 'object' || body === null) return answer
    const lacking = trait === 'withoutId' ? 'id' : 'status'
    const kept = Object.entries(body).filter(([field]) => field !== lacking)
    return { ...answer, body: stringifyWireJson(Object.fromEntries(kept)) }
  }

  function drawFate(): Fate {
    const settleMs = random.between(parts.settle.from, parts.settle.to)
    const lagMs = network.hits('listingLag') ? random.between(500, plan.lagToMs) : random.between(0, 400)
    const failures = [
      ['tspAuth', 'auth'],
      ['tspValidation', 'validation'],
      ['tspNetwork', 'network'],
      ['tspError', 'tsp'],
    ] as const
    for (const [fault, errorType] of failures) {
      if (!network.hits(fault)) continue
      const existsAnyway = (errorType === 'network' || errorType === 'tsp') && network.hits('existsAnyway')
      return { settleMs, lagMs, verdict: { kind: 'failed', errorType, existsAnyway } }
    }
    return { settleMs, lagMs, verdict: { kind: 'success' } }
  }

  return writeFor
}

function html(status: number): HttpAnswer {
  const headers: Record<string, string> = { 'content-type': 'text/html' }
  if (status === 302) headers.location = 'http://login.portal.test/'
  return { status, headers, body: HTML, isTruncated: false }
}
