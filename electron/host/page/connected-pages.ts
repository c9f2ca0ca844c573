import type { Channel } from '../../../shared/rpc/channel.ts'
import type { EventData, EventName } from '../../../shared/rpc/contract.ts'
import { createRpcServer, type RpcHandlers, type RpcServer } from '../../../shared/rpc/rpc-server.ts'
import type { Log } from '../platform/log.ts'

/** The pages that are connected to the host. */
export interface ConnectedPages {
  /** Answers calls over the channel and sends events to it, until it closes. */
  attach(channel: Channel, handlers: RpcHandlers): void
  /** Sends an event to every page; a page that cannot get it does not keep it from the others. */
  emit<N extends EventName>(name: N, data: EventData<N>): void
  /** Stops answering. Does not close the channels. */
  close(): void
}

/** Starts with no page. */
export function createConnectedPages(log: Log): ConnectedPages {
  const servers = new Set<RpcServer>()
  return {
    attach(channel, handlers) {
      const server = createRpcServer(channel, handlers, (text, cause) => log('error', `rpc: ${text}`, cause))
      servers.add(server)
      channel.onClose(() => servers.delete(server))
    },
    emit(name, data) {
      for (const server of servers) {
        try {
          server.emit(name, data)
        } catch (error) {
          log('error', `event ${name} could not be sent`, error)
        }
      }
    },
    close() {
      for (const server of servers) server.close()
      servers.clear()
    },
  }
}
