import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { portOf } from './raw-server.ts'

/** What stands between the two sides. Bytes are those of the TCP stream, TLS included. */
export type LineFault =
  /** Each piece comes this much later, both ways. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Both ways, after each other. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** The connection stands, and nothing passes in this direction. */
  | { readonly kind: 'timeout'; readonly direction: 'up' | 'down' }
  /** Reset once this many bytes have passed in this direction; 0 with `up` = at once. */
  | { readonly kind: 'reset'; readonly direction: 'up' | 'down'; readonly afterBytes: number }
  /** Ended in order, though the answer is not whole. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** Passed on in pieces of this size. */
  | { readonly kind: 'slice'; readonly bytes: number }
  /** Nobody listens behind it: each connection is closed as it comes. */
  | { readonly kind: 'down' }
  /** Somebody else answers: a portal, a proxy. */
  | { readonly kind: 'intercept'; readonly bytes: string }

/** A line that can be made bad while it is in use. */
export interface FaultProxy {
  readonly port: number
  /** For connections made from now on; `null` = a good line. */
  setFault(fault: LineFault | null): void
  readonly connectionCount: () => number
  /** Bytes held back in this proxy now. */
  readonly heldBytes: () => number
  close(): Promise<void>
}

/** Starts a line to `targetPort` of this computer. */
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

  /** Moves bytes one way until either side ends, as the fault says. */
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
      // One side went away in the middle, which is this double's business; the other follows.
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
