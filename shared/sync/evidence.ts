import type { WireOperation, WireWorkflow } from '../catena/wire.ts'
import { applyToLane } from './apply-lane.ts'
import type { JournalRecord, LaneRecord } from './journal-record.ts'
import type { Lane, Operation, PhaseOf } from './lane.ts'
import { UNKNOWN_SEQ } from './lane-facts.ts'
import {
  connectionOf,
  duplicateRecord,
  isCreateOf,
  isOpenUpdateOf,
  isUpdateOf,
  isUpdateOfWorkflow,
  isWorkflowOf,
  lagRecord,
  onOperation,
  seenOf,
} from './seen-operation.ts'
import { isoOf } from './time-text.ts'
import { isUnknownUpdate, lookedFor, uniqueIds } from './unsettled.ts'

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
 * The windows in which an operation first tried at `firstTryServer` must appear. @param endedServer Catena's time at which
 * its last try had surely ended, for one whose first is not known.
 */
export function windowsSince(
  firstTryServer: number | null,
  nowMs: number,
  endedServer: number | null = null,
): Window[] {
  const untilMs = endedServer ?? nowMs
  const from = firstTryServer === null ? untilMs - LOOK_BACK_MS : firstTryServer - BEFORE_FIRST_TRY_MS
  return windowsOf(Math.min(from, nowMs), nowMs)
}

/** What to ask of Catena to learn whether an uncertain operation exists. */
export interface LookPlan {
  readonly kind: 'create' | 'update'
  readonly connectionIds: readonly string[]
  readonly sourceIds: readonly string[]
  readonly windows: readonly Window[]
  /** True when this look may count as evidence: then the workflow list is read too. */
  readonly withWorkflows: boolean
}

export function lookPlanOf(
  lane: Lane,
  phase: PhaseOf<'ambiguous'>,
  waits: Waits,
  nowServer: number,
): LookPlan {
  const { operation } = phase
  return {
    kind: operation.kind,
    ...lookedFor(phase),
    windows: windowsSince(
      operation.seq === UNKNOWN_SEQ ? null : lane.firstTryServer,
      nowServer,
      phase.endedServer,
    ),
    withWorkflows: operation.kind === 'create' && isRipe(phase, waits, nowServer),
  }
}

/** Q and G as they are in force, in milliseconds. */
export interface Waits {
  readonly q: number
  readonly g: number
}

/** Q grows with the worst lag that was seen: a listing that is five times as slow is still waited for. */
export function waitsOf(timings: { readonly Q: number; readonly G: number }, worstLagMs: number): Waits {
  return { q: Math.max(timings.Q, 5 * worstLagMs), g: timings.G }
}

/** Catena's time from which the next look can count as evidence; `null` until the end of the attempt is known. */
export function ripeAt(phase: PhaseOf<'ambiguous'>, waits: Waits): number | null {
  if (phase.endedServer === null) return null
  const first = phase.endedServer + waits.q + DATE_STEP_MS
  return phase.firstClearServer === null
    ? first
    : Math.max(first, phase.firstClearServer + waits.g + DATE_STEP_MS)
}

function isRipe(phase: PhaseOf<'ambiguous'>, waits: Waits, server: number): boolean {
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
  /** Believed `Date`s of the first and the last answer; `null` when one was missing or doubtful: no evidence then. */
  readonly earliestServer: number | null
  readonly latestServer: number | null
}

/**
 * What follows from a complete look. @param isBreakerOpen Catena takes no writes of this kind just now: however often this
 * one was tried, that is not for a person to decide ([B2]).
 */
export function onLook(
  lane: Lane,
  seen: LookSeen,
  waits: Waits,
  at: number,
  isBreakerOpen = false,
): JournalRecord[] {
  const { phase } = lane
  if (phase.kind !== 'ambiguous') return []
  if (isUnknownUpdate(phase.operation)) {
    const open = seen.operations.filter((each) => isOpenUpdateOf(each, phase.operation))
    if (open.length > 0) return [stillOpen(lane, open.length, seen, at)]
    return onMissing(lane, phase, seen, waits, at, isBreakerOpen)
  }
  const found = foundIn(lane, phase, seen.operations)
  if (found.length > 0) return onFound(lane, phase, found, seen, at)
  return onMissing(lane, phase, seen, waits, at, isBreakerOpen)
}

