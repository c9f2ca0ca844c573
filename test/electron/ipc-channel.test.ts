import { describe, expect, test } from 'vitest'
import { type IpcContents, serveIpc } from '../../electron/ipc-channel.ts'
import { createPageHost } from '../../renderer/host-client/page-host.ts'
import type { Channel } from '../../shared/rpc/channel.ts'
import { BRIDGE_NAME, type ElectronBridge, IPC_CHANNEL } from '../../shared/rpc/electron-bridge.ts'
import { createRpcServer } from '../../shared/rpc/rpc-server.ts'
import { registerRpcContract } from '../contract/rpc-contract.ts'
import { someHandlers } from '../doubles/host/rpc-handlers.ts'

interface Frame {
  readonly url: string
}
const OUR_FRAME: Frame = { url: 'app://bundle/' }

/** A window's contents and the page in it, joined as Electron joins them: cloned, in order, a little later. */
function createContents() {
  const hostListeners: ((event: { senderFrame: Frame | null }, message: unknown) => void)[] = []
  const pageListeners = new Set<(message: string) => void>()
  const events = new Map<string, (details: { isMainFrame: boolean; isSameDocument: boolean }) => void>()
  const contents = {
    ipc: {
      on(name: string, listener: (event: { senderFrame: Frame | null }, message: unknown) => void) {
        expect(name).toBe(IPC_CHANNEL)
        hostListeners.push(listener)
      },
    },
    mainFrame: OUR_FRAME,
    send(_name: string, message: string) {
      void Promise.resolve().then(() => {
        for (const listener of [...pageListeners]) listener(message)
      })
    },
    isDestroyed: () => false,
    on(name: string, listener: (details: { isMainFrame: boolean; isSameDocument: boolean }) => void) {
      events.set(name, listener)
    },
  }
  function sendFrom(senderFrame: Frame | null, message: unknown): void {
    void Promise.resolve().then(() => {
      for (const listener of hostListeners) listener({ senderFrame }, message)
    })
  }
  const bridge: ElectronBridge = {
    post: (message) => sendFrom(OUR_FRAME, message),
    onMessage(listener) {
      pageListeners.add(listener)
      return () => {
        pageListeners.delete(listener)
      }
    },
  }
  const emit = (name: string, details = { isMainFrame: true, isSameDocument: false }) =>
    events.get(name)?.(details)
  return { contents: contents as unknown as IpcContents, bridge, sendFrom, emit }
}

/** Both ends, with the page's end written as the page's own code has it, and closing as a page that goes away. */
async function join() {
  const { contents, bridge, emit } = createContents()
  let host: Channel | null = null
  serveIpc(
    contents,
    (channel) => {
      host = channel
    },
    () => {},
  )
  // The first message opens the channel; nobody listens to it yet.
  bridge.post('')
  await Promise.resolve()
  await Promise.resolve()
  if (host === null) throw new Error('no channel')
  const page = pageEnd(bridge, () => emit('destroyed'))
  const hostEnd: Channel = host
  hostEnd.onClose(() => page.close())
  return { host: hostEnd, page, close: async () => page.close() }
}

function pageEnd(bridge: ElectronBridge, onEnd: () => void): Channel {
  const closeListeners = new Set<() => void>()
  let isOpen = true
  return {
    post: (message) => {
      if (isOpen) bridge.post(message)
    },
    onMessage: (listener) => bridge.onMessage(listener),
    onClose(listener) {
      if (!isOpen) listener()
      else closeListeners.add(listener)
      return () => {
        closeListeners.delete(listener)
      }
    },
    close() {
      if (!isOpen) return
      isOpen = false
      for (const listener of [...closeListeners]) listener()
      onEnd()
    },
  }
}

registerRpcContract('Electron IPC', join)

describe('[E7] who may talk', () => {
  test('no sender, another frame, another origin, and what is no text are refused', async () => {
    const { contents, sendFrom } = createContents()
    const refused: string[] = []
    const channels: Channel[] = []
    serveIpc(
      contents,
      (channel) => channels.push(channel),
      (reason) => refused.push(reason),
    )
    sendFrom(null, 'x')
    sendFrom({ url: 'app://bundle/' }, 'x')
    Object.assign(OUR_FRAME, { url: 'https://evil.example/' })
    sendFrom(OUR_FRAME, 'x')
    await Promise.resolve()
    await Promise.resolve()
    Object.assign(OUR_FRAME, { url: 'app://bundle/' })
    sendFrom(OUR_FRAME, { toString: () => 'x' })
    await Promise.resolve()
    await Promise.resolve()
    expect(refused).toEqual(['no sender frame', 'not the main frame', 'not our origin', 'not a text'])
    expect(channels).toEqual([])
  })

  test('a page that is loaded anew gets a channel of its own; moving within the page keeps it', async () => {
    const { contents, bridge, emit } = createContents()
    const channels: Channel[] = []
    const closed: number[] = []
    serveIpc(
      contents,
      (channel) => {
        const number = channels.push(channel)
        channel.onClose(() => closed.push(number))
      },
      () => {},
    )
    const settle = async () => {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve()
    }
    bridge.post('one')
    await settle()
    emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    emit('did-start-navigation', { isMainFrame: false, isSameDocument: false })
    bridge.post('two')
    await settle()
    expect(channels).toHaveLength(1)
    emit('did-start-navigation')
    bridge.post('three')
    await settle()
    expect(channels).toHaveLength(2)
    emit('render-process-gone')
    expect(closed).toEqual([1, 2])
  })

  test('the page finds the bridge by itself and talks over it', async () => {
    const { contents, bridge } = createContents()
    serveIpc(
      contents,
      (channel) => void createRpcServer(channel, someHandlers({ 'sync.hold': () => ({}) }), () => {}),
      () => {},
    )
    const host = createPageHost({ [BRIDGE_NAME]: bridge } as unknown as Window)
    await expect(host.call('sync.hold', { workflowIds: [] })).resolves.toEqual({})
    expect(host.hostChannel()).toBe('open')
    host.close()
  })
})
