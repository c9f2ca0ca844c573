import type { WireOperation, WireWorkflow } from '../../catena/wire.ts'
import { parseWireJson, stringifyWireJson } from '../../catena/wire-json.ts'
import {
  type CharacterSwitch,
  createCharacterSwitch,
  readLagMs,
  type SandboxCharacter,
} from '../character/character.ts'
import { withResolvedIds } from '../character/payload-ids.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'
import {
  addOlder,
  changeRecord,
  isoOf,
  type PlannedFailure,
  type StoredOperation,
  type StoredWorkflow,
  worldState,
} from './stored.ts'

/** How the sandbox behaves where Catena's contract leaves it open. Times in milliseconds, from–to, drawn each time. */
export interface WorldOptions {
  readonly seed: number
  /** From taking an operation to its end at the TSP. */
  readonly finishDelayMs: readonly [number, number]
  /** From making an operation or a workflow until the lists show it. */
  readonly listingLagMs: readonly [number, number]
  /** Share of operations that the TSP fails although nothing is wrong with them, 0 to 1. */
  readonly failureRate: number
  /** Traits that differ from the default character at the start. */
  readonly character: Partial<SandboxCharacter>
}

/** Quick enough for a person who waits, slow enough to see `With Catena`. */
export const DEFAULT_WORLD_OPTIONS: WorldOptions = {
  seed: 1,
  finishDelayMs: [800, 2_500],
  listingLagMs: [100, 600],
  failureRate: 0,
  character: {},
}

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

/** Delays of one operation in place of those that are drawn, milliseconds. */
export interface OperationDelays {
  readonly listingLagMs?: number
  readonly finishDelayMs?: number
}

/** Catena's memory: everything the handler reads and changes. */
export interface World {
  readonly fleet: Fleet
  readonly options: WorldOptions
  readonly random: SeededRandom
  readonly character: CharacterSwitch
  workflows(): readonly StoredWorkflow[]
  operations(): readonly StoredOperation[]
  workflow(id: string): StoredWorkflow | undefined
  operation(id: string): StoredOperation | undefined
  connectionStatus(id: string): string | undefined
  setConnectionStatus(id: string, status: string): void
  /** Delays drawn by {@link WorldOptions}, unless `overrides` says otherwise. */
  addOperation(operation: NewOperation, nowMs: number, overrides?: OperationDelays): StoredOperation
  /** Changes a workflow behind the desk's back, as somebody at the TSP would. */
  editWorkflow(id: string, change: Partial<WireWorkflow>, nowMs: number): void
  /** Ends every operation whose time has come. */
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
  const character = createCharacterSwitch(settings.character)
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
    overrides: OperationDelays = {},
  ): StoredOperation {
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
    const stored: StoredOperation = {
      order: nextOrder++,
      listedFromMs: nowMs + (overrides.listingLagMs ?? draw(settings.listingLagMs)),
      finishAtMs: nowMs + (overrides.finishDelayMs ?? draw(settings.finishDelayMs)),
      failure: operation.failure,
      ...(operation.by !== undefined && { by: operation.by }),
      record,
    }
    operations.set(record.id, stored)
    return stored
  }

  function finish(stored: StoredOperation): void {
    changeCount += 1
    const { failure, record } = stored
    const at = isoOf(stored.finishAtMs)
    record.updated_at = at
    record.logs = [logLine(record.id, failure, at, random)]
    record.status = failure === null ? 'success' : 'failed'
    if (failure !== null && !takesEffect(record, failure)) return
    if (record.operation_type === 'update') changeWorkflow(stored)
    else {
      const id = addWorkflow(stored, at)
      if (failure === null) record.resource_id = id
    }
  }

  /** A TSP that did not answer may have done it all the same. */
  function takesEffect(record: WireOperation, { errorType }: PlannedFailure): boolean {
    if (errorType === 'auth' || errorType === 'validation') return false
    const { creates, updates } = character.traits()
    return record.operation_type === 'create' ? creates === 'failButExist' : updates === 'failButTakeEffect'
  }

  function addWorkflow(stored: StoredOperation, at: string): string {
    const { record } = stored
    const connection = fleet.connections.find((each) => each.id === record.connection_id)
    const payload = resolvedPayload(record)
    const workflow: WireWorkflow = {
      driver_id: null,
      vehicle_id: null,
      ...payload,
      id: random.uuid(),
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
      order: nextOrder++,
      listedFromMs: Math.max(stored.listedFromMs, stored.finishAtMs + draw(settings.listingLagMs)),
      record: workflow,
    }
    if (isLagging()) addOlder(made, null, stored.finishAtMs)
    workflows.set(workflow.id, made)
    return workflow.id
  }

  function isLagging(): boolean {
    return readLagMs(character.traits()) > 0
  }

  function changeWorkflow({ record, finishAtMs }: StoredOperation): void {
    const workflow = workflows.get(record.resource_id ?? '')
    if (workflow === undefined) return
    const { connection_id: _connection, source_id: sourceId, ...changes } = resolvedPayload(record)
    const isRenamed = character.traits().patchSourceId === 'renames' && typeof sourceId === 'string'
    if (isRenamed) workflow.tspSourceId = sourceId
    changeRecord(workflow, { ...changes, ...(isRenamed && { source_id: sourceId }) }, finishAtMs, isLagging())
  }

  function resolvedPayload(record: WireOperation): Partial<WireWorkflow> {
    return withResolvedIds({ ...(record.payload as object) }, fleet)
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
    character,
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
      changeRecord(workflow, change, nowMs, isLagging())
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