/** It may still change what Catena holds: until it has ended, nothing is read or written. */
function stillOpen(lane: Lane, found: number, seen: LookSeen, at: number): LaneRecord {
  const { workflowId } = lane
  return { v: 1, at, workflowId, type: 'LOOK', found, isClear: false, server: seen.latestServer }
}

function foundIn(lane: Lane, phase: PhaseOf<'ambiguous'>, listed: readonly WireOperation[]): WireOperation[] {
  const isOurs = (each: WireOperation) =>
    phase.operation.kind === 'create'
      ? isCreateOf(each, phase.candidates) && isNewOrTwin(lane, each.id)
      : isUpdateOf(each, lane, phase.operation)
  const byId = new Map(listed.filter(isOurs).map((each) => [each.id, each]))
  return [...byId.values()].sort(
    (a, b) => (seenOf(a).createdServer ?? 0) - (seenOf(b).createdServer ?? 0) || (a.id < b.id ? -1 : 1),
  )
}

/** A twin of one that has failed since may be all there is. */
function isNewOrTwin(lane: Lane, operationId: string): boolean {
  return (
    !lane.knownOperationIds.includes(operationId) ||
    lane.twins.some((each) => each.operationId === operationId)
  )
}

function onFound(
  lane: Lane,
  phase: PhaseOf<'ambiguous'>,
  found: readonly WireOperation[],
  seen: LookSeen,
  at: number,
): JournalRecord[] {
  const [oldest, ...others] = found
  if (oldest === undefined) return []
  const accepted: LaneRecord = {
    v: 1,
    at,
    workflowId: lane.workflowId,
    type: 'ACCEPTED',
    operation: seenOf(oldest),
    sourceId: oldest.source_id ?? phase.operation.sourceId,
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

/** After lost records an older update with the same content would be taken for the next one, were it not known. */
function endedIds(operation: Operation, listed: readonly WireOperation[]): { readonly endedIds?: string[] } {
  if (!isUnknownUpdate(operation)) return {}
  const ids = uniqueIds(listed.filter((each) => isUpdateOfWorkflow(each, operation)).map((each) => each.id))
  return ids.length === 0 ? {} : { endedIds: ids }
}

function onMissing(
  lane: Lane,
  phase: PhaseOf<'ambiguous'>,
  seen: LookSeen,
  waits: Waits,
  at: number,
  isBreakerOpen: boolean,
): JournalRecord[] {
  const { workflowId } = lane
  const head = { v: 1, at, workflowId } as const
  const isWhole = phase.operation.kind === 'update' || seen.workflows !== null
  const isRipeNow = isWhole && seen.earliestServer !== null && isRipe(phase, waits, seen.earliestServer)
  const workflow = seen.workflows?.find((each) => isWorkflowOf(each, phase.candidates))
  if (workflow !== undefined) {
    const isSure =
      phase.endedServer !== null &&
      seen.earliestServer !== null &&
      seen.earliestServer >= phase.endedServer + waits.q + waits.g
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
        ]
      : [{ ...head, type: 'LOOK', found: 1, isClear: false, server: seen.latestServer }]
  }
  const look: LaneRecord = {
    ...head,
    type: 'LOOK',
    found: 0,
    isClear: isRipeNow,
    server: seen.latestServer,
  }
  if (!isRipeNow || phase.firstClearServer === null || seen.earliestServer === null) return [look]
  const evidence: LaneRecord = {
    ...head,
    type: 'EVIDENCE',
    firstServer: phase.firstClearServer,
    secondServer: seen.earliestServer,
    ...endedIds(phase.operation, seen.operations),
  }
  const isTooOld = lane.firstTryServer !== null && seen.earliestServer - lane.firstTryServer > TOO_OLD_MS
  if (isTooOld) return [look, evidence, { ...head, type: 'HELD', by: 'tooOld' }]
  if (lane.tries >= MAX_TRIES && !isBreakerOpen)
    return [look, evidence, { ...head, type: 'HELD', by: 'tooManyTries' }]
  return [look, evidence]
}
