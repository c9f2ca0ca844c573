import { departureOf, type Plan } from '../../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../../shared/util/depot-time.ts'
import type { WireOperation, WireWorkflow } from '../../../../catena/wire.ts'
import type { JournalRecord, LaneRecord, RecordOf } from '../journal/journal-record.ts'
import { applyToLane } from '../lane/apply-record.ts'
import type { Lane, Operation, PhaseOf, Unproven } from '../lane/lane.ts'
import { UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import { isUnknownUpdate, lookedFor, uniqueIds } from '../lane/uncertainty.ts'
import { bodyOf } from '../steps/build-write.ts'
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
} from '../steps/on-listed-operation.ts'
import { isoOf } from '../time/time-text.ts'
import { wireTimeMs } from '../time/wire-time.ts'
import { isAbsenceVisible, type Learned } from './learned.ts'
import { type Identity, isOurWorkflow, recogniseCreate } from './recognise.ts'

/** Listings begin this long before the first try, so that no difference between Catena's clocks can hide it. */
const BEFORE_FIRST_TRY_MS = 15 * 60_000
/** Listings end this long after now, for the same reason. */
const AFTER_NOW_MS = 60 * 60_000
/** Catena refuses a window of more than 45 days. */
const LONGEST_WINDOW_MS = 44 * 86_400_000
/**
 * Where the time of the first try is not known (a lost journal): everything that could be sent by itself, also when the
 * computer then stood still for twice as long. Three slices.
 */
const LOOK_BACK_MS = 130 * 86_400_000
/** A change that is older than this is not sent by itself any more. */
const TOO_OLD_MS = 45 * 86_400_000
/** Tries with a proof of absence after each; then the cause is not the line, and a person decides. */
const MAX_TRIES = 3
/** `Date` counts whole seconds: waits measured with it get one more. */
const DATE_STEP_MS = 1000

/** Part of a listing's time, ISO 8601 UTC by Catena's clock. */
export interface Window {
  readonly from: string
  readonly to: string
}

/** From `fromMs` to an hour after `nowMs` in slices that Catena accepts. Overlapping ends are harmless. */
export function windowsOf(fromMs: number, nowMs: number): Window[] {
  const end = nowMs + AFTER_NOW_MS
  const windows: Window[] = []
  for (let start = fromMs; start < end; start += LONGEST_WINDOW_MS) {
    windows.push({ from: isoOf(start), to: isoOf(Math.min(end, start + LONGEST_WINDOW_MS)) })
  }
  return windows
}

/**
 * Where listings begin in which an operation first tried at `firstTryServer` must appear. @param endedServer Catena's time
 * at which its last try had surely ended, for one whose first is not known.
 */
export function listedFrom(
  firstTryServer: number | null,
  nowMs: number,
  endedServer: number | null = null,
): number {
  const from =
    firstTryServer === null ? (endedServer ?? nowMs) - LOOK_BACK_MS : firstTryServer - BEFORE_FIRST_TRY_MS
  return Math.min(from, nowMs)
}

/** A planned start is looked for in a window of this much on either side; ms. */
const AROUND_START_MS = 86_400_000

/**
 * The windows of the workflow list in which a workflow with one of these plans must appear. The list filters by
 * `occurred_at` [doc], which may be the time of creation or the planned start [open]: both are covered.
 */
export function workflowWindowsOf(created: readonly Window[], plans: readonly Plan[]): Window[] {
  const windows = [...created]
  for (const plan of plans) {
    const departure = departureOf(plan)
    const startMs = departure === null ? null : readInstantMs(departure)
    if (startMs === null) continue
    const from = isoOf(startMs - AROUND_START_MS)
    const to = isoOf(startMs + AROUND_START_MS)
    if (!windows.some((each) => each.from <= from && each.to >= to)) windows.push({ from, to })
  }
  return windows
}

/** What to ask of Catena to learn whether an uncertain operation exists. */
export interface LookPlan {
  readonly kind: 'create' | 'update'
  readonly connectionIds: readonly string[]
  /** Listings begin here, by Catena's clock; ms since 1970. */
  readonly fromMs: number
  /** True when this look may count as evidence: then the workflow list is read too. */
  readonly isEvidence: boolean
  /** What the workflow may say, for the windows of its list. */
  readonly plans: readonly Plan[]
}

export function lookPlanOf(
  lane: Lane,
  phase: PhaseOf<'uncertain'>,
  waits: Waits,
  nowServer: number,
): LookPlan {
  const { operation } = phase
  const firstTry = operation.seq === UNKNOWN_SEQ ? null : lane.firstTryServer
  return {
    kind: operation.kind,
    connectionIds: lookedFor(phase).connectionIds,
    fromMs: listedFrom(firstTry, nowServer, phase.endedServer),
    isEvidence: operation.kind === 'create' && isRipe(phase, waits, nowServer),
    plans: [operation.plan, lane.desired.plan],
  }
}

/** `absenceQuietMs` and `absenceGapMs` as they are in force, in milliseconds. */
export interface Waits {
  readonly absenceQuietMs: number
  readonly absenceGapMs: number
}

