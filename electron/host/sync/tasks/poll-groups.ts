import type { Operation } from '../core/lane/lane.ts'

/**
 * With more accepted updates than this on a connection, one listing answers for all of them. Creates are always listed.
 */
const POLL_ALONE = 3

/** What to do about a lane whose poll is due. */
export type PollTurn =
  | { readonly kind: 'alone' }
  /** One listing for all of these lanes. */
  | { readonly kind: 'together'; readonly ids: readonly string[] }
  /** The group was polled just before. The lane goes with its next poll. */
  | { readonly kind: 'later'; readonly notBeforeMono: number }

/** The groups of accepted operations that are polled together: those of one kind on one connection. */
export interface PollGroups {
  /** Sets the lane's accepted operation; `null` when it has none. */
  track(id: string, accepted: GroupedBy | null): void
  /** How to poll a lane with this operation. A group that is polled together is not polled again for `restMs`. */
  turn(accepted: GroupedBy, isFree: (id: string) => boolean, nowMono: number): PollTurn
}

type GroupedBy = Pick<Operation, 'kind' | 'connectionId'>

/** Creates empty groups. @param restMs the shortest time between two listings for one group. */
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
