import type { Lane } from '../lane/lane.ts'
import { nextStep } from '../steps/next-step.ts'
import type { JournalRecord } from './journal-record.ts'
import type { JournalState } from './journal-state.ts'

/** A compaction drops finished lanes that have not changed for this long by Catena's clock. */
export const KEEP_FINISHED_MS = 45 * 86_400_000

/** Log lines of a finished lane that are kept: those of its last one or two changes. */
const FINISHED_LINES = 8

/** Earlier versions of a finished lane are kept for this long; after that no read shows them; ms. */
const KEEP_EARLIER_MS = 86_400_000

/** This many finished lanes without a time of Catena's are worth a compaction, which gives them one. */
const UNDATED_WORTH_IT = 100

/**
 * The whole state as records, for compaction. Lanes that finished long ago are left out: Catena holds them, and a later
 * edit comes with the ids that the page remembers. A finished lane that was never sent has no time of Catena's. It
 * counts as changed now, and a compaction {@link KEEP_FINISHED_MS} later leaves it out.
 * @param serverNow Catena's time, ms since 1970; `null` when it is not known: then nothing is left out.
 */
export function snapshot(state: JournalState, at: number, serverNow: number | null): JournalRecord[] {
  const records: JournalRecord[] = []
  if (state.installId !== null) records.push({ v: 2, at, type: 'INSTALL', installId: state.installId })
  if (state.isAllHeld) {
    records.push({ v: 2, at: state.allHeldAtMs ?? at, type: 'HOLD_ALL', isHeld: true })
  }
  if (state.worstLagMs > 0) records.push({ v: 2, at, type: 'LAG', ms: state.worstLagMs })
  for (const [connectionId, change] of state.learned) {
    records.push({ v: 2, at, type: 'LEARNED', connectionId, change })
  }
  for (const refusal of state.refusals.values()) {
    records.push({ v: 2, at, type: 'CAPABILITY', ...refusal })
  }
  for (const lane of state.lanes.values()) {
    const kept = isFinished(lane) ? finishedLane(lane, serverNow) : lane
    if (kept !== null) records.push({ v: 2, at, type: 'LANE', lane: kept })
  }
  return records
}

/** True when a compaction now would leave lanes out, or would give a time to enough lanes that have none. */
export function isCompactionDue(state: JournalState, serverNow: number): boolean {
  let undated = 0
  for (const lane of state.lanes.values()) {
    if (lane.changedServer !== null && !isOld(lane.changedServer, serverNow)) continue
    if (!isFinished(lane)) continue
    if (lane.changedServer !== null) return true
    undated += 1
    if (undated >= UNDATED_WORTH_IT) return true
  }
  return false
}

/** @returns what is kept of a finished lane; `null` when it is left out. */
function finishedLane(lane: Lane, serverNow: number | null): Lane | null {
  const changedServer = lane.changedServer ?? serverNow
  if (changedServer !== null && serverNow !== null && isOld(changedServer, serverNow)) return null
  const isRecent = serverNow === null || changedServer === null || serverNow - changedServer < KEEP_EARLIER_MS
  const kept = { ...lane, changedServer, lines: lane.lines.slice(-FINISHED_LINES) }
  if (isRecent || lane.remote?.earlier === undefined) return kept
  const { earlier: _earlier, ...remote } = lane.remote
  return { ...kept, remote }
}

function isOld(changedServer: number, serverNow: number): boolean {
  return serverNow - changedServer >= KEEP_FINISHED_MS
}

/**
 * True when a lane has nothing to send, to ask, to cancel or to prove, so that dropping it loses nothing. A lane with a
 * known duplicate, with an uncertainty about lost records or with a hold made by hand is always kept.
 */
function isFinished(lane: Lane): boolean {
  const { kind } = lane.phase
  const hasEnded = kind === 'withdrawn' || kind === 'discarded' || (kind === 'idle' && lane.remote !== null)
  if (!hasEnded || lane.duplicates.length > 0 || lane.recordsUncertain !== undefined || lane.isHeldByUser)
    return false
  return nextStep(lane, 0).kind === 'nothing'
}
