import type { SubmittedChange, WorkflowSync } from '../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../shared/rpc/contract.ts'
import type { HostClient } from '../../shared/rpc/host-client.ts'

/**
 * A host for the page's outbox: a journal without a network to Catena, so that nothing happens by itself. What holds
 * here holds for the engine over each journal and for the double of the renderer's tests.
 */
export interface OutboxHost {
  readonly client: HostClient
  /** The answer of a call; what it needs of time and disk passes meanwhile. */
  waitFor<T>(call: Promise<T>): Promise<T>
  /** Lets everything be told that there is to tell. */
  settle(): Promise<void>
  /** The host dies at this moment, whatever was on its way. */
  kill(): Promise<void>
  /** It comes back over the same journal. */
  start(): Promise<void>
  /** While true its journal cannot be written. */
  setFull(isFull: boolean): Promise<void>
  close(): Promise<void>
}

/** Whose the journal of a host under contract is. */
export const CONTRACT_INSTALL_ID = 'INSTALL-0123456789'

/** Runs one case on a host of its own. */
export type WithHost = (run: (host: Asking) => Promise<void>) => Promise<void>

/** @returns what makes a host for each case, and closes it whatever the case comes to. */
export function hostPerCase(createHost: () => Promise<OutboxHost>): WithHost {
  return async (run) => {
    const host = await createHost()
    try {
      await run(asking(host))
    } finally {
      await host.close()
    }
  }
}

type Desired = CallOutput<'sync.desiredPlans'>['desiredPlans'][number]
/** A host with the calls of the outbox, each waited for. */
export type Asking = ReturnType<typeof asking>

function asking(host: OutboxHost) {
  const call: HostClient['call'] = (name, input) => host.waitFor(host.client.call(name, input))
  return {
    host,
    call,
    settle: host.settle,
    kill: host.kill,
    start: host.start,
    setFull: host.setFull,
    submit: async (...entries: SubmittedChange[]) => (await call('sync.submit', { entries })).acknowledged,
    async statuses(): Promise<WorkflowSync[]> {
      const found: WorkflowSync[] = []
      for (let after: string | null = null; ; ) {
        const page: CallOutput<'sync.statuses'> = await call('sync.statuses', { after })
        found.push(...page.statuses)
        if (page.next === null) return found
        after = page.next
      }
    },
    async desiredPlans(): Promise<Desired[]> {
      const found: Desired[] = []
      for (let after: string | null = null; ; ) {
        const page: CallOutput<'sync.desiredPlans'> = await call('sync.desiredPlans', { after })
        found.push(...page.desiredPlans)
        if (page.next === null) return found
        after = page.next
      }
    },
  }
}
