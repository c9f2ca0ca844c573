import { z } from 'zod'
import { createListeners } from '../../../shared/util/listeners.ts'

/** How far reading Catena's workflows has got. Of several windows one reads; all show the same. */
export const pullState = z.object({
  /** When the last reading of all connections came to its end, ms since 1970; `null` = none ever has. */
  readAtMs: z.number().nullable(),
  /** Workflows that the present reading has read, while it reads all of them; `null` otherwise. */
  readCount: z.number().nullable(),
  /** Workflows on the board that were changed elsewhere, as read since the start of the window that reads. */
  changeCount: z.number(),
  /** Workflows of Catena's lists that this version cannot read. */
  unreadableCount: z.number(),
})
export type PullState = z.infer<typeof pullState>

/** What the windows of one database tell each other: how far the reading is, who asks for that, and who asks to read now. */
export const pullMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state'), state: pullState }),
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('readNow') }),
])
export type PullMessage = z.infer<typeof pullMessage>

/** Between the windows of one database. */
export interface PullChannel {
  /** Tells the other windows. */
  readonly post: (message: PullMessage) => void
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: (message: PullMessage) => void) => () => void
  readonly close: () => void
}

/** The channel of the windows that share a database; `null` where the browser has none. */
export function openPullChannel(databaseName: string): PullChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null
  const channel = new BroadcastChannel(`planner-pull-${databaseName}`)
  const listeners = createListeners<[message: PullMessage]>()
  channel.onmessage = (event: MessageEvent<unknown>) => {
    // A window of another version may say what this one does not know.
    const { data: message } = pullMessage.safeParse(event.data)
    if (message !== undefined) listeners.tell(message)
  }
  return {
    post: (message) => channel.postMessage(message),
    subscribe: listeners.subscribe,
    close: () => channel.close(),
  }
}
