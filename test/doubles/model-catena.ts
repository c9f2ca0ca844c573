import { parseWireJson, stringifyWireJson } from '../../shared/catena/wire-json.ts'
import type { Account } from '../../shared/model/sync-status.ts'
import type { HttpAnswer } from '../../shared/sync/ports.ts'

/**
 * Catena as its public reference describes it, in memory: asynchronous operations, no idempotency of any kind,
 * listings that lag. It knows the truth, so that a checker can compare what the program says with what is.
 */

/** How the TSP will answer an operation. `existsAnyway`: the TSP made it and the answer got lost on its way back. */
export type Verdict =
  | { readonly kind: 'success' }
  | {
      readonly kind: 'failed'
      readonly errorType: 'auth' | 'validation' | 'network' | 'tsp'
      readonly existsAnyway: boolean
    }

/** One write that Catena has taken. Times are true time in milliseconds since 1970. */
export interface ModelOperation {
  readonly id: string
  readonly operation: 'create' | 'update'
  readonly connectionId: string
  readonly sourceId: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly subject: string
  readonly committedMs: number
  readonly listedMs: number
  readonly settlesMs: number
  readonly verdict: Verdict
  resourceId: string | null
  isSettled: boolean
}

/** A workflow that Catena lists. */
export interface ModelWorkflow {
  readonly id: string
  readonly connectionId: string
  readonly sourceId: string | null
  readonly madeByOperation: string
  readonly subject: string
  readonly madeMs: number
  readonly listedMs: number
  content: Record<string, unknown>
  /** Fields another device has written, with every value it gave them. */
  readonly foreign: Map<string, unknown[]>
}

/** What the world decides about one write at the moment it is committed. */
export interface Fate {
  readonly verdict: Verdict
  readonly settleMs: number
  readonly lagMs: number
}

/** Catena's decision before anything is made. */
export interface ModelConnection {
  readonly id: string
  status: string
  /** False: the TSP takes creates only and answers 501 to an update. */
  readonly canUpdate: boolean
}

/** Texts that make the model refuse: 422 with a field, and 400 without. */
export const REFUSED_TEXT = 'REFUSE-422'
export const BAD_REQUEST_TEXT = 'REFUSE-400'
/** Everything belongs to this account; another one sees empty lists. */
export const OWNER: Account = { issuer: 'https://issuer.test/realms/catena', subject: 'dispatcher' }
export const STRANGER: Account = { issuer: 'https://issuer.test/realms/catena', subject: 'someone-else' }

/** The model. Every method works at the true time it is given by `nowMs`. */
export interface ModelCatena {
  readonly operations: readonly ModelOperation[]
  readonly workflows: ReadonlyMap<string, ModelWorkflow>
  readonly connections: readonly ModelConnection[]
  /** A POST or PATCH has arrived. */
  arrive(
    request: { readonly method: 'POST' | 'PATCH'; readonly path: string; readonly body: string },
    subject: string,
    fate: Fate,
  ): { readonly answer: HttpAnswer; readonly made: ModelOperation | null }
  /** Lets every operation whose time has come end. */
  settle(): void
  operationsOf(sourceId: string): readonly ModelOperation[]
  operation(id: string): ModelOperation | undefined
  /** The operation as it is listed now. */
  toWire(operation: ModelOperation): Record<string, unknown>
  workflowToWire(workflow: ModelWorkflow): Record<string, unknown>
  /** Another device changes one field. */
  foreignEdit(workflow: ModelWorkflow, field: string, value: unknown): void
  /** `Date` of an answer given now, whole seconds. */
  dateHeader(): string
}

