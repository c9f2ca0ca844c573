import type { Lane, Operation, Phase, Unproven } from './lane.ts'

/** `seq` of an operation of which only ids are known. What Catena holds must be read before it is changed. */
export const UNKNOWN_SEQ = 0

/** Errors of a failed operation that surely changed nothing at the TSP. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['validation', 'auth'])

/**
 * True when an operation that failed with this error surely changed nothing. Network, TSP and unknown errors do not
 * tell.
 */
export function isWithoutEffect(errorType: string | null): boolean {
  return errorType !== null && WITHOUT_EFFECT.has(errorType)
}

/** The operation of a phase: it is open, waits for a decision, or has ended without success. */
export function operationOf(phase: Phase): Operation | null {
  return 'operation' in phase ? phase.operation : null
}

/**
 * True when no answer of Catena's is awaited, so that the pending change may be discarded. Where listings can prove
 * nothing, a person who looked at Catena may discard it too.
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

/** True when the lane awaits nothing from Catena. Then a duplicate may be cancelled. */
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

/** Why listings cannot tell whether the lane's change exists; `null` when they can, or when nothing is uncertain. */
export function unprovenOf({ phase }: Lane): Unproven | null {
  const isUncertain = phase.kind === 'uncertain' || (phase.kind === 'failed' && !phase.isTerminal)
  return isUncertain ? (phase.unproven ?? null) : null
}
