import { useMemo } from 'react'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
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
  const { t } = useTexts()
  return useMemo(() => {
    function run(work: Promise<unknown>, done: string, failed: string): void {
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
        run(host.call('sync.sendNow', { workflowId }), t('outbox.done.trying'), t('outbox.done.cannotTry')),
      hold: (ids) =>
        run(each('sync.hold', ids), t('outbox.done.held', { count: ids.length }), t('outbox.done.notHeld')),
      release: (ids) =>
        run(
          each('sync.release', ids),
          t('outbox.done.released', { count: ids.length }),
          t('outbox.done.notReleased'),
        ),
      discard: (ids) =>
        run(
          each('sync.discard', ids),
          t('outbox.done.discarded', { count: ids.length }),
          t('outbox.done.notDiscarded'),
        ),
      sendAgain: (lines) => {
        const count = lines.length
        const reference = count === 1 ? lines[0]?.workflow.plan.reference : undefined
        const isOne = reference !== undefined
        const name = isOne
          ? reference || messageRef('steps.unnamed')
          : messageRef('outbox.changes', { count })
        const done = isOne
          ? t('outbox.done.oneQueuedAgain', { name: reference || t('outbox.done.unnamed') })
          : t('outbox.done.queuedAgain', { count })
        const edits = lines.map(againEdit)
        run(
          commands.apply(messageRef('steps.sendAgain', { name }), edits),
          done,
          t('outbox.done.notQueuedAgain'),
        )
      },
      cancelDuplicate: (workflowId, operationId) =>
        run(
          host.call('sync.cancelDuplicate', { workflowId, operationId }),
          t('outbox.done.newerCancelled'),
          t('outbox.done.newerNotCancelled'),
        ),
    }
  }, [host, commands, t])
}
