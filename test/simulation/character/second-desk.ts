import { ASYNC_WRITE_QUERY, PATHS } from '../../../electron/catena/wire.ts'
import { stringifyWireJson } from '../../../electron/catena/wire-json.ts'
import { type Fate, OWNER } from '../../doubles/catena/model-catena.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { World } from '../world/world.ts'
import { workflowsToTouch } from './catena-life.ts'

/** Another computer with the same account. Its operations are listed among ours. */

/** The most workflows that it makes, and of ours that it changes, in one storm. */
const MOST_CREATES = 8
const MOST_EDITS = 6

/**
 * Plans the work of the second desk during the storm, if the character has one. @param random a fork of the character
 */
export function planSecondDesk(world: World, random: SeededRandom, stormMs: number): void {
  if (world.character.secondDesk === 'none') return
  const creates = random.whole(2, MOST_CREATES)
  for (let made = 1; made <= creates; made += 1) {
    world.clock.at(random.between(0, stormMs), () => create(world, random, made))
  }
  if (world.character.secondDesk !== 'edits') return
  for (let edited = 1; edited <= MOST_EDITS; edited += 1) {
    world.clock.at(random.between(0, stormMs), () => editOurs(world, random, edited))
  }
}

function create(world: World, random: SeededRandom, number: number): void {
  const { catena } = world
  const connection = random.pick(catena.connections)
  const body = {
    connection_id: connection.id,
    // Some programs send no source id.
    ...(random.chance(0.7) ? { source_id: `other_${number}` } : {}),
    workflow_status: 'PLANNED',
    instructions: `version ${random.whole(1, 3)}`,
    stops: [{ source_stop_id: `other_stop_${number}`, sequence_number: 1, location_name: 'Yard' }],
  }
  const path = `${PATHS.workflows}?${ASYNC_WRITE_QUERY}`
  const { made } = catena.arrive(
    { method: 'POST', path, body: stringifyWireJson(body) },
    OWNER.subject,
    fateOf(random),
  )
  world.ledger.note(`second desk creates ${made?.id ?? 'nothing'}`)
  if (made !== null) world.ledger.count('secondDesk:creates')
}

/** One in four is a cancel. */
function editOurs(world: World, random: SeededRandom, number: number): void {
  const all = workflowsToTouch(world)
  if (all.length === 0) return
  const workflow = random.pick(all)
  const isCancel = random.chance(0.25)
  const field = random.pick(['instructions', 'territory_name', 'source_driver_id'])
  const body = {
    connection_id: workflow.connectionId,
    ...(isCancel ? { workflow_status: 'CANCELLED' } : { [field]: `second desk ${number}` }),
  }
  const path = `${PATHS.workflow(workflow.id)}?${ASYNC_WRITE_QUERY}`
  const { made } = world.catena.arrive(
    { method: 'PATCH', path, body: stringifyWireJson(body) },
    OWNER.subject,
    fateOf(random),
  )
  world.ledger.note(`second desk ${isCancel ? 'cancels' : 'edits'} ${workflow.id}`)
  if (made !== null) world.ledger.count(isCancel ? 'secondDesk:cancels' : 'secondDesk:edits')
}

function fateOf(random: SeededRandom): Fate {
  return {
    verdict: { kind: 'success' },
    settleMs: random.between(200, 40_000),
    lagMs: random.between(0, 2_000),
    isForeign: true,
  }
}
