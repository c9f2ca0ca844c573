import { parseWireJson, stringifyWireJson } from '../../catena/wire-json.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'
import { type StoredOperation, type StoredWorkflow, worldState } from './stored.ts'

/** Everything that a world remembers. Its fields are changed within `sandbox/world` only. */
export interface Memory {
  seed: number
  random: SeededRandom
  fleet: Fleet
  /** The order of the next operation or workflow: lists are sorted by it. */
  nextOrder: number
  workflows: Map<string, StoredWorkflow>
  operations: Map<string, StoredOperation>
  /** Connection id → status, where it differs from the fleet's. */
  connectionStatuses: Map<string, string>
  /** Grows with every change. */
  changeCount: number
}

/** The fleet of a seed, without workflows. */
export function createMemory(seed: number): Memory {
  return {
    seed,
    random: createSeededRandom(seed),
    fleet: createFleet(seed),
    nextOrder: 1,
    workflows: new Map(),
    operations: new Map(),
    connectionStatuses: new Map(),
    changeCount: 0,
  }
}

/** Forgets every workflow, operation and changed status; the fleet stays. */
export function clearMemory(memory: Memory): void {
  memory.changeCount += 1
  memory.workflows = new Map()
  memory.operations = new Map()
  memory.connectionStatuses = new Map()
}

/** Text that {@link restoreMemory} takes; whole numbers beyond 2^53 survive. */
export function snapshotOf(memory: Memory): string {
  return stringifyWireJson({
    seed: memory.seed,
    randomState: memory.random.state(),
    nextOrder: memory.nextOrder,
    workflows: [...memory.workflows.values()],
    operations: [...memory.operations.values()],
    connectionStatuses: Object.fromEntries(memory.connectionStatuses),
  })
}

/** @throws ZodError or SyntaxError when the text is no snapshot; the memory is then unchanged. */
export function restoreMemory(memory: Memory, snapshot: string): void {
  const state = worldState.parse(parseWireJson(snapshot))
  memory.seed = state.seed
  memory.random = createSeededRandom(state.randomState)
  memory.fleet = createFleet(state.seed)
  memory.nextOrder = state.nextOrder
  memory.workflows = new Map(state.workflows.map((each) => [each.record.id, each]))
  memory.operations = new Map(state.operations.map((each) => [each.record.id, each]))
  memory.connectionStatuses = new Map(Object.entries(state.connectionStatuses))
}
