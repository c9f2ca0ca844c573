import type { Account } from '../../shared/model/status/sync-status.ts'
import type { Hello, Workspace } from '../../shared/rpc/contract.ts'
import type { HostClient } from '../../shared/rpc/host-client.ts'
import { conflictCopyReference } from '../../shared/text/field-text.ts'
import type { Texts } from '../../shared/text/texts.ts'
import { createMintId } from '../../shared/util/ulid.ts'
import { createWorkflowCommands } from '../db/commands/commands.ts'
import { seedTraining } from '../db/commands/seed-training.ts'
import { createReferenceCache, type ReferenceCache } from '../db/reference/reference-cache.ts'
import { createDexieRemoteStore } from '../db/remote/dexie-remote-store.ts'
import { createPull } from '../db/remote/pull.ts'
import { openPullChannel } from '../db/remote/pull-channel.ts'
import { createRetention } from '../db/retention.ts'
import { openDatabase } from '../db/schema/open-database.ts'
import { createDexieSyncStore } from '../db/sync/dexie-sync-store.ts'
import { createSyncClient, type SyncClient } from '../db/sync/sync-client.ts'
import { depotZone } from '../desk/desk-context.tsx'
import { openDraftWindow } from '../desk/draft-window.ts'
import type { Services } from '../desk/services.ts'

/** One workspace at work: its database, what follows the host, and the services of the screens. */
export interface DeskSession {
  readonly services: Services
  readonly syncClient: SyncClient
  readonly references: ReferenceCache
  /** Lays out the training day when the training data are empty; nothing in the account's own workspace. */
  seed(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a workspace of this page.
 * @param texts the texts in the language of the page now; it may change while the workspace is open.
 * @throws StorageError when its database cannot be opened.
 */
export async function openDeskSession(
  host: HostClient,
  hello: Hello,
  workspace: Workspace,
  texts: () => Texts,
): Promise<DeskSession> {
  const nowMs = (): number => Date.now()
  const mintId = createMintId(nowMs, (bytes) => crypto.getRandomValues(bytes))
  const opened = await openDatabase(workspace, {
    onVersionChange: () => location.reload(),
    schedule,
    storage: navigator.storage ?? null,
  })
  const { db, relaxedDb } = opened
  const person = followPerson(host, hello)
  const commands = createWorkflowCommands({
    db,
    nowMs,
    mintId,
    installId: hello.installId,
    account: person.account,
    actor: person.name,
    nameConflictCopy: (reference) => conflictCopyReference(reference, texts().t),
  })
  const locks = navigator.locks ?? null
  const syncClient = createSyncClient({
    store: createDexieSyncStore(db, relaxedDb),
    host,
    nowMs,
    mintId,
    account: person.account,
    locks,
    schedule,
  })
  const references = createReferenceCache({ db, host, nowMs, schedule })
  const draftWindow = openDraftWindow({ database: db.name, id: mintId(), locks, onError: unlessPageGoes })
  const retention = createRetention({ db: relaxedDb, nowMs, schedule, locks, onError: reportError })
  const pull = createPull({
    ...{ host, nowMs, mintId, schedule, locks },
    store: createDexieRemoteStore(relaxedDb),
    channel: openPullChannel(db.name),
    onError: reportError,
  })
  syncClient.start()
  // The training data have no Catena.
  if (workspace !== 'training') pull.start()
  retention.start()
  references.start()
  return {
    services: {
      host,
      db,
      commands,
      hello,
      nowMs,
      mintId,
      draftWindow,
      pull,
      refreshLists: references.refresh,
    },
    syncClient,
    references,
    async seed() {
      if (workspace !== 'training') return
      await seedTraining({ db, host, commands, nowMs, mintId, timeZone: depotZone(hello.settings) })
    },
    async close() {
      person.end()
      draftWindow.close()
      retention.close()
      pull.close()
      references.close()
      await syncClient.close()
      opened.close()
    },
  }
}

/** Who was signed in last: pending changes belong to them, although nobody is signed in just now. */
function followPerson(host: HostClient, { auth }: Hello) {
  let account: Account | null = auth.account
  let name: string | null = auth.displayName
  const end = host.on('auth.changed', (next) => {
    account = next.account ?? account
    name = next.displayName ?? name
  })
  return { account: () => account, name: () => name, end }
}

/** A page that goes away gives up its locks: that is no error. */
function unlessPageGoes(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
}

function schedule(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
