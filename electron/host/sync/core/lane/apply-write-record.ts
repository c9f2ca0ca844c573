import { CONTENT_FIELDS } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import { assertNever } from '../../../../../shared/util/assert-never.ts'
import { isSameField } from '../../../../catena/same-at-catena.ts'
import type { LaneRecord, RecordOf } from '../journal/journal-record.ts'
import type { Lane, Operation, Phase, Remote } from './lane.ts'
import { hasNothingOpen, isWithoutEffect, operationOf, UNKNOWN_SEQ } from './lane-facts.ts'

/** Operations remembered per lane: an update's listing must not take an older one for its own. */
const MAX_KNOWN_OPERATIONS = 100
/** Looks kept for the screen. */
const MAX_LOOKS = 12

/** A record about one write: that it was begun, how it ended, and what was looked up of it. */
export type OutcomeRecord = Extract<
  LaneRecord,
  {
    type:
      | 'ATTEMPT'
      | 'UNSENT'
      | 'ACCEPTED'
      | 'REFUSED'
      | 'BLOCKED'
      | 'ANSWER_LOST'
      | 'UNCERTAIN'
      | 'LOOK'
      | 'EVIDENCE'
      | 'LISTED'
      | 'PENDING'
      | 'FAILED'
      | 'ABSENT'
      | 'UNPROVEN'
      | 'SWEPT'
      | 'DONE'
  }
>

/** Folds such a record into its lane; one that does not fit the phase changes nothing. */
export function applyOutcome(lane: Lane, record: OutcomeRecord): Lane {
  return resumedAfterDuplicate(lane, outcomeOf(lane, record))
}

/** The cancellation of a duplicate has ended: the lane goes on from where it rested before. */
function resumedAfterDuplicate(before: Lane, after: Lane): Lane {
  const { resumed, ...rest } = after
  if (resumed === undefined || after === before || !hasNothingOpen(after)) return after
  return { ...rest, phase: resumed, tries: 0, firstTryServer: null }
}

