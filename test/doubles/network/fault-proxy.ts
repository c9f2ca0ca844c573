import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { portOf } from './raw-server.ts'

/** A fault between the two sides. Bytes are those of the TCP stream, TLS included. */
export type LineFault =
  /** Delays each chunk, in both directions. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Limits the bandwidth, in both directions. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** The connection stays open, and nothing passes in this direction. */
  | { readonly kind: 'timeout'; readonly direction: 'up' | 'down' }
  /** Resets the connection once this many bytes have passed in this direction; 0 with `up` = at once. */
  | { readonly kind: 'reset'; readonly direction: 'up' | 'down'; readonly afterBytes: number }
  /** Closes the connection in order within the answer. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** Passes on chunks of this size. */
  | { readonly kind: 'slice'; readonly bytes: number }
  /** Closes each new connection at once. */
  | { readonly kind: 'down' }
  /** Answers instead of the server, as a portal or a proxy does. */
  | { readonly kind: 'intercept'; readonly bytes: string }

/** A TCP proxy with faults. */
export interface FaultProxy {
  readonly port: number
  /** Sets the fault of new connections; `null` = none. */
  setFault(fault: LineFault | null): void
  readonly connectionCount: () => number
  /** Bytes that the proxy holds now. */
  readonly heldBytes: () => number
  close(): Promise<void>
}

/** Starts a proxy to `targetPort` of this computer. */
export async function createFaultProxy(targetPort: number): Promise<FaultProxy> {
  const sockets = new Set<net.Socket>()
  let fault: LineFault | null = null
  let connectionCount = 0
  let heldBytes = 0

  function keep(socket: net.Socket): net.Socket {
    sockets.add(socket)
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }

  const server = net.createServer((client) => {
    connectionCount += 1
    keep(client)
    const told = fault
    if (told?.kind === 'down') {
      client.resetAndDestroy()
      return
    }
    if (told?.kind === 'intercept') {
      client.once('data', () => client.end(told.bytes))
      return
    }
    if (told?.kind === 'reset' && told.direction === 'up' && told.afterBytes === 0) {
      client.resetAndDestroy()
      return
    }
    const target = keep(net.connect(targetPort, '127.0.0.1'))
    client.on('close', () => target.destroy())
    target.on('close', () => client.end())
    void pass(client, target, 'up', told)
    void pass(target, client, 'down', told)
  })

  /** Passes bytes in one direction until either side ends, with the fault. */
  async function pass(
    from: net.Socket,
    to: net.Socket,
    direction: 'up' | 'down',
    told: LineFault | null,
  ): Promise<void> {
    let passed = 0
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        if (told?.kind === 'timeout' && told.direction === direction) continue
        heldBytes += chunk.length
        try {
          for (const piece of chunksOf(chunk, told)) {
            await wait(piece.length, told)
            const limit = limitOf(told, direction)
            const part = piece.subarray(0, Math.max(0, limit - passed))
            if (to.destroyed) return
            if (part.length > 0 && !to.write(part)) await once(to, 'drain')
            passed += part.length
            if (passed < limit) continue
            if (told?.kind === 'truncate') to.end()
            else {
              from.resetAndDestroy()
              to.resetAndDestroy()
            }
            return
          }
        } finally {
          heldBytes -= chunk.length
        }
      }
      to.end()
    } catch {
      // One side closed early; closes the other.
      to.destroy()
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server),
    setFault(next) {
      fault = next
    },
    connectionCount: () => connectionCount,
    heldBytes: () => heldBytes,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function chunksOf(chunk: Buffer, fault: LineFault | null): Buffer[] {
  if (fault?.kind !== 'slice') return [chunk]
  const count = Math.ceil(chunk.length / fault.bytes)
  return Array.from({ length: count }, (_, n) => chunk.subarray(n * fault.bytes, (n + 1) * fault.bytes))
}

async function wait(bytes: number, fault: LineFault | null): Promise<void> {
  if (fault?.kind === 'latency') await delay(fault.ms)
  if (fault?.kind === 'bandwidth') await delay((bytes / fault.bytesPerSecond) * 1000)
}

function limitOf(fault: LineFault | null, direction: 'up' | 'down'): number {
  if (fault?.kind === 'reset' && fault.direction === direction) return fault.afterBytes
  if (fault?.kind === 'truncate' && direction === 'down') return fault.afterBytes
  return Number.POSITIVE_INFINITY
}
