import type { LaneRecord, RecordOf } from '../journal/journal-record.ts'
import type { Lane, Operation, Phase } from './lane.ts'
import { idle, withKnownOperations, withoutUncertainty, withSeenOperations } from './lane-changes.ts'
import { hasNothingOpen, isWithoutEffect, operationOf, UNKNOWN_SEQ } from './lane-facts.ts'
import { remoteAfter, withUncertainUpdate, withUnknownContent } from './remote-after-write.ts'

/** Looks kept for the screen. */
const MAX_LOOKS = 12

type Transition<K extends LaneRecord['type']> = (lane: Lane, record: RecordOf<K>) => Lane

/**
 * How each record about one write changes its lane: its begin, its end, and what was looked up about it. A record
 * that does not fit the phase changes nothing.
 */
const TRANSITIONS = {
  ATTEMPT: attempted,
  UNSENT: unsent,
  ACCEPTED: accepted,
  REFUSED: refused,
  BLOCKED: blocked,
  ANSWER_LOST: answerLost,
  UNCERTAIN: recordsLost,
  LOOK: looked,
  EVIDENCE: provedAbsent,
  LISTED: (lane) => {
    const { phase } = lane
    return phase.kind === 'accepted' ? { ...lane, phase: { ...phase, isListed: true } } : lane
  },
  PENDING: (lane, { status }) => {
    const { phase } = lane
    return phase.kind === 'accepted' ? { ...lane, phase: { ...phase, status } } : lane
  },
  FAILED: failed,
  ABSENT: foundAbsent,
  UNPROVEN: (lane, { why }) => {
    const { phase } = lane
    return phase.kind === 'failed' ? { ...lane, phase: { ...phase, unproven: why } } : lane
  },
  SWEPT: ({ sweep: _swept, ...lane }) => lane,
  DONE: done,
} as const satisfies { readonly [K in LaneRecord['type']]?: Transition<K> }

type WriteRecordType = keyof typeof TRANSITIONS

/** A record about one write. */
export type WriteRecord = RecordOf<WriteRecordType>

/** Folds a record about a write into its lane. */
export function applyWriteRecord(lane: Lane, record: WriteRecord): Lane {
  return resumedAfterDuplicate(lane, changed(lane, record))
}

function changed<K extends WriteRecordType>(lane: Lane, record: Extract<WriteRecord, { type: K }>): Lane {
  const transitions: { readonly [T in WriteRecordType]: Transition<T> } = TRANSITIONS
  const transition: Transition<K> = transitions[record.type as K]
  return transition(lane, record)
}

/** The cancellation of a duplicate has ended: the lane goes on from the phase in which it was before. */
function resumedAfterDuplicate(before: Lane, after: Lane): Lane {
  const { resumed, ...rest } = after
  if (resumed === undefined || after === before || !hasNothingOpen(after)) return after
  return { ...rest, phase: resumed, tries: 0, firstTryServer: null }
}

function attempted(lane: Lane, record: RecordOf<'ATTEMPT'>): Lane {
  const { phase } = lane
  const isBesideTerminal = record.operation.duplicateOf !== null && hasNothingOpen(lane)
  if (phase.kind !== 'idle' && !isBesideTerminal) return lane
  // The lane does not return to a refusal of the same cancellation.
  const isResumed = phase.kind !== 'idle' && operationOf(phase)?.duplicateOf == null
  return {
    ...lane,
    ...(isResumed && { resumed: phase }),
    phase: { kind: 'sending', operation: triedAt(lane, record) },
    attempts: lane.attempts + 1,
    tries: lane.tries + 1,
    firstTryServer: lane.firstTryServer ?? record.server,
    lastTryAt: record.at,
  }
}

/** An update is recognised by its content: one with the same content from before this try is not ours. */
function triedAt({ firstTryServer }: Lane, { operation, server }: RecordOf<'ATTEMPT'>): Operation {
  const isFirst = firstTryServer === null || firstTryServer === server
  return isFirst || operation.kind === 'create' ? operation : { ...operation, triedServer: server }
}

function unsent(lane: Lane): Lane {
  if (lane.phase.kind !== 'sending') return lane
  return {
    ...idle(lane),
    attempts: lane.attempts - 1,
    tries: lane.tries - 1, // `firstTryServer` stays: a listing that begins too early is still complete
  }
}

