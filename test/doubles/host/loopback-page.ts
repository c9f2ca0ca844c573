import { WebSocket } from 'ws'
import { createLoopbackConnect } from '../../../renderer/host-client/loopback-connect.ts'
import { createRpcClient, type RpcClient } from '../../../shared/rpc/rpc-client.ts'

/** Connects to the loopback shell as the page does, from the address that the program printed. */
export async function openLoopbackPage(address: string): Promise<RpcClient> {
  const { origin, hash } = new URL(address)
  const kept = new Map<string, string>()
  const connect = createLoopbackConnect({
    location: { origin, hash, pathname: '/', search: '' },
    history: { replaceState: () => undefined, state: null },
    sessionStorage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    fetch: (path, init) => fetch(`${origin}${path}`, { ...init, headers: { origin } }),
    // The two WebSocket types differ only in members that the page does not use.
    openSocket: (to) => new WebSocket(to, { headers: { origin } }) as unknown as globalThis.WebSocket,
  })
  return createRpcClient(await connect(), (text, cause) => process.emitWarning(`${text}: ${String(cause)}`))
}
