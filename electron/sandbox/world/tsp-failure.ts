import type { PlannedFailure, TspErrorType } from './stored.ts'
import type { World } from './world.ts'

const FAILURES: Readonly<Record<TspErrorType, PlannedFailure>> = {
  auth: { errorType: 'auth', details: 'The TSP refused the stored credentials', statusCode: 401 },
  validation: { errorType: 'validation', details: 'The TSP refused the route', statusCode: 400 },
  network: { errorType: 'network', details: 'No answer from the TSP within 30 s', statusCode: 504 },
  tsp: { errorType: 'tsp', details: 'The TSP answered with an internal error', statusCode: 500 },
}

/**
 * How an operation will fail at the TSP; `null` when it will succeed. The TSP refuses inactive drivers and vehicles. It
 * accepts unknown ids, which tests invent.
 * @param forced the failure that a fault asks for
 */
export function plannedFailure(
  world: World,
  connectionId: string,
  type: 'create' | 'update',
  body: Readonly<Record<string, unknown>>,
  forced: TspErrorType | undefined,
): PlannedFailure | null {
  if (forced !== undefined) return FAILURES[forced]
  if (world.connectionStatus(connectionId) === 'stale') return FAILURES.auth
  const { users, vehicles } = world.fleet
  const wrong =
    inactiveAtTsp('driver', [body.source_driver_id, body.driver_id], users, connectionId) ??
    inactiveAtTsp('vehicle', [body.source_vehicle_id, body.vehicle_id], vehicles, connectionId)
  if (wrong !== null) return { ...FAILURES.validation, details: wrong }
  const { creates, updates } = world.character.traits()
  if (type === 'create' ? creates === 'failButExist' : updates === 'failButTakeEffect')
    return FAILURES.network
  if (world.options.failureRate > 0 && world.random.next() < world.options.failureRate) {
    return FAILURES[world.random.pick(['network', 'tsp'] as const)]
  }
  return null
}

/** @param ids the external id and Catena's id of the same one, where the body has them. */
function inactiveAtTsp(
  what: string,
  ids: readonly [unknown, unknown],
  known: readonly { id: string; source_id: string; connection_id: string; is_active: boolean }[],
  connectionId: string,
): string | null {
  const [sourceId, catenaId] = ids
  const found = known.find(
    (each) => each.connection_id === connectionId && (each.source_id === sourceId || each.id === catenaId),
  )
  return found?.is_active === false ? `The ${what} ${found.source_id} is not active at the TSP` : null
}
