import { describe, expect, test } from 'vitest'
import type { Channel } from '../../shared/rpc/channel.ts'

/** Both ends of one joined pipe, already open. */
export interface JoinedChannels {
  readonly host: Channel
  readonly page: Channel
  /** Ends whatever carries them. */
  close(): Promise<void>
}

/** What every channel must do, whatever carries it. */
export function registerChannelContract(name: string, join: () => Promise<JoinedChannels>): void {
  describe(`channel over ${name}`, () => {
    test('messages arrive whole and in order, both ways', async () => {
      const joined = await join()
      const sent = [
        'a',
        '',
        'ü\u0000 "\\\n',
        '🚚'.repeat(1000),
        ...Array.from({ length: 30 }, (_, i) => `n${i}`),
      ]
      for (const [from, to] of [
        [joined.host, joined.page],
        [joined.page, joined.host],
      ] as const) {
        const arrived = collect(to, sent.length)
        for (const message of sent) from.post(message)
        expect(await arrived).toEqual(sent)
      }
      await joined.close()
    })

    test('each listener hears each message until it unsubscribes', async () => {
      const joined = await join()
      const seen: string[] = []
      const stop = joined.page.onMessage((message) => seen.push(message))
      const first = collect(joined.page, 1)
      joined.host.post('one')
      await first
      stop()
      const second = collect(joined.page, 1)
      joined.host.post('two')
      await second
      expect(seen).toEqual(['one'])
      await joined.close()
    })

    test('closing one end closes the other, once, and posting afterwards does nothing', async () => {
      const joined = await join()
      let closings = 0
      const hostClosed = new Promise<void>((resolve) => {
        joined.host.onClose(() => {
          closings++
          resolve()
        })
      })
      const pageClosed = new Promise<void>((resolve) => {
        joined.page.onClose(resolve)
      })
      joined.page.close()
      joined.page.close()
      await Promise.all([hostClosed, pageClosed])
      joined.host.post('into the void')
      joined.page.post('into the void')
      expect(closings).toBe(1)
      await joined.close()
    })

    test('who asks after the closing is told at once', async () => {
      const joined = await join()
      const closed = new Promise<void>((resolve) => {
        joined.host.onClose(resolve)
      })
      joined.host.close()
      await closed
      let isTold = false
      joined.host.onClose(() => {
        isTold = true
      })
      expect(isTold).toBe(true)
      await joined.close()
    })
  })
}

/** The next `count` messages. */
function collect(channel: Channel, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    const seen: string[] = []
    const stop = channel.onMessage((message) => {
      seen.push(message)
      if (seen.length === count) {
        stop()
        resolve(seen)
      }
    })
  })
}
