import type { ModelWorkflow } from '../../doubles/catena/model-catena.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { World } from '../world/world.ts'

/** What happens to workflows that were made elsewhere, where the desk reads the list: others and this desk change them. */

/** The most edits of others, deletions, and edits here, in one storm. */
const MOST_EDITS = 10
const MOST_DELETIONS = 2
const MOST_OWN_EDITS = 8

/** Plans these changes during the storm. @param random a fork of the character */
export function planElsewhere(world: World, random: SeededRandom, stormMs: number): void {
  if (world.character.pull === 'off') return
  const { clock, catena, ledger, desk } = world
  const nowAndThen = (most: number, run: () => void) => {
    for (let count = random.whole(1, most); count > 0; count -= 1) clock.at(random.between(0, stormMs), run)
  }
  nowAndThen(MOST_EDITS, () => {
    const workflow = pickForeign(world, random)
    if (workflow === null) return
    ledger.count('elsewhere:edits')
    const field = random.pick(['instructions', 'territory_name', 'source_driver_id', 'workflow_status'])
    const value =
      field === 'workflow_status' ? random.pick(['ACTIVE', 'CANCELLED']) : `elsewhere ${random.whole(1, 999)}`
    ledger.note(`elsewhere ${field} of ${workflow.id} is set`)
    catena.foreignEdit(workflow, field, value)
  })
  nowAndThen(MOST_DELETIONS, () => {
    const workflow = pickForeign(world, random)
    if (workflow === null) return
    ledger.count('elsewhere:deletions')
    ledger.note(`elsewhere ${workflow.id} is deleted`)
    catena.deleteWorkflow(workflow)
  })
  nowAndThen(MOST_OWN_EDITS, () => {
    const ids = desk.elsewhereIds()
    if (ids.length === 0) return
    ledger.count('elsewhere:ownEdits')
    if (random.chance(0.2)) desk.cancel(random.pick(ids))
    else desk.edit(random.pick(ids))
  })
}

function pickForeign({ catena }: World, random: SeededRandom): ModelWorkflow | null {
  catena.settle()
  const all = [...catena.workflows.values()].filter(
    (each) => each.isForeign && each.deletedMs === null && each.content.workflow_status !== 'CANCELLED',
  )
  return all.length === 0 ? null : random.pick(all)
}
