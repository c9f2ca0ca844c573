import { expect, it } from 'vitest'
import { createBody } from '../../../../electron/catena/plan-on-wire.ts'
import { editOf, samplePlan } from '../planner-fixture.ts'
import { createSyncClientWorld, type SyncClientWorld, WORLD_CONNECTION_ID } from './sync-client-world.ts'

/** What one run may lose beside processes. Database and journal in one run would be everything. */
type Loss = 'nothing' | 'database' | 'journal'
const WORKFLOWS = 5
const SEEDS_PER_LOSS = 8
/** More than any healthy run needs: 15 virtual minutes hold some hundreds of events. */
const MAX_EVENTS = 20_000

function planOf(territoryName: string) {
  return samplePlan({ connectionId: WORLD_CONNECTION_ID, territoryName })
}

/** Edits and cancels a stored workflow, or takes the last step back; what was pressed is acknowledged by the commit. */
async function changeSomething(world: SyncClientWorld): Promise<void> {
  const { db, commands } = world.planner()
  const records = (await db.workflows.toArray()).filter((each) => !each.isRemoved)
  if (records.length === 0) return
  const record = world.random.pick(records)
  if (record.plan.status === 'CANCELLED') return
  const draw = world.random.next()
  world.ledger.note(`change ${record.id} ${draw < 0.65 ? 'edit' : draw < 0.85 ? 'cancel' : 'undo'}`)
  if (draw < 0.65) await commands.apply('Edit', [editOf(record, planOf(`T${world.random.whole(1, 99)}`))])
  else if (draw < 0.85) await commands.apply('Cancel', [editOf(record, record.plan, 'cancel')])
  else await commands.undo()
}

async function trouble(world: SyncClientWorld): Promise<void> {
  const draw = world.random.next()
  if (draw < 0.3) {
    await world.killHost()
    await world.turn(world.random.whole(0, 10))
    if (world.random.chance(0.5)) await changeSomething(world)
    await world.startHost()
  } else if (draw < 0.5) await world.crashPage()
}

/** Everything submitted before the wipe must be back after it: id and plan. */
async function wipe(world: SyncClientWorld): Promise<void> {
  const { db } = world.planner()
  const open = new Set(
    (await db.outbox.where('isAcknowledged').equals(0).toArray()).map((each) => each.workflowId),
  )
  const known = (await db.workflows.toArray()).filter(
    (each) => !open.has(each.id) && each.sync !== null && !each.isRemoved,
  )
  await world.wipePage()
  await settled(world, async () => {
    const back = await world.planner().db.workflows.bulkGet(known.map((each) => each.id))
    return back.every((each) => each !== undefined)
  })
  const back = await world.planner().db.workflows.bulkGet(known.map((each) => each.id))
  expect(back.map((each) => each?.plan)).toEqual(known.map((each) => each.plan))
}

async function settled(world: SyncClientWorld, isSo: () => Promise<boolean>): Promise<void> {
  for (let events = 0; events < MAX_EVENTS; events += 10) {
    if (await isSo()) return
    await world.turn(10)
  }
  const rows = await world.planner().db.outbox.toArray()
  const records = await world.planner().db.workflows.toArray()
  throw new Error(
    `stuck; client ${JSON.stringify(world.client()?.state())}, outbox ${JSON.stringify(
      rows.map(({ workflowId, seq, isAcknowledged, intent }) => ({
        workflowId,
        seq,
        isAcknowledged,
        intent,
      })),
    )}, shown ${JSON.stringify(records.map((each) => [each.id, each.shownState, each.sync?.reason]))}`,
  )
}

/**
 * The outbox is empty. Without its journal the host no longer knows on which version an edit was made, so that it asks
 * a person: such a pending change stays, and says so.
 */
async function isOver(world: SyncClientWorld, loss: Loss): Promise<boolean> {
  const { db } = world.planner()
  const rows = await db.outbox.toArray()
  if (loss !== 'journal') return rows.length === 0
  const records = await db.workflows.bulkGet(rows.map((each) => each.workflowId))
  return records.every((each) => each?.shownState === 'conflict')
}

/** Each workflow of the desk against what Catena holds. */
async function checkEnd(world: SyncClientWorld, loss: Loss): Promise<void> {
  for (const record of await world.planner().db.workflows.toArray()) {
    if (loss === 'journal' && record.shownState === 'conflict') continue
    const ofIt = [...world.catena.workflows.values()].filter(
      (each) => each.truthSourceId === record.sync?.sourceId,
    )
    const alive = ofIt.filter((each) => each.content.workflow_status !== 'CANCELLED')
    const isAway = record.isRemoved || record.plan.status === 'CANCELLED'
    expect(alive, `${record.id} (${record.shownState}) alive at Catena`).toHaveLength(isAway ? 0 : 1)
    if (isAway) continue
    expect(record.shownState, record.id).toBe('done')
    const wanted = createBody(record.plan, '')
    expect(alive[0]?.content.territory_name, record.id).toBe(wanted.territory_name)
  }
  const creates = world.catena.operations.filter((each) => each.operation === 'create')
  const sources = creates.map((each) => each.truthSourceId)
  expect(new Set(sources).size, 'a create was sent twice').toBe(sources.length)
  const findings = world.ledger.findings.map((each) => `${each.rule}: ${each.text}`)
  expect(findings).toEqual([])
}

async function run(world: SyncClientWorld, loss: Loss): Promise<void> {
  const { random, turn } = world
  await world.openPage()
  await world.startHost()
  const lossAt = random.whole(2, WORKFLOWS * 2 - 1)
  for (let step = 0; step < WORKFLOWS * 2; step += 1) {
    if (step < WORKFLOWS) {
      const id = `w${step}`
      await world.planner().commands.apply('Plan', [editOf(id, planOf('North'))])
      // Later edits change nothing else.
      world.checker.fields.decided(id, ['territoryName', 'status'])
    } else await changeSomething(world)
    await turn(random.whole(0, 25))
    await trouble(world)
    await turn(random.whole(0, 10))
    if (step === lossAt && loss === 'database') await wipe(world)
    if (step === lossAt && loss === 'journal') await world.loseJournal()
  }
  world.network.heal()
  await settled(world, () => isOver(world, loss))
  await turn(50)
  await checkEnd(world, loss)
}

const CASES = (['nothing', 'database', 'journal'] as const).flatMap((loss) =>
  Array.from({ length: SEEDS_PER_LOSS }, (_, index) => ({ loss, seed: index + 1 })),
)

it.each(CASES)(
  '[I4] page and host die at any moment, lost: $loss, seed $seed: nothing is lost or doubled',
  async ({ loss, seed }) => {
    const world = createSyncClientWorld(seed)
    try {
      await run(world, loss)
    } catch (error) {
      const trace = world.ledger.lines.slice(-60).join('\n')
      throw new Error(`seed ${seed}, lost: ${loss}\n${trace}`, { cause: error })
    } finally {
      await world.close()
    }
  },
)
