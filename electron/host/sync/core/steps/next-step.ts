import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { assertNever } from '../../../../../shared/util/assert-never.ts'
import type { LaneRecord } from '../journal/journal-record.ts'
import type { Lane, Operation } from '../lane/lane.ts'
import { hasNothingOpen } from '../lane/lane-facts.ts'
import { uncertaintyBeforeWrite } from '../lane/uncertainty.ts'
import { createOperation, isMovedToOtherConnection, updateOperation, workOf } from './build-write.ts'

/** What a lane does next when every gate is open. */
export type Step =
  | { readonly kind: 'nothing' }
  /** These records follow from the lane alone. */
  | { readonly kind: 'record'; readonly records: readonly LaneRecord[] }
  /** Write: create, cancel, or cancel a duplicate. */
  | { readonly kind: 'write'; readonly work: 'create' | 'cancel' | 'cancelDuplicate' }
  /** Read Catena's version, then write the difference. */
  | { readonly kind: 'readBase' }
  /** List, to learn whether an uncertain operation exists. */
  | { readonly kind: 'look' }
  /** Ask how an accepted operation is doing. */
  | { readonly kind: 'poll' }
  /** Look among the workflows for a create that failed at the TSP. */
  | { readonly kind: 'find' }
  /** Learn what became of a duplicate that is to be cancelled. */
  | { readonly kind: 'askDuplicate'; readonly operationId: string }

const NOTHING: Step = { kind: 'nothing' }

/** The next step of a lane. Pure, and cheap enough to be called after each change. @param at wall ms, for display. */
export function nextStep(lane: Lane, at: number): Step {
  const records = followUps(lane, at)
  if (records.length > 0) return { kind: 'record', records }
  const duplicateStep = hasNothingOpen(lane) ? cancelDuplicateStep(lane) : null
  if (duplicateStep !== null) return duplicateStep
  switch (lane.phase.kind) {
    case 'idle':
      return idleStep(lane)
    case 'uncertain':
      return { kind: 'look' }
    case 'accepted':
      return { kind: 'poll' }
    case 'failed':
      return lane.phase.isTerminal ? NOTHING : { kind: 'find' }
    case 'sending':
    case 'rejected':
    case 'blocked':
    case 'held':
    case 'withdrawn':
    case 'discarded':
    case 'conflict':
      return NOTHING
    default:
      return assertNever(lane.phase)
  }
}

/** A duplicate is cancelled whenever nothing of the lane is open, also beside a refusal, a conflict or a hold. */
function cancelDuplicateStep(lane: Lane): Step | null {
  const unknown = lane.duplicates.find((each) => each.isCancelWanted && each.resourceId === null)
  if (unknown !== undefined) return { kind: 'askDuplicate', operationId: unknown.operationId }
  return workOf(lane).kind === 'cancelDuplicate' ? { kind: 'write', work: 'cancelDuplicate' } : null
}

function idleStep(lane: Lane): Step {
  const work = workOf(lane)
  if (work.kind !== 'nothing' && lane.isHeldByUser) return NOTHING
  switch (work.kind) {
    case 'nothing':
      return NOTHING
    case 'readBase':
      return { kind: 'readBase' }
    case 'create':
    case 'cancel':
    case 'cancelDuplicate':
      return { kind: 'write', work: work.kind }
    default:
      return assertNever(work)
  }
}

/** The records that follow from a lane alone, after its pending change has changed or its operation has ended. */
export function followUps(lane: Lane, at: number): LaneRecord[] {
  const { phase, desired, workflowId } = lane
  const head = { v: 2, at, workflowId } as const
  switch (phase.kind) {
    case 'idle':
      return idleRecords(lane, at)
    case 'rejected':
      return afterNothingMade(lane, phase.operation, at)
    case 'failed':
      return phase.isTerminal ? afterNothingMade(lane, phase.operation, at) : []
    case 'blocked':
      if (phase.operation.duplicateOf !== null) return afterDuplicateRefused(lane, at)
      if (lane.remote === null && desired.intent === 'cancel') return nothingMade(lane, at)
      if (desired.seq > phase.operation.seq && (isElsewhere(lane, phase.operation) || isBackAtBase(lane))) {
        return [{ ...head, type: 'REOPENED' }]
      }
      return []
    case 'held':
      if (desired.intent !== 'cancel') return []
      return lane.remote === null ? nothingMade(lane, at) : [{ ...head, type: 'RELEASED', seq: desired.seq }]
    case 'withdrawn':
    case 'discarded':
      return desired.intent === 'send' && desired.seq > phase.seq
        ? [{ ...head, type: 'GENERATION', sourceId: desired.sourceId }]
        : []
    case 'conflict':
      // The lost records may have ended the conflict. Catena's version is read again before anybody decides.
      if (lane.recordsUncertain !== undefined) return [{ ...head, type: 'REOPENED' }]
      if (desired.overBase === phase.baseHash) {
        const { theirs: plan, uncertainFields } = phase
        return [{ ...head, type: 'BASE', plan, uncertainFields, seq: desired.seq }]
      }
      return desired.intent === 'cancel' ? afterUndecidedCancel(phase, head, desired.seq) : []
    case 'sending':
    case 'uncertain':
    case 'accepted':
      return []
    default:
      return assertNever(phase)
  }
}

