import type { SubmitEntry } from '../model/sync-status.ts'
import { UNKNOWN_SEQ } from './apply-lane.ts'
import type { JournalRecord, LaneRecord } from './journal-record.ts'
import type { Lane, Operation } from './lane.ts'

/**
 * What a wish that is handed over leaves in the journal; nothing when the journal has it or a newer one already.
 * @param isForeignPage the page's database belongs to another install: whatever it holds may have been sent from there.
 */
export function onSubmit(
  lane: Lane | undefined,
  entry: SubmitEntry,
  at: number,
  isForeignPage: boolean,
): JournalRecord[] {
  const { workflowId, seq, intent, plan, sourceId, account, overBase } = entry
  const head = { v: 1, at, workflowId } as const
  const records: LaneRecord[] = []
  if (lane === undefined || seq > lane.want.seq) {
    records.push({ ...head, type: 'INTENT', seq, intent, plan, sourceId, account, overBase })
  }
  if (lane === undefined) {
    const mayBeThere = entry.wasHanded || isForeignPage || hasIds(entry)
    return mayBeThere ? [...records, ...recovered(entry, isForeignPage, at)] : records
  }
  return isBehindPage(lane, entry) ? [...records, ...recovered(entry, false, at)] : records
}

function hasIds(entry: SubmitEntry): boolean {
  return entry.known !== null && (entry.known.operationId !== null || entry.known.resourceId !== null)
}

/** True when the page remembers an operation that the journal lost with a damaged tail. */
function isBehindPage(lane: Lane, entry: SubmitEntry): boolean {
  const { known } = entry
  if (known === null || lane.have !== null || lane.tries > 0) return false
  if (lane.phase.kind !== 'idle' && lane.phase.kind !== 'ambiguous') return false
  if (known.operationId !== null) return !lane.knownOperationIds.includes(known.operationId)
  return known.resourceId !== null && known.state === 'done'
}

/** Brings a lane back from what the page remembers of it: as far as it is known, and uncertain where it is not. */
function recovered(entry: SubmitEntry, isForeignPage: boolean, at: number): LaneRecord[] {
  const { workflowId, known, plan } = entry
  if (plan.connectionId === null && !hasIds(entry)) return [] // it cannot have been sent
  const head = { v: 1, at, workflowId } as const
  const candidates = [...new Set([known?.sourceId ?? entry.sourceId, entry.sourceId])]
  const operation: Operation = {
    kind: 'create',
    sourceId: candidates[0] ?? entry.sourceId,
    resourceId: null,
    connectionId: plan.connectionId ?? '',
    account: entry.account,
    plan,
    base: null,
    seq: UNKNOWN_SEQ,
    intent: 'send',
    twinOf: null,
  }
  const why = isForeignPage ? 'clonedProfile' : 'journalLost'
  const records: LaneRecord[] = [{ ...head, type: 'UNCERTAIN', operation, candidates, why }]
  if (known === null || isGoneForGood(known.state)) return records
  if (known.operationId !== null) {
    const { operationId: id, resourceId } = known
    records.push({
      ...head,
      type: 'ACCEPTED',
      operation: { id, createdServer: null, status: 'pending', resourceId },
      sourceId: known.sourceId ?? entry.sourceId,
      via: 'page',
      server: null,
    })
  }
  if (known.resourceId !== null) {
    records.push({ ...head, type: 'DONE', resourceId: known.resourceId, server: null })
  }
  return records
}

/** States in which the ids the page remembers belong to a generation of which nothing remains. */
function isGoneForGood(state: NonNullable<SubmitEntry['known']>['state']): boolean {
  return state === 'failed' || state === 'rejected' || state === 'withdrawn'
}
