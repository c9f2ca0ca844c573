import type { ModelWorkflow } from '../../doubles/catena/model-catena.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { World } from '../world/world.ts'

/** What Catena and the TSP do by themselves during the storm, by the character of the run. */

const MINUTE = 60_000
/** The most workflows that the TSP drives, and that it deletes, in one storm. */
const MOST_DRIVES = 6
const MOST_DELETIONS = 2
const UNREADABLE_REASONS = ['one item of the list cannot be read', 'a page does not say where the list ends']

/** Plans these actions. @param random a fork of the character */
export function planCatena(world: World, random: SeededRandom, stormMs: number): void {
  const { character } = world
  if (character.progress === 'drives') planDrives(world, random.fork('drives'), stormMs)
  if (character.deletion === 'deletes') planDeletions(world, random.fork('deletions'), stormMs)
  if (character.items === 'unreadable') planUnreadable(world, random.fork('items'), stormMs)
  if (character.writesDown === 'windows') planWritesDown(world, random.fork('writes down'), stormMs)
}

/** Our workflows at Catena that are not cancelled. */
export function workflowsToTouch(world: World): ModelWorkflow[] {
  world.catena.settle()
  return [...world.catena.workflows.values()].filter(
    (each) => !each.isForeign && each.deletedMs === null && each.content.workflow_status !== 'CANCELLED',
  )
}

function planDrives(world: World, random: SeededRandom, stormMs: number): void {
  for (let drive = 0; drive < MOST_DRIVES; drive += 1) {
    world.clock.at(random.between(0, stormMs), () => {
      const all = workflowsToTouch(world).filter((each) => each.content.workflow_status === 'PLANNED')
      if (all.length === 0) return
      const workflow = random.pick(all)
      moveOn(world, workflow, 'ACTIVE', 'actual_arrival')
      world.clock.at(random.between(MINUTE, 10 * MINUTE), () =>
        moveOn(world, workflow, 'COMPLETED', 'actual_departure'),
      )
    })
  }
}

function moveOn(world: World, workflow: ModelWorkflow, status: string, time: string): void {
  const { catena, ledger, clock } = world
  catena.settle()
  if (workflow.deletedMs !== null || workflow.content.workflow_status === 'CANCELLED') return
  ledger.count(`tsp:${status}`)
  ledger.note(`the TSP moves ${workflow.id} on to ${status}`)
  catena.foreignEdit(workflow, 'workflow_status', status)
  const { stops } = workflow.content
  if (!Array.isArray(stops) || stops.length === 0) return
  const at = new Date(Math.floor(clock.trueEpochMs() / 1000) * 1000).toISOString()
  const driven = stops.map((stop: object) => (time in stop ? stop : { ...stop, [time]: at }))
  catena.foreignEdit(workflow, 'stops', driven)
}

function planDeletions(world: World, random: SeededRandom, stormMs: number): void {
  for (let deletion = 0; deletion < MOST_DELETIONS; deletion += 1) {
    world.clock.at(random.between(0, stormMs), () => {
      const all = workflowsToTouch(world)
      if (all.length === 0) return
      const workflow = random.pick(all)
      world.ledger.count('tsp:deleted')
      world.ledger.note(`the TSP deletes ${workflow.id}`)
      world.catena.deleteWorkflow(workflow)
    })
  }
}

function planUnreadable(world: World, random: SeededRandom, stormMs: number): void {
  for (let window = random.whole(1, 3); window > 0; window -= 1) {
    world.clock.at(random.between(0, stormMs), () => {
      world.network.unreadable = {
        what: random.pick(['operations', 'workflows']),
        connectionId: random.pick(world.catena.connections).id,
        reason: random.pick(UNREADABLE_REASONS),
      }
      world.ledger.note('a list cannot be read')
      world.clock.at(random.between(2 * MINUTE, 10 * MINUTE), () => {
        world.network.unreadable = null
      })
    })
  }
}

function planWritesDown(world: World, random: SeededRandom, stormMs: number): void {
  for (let window = random.whole(1, 2); window > 0; window -= 1) {
    world.clock.at(random.between(0, stormMs), () => {
      world.network.areWritesDown = true
      world.ledger.note('writes are down')
      world.clock.at(random.between(5 * MINUTE, 30 * MINUTE), () => {
        world.network.areWritesDown = false
      })
    })
  }
}
