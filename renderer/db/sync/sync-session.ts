import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { OutboxRecord } from '../schema/records.ts'
import { type ApplyContext, applyStatuses } from './apply-statuses.ts'
import { recoverDesiredPlans, submitAgain } from './recovery.ts'
import type { SyncStore } from './sync-store.ts'

/** What a session needs. */
export interface SyncSessionParts {
  readonly store: SyncStore
  readonly host: HostClient
  readonly context: () => ApplyContext & { readonly mintId: () => string }
}

/**
 * Begins a session with the host, once for each time the host channel opens: tells the two installations apart, applies every
 * status, brings back what only the host knows, and queues again what the host has lost.
 * @throws TypedError `sync.pagesLoop` when the host repeats a page, or what the host or the host channel rejects with.
 */
export async function beginSession(parts: SyncSessionParts): Promise<void> {
  const { store, host, context } = parts
  const installId = await store.readInstallId()
  const begun = await host.call('sync.begin', { installId })
  if (installId !== begun.installId || !begun.isSameInstall) {
    const isCloned = installId !== null && !begun.isSameInstall
    await store.saveInstallId(begun.installId, isCloned ? withoutSubmission : null)
  }
  const { seqs, aheadIds } = await applySnapshot(parts)
  await submitAgain(store, seqs, aheadIds, context())
}

/**
 * The pending change of a cloned profile. The original may have sent it, whether this profile submitted it or not, so that it may
 * not count as unsent.
 */
function withoutSubmission({ submittedSeq: _ofTheOriginal, ...rest }: OutboxRecord): OutboxRecord {
  return { ...rest, isAcknowledged: 0, wasEverSubmitted: true }
}

/** What the host has, and of which workflows this database knows more. */
interface Snapshot {
  /** The newest pending change that the host has, by workflow. */
  readonly seqs: ReadonlyMap<string, number>
  readonly aheadIds: readonly string[]
}

/** Applies the status of every lane, and brings back what only the host knows. */
async function applySnapshot(parts: SyncSessionParts): Promise<Snapshot> {
  const { store, host, context } = parts
  const seqs = new Map<string, number>()
  const aheadIds: string[] = []
  const unknownIds = new Set<string>()
  const behindIds = new Set<string>()
  const missing: WorkflowSync[] = []
  await eachPage(async (after) => {
    const { statuses, next } = await host.call('sync.statuses', { after })
    for (const each of statuses) seqs.set(each.workflowId, each.seq)
    const applied = await applyStatuses(store, statuses, { ...context(), isBeginning: true })
    aheadIds.push(...applied.aheadIds)
    for (const id of applied.unknownIds) unknownIds.add(id)
    for (const id of applied.behindIds) behindIds.add(id)
    missing.push(...statuses.filter((each) => unknownIds.has(each.workflowId)))
    return next
  })
  if (unknownIds.size + behindIds.size > 0) {
    await recover(parts, unknownIds, behindIds)
    await applyStatuses(store, missing, { ...context(), isBeginning: true })
  }
  return { seqs, aheadIds }
}

async function recover(
  { store, host, context }: SyncSessionParts,
  unknownIds: ReadonlySet<string>,
  behindIds: ReadonlySet<string>,
): Promise<void> {
  await eachPage(async (after) => {
    const { desiredPlans, next } = await host.call('sync.desiredPlans', { after })
    const lost = desiredPlans.filter(
      ({ workflowId }) => unknownIds.has(workflowId) || behindIds.has(workflowId),
    )
    if (lost.length > 0) await recoverDesiredPlans(store, lost, behindIds, context())
    return next
  })
}

/** Reads page after page until `readPage` says that none follows. @throws TypedError `sync.pagesLoop` when a page does not go on. */
async function eachPage(readPage: (after: string | null) => Promise<string | null>): Promise<void> {
  let after: string | null = null
  do {
    const next: string | null = await readPage(after)
    if (next !== null && after !== null && next <= after) {
      throw new TypedError('sync.pagesLoop', 'The host repeats a page of statuses')
    }
    after = next
  } while (after !== null)
}
