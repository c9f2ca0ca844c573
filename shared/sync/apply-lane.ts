import { assertNever } from '../util/assert-never.ts'
import type { LaneRecord, RecordOf } from './journal-record.ts'
import type { Have, Lane, Operation, Phase } from './lane.ts'
import { lineOf } from './lines.ts'
import { createOperation, updateOperation } from './target.ts'

/** `seq` of an operation of which only ids are known: what Catena holds must be read before it is changed. */
export const UNKNOWN_SEQ = 0

/** Errors of a failed operation after which nothing was changed at the TSP: plain refusals. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['validation', 'auth'])

/** True when an operation that failed so has surely changed nothing; network, TSP and unknown errors are not. */
export function isWithoutEffect(errorType: string | null): boolean {
  return errorType !== null && WITHOUT_EFFECT.has(errorType)
}

/** Lines kept per lane for the Sync tab: some 5 whole changes. */
const MAX_LINES = 40
/** Operations remembered per lane: an update's listing must not take an older one for its own. */
const MAX_KNOWN_OPERATIONS = 100
/** Looks kept for the screen. */
const MAX_LOOKS = 12

/**
 * The only thing that changes a lane. Pure: the same records give the same lane, in the running engine and after a
 * crash. A record that does not fit the phase changes nothing: it was decided before another record overtook it.
 */
export function applyToLane(before: Lane | undefined, record: LaneRecord): Lane | undefined {
  if (before === undefined) return record.type === 'INTENT' ? newLane(record) : undefined
  const after = changed(before, record)
  if (after === before) return before
  const line = lineOf(before, record)
  return {
    ...after,
    sinceAt: after.phase.kind === before.phase.kind ? before.sinceAt : record.at,
    changedServer: 'server' in record && record.server !== null ? record.server : after.changedServer,
    lines: line === null ? after.lines : [...after.lines.slice(1 - MAX_LINES), line],
  }
}

function newLane(record: RecordOf<'INTENT'>): Lane {
  return {
    workflowId: record.workflowId,
    want: wantOf(record),
    have: null,
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
    twins: [],
    lines: [{ at: record.at, kind: 'queued', text: 'Saved on this computer, waiting to be sent' }],
  }
}

function wantOf(record: RecordOf<'INTENT'>): Lane['want'] {
  const { seq, intent, plan, sourceId, account, overBase } = record
  return { seq, intent, plan, sourceId, account, overBase }
}

/** The operation whose outcome is open, waiting to be decided, or the last that ended badly. */
export function operationOf(phase: Phase): Operation | null {
  return 'operation' in phase ? phase.operation : null
}

/**
 * True for a record that settles a wish when a newer one was written before it: the newer one stands, and what is to be
 * done is worked out again. A base that was read is a fact whatever the wish, except as the end of a conflict.
 */
function isOvertaken(lane: Lane, record: LaneRecord): boolean {
  switch (record.type) {
    case 'WITHDRAWN':
    case 'DISCARDED':
    case 'TOOK_THEIRS':
      return record.seq !== undefined && record.seq < lane.want.seq
    case 'BASE':
      return lane.phase.kind === 'conflict' && record.seq !== undefined && record.seq < lane.want.seq
    default:
      return false
  }
}

function changed(lane: Lane, record: LaneRecord): Lane {
  if (isOvertaken(lane, record)) return lane
  switch (record.type) {
    case 'INTENT':
      return record.seq > lane.want.seq ? { ...lane, want: wantOf(record) } : lane
    case 'GENERATION':
      return {
        ...idle(lane),
        generation: lane.generation + 1,
        sourceId: record.sourceId,
        tries: 0,
        firstTryServer: null,
      }
    case 'REOPENED':
      return { ...idle(lane), tries: 0 }
    case 'ATTEMPT':
      return attempted(lane, record)
    case 'HELD':
      if (record.by === 'user') return { ...lane, isHeldByUser: true }
      return held(lane, record.by)
    case 'RELEASED':
      return lane.phase.kind === 'held'
        ? { ...idle(lane), tries: 0, isHeldByUser: false }
        : { ...lane, isHeldByUser: false }
    case 'WITHDRAWN':
      return { ...lane, phase: { kind: 'withdrawn', seq: lane.want.seq }, isHeldByUser: false }
    case 'DISCARDED':
      return discarded(lane)
    case 'CONFLICT': {
      const { theirs, baseHash } = record
      return { ...lane, phase: { kind: 'conflict', theirs, baseHash, seq: lane.want.seq } }
    }
    case 'BASE':
      return lane.have === null ? lane : { ...idle(lane), have: known(lane.have, record.plan) }
    case 'TOOK_THEIRS':
      return tookTheirs(lane)
    case 'UNCERTAIN':
      return {
        ...lane,
        phase: ambiguous(record.operation, record.candidates, record.why, null),
      }
    case 'TWIN':
      return { ...lane, twins: changedTwins(lane, record) }
    case 'DUPLICATE':
      return duplicated(lane, record)
    default:
      return ofOperation(lane, record)
  }
}

