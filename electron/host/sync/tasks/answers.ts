import { assertNever } from '../../../../shared/util/assert-never.ts'
import { retryAfterMs, serverErrorText } from '../../../catena/answer-shape.ts'
import type { AnswerClass } from '../../../catena/classify.ts'
import type { WriteOutcome } from '../../../catena/http-answer.ts'
import { parseHttpDate } from '../../../catena/http-date.ts'
import type { ReadOutcome } from '../core/ports.ts'
import type { Network } from '../network/network.ts'
import { isTimeAwaited } from '../network/network-state.ts'

/**
 * The answer of Catena to a read, in Catena's own shape. `server` is its `Date`, or `null` when it is missing or not
 * believed. The answer may be much older than now: the computer may have slept while it was on its way.
 */
export type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly server: number | null }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly message: string
      readonly server: number | null
    }
  /**
   * Catena is there, but the answer cannot be read or is an error of its own. It proves nothing, and the read is tried
   * again later.
   */
  | { readonly kind: 'unusable'; readonly reason: string }

/** Tells the network, the account's gate and the token how reads and writes ended. */
export interface Answers {
  /** @returns the answer, or `null` when none of Catena's came. */
  read<T>(outcome: ReadOutcome<T>, token: string): Answered<T> | null
  write(outcome: WriteOutcome, answer: AnswerClass, token: string): void
}

export interface AnswersParts {
  readonly network: Network
  readonly onGate: (isUpAgain: boolean) => void
  readonly onStatus: () => void
  /** Shuts the gate after a 429. Called before the network is told. */
  readonly shutGate: (forMs: number) => void
  readonly onTokenRefused: (token: string) => void
  readonly needProbe: () => void
  readonly onServerDate: (dateMs: number) => void
}

/** The status of an answer that asks to wait. A write whose 429 is not in Catena's shape is uncertain as well. */
const TOO_MANY = 429

export function createAnswers(parts: AnswersParts): Answers {
  const { network } = parts

  return {
    read(outcome, token) {
      switch (outcome.kind) {
        case 'ok':
          return { kind: 'ok', value: outcome.value, server: heard(parts, outcome.serverDateMs) }
        case 'refused': {
          const server = heard(parts, outcome.serverDateMs)
          return { kind: 'refused', status: outcome.status, message: outcome.message, server }
        }
        case 'unusable':
          heard(parts, outcome.serverDateMs)
          return { kind: 'unusable', reason: outcome.reason }
        case 'serverError':
          network.observe({ kind: 'serverError', status: outcome.status })
          parts.needProbe() // to learn whether only this read failed
          return { kind: 'unusable', reason: serverErrorText(outcome.status) }
        case 'rateLimited':
          limited(parts, outcome.retryAfterMs, outcome.isOfGateway === true)
          return null
        case 'unauthorized':
          parts.onTokenRefused(token)
          return null
        case 'portal':
        case 'untrusted':
        case 'offline':
        case 'unreachable':
          network.observe({ kind: 'trouble', trouble: outcome.kind, detail: outcome.detail })
          return null
        default:
          return assertNever(outcome)
      }
    },
    write(outcome, answer, token) {
      switch (answer.kind) {
        case 'accepted':
        case 'refused':
        case 'blocked':
          heard(parts, dateOf(outcome))
          return
        case 'rateLimited':
          limited(parts, answer.retryAfterMs, false)
          return
        case 'unauthorized':
          parts.onTokenRefused(token)
          return
        case 'unsent':
        case 'uncertain':
          writeFailed(parts, outcome)
          return
        default:
          assertNever(answer)
      }
    },
  }
}

/** Catena answered a request of the account. @returns its time, when it is believed. */
function heard(parts: AnswersParts, dateMs: number | null): number | null {
  const { network } = parts
  const wasFresh = network.isFresh()
  const wasOnline = network.state().status === 'online'
  network.observe({ kind: 'answered', dateMs })
  // The status may have been online before Catena's time was known, and lanes wait for the time as well.
  if (wasOnline && !wasFresh && network.state().status === 'online') parts.onGate(false)
  const believed = network.believed(dateMs)
  if (believed !== null) parts.onServerDate(believed)
  if (isTimeAwaited(network.state())) parts.needProbe()
  return believed
}

/** Catena, or a gateway before it, asks to wait. */
function limited({ network, onGate, ...parts }: AnswersParts, forMs: number, isOfGateway: boolean): void {
  parts.shutGate(forMs)
  network.observe({ kind: isOfGateway ? 'limitedByGateway' : 'limited' })
  parts.onStatus()
  onGate(false)
}

/** A write is uncertain or did not leave. No other one is sent before Catena has answered again. */
function writeFailed(parts: AnswersParts, outcome: WriteOutcome): void {
  if (outcome.kind === 'answered' && outcome.answer.status === TOO_MANY) {
    limited(parts, retryAfterMs(outcome.answer, undefined), true)
  }
  parts.network.observe({ kind: 'writeFailed' })
  parts.needProbe()
}

function dateOf(outcome: WriteOutcome): number | null {
  const date = outcome.kind === 'answered' ? outcome.answer.headers.date : undefined
  return date === undefined ? null : parseHttpDate(date)
}
