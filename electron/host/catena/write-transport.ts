import http from 'node:http'
import type net from 'node:net'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { MAX_ANSWER_BYTES } from '../../catena/answer-shape.ts'
import type { HttpAnswer, WriteOutcome } from '../../catena/http-answer.ts'
import type { WriteRequest, WriteTransport } from '../sync/core/ports.ts'
import { type BaseUrl, parseBaseUrl } from './base-url.ts'
import { networkReason } from './network-reason.ts'
import { openConnection } from './open-connection.ts'
import { type ProxyEnvironment, proxyFor } from './proxy-settings.ts'

/**
 * The longest wait for a connection. It is shorter than the deadline of a write: nothing has left yet, so the write can
 * be tried again.
 */
const MAX_CONNECT_MS = 15_000

/** How {@link createWriteTransport} reaches Catena. */
export interface WriteTransportOptions {
  readonly apiUrl: string
  /** Holds `HTTPS_PROXY` and `NO_PROXY`. */
  readonly env: ProxyEnvironment
  /** Certificates to trust instead of the system's, for tests. */
  readonly ca?: string
}

/**
 * Sends each write on its own connection. When a pooled connection dies, HTTP stacks repeat the request by themselves,
 * and Catena would make two workflows. Only a new connection shows whether a request certainly did not leave. Nothing
 * is written before the connection is ready, no redirect is followed, and nothing is sent a second time. No outcome
 * holds a token.
 * @throws TypedError `catena.badAddress` when `apiUrl` cannot be used.
 */
export function createWriteTransport(options: WriteTransportOptions): WriteTransport {
  const base = parseBaseUrl(options.apiUrl)
  const proxy = proxyFor(base, options.env)
  const trust = options.ca === undefined ? {} : { ca: options.ca }
  return async (request, accessToken, deadlineMs) => {
    const connectMs = Math.min(deadlineMs, MAX_CONNECT_MS)
    const opened = await openConnection({ base, proxy, deadlineMs: connectMs, ...trust })
    if (opened.kind === 'unsent') return { kind: 'unsent', reason: opened.reason, cause: opened.cause }
    return exchange(opened.socket, base, request, accessToken, deadlineMs)
  }
}

/** One request and its answer on a new connection, which is closed afterwards. */
function exchange(
  socket: net.Socket,
  base: BaseUrl,
  write: WriteRequest,
  accessToken: string,
  deadlineMs: number,
): Promise<WriteOutcome> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | null = null
    function settle(outcome: WriteOutcome): void {
      if (timer !== null) clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    socket.on('error', () => undefined) // `request` reports errors; this ignores those after the outcome
    if (socket.destroyed) {
      settle({ kind: 'unsent', reason: messageRef('errors.network.closedUnused') })
      return
    }
    const body = Buffer.from(write.body)
    let request: http.ClientRequest
    try {
      request = http.request({
        createConnection: () => socket,
        method: write.method,
        path: base.pathPrefix + write.path,
        host: base.hostname,
        port: base.port,
        headers: headersOf(base, body.length, accessToken),
      })
    } catch (cause) {
      // An invalid header or path is refused before a byte is written.
      settle({ kind: 'unsent', reason: messageRef('errors.answer.unsendable'), cause })
      return
    }
    // Once the answer has begun, only its end decides: a server may answer and close before it has read the body.
    let isAnswered = false
    request.on('error', (cause) => {
      if (!isAnswered) settle(lost(networkReason(cause).text, cause))
    })
    request.on('close', () => {
      if (!isAnswered) settle(lost(messageRef('errors.network.closedUnanswered')))
    })
    request.on('response', (response) => {
      isAnswered = true
      void readAnswer(response).then(settle)
    })
    timer = setTimeout(() => settle(lost(messageRef('errors.network.noAnswer'))), deadlineMs)
    request.end(body)
  })
}

function headersOf(base: BaseUrl, length: number, accessToken: string): http.OutgoingHttpHeaders {
  return {
    host: new URL(base.origin).host,
    authorization: `Bearer ${accessToken}`,
    'content-type': 'application/json',
    'content-length': length,
    accept: 'application/json',
    'accept-encoding': 'identity',
    connection: 'close',
  }
}

/** The answer as text; truncated when the connection ends early or the answer is too long. */
async function readAnswer(response: http.IncomingMessage): Promise<WriteOutcome> {
  const chunks: Buffer[] = []
  let length = 0
  let isTruncated = false
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > MAX_ANSWER_BYTES) {
        isTruncated = true
        break
      }
      chunks.push(chunk)
    }
  } catch (cause) {
    if (response.complete) return lost(networkReason(cause).text, cause)
    isTruncated = true
  }
  const answer: HttpAnswer = {
    status: response.statusCode ?? 0,
    headers: plainHeaders(response.headers),
    body: Buffer.concat(chunks).toString('utf8'),
    isTruncated,
  }
  return { kind: 'answered', answer }
}

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}

function lost(reason: string, cause?: unknown): WriteOutcome {
  return cause === undefined ? { kind: 'lost', reason } : { kind: 'lost', reason, cause }
}
