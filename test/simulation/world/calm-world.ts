import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import type { SubmittedChange } from '../../../shared/model/status/sync-status.ts'
import { OWNER } from '../../doubles/catena/model-catena.ts'
import { createSeededRandom } from '../../doubles/seeded-random.ts'
import { drawPlan } from '../desk/draw-plan.ts'
import { calmPlan } from './faults.ts'
import { allStatuses, createWorld, type World } from './world.ts'

/** Half of a round trip of 200 ms. */
const LATENCY = { from: 100, to: 100 }

/** A world without faults, for measurements. @param hasPage false leaves out the page */
export function calmWorld(createEngine: CreateSyncEngine, seed: string, hasPage = true): World {
  return createWorld({
    seed,
    createEngine,
    plan: calmPlan(),
    hasPage,
    latency: LATENCY,
    settle: { from: 1_000, to: 5_000 },
  })
}

/** The number of workflows in each state; none while no program runs. */
export function statesOf(world: World): Readonly<Record<string, number>> {
  const states: Record<string, number> = {}
  const engine = world.engine()
  if (engine === null) return states
  for (const { state } of allStatuses(engine)) states[state] = (states[state] ?? 0) + 1
  return states
}

/** The states and their numbers as text. */
export function statesText(world: World): string {
  const states = Object.entries(statesOf(world)).map(([state, count]) => `${count} ${state}`)
  return states.length === 0 ? 'none' : states.join(', ')
}

/** Submits new workflows to the host without a page, so that the desk's store is not part of the measurement. */
export async function submitCreates(world: World, workflowIds: readonly string[]): Promise<void> {
  const connectionIds = world.catena.connections.map((each) => each.id)
  const entries = workflowIds.map((workflowId): SubmittedChange => {
    const plan = drawPlan(createSeededRandom(workflowId), connectionIds, workflowId)
    const sourceId = `dp_${workflowId}`
    const head = { workflowId, seq: 1, intent: 'send', plan, sourceId } as const
    return { ...head, account: OWNER, overBase: null, wasSubmitted: false, known: null }
  })
  await world.engine()?.submit({ entries })
}
