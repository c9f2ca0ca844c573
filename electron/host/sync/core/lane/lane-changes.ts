import type { Lane } from './lane.ts'

/** Operations remembered per lane: a listing must not take an older one for the one that is looked for. */
const MAX_KNOWN_OPERATIONS = 100

/** The lane with nothing open. */
export function idle(lane: Lane): Lane {
  return { ...lane, phase: { kind: 'idle' } }
}

/** The lane when no record of it can have been lost. */
export function withoutUncertainty(lane: Lane): Lane {
  const {
    recordsUncertain: _recordsUncertain,
    possibleIds: _possibleIds,
    arePossibleIdsTold: _told,
    ...certain
  } = lane
  return certain
}

/** The ids of operations that a lane knows, with some more. */
export function withKnownOperations(lane: Lane, ids: readonly string[]): string[] {
  return [...lane.knownOperationIds, ...ids].slice(-MAX_KNOWN_OPERATIONS)
}

/** The lane when these operations are known as well. */
export function withSeenOperations(lane: Lane, ids: readonly string[]): Lane {
  const unknown = ids.filter((each) => !lane.knownOperationIds.includes(each))
  return unknown.length === 0 ? lane : { ...lane, knownOperationIds: withKnownOperations(lane, unknown) }
}
