import type { PossibleIds, SubmittedChange } from '../../../../../shared/model/status/sync-status.ts'
import type { JournalRecord, LaneRecord } from '../journal/journal-record.ts'
import type { Lane, Operation } from '../lane/lane.ts'
import { UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import {
  joinPossibleIds,
  lookedFor,
  possibleIdsOf,
  uncertainRecords,
  uniqueIds,
} from '../lane/uncertainty.ts'
import { isSettled } from './build-write.ts'

/**
 * The records of a submitted pending change; none when the journal has this one or a newer one.
 * @param isForeignPage the page's database belongs to another install, which may have sent any of its changes.
 */
export function onSubmit(
  lane: Lane | undefined,
  change: SubmittedChange,
  at: number,
  isForeignPage: boolean,
): JournalRecord[] {
  const { workflowId, seq, intent, plan, sourceId, account, overBase } = change
  const head = { v: 2, at, workflowId } as const
  const records: LaneRecord[] = []
  if (lane === undefined || seq > lane.desired.seq) {
    records.push({ ...head, type: 'INTENT', seq, intent, plan, sourceId, account, overBase })
  }
  if (lane === undefined) {
    // No record of the workflow is in the journal.
    const mayBeThere = change.wasSubmitted || isForeignPage || hasIds(change)
    return mayBeThere
      ? [...records, ...recovered(change, { sourceIds: [], connectionIds: [] }, isForeignPage, at)]
      : records
  }
  if (isBehindPage(lane, change) || isBeyondJournal(lane, change)) {
    return [...records, ...recovered(change, possibleIdsOf(lane), false, at)]
  }
  if (lane.remote === null) return [...records, ...possibleIdsRecords(lane, change, at)]
  if (isUpdateMissing(lane, change)) {
    return [...records, { ...head, type: 'RECORDS_UNCERTAIN', why: 'journalLost' }]
  }
  return [...records, ...baseRecords(lane, change, at)]
}

/** What the screen showed is newer than what this desk wrote: the change is compared with that [L2]. */
function baseRecords(lane: Lane, { base, workflowId, seq }: SubmittedChange, at: number): LaneRecord[] {
  if (base === undefined || seq <= lane.desired.seq || base.seq !== lane.desired.seq) return []
  return isSettled(lane) ? [{ v: 2, at, workflowId, type: 'BASE', plan: base.plan }] : []
}

/**
 * The page may know a pending change that is in the lost records. It may have been sent under its own ids and on its
 * own connection. The first newer pending change after the loss tells these ids; later ones were not in the lost
 * records.
 */
function possibleIdsRecords(lane: Lane, change: SubmittedChange, at: number): LaneRecord[] {
  const { workflowId, phase, recordsUncertain: why } = lane
  if (why === undefined || lane.arePossibleIdsTold === true) return []
  if (!change.wasSubmitted || change.seq < lane.desired.seq) return []
  const own = possibleIdsOf(lane)
  const possibleIds = joinPossibleIds(own, possibleIdsOfPage(change))
  if (change.seq === lane.desired.seq && isSamePossibleIds(own, possibleIds)) return []
  const told: LaneRecord = { v: 2, at, workflowId, type: 'RECORDS_UNCERTAIN', why, possibleIds }
  if (phase.kind !== 'uncertain' || phase.operation.seq !== UNKNOWN_SEQ) return [told]
  const looked = lookedFor(phase)
  const all = joinPossibleIds(looked, possibleIds)
  return isSamePossibleIds(looked, all)
    ? [told]
    : [told, ...uncertainRecords(phase.operation, all, why, at, workflowId)]
}

/** @param more contains all ids of `some`. */
function isSamePossibleIds(some: PossibleIds, more: PossibleIds): boolean {
  return (
    more.sourceIds.length === some.sourceIds.length && more.connectionIds.length === some.connectionIds.length
  )
}

/** The ids under which the page knows that its pending change may have been sent. */
function possibleIdsOfPage({ known, sourceId, plan, possibleConnectionIds }: SubmittedChange): PossibleIds {
  return {
    sourceIds: uniqueIds([known?.sourceId, sourceId, ...(known?.possibleIds?.sourceIds ?? [])]),
    connectionIds: uniqueIds([
      known?.connectionId,
      plan.connectionId,
      ...(possibleConnectionIds ?? []),
      ...(known?.possibleIds?.connectionIds ?? []),
    ]),
  }
}

function hasIds(change: SubmittedChange): boolean {
  return change.known !== null && (change.known.operationId !== null || change.known.resourceId !== null)
}

/** True when the page knows an operation that the journal has lost. */
function isBehindPage(lane: Lane, change: SubmittedChange): boolean {
  const { known } = change
  if (known === null || lane.remote !== null || lane.tries > 0) return false
  if (lane.phase.kind !== 'idle' && lane.phase.kind !== 'uncertain') return false
  if (known.operationId !== null) return !lane.knownOperationIds.includes(known.operationId)
  return known.resourceId !== null && known.state === 'done'
}

/**
 * True when a damaged journal may lack a create. It holds only the end of an earlier pending change, so a cancel would
 * seem to need nothing. A pending change to send is looked into before it is sent.
 */
function isBeyondJournal(lane: Lane, change: SubmittedChange): boolean {
  if (lane.recordsUncertain === undefined || lane.remote !== null) return false
  const isEnded = lane.phase.kind === 'withdrawn' || lane.phase.kind === 'discarded'
  return isEnded && change.intent === 'cancel' && change.wasSubmitted && change.seq > lane.desired.seq
}

/** True when the page knows an operation on a workflow at Catena that the journal, an older one, does not know. */
function isUpdateMissing(lane: Lane, { known }: SubmittedChange): boolean {
  if (
    lane.remote === null ||
    lane.recordsUncertain !== undefined ||
    known === null ||
    known.operationId === null
  )
    return false
  return !lane.knownOperationIds.includes(known.operationId)
}

/** Restores a lane from what the page knows. It is uncertain where the page does not know enough. */
function recovered(
  change: SubmittedChange,
  own: PossibleIds,
  isForeignPage: boolean,
  at: number,
): LaneRecord[] {
  const { workflowId, known, plan } = change
  const head = { v: 2, at, workflowId } as const
  const possibleIds = joinPossibleIds(possibleIdsOfPage(change), own)
  const operation: Operation = {
    kind: 'create',
    sourceId: possibleIds.sourceIds[0] ?? change.sourceId,
    resourceId: null,
    connectionId: possibleIds.connectionIds[0] ?? '',
    account: change.account,
    plan,
    base: null,
    seq: UNKNOWN_SEQ,
    intent: 'send',
    duplicateOf: null,
  }
  const why = isForeignPage ? 'clonedProfile' : 'journalLost'
  const records: LaneRecord[] = [...uncertainRecords(operation, possibleIds, why, at, workflowId)]
  if (records.length === 0) return []
  // After an update that failed or was refused, the workflow still exists.
  if (known === null || (known.resourceId === null && isGoneForGood(known.state))) return records
  if (known.operationId !== null) {
    const { operationId: id, resourceId } = known
    records.push({
      ...head,
      type: 'ACCEPTED',
      operation: { id, createdServer: null, status: 'pending', resourceId },
      sourceId: known.sourceId ?? change.sourceId,
      via: 'page',
      server: null,
    })
  }
  if (known.resourceId !== null) {
    records.push({ ...head, type: 'DONE', resourceId: known.resourceId, server: null })
    if (!isForeignPage && hasNothingOpen(known, change)) {
      records.push({ ...head, type: 'RECORDS_UNCERTAIN', why: null })
      if (change.base !== undefined) records.push({ ...head, type: 'BASE', plan: change.base.plan })
    }
  }
  return records
}

/**
 * True when the page saw the newest pending change done that can have been sent: this one, or the last one that was
 * submitted before it. Then nothing of the workflow is open at Catena, whatever the journal knows.
 */
function hasNothingOpen(
  known: NonNullable<SubmittedChange['known']>,
  { seq, submittedSeq }: SubmittedChange,
): boolean {
  if (known.state !== 'done') return false
  return known.seq === seq || (known.seq === submittedSeq && seq > submittedSeq)
}

/** States in which the ids that the page knows belong to a generation of which nothing exists. */
function isGoneForGood(state: NonNullable<SubmittedChange['known']>['state']): boolean {
  return state === 'failed' || state === 'rejected' || state === 'withdrawn'
}
