import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * How a server can be reached. `reset`: connections are taken and reset at once. `refused`: the port is closed.
 * `silent`: connections are taken and nothing is ever answered.
 */
export const NETWORK_STATES = ['up', 'reset', 'refused', 'silent'] as const
export type NetworkState = (typeof NETWORK_STATES)[number]

/** A server on 127.0.0.1 whose network can be cut and restored on the same port. */
export interface NetworkServer {
  readonly port: number
  readonly url: string
  networkState(): NetworkState
  /** Resets open connections when the network goes down. Resolves once the new state holds. */
  setNetwork(state: NetworkState): Promise<void>
  close(): Promise<void>
}

/** Listens on `port` (0 = any). @throws Error when the port is taken. */
export async function openNetworkServer(server: Server, port: number): Promise<NetworkServer> {
  const sockets = new Set<Socket>()
  let state: NetworkState = 'up'
  // While the network is silent, bytes stay unread in the socket: the server sees no request at all.
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

  async function setNetwork(next: NetworkState): Promise<void> {
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
    networkState: () => state,
    setNetwork,
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
