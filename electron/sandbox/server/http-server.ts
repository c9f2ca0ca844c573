import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { errorAnswer, type SandboxAnswer, type SandboxRequest, unauthorizedAnswer } from '../api/answers.ts'
import type { SandboxHandler } from '../api/handler.ts'
import type { Faults } from './faults.ts'
import { type NetworkServer, openNetworkServer } from './network-server.ts'
import type { Received, ReceivedRequest } from './received.ts'
import { commitRequest, planServing, type Served } from './serve-request.ts'

/** What the server works with. */
export interface SandboxServerParts {
  readonly handle: SandboxHandler
  readonly faults: Faults
  readonly received: Received
  /** True when the authorization server has issued this token and it is still valid. */
  readonly isTokenGood: (token: string) => Promise<boolean>
  /** Answers the control addresses; `null` when the path is none of them. */
  readonly control: (request: SandboxRequest) => Promise<SandboxAnswer | null>
  readonly nowMs: () => number
  /** The error of the `Date` of an answer, as the character says, milliseconds. Called once for each answer. */
  readonly takeDateSkewMs: () => number
  /** Gets errors of the sandbox itself. */
  readonly onError: (error: unknown) => void
}

/** The largest accepted body; the desk never sends one as large. */
const MAX_BODY_BYTES = 5 * 1024 * 1024

/** Serves the handler over HTTP on 127.0.0.1. @throws Error when the port is taken. */
export async function openSandboxServer(parts: SandboxServerParts, port: number): Promise<NetworkServer> {
  const server = createServer((message, response) => {
    serve(parts, message, response).catch((error: unknown) => {
      // A caller that closes the connection early is no error.
      if (message.destroyed || response.destroyed) return
      parts.onError(error)
      send(response, errorAnswer(500, 'The sandbox failed', String(error)), parts.nowMs())
    })
  })
  return openNetworkServer(server, port)
}

async function serve(
  parts: SandboxServerParts,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(message)
  if (request === null) {
    send(response, errorAnswer(413, 'Body too large'), parts.nowMs())
    return
  }
  const control = await parts.control(request)
  if (control !== null) {
    send(response, control, parts.nowMs())
    return
  }

  const entry = parts.received.add(request, parts.nowMs())
  const served = planServing(parts.faults.hit(request), parts.nowMs())
  if (served.waitFirstMs > 0) await wait(served.waitFirstMs)
  if (served.commit === 'late') {
    commitLate(parts, served, request, entry)
    deliver(parts, response, null, served, entry)
    return
  }
  const isAuthorized = await authorized(parts, request)
  const answer = isAuthorized
    ? commitRequest(served, parts.handle, request, parts.nowMs())
    : unauthorizedAnswer()
  entry.status = answer?.status ?? null
  if (served.isDoubled && isAuthorized) {
    const again = commitRequest(served, parts.handle, request, parts.nowMs())
    parts.received.add(request, parts.nowMs()).status = again?.status ?? null
  }
  if (served.waitThenMs > 0) await wait(served.waitThenMs)
  deliver(parts, response, served.instead ?? answer, served, entry)
}

async function authorized(parts: SandboxServerParts, request: SandboxRequest): Promise<boolean> {
  const [, token] = /^bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  return token !== undefined && (await parts.isTokenGood(token))
}

/** Catena takes the request after the caller has seen a reset. */
function commitLate(
  parts: SandboxServerParts,
  served: Served,
  request: SandboxRequest,
  entry: ReceivedRequest,
): void {
  setTimeout(() => {
    entry.status = parts.handle(request, parts.nowMs(), served.overrides).status
  }, served.lateMs).unref()
}

function deliver(
  parts: SandboxServerParts,
  response: ServerResponse,
  answer: SandboxAnswer | null,
  served: Served,
  entry: ReceivedRequest,
): void {
  entry.delivery = served.delivery
  if (served.delivery === 'hung') return
  if (served.delivery === 'dropped' || answer === null) {
    entry.delivery = 'dropped'
    response.socket?.resetAndDestroy()
    return
  }
  const dateMs = parts.nowMs() + served.skewMs + parts.takeDateSkewMs()
  if (served.delivery === 'whole') {
    send(response, answer, dateMs)
    return
  }
  const bytes = Buffer.from(answer.bodyText)
  writeHead(response, answer, bytes.length, dateMs)
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}

function send(response: ServerResponse, answer: SandboxAnswer, dateMs: number): void {
  const bytes = Buffer.from(answer.bodyText)
  writeHead(response, answer, bytes.length, dateMs)
  response.end(bytes)
}

function writeHead(response: ServerResponse, answer: SandboxAnswer, length: number, dateMs: number): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': length,
    date: new Date(dateMs).toUTCString(),
  })
}

/** `null` when the body is too large. */
async function readRequest(message: IncomingMessage): Promise<SandboxRequest | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > MAX_BODY_BYTES) return null
    chunks.push(bytes)
  }
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    bodyText: Buffer.concat(chunks).toString('utf8'),
  }
}
