import { useMemo } from 'react'
import { counted } from '../../components/display/labels.ts'
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
        run(host.call('sync.sendNow', { workflowId }), 'Trying now', 'It cannot be tried now'),
      hold: (ids) => run(each('sync.hold', ids), `${counted(ids.length, 'change')} held`, 'Not held'),
      release: (ids) =>
        run(each('sync.release', ids), `${counted(ids.length, 'change')} released`, 'Not released'),
      discard: (ids) =>
        run(each('sync.discard', ids), `${counted(ids.length, 'change')} discarded`, 'Not discarded'),
      sendAgain: (lines) => {
        const what = lines.length === 1 ? nameOf(lines[0]) : counted(lines.length, 'change')
        run(
          commands.apply(`Send ${what} again`, lines.map(againEdit)),
          `${what} waits to be sent again`,
          'Not queued again',
        )
      },
      cancelDuplicate: (workflowId, operationId) =>
        run(
          host.call('sync.cancelDuplicate', { workflowId, operationId }),
          'The newer one is being cancelled',
          'The newer one is not cancelled',
        ),
    }
  }, [host, commands])
}

function nameOf(line: OutboxLine | undefined): string {
  return line?.workflow.plan.reference || 'one workflow'
}
