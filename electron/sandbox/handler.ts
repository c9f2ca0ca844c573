import { PATHS } from '../../shared/catena/wire.ts'
import {
  errorAnswer,
  jsonAnswer,
  type SandboxAnswer,
  type SandboxRequest,
  unauthorizedAnswer,
  validationAnswer,
} from './answers.ts'
import { fits, listFixed, listOperations, listWorkflows } from './lists.ts'
import { at, validateWrite } from './validate-write.ts'
import type { PlannedFailure, TspErrorType, World } from './world.ts'

/** What a switched fault may ask of one request, beside what the contract says. */
export interface HandlerOverrides {
  /** The operation made by this request will fail at the TSP. */
  readonly tspFailure?: TspErrorType
  /** How long the lists hide what this request makes. */
  readonly listingLagMs?: number
  /** The TSP does not support this write. */
  readonly isUnsupported?: boolean
  /** One more rule that this write breaks. */
  readonly refusal?: { readonly path: string; readonly message: string }
}

/**
 * Catena as a function: the contract of its public reference over a {@link World}, with no clock and no socket of its
 * own. It asks for an `Authorization` header but leaves to the caller whether the token in it is good.
 */
export type SandboxHandler = (
  request: SandboxRequest,
  nowMs: number,
  overrides?: HandlerOverrides,
) => SandboxAnswer

/** The handler over `world`. There is no idempotency: a create that comes twice makes two operations. */
export function createHandler(world: World): SandboxHandler {
  function handle(request: SandboxRequest, nowMs: number, overrides: HandlerOverrides = {}): SandboxAnswer {
    world.settle(nowMs)
    if (!/^bearer \S/i.test(request.headers.authorization ?? '')) return unauthorizedAnswer()
    if (request.method === 'GET') return read(world, request, nowMs)
    if (request.method === 'POST' && request.path === PATHS.workflows) {
      return write(world, request, nowMs, null, overrides)
    }
    const id = idBelow(PATHS.workflows, request.path)
    if (request.method === 'PATCH' && id !== null) return write(world, request, nowMs, id, overrides)
    return errorAnswer(404, 'Not found', `${request.method} ${request.path}`)
  }
  return handle
}

function read(world: World, { path, query }: SandboxRequest, nowMs: number): SandboxAnswer {
  switch (path) {
    case PATHS.connections: {
      const connections = world.fleet.connections.map((each) => ({
        ...each,
        status: world.connectionStatus(each.id) ?? each.status,
      }))
      return listFixed(connections, query)
    }
    case PATHS.users:
      return listFixed(
        world.fleet.users.filter((each) => fits(query, 'connection_id', each.connection_id)),
        query,
      )
    case PATHS.vehicles:
      return listFixed(
        world.fleet.vehicles.filter((each) => fits(query, 'connection_id', each.connection_id)),
        query,
      )
    case PATHS.operations:
      return listOperations(world, query, nowMs)
    case PATHS.workflows:
      return listWorkflows(world, query, nowMs, (record) => asRead(world, record))
    default:
      return readOne(world, path)
  }
}

const OPERATION_PATH = /^\/v2\/integrations\/connections\/([^/]+)\/resource-operations\/([^/]+)$/

function readOne(world: World, path: string): SandboxAnswer {
  const [, connectionId, operationId] = OPERATION_PATH.exec(path) ?? []
  if (connectionId !== undefined && operationId !== undefined) {
    const operation = world.operation(decodeURIComponent(operationId))
    if (operation === undefined || operation.record.connection_id !== decodeURIComponent(connectionId)) {
      return errorAnswer(404, 'Resource operation not found')
    }
    return jsonAnswer(200, operation.record)
  }
  const id = idBelow(PATHS.workflows, path)
  const workflow = id === null ? undefined : world.workflow(id)
  if (workflow === undefined) return errorAnswer(404, id === null ? 'Not found' : 'Workflow not found')
  return jsonAnswer(200, asRead(world, workflow.record))
}

function asRead(world: World, record: Record<string, unknown>): unknown {
  if (world.options.readsBackInferred) return record
  const { territory_name: _territory, total_distance_unit: _unit, ...rest } = record
  return rest
}

