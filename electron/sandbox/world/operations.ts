import type { WireOperation, WireWorkflow } from '../../catena/wire.ts'
import { readLagMs, type SandboxCharacter } from '../character/character.ts'
import { withResolvedIds } from '../character/payload-ids.ts'
import type { FleetConnection } from './fleet.ts'
import type { Memory } from './memory.ts'
import type { SeededRandom } from './seeded-random.ts'
import {
  addOlder,
  changeRecord,
  isoOf,
  type PlannedFailure,
  type StoredOperation,
  type StoredWorkflow,
} from './stored.ts'

/** A create or update that was taken. */
export interface NewOperation {
  readonly connectionId: string
  readonly type: 'create' | 'update'
  readonly sourceId: string | null
  readonly resourceId: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly failure: PlannedFailure | null
  readonly by?: 'secondDesk'
}

/** Delays from–to in milliseconds, drawn for each operation. */
export interface DelayRanges {
  /** From taking an operation to its end at the TSP. */
  readonly finishDelayMs: readonly [number, number]
  /** From making an operation or a workflow until the lists show it. */
  readonly listingLagMs: readonly [number, number]
}

/** Delays of one operation in place of those that are drawn, milliseconds. */
export interface OperationDelays {
  readonly listingLagMs?: number
  readonly finishDelayMs?: number
}

/** What operations end with: the behaviour of this Catena and its delays. */
export interface OperationRules {
  readonly delays: DelayRanges
  readonly traits: () => SandboxCharacter
}

/** Takes an operation; its end at the TSP is decided here and comes with {@link finishDueOperations}. */
export function addOperation(
  memory: Memory,
  operation: NewOperation,
  nowMs: number,
  { ranges, overrides }: { readonly ranges: DelayRanges; readonly overrides: OperationDelays },
): StoredOperation {
  memory.changeCount += 1
  const connection = connectionOf(memory, operation.connectionId)
  const at = isoOf(nowMs)
  const record: WireOperation = {
    id: memory.random.uuid(),
    created_at: at,
    updated_at: at,
    deleted_at: null,
    partner_id: connection?.tsp_id ?? null,
    connection_id: operation.connectionId,
    source_name: connection?.source_name ?? null,
    resource: 'workflow',
    operation_type: operation.type,
    status: 'pending',
    payload: operation.payload,
    fleet_ref: connection?.fleet_ref ?? null,
    resource_id: operation.resourceId,
    source_id: operation.sourceId,
    logs: [],
  }
  const stored: StoredOperation = {
    order: memory.nextOrder++,
    listedFromMs: nowMs + (overrides.listingLagMs ?? draw(memory, ranges.listingLagMs)),
    finishAtMs: nowMs + (overrides.finishDelayMs ?? draw(memory, ranges.finishDelayMs)),
    failure: operation.failure,
    ...(operation.by !== undefined && { by: operation.by }),
    record,
  }
  memory.operations.set(record.id, stored)
  return stored
}

/** Ends every operation whose time has come, in the order of their ends. */
export function finishDueOperations(memory: Memory, rules: OperationRules, nowMs: number): void {
  const due = [...memory.operations.values()]
    .filter((each) => each.record.status === 'pending' && each.finishAtMs <= nowMs)
    .sort((a, b) => a.finishAtMs - b.finishAtMs || a.order - b.order)
  for (const each of due) finish(memory, rules, each)
}

function finish(memory: Memory, rules: OperationRules, stored: StoredOperation): void {
  memory.changeCount += 1
  const { failure, record } = stored
  const at = isoOf(stored.finishAtMs)
  record.updated_at = at
  record.logs = [logLine(record.id, failure, at, memory.random)]
  record.status = failure === null ? 'success' : 'failed'
  if (failure !== null && !takesEffect(rules.traits(), record, failure)) return
  if (record.operation_type === 'update') changeWorkflow(memory, rules, stored)
  else {
    const id = addWorkflow(memory, rules, stored)
    if (failure === null) record.resource_id = id
  }
}

/** A TSP that did not answer may have carried out the operation. */
function takesEffect(
  { creates, updates }: SandboxCharacter,
  record: WireOperation,
  { errorType }: PlannedFailure,
): boolean {
  if (errorType === 'auth' || errorType === 'validation') return false
  return record.operation_type === 'create' ? creates === 'failButExist' : updates === 'failButTakeEffect'
}

function addWorkflow(memory: Memory, { delays, traits }: OperationRules, stored: StoredOperation): string {
  const { record, finishAtMs } = stored
  const connection = connectionOf(memory, record.connection_id)
  const payload = resolvedPayload(memory, record)
  const at = isoOf(finishAtMs)
  const workflow: WireWorkflow = {
    driver_id: null,
    vehicle_id: null,
    ...payload,
    id: memory.random.uuid(),
    fleet_id: connection?.fleet_id ?? null,
    fleet_ref: connection?.fleet_ref ?? null,
    tsp_id: connection?.tsp_id ?? null,
    tsp_slug: connection?.source_name ?? null,
    source_name: connection?.source_name ?? null,
    workflow_status: payload.workflow_status ?? 'PLANNED',
    created_at: at,
    updated_at: at,
    occurred_at: at,
    deleted_at: null,
  }
  const made: StoredWorkflow = {
    order: memory.nextOrder++,
    listedFromMs: Math.max(stored.listedFromMs, finishAtMs + draw(memory, delays.listingLagMs)),
    record: workflow,
  }
  if (readLagMs(traits()) > 0) addOlder(made, null, finishAtMs)
  memory.workflows.set(workflow.id, made)
  return workflow.id
}

function changeWorkflow(
  memory: Memory,
  { traits }: OperationRules,
  { record, finishAtMs }: StoredOperation,
): void {
  const workflow = memory.workflows.get(record.resource_id ?? '')
  if (workflow === undefined) return
  const { connection_id: _connection, source_id: sourceId, ...changes } = resolvedPayload(memory, record)
  const isRenamed = traits().patchSourceId === 'renames' && typeof sourceId === 'string'
  if (isRenamed) workflow.tspSourceId = sourceId
  const change = { ...changes, ...(isRenamed && { source_id: sourceId }) }
  changeRecord(workflow, change, finishAtMs, readLagMs(traits()) > 0)
}

function resolvedPayload(memory: Memory, record: WireOperation): Partial<WireWorkflow> {
  return withResolvedIds({ ...(record.payload as object) }, memory.fleet)
}

function connectionOf(memory: Memory, id: string | null | undefined): FleetConnection | undefined {
  return memory.fleet.connections.find((each) => each.id === id)
}

function draw({ random }: Memory, [low, high]: readonly [number, number]): number {
  return random.integer(low, high)
}

function logLine(operationId: string, failure: PlannedFailure | null, at: string, random: SeededRandom) {
  return {
    id: random.uuid(),
    created_at: at,
    updated_at: at,
    resource_operation_id: operationId,
    status: failure === null ? 'success' : 'failed',
    error_type: failure?.errorType ?? null,
    error_details: failure?.details ?? null,
    response_status_code: failure?.statusCode ?? 200,
    response_headers: {},
  }
}