type OperationRecord = Exclude<
  LaneRecord,
  {
    type:
      | 'INTENT'
      | 'GENERATION'
      | 'REOPENED'
      | 'ATTEMPT'
      | 'HELD'
      | 'RELEASED'
      | 'WITHDRAWN'
      | 'DISCARDED'
      | 'CONFLICT'
      | 'BASE'
      | 'TOOK_THEIRS'
      | 'UNCERTAIN'
      | 'TWIN'
      | 'DUPLICATE'
  }
>

/** Records about the outcome of an operation. */
function ofOperation(lane: Lane, record: OperationRecord): Lane {
  const { phase } = lane
  switch (record.type) {
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
      return { ...lane, phase: { kind: 'rejected', operation, message, fieldErrors, isLocal }, tries: 0 }
    }
    case 'BLOCKED':
      if (phase.kind !== 'sending') return lane
      return {
        ...lane,
        phase: {
          kind: 'blocked',
          operation: phase.operation,
          status: record.status,
          message: record.message,
        },
      }
    case 'AMBIG':
      if (phase.kind !== 'sending') return lane
      return {
        ...lane,
        phase: ambiguous(phase.operation, [phase.operation.sourceId], 'answerLost', record.detail),
      }
    case 'LOOK':
      return looked(lane, record)
    case 'EVIDENCE':
      return phase.kind === 'ambiguous' ? idle(lane) : lane
    case 'LISTED':
      return phase.kind === 'accepted' ? { ...lane, phase: { ...phase, isListed: true } } : lane
    case 'PENDING':
      return phase.kind === 'accepted' ? { ...lane, phase: { ...phase, status: record.status } } : lane
    case 'FAILED': {
      const { operationId, errorType, message, isSettled } = record
      if (phase.kind !== 'accepted') return lane
      const { operation } = phase
      return {
        ...lane,
        have: haveAfterFailure(lane.have, operation, errorType),
        phase: { kind: 'failed', operation, operationId, errorType, message, isSettled },
        tries: 0,
      }
    }
    case 'ABSENT':
      return phase.kind === 'failed' ? { ...lane, phase: { ...phase, isSettled: true } } : lane
    case 'DONE':
      return done(lane, record)
    default:
      return assertNever(record)
  }
}

function idle(lane: Lane): Lane {
  return { ...lane, phase: { kind: 'idle' } }
}

function ambiguous(
  operation: Operation,
  candidates: readonly string[],
  why: 'answerLost' | 'journalLost' | 'clonedProfile',
  detail: string | null,
): Phase {
  return {
    kind: 'ambiguous',
    operation,
    candidates: [...candidates],
    why,
    detail,
    endedServer: null,
    firstClearServer: null,
    lastMissServer: null,
    looks: [],
  }
}

function held(lane: Lane, why: 'tooManyTries' | 'tooOld'): Lane {
  const operation = lane.have === null ? createOperation(lane) : updateOperation(lane)
  if (lane.phase.kind !== 'idle' || operation === null) return lane
  return { ...lane, phase: { kind: 'held', operation, why } }
}

function attempted(lane: Lane, record: RecordOf<'ATTEMPT'>): Lane {
  return {
    ...lane,
    phase: { kind: 'sending', operation: record.operation },
    attempts: lane.attempts + 1,
    tries: lane.tries + 1,
    firstTryServer: lane.firstTryServer ?? record.server,
    lastTryAt: record.at,
  }
}

