import type { SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import type { HostChannelState, HostClient } from '../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/**
 * The page's end of a host channel to an engine that starts and ends. Like the real one it rejects every open call when
 * the channel closes.
 */
export function createEngineChannel(
  onStatus: (status: Parameters<Parameters<SyncEngine['onStatuses']>[0]>[0]) => void = () => undefined,
) {
  let engine: SyncEngine | null = null
  let closeCalls = () => {}
  let closed = new Promise<never>(() => {})
  const listeners = new Set<(data: unknown) => void>()
  const hostChannels = new Set<(state: HostChannelState) => void>()
  const client = {
    async call(name: string, input: unknown) {
      const asked = engine
      if (asked === null) throw new TypedError('rpc.closed', 'The host is not there')
      const method: unknown = Reflect.get(asked, name.replace('sync.', ''))
      if (typeof method !== 'function') throw new TypeError(`no call ${name}`)
      const answer: unknown = await Promise.race([method.call(asked, structuredClone(input)), closed])
      if (asked !== engine) throw new TypedError('rpc.closed', 'The host went away')
      return structuredClone(answer)
    },
    on(name: string, listener: (data: unknown) => void) {
      if (name === 'sync.changed') listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hostChannel: (): HostChannelState => (engine === null ? 'closed' : 'open'),
    onHostChannel(listener: (state: HostChannelState) => void) {
      hostChannels.add(listener)
      return () => hostChannels.delete(listener)
    },
  }
  return {
    client: client as unknown as HostClient,
    connect(next: SyncEngine | null): void {
      closeCalls()
      engine = next
      closed = new Promise((_, reject) => {
        closeCalls = () => reject(new TypedError('rpc.closed', 'The host went away'))
      })
      closed.catch(() => undefined) // there may be no open call when it closes
      next?.onStatuses((statuses) => {
        if (engine !== next) return
        onStatus(statuses)
        for (const each of [...listeners]) each(structuredClone({ statuses }))
      })
      for (const each of [...hostChannels]) each(next === null ? 'closed' : 'open')
    },
  }
}
