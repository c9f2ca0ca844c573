import { z } from 'zod'
import {
  type WireOperation,
  type WireWorkflow,
  wireOperation,
  wireWorkflow,
} from '../../shared/catena/wire.ts'
import { parseWireJson, stringifyWireJson } from '../../shared/catena/wire-json.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'

/** The ways in which a TSP refuses what Catena hands on [doc]. */
export const TSP_ERROR_TYPES = ['auth', 'validation', 'network', 'tsp'] as const
export type TspErrorType = (typeof TSP_ERROR_TYPES)[number]

/** How the sandbox behaves where Catena's contract leaves it open. Times in milliseconds, from–to, drawn each time. */
export interface WorldOptions {
  readonly seed: number
  /** From taking an operation to its end at the TSP. */
  readonly finishDelayMs: readonly [number, number]
  /** From making an operation or a workflow until the lists show it. */
  readonly listingLagMs: readonly [number, number]
  /** Share of operations that the TSP fails although nothing is wrong with them, 0 to 1. */
  readonly failureRate: number
  /**
   * The reference shows `territory_name` and `total_distance_unit` in no answer. False leaves them out of what is
   * read, as the strictest reading has it.
   */
  readonly readsBackInferred: boolean
}

/** Quick enough for a person who waits, slow enough to see `With Catena`. */
export const DEFAULT_WORLD_OPTIONS: WorldOptions = {
  seed: 1,
  finishDelayMs: [800, 2_500],
  listingLagMs: [100, 600],
  failureRate: 0,
  readsBackInferred: true,
}

const plannedFailure = z.object({
  errorType: z.enum(TSP_ERROR_TYPES),
  details: z.string(),
  statusCode: z.number(),
})
/** How an operation will fail at the TSP. */
export type PlannedFailure = z.infer<typeof plannedFailure>

const storedWorkflow = z.object({ order: z.number(), listedFromMs: z.number(), record: wireWorkflow })
const storedOperation = z.object({
  order: z.number(),
  listedFromMs: z.number(),
  finishAtMs: z.number(),
  failure: plannedFailure.nullable(),
  record: wireOperation,
})
const worldState = z.object({
  seed: z.number(),
  randomState: z.number(),
  nextOrder: z.number(),
  workflows: z.array(storedWorkflow),
  operations: z.array(storedOperation),
  /** Connection id → status, where it was changed after the start. */
  connectionStatuses: z.record(z.string(), z.string()),
})
/** A workflow in the sandbox, with what is needed to list it. */
export type StoredWorkflow = z.infer<typeof storedWorkflow>
/** An operation in the sandbox, with the end that is already decided. */
export type StoredOperation = z.infer<typeof storedOperation>

/** A create or update that was taken. */
export interface NewOperation {
  readonly connectionId: string
  readonly type: 'create' | 'update'
  readonly sourceId: string | null
  readonly resourceId: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly failure: PlannedFailure | null
}

/** Catena's memory: everything the handler reads and changes. */
export interface World {
  readonly fleet: Fleet
  readonly options: WorldOptions
  readonly random: SeededRandom
  workflows(): readonly StoredWorkflow[]
  operations(): readonly StoredOperation[]
  workflow(id: string): StoredWorkflow | undefined
  operation(id: string): StoredOperation | undefined
  connectionStatus(id: string): string | undefined
  setConnectionStatus(id: string, status: string): void
  /** Delays drawn by {@link WorldOptions}, unless `overrides` says otherwise. */
  addOperation(operation: NewOperation, nowMs: number, overrides?: { listingLagMs?: number }): WireOperation
  /** Changes a workflow behind the desk's back, as somebody at the TSP would. */
  editWorkflow(id: string, change: Partial<WireWorkflow>, nowMs: number): void
  /** Ends every operation whose time has come. Called before each request, so that nothing needs a timer. */
  settle(nowMs: number): void
  /** Grows with every change, so that it is known when there is something to save. */
  changes(): number
  /** Text that {@link restore} takes; whole numbers beyond 2^53 survive. */
  snapshot(): string
  /** @throws ZodError or SyntaxError when the text is no snapshot; the world is then unchanged. */
  restore(snapshot: string): void
  /** Forgets every workflow and operation; the fleet stays. */
  reset(): void
}

