import { departureOf } from '../../../../../shared/model/plan/workflow.ts'
import type { CheckFacts, SyncReason, WorkflowSync } from '../../../../../shared/model/status/sync-status.ts'
import { assertNever } from '../../../../../shared/util/assert-never.ts'
import type { JournalState } from '../journal/journal-state.ts'
import { type Gates, isAccountRight, reason, refusalReason, writeGate } from '../pace/gate.ts'
import { isEditWaiting, workOf } from '../steps/build-write.ts'
import { isoOf } from '../time/time-text.ts'
import type { Lane, Operation } from './lane.ts'
import { operationOf, unprovenOf } from './lane-facts.ts'
import { joinPossibleIds, lookedFor, possibleIdsOf } from './uncertainty.ts'

/** What only the running engine knows about a lane. */
export interface ShownRun {
  /** Wall time of the next try, look or poll, for display. */
  readonly nextAtWall: number | null
  /** Wall times of looks that failed, so that the screen can show them. */
  readonly failedLooks: readonly number[]
  /** Why the last read for the lane was of no use; `null` when it was of use. */
  readonly note: string | null
}

/** A lane as the screens see it. */
export function project(lane: Lane, state: JournalState, gates: Gates, run: ShownRun): WorkflowSync {
  const shown = stateOf(lane, state, gates, run)
  const operation = operationOf(lane.phase)
  const reasonShown = shown.reason ?? (lane.duplicates.length > 0 ? reason('duplicate') : null)
  return {
    workflowId: lane.workflowId,
    seq: lane.desired.seq,
    state: shown.state,
    change: changeOf(lane),
    sourceId: lane.sourceId,
    operationId: operationIdOf(lane),
    resourceId: lane.remote?.resourceId ?? null,
    connectionId: (operation ?? lane.remote)?.connectionId ?? null,
    reason: reasonShown,
    fieldErrors: lane.phase.kind === 'rejected' ? lane.phase.fieldErrors : [],
    attempts: lane.attempts,
    lastTryAt: lane.lastTryAt === null ? null : isoOf(lane.lastTryAt),
    nextTryAt: run.nextAtWall === null ? null : isoOf(run.nextAtWall),
    since: isoOf(lane.sinceAt),
    looks: looksOf(lane, run),
    duplicates: lane.duplicates.map(({ operationId, resourceId }) => ({ operationId, resourceId })),
    isEditWaiting: operation !== null && isOpen(lane) && isNewerWaiting(lane, operation),
    foreignStatus: foreignStatusOf(lane),
    isLookedFor: lane.phase.kind === 'failed' && !lane.phase.isTerminal && unprovenOf(lane) === null,
    ...(shown.isToCheck === true && { toCheck: checkFactsOf(lane, operation) }),
    ...otherPossibleIds(lane),
  }
}

/** What a person can recognise a workflow at Catena by. */
function checkFactsOf({ desired }: Lane, operation: Operation | null): CheckFacts {
  const plan = operation?.plan ?? desired.plan
  return {
    startsAt: departureOf(plan),
    driverSourceId: plan.driverSourceId,
    vehicleSourceId: plan.vehicleSourceId,
    firstStop: plan.stops[0]?.locationName ?? null,
    isCancelWanted: desired.intent === 'cancel',
  }
}

/** The page gives these ids back when the journal is lost again. A status overwrites what the page knew before. */
function otherPossibleIds(lane: Lane): Pick<WorkflowSync, 'possibleIds'> {
  if (lane.remote !== null || lane.recordsUncertain === undefined) return {}
  const own = possibleIdsOf(lane)
  return { possibleIds: lane.phase.kind === 'uncertain' ? joinPossibleIds(lookedFor(lane.phase), own) : own }
}

function isOpen(lane: Lane): boolean {
  const { phase } = lane
  if (unprovenOf(lane) !== null) return false
  if (phase.kind === 'failed') return !phase.isTerminal
  return phase.kind === 'sending' || phase.kind === 'uncertain' || phase.kind === 'accepted'
}

/** True when an edit waits behind the open operation, or a new create behind one that failed. */
function isNewerWaiting(lane: Lane, operation: Operation): boolean {
  if (isEditWaiting(lane, operation)) return true
  const isCreate = lane.phase.kind === 'failed' && operation.kind === 'create'
  return isCreate && lane.desired.seq > operation.seq && lane.desired.sourceId !== operation.sourceId
}

interface Shown {
  readonly state: WorkflowSync['state']
  readonly reason: SyncReason | null
  /** True when only a person who looks at Catena can decide. */
  readonly isToCheck?: true
}

