import { createListeners } from '../../../shared/util/listeners.ts'
import type { WorkflowRecord } from './records.ts'

/**
 * Committed changes of `workflows`, record by record. Dexie's own observation says only "something of this table" for
 * fifty rows or more, and reading 100,000 rows again after each is too slow for the board.
 */
export interface WorkflowFeed {
  /** Tells this page, with the records, and other tabs, which read them again. Called after `complete` only. */
  readonly publish: (records: readonly WorkflowRecord[]) => void
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: (records: readonly WorkflowRecord[]) => void) => () => void
  readonly close: () => void
}

/**
 * @param read reads records again when another tab says that they changed.
 * @param onError is told when that reading fails.
 */
export function createWorkflowFeed(
  databaseName: string,
  read: (ids: readonly string[]) => PromiseLike<readonly (WorkflowRecord | undefined)[]>,
  onError: (error: unknown) => void,
): WorkflowFeed {
  const listeners = createListeners<[records: readonly WorkflowRecord[]]>()
  let channel: BroadcastChannel | null = null

  async function tellAgain(ids: readonly string[]): Promise<void> {
    const records = await read(ids)
    listeners.tell(records.filter((each) => each !== undefined))
  }
  /** Opened at the first use, so that a database that is only looked into holds no channel open. */
  function openChannel(): BroadcastChannel | null {
    if (channel === null && typeof BroadcastChannel !== 'undefined') {
      channel = new BroadcastChannel(`planner-workflows-${databaseName}`)
      channel.onmessage = (event: MessageEvent<unknown>) => {
        // Another tab of this very app; what does not look like ids is from another version and is left alone.
        if (Array.isArray(event.data)) {
          tellAgain(event.data.filter((each) => typeof each === 'string')).catch(onError)
        }
      }
    }
    return channel
  }

  return {
    publish(records) {
      if (records.length === 0) return
      listeners.tell(records)
      openChannel()?.postMessage(records.map((each) => each.id))
    },
    subscribe(listener) {
      openChannel()
      return listeners.subscribe(listener)
    },
    close() {
      channel?.close()
      channel = null
      listeners.clear()
    },
  }
}
