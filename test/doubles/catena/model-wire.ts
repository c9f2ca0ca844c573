import type { HttpAnswer } from '../../../electron/catena/http-answer.ts'
import { stringifyWireJson } from '../../../electron/catena/wire-json.ts'
import type { Character } from '../../simulation/character/character.ts'
import type { ModelOperation } from './model-operation.ts'
import type { ModelWorkflow, ModelWorkflows } from './model-workflows.ts'

/** What the model shows of its true state, by its character. */
export interface ModelWire {
  /** The operation as listed now. */
  operation(operation: ModelOperation): Record<string, unknown>
  /** The version that can be read now; `null` while none can. */
  workflow(workflow: ModelWorkflow): Record<string, unknown> | null
  /** The `source_id` that the operation shows now. */
  sourceIdOf(operation: ModelOperation): string | null
}

/** Fields that can be sent and may be missing in the read model. */
const UNKNOWN_FIELDS: ReadonlySet<string> = new Set(['territory_name', 'total_distance_unit'])

/** Shows the operations, and the workflows of `store`. */
export function createModelWire(character: Character, store: ModelWorkflows): ModelWire {
  const workflows = store.byId

  function workflowSourceId(workflow: ModelWorkflow): string | null {
    return character.sourceId === 'nullThenTsp' ? workflow.tspId : workflow.truthSourceId
  }

  function sourceIdOf(operation: ModelOperation): string | null {
    if (operation.operation === 'create') return createSourceId(operation)
    const workflow = workflows.get(operation.resourceId ?? '')
    if (character.sourceId === 'ours') return textOf(operation.payload.source_id) ?? operation.truthSourceId
    return workflow === undefined ? null : workflowSourceId(workflow)
  }

  function createSourceId(operation: ModelOperation): string | null {
    if (character.sourceId === 'ours') return operation.truthSourceId
    const workflow = workflows.get(operation.resourceId ?? '')
    return workflow === undefined ? null : workflowSourceId(workflow)
  }

  function payloadOf({ id, payload }: ModelOperation): { readonly payload?: unknown } {
    switch (character.payload) {
      case 'whole':
        return { payload }
      case 'withoutIds':
        return { payload: without(payload, (field) => field === 'source_id') }
      case 'withoutUnknown':
        return { payload: without(payload, (field) => UNKNOWN_FIELDS.has(field)) }
      case 'absent':
        // Two forms of an absent payload: every second operation lacks the field.
        return Number.parseInt(id.slice(-1), 16) % 2 === 0 ? {} : { payload: null }
    }
  }

  return {
    sourceIdOf,
    operation(operation) {
      const { verdict, isTerminal } = operation
      const isFailed = isTerminal && verdict.kind === 'failed'
      return {
        id: operation.id,
        created_at: iso(operation.committedMs),
        updated_at: iso(isTerminal ? operation.settlesMs : operation.committedMs),
        deleted_at: null,
        connection_id: operation.connectionId,
        source_name: 'model',
        resource: 'workflow',
        operation_type: operation.operation,
        status: isTerminal ? verdict.kind : 'pending',
        ...payloadOf(operation),
        resource_id: operation.resourceId,
        source_id: sourceIdOf(operation),
        logs: isFailed
          ? [
              {
                status: 'failed',
                error_type: verdict.errorType,
                error_details: `the TSP: ${verdict.errorType}`,
              },
            ]
          : [],
      }
    },
    workflow(workflow) {
      const version = store.readable(workflow)
      if (version === null) return null
      const { shown } = store.occurredMs(workflow, version)
      return {
        ...version.content,
        id: workflow.id,
        connection_id: workflow.connectionId,
        source_id: workflowSourceId(workflow),
        created_at: iso(workflow.madeMs),
        updated_at: iso(version.readableMs),
        occurred_at: shown === null ? null : iso(shown),
        deleted_at: version.deletedMs === null ? null : iso(version.deletedMs),
      }
    },
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

/** The value if it is a non-empty text, else `null`. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function without(
  fields: Readonly<Record<string, unknown>>,
  isDropped: (field: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !isDropped(field)))
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
