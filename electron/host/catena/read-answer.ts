import { type Dispatcher, request } from 'undici'
import { messageRef } from '../../../shared/text/stored-text.ts'
import {
  catenaErrorMessage,
  isCatenaServerError,
  isHtml,
  jsonOf,
  MAX_ANSWER_BYTES,
  retryAfterMs,
} from '../../catena/answer-shape.ts'
import type { HttpAnswer } from '../../catena/http-answer.ts'
import { parseHttpDate } from '../../catena/http-date.ts'
import type { ReadOutcome } from '../sync/core/ports.ts'
import { networkReason } from './network-reason.ts'
import { networkTroubleOf } from './open-connection.ts'
import { ConnectionError, MAX_CONNECTIONS } from './read-dispatcher.ts'

/** The result of one GET: the JSON of a good answer, or any other outcome of a read. */
export type ReadAnswer = ReadOutcome<unknown>

/** One GET request. */
export interface ReadRequest {
  readonly url: URL
  readonly accessToken: string
  readonly dispatcher: Dispatcher
  /** From the start to the last byte, milliseconds. */
  readonly deadlineMs: number
}

/** The reason for an answer longer than {@link MAX_ANSWER_BYTES}. A list can be requested in smaller pages. */
export const TOO_LARGE = messageRef('errors.answer.tooLarge')

/** Performs one GET and classifies its answer. Never throws for a network fault. Follows no redirect. */
export async function readAnswer(read: ReadRequest): Promise<ReadAnswer> {
  const signal = AbortSignal.timeout(read.deadlineMs)
  // Pooled connections may have died while they were idle. A read can be repeated, which tells a dead connection from a
  // dead network. Every pooled connection may be dead, so the one after all of them is new.
  for (let tries = 0; ; tries++) {
    const ended = await attempt(read, signal)
    if (ended.kind === 'answer') return classifyRead(ended.answer)
    const isStale = ended.kind === 'noAnswer' && isWorthAnother(ended.error, signal)
    if (!isStale || tries >= MAX_CONNECTIONS) return failureOf(ended.error, signal)
  }
}

type Attempt =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'noAnswer' | 'cut'; readonly error: Error }

async function attempt(read: ReadRequest, signal: AbortSignal): Promise<Attempt> {
  let kind: 'noAnswer' | 'cut' = 'noAnswer'
  try {
    const response = await request(read.url, {
      dispatcher: read.dispatcher,
      method: 'GET',
      signal,
      headers: {
        authorization: `Bearer ${read.accessToken}`,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'cache-control': 'no-cache', // a listing from a cache is no evidence
      },
    })
    kind = 'cut'
    return { kind: 'answer', answer: await wholeAnswer(response) }
  } catch (cause) {
    return { kind, error: cause instanceof Error ? cause : new Error('the read failed', { cause }) }
  }
}

async function wholeAnswer(response: Dispatcher.ResponseData): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  let isTruncated = false
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_ANSWER_BYTES) {
      isTruncated = true
      break // leaving the loop destroys the body and its connection
    }
    chunks.push(chunk)
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
  return { status: response.statusCode, headers, body: Buffer.concat(chunks).toString('utf8'), isTruncated }
}

function isWorthAnother(error: Error, signal: AbortSignal): boolean {
  return !signal.aborted && !(error instanceof ConnectionError) && networkReason(error).kind === 'other'
}

function failureOf(error: Error, signal: AbortSignal): ReadAnswer {
  if (error instanceof ConnectionError) return { kind: networkTroubleOf(error), detail: error.message }
  if (signal.aborted) return { kind: 'unreachable', detail: messageRef('errors.network.noAnswer') }
  const reason = networkReason(error)
  return { kind: reason.kind === 'offline' ? 'offline' : 'unreachable', detail: reason.text }
}

/** Classifies the answer to a read. Only an answer in Catena's format says anything about Catena. */
export function classifyRead(answer: HttpAnswer): ReadAnswer {
  const { status } = answer
  const serverDateMs = parseHttpDate(answer.headers.date ?? '')
  if (status === 429) return rateLimited(answer)
  if (isPortal(answer)) return { kind: 'portal', detail: messageRef('errors.network.portal', { status }) }
  if (answer.isTruncated) return { kind: 'unreachable', detail: TOO_LARGE }
  const json = jsonOf(answer)
  if (json.kind === 'none')
    return {
      kind: 'unreachable',
      detail: messageRef('errors.answer.withStatus', { status, problem: json.reason }),
    }
  if (status === 200) return { kind: 'ok', value: json.value, serverDateMs }
  if (isCatenaServerError(status, json.value)) return { kind: 'serverError', status }
  const message = catenaErrorMessage(status, json.value)
  if (message === null)
    return { kind: 'unreachable', detail: messageRef('errors.answer.foreign', { status }) }
  if (status === 401) return { kind: 'unauthorized', serverDateMs }
  return { kind: 'refused', status, message, serverDateMs }
}

/** A 429 in any format asks to wait: it comes from Catena or from a gateway before it. */
function rateLimited(answer: HttpAnswer): ReadAnswer {
  const json = jsonOf(answer)
  const value = json.kind === 'json' ? json.value : undefined
  return {
    kind: 'rateLimited',
    retryAfterMs: retryAfterMs(answer, value),
    serverDateMs: parseHttpDate(answer.headers.date ?? ''),
    isOfGateway: catenaErrorMessage(answer.status, value) === null,
  }
}

/**
 * True for an answer of a captive portal or of a proxy that asks for a sign-in: Catena never redirects and never
 * answers with a page. A page with 408 or 5xx comes from a proxy that did not reach Catena.
 */
function isPortal(answer: HttpAnswer): boolean {
  const { status } = answer
  if ((status >= 300 && status < 400) || status === 407 || status === 511) return true
  return status < 500 && status !== 408 && isHtml(answer)
}
