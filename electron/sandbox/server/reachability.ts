import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * How a server can be reached. `reset`: connections are taken and reset at once. `refused`: the port is closed.
 * `silent`: connections are taken, nothing is ever answered.
 */
export const LINE_STATES = ['up', 'reset', 'refused', 'silent'] as const
export type LineState = (typeof LINE_STATES)[number]

/** A server on 127.0.0.1 whose line can be cut and mended on the same port. */
export interface Line {
  readonly port: number
  readonly url: string
  state(): LineState
  /** Cuts what is open when the line goes down. Resolves once the new state holds. */
  set(state: LineState): Promise<void>
  close(): Promise<void>
}

/** Listens on `port` (0 = any). @throws Error when the port is taken. */
export async function openLine(server: Server, port: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let state: LineState = 'up'
  // A silent line leaves the bytes unread in the socket, so that not even a request is seen.
  server.prependListener('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (state === 'reset') socket.resetAndDestroy()
    if (state === 'silent') socket.pause()
  })
  await listen(server, port)
  const { port: actualPort } = server.address() as AddressInfo

  function cut(): void {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  async function set(next: LineState): Promise<void> {
    state = next
    if (next !== 'up') cut()
    if (next === 'refused') {
      if (server.listening) await closeServer(server)
    } else if (!server.listening) {
      await listen(server, actualPort)
    }
    if (next === 'up') {
      for (const socket of sockets) if (socket.isPaused()) socket.resetAndDestroy()
    }
  }

  return {
    port: actualPort,
    url: `http://127.0.0.1:${actualPort}`,
    state: () => state,
    set,
    close: async () => {
      cut()
      if (server.listening) await closeServer(server)
    },
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen({ port, host: '127.0.0.1', exclusive: true })
  await once(server, 'listening')
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
