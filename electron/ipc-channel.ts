import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import type { Channel } from '../shared/rpc/channel.ts'
import { createCloseSignal } from '../shared/rpc/close-signal.ts'
import { IPC_CHANNEL } from '../shared/rpc/electron-bridge.ts'
import { createListeners } from '../shared/util/listeners.ts'
import { APP_ORIGIN } from './app-protocol.ts'
import { originOf } from './window.ts'

/** The members of a page's `webContents` that carry messages. */
export interface IpcContents {
  readonly ipc: Pick<IpcMain, 'on'>
  readonly mainFrame: WebContents['mainFrame']
  send(name: string, message: string): void
  isDestroyed(): boolean
  on(event: 'did-start-navigation', listener: (details: NavigationDetails) => void): unknown
  on(event: 'render-process-gone' | 'destroyed', listener: () => void): unknown
}

interface NavigationDetails {
  readonly isMainFrame: boolean
  readonly isSameDocument: boolean
}

/**
 * Connects the page of a window to the host (E7). Each load of the page gets its own channel: `onChannel` is called at
 * its first message, and the channel closes when the page is reloaded or closed.
 */
export function serveIpc(
  contents: IpcContents,
  onChannel: (channel: Channel) => void,
  onRefused: (reason: string) => void,
): void {
  let current: PageChannel | null = null
  const end = (): void => {
    current?.close()
    current = null
  }
  contents.ipc.on(IPC_CHANNEL, (event, message: unknown) => {
    const refusal = refusalOf(event, contents) ?? (typeof message === 'string' ? null : 'not a text')
    if (refusal !== null || typeof message !== 'string') {
      onRefused(refusal ?? 'not a text')
      return
    }
    if (current === null) {
      current = createPageChannel(contents)
      onChannel(current)
    }
    current.hear(message)
  })
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) end()
  })
  contents.on('render-process-gone', end)
  contents.on('destroyed', end)
}

/** Only the main frame of our own page may send messages. A closed frame has no sender. */
function refusalOf(event: Pick<IpcMainEvent, 'senderFrame'>, contents: IpcContents): string | null {
  const frame = event.senderFrame
  if (frame === null) return 'no sender frame'
  if (frame !== contents.mainFrame) return 'not the main frame'
  if (originOf(frame.url) !== APP_ORIGIN) return 'not our origin'
  return null
}

interface PageChannel extends Channel {
  hear(message: string): void
}

function createPageChannel(contents: IpcContents): PageChannel {
  const messageListeners = createListeners<[message: string]>()
  const signal = createCloseSignal()
  return {
    hear: messageListeners.tell,
    post(message) {
      if (signal.isOpen() && !contents.isDestroyed()) contents.send(IPC_CHANNEL, message)
    },
    onMessage: messageListeners.subscribe,
    onClose: signal.onClose,
    close() {
      messageListeners.clear()
      signal.close()
    },
  }
}
