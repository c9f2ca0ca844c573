import type { NetworkStatus } from '../../../../../shared/model/status/sync-status.ts'
import { type Learned, NOTHING_LEARNED, withLearned } from '../evidence/learned.ts'
import { applyToLane } from '../lane/apply-record.ts'
import type { Lane, WireOperationKind } from '../lane/lane.ts'
import { operationOf, UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import type { JournalRecord } from './journal-record.ts'

/** Catena refused writes on a connection: of one kind, or of all kinds when `operation` is `null`. */
export interface Refusal {
  readonly connectionId: string
  readonly operation: WireOperationKind | null
  readonly status: number
  readonly message: string
}

/** Catena's status for a kind of write that the TSP does not support. */
const UNSUPPORTED = 501

/**
 * Everything durable: the fold of the journal. Lanes are immutable. The map is changed in place, because a copy of
 * thousands of lanes for each record would cost more than the record.
 */
export interface JournalState {
  installId: string | null
  readonly lanes: Map<string, Lane>
  refusals: ReadonlyMap<string, Refusal>
  isAllHeld: boolean
  /** When all sending was held, by this computer's clock, for display; `null` while it is not held. */
  allHeldAtMs: number | null
  /** The longest lag of a listing; ms. */
  worstLagMs: number
  /** What was learned about each connection [N5]. */
  readonly learned: Map<string, Learned>
}

export function newState(): JournalState {
  return {
    installId: null,
    lanes: new Map(),
    refusals: new Map(),
    isAllHeld: false,
    allHeldAtMs: null,
    worstLagMs: 0,
    learned: new Map(),
  }
}

/** What is known about a connection. */
export function learnedOf(state: JournalState, connectionId: string): Learned {
  return state.learned.get(connectionId) ?? NOTHING_LEARNED
}

/** Folds one record in. */
export function apply(state: JournalState, record: JournalRecord): void {
  switch (record.type) {
    case 'INSTALL':
      state.installId = record.installId
      return
    case 'HOLD_ALL':
      state.isAllHeld = record.isHeld
      state.allHeldAtMs = record.isHeld ? (state.allHeldAtMs ?? record.at) : null
      return
    case 'LAG':
      state.worstLagMs = Math.max(state.worstLagMs, record.ms)
      return
    case 'LEARNED':
      state.learned.set(
        record.connectionId,
        withLearned(learnedOf(state, record.connectionId), record.change),
      )
      return
    case 'LANE':
      state.lanes.set(record.lane.workflowId, record.lane)
      return
    case 'CAPABILITY':
      applyCapability(state, record)
      return
    default: {
      const before = state.lanes.get(record.workflowId)
      const after = applyToLane(before, record)
      if (after === undefined) return
      const lane = record.type === 'DONE' && after !== before ? withSharedPlan(after) : after
      state.lanes.set(record.workflowId, lane)
      if (record.type === 'DONE' && before !== undefined && lane !== before) clearUnsupported(state, before)
    }
  }
}

/**
 * Shares one plan object between the pending change and what Catena holds. Records come from a file, where equal plans
 * become two objects: sharing halves the memory and makes comparing them free.
 */
function withSharedPlan(lane: Lane): Lane {
  const { remote, desired } = lane
  if (remote === null || remote.plan === null || remote.plan === desired.plan) return lane
  if (JSON.stringify(remote.plan) !== JSON.stringify(desired.plan)) return lane
  return { ...lane, remote: { ...remote, plan: desired.plan } }
}

function applyCapability(state: JournalState, record: Extract<JournalRecord, { type: 'CAPABILITY' }>): void {
  const { connectionId, operation, status, message } = record
  const key = refusalKey(connectionId, operation)
  if (status === null) clearRefusal(state, key)
  else state.refusals = new Map(state.refusals).set(key, { connectionId, operation, status, message })
}

function clearRefusal(state: JournalState, key: string): void {
  const refusals = new Map(state.refusals)
  refusals.delete(key)
  state.refusals = refusals
}

/** A write has just succeeded, so the TSP supports its kind now. */
function clearUnsupported(state: JournalState, before: Lane): void {
  const operation = operationOf(before.phase)
  // An operation that is known only from the page or a listing may have succeeded long before the refusal.
  if (operation === null || operation.seq === UNKNOWN_SEQ) return
  const key = refusalKey(operation.connectionId, operation.kind)
  if (state.refusals.get(key)?.status === UNSUPPORTED) clearRefusal(state, key)
}

function refusalKey(connectionId: string, operation: WireOperationKind | null): string {
  return `${operation ?? '*'} ${connectionId}`
}

/** The refusal of this kind of write on this connection; `undefined` when there is none. */
export function refusalFor(
  state: JournalState,
  connectionId: string,
  operation: WireOperationKind,
): Refusal | undefined {
  if (state.refusals.size === 0) return undefined
  return (
    state.refusals.get(refusalKey(connectionId, null)) ??
    state.refusals.get(refusalKey(connectionId, operation))
  )
}

/** The kinds of write that the TSP of each connection does not support, for the page. */
export function unsupportedWrites(state: JournalState): NetworkStatus['unsupported'] {
  return [...state.refusals.values()].flatMap(({ connectionId, operation, status }) =>
    status === UNSUPPORTED && operation !== null ? [{ connectionId, operation }] : [],
  )
}
