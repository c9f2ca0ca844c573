import { messageRef } from '../../../../../shared/text/stored-text.ts'
import type { LaneRecord, RecordOf } from '../journal/journal-record.ts'
import { createOperation, updateOperation } from '../steps/build-write.ts'
import { applyWriteRecord } from './apply-write-record.ts'
import type { Lane, Remote } from './lane.ts'
import { idle, withKnownOperations, withoutUncertainty } from './lane-changes.ts'
import { canDiscard } from './lane-facts.ts'
import { lineOf } from './log-lines.ts'
import { earlierVersions, withUnknownContent } from './remote-after-write.ts'

/** Log lines kept per lane for the Sync tab: those of about 5 changes. */
const MAX_LINES = 40

/**
 * The only function that changes a lane. Pure: the same records give the same lane, in the running engine and after a
 * crash. A record that does not fit the phase changes nothing, because another record came before it.
 */
export function applyToLane(before: Lane | undefined, record: LaneRecord): Lane | undefined {
  if (before === undefined) return record.type === 'INTENT' ? newLane(record) : undefined
  const after = changed(before, record)
  if (after === before) return before
  const line = lineOf(before, record)
  return {
    ...after,
    sinceAt: after.phase.kind === before.phase.kind ? before.sinceAt : record.at,
    changedServer: ('server' in record ? record.server : null) ?? after.changedServer,
    lines: line === null ? after.lines : [...after.lines.slice(1 - MAX_LINES), line],
  }
}

function newLane(record: RecordOf<'INTENT'>): Lane {
  return {
    workflowId: record.workflowId,
    desired: desiredOf(record),
    remote: null,
    phase: { kind: 'idle' },
    generation: 1,
    sourceId: record.sourceId,
    isHeldByUser: false,
    attempts: 0,
    tries: 0,
    firstTryServer: null,
    lastTryAt: null,
    sinceAt: record.at,
    changedServer: null,
    knownOperationIds: [],
    duplicates: [],
    lines: [{ at: record.at, kind: 'queued', text: messageRef('sync.line.saved') }],
  }
}

function desiredOf(record: RecordOf<'INTENT'>): Lane['desired'] {
  const { seq, intent, plan, sourceId, account, overBase } = record
  return { seq, intent, plan, sourceId, account, overBase }
}

/**
 * True for a record that ends a pending change after a newer one was written: the newer one stands, and its next step
 * is worked out again. A base that was read is a fact for any pending change, and what was reopened stays open, except as
 * the end of a conflict.
 */
function isOvertaken(lane: Lane, record: LaneRecord): boolean {
  switch (record.type) {
    case 'WITHDRAWN':
    case 'DISCARDED':
    case 'RELEASED':
      return record.seq !== undefined && record.seq < lane.desired.seq
    case 'BASE':
    case 'REOPENED':
      return lane.phase.kind === 'conflict' && record.seq !== undefined && record.seq < lane.desired.seq
    default:
      return false
  }
}

function changed(lane: Lane, record: LaneRecord): Lane {
  if (isOvertaken(lane, record)) return lane
  switch (record.type) {
    case 'INTENT':
      if (record.seq <= lane.desired.seq) return lane
      // The page may know only this pending change of those that were lost: earlier ones may have been sent.
      return { ...afterLoss(lane), desired: desiredOf(record) }
    case 'GENERATION':
      if (!canDiscard(lane)) return lane
      return {
        ...idle(lane),
        generation: lane.generation + 1,
        sourceId: record.sourceId,
        tries: 0,
        firstTryServer: null,
      }
    case 'REOPENED':
      if (!canDiscard(lane)) return lane
      return { ...idle(afterLoss(lane)), tries: 0 }
    case 'HELD':
      if (record.by === 'user') return { ...lane, isHeldByUser: true }
      return held(lane, record.by)
    case 'RELEASED':
      return released(lane, record)
    case 'WITHDRAWN':
      if (!canDiscard(lane)) return lane
      return { ...lane, phase: { kind: 'withdrawn', seq: lane.desired.seq }, isHeldByUser: false }
    case 'DISCARDED':
      return canDiscard(lane) ? discarded(lane) : lane
    case 'CONFLICT': {
      if (!canDiscard(lane)) return lane
      const { theirs, base, askedFields, changedServer, uncertainFields, baseHash } = record
      return {
        ...lane,
        phase: {
          kind: 'conflict',
          theirs,
          ...(base !== undefined && { base }),
          ...(askedFields !== undefined && { askedFields }),
          ...(changedServer !== undefined && { changedServer }),
          uncertainFields,
          baseHash,
          seq: lane.desired.seq,
        },
      }
    }
    case 'BASE':
      if (lane.remote === null || !canDiscard(lane)) return lane
      return { ...idle(lane), remote: known(lane.remote, record, lane.desired.seq - 1) }
    case 'READ':
      return shown(lane, record)
    case 'RECORDS_UNCERTAIN':
      return recordsUncertain(lane, record)
    case 'DUPLICATE_CHANGED':
      return { ...lane, duplicates: changedDuplicates(lane, record) }
    case 'DUPLICATE':
      return duplicated(lane, record)
    default:
      return applyWriteRecord(lane, record)
  }
}

/** When records may be lost, the lane knows what Catena held before them and not what it holds now. */
function afterLoss(lane: Lane): Lane {
  return lane.recordsUncertain === undefined ? lane : withUnknownContent(lane)
}