/**
 * A cancel during a conflict decides the status and nothing else. The other fields keep their base, so that whoever
 * takes the cancel back is asked about them [L3].
 */
function afterUndecidedCancel(
  { base, theirs, uncertainFields }: Extract<Lane['phase'], { kind: 'conflict' }>,
  head: Pick<LaneRecord, 'v' | 'at' | 'workflowId'>,
  seq: number,
): LaneRecord[] {
  const isCancelledThere = theirs.status === 'CANCELLED' && !uncertainFields?.includes('status')
  if (base === undefined || !isCancelledThere) return [{ ...head, type: 'REOPENED', seq }]
  return [{ ...head, type: 'BASE', plan: { ...base, status: theirs.status }, uncertainFields, seq }]
}

function idleRecords(lane: Lane, at: number): LaneRecord[] {
  if (lane.remote === null && lane.desired.intent === 'cancel') return nothingMade(lane, at)
  const refused = refusedHere(lane, at)
  if (refused.length > 0) return refused
  const work = workOf(lane).kind
  return work === 'nothing' || work === 'cancelDuplicate' ? [] : uncertaintyBeforeWrite(lane, at)
}

/** A cancel of a workflow that was never made, as far as no record is lost. */
function nothingMade(lane: Lane, at: number): LaneRecord[] {
  const recordsUncertain = uncertaintyBeforeWrite(lane, at)
  const { workflowId, desired } = lane
  return recordsUncertain.length > 0
    ? recordsUncertain
    : [{ v: 2, at, workflowId, type: 'WITHDRAWN', seq: desired.seq }]
}

/**
 * A duplicate that could not be cancelled does not hold up a pending change. Without one, the refusal stays visible.
 */
function afterDuplicateRefused(lane: Lane, at: number): LaneRecord[] {
  const hasPendingChange = workOf(lane).kind !== 'nothing'
  return hasPendingChange ? [{ v: 2, at, workflowId: lane.workflowId, type: 'REOPENED' }] : []
}

/**
 * After an operation that left nothing at Catena: a corrected pending change starts again, and a cancel has nothing to
 * do.
 */
function afterNothingMade(lane: Lane, operation: Operation, at: number): LaneRecord[] {
  const { desired, workflowId } = lane
  const head = { v: 2, at, workflowId } as const
  if (operation.duplicateOf !== null) return afterDuplicateRefused(lane, at)
  if (operation.kind === 'create') {
    if (desired.intent === 'cancel') return nothingMade(lane, at)
    // After a lost journal the number of the sent pending change is not known, but its source id is. It is not sent
    // again.
    const isCorrected = desired.seq > operation.seq && desired.sourceId !== operation.sourceId
    return isCorrected ? [{ ...head, type: 'GENERATION', sourceId: desired.sourceId }] : []
  }
  return desired.seq > operation.seq ? [{ ...head, type: 'REOPENED' }] : []
}

/** A blocked create is no longer blocked when its pending change has another connection. */
function isElsewhere(lane: Lane, operation: Operation): boolean {
  return lane.desired.intent === 'cancel' || lane.desired.plan.connectionId !== operation.connectionId
}

/**
 * A blocked update has nothing to send when its pending change equals what Catena holds. After a 404 that is not known.
 */
function isBackAtBase(lane: Lane): boolean {
  return lane.phase.kind === 'blocked' && lane.phase.status !== 404 && workOf(lane).kind === 'nothing'
}

/** Refusals without a request, because Catena could only answer with an error. */
function refusedHere(lane: Lane, at: number): LaneRecord[] {
  const head = { v: 2, at, workflowId: lane.workflowId, type: 'REFUSED', isLocal: true } as const
  if (lane.remote === null && lane.desired.plan.connectionId === null) {
    const message = messageRef('fields.problem.chooseConnection')
    return [
      {
        ...head,
        operation: createOperation(lane),
        message,
        fieldErrors: [{ path: ['connectionId'], message }],
      },
    ]
  }
  const update = isMovedToOtherConnection(lane) ? updateOperation(lane) : null
  if (update === null) return []
  const message = messageRef('sync.refusal.otherConnection')
  return [{ ...head, operation: update, message, fieldErrors: [{ path: ['connectionId'], message }] }]
}
