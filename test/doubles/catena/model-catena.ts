import type { HttpAnswer } from '../../../electron/catena/http-answer.ts'
import { parseWireJson } from '../../../electron/catena/wire-json.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { AS_BUILT, type Character } from '../../simulation/character/character.ts'
import { createSeededRandom, type SeededRandom } from '../seeded-random.ts'
import type { ModelOperation, Verdict } from './model-operation.ts'
import { answerOf, createModelWire, textOf } from './model-wire.ts'
import { createModelWorkflows, type ModelWorkflow, type ModelWorkflows } from './model-workflows.ts'

export { answerOf } from './model-wire.ts'
export type { ModelWorkflow, WorkflowVersion } from './model-workflows.ts'

/**
 * A model of Catena in memory, by its public reference: asynchronous operations, no idempotency, lagging listings. It
 * knows the true state, with which the checker compares what the program shows. What it shows of that state
 * (`model-wire.ts`) depends on its character.
 */

/** The fate of one write, decided when it is committed. */
export interface Fate {
  readonly verdict: Verdict
  readonly settleMs: number
  readonly lagMs: number
  /** True for a write of another computer with the same account. */
  readonly isForeign?: boolean
}

/** A connection of the model. */
export interface ModelConnection {
  readonly id: string
  status: string
  /** False: the TSP takes creates only and answers 501 to an update. */
  readonly canUpdate: boolean
}

/** Texts that make the model refuse a write: with 422 and a field, and with 400. */
export const REFUSED_TEXT = 'REFUSE-422'
export const BAD_REQUEST_TEXT = 'REFUSE-400'
/** The account that owns everything. Others see empty lists. */
export const OWNER: Account = { issuer: 'https://issuer.test/realms/catena', subject: 'dispatcher' }
export const STRANGER: Account = { issuer: 'https://issuer.test/realms/catena', subject: 'someone-else' }

/** The model. Every method uses the true time of `nowMs`. */
export interface ModelCatena {
  readonly operations: readonly ModelOperation[]
  readonly workflows: ReadonlyMap<string, ModelWorkflow>
  readonly connections: readonly ModelConnection[]
  readonly character: Character
  /** A POST or PATCH has arrived. */
  arrive(
    request: { readonly method: 'POST' | 'PATCH'; readonly path: string; readonly body: string },
    subject: string,
    fate: Fate,
  ): { readonly answer: HttpAnswer; readonly made: ModelOperation | null }
  /** Ends every operation whose time has come. */
  settle(): void
  /** Every write for the workflow whose create had this source id. */
  operationsOf(truthSourceId: string): readonly ModelOperation[]
  /**
   * The source id of the create that a write belongs to, by the workflow in its path (its own id where that create had none),
   * else by its body; '' for none.
   */
  truthSourceIdOf(request: { readonly method: string; readonly path: string; readonly body: string }): string
  operation(id: string): ModelOperation | undefined
  /** The operation as listed now. */
  toWire(operation: ModelOperation): Record<string, unknown>
  /** The `source_id` that the operation shows now. */
  shownSourceIdOf(operation: ModelOperation): string | null
  /** The workflow as a read returns it now; `null` while it is not readable. */
  workflowToWire(workflow: ModelWorkflow): Record<string, unknown> | null
  readonly readable: ModelWorkflows['readable']
  readonly occurredMs: ModelWorkflows['occurredMs']
  readonly foreignEdit: ModelWorkflows['foreignEdit']
  readonly deleteWorkflow: ModelWorkflows['delete']
  /** The `Date` header of an answer now, in whole seconds. */
  dateHeader(): string
}

/**
 * Creates an empty model. @param parts.nowMs true time in milliseconds since 1970. @param parts.character {@link
 * AS_BUILT} by default. @param parts.random used by other characters only
 */
export function createModelCatena(parts: {
  readonly nowMs: () => number
  readonly connections: readonly ModelConnection[]
  readonly character?: Character
  readonly random?: SeededRandom
}): ModelCatena {
  const { nowMs, connections } = parts
  const operations: ModelOperation[] = []
  const byId = new Map<string, ModelOperation>()
  const bySource = new Map<string, ModelOperation[]>()
  const character = parts.character ?? AS_BUILT
  const store = createModelWorkflows(character, parts.random ?? createSeededRandom('model'), nowMs)
  const workflows = store.byId
  const wire = createModelWire(character, store)
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
    operation.isTerminal = true
    const { verdict } = operation
    if (verdict.kind === 'failed' && !verdict.existsAnyway) return
    if (operation.operation === 'update') {
      const isEffective = verdict.kind === 'success' || character.failedUpdate === 'takesEffect'
      if (isEffective) store.update(operation)
      return
    }
    const id = mintId()
    store.make(id, operation)
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
      truthSourceId: workflows.get(resourceId ?? '')?.truthSourceId ?? textOf(body.source_id),
      payload: body,
      subject,
      committedMs: now,
      listedMs: now + fate.lagMs,
      settlesMs: now + fate.settleMs,
      verdict: fate.verdict,
      isForeign: fate.isForeign ?? false,
      resourceId,
      isTerminal: false,
    }
    operations.push(made)
    open.push(made)
    byId.set(made.id, made)
    const { truthSourceId } = made
    if (truthSourceId !== null) bySource.set(truthSourceId, [...(bySource.get(truthSourceId) ?? []), made])
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
      resourceId = idInPath(request.path)
      const target = workflows.get(resourceId)
      if (target === undefined || target.deletedMs !== null) return refusal(404, 'Not Found')
      if (!connection.canUpdate) return refusal(501, 'Not implemented by the TSP')
    }
    const made = commit(request.method === 'POST' ? 'create' : 'update', body, resourceId, subject, fate)
    return { answer: answerOf(202, wire.operation(made), dateHeader()), made }
  }

  function dateHeader(): string {
    return new Date(nowMs()).toUTCString()
  }

  function truthSourceIdOf(...[request]: Parameters<ModelCatena['truthSourceIdOf']>): string {
    const target = request.method === 'PATCH' ? workflows.get(idInPath(request.path)) : undefined
    if (target !== undefined) return truthOf(target)
    const body = parseWireJson(request.body)
    return (typeof body === 'object' && body !== null && textOf(Reflect.get(body, 'source_id'))) || ''
  }

  return {
    operations,
    workflows,
    connections,
    character,
    arrive,
    settle,
    operationsOf: (sourceId) => bySource.get(sourceId) ?? [],
    operation: (id) => byId.get(id),
    truthSourceIdOf,
    toWire: wire.operation,
    shownSourceIdOf: wire.sourceIdOf,
    workflowToWire: wire.workflow,
    readable: store.readable,
    occurredMs: store.occurredMs,
    foreignEdit: store.foreignEdit,
    deleteWorkflow: store.delete,
    dateHeader,
  }
}

/** What names a workflow for good: the source id of its create, or its own id where the create had none. */
export function truthOf({ truthSourceId, id }: ModelWorkflow): string {
  return truthSourceId ?? id
}

/** The id at the end of a workflow's path. */
export function idInPath(path: string): string {
  return decodeURIComponent(path.split('?')[0]?.split('/').at(-1) ?? '')
}
