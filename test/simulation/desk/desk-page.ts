import type { SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { createPull } from '../../../renderer/db/remote/pull.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { createSyncClient } from '../../../renderer/db/sync/sync-client.ts'
import type { Account, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { createEngineChannel } from '../../doubles/host/engine-channel.ts'
import { createMemoryRemoteStore } from '../../doubles/page/memory-remote-store.ts'
import { createMemorySyncStore, type MemoryDatabase } from '../../doubles/page/memory-sync-store.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Ledger } from '../runs/ledger.ts'

/** The page, open while the program runs: the product's own sync client over a database in memory. */
export interface DeskPage {
  /** A program has started: the host channel opens soon. */
  connect(life: Life, engine: SyncEngine): void
  /** The page dies: answers on their way to it are lost; it opens again and begins a new session. */
  reopen(): void
  /** The program that it is connected to; `null` when that has ended. */
  engine(): SyncEngine | null
}

/** What the page stands on, and who hears of it. */
export interface DeskPageParts {
  readonly clock: VirtualClock
  readonly ledger: Ledger
  /** The database, which the page shares with the dispatcher. */
  readonly database: MemoryDatabase
  readonly account: () => Account | null
  /** The connections whose lists the page reads; none where it does not. */
  readonly pulledIds: readonly string[]
  /** An id for a workflow that recovery makes. */
  readonly mintId: () => string
  /** The host answered `sync.submit`: from now on this pending change may not be lost. */
  readonly onAcknowledged: (workflowId: string, seq: number) => void
  /** A status reached the page. */
  readonly onStatus: (status: WorkflowSync) => void
  /** The page merges what was changed elsewhere, without a question. Told before it is written. */
  readonly onMerged: (next: WorkflowRecord) => void
}

/** The host channel opens so long after the program or the page. */
const CHANNEL_OPENS_MS = 5
/** The sync client hears so late of what the dispatcher saves. */
const SAVE_HEARD_MS = 2

/** The history line of a merge. */
const MERGED = messageRef('steps.changedElsewhere')

/** Creates a page that waits for a program. */
export function createDeskPage(parts: DeskPageParts): DeskPage {
  const { clock } = parts
  let program: { readonly life: Life; readonly engine: SyncEngine } | null = null
  let page = openPage(parts)

  function connect(life: Life, engine: SyncEngine): void {
    program = { life, engine }
    page.channel.connect(null)
    const mine = page
    clock.deliver(life, CHANNEL_OPENS_MS, () => {
      if (mine.life.isAlive) mine.channel.connect(engine, life)
    })
  }
  return {
    connect,
    reopen() {
      if (program === null || !program.life.isAlive) return
      page.life.isAlive = false
      page = openPage(parts)
      connect(program.life, program.engine)
    },
    engine: () => (program?.life.isAlive ? program.engine : null),
  }
}

/** What the reading of the list writes. It changes nothing that the dispatcher has typed and not sent [L2]. */
function pulledStore({ clock, ledger, database }: DeskPageParts, page: Life) {
  return createMemorySyncStore({
    database,
    page,
    soon: (run) => clock.deliver(page, SAVE_HEARD_MS, run),
    onUpdate: ({ records = [] }) => {
      for (const { id, rev, isRemoved } of records) {
        ledger.count(isRemoved ? 'pull:twins' : rev === 1 ? 'pull:rows' : 'pull:changes')
        if (database.pendingChanges.has(id)) ledger.accuse('L2', `${id} is replaced and has a change to send`)
      }
    },
  })
}

/** One page from its opening to its death. */
function openPage(parts: DeskPageParts) {
  const { clock, ledger, database, account, mintId, pulledIds, onAcknowledged, onStatus, onMerged } = parts
  const life: Life = { isAlive: true }
  const channel = createEngineChannel({
    page: life,
    isCopied: false,
    onStatuses: (statuses) => statuses.forEach(onStatus),
    onAcknowledged: (acknowledged) => {
      for (const { workflowId, seq } of acknowledged) onAcknowledged(workflowId, seq)
    },
  })
  const store = createMemorySyncStore({
    database,
    page: life,
    soon: (run) => clock.deliver(life, SAVE_HEARD_MS, run),
    onUpdate: ({ records = [], pendingChanges = [], history = [] }) => {
      if (pendingChanges.length > 0 && history.some((each) => each.label === MERGED))
        records.forEach(onMerged)
    },
    onSetAside: ({ workflowId }, reason) => ledger.accuse('lost', `${workflowId} was set aside: ${reason}`),
  })
  const common = {
    host: channel.client,
    nowMs: clock.trueEpochMs,
    mintId,
    locks: null,
    schedule: clock.viewFor(life).schedule,
  }
  createSyncClient({ ...common, store, account }).start()
  if (pulledIds.length > 0) {
    createPull({
      ...common,
      channel: null,
      store: createMemoryRemoteStore(database, pulledStore(parts, life), pulledIds),
      onError: (error) => ledger.accuse('pull', String(error)),
    }).start()
  }
  return { life, channel }
}