function write(
  world: World,
  request: SandboxRequest,
  nowMs: number,
  workflowId: string | null,
  overrides: HandlerOverrides,
): SandboxAnswer {
  if (request.query.get('is_sync') === 'true') {
    return errorAnswer(400, 'Bad request', 'The sandbox knows asynchronous writes only (is_sync=false)')
  }
  const validated = validateWrite(request.bodyText)
  if (validated.kind === 'notJson') return errorAnswer(400, 'Bad request', 'The body is not JSON')
  if (validated.kind === 'invalid') return validationAnswer(validated.detail)
  const { body } = validated
  if (overrides.refusal !== undefined) {
    const { path, message } = overrides.refusal
    return validationAnswer([{ path, input: at(body, path.split('.')), message, error_type: 'value_error' }])
  }
  const connectionId = body.connection_id
  const status = world.connectionStatus(connectionId)
  if (status === undefined) return errorAnswer(404, 'Connection not found')
  if (status !== 'active' && status !== 'stale') {
    return errorAnswer(403, 'Forbidden', `The connection is ${status}`)
  }
  const target = workflowId === null ? null : world.workflow(workflowId)
  if (target === undefined || (target !== null && target.record.connection_id !== connectionId)) {
    return errorAnswer(404, 'Workflow not found')
  }
  const lacksUpdates = workflowId !== null && world.fleet.withoutUpdates.includes(connectionId)
  if (overrides.isUnsupported === true || lacksUpdates) {
    return errorAnswer(501, 'Not implemented', 'This TSP does not support the operation')
  }
  const sourceId = typeof body.source_id === 'string' ? body.source_id : null
  const operation = world.addOperation(
    {
      connectionId,
      type: workflowId === null ? 'create' : 'update',
      sourceId: sourceId ?? target?.record.source_id ?? null,
      resourceId: workflowId,
      payload: body,
      failure: plannedFailure(world, connectionId, body, overrides.tspFailure),
    },
    nowMs,
    overrides.listingLagMs === undefined ? {} : { listingLagMs: overrides.listingLagMs },
  )
  return jsonAnswer(202, operation)
}

const FAILURES: Readonly<Record<TspErrorType, PlannedFailure>> = {
  auth: { errorType: 'auth', details: 'The TSP refused the stored credentials', statusCode: 401 },
  validation: { errorType: 'validation', details: 'The TSP refused the route', statusCode: 400 },
  network: { errorType: 'network', details: 'No answer from the TSP within 30 s', statusCode: 504 },
  tsp: { errorType: 'tsp', details: 'The TSP answered with an internal error', statusCode: 500 },
}

/** The TSP refuses its inactive drivers and vehicles; ids it does not know pass, since tests make some up. */
function plannedFailure(
  world: World,
  connectionId: string,
  body: Readonly<Record<string, unknown>>,
  forced: TspErrorType | undefined,
): PlannedFailure | null {
  if (forced !== undefined) return FAILURES[forced]
  if (world.connectionStatus(connectionId) === 'stale') return FAILURES.auth
  const wrong =
    inactiveAtTsp('driver', body.source_driver_id, world.fleet.users, connectionId) ??
    inactiveAtTsp('vehicle', body.source_vehicle_id, world.fleet.vehicles, connectionId)
  if (wrong !== null) return { ...FAILURES.validation, details: wrong }
  if (world.options.failureRate > 0 && world.random.next() < world.options.failureRate) {
    return FAILURES[world.random.pick(['network', 'tsp'] as const)]
  }
  return null
}

function inactiveAtTsp(
  what: string,
  sourceId: unknown,
  known: readonly { source_id: string; connection_id: string; is_active: boolean }[],
  connectionId: string,
): string | null {
  if (typeof sourceId !== 'string') return null
  const found = known.find((each) => each.source_id === sourceId && each.connection_id === connectionId)
  return found?.is_active === false ? `The ${what} ${sourceId} is not active at the TSP` : null
}

function idBelow(base: string, path: string): string | null {
  if (!path.startsWith(`${base}/`)) return null
  const rest = path.slice(base.length + 1)
  return rest === '' || rest.includes('/') ? null : decodeURIComponent(rest)
}