/** Creates an empty model. `nowMs` is true time in milliseconds since 1970. */
export function createModelCatena(parts: {
  readonly nowMs: () => number
  readonly connections: readonly ModelConnection[]
}): ModelCatena {
  const { nowMs, connections } = parts
  const operations: ModelOperation[] = []
  const byId = new Map<string, ModelOperation>()
  const bySource = new Map<string, ModelOperation[]>()
  const workflows = new Map<string, ModelWorkflow>()
  let open: ModelOperation[] = []
  let ids = 0

  function mintId(): string {
    ids += 1
    return `00000000-0000-4000-8000-${ids.toString(16).padStart(12, '0')}`
  }

  function settle(): void {
    const now = nowMs()
    const due = open.filter((each) => each.settlesMs <= now).sort((a, b) => a.settlesMs - b.settlesMs)
    if (due.length === 0) return
    open = open.filter((each) => each.settlesMs > now)
    for (const each of due) end(each)
  }

  function end(operation: ModelOperation): void {
    operation.isSettled = true
    const { verdict } = operation
    if (verdict.kind === 'failed' && !verdict.existsAnyway) return
    if (operation.operation === 'update') {
      // Open: an update that failed at the TSP and took effect all the same is not modelled; see seed 771 with it.
      if (verdict.kind === 'failed') return
      const workflow = workflows.get(operation.resourceId ?? '')
      if (workflow !== undefined) Object.assign(workflow.content, contentOf(operation.payload))
      return
    }
    const id = mintId()
    workflows.set(id, {
      id,
      connectionId: operation.connectionId,
      sourceId: operation.sourceId,
      madeByOperation: operation.id,
      subject: operation.subject,
      madeMs: operation.settlesMs,
      listedMs: operation.settlesMs + (operation.listedMs - operation.committedMs),
      content: { workflow_status: 'PLANNED', ...contentOf(operation.payload) },
      foreign: new Map(),
    })
    if (verdict.kind === 'success') operation.resourceId = id
  }

  function commit(
    operation: 'create' | 'update',
    body: Record<string, unknown>,
    resourceId: string | null,
    subject: string,
    fate: Fate,
  ): ModelOperation {
    const now = nowMs()
    const made: ModelOperation = {
      id: mintId(),
      operation,
      connectionId: String(body.connection_id),
      sourceId: typeof body.source_id === 'string' ? body.source_id : null,
      payload: body,
      subject,
      committedMs: now,
      listedMs: now + fate.lagMs,
      settlesMs: now + fate.settleMs,
      verdict: fate.verdict,
      resourceId,
      isSettled: false,
    }
    operations.push(made)
    open.push(made)
    byId.set(made.id, made)
    if (made.sourceId !== null) bySource.set(made.sourceId, [...(bySource.get(made.sourceId) ?? []), made])
    return made
  }

  function arrive(...[request, subject, fate]: Parameters<ModelCatena['arrive']>) {
    settle()
    const refusal = (status: number, message: string, detail: unknown = null) => ({
      answer: answerOf(status, { code: status, message, detail }, dateHeader()),
      made: null,
    })
    const parsed = parseWireJson(request.body)
    if (typeof parsed !== 'object' || parsed === null) return refusal(400, 'Bad Request')
    const body = parsed as Record<string, unknown>
    const connection = connections.find((each) => each.id === body.connection_id)
    if (connection === undefined || subject !== OWNER.subject) return refusal(403, 'Forbidden')
    if (connection.status !== 'active') return refusal(403, 'Forbidden', `connection is ${connection.status}`)
    if (body.instructions === BAD_REQUEST_TEXT) return refusal(400, 'Bad Request', 'not acceptable')
    if (body.instructions === REFUSED_TEXT) {
      return refusal(422, 'Validation failed', [
        {
          path: ['body', 'instructions'],
          input: body.instructions,
          message: 'not allowed',
          error_type: 'value',
        },
      ])
    }
    let resourceId: string | null = null
    if (request.method === 'PATCH') {
      resourceId = decodeURIComponent(request.path.split('?')[0]?.split('/').at(-1) ?? '')
      if (!workflows.has(resourceId)) return refusal(404, 'Not Found')
      if (!connection.canUpdate) return refusal(501, 'Not implemented by the TSP')
    }
    const made = commit(request.method === 'POST' ? 'create' : 'update', body, resourceId, subject, fate)
    return { answer: answerOf(202, toWire(made), dateHeader()), made }
  }

  function toWire(operation: ModelOperation): Record<string, unknown> {
    const { verdict, isSettled } = operation
    const status = isSettled ? verdict.kind : 'pending'
    return {
      id: operation.id,
      created_at: iso(operation.committedMs),
      updated_at: iso(isSettled ? operation.settlesMs : operation.committedMs),
      deleted_at: null,
      connection_id: operation.connectionId,
      source_name: 'model',
      resource: 'workflow',
      operation_type: operation.operation,
      status,
      payload: operation.payload,
      resource_id: operation.resourceId,
      source_id: operation.sourceId,
      logs:
        isSettled && verdict.kind === 'failed'
          ? [
              {
                status: 'failed',
                error_type: verdict.errorType,
                error_details: `the TSP: ${verdict.errorType}`,
              },
            ]
          : [],
    }
  }

  function dateHeader(): string {
    return new Date(nowMs()).toUTCString()
  }

  return {
    operations,
    workflows,
    connections,
    arrive,
    settle,
    operationsOf: (sourceId) => bySource.get(sourceId) ?? [],
    operation: (id) => byId.get(id),
    toWire,
    workflowToWire: (workflow) => ({
      ...workflow.content,
      id: workflow.id,
      connection_id: workflow.connectionId,
      source_id: workflow.sourceId,
      created_at: iso(workflow.madeMs),
      updated_at: iso(workflow.madeMs),
      deleted_at: null,
    }),
    foreignEdit(workflow, field, value) {
      workflow.foreign.set(field, [...(workflow.foreign.get(field) ?? []), value])
      workflow.content[field] = value
    },
    dateHeader,
  }
}

/** A JSON answer of Catena. */
export function answerOf(status: number, body: unknown, date: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', date },
    body: stringifyWireJson(body),
    isTruncated: false,
  }
}

function contentOf(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { connection_id: _connection, source_id: _source, ...content } = payload
  return content
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
