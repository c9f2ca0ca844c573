import type { Operation } from '../core/lane/lane.ts'

/** With more accepted updates than this on a connection, one listing asks for all of them. Creates are always listed. */
const POLL_ALONE = 3

/** What to do about a lane whose poll is due. */
export type PollTurn =
  | { readonly kind: 'alone' }
  /** All of them by one listing. */
  | { readonly kind: 'together'; readonly ids: readonly string[] }
  /** The others were just asked for: it goes with them the next time. */
  | { readonly kind: 'later'; readonly notBeforeMono: number }

/** Which accepted operations are polled together: those of one kind on one connection. */
export interface PollGroups {
  /** What the lane's accepted operation is now; `null` = it has none. */
  track(id: string, accepted: GroupedBy | null): void
  /** The turn of a lane with this operation. A group that is told to go together has had its turn for `restMs`. */
  turn(accepted: GroupedBy, isFree: (id: string) => boolean, nowMono: number): PollTurn
}

type GroupedBy = Pick<Operation, 'kind' | 'connectionId'>

/** Creates groups that are all empty. `restMs` is the least time between two listings for one group. */
export function createPollGroups(restMs: number): PollGroups {
  const members = new Map<string, Set<string>>()
  const notBefore = new Map<string, number>()

  return {
    track(id, accepted) {
      for (const ids of members.values()) if (ids.delete(id)) break
      if (accepted === null) return
      const key = keyOf(accepted)
      const ids = members.get(key) ?? new Set()
      members.set(key, ids.add(id))
    },
    turn(accepted, isFree, nowMono) {
      const key = keyOf(accepted)
      const ids = [...(members.get(key) ?? [])].filter(isFree)
      if (accepted.kind === 'update' && ids.length <= POLL_ALONE) return { kind: 'alone' }
      const notBeforeMono = notBefore.get(key) ?? 0
      if (nowMono < notBeforeMono) return { kind: 'later', notBeforeMono }
      notBefore.set(key, nowMono + restMs)
      return { kind: 'together', ids }
    },
  }
}

function keyOf({ kind, connectionId }: GroupedBy): string {
  return `${kind} ${connectionId}`
}