/** `absenceQuietMs` grows with the worst lag that was seen: a listing that is five times as slow is still waited for. */
export function waitsOf(
  timings: { readonly absenceQuietMs: number; readonly absenceGapMs: number },
  worstLagMs: number,
): Waits {
  return {
    absenceQuietMs: Math.max(timings.absenceQuietMs, 5 * worstLagMs),
    absenceGapMs: timings.absenceGapMs,
  }
}

/** Catena's time from which the next look can count as evidence; `null` until the end of the attempt is known. */
export function ripeAt(phase: PhaseOf<'uncertain'>, waits: Waits): number | null {
  if (phase.endedServer === null) return null
  const first = phase.endedServer + waits.absenceQuietMs + DATE_STEP_MS
  return phase.firstClearServer === null
    ? first
    : Math.max(first, phase.firstClearServer + waits.absenceGapMs + DATE_STEP_MS)
}

function isRipe(phase: PhaseOf<'uncertain'>, waits: Waits, server: number): boolean {
  const ripe = ripeAt(phase, waits)
  return ripe !== null && server >= ripe
}

/**
 * A complete look: every page of every slice of every list came. What was listed says in `connection_id` on which
 * connection, whether Catena gives it back or not.
 */
export interface LookSeen {
  readonly operations: readonly WireOperation[]
  /** `null` when they were not asked for. */
  readonly workflows: readonly WireWorkflow[] | null
  /** Believed `Date`s of the first and the last answer; `null` when one was missing or uncertain: no evidence then. */
  readonly earliestServer: number | null
  readonly latestServer: number | null
}

/** What a look is judged by beside the lane itself. */
export interface LookFacts {
  readonly waits: Waits
  readonly learnedOf: (connectionId: string) => Learned
  /** True for an operation that is known to belong to another workflow of this computer. */
  readonly isAccountedFor: (operationId: string) => boolean
  /**
   * True while Catena takes no writes of this kind there: however often this one was tried, that is not for a person to
   * decide [B2].
   */
  readonly isBreakerOpen: (operation: Operation) => boolean
  /** True while another create on the connection is about to show which marks Catena gives back. */
  readonly isControlExpected: (connectionId: string) => boolean
}

/** What follows from a complete look. */
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

/** It may still change what Catena holds: until it has ended, nothing is read or written. */
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

/** A duplicate of one that has failed since may be all there is. */
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

/** Our own source id of a create that was found; the operation may carry one of the TSP [open]. */
function sourceIdOf(lane: Lane, phase: PhaseOf<'uncertain'>, found: WireOperation): string {
  const recognised = recogniseCreate(found, identityOfCreate(lane, phase))
  return (recognised.kind === 'ours' ? recognised.sourceId : null) ?? phase.operation.sourceId
}

/** After lost records an older update with the same content would be taken for the next one, were it not known. */
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
  const { workflowId } = lane
  const { waits } = facts
  const { connectionIds } = lookedFor(phase)
  const head = { v: 2, at, workflowId } as const
  const isWhole = phase.operation.kind === 'update' || seen.workflows !== null
  const isRipeNow = isWhole && seen.earliestServer !== null && isRipe(phase, waits, seen.earliestServer)
  const identity = identityOfCreate(lane, phase)
  const workflow = seen.workflows?.find((each) => isOurWorkflow(each, identity))
  if (workflow !== undefined) {
    const isSure =
      phase.endedServer !== null &&
      seen.earliestServer !== null &&
      seen.earliestServer >= phase.endedServer + waits.absenceQuietMs + waits.absenceGapMs
    // The operation should show up any moment; only when the listing has had its time is the workflow itself enough.
    return isSure
      ? [
          {
            ...head,
            type: 'DONE',
            resourceId: workflow.id,
            ...connectionOf(workflow, phase.operation.connectionId),
            server: seen.latestServer,
          },
          { ...head, type: 'READ', resourceId: workflow.id },
        ]
      : [{ ...head, type: 'LOOK', found: 1, isClear: false, ...timesOf(seen) }]
  }
  const uncertainUpdate = isRipeNow ? unprovenBy(lane, phase, identity, seen, facts) : null
  const isClear = isRipeNow && uncertainUpdate === null
  // A person is asked only when evidence cannot be had.
  const isSoonProven = uncertainUpdate === 'noMarks' && connectionIds.some(facts.isControlExpected)
  const unproven = isSoonProven ? null : uncertainUpdate
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
  const isTooOld = lane.firstTryServer !== null && seen.earliestServer - lane.firstTryServer > TOO_OLD_MS
  if (isTooOld) return [look, evidence, { ...head, type: 'HELD', by: 'tooOld' }]
  if (lane.tries >= MAX_TRIES && !facts.isBreakerOpen(phase.operation))
    return [look, evidence, { ...head, type: 'HELD', by: 'tooManyTries' }]
  return [look, evidence]
}

/** Why a listing that lacks a create does not prove its absence [N3, N4]; `null` = it does. */
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