function stateOf(lane: Lane, state: JournalState, gates: Gates, run: ShownRun): Shown {
  const { phase } = lane
  const unproven = unprovenOf(lane)
  switch (phase.kind) {
    case 'idle':
      return workOf(lane).kind === 'nothing'
        ? { state: 'done', reason: null }
        : waiting(lane, state, gates, run)
    case 'sending':
      return { state: 'sending', reason: null }
    case 'uncertain':
      if (isOtherAccount(lane, gates)) return { state: 'uncertain', reason: reason('otherAccount') }
      if (unproven !== null) return { state: 'held', reason: reason(unproven, run.note), isToCheck: true }
      return { state: 'uncertain', reason: reason(phase.why, run.note ?? phase.detail) }
    case 'accepted':
      return isOtherAccount(lane, gates)
        ? { state: 'accepted', reason: reason('otherAccount') }
        : { state: 'accepted', reason: null }
    case 'rejected':
      return { state: 'rejected', reason: reason('invalid', phase.message) }
    case 'failed':
      // Whether it was made all the same is looked for as the account that made it.
      if (!phase.isTerminal && isOtherAccount(lane, gates)) {
        return { state: 'failed', reason: reason('otherAccount') }
      }
      if (unproven !== null) {
        // A newer change waits behind it. `failed` would say that the newer change has ended too.
        const isFollowed = isNewerWaiting(lane, phase.operation)
        return {
          state: isFollowed ? 'held' : 'failed',
          reason: reason(unproven, phase.message),
          isToCheck: true,
        }
      }
      return { state: 'failed', reason: failureReason(phase.errorType, phase.message) }
    case 'blocked':
      return { state: 'blocked', reason: refusalReason(phase.status, phase.message) }
    case 'held':
      return { state: 'held', reason: reason(phase.why) }
    case 'withdrawn':
      return { state: 'withdrawn', reason: null }
    case 'discarded':
      return { state: 'draft', reason: null }
    case 'conflict':
      return { state: 'conflict', reason: reason('baseChanged') }
    default:
      return assertNever(phase)
  }
}

function isOtherAccount(lane: Lane, gates: Gates): boolean {
  return gates.account !== null && !isAccountRight(lane, gates.account)
}

function waiting(lane: Lane, state: JournalState, gates: Gates, run: ShownRun): Shown {
  if (lane.isHeldByUser) return { state: 'held', reason: reason('heldByUser') }
  const why = writeGate(lane, state, gates)
  switch (why?.code) {
    case undefined:
      return { state: 'queued', reason: run.note === null ? null : reason('notReadable', run.note) }
    case 'offline':
    case 'rateLimited':
    case 'catenaFailing':
    case 'writesFailing':
    case 'signInNeeded': // the network status shows this once for all; each change is still on this computer
      return { state: 'queued', reason: why }
    case 'allHeld':
      return { state: 'held', reason: why }
    default:
      return { state: 'blocked', reason: why }
  }
}

function failureReason(errorType: string | null, message: string | null): SyncReason {
  switch (errorType) {
    case 'auth':
      return reason('tspAuth', message)
    case 'validation':
      return reason('tspValidation', message)
    case 'network':
      return reason('tspNetwork', message)
    default:
      return reason('tspError', message)
  }
}

function changeOf(lane: Lane): WorkflowSync['change'] {
  const operation = operationOf(lane.phase)
  if (operation?.duplicateOf != null) return 'cancel'
  const intent = operation !== null && lane.phase.kind !== 'held' ? operation.intent : lane.desired.intent
  if (intent === 'cancel') return 'cancel'
  return operation?.kind ?? (lane.remote === null ? 'create' : 'update')
}

function operationIdOf(lane: Lane): string | null {
  if (lane.phase.kind === 'accepted' || lane.phase.kind === 'failed') return lane.phase.operationId
  return lane.phase.kind === 'idle' && lane.remote !== null ? (lane.knownOperationIds.at(-1) ?? null) : null
}

function looksOf(lane: Lane, run: ShownRun): WorkflowSync['looks'] {
  if (lane.phase.kind !== 'uncertain') return []
  const looks = [
    ...lane.phase.looks,
    ...run.failedLooks.map((at): { at: number; found: number | null } => ({ at, found: null })),
  ]
  return looks.sort((a, b) => a.at - b.at).map(({ at, found }) => ({ at: isoOf(at), found }))
}

const KNOWN_STATUSES: ReadonlySet<string> = new Set(['pending', 'success', 'failed'])

function foreignStatusOf(lane: Lane): string | null {
  const { phase } = lane
  return phase.kind === 'accepted' && !KNOWN_STATUSES.has(phase.status) ? phase.status : null
}
