import type { Channel } from '../../shared/rpc/channel.ts'
import { createCloseSignal } from '../../shared/rpc/close-signal.ts'
import { BRIDGE_NAME, type ElectronBridge } from '../../shared/rpc/electron-bridge.ts'
import { type Connect, createHostClient, type HostConnection } from './host-client.ts'
import { createLoopbackConnect } from './loopback-connect.ts'

/** The host of this page: over Electron's bridge where there is one, otherwise over the loopback shell's WebSocket. */
export function createPageHost(page: Window): HostConnection {
  const bridge = bridgeOf(page)
  return createHostClient({
    connect: bridge === null ? loopback(page) : async () => channelOver(bridge),
    schedule(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    // biome-ignore lint/suspicious/noConsole: a defect of the host channel has no other place; its text holds no content.
    reportFault: (text, cause) => console.error(`planner: ${text}`, cause),
  })
}

function loopback(page: Window): Connect {
  return createLoopbackConnect({
    location: page.location,
    history: page.history,
    sessionStorage: page.sessionStorage,
    fetch: (address, init) => page.fetch(address, init),
    openSocket: (address) => new WebSocket(address),
  })
}

function bridgeOf(page: Window): ElectronBridge | null {
  const candidate: unknown = Reflect.get(page, BRIDGE_NAME)
  return typeof candidate === 'object' && candidate !== null ? (candidate as ElectronBridge) : null
}

/** In Electron the host lives as long as the page: this channel never closes by itself. */
function channelOver(bridge: ElectronBridge): Channel {
  const signal = createCloseSignal()
  return {
    post(message) {
      if (signal.isOpen()) bridge.post(message)
    },
    onMessage: (listener) =>
      bridge.onMessage((message) => {
        if (signal.isOpen()) listener(message)
      }),
    onClose: signal.onClose,
    close: signal.close,
  }
}