function accepted(lane: Lane, record: RecordOf<'ACCEPTED'>): Lane {
  const { phase } = lane
  if (phase.kind !== 'sending' && phase.kind !== 'ambiguous') return lane
  const { id, createdServer, status } = record.operation
  const operation = { ...phase.operation, sourceId: record.sourceId }
  return {
    ...lane,
    sourceId: operation.kind === 'create' ? record.sourceId : lane.sourceId,
    knownOperationIds: [...lane.knownOperationIds.slice(1 - MAX_KNOWN_OPERATIONS), id],
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
  if (phase.kind !== 'ambiguous') return lane
  return {
    ...lane,
    phase: {
      ...phase,
      endedServer: phase.endedServer ?? record.server,
      // A sign of life in between takes the first clear listing back.
      firstClearServer:
        record.found > 0 ? null : (phase.firstClearServer ?? (record.isClear ? record.server : null)),
      lastMissServer: record.server ?? phase.lastMissServer,
      looks: [...phase.looks.slice(1 - MAX_LOOKS), { at: record.at, found: record.found }],
    },
  }
}

function done(lane: Lane, record: RecordOf<'DONE'>): Lane {
  const operation = operationOf(lane.phase)
  if (operation === null) return lane
  const ended = { ...idle(lane), tries: 0, firstTryServer: null }
  if (operation.twinOf !== null) {
    return { ...ended, twins: lane.twins.filter((each) => each.operationId !== operation.twinOf) }
  }
  return {
    ...ended,
    have: {
      resourceId: record.resourceId,
      connectionId: operation.connectionId,
      account: operation.account,
      plan: operation.seq === UNKNOWN_SEQ ? null : operation.plan,
    },
  }
}

/** What Catena holds was read from it: no doubt is left. */
function known(have: Have, plan: Have['plan']): Have {
  const { doubt: _doubt, ...rest } = have
  return { ...rest, plan }
}

/** The doubt that stays after `seq` was dropped: dropping sends nothing, only a newer wish asks what Catena holds. */
function stillInDoubt(have: Have, seq: number): Have {
  return have.doubt === undefined ? have : { ...have, doubt: { ...have.doubt, seq } }
}

function haveAfterFailure(have: Have | null, operation: Operation, errorType: string | null): Have | null {
  if (have === null || operation.kind !== 'update' || operation.twinOf !== null) return have
  if (isWithoutEffect(errorType)) return have
  return { ...have, doubt: { seq: operation.seq, plan: operation.plan } }
}

function discarded(lane: Lane): Lane {
  if (lane.have === null) {
    return { ...lane, phase: { kind: 'discarded', seq: lane.want.seq }, isHeldByUser: false }
  }
  const { have, phase } = lane
  const plan = phase.kind === 'conflict' ? phase.theirs : (have.plan ?? lane.want.plan)
  return {
    ...idle(lane),
    have: phase.kind === 'conflict' ? known(have, plan) : stillInDoubt({ ...have, plan }, lane.want.seq),
    isHeldByUser: false,
    tries: 0,
    want: { ...lane.want, plan: ours(lane, plan), intent: 'send' },
  }
}

function tookTheirs(lane: Lane): Lane {
  if (lane.phase.kind !== 'conflict' || lane.have === null) return lane
  const { theirs } = lane.phase
  return {
    ...idle(lane),
    have: known(lane.have, theirs),
    want: { ...lane.want, plan: ours(lane, theirs), intent: 'send' },
    isHeldByUser: false,
  }
}

/** Catena's version with the fields that never leave this computer. */
function ours(lane: Lane, plan: Lane['want']['plan']): Lane['want']['plan'] {
  return { ...plan, reference: lane.want.plan.reference }
}

function duplicated(lane: Lane, record: RecordOf<'DUPLICATE'>): Lane {
  const known = new Set(lane.knownOperationIds)
  const fresh = record.twins.filter((each) => !known.has(each.operationId))
  if (fresh.length === 0) return lane
  return {
    ...lane,
    knownOperationIds: [
      ...lane.knownOperationIds.slice(fresh.length - MAX_KNOWN_OPERATIONS),
      ...fresh.map((each) => each.operationId),
    ],
    twins: [...lane.twins, ...fresh.map((each) => ({ ...each, isCancelWanted: false }))],
  }
}

function changedTwins(lane: Lane, record: RecordOf<'TWIN'>): Lane['twins'] {
  const { change, operationId } = record
  if (change.kind === 'gone') return lane.twins.filter((each) => each.operationId !== operationId)
  return lane.twins.map((each) => {
    if (each.operationId !== operationId) return each
    return change.kind === 'made'
      ? { ...each, resourceId: change.resourceId }
      : { ...each, isCancelWanted: true }
  })
}

/** True when nothing of the lane's waiting change can exist at Catena, so that it may be dropped. */
export function canDiscard(lane: Lane): boolean {
  switch (lane.phase.kind) {
    case 'sending':
    case 'ambiguous':
    case 'accepted':
      return false
    case 'failed':
      return lane.phase.isSettled
    default:
      return true
  }
}
