import type { RecordOf } from '../../../electron/host/sync/core/journal/journal-record.ts'
import type { Operation } from '../../../electron/host/sync/core/lane/lane.ts'
import type { SyncTimings } from '../../../electron/host/sync/core/timings.ts'
import { OWNER } from '../../doubles/catena/model-catena.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { Listing } from '../world/network-watcher.ts'

/** The attempt that evidence of absence is about. */
export interface UncertainAttempt {
  readonly operation: Operation | null
  /** True time at which the first unproven attempt may have left. */
  readonly firstAttemptMs: number
  readonly lastAttemptMs: number
  readonly uncertainSince: number
}

/** Compares the evidence that the program records with the listings that it really got. */
export interface EvidenceCheck {
  listed(listing: Listing): void
  /** Checks I11 for one of the connections where the operation may be. */
  check(attempt: UncertainAttempt, connectionId: string, record: RecordOf<'EVIDENCE'>): void
}

const QUARTER_HOUR_MS = 15 * 60_000

/** Creates a check without listings. */
export function createEvidenceCheck(ledger: Ledger, timings: SyncTimings): EvidenceCheck {
  let listings: Listing[] = []

  function check(attempt: UncertainAttempt, connectionId: string, record: RecordOf<'EVIDENCE'>): void {
    const { operation } = attempt
    if (operation === null) return
    const since = Math.max(attempt.lastAttemptMs, attempt.uncertainSince - 1_000)
    const mine = listings.filter(
      (each) =>
        each.serverDateMs >= since &&
        each.subject === (operation.account ?? OWNER).subject &&
        each.connectionId === connectionId,
    )
    const firstFrom = attempt.lastAttemptMs + timings.absenceQuietMs - 1_000
    const first = mine.filter(
      (each) => each.serverDateMs >= firstFrom && each.serverDateMs <= record.firstServer + 30_000,
    )
    const second = mine.filter(
      (each) => each.serverDateMs >= record.firstServer + timings.absenceGapMs - 1_000,
    )
    const from = attempt.firstAttemptMs === 0 ? null : attempt.firstAttemptMs
    for (const [name, look] of [
      ['first', first],
      ['second', second],
    ] as const) {
      const ofOperations = look.filter(
        (each) =>
          each.what === 'operations' &&
          each.operation === operation.kind &&
          (each.sourceId === null || each.sourceId === operation.sourceId),
      )
      const ofWorkflows = look.filter((each) => each.what === 'workflows')
      if (!doesCover(ofOperations, from, attempt.lastAttemptMs)) {
        ledger.accuse('I11', `${record.workflowId}: the ${name} listing of operations is no evidence`)
      }
      if (operation.kind === 'create' && !doesCover(ofWorkflows, from, attempt.lastAttemptMs)) {
        ledger.accuse('I11', `${record.workflowId}: the ${name} listing of workflows is no evidence`)
      }
    }
    if (record.secondServer - record.firstServer < timings.absenceGapMs) {
      ledger.accuse('I11', `${record.workflowId}: the two listings are too close`)
    }
  }

  return {
    listed(listing) {
      listings.push(listing)
      if (listings.length > 4_000) listings = listings.slice(2_000)
    },
    check,
  }
}

/** True when the windows together reach from the first attempt (less the margin of 15 minutes) past the last. */
function doesCover(looks: readonly Listing[], fromMs: number | null, untilMs: number): boolean {
  if (looks.length === 0) return false
  if (fromMs === null) return true
  let reached = fromMs - QUARTER_HOUR_MS + 2_000
  for (const look of [...looks].sort((a, b) => a.fromMs - b.fromMs)) {
    if (look.fromMs <= reached) reached = Math.max(reached, look.toMs)
  }
  return reached >= untilMs
}
