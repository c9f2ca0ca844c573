import type { Lane, Operation, Phase, Unproven } from './lane.ts'

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

/**
 * True when nothing is under way for the lane that would answer by itself: its waiting change may be dropped. Where lists
 * can prove nothing, a person who looked at Catena may.
 */
export function canDiscard(lane: Lane): boolean {
  switch (lane.phase.kind) {
    case 'sending':
    case 'accepted':
      return false
    case 'uncertain':
      return lane.phase.unproven !== undefined
    case 'failed':
      return lane.phase.isTerminal || lane.phase.unproven !== undefined
    default:
      return true
  }
}

/** True when the lane waits for nothing at Catena: a duplicate may be cancelled beside it. */
export function hasNothingOpen({ phase }: Lane): boolean {
  switch (phase.kind) {
    case 'sending':
    case 'uncertain':
    case 'accepted':
      return false
    case 'failed':
      return phase.isTerminal
    default:
      return true
  }
}

/** Why listings cannot tell whether the lane's change exists; `null` = they can, or nothing is uncertain. */
export function unprovenOf({ phase }: Lane): Unproven | null {
  const isUncertain = phase.kind === 'uncertain' || (phase.kind === 'failed' && !phase.isTerminal)
  return isUncertain ? (phase.unproven ?? null) : null
}
