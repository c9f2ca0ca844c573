import type { WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import { createListeners } from '../../../../shared/util/listeners.ts'
import type { Clock } from '../core/ports.ts'

/**
 * How long changes are gathered before listeners are told; ms. A draining queue makes one event instead of hundreds.
 */
const GATHER_MS = 50
/** Statuses per event: the most that one message carries. */
const MAX_PER_EVENT = 100

/** Tells listeners which lanes changed. */
export interface StatusFeed {
  changed(id: string): void
  on(listener: (statuses: readonly WorkflowSync[]) => void): () => void
  close(): void
}

export function createStatusFeed(
  clock: Clock,
  statusOf: (id: string) => WorkflowSync | undefined,
): StatusFeed {
  const listeners = createListeners<[statuses: readonly WorkflowSync[]]>()
  const dirty = new Set<string>()
  let cancel: (() => void) | null = null

  function tell(): void {
    cancel = null
    const statuses = [...dirty].flatMap((id) => statusOf(id) ?? [])
    dirty.clear()
    for (let start = 0; start < statuses.length; start += MAX_PER_EVENT) {
      listeners.tell(statuses.slice(start, start + MAX_PER_EVENT))
    }
  }

  return {
    changed: (id) => {
      dirty.add(id)
      cancel ??= clock.schedule(GATHER_MS, tell)
    },
    on: listeners.subscribe,
    close: () => cancel?.(),
  }
}