function accepted(lane: Lane, record: RecordOf<'ACCEPTED'>): Lane {
  const { phase } = lane
  // What the page remembers is no answer to an attempt that is on its way.
  const isAnswered = phase.kind === 'sending' && record.via !== 'page'
  if (!isAnswered && phase.kind !== 'uncertain') return lane
  const { id, createdServer, status } = record.operation
  const { connectionId = phase.operation.connectionId, sourceId } = record
  const operation = { ...phase.operation, connectionId, sourceId }
  return {
    ...lane,
    sourceId: operation.kind === 'create' ? record.sourceId : lane.sourceId,
    knownOperationIds: withKnownOperations(lane, [id]),
    // When the create that was kept has failed, a former duplicate of it may be kept now.
    duplicates: lane.duplicates.filter((each) => each.operationId !== id),
    phase: {
      kind: 'accepted',
      operation,
      operationId: id,
      createdServer,
      status,
      isListed: record.via === 'listing',
    },
  }
}

function refused(lane: Lane, record: RecordOf<'REFUSED'>): Lane {
  const { operation, message, fieldErrors, isLocal } = record
  // The desk itself refuses an update only over what it has read.
  const isRead = isLocal && operation.kind === 'update' && lane.remote !== null
  return {
    ...lane,
    remote: isRead && lane.remote !== null ? { ...lane.remote, isRead: true } : lane.remote,
    duplicates: afterRefusal(lane, operation),
    phase: { kind: 'rejected', operation, message, fieldErrors, isLocal },
    tries: 0,
  }
}

function blocked(lane: Lane, { status, message }: RecordOf<'BLOCKED'>): Lane {
  if (lane.phase.kind !== 'sending') return lane
  const { operation } = lane.phase
  return {
    ...lane,
    duplicates: afterRefusal(lane, operation),
    phase: { kind: 'blocked', operation, status, message },
  }
}

function answerLost(lane: Lane, { detail }: RecordOf<'ANSWER_LOST'>): Lane {
  if (lane.phase.kind !== 'sending') return lane
  const { operation } = lane.phase
  return { ...lane, phase: uncertain(operation, [operation.sourceId], [], 'answerLost', detail) }
}

function recordsLost(lane: Lane, record: RecordOf<'UNCERTAIN'>): Lane {
  if (lane.phase.kind === 'sending' || lane.phase.kind === 'accepted') return lane
  const { operation, possibleSourceIds, possibleConnectionIds = [], why } = record
  const possibleIds = {
    sourceIds: possibleSourceIds,
    connectionIds: [operation.connectionId, ...possibleConnectionIds],
  }
  return {
    ...lane,
    recordsUncertain: why,
    // Keep the search scope: the first match may have failed, and the next look must search as far as this one.
    ...(operation.kind === 'create' && { possibleIds }),
    phase: uncertain(operation, possibleSourceIds, possibleConnectionIds, why, null),
  }
}

function uncertain(
  operation: Operation,
  possibleSourceIds: readonly string[],
  possibleConnectionIds: readonly string[],
  why: 'answerLost' | 'journalLost' | 'clonedProfile',
  detail: string | null,
): Phase {
  return {
    kind: 'uncertain',
    operation,
    possibleSourceIds: [...possibleSourceIds],
    ...(possibleConnectionIds.length > 0 && { possibleConnectionIds: [...possibleConnectionIds] }),
    why,
    detail,
    endedServer: null,
    firstClearServer: null,
    lastMissServer: null,
    looks: [],
  }
}

function looked(lane: Lane, record: RecordOf<'LOOK'>): Lane {
  const { phase } = lane
  if (phase.kind !== 'uncertain') return lane
  return {
    ...lane,
    phase: {
      ...phase,
      endedServer: phase.endedServer ?? record.server,
      // A sign of the operation in between takes the first clear listing back.
      firstClearServer:
        record.found > 0
          ? null
          : (phase.firstClearServer ?? (record.isClear && phase.endedServer !== null ? record.server : null)),
      lastMissServer: record.firstServer ?? record.server ?? phase.lastMissServer,
      looks: [...phase.looks.slice(1 - MAX_LOOKS), { at: record.at, found: record.found }],
      unproven: record.isClear || record.found > 0 ? undefined : (record.unproven ?? phase.unproven),
    },
  }
}

