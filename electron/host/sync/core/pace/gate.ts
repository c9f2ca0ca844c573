import type { Account, SyncReason } from '../../../../../shared/model/status/sync-status.ts'
import { type JournalState, type Refusal, refusalFor } from '../journal/journal-state.ts'
import type { Lane } from '../lane/lane.ts'
import { operationOf } from '../lane/lane-facts.ts'
import { duplicateTargetOf, hasWork, keptTargetOf, writeTargetOf } from '../steps/build-write.ts'
import { type Breaker, breakerKey, isHeldBack } from './circuit-breaker.ts'

/** What may stop lanes from writing. */
export interface Gates {
  readonly network: 'online' | 'offline' | 'signInNeeded'
  readonly networkDetail: string | null
  /** Catena answers with errors of its own (5xx). {@link networkDetail} tells which. */
  readonly isCatenaFailing: boolean
  readonly isRateLimited: boolean
  readonly isJournalBroken: boolean
  /** Why the journal cannot be written, as a stored text; `null` while it can, or when the cause is not known. */
  readonly journalDetail: string | null
  readonly account: Account | null
  /** The status of each connection that Catena lists. A connection that is not listed is tried. */
  readonly connections: ReadonlyMap<string, string>
  /** Circuit breakers by `breakerKey`. A breaker that is missing is closed. */
  readonly breakers: ReadonlyMap<string, Breaker>
}

/** The account for a lane's next request; `null`: any account. */
export function accountOf(lane: Lane): Account | null {
  return operationOf(lane.phase)?.account ?? lane.desired.account
}

export function isSameAccount(a: Account | null, b: Account | null): boolean {
  return a !== null && b !== null && a.issuer === b.issuer && a.subject === b.subject
}

/** True when the account that is signed in may make the lane's next request. */
export function isAccountRight(lane: Lane, account: Account | null): boolean {
  const needed = accountOf(lane)
  return needed === null ? account !== null : isSameAccount(needed, account)
}

/**
 * Why a lane that is ready to write may not; `null` when it may. The first reason is the one that the dispatcher can do
 * most about.
 */
export function writeGate(lane: Lane, state: JournalState, gates: Gates): SyncReason | null {
  if (gates.isJournalBroken) return reason('journalUnwritable', gates.journalDetail)
  if (state.isAllHeld) return reason('allHeld')
  if (gates.account !== null && !isAccountRight(lane, gates.account)) return reason('otherAccount')
  if (gates.network === 'signInNeeded') return reason('signInNeeded', gates.networkDetail)
  const target = writeTargetOf(lane)
  const refusal = target === null ? undefined : refusalFor(state, target.connectionId, target.kind)
  if (refusal !== undefined) return refusalReason(refusal.status, refusal.message)
  const status = target === null ? undefined : gates.connections.get(target.connectionId)
  if (status !== undefined && status !== 'active') return reason('connectionInactive', status)
  if (gates.network === 'offline') return reason('offline', gates.networkDetail)
  if (gates.isCatenaFailing) return reason('catenaFailing', gates.networkDetail)
  if (gates.isRateLimited) return reason('rateLimited')
  const breaker = target === null ? undefined : gates.breakers.get(breakerKey(target))
  if (isHeldBack(breaker, lane.workflowId)) return reason('writesFailing')
  return null
}

/** True when the refusal stops something that the lane has to send. */
export function isStoppedBy(lane: Lane, refusal: Refusal): boolean {
  const kept = lane.phase.kind === 'blocked' || hasWork(lane) ? keptTargetOf(lane) : null
  return [kept, duplicateTargetOf(lane)].some(
    (target) =>
      target !== null &&
      target.connectionId === refusal.connectionId &&
      (refusal.operation === null || refusal.operation === target.kind),
  )
}

/** The reason for a status with which Catena refused a write. */
export function refusalReason(status: number, message: string): SyncReason {
  if (status === 501) return reason('unsupported', message)
  return status === 404 ? reason('notFound', message) : reason('forbidden', message)
}

export function reason(code: SyncReason['code'], detail: string | null = null): SyncReason {
  return { code, detail }
}
