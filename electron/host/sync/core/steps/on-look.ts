import type { WireOperation, WireWorkflow } from '../../../../catena/wire.ts'
import { isRipe, type Waits } from '../evidence/absence-evidence.ts'
import { isAbsenceVisible, type Learned } from '../evidence/learned.ts'
import { BEFORE_FIRST_TRY_MS } from '../evidence/listing-windows.ts'
import { type Identity, isOurWorkflow, recogniseCreate } from '../evidence/recognise.ts'
import type { JournalRecord, LaneRecord, RecordOf } from '../journal/journal-record.ts'
import { applyToLane } from '../lane/apply-record.ts'
import type { Lane, Operation, PhaseOf, Unproven } from '../lane/lane.ts'
import { UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import { isUnknownUpdate, lookedFor, uniqueIds } from '../lane/uncertainty.ts'
import { wireTimeMs } from '../time/wire-time.ts'
import { bodyOf } from './build-write.ts'
import {
  connectionOf,
  duplicateRecord,
  identityOfCreate,
  isOpenUpdateOf,
  isPerhapsOpenUpdate,
  isUpdateOf,
  isUpdateOfWorkflow,
  lagRecord,
  onOperation,
  seenOf,
  sureIdentityOfCreate,
} from './on-listed-operation.ts'

/** An older change is not sent without a person. */
const TOO_OLD_MS = 45 * 86_400_000
/**
 * The tries of a change, each followed by a proof of absence. After these the network is not the cause, and a person
 * decides.
 */
const MAX_TRIES = 3
/**
 * A complete look: every page of every window of every list came. `connection_id` of an item is the connection that was
 * listed, also where Catena does not give it back.
 */
export interface LookSeen {
  readonly operations: readonly WireOperation[]
  /** `null` when they were not asked for. */
  readonly workflows: readonly WireWorkflow[] | null
  /**
   * The believed `Date`s of the first and the last answer; `null` when one was missing or not believed: then there is
   * no evidence.
   */
  readonly earliestServer: number | null
  readonly latestServer: number | null
}

/** What a look is judged by besides the lane. */
export interface LookFacts {
  readonly waits: Waits
  readonly learnedOf: (connectionId: string) => Learned
  /** True for an operation that belongs to another workflow of this computer. */
  readonly isAccountedFor: (operationId: string) => boolean
  /**
   * True while the breaker for this operation is open. Then a person is not asked, however often the change was tried
   * [B2].
   */
  readonly isBreakerOpen: (operation: Operation) => boolean
  /** True while another create on the connection will soon show which marks Catena gives back. */
  readonly isControlExpected: (connectionId: string) => boolean
}

/** The records that follow from a complete look. */
export function onLook(lane: Lane, seen: LookSeen, facts: LookFacts, at: number): JournalRecord[] {
  const { phase } = lane
  if (phase.kind !== 'uncertain') return []
  if (isUnknownUpdate(phase.operation)) {
    const open = seen.operations.filter((each) => isOpenUpdateOf(each, phase.operation))
    if (open.length > 0) return [stillOpen(lane, open.length, seen, at)]
    return onMissing(lane, phase, seen, facts, at)
  }
  const found = foundIn(lane, phase, seen.operations)
  if (found.length > 0) return onFound(lane, phase, found, seen, at)
  const open = seen.operations.filter((each) => isPerhapsOpenUpdate(each, lane, phase.operation))
  if (phase.operation.kind === 'update' && open.length > 0) return [stillOpen(lane, open.length, seen, at)]
  return onMissing(lane, phase, seen, facts, at)
}

/** An open update may still change what Catena holds. Until it has ended, nothing is read or written. */
function stillOpen(lane: Lane, found: number, seen: LookSeen, at: number): LaneRecord {
  const { workflowId } = lane
  return { v: 2, at, workflowId, type: 'LOOK', found, isClear: false, ...timesOf(seen) }
}

function timesOf({
  earliestServer,
  latestServer,
}: LookSeen): Pick<RecordOf<'LOOK'>, 'server' | 'firstServer'> {
  const isSlow = earliestServer !== null && earliestServer !== latestServer
  return { server: latestServer, ...(isSlow && { firstServer: earliestServer }) }
}

function foundIn(lane: Lane, phase: PhaseOf<'uncertain'>, listed: readonly WireOperation[]): WireOperation[] {
  const identity = identityOfCreate(lane, phase)
  const isOurs = (each: WireOperation) =>
    phase.operation.kind === 'create'
      ? recogniseCreate(each, identity).kind === 'ours' && isNewOrDuplicate(lane, each.id)
      : isUpdateOf(each, lane, phase.operation)
  const byId = new Map(listed.filter(isOurs).map((each) => [each.id, each]))
  return [...byId.values()].sort(
    (a, b) => (seenOf(a).createdServer ?? 0) - (seenOf(b).createdServer ?? 0) || (a.id < b.id ? -1 : 1),
  )
}

/** When the kept create has failed, a known duplicate may be the only one left. */
function isNewOrDuplicate(lane: Lane, operationId: string): boolean {
  return (
    !lane.knownOperationIds.includes(operationId) ||
    lane.duplicates.some((each) => each.operationId === operationId)
  )
}

function onFound(
  lane: Lane,
  phase: PhaseOf<'uncertain'>,
  found: readonly WireOperation[],
  seen: LookSeen,
  at: number,
): JournalRecord[] {
  const [oldest, ...others] = found
  if (oldest === undefined) return []
  const accepted: LaneRecord = {
    v: 2,
    at,
    workflowId: lane.workflowId,
    type: 'ACCEPTED',
    operation: seenOf(oldest),
    sourceId: sourceIdOf(lane, phase, oldest),
    ...connectionOf(oldest, phase.operation.connectionId),
    via: 'listing',
    server: seen.latestServer,
  }
  const records: JournalRecord[] = [
    accepted,
    ...lagRecord(accepted.operation.createdServer, phase.lastMissServer, at),
  ]
  if (others.length > 0 && phase.operation.kind === 'create') {
    const kept = accepted.connectionId ?? phase.operation.connectionId
    records.push(duplicateRecord(lane.workflowId, others, kept, at))
  }
  const after = applyToLane(lane, accepted)
  const isLogMissing = oldest.status === 'failed' && oldest.logs == null
  if (after !== undefined && !isLogMissing) records.push(...onOperation(after, oldest, at, seen.latestServer))
  return records
}

/** The source id under which a create was found. The operation may carry an id of the TSP [open]. */
function sourceIdOf(lane: Lane, phase: PhaseOf<'uncertain'>, found: WireOperation): string {
  const recognised = recogniseCreate(found, identityOfCreate(lane, phase))
  return (recognised.kind === 'ours' ? recognised.sourceId : null) ?? phase.operation.sourceId
}

/** Remembers older updates. After lost records, one with the same content would be taken for the next update. */
function endedIds(operation: Operation, listed: readonly WireOperation[]): { readonly endedIds?: string[] } {
  if (!isUnknownUpdate(operation)) return {}
  const ids = uniqueIds(listed.filter((each) => isUpdateOfWorkflow(each, operation)).map((each) => each.id))
  return ids.length === 0 ? {} : { endedIds: ids }
}

function onMissing(
  lane: Lane,
  phase: PhaseOf<'uncertain'>,
  seen: LookSeen,
  facts: LookFacts,
  at: number,
): JournalRecord[] {
  const identity = identityOfCreate(lane, phase)
  const workflow = seen.workflows?.find((each) => isOurWorkflow(each, identity))
  if (workflow !== undefined) return onWorkflowListed(lane, phase, workflow, seen, facts, at)
  const isWhole = phase.operation.kind === 'update' || seen.workflows !== null
  const isRipeNow = isWhole && seen.earliestServer !== null && isRipe(phase, facts.waits, seen.earliestServer)
  const obstacle = isRipeNow ? unprovenBy(lane, phase, identity, seen, facts) : null
  const isClear = isRipeNow && obstacle === null
  // A person is asked only when evidence cannot be had.
  const isSoonProven = obstacle === 'noMarks' && lookedFor(phase).connectionIds.some(facts.isControlExpected)
  const unproven = isSoonProven ? null : obstacle
  const head = { v: 2, at, workflowId: lane.workflowId } as const
  const look: LaneRecord = {
    ...head,
    type: 'LOOK',
    found: 0,
    isClear,
    ...timesOf(seen),
    ...(unproven !== null && { unproven }),
  }
  if (!isClear || phase.firstClearServer === null || seen.earliestServer === null) return [look]
  const evidence: LaneRecord = {
    ...head,
    type: 'EVIDENCE',
    firstServer: phase.firstClearServer,
    secondServer: seen.earliestServer,
    ...endedIds(phase.operation, seen.operations),
  }
  const held = heldBy(lane, phase.operation, seen.earliestServer, facts)
  return held === null ? [look, evidence] : [look, evidence, { ...head, type: 'HELD', by: held }]
}

/** Why a person decides about a change that is proved absent; `null` when it is sent again. */
function heldBy(
  lane: Lane,
  operation: Operation,
  server: number,
  facts: LookFacts,
): 'tooOld' | 'tooManyTries' | null {
  if (lane.firstTryServer !== null && server - lane.firstTryServer > TOO_OLD_MS) return 'tooOld'
  return lane.tries >= MAX_TRIES && !facts.isBreakerOpen(operation) ? 'tooManyTries' : null
}

/**
 * The workflow is listed, but not its operation. The operation should follow; the workflow alone is enough only after
 * the two waits.
 */
function onWorkflowListed(
  { workflowId }: Lane,
  { operation, endedServer }: PhaseOf<'uncertain'>,
  workflow: WireWorkflow,
  seen: LookSeen,
  { waits }: LookFacts,
  at: number,
): LaneRecord[] {
  const head = { v: 2, at, workflowId } as const
  const { id: resourceId } = workflow
  const isSure =
    endedServer !== null &&
    seen.earliestServer !== null &&
    seen.earliestServer >= endedServer + waits.absenceQuietMs + waits.absenceGapMs
  if (!isSure) return [{ ...head, type: 'LOOK', found: 1, isClear: false, ...timesOf(seen) }]
  return [
    {
      ...head,
      type: 'DONE',
      resourceId,
      ...connectionOf(workflow, operation.connectionId),
      server: seen.latestServer,
    },
    { ...head, type: 'READ', resourceId },
  ]
}

/** Why a listing that lacks a create does not prove its absence [N3, N4]; `null` when it does. */
function unprovenBy(
  lane: Lane,
  phase: PhaseOf<'uncertain'>,
  identity: Identity,
  seen: LookSeen,
  facts: LookFacts,
): Unproven | null {
  const { operation } = phase
  if (operation.kind === 'update') return null
  const server = seen.earliestServer ?? Number.POSITIVE_INFINITY
  const sure = sureIdentityOfCreate(lane, phase)
  const isVisible = lookedFor(phase).connectionIds.every((connectionId) =>
    isAbsenceVisible(facts.learnedOf(connectionId), sure, server),
  )
  if (!isVisible) return 'noMarks'
  const sent = operation.seq === UNKNOWN_SEQ ? null : bodyOf(operation)
  const isPerhapsOurs = (each: WireOperation) =>
    recogniseCreate(each, identity, sent).kind === 'perhaps' &&
    !lane.knownOperationIds.includes(each.id) &&
    !isBeforeFirstTry(each, lane, operation) &&
    !facts.isAccountedFor(each.id)
  return seen.operations.some(isPerhapsOurs) ? 'perhapsOurs' : null
}

/** True when an operation was made before ours can have been sent. */
function isBeforeFirstTry(seen: WireOperation, lane: Lane, operation: Operation): boolean {
  if (operation.seq === UNKNOWN_SEQ || lane.firstTryServer === null) return false
  const created = wireTimeMs(seen.created_at)
  return created !== null && created < lane.firstTryServer - BEFORE_FIRST_TRY_MS
}
