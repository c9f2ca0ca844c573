import fc from 'fast-check'
import { OWNER, STRANGER } from '../../doubles/catena/model-catena.ts'
import type { World } from '../world/world.ts'

/** What a person expects: the workflows there are and whether each is wanted. */
export interface DeskModel {
  readonly wanted: Map<string, 'send' | 'cancel'>
}
type Command = fc.AsyncCommand<DeskModel, World>

/** After every command: a rule was broken, or the desk is not what the person made it. */
async function settle(model: DeskModel, world: World, forMs: number): Promise<void> {
  await world.clock.runUntil(world.clock.nowMs() + forMs)
  const [finding] = world.ledger.findings
  if (finding !== undefined) throw new Error(`${finding.rule}: ${finding.text}`)
  for (const [workflowId, intent] of model.wanted) {
    const row = world.desk.rows().get(workflowId)
    if (row?.intent !== intent) throw new Error(`${workflowId} should be ${intent}, is ${row?.intent}`)
  }
}

function command(
  name: string,
  waitMs: number,
  run: (model: DeskModel, world: World) => void,
  check: (model: DeskModel) => boolean = () => true,
): Command {
  return {
    check,
    async run(model, world) {
      run(model, world)
      await settle(model, world, waitMs)
    },
    toString: () => `${name} +${waitMs}`,
  }
}

/** The n-th workflow, so that a shrunk run still names the same one. */
function nth(model: DeskModel, index: number): string {
  const ids = [...model.wanted.keys()]
  return ids[index % ids.length] ?? ''
}

const wait = fc.integer({ min: 0, max: 120_000 })
const some = fc.nat({ max: 30 })
const hasAny = (model: DeskModel): boolean => model.wanted.size > 0

/** Every command of T3. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
  wait.map((ms) =>
    command('create', ms, (model, { desk }) => {
      model.wanted.set(desk.create(), 'send')
    }),
  ),
  fc.tuple(some, wait).map(([index, ms]) =>
    command(
      `edit ${index}`,
      ms,
      (model, { desk }) => {
        desk.edit(nth(model, index))
        model.wanted.set(nth(model, index), 'send')
      },
      hasAny,
    ),
  ),
  fc.tuple(some, wait).map(([index, ms]) =>
    command(
      `cancel ${index}`,
      ms,
      (model, { desk }) => {
        desk.cancel(nth(model, index))
        model.wanted.set(nth(model, index), 'cancel')
      },
      hasAny,
    ),
  ),
  wait.map((ms) =>
    command('import', ms, (model, { desk }) => {
      for (let row = 0; row < 15; row += 1) model.wanted.set(desk.create(), 'send')
    }),
  ),
  wait.map((ms) =>
    command('restart', ms, (_model, world) => {
      if (world.clock.isAsleep()) return
      world.crash()
      world.start()
    }),
  ),
  fc
    .tuple(some, wait)
    .map(([steps, ms]) => command(`crash in ${steps} steps`, ms, (_model, world) => world.armCrash(steps))),
  wait.map((ms) => command('start', ms, (_model, world) => world.start())),
  fc.tuple(fc.boolean(), wait).map(([isOutage, ms]) =>
    command(isOutage ? 'offline' : 'online', ms, (_model, world) => {
      world.network.isOutage = isOutage
    }),
  ),
  fc.tuple(fc.boolean(), wait).map(([isStopped, ms]) =>
    command('sleep', ms, (_model, { clock }) => {
      if (!clock.isAsleep()) clock.sleep(ms * 5 + 1, isStopped)
    }),
  ),
  fc
    .tuple(fc.integer({ min: -86_400_000, max: 86_400_000 }), wait)
    .map(([byMs, ms]) => command(`clock ${byMs}`, ms, (_model, { clock }) => clock.jumpWall(byMs))),
  wait.map((ms) => command('sign out', ms, (_model, { tokens }) => tokens.signOut())),
  wait.map((ms) => command('sign in', ms, (_model, { tokens }) => tokens.signIn(OWNER))),
  wait.map((ms) => command('other account', ms, (_model, { tokens }) => tokens.signIn(STRANGER))),
]
