import type { WireWorkflow } from '../../catena/wire.ts'
import {
  type CharacterSwitch,
  createCharacterSwitch,
  readLagMs,
  type SandboxCharacter,
} from '../character/character.ts'
import type { Fleet } from './fleet.ts'
import { clearMemory, createMemory, restoreMemory, snapshotOf } from './memory.ts'
import {
  addOperation,
  type DelayRanges,
  finishDueOperations,
  type NewOperation,
  type OperationDelays,
} from './operations.ts'
import type { SeededRandom } from './seeded-random.ts'
import { changeRecord, type StoredOperation, type StoredWorkflow } from './stored.ts'

/** How the sandbox behaves where Catena's contract leaves it open. */
export interface WorldOptions extends DelayRanges {
  readonly seed: number
  /** Share of valid operations that fail at the TSP, 0 to 1. */
  readonly failureRate: number
  /** Traits that differ from the default character at the start. */
  readonly character: Partial<SandboxCharacter>
}

/** Short delays, but long enough that the state `With Catena` is visible. */
export const DEFAULT_WORLD_OPTIONS: WorldOptions = {
  seed: 1,
  finishDelayMs: [800, 2_500],
  listingLagMs: [100, 600],
  failureRate: 0,
  character: {},
}

/** The state of Catena and the TSPs, which the handler reads and changes. */
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
  /** Changes a workflow without the desk, as a person at the TSP does. */
  editWorkflow(id: string, change: Partial<WireWorkflow>, nowMs: number): void
  /** Ends every operation whose time has come. */
  settle(nowMs: number): void
  /** Grows with every change; tells whether there is something to save. */
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
  const memory = createMemory(settings.seed)
  const rules = { delays: settings, traits: character.traits }
  return {
    get fleet() {
      return memory.fleet
    },
    options: settings,
    get random() {
      return memory.random
    },
    character,
    workflows: () => [...memory.workflows.values()],
    operations: () => [...memory.operations.values()],
    workflow: (id) => memory.workflows.get(id),
    operation: (id) => memory.operations.get(id),
    connectionStatus: (id) =>
      memory.connectionStatuses.get(id) ?? memory.fleet.connections.find((each) => each.id === id)?.status,
    setConnectionStatus: (id, status) => {
      memory.changeCount += 1
      memory.connectionStatuses.set(id, status)
    },
    addOperation: (operation, nowMs, overrides = {}) =>
      addOperation(memory, operation, nowMs, { ranges: settings, overrides }),
    editWorkflow: (id, change, nowMs) => {
      memory.changeCount += 1
      const workflow = memory.workflows.get(id)
      if (workflow === undefined) throw new RangeError(`the sandbox has no workflow ${id}`)
      changeRecord(workflow, change, nowMs, readLagMs(character.traits()) > 0)
    },
    settle: (nowMs) => finishDueOperations(memory, rules, nowMs),
    changes: () => memory.changeCount,
    snapshot: () => snapshotOf(memory),
    restore: (snapshot) => restoreMemory(memory, snapshot),
    reset: () => clearMemory(memory),
  }
}
