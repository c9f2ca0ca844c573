import type { LockManagerLike } from '../../renderer/db/sync/sync-client.ts'

/** The Web Locks of one origin: one holder for each name, the others wait in order. */
export function createWebLocks(): LockManagerLike {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async request(name, { signal }, run) {
      const before = tails.get(name) ?? Promise.resolve()
      const mine = before.then(() => (signal.aborted ? undefined : run()))
      tails.set(name, mine)
      return mine
    },
  }
}
