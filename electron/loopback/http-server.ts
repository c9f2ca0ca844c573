import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { TypedError } from '../../shared/util/typed-error.ts'
import { COMMON_HEADERS, pageAnswer } from '../host/page/page-answer.ts'
import type { StaticFiles } from '../host/page/static-files.ts'
import type { Sessions } from './sessions.ts'

/** The address at which the page exchanges its launch token for a session key. */
export const SESSION_PATH = '/session'
/** The address of the WebSocket. */
export const CHANNEL_PATH = '/channel'
/** Names the program at this port, so that a second start finds the first. It holds no secret. */
export const WHO_PATH = '/who'
const MAX_BODY_BYTES = 1024
/** The most connections of any kind; further ones are dropped at once. A page needs a few. */
const MAX_CONNECTIONS = 512
/** How long a connection may take for the head of a request, milliseconds. */
const HEAD_TIMEOUT_MS = 5000

/** What {@link startHttpServer} needs. */
export interface HttpServerOptions {
  /** 0 takes any free one. */
  readonly port: number
  readonly files: StaticFiles
  readonly sessions: Sessions
  /** Gets each upgrade that passed every check, and from then on owns its socket. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** The running server. */
export interface HttpServer {
  readonly port: number
  /** `http://127.0.0.1:{port}`, the one origin it serves. */
  readonly origin: string
  close(): Promise<void>
}

/**
 * Serves the built renderer on 127.0.0.1 only (security rules L1 and L2).
 * @throws TypedError `shell.portTaken` when another program has the port.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: HEAD_TIMEOUT_MS })
  server.maxConnections = MAX_CONNECTIONS
  const port = await listen(server, options.port)
  const origin = `http://127.0.0.1:${port}`
  server.on('request', (request, response) => {
    answer(request, response, origin, options).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, origin) ?? (request.url === CHANNEL_PATH ? null : NOT_FOUND)
    if (refusal === null) options.onUpgrade(request, socket, head)
    else
      socket.end(
        `HTTP/1.1 ${refusal.status} ${refusal.text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
  })
  return { port, origin, close: () => closeServer(server) }
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause
    throw new TypedError('shell.portTaken', `Port ${port} of 127.0.0.1 is taken by another program.`, cause)
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

interface Refusal {
  readonly status: number
  readonly text: string
}

const NOT_FOUND: Refusal = { status: 404, text: 'Not Found' }

/**
 * L1: the host name must be ours, so that a foreign name that resolves to 127.0.0.1 is refused; forwarded headers are
 * ignored. L2: requests that change something, and upgrades, must come from our own page.
 */
function refusalOf(request: IncomingMessage, origin: string): Refusal | null {
  if (request.headers.host !== origin.slice('http://'.length))
    return { status: 421, text: 'Misdirected Request' }
  const needsOrigin = request.method !== 'GET' || request.headers.upgrade !== undefined
  if (needsOrigin && request.headers.origin !== origin) return { status: 403, text: 'Forbidden' }
  return null
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  options: HttpServerOptions,
): Promise<void> {
  for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value)
  const refusal = refusalOf(request, origin)
  if (refusal !== null) return endWith(response, refusal)
  const name = request.url?.split('?', 1)[0] ?? '/'
  if (request.method === 'POST' && name === SESSION_PATH) return exchange(request, response, options.sessions)
  if (request.method !== 'GET') return endWith(response, { status: 405, text: 'Method Not Allowed' })
  if (name === WHO_PATH) return sendJson(response, 200, { program: 'depot-planner', pid: process.pid })
  sendFile(response, name, origin, options.files)
}

function sendFile(response: ServerResponse, name: string, origin: string, files: StaticFiles): void {
  const found = pageAnswer(files, name, origin.replace('http:', 'ws:'))
  if (found === null) {
    endWith(response, NOT_FOUND)
    return
  }
  response.writeHead(200, found.headers)
  response.end(found.body)
}

async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Sessions,
): Promise<void> {
  const token = await readBody(request)
  const key = token === null ? null : sessions.exchange(token)
  if (key === null) return endWith(response, { status: 401, text: 'Unauthorized' })
  sendJson(response, 200, { key })
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > MAX_BODY_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}

function endWith(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(refusal.text)
}
