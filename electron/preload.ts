import { contextBridge, ipcRenderer } from 'electron'
import { BRIDGE_NAME, type ElectronBridge, IPC_CHANNEL } from '../shared/rpc/electron-bridge.ts'

/** E7: the page gets two frozen functions. Both ends of the channel check schemas and limits. */
const bridge: ElectronBridge = Object.freeze({
  post(message: string): void {
    ipcRenderer.send(IPC_CHANNEL, String(message))
  },
  onMessage(listener: (message: string) => void): () => void {
    const hear = (_event: unknown, message: unknown): void => {
      if (typeof message === 'string') listener(message)
    }
    ipcRenderer.on(IPC_CHANNEL, hear)
    return () => {
      ipcRenderer.off(IPC_CHANNEL, hear)
    }
  },
})

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge)
