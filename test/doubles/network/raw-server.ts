import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'

/** A request as it arrived. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** 1 for the first request on its connection. */
  readonly numberOnConnection: number
}

/** What a {@link RawServer} does after a whole request. */
export type Reaction =
  /** Writes these bytes and leaves the connection open. */
  | { readonly kind: 'answer'; readonly bytes: string | Buffer }
  /** Writes these bytes, then ends the connection in order. */
  | { readonly kind: 'answerAndEnd'; readonly bytes: string | Buffer }
  /** Writes these bytes, then resets the connection. */
  | { readonly kind: 'answerAndReset'; readonly bytes: string | Buffer }
  /** Does not answer and keeps the connection open. */
  | { readonly kind: 'hang' }
  /** Writes without end, until the other side closes. */
  | { readonly kind: 'flood'; readonly head: string }

/** A TCP server that sees every request, also one that an HTTP library would repeat by itself. */
export interface RawServer {
  readonly port: number
  /** Every whole request, in order of arrival. */
  readonly requests: readonly RawRequest[]
  readonly connectionCount: () => number
  /** Bytes written by floods so far. */
  readonly floodedBytes: () => number
  /** Resets each new connection after this many bytes of its first request; `null` = never. */
  setResetAfterBytes(bytes: number | null): void
  close(): Promise<void>
}

/** Starts a {@link RawServer} on a free port of this computer, with TLS when a certificate is given. */
export async function createRawServer(
  react: (request: RawRequest) => Reaction,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<RawServer> {
  const requests: RawRequest[] = []
  const sockets = new Set<net.Socket>()
  let connectionCount = 0
  let floodedBytes = 0
  let resetAfterBytes: number | null = null

  function serve(socket: net.Socket): void {
    connectionCount += 1
    let pending = Buffer.alloc(0)
    let received = 0
    let numberOnConnection = 0
    socket.on('error', () => undefined) // this server causes resets
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length
      pending = Buffer.concat([pending, chunk])
      if (resetAfterBytes !== null && received >= resetAfterBytes) {
        rawSocketOf(socket).resetAndDestroy()
        return
      }
      for (;;) {
        const parsed = parseRequest(pending, numberOnConnection + 1)
        if (parsed === null) return
        numberOnConnection += 1
        pending = pending.subarray(parsed.length)
        requests.push(parsed.request)
        perform(socket, react(parsed.request))
      }
    })
  }

  function perform(socket: net.Socket, reaction: Reaction): void {
    switch (reaction.kind) {
      case 'answer':
        socket.write(reaction.bytes)
        return
      case 'answerAndEnd':
        socket.end(reaction.bytes)
        return
      case 'answerAndReset':
        socket.write(reaction.bytes, () => rawSocketOf(socket).resetAndDestroy())
        return
      case 'hang':
        return
      case 'flood': {
        socket.write(reaction.head)
        const chunk = Buffer.alloc(64 * 1024, ' ')
        const pour = () => {
          while (!socket.destroyed) {
            floodedBytes += chunk.length
            if (!socket.write(chunk)) return
          }
        }
        socket.on('drain', pour)
        pour()
      }
    }
  }

  const server = certificate === undefined ? net.createServer(serve) : tls.createServer(certificate, serve)
  server.on('tlsClientError', () => undefined) // a client that does not trust the certificate disconnects
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server),
    requests,
    connectionCount: () => connectionCount,
    floodedBytes: () => floodedBytes,
    setResetAfterBytes(bytes) {
      resetAfterBytes = bytes
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** A complete HTTP answer with its length. */
export function httpAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): string {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) })
  return `HTTP/1.1 ${status} Any\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}

/** The port of a listening server. */
export function portOf(server: net.Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/** The TCP socket below a TLS socket, which can reset the connection. */
function rawSocketOf(socket: net.Socket): net.Socket {
  const below: unknown = Reflect.get(socket, '_parent')
  return below instanceof net.Socket ? below : socket
}

function parseRequest(
  bytes: Buffer,
  numberOnConnection: number,
): { request: RawRequest; length: number } | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return null
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const [method = '', path = ''] = first.split(' ')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const length = end + 4 + Number(headers['content-length'] ?? 0)
  if (bytes.length < length) return null
  const body = bytes.toString('utf8', end + 4, length)
  return { request: { method, path, headers, body, numberOnConnection }, length }
}
