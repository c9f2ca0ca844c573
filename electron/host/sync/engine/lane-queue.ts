import type { Priority } from '../core/pace/priority.ts'

/** Lanes in the order of their priority. A lane that has left its place is skipped. */
export interface LaneQueue {
  /** @param ticket tells this place from earlier places of the same lane. */
  add(id: string, ticket: number, priority: Priority): void
  /** Takes the first lane whose place is still valid out of the queue; `undefined` when there is none. */
  take(isValid: (id: string, ticket: number) => boolean): string | undefined
  isEmpty(): boolean
}

interface Place {
  readonly id: string
  readonly ticket: number
  readonly priority: Priority
}

/** Taken places are removed from the list once there are this many and they are more than half of it. */
const MOST_TAKEN = 256

export function createLaneQueue(compare: (a: Priority, b: Priority) => number): LaneQueue {
  const places: Place[] = []
  let head = 0
  return {
    add(id, ticket, priority) {
      places.splice(
        indexAfter(places, head, (other) => compare(other, priority) <= 0),
        0,
        {
          id,
          ticket,
          priority,
        },
      )
    },
    take(isValid) {
      for (;;) {
        const place = places[head]
        if (place === undefined) {
          places.length = 0
          head = 0
          return undefined
        }
        head += 1
        if (head > MOST_TAKEN && head * 2 > places.length) {
          places.splice(0, head)
          head = 0
        }
        if (isValid(place.id, place.ticket)) return place.id
      }
    },
    isEmpty: () => head >= places.length,
  }
}

/** The index behind the last place that goes before the new one; places before `head` are taken. */
function indexAfter(
  places: readonly Place[],
  head: number,
  goesBefore: (priority: Priority) => boolean,
): number {
  let low = head
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = places[middle]
    if (other !== undefined && goesBefore(other.priority)) low = middle + 1
    else high = middle
  }
  return low
}
