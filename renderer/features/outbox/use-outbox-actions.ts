import { useMemo } from 'react'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { notifyDone, notifyFailure } from '../../components/feedback/notify.tsx'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { useServices } from '../../desk/services.ts'
import { againEdit } from './outbox-model.ts'

/** What the Outbox asks of the host. The rows change when the host says so, not before. */
export interface OutboxActions {
  sendNow(workflowId: string | null): void
  hold(workflowIds: readonly string[]): void
  release(workflowIds: readonly string[]): void
  discard(workflowIds: readonly string[]): void
  /** The same once more, after a failure of which nothing remains. */
  sendAgain(lines: readonly OutboxLine[]): void
  cancelDuplicate(workflowId: string, operationId: string): void
}

/** The most ids in one call: the contract's limit. */
const MAX_IDS = 1000

/** The actions over the host's calls. */
export function useOutboxActions(): OutboxActions {
  const { host, commands } = useServices()
  return useMemo(() => {
    function run(work: Promise<unknown>, done: StoredText, failed: StoredText): void {
      work.then(
        () => notifyDone(done),
        (error: unknown) => notifyFailure(failed, error),
      )
    }
    async function each(
      name: 'sync.hold' | 'sync.release' | 'sync.discard',
      ids: readonly string[],
    ): Promise<void> {
      for (let at = 0; at < ids.length; at += MAX_IDS) {
        await host.call(name, { workflowIds: ids.slice(at, at + MAX_IDS) })
      }
    }
    return {
      sendNow: (workflowId) =>
        run(
          host.call('sync.sendNow', { workflowId }),
          messageRef('outbox.done.trying'),
          messageRef('outbox.done.cannotTry'),
        ),
      hold: (ids) =>
        run(
          each('sync.hold', ids),
          messageRef('outbox.done.held', { count: ids.length }),
          messageRef('outbox.done.notHeld'),
        ),
      release: (ids) =>
        run(
          each('sync.release', ids),
          messageRef('outbox.done.released', { count: ids.length }),
          messageRef('outbox.done.notReleased'),
        ),
      discard: (ids) =>
        run(
          each('sync.discard', ids),
          messageRef('outbox.done.discarded', { count: ids.length }),
          messageRef('outbox.done.notDiscarded'),
        ),
      sendAgain: (lines) => {
        const count = lines.length
        const reference = count === 1 ? lines[0]?.workflow.plan.reference : undefined
        const isOne = reference !== undefined
        const name = isOne
          ? reference || messageRef('steps.unnamed')
          : messageRef('outbox.changes', { count })
        const done = isOne
          ? messageRef('outbox.done.oneQueuedAgain', { name: reference || messageRef('outbox.done.unnamed') })
          : messageRef('outbox.done.queuedAgain', { count })
        const edits = lines.map(againEdit)
        run(
          commands.apply(messageRef('steps.sendAgain', { name }), edits),
          done,
          messageRef('outbox.done.notQueuedAgain'),
        )
      },
      cancelDuplicate: (workflowId, operationId) =>
        run(
          host.call('sync.cancelDuplicate', { workflowId, operationId }),
          messageRef('outbox.done.newerCancelled'),
          messageRef('outbox.done.newerNotCancelled'),
        ),
    }
  }, [host, commands])
}
