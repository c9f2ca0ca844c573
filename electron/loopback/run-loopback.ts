import type { Host } from '../host/create-host.ts'
import { loadStaticFiles } from '../host/page/static-files.ts'
import type { Clock } from '../host/sync/core/ports.ts'
import { startHttpServer } from './http-server.ts'
import { createSessions } from './sessions.ts'
import { createChannelServer } from './ws-channel.ts'

/** What {@link runLoopback} works with. */
export interface LoopbackOptions {
  readonly host: Host
  /** Folder of the built renderer. */
  readonly rendererDir: string
  /** 0 takes any free one, for tests. */
  readonly port: number
  readonly clock: Pick<Clock, 'monotonicMs' | 'schedule'>
}

/** The running shell. */
export interface Loopback {
  readonly port: number
  readonly origin: string
  /** An address with a fresh launch token; see `Sessions.mintLaunchToken`. */
  mintAddress(isForHand: boolean, onUsed?: () => void): string
  /** Closes the connections of the pages and the port. Does not close the host. */
  close(): Promise<void>
}

/**
 * Serves the renderer and connects its pages to the host.
 * @throws TypedError `shell.portTaken`, `shell.notBuilt`
 */
export async function runLoopback(options: LoopbackOptions): Promise<Loopback> {
  const files = await loadStaticFiles(options.rendererDir)
  const sessions = createSessions(options.clock.monotonicMs)
  const channels = createChannelServer({
    sessions,
    schedule: options.clock.schedule,
    onChannel: (channel) => options.host.attach(channel),
  })
  const server = await startHttpServer({
    port: options.port,
    files,
    sessions,
    onUpgrade: channels.upgrade,
  })
  return {
    port: server.port,
    origin: server.origin,
    mintAddress: (isForHand, onUsed) =>
      `${server.origin}/#launch=${sessions.mintLaunchToken(isForHand, onUsed)}`,
    async close() {
      channels.close()
      await server.close()
    },
  }
}
