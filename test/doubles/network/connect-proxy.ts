import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { portOf } from './raw-server.ts'

/** A proxy that tunnels by CONNECT, or refuses. */
export interface ConnectProxy {
  readonly port: number
  /** The requests to it: target and `Proxy-Authorization`. */
  readonly asked: readonly { readonly target: string; readonly authorization: string | null }[]
  /** The status with which it refuses; `null` = it tunnels, `'hang'` = it does not answer. */
  setRefusal(status: number | 'hang' | null): void
  close(): Promise<void>
}

/** Starts a proxy on a free port of this computer. */
export async function createConnectProxy(): Promise<ConnectProxy> {
  const asked: { target: string; authorization: string | null }[] = []
  const sockets = new Set<net.Socket>()
  let refusal: number | 'hang' | null = null
  const server = http.createServer((_request, response) => response.writeHead(400).end())
  server.on('connect', (request, client: net.Socket, head) => {
    asked.push({
      target: request.url ?? '',
      authorization: request.headers['proxy-authorization'] ?? null,
    })
    client.on('error', () => client.destroy())
    if (refusal === 'hang') return
    if (refusal !== null) {
      client.end(`HTTP/1.1 ${refusal} No\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>`)
      return
    }
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const target = net.connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      client.pipe(target).pipe(client)
    })
    sockets.add(target)
    target.on('error', () => client.destroy()).on('close', () => sockets.delete(target))
    client.on('close', () => target.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server),
    asked,
    setRefusal(status) {
      refusal = status
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