/** An empty world with its fleet. */
export function createWorld(options: Partial<WorldOptions> = {}): World {
  const settings: WorldOptions = { ...DEFAULT_WORLD_OPTIONS, ...options }
  let random = createSeededRandom(settings.seed)
  let fleet = createFleet(settings.seed)
  let nextOrder = 1
  let workflows = new Map<string, StoredWorkflow>()
  let operations = new Map<string, StoredOperation>()
  let statuses = new Map<string, string>()
  let changeCount = 0

  function draw([low, high]: readonly [number, number]): number {
    return random.integer(low, high)
  }

  function connectionStatus(id: string): string | undefined {
    return statuses.get(id) ?? fleet.connections.find((each) => each.id === id)?.status
  }

  function addOperation(
    operation: NewOperation,
    nowMs: number,
    overrides: { listingLagMs?: number } = {},
  ): WireOperation {
    changeCount += 1
    const connection = fleet.connections.find((each) => each.id === operation.connectionId)
    const at = isoOf(nowMs)
    const record: WireOperation = {
      id: random.uuid(),
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
    operations.set(record.id, {
      order: nextOrder++,
      listedFromMs: nowMs + (overrides.listingLagMs ?? draw(settings.listingLagMs)),
      finishAtMs: nowMs + draw(settings.finishDelayMs),
      failure: operation.failure,
      record,
    })
    return record
  }

  function finish(stored: StoredOperation): void {
    changeCount += 1
    const { failure, record } = stored
    const at = isoOf(stored.finishAtMs)
    record.updated_at = at
    record.logs = [logLine(record.id, failure, at, random)]
    if (failure !== null) {
      record.status = 'failed'
      return
    }
    record.status = 'success'
    if (record.operation_type === 'create') record.resource_id = addWorkflow(stored, at)
    else changeWorkflow(stored, at)
  }

  function addWorkflow(stored: StoredOperation, at: string): string {
    const { record } = stored
    const connection = fleet.connections.find((each) => each.id === record.connection_id)
    const payload = payloadOf(record)
    const workflow: WireWorkflow = {
      ...payload,
      id: random.uuid(),
      fleet_id: connection?.fleet_id ?? null,
      fleet_ref: connection?.fleet_ref ?? null,
      tsp_id: connection?.tsp_id ?? null,
      tsp_slug: connection?.source_name ?? null,
      source_name: connection?.source_name ?? null,
      driver_id: fleet.users.find((each) => each.source_id === payload.source_driver_id)?.id ?? null,
      vehicle_id: fleet.vehicles.find((each) => each.source_id === payload.source_vehicle_id)?.id ?? null,
      workflow_status: payload.workflow_status ?? 'PLANNED',
      created_at: at,
      updated_at: at,
      occurred_at: at,
      deleted_at: null,
    }
    workflows.set(workflow.id, {
      order: nextOrder++,
      listedFromMs: Math.max(stored.listedFromMs, stored.finishAtMs + draw(settings.listingLagMs)),
      record: workflow,
    })
    return workflow.id
  }

  function changeWorkflow(stored: StoredOperation, at: string): void {
    const workflow = workflows.get(stored.record.resource_id ?? '')
    if (workflow === undefined) return
    const { connection_id: _connection, source_id: _source, ...changes } = payloadOf(stored.record)
    Object.assign(workflow.record, changes, { updated_at: at })
  }

  function settle(nowMs: number): void {
    const due = [...operations.values()]
      .filter((each) => each.record.status === 'pending' && each.finishAtMs <= nowMs)
      .sort((a, b) => a.finishAtMs - b.finishAtMs || a.order - b.order)
    for (const each of due) finish(each)
  }

  function restore(snapshot: string): void {
    const state = worldState.parse(parseWireJson(snapshot))
    random = createSeededRandom(state.randomState)
    fleet = createFleet(state.seed)
    nextOrder = state.nextOrder
    workflows = new Map(state.workflows.map((each) => [each.record.id, each]))
    operations = new Map(state.operations.map((each) => [each.record.id, each]))
    statuses = new Map(Object.entries(state.connectionStatuses))
  }

  function snapshot(): string {
    return stringifyWireJson({
      seed: settings.seed,
      randomState: random.state(),
      nextOrder,
      workflows: [...workflows.values()],
      operations: [...operations.values()],
      connectionStatuses: Object.fromEntries(statuses),
    })
  }

  return {
    get fleet() {
      return fleet
    },
    options: settings,
    get random() {
      return random
    },
    workflows: () => [...workflows.values()],
    operations: () => [...operations.values()],
    workflow: (id) => workflows.get(id),
    operation: (id) => operations.get(id),
    connectionStatus,
    setConnectionStatus: (id, status) => {
      changeCount += 1
      statuses.set(id, status)
    },
    addOperation,
    editWorkflow: (id, change, nowMs) => {
      changeCount += 1
      const workflow = workflows.get(id)
      if (workflow === undefined) throw new RangeError(`the sandbox has no workflow ${id}`)
      Object.assign(workflow.record, change, { updated_at: isoOf(nowMs) })
    },
    settle,
    changes: () => changeCount,
    snapshot,
    restore,
    reset: () => {
      changeCount += 1
      workflows = new Map()
      operations = new Map()
      statuses = new Map()
    },
  }
}

/** Catena writes its times in UTC with milliseconds. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}

function payloadOf(record: WireOperation): Partial<WireWorkflow> {
  return record.payload as Partial<WireWorkflow>
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