function provedAbsent(lane: Lane, record: RecordOf<'EVIDENCE'>): Lane {
  const { phase } = lane
  if (phase.kind !== 'uncertain') return lane
  // Evidence of an earlier uncertainty says nothing of one that was recorded in the meantime.
  const isOfThis = phase.operation.seq !== UNKNOWN_SEQ || phase.firstClearServer === record.firstServer
  if (!isOfThis) return lane
  return absent(withSeenOperations(lane, record.endedIds ?? []), phase.operation, record.secondServer)
}

function failed(lane: Lane, record: RecordOf<'FAILED'>): Lane {
  const { operationId, errorType, message, isTerminal, server = null } = record
  if (lane.phase.kind !== 'accepted') return lane
  const { operation } = lane.phase
  const hasNoEffect = operation.duplicateOf !== null || isWithoutEffect(errorType)
  return {
    ...lane,
    duplicates: afterRefusal(lane, operation),
    remote: hasNoEffect ? lane.remote : withUncertainUpdate(lane.remote, operation, server),
    phase: { kind: 'failed', operation, operationId, errorType, message, isTerminal },
    tries: 0,
  }
}

function foundAbsent(lane: Lane, { by }: RecordOf<'ABSENT'>): Lane {
  const { phase } = lane
  if (phase.kind === 'failed') {
    return { ...lane, phase: { ...phase, isTerminal: true, unproven: undefined } }
  }
  return phase.kind === 'uncertain' && phase.unproven !== undefined && by === 'person'
    ? { ...absent(lane, phase.operation, null), tries: 0, firstTryServer: null }
    : lane
}

/** The operation made nothing; of an update that has no record, none is open. */
function absent(lane: Lane, operation: Operation, server: number | null): Lane {
  if (operation.seq !== UNKNOWN_SEQ) {
    return { ...idle(lane), remote: withUncertainUpdate(lane.remote, operation, server) }
  }
  const certain = withoutUncertainty(lane)
  // Nothing that counts exists under any id, so the newest pending change's own id was never used.
  if (operation.kind === 'create') return idle({ ...certain, sourceId: lane.desired.sourceId })
  return idle(withUnknownContent(certain, server))
}

/**
 * A duplicate whose cancellation was refused still exists. It is no longer to be cancelled, and the kept workflow goes
 * on.
 */
function afterRefusal(lane: Lane, { duplicateOf }: Operation): Lane['duplicates'] {
  if (duplicateOf === null) return lane.duplicates
  return lane.duplicates.map((each) =>
    each.operationId === duplicateOf ? { ...each, isCancelWanted: false } : each,
  )
}

function done(lane: Lane, record: RecordOf<'DONE'>): Lane {
  const { kind } = lane.phase
  if (kind !== 'accepted' && kind !== 'uncertain' && kind !== 'failed') return lane
  const { operation } = lane.phase
  // Of a recovered lane the page may know the workflow and no operation: then its own source id was never used.
  const sourceId = operation.kind === 'create' ? operation.sourceId : lane.sourceId
  const ended = { ...idle(lane), sourceId, tries: 0, firstTryServer: null }
  const { duplicateOf } = operation
  if (duplicateOf !== null) {
    return { ...ended, duplicates: lane.duplicates.filter((each) => each.operationId !== duplicateOf) }
  }
  return {
    ...ended,
    remote: remoteAfter(lane.remote, operation, record),
    // When the kept create failed and exists all the same, what was listed as its duplicate may be this very workflow.
    duplicates: lane.duplicates.filter((each) => each.resourceId !== record.resourceId),
    ...sweepAfter(lane, operation, record.server),
  }
}

/** After a create: when duplicates that are listed late are to be looked for. */
function sweepAfter(lane: Lane, operation: Operation, server: number | null): Pick<Lane, 'sweep'> {
  const fromServer = lane.firstTryServer
  if (operation.kind !== 'create' || fromServer === null || server === null) return {}
  return { sweep: { fromServer, doneServer: server } }
}
