import { PATHS } from '../../catena/wire.ts'
import { passTime } from '../character/pass-time.ts'
import { idProblems } from '../character/payload-ids.ts'
import { shownOperation, shownWriteAnswer } from '../character/shown-operation.ts'
import { shownWorkflow } from '../character/shown-workflow.ts'
import type { TspErrorType } from '../world/stored.ts'
import { plannedFailure } from '../world/tsp-failure.ts'
import type { World } from '../world/world.ts'
import {
  errorAnswer,
  jsonAnswer,
  type SandboxAnswer,
  type SandboxRequest,
  serverErrorAnswer,
  unauthorizedAnswer,
  validationAnswer,
} from './answers.ts'
import { fits, listFixed, listOperations, listWorkflows } from './lists.ts'
import { at, validateWrite } from './validate-write.ts'

/** How faults change the treatment of one request. */
export interface HandlerOverrides {
  /** The operation made by this request will fail at the TSP. */
  readonly tspFailure?: TspErrorType
  /** How long the lists hide what this request makes, milliseconds. */
  readonly listingLagMs?: number
  /** The TSP does not support this write. */
  readonly isUnsupported?: boolean
  /** An additional validation error of this write. */
  readonly refusal?: { readonly path: string; readonly message: string }
}

/**
 * Catena as a function over a {@link World}, by the contract of its public reference, without clock and socket. It
 * requires an `Authorization` header; the caller checks the token in it.
 */
export type SandboxHandler = (
  request: SandboxRequest,
  nowMs: number,
  overrides?: HandlerOverrides,
) => SandboxAnswer

/** Creates the handler. There is no idempotency: a create that comes twice makes two operations. */
export function createHandler(world: World): SandboxHandler {
  function handle(request: SandboxRequest, nowMs: number, overrides: HandlerOverrides = {}): SandboxAnswer {
    passTime(world, nowMs)
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
      return listFixed(world, connections, query)
    }
    case PATHS.users:
      return listFixed(
        world,
        world.fleet.users.filter((each) => fits(query, 'connection_id', each.connection_id)),
        query,
      )
    case PATHS.vehicles:
      return listFixed(
        world,
        world.fleet.vehicles.filter((each) => fits(query, 'connection_id', each.connection_id)),
        query,
      )
    case PATHS.operations:
      return listOperations(world, query, nowMs)
    case PATHS.workflows:
      return listWorkflows(world, query, nowMs)
    default:
      return readOne(world, path, nowMs)
  }
}

const OPERATION_PATH = /^\/v2\/integrations\/connections\/([^/]+)\/resource-operations\/([^/]+)$/

function readOne(world: World, path: string, nowMs: number): SandboxAnswer {
  const [, connectionId, operationId] = OPERATION_PATH.exec(path) ?? []
  if (connectionId !== undefined && operationId !== undefined) {
    const operation = world.operation(decodeURIComponent(operationId))
    if (operation === undefined || operation.record.connection_id !== decodeURIComponent(connectionId)) {
      return errorAnswer(404, 'Resource operation not found')
    }
    return jsonAnswer(200, shownOperation(world, operation))
  }
  const id = idBelow(PATHS.workflows, path)
  const stored = id === null ? undefined : world.workflow(id)
  const workflow = stored === undefined ? null : shownWorkflow(stored, world.character.traits(), nowMs)
  if (workflow === null) return errorAnswer(404, id === null ? 'Not found' : 'Workflow not found')
  return jsonAnswer(200, workflow)
}

function write(
  world: World,
  request: SandboxRequest,
  nowMs: number,
  workflowId: string | null,
  overrides: HandlerOverrides,
): SandboxAnswer {
  const { writes } = world.character.traits()
  if (writes === 'down') return serverErrorAnswer(504)
  const answer = takeWrite(world, request, nowMs, workflowId, overrides)
  return writes === 'downButTaken' ? serverErrorAnswer(504) : answer
}

function takeWrite(
  world: World,
  request: SandboxRequest,
  nowMs: number,
  workflowId: string | null,
  overrides: HandlerOverrides,
): SandboxAnswer {
  const validated = validateWrite(request.bodyText)
  if (validated.kind === 'notJson') return errorAnswer(400, 'Bad request', 'The body is not JSON')
  if (validated.kind === 'invalid') return validationAnswer(validated.detail)
  const { body } = validated
  const refusal = refusalOf(world, body, workflowId, overrides)
  if (refusal !== null) return refusal
  const connectionId = body.connection_id
  const type = workflowId === null ? 'create' : 'update'
  const sourceId = typeof body.source_id === 'string' ? body.source_id : null
  const known = workflowId === null ? null : (world.workflow(workflowId)?.record.source_id ?? null)
  const isSync = request.query.get('is_sync') === 'true'
  const stored = world.addOperation(
    {
      connectionId,
      type,
      sourceId: sourceId ?? known,
      resourceId: workflowId,
      payload: body,
      failure: plannedFailure(world, connectionId, type, body, overrides.tspFailure),
    },
    nowMs,
    {
      ...(overrides.listingLagMs !== undefined && { listingLagMs: overrides.listingLagMs }),
      ...(isSync && { finishDelayMs: 0 }),
    },
  )
  if (!isSync) return jsonAnswer(202, shownWriteAnswer(world, stored))
  // Catena calls the TSP immediately. A failure is a 502 with the operation as its body [doc].
  world.settle(nowMs)
  return jsonAnswer(stored.record.status === 'failed' ? 502 : 200, shownWriteAnswer(world, stored))
}

type Body = Readonly<Record<string, unknown>> & { readonly connection_id: string }

/** The refusal of a body whose fields are valid; `null` when the body is accepted. */
function refusalOf(
  world: World,
  body: Body,
  workflowId: string | null,
  overrides: HandlerOverrides,
): SandboxAnswer | null {
  const { connection_id: connectionId } = body
  const { ids, patchSourceId } = world.character.traits()
  const detail = idProblems(body, world.fleet, connectionId, ids)
  if (workflowId !== null && patchSourceId === 'refused' && 'source_id' in body) {
    const message = 'The source id of a workflow cannot change'
    detail.push({ path: 'source_id', input: body.source_id, message, error_type: 'value_error' })
  }
  if (overrides.refusal !== undefined) {
    const { path, message } = overrides.refusal
    detail.push({ path, input: at(body, path.split('.')), message, error_type: 'value_error' })
  }
  if (detail.length > 0) return validationAnswer(detail)
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
  return null
}

function idBelow(base: string, path: string): string | null {
  if (!path.startsWith(`${base}/`)) return null
  const rest = path.slice(base.length + 1)
  return rest === '' || rest.includes('/') ? null : decodeURIComponent(rest)
}
