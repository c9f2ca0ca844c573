import type { Lane, Operation, Phase } from './lane.ts'

/** `seq` of an operation of which only ids are known: what Catena holds must be read before it is changed. */
export const UNKNOWN_SEQ = 0

/** Errors of a failed operation after which nothing was changed at the TSP: plain refusals. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['validation', 'auth'])

/** True when an operation that failed so has surely changed nothing; network, TSP and unknown errors are not. */
export function isWithoutEffect(errorType: string | null): boolean {
  return errorType !== null && WITHOUT_EFFECT.has(errorType)
}

/** The operation whose outcome is open, waiting to be decided, or the last that ended badly. */
export function operationOf(phase: Phase): Operation | null {
  return 'operation' in phase ? phase.operation : null
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