function recordsUncertain(lane: Lane, { why, possibleIds }: RecordOf<'RECORDS_UNCERTAIN'>): Lane {
  if (why === null) return withoutUncertainty(lane)
  const { arePossibleIdsTold: _before, ...uncertain } = lane
  return {
    ...uncertain,
    recordsUncertain: why,
    ...(possibleIds !== undefined && { possibleIds, arePossibleIdsTold: true }),
  }
}

/**
 * A release with a `seq` follows from a cancel and ends only the question to the dispatcher. A hold made by hand, also
 * one made after the release was decided, stays until it is released by hand.
 */
function released(lane: Lane, record: RecordOf<'RELEASED'>): Lane {
  const isHeldByUser = record.seq === undefined ? false : lane.isHeldByUser
  if (lane.phase.kind === 'held') return { ...idle(lane), tries: 0, isHeldByUser }
  // The lane goes on when the cancellation of its duplicate has ended.
  if (lane.resumed?.kind === 'held') return { ...lane, resumed: { kind: 'idle' }, isHeldByUser }
  return { ...lane, isHeldByUser }
}

function held(lane: Lane, why: 'tooManyTries' | 'tooOld'): Lane {
  const operation = lane.remote === null ? createOperation(lane) : updateOperation(lane)
  if (lane.phase.kind !== 'idle' || operation === null) return lane
  return { ...lane, phase: { kind: 'held', operation, why } }
}

/**
 * What Catena holds after it was read. Only fields that Catena does not give back stay uncertain.
 * @param seq the newest pending change that does not send these fields.
 */
function known(
  remote: Remote,
  read: Pick<RecordOf<'BASE'>, 'plan' | 'uncertainFields'>,
  seq: number,
): Remote {
  const { resourceId, connectionId, account } = remote
  const fields = read.uncertainFields ?? []
  const earlier = earlierVersions([remote.uncertainUpdate?.plan, remote.plan], remote.earlier)
  const is = { resourceId, connectionId, account, plan: read.plan, ...earlier, isRead: true as const }
  return fields.length === 0 ? is : { ...is, uncertainFields: { seq, fields } }
}

/** A read has shown the workflow. A read of another workflow, decided before the lane got this one, changes nothing. */
function shown(lane: Lane, { resourceId }: RecordOf<'READ'>): Lane {
  const { remote } = lane
  if (remote === null || remote.resourceId !== resourceId || remote.isRead === true) return lane
  return { ...lane, remote: { ...remote, isRead: true } }
}

/**
 * Discarding a pending change sends nothing, so the uncertainty persists: the next pending change reads what Catena
 * holds.
 */
function withUncertaintyKept(remote: Remote, seq: number): Remote {
  const { uncertainUpdate, uncertainFields } = remote
  return {
    ...remote,
    ...(uncertainUpdate === undefined ? {} : { uncertainUpdate: { ...uncertainUpdate, seq } }),
    ...(uncertainFields === undefined ? {} : { uncertainFields: { ...uncertainFields, seq } }),
  }
}

function discarded(lane: Lane): Lane {
  if (lane.remote === null) {
    return { ...lane, phase: { kind: 'discarded', seq: lane.desired.seq }, isHeldByUser: false }
  }
  const { remote, phase } = lane
  const plan = phase.kind === 'conflict' ? phase.theirs : remote.plan
  return {
    ...idle(lane),
    remote:
      phase.kind === 'conflict'
        ? known(remote, { plan: phase.theirs, uncertainFields: phase.uncertainFields }, lane.desired.seq)
        : withUncertaintyKept(remote, lane.desired.seq),
    isHeldByUser: false,
    tries: 0,
    // A plan that may not be Catena's is not shown as Catena's. It is read, and the dispatcher decides about
    // differences.
    desired: { ...lane.desired, plan: plan === null ? lane.desired.plan : ours(lane, plan), intent: 'send' },
  }
}

/** Catena's version with the fields that never leave this computer. */
function ours(lane: Lane, plan: Lane['desired']['plan']): Lane['desired']['plan'] {
  return { ...plan, reference: lane.desired.plan.reference }
}

function duplicated(lane: Lane, record: RecordOf<'DUPLICATE'>): Lane {
  const known = new Set(lane.knownOperationIds)
  const fresh = record.duplicates.filter((each) => !known.has(each.operationId))
  if (fresh.length === 0) return lane
  return {
    ...lane,
    knownOperationIds: withKnownOperations(
      lane,
      fresh.map((each) => each.operationId),
    ),
    duplicates: [...lane.duplicates, ...fresh.map((each) => ({ ...each, isCancelWanted: false }))],
  }
}

function changedDuplicates(lane: Lane, record: RecordOf<'DUPLICATE_CHANGED'>): Lane['duplicates'] {
  const { change, operationId } = record
  const isKept = change.kind === 'made' && change.resourceId === lane.remote?.resourceId
  if (change.kind === 'gone' || isKept)
    return lane.duplicates.filter((each) => each.operationId !== operationId)
  return lane.duplicates.map((each) => {
    if (each.operationId !== operationId) return each
    return change.kind === 'made'
      ? { ...each, resourceId: change.resourceId }
      : { ...each, isCancelWanted: true }
  })
}