function outcomeOf(lane: Lane, record: OutcomeRecord): Lane {
  const { phase } = lane
  switch (record.type) {
    case 'ATTEMPT':
      return attempted(lane, record)
    case 'UNSENT':
      if (phase.kind !== 'sending') return lane
      return {
        ...idle(lane),
        attempts: lane.attempts - 1,
        tries: lane.tries - 1, // `firstTryServer` stays: a listing from too early is still a whole one
      }
    case 'ACCEPTED':
      return accepted(lane, record)
    case 'REFUSED': {
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
    case 'BLOCKED': {
      if (phase.kind !== 'sending') return lane
      const { status, message } = record
      const { operation } = phase
      return {
        ...lane,
        duplicates: afterRefusal(lane, operation),
        phase: { kind: 'blocked', operation, status, message },
      }
    }
    case 'ANSWER_LOST':
      if (phase.kind !== 'sending') return lane
      return {
        ...lane,
        phase: uncertain(phase.operation, [phase.operation.sourceId], [], 'answerLost', record.detail),
      }
    case 'UNCERTAIN': {
      if (phase.kind === 'sending' || phase.kind === 'accepted') return lane
      const { operation, possibleSourceIds, possibleConnectionIds = [], why } = record
      const possibleIds = {
        sourceIds: possibleSourceIds,
        connectionIds: [operation.connectionId, ...possibleConnectionIds],
      }
      return {
        ...lane,
        recordsUncertain: why,
        // Whatever is found first may have failed since, and the next uncertainty must look as far as this one.
        ...(operation.kind === 'create' && { possibleIds }),
        phase: uncertain(operation, possibleSourceIds, possibleConnectionIds, why, null),
      }
    }
    case 'LOOK':
      return looked(lane, record)
    case 'EVIDENCE':
      // Proof of an earlier uncertainty, decided before a new one overtook it, proves nothing of the new one.
      if (phase.kind !== 'uncertain') return lane
      return phase.operation.seq !== UNKNOWN_SEQ || phase.firstClearServer === record.firstServer
        ? absent(withSeenOperations(lane, record.endedIds ?? []), phase.operation, record.secondServer)
        : lane
    case 'LISTED':
      return phase.kind === 'accepted' ? { ...lane, phase: { ...phase, isListed: true } } : lane
    case 'PENDING':
      return phase.kind === 'accepted' ? { ...lane, phase: { ...phase, status: record.status } } : lane
    case 'FAILED': {
      const { operationId, errorType, message, isTerminal, server = null } = record
      if (phase.kind !== 'accepted') return lane
      const { operation } = phase
      return {
        ...lane,
        duplicates: afterRefusal(lane, operation),
        remote:
          operation.duplicateOf !== null || isWithoutEffect(errorType)
            ? lane.remote
            : withUncertainUpdate(lane.remote, operation, server),
        phase: { kind: 'failed', operation, operationId, errorType, message, isTerminal },
        tries: 0,
      }
    }
    case 'ABSENT':
      if (phase.kind === 'failed')
        return { ...lane, phase: { ...phase, isTerminal: true, unproven: undefined } }
      return phase.kind === 'uncertain' && phase.unproven !== undefined && record.by === 'person'
        ? { ...absent(lane, phase.operation, null), tries: 0, firstTryServer: null }
        : lane
    case 'UNPROVEN':
      return phase.kind === 'failed' ? { ...lane, phase: { ...phase, unproven: record.why } } : lane
    case 'SWEPT': {
      const { sweep: _swept, ...rest } = lane
      return rest
    }
    case 'DONE':
      return done(lane, record)
    default:
      return assertNever(record)
  }
}

/** The lane with nothing open. */
export function idle(lane: Lane): Lane {
  return { ...lane, phase: { kind: 'idle' } }
}

/** The lane with nothing lost that may have been sent. */
export function withoutUncertainty(lane: Lane): Lane {
  const {
    recordsUncertain: _recordsUncertain,
    possibleIds: _possibleIds,
    arePossibleIdsTold: _told,
    ...settled
  } = lane
  return settled
}

/** The ids of operations that a lane knows, with some more. */
export function withKnownOperations(lane: Lane, ids: readonly string[]): string[] {
  return [...lane.knownOperationIds, ...ids].slice(-MAX_KNOWN_OPERATIONS)
}

function withSeenOperations(lane: Lane, ids: readonly string[]): Lane {
  const unknown = ids.filter((each) => !lane.knownOperationIds.includes(each))
  return unknown.length === 0 ? lane : { ...lane, knownOperationIds: withKnownOperations(lane, unknown) }
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

function attempted(lane: Lane, record: RecordOf<'ATTEMPT'>): Lane {
  const { phase } = lane
  const isBesideTerminal = record.operation.duplicateOf !== null && hasNothingOpen(lane)
  if (phase.kind !== 'idle' && !isBesideTerminal) return lane
  // A refusal of the same cancellation is not gone back to.
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

/** An update is recognised by what it says: another one that said the same before it was tried is not ours. */
function triedAt({ firstTryServer }: Lane, { operation, server }: RecordOf<'ATTEMPT'>): Operation {
  const isFirst = firstTryServer === null || firstTryServer === server
  return isFirst || operation.kind === 'create' ? operation : { ...operation, triedServer: server }
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
    // Where the one that was kept has failed, what was its duplicate is kept now.
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

function looked(lane: Lane, record: RecordOf<'LOOK'>): Lane {
  const { phase } = lane
  if (phase.kind !== 'uncertain') return lane
  return {
    ...lane,
    phase: {
      ...phase,
      endedServer: phase.endedServer ?? record.server,
      // A sign of life in between takes the first clear listing back.
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

/** A duplicate whose cancellation came to nothing is there still, and is asked for no more: the kept workflow goes on. */
function afterRefusal(lane: Lane, { duplicateOf }: Operation): Lane['duplicates'] {
  if (duplicateOf === null) return lane.duplicates
  return lane.duplicates.map((each) =>
    each.operationId === duplicateOf ? { ...each, isCancelWanted: false } : each,
  )
}

/** Two listings have shown that nothing is there, or, of an operation that only may have been, that none is open. */
function absent(lane: Lane, operation: Operation, server: number | null): Lane {
  if (operation.seq !== UNKNOWN_SEQ)
    return { ...idle(lane), remote: withUncertainUpdate(lane.remote, operation, server) }
  const settled = withoutUncertainty(lane)
  // Nothing is there under any id, or only what failed: the newest pending change's own id was never used for that.
  if (operation.kind === 'create') return idle({ ...settled, sourceId: lane.desired.sourceId })
  return idle(withUnknownContent(settled, server))
}

/**
 * The lane when an update that nothing here tells of may have taken effect: what Catena holds is read before the next
 * decision, and what it does not say is sent.
 */
export function withUnknownContent(lane: Lane, server: number | null = null): Lane {
  const { remote } = lane
  if (remote === null) return lane
  if (remote.plan === null) {
    // What is lost may have taken our own cancel back.
    const { isCancelled: _cancelled, ...unread } = remote
    return remote.isCancelled === undefined ? lane : { ...lane, remote: unread }
  }
  return {
    ...lane,
    remote: {
      ...remote,
      uncertainUpdate: {
        seq: UNKNOWN_SEQ,
        plan: remote.uncertainUpdate?.plan ?? remote.plan,
        ...(server !== null && { server }),
      },
      uncertainFields: { seq: UNKNOWN_SEQ, fields: [...CONTENT_FIELDS] },
    },
  }
}

function done(lane: Lane, record: RecordOf<'DONE'>): Lane {
  const { kind } = lane.phase
  if (kind !== 'accepted' && kind !== 'uncertain' && kind !== 'failed') return lane
  const { operation } = lane.phase
  // Of a recovered lane the page may know the workflow and no operation: the pending change's own id was never used.
  const sourceId = operation.kind === 'create' ? operation.sourceId : lane.sourceId
  const ended = { ...idle(lane), sourceId, tries: 0, firstTryServer: null }
  if (operation.duplicateOf !== null) {
    return {
      ...ended,
      duplicates: lane.duplicates.filter((each) => each.operationId !== operation.duplicateOf),
    }
  }
  const { account } = operation
  const { resourceId, connectionId = operation.connectionId } = record
  const { isRead } = lane.remote ?? {}
  const is = { resourceId, connectionId, account, ...(isRead && { isRead }) }
  const remote: Remote = {
    ...is,
    ...contentAfter(lane.remote, operation, record.server),
    ...earlierAfter(lane.remote, operation),
  }
  return {
    ...ended,
    remote,
    // Where the kept create failed and exists all the same, what was listed as its duplicate may be this very workflow.
    duplicates: lane.duplicates.filter((each) => each.resourceId !== resourceId),
    ...sweepAfter(lane, operation, record.server),
  }
}

/** The earlier versions that a read may still show [M1]: what was held before, and what may have been. */
const MAX_EARLIER = 4

function earlierAfter(before: Remote | null, operation: Operation): Pick<Remote, 'earlier'> {
  if (operation.kind === 'create' || before === null) return {}
  return earlierVersions([before.uncertainUpdate?.plan, before.plan], before.earlier)
}

/** Puts versions in front of the earlier ones. */
export function earlierVersions(
  versions: readonly (Plan | null | undefined)[],
  before: readonly Plan[] = [],
): Pick<Remote, 'earlier'> {
  const earlier = [...versions.flatMap((each) => each ?? []), ...before].slice(0, MAX_EARLIER)
  return earlier.length === 0 ? {} : { earlier }
}

/** After a create: when duplicates that are listed late are to be looked for. */
function sweepAfter(lane: Lane, operation: Operation, server: number | null): Pick<Lane, 'sweep'> {
  const fromServer = lane.firstTryServer
  if (operation.kind !== 'create' || fromServer === null || server === null) return {}
  return { sweep: { fromServer, doneServer: server } }
}

/** What Catena holds after an operation has succeeded. */
function contentAfter(
  before: Remote | null,
  operation: Operation,
  server: number | null,
): Pick<Remote, 'plan' | 'uncertainUpdate' | 'uncertainFields' | 'isCancelled'> {
  if (operation.seq === UNKNOWN_SEQ) return { plan: null }
  if (operation.kind === 'create' || operation.intent !== 'cancel') return { plan: operation.plan }
  // A cancel sends the status alone: what was not known before it is not known after it.
  if (operation.base === null) return { plan: null, isCancelled: true }
  const uncertainUpdate = before?.uncertainUpdate
  const is = { plan: operation.plan, ...uncertainFieldsAfterCancel(before) }
  if (uncertainUpdate === undefined || uncertainUpdate.seq === operation.seq) return is
  const { status } = operation.plan
  // A read of before the cancel says nothing of what is uncertain now.
  const since = server ?? uncertainUpdate.server
  const cancelled = { ...uncertainUpdate.plan, status }
  return {
    ...is,
    uncertainUpdate: { seq: operation.seq, plan: cancelled, ...(since !== undefined && { server: since }) },
  }
}

/** A cancel says nothing but the status: what else was a guess stays one. */
function uncertainFieldsAfterCancel(before: Remote | null): Pick<Remote, 'uncertainFields'> {
  const { uncertainFields } = before ?? {}
  const fields = uncertainFields?.fields.filter((field) => field !== 'status') ?? []
  return uncertainFields === undefined || fields.length === 0
    ? {}
    : { uncertainFields: { ...uncertainFields, fields } }
}

/** An update that may have taken effect although it failed or was not found. */
function withUncertainUpdate(
  remote: Remote | null,
  operation: Operation,
  server: number | null,
): Remote | null {
  if (remote === null || operation.kind !== 'update' || operation.duplicateOf !== null) return remote
  const { seq, intent, plan } = operation
  // A cancel over content that was never read says nothing of it; the next pending change reads it in any case.
  if (intent === 'cancel' && operation.base === null) return remote
  const older = remote.uncertainUpdate
  const since = server === null ? {} : { server }
  if (older === undefined || older.seq === seq || intent !== 'cancel') {
    const before =
      older === undefined || older.seq === seq
        ? remote
        : { ...remote, ...earlierVersions([older.plan], remote.earlier) }
    return { ...before, uncertainUpdate: { seq, plan, ...since } }
  }
  // A cancel does not ask what is uncertain: that stays so for this pending change too, beside the status. The status of
  // before may be there still.
  const cancelled = { ...older.plan, status: plan.status }
  const before = isSameField('status', older.plan, plan)
    ? remote
    : { ...remote, ...earlierVersions([older.plan], remote.earlier) }
  return { ...before, uncertainUpdate: { seq: older.seq, plan: cancelled, ...since } }
}
