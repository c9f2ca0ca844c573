import type { CreateSyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { OWNER, STRANGER } from '../../doubles/catena/model-catena.ts'
import { longestReadLag } from '../../doubles/catena/model-workflows.ts'
import { createSeededRandom } from '../../doubles/seeded-random.ts'
import { planCatena } from '../character/catena-life.ts'
import { parseCharacter, traitNames } from '../character/character.ts'
import { planElsewhere } from '../character/elsewhere.ts'
import { planSecondDesk } from '../character/second-desk.ts'
import { beyondTheBound, drawFaultPlan, type Fault } from '../world/faults.ts'
import { allStatuses, createWorld, type World } from '../world/world.ts'
import type { Finding } from './ledger.ts'

/** The result of one seed. */
export interface SeedResult {
  readonly seed: number
  readonly hash: string
  readonly findings: readonly Finding[]
  readonly counts: Readonly<Record<string, number>>
  readonly lines: readonly string[]
  /** True time of the run, in milliseconds. */
  readonly virtualMs: number
}
export interface SeedOptions {
  readonly seed: number
  readonly workflows: number
  /** True for delays beyond the bound of the protocol. */
  readonly isBeyond?: boolean
  readonly isTraceKept?: boolean
  /** In the form that {@link parseCharacter} reads; `AS_BUILT` when left out. */
  readonly character?: string
}

const MINUTE = 60_000
const DAY = 86_400_000
/**
 * I12: with a healthy network every change is terminal after this time; after twice this time where absence has to be
 * proved twice.
 */
const HEALTHY_MS = 15 * MINUTE
/** States of a lane that is at work by itself: something was sent, and its end is being read. */
const UNDER_WAY: ReadonlySet<string> = new Set(['sending', 'accepted', 'uncertain'])
/** Proofs of absence that one lane may need in a row before a person is asked. Each takes at most the healthy time. */
const MOST_PROOFS = 3

/** Runs one seed: a storm of 10 to 40 minutes with faults, then 15 healthy minutes, then the last word. */
export async function runSeed(createEngine: CreateSyncEngine, options: SeedOptions): Promise<SeedResult> {
  const drawn = drawFaultPlan(createSeededRandom(options.seed).fork('plan'))
  const plan = options.isBeyond ? beyondTheBound(drawn) : drawn
  const characterRandom = createSeededRandom(options.seed).fork('character')
  const world = createWorld({
    character: parseCharacter(options.character ?? '', characterRandom),
    seed: options.seed,
    createEngine,
    plan,
    isTraceKept: options.isTraceKept ?? false,
    slowestAppendMs: slowestAppendOf(options.seed),
  })
  const stormMs = world.random.between(10, 40) * MINUTE
  planPerson(world, options.workflows, stormMs)
  planFaults(world, stormMs)
  planSecondDesk(world, characterRandom.fork('second desk'), stormMs)
  planCatena(world, characterRandom.fork('life'), stormMs)
  planElsewhere(world, characterRandom.fork('elsewhere'), stormMs)
  for (const name of traitNames(world.character)) world.ledger.count(`trait:${name}`)
  world.start()
  await world.clock.runUntil(stormMs)
  if (options.isBeyond) await world.clock.runUntil(world.clock.nowMs() + 30 * MINUTE)
  await finish(world)
  countCreates(world)
  const { ledger } = world
  return {
    seed: options.seed,
    hash: ledger.hash(),
    findings: ledger.findings,
    counts: ledger.counts,
    lines: ledger.lines,
    virtualMs: world.clock.nowMs(),
  }
}

/**
 * Some computers have a disk that is slower than the network, which reveals writes that are sent before they are
 * synced.
 */
function slowestAppendOf(seed: number): number {
  return createSeededRandom(seed).fork('disk speed').chance(0.06) ? 600 : 2
}

/** Ends all faults, waits the time of I12, and lets the checker judge. */
export async function finish(world: World): Promise<void> {
  const { clock, checker, desk, ledger } = world
  if (clock.isAsleep()) await clock.runUntil(clock.wakesAtMs() + 1)
  world.heal()
  const healedMs = clock.nowMs()
  await clock.runUntil(clock.nowMs() + 1_000)
  desk.decideConflicts()
  const engine = world.engine()
  if (engine?.networkStatus().isAllHeld === true) await engine.holdAll({ isHeld: false })
  // An update may have to wait until the previous version can be read, and once more for what that read showed.
  const healthyMs = HEALTHY_MS + 2 * longestReadLag(world.character)
  await clock.runUntil(clock.nowMs() + healthyMs)
  // A change by a person in the healthy time gets its own healthy time.
  while (desk.lastSaveMs() + healthyMs > clock.nowMs()) await clock.runUntil(desk.lastSaveMs() + healthyMs)
  // A lane may have to prove absence up to three times (its own change, what another copy sent, an update whose payload
  // nobody shows) and is sent again after each. One that only waits has no part in this: it is stuck.
  const isUnderWay = (each: WorkflowSync) =>
    UNDER_WAY.has(each.state) || (each.state === 'queued' && checker.isProvedSince(each.workflowId, healedMs))
  const isAnyUnderWay = () => {
    const running = world.engine()
    return running !== null && allStatuses(running).some(isUnderWay)
  }
  for (let proof = 0; proof <= MOST_PROOFS && isAnyUnderWay(); proof += 1)
    await clock.runUntil(clock.nowMs() + healthyMs)
  const last = world.engine()
  if (last === null) {
    ledger.accuse('stuck', 'the program is not up after 15 healthy minutes')
    return
  }
  for (const status of allStatuses(last)) checker.status(status)
  checker.finish(desk.rows(), allStatuses(last))
  const connection = last.networkStatus()
  if (connection.state !== 'online') ledger.accuse('I12', `the line is well and shown as ${connection.state}`)
}

/** Counts source ids with a create at Catena, and creates beyond the first of each. */
function countCreates(world: World): void {
  const perSource = new Map<string, number>()
  for (const each of world.catena.operations) {
    if (each.operation !== 'create' || each.truthSourceId === null || each.isForeign) continue
    perSource.set(each.truthSourceId, (perSource.get(each.truthSourceId) ?? 0) + 1)
  }
  world.ledger.count('sourcesMade', perSource.size)
  for (const made of perSource.values()) world.ledger.count('extraCreates', made - 1)
}

/** Plans what the dispatcher does during the storm. */
function planPerson(world: World, workflows: number, stormMs: number): void {
  const { clock, random, desk } = world
  for (let made = 0; made < workflows; made += 1) {
    clock.at(random.between(0, stormMs * 0.7), () => {
      const workflowId = desk.create()
      const edits = random.chance(0.6) ? random.whole(1, 3) : 0
      for (let edit = 0; edit < edits; edit += 1) {
        clock.at(random.between(100, stormMs * 0.5), () => desk.edit(workflowId))
      }
      if (random.chance(0.2)) clock.at(random.between(100, stormMs * 0.6), () => desk.cancel(workflowId))
      if (random.chance(0.1)) clock.at(random.between(50, stormMs * 0.3), () => holdFor(world, workflowId))
    })
  }
  for (let moment = 1; moment <= 4; moment += 1) {
    clock.at((stormMs * moment) / 4 - 1_000, () => {
      desk.takeUpRefused()
      desk.decideConflicts()
    })
  }
  clock.at(
    random.between(0, stormMs),
    () => void attempt(world, (engine) => engine.sendNow({ workflowId: null })),
  )
}

function holdFor(world: World, workflowId: string): void {
  void attempt(world, (engine) => engine.hold({ workflowIds: [workflowId] }))
  if (world.random.chance(0.7)) {
    world.clock.at(world.random.between(1_000, 300_000), () => {
      void attempt(world, (engine) => engine.release({ workflowIds: [workflowId] }))
    })
  }
}

/** Runs a call of the page. A failure is shown to the person and changes nothing else. */
async function attempt(
  world: World,
  call: (engine: NonNullable<ReturnType<World['engine']>>) => Promise<unknown>,
): Promise<void> {
  const engine = world.engine()
  if (engine === null || world.clock.isAsleep()) return
  try {
    await call(engine)
  } catch (error) {
    world.ledger.note(`call failed: ${String(error)}`)
  }
}

/** Plans the faults that last for some time, each a seeded number of times in the storm. */
function planFaults(world: World, stormMs: number): void {
  const { clock, random, ledger, network, tokens, disk, desk, catena } = world

  function nowAndThen(fault: Fault, most: number, run: () => void): void {
    const rate = world.plan.rates[fault]
    for (let chance = 0; chance < most; chance += 1) {
      const at = random.between(0, stormMs)
      if (!random.chance(rate)) continue
      clock.at(at, () => {
        ledger.fault(fault)
        run()
      })
    }
  }
  function restartIn(fromMs: number, toMs: number): void {
    clock.at(random.between(fromMs, toMs), world.start)
  }

  nowAndThen('crash', 5, () => {
    if (clock.isAsleep()) return
    if (random.chance(0.4)) world.crash()
    else world.armCrash(random.whole(0, 25))
  })
  // Every half minute a person starts the program if it is down.
  for (let at = 15_000; at < stormMs; at += 30_000) {
    clock.at(at + random.between(0, 15_000), () => {
      if (!world.isRunning()) world.start()
    })
  }
  nowAndThen('outage', 4, () => {
    network.isOutage = true
    clock.at(random.between(1_000, random.chance(0.2) ? 900_000 : 120_000), () => {
      network.isOutage = false
      if (random.chance(0.7) && !clock.isAsleep()) world.engine()?.networkMayHaveChanged()
    })
  })
  nowAndThen('portal', 2, () => {
    network.isPortal = true
    clock.at(random.between(5_000, 200_000), () => {
      network.isPortal = false
    })
  })
  nowAndThen('clockJump', 3, () => clock.jumpWall(random.between(-DAY, DAY)))
  nowAndThen('sleep', 3, () => {
    if (!clock.isAsleep()) clock.sleep(random.between(1_000, 600_000), random.chance(0.5))
  })
  nowAndThen('secondDevice', 6, () => {
    const all = [...catena.workflows.values()].filter((each) => !each.isForeign && each.deletedMs === null)
    if (all.length === 0) return
    const field = random.pick(['instructions', 'territory_name', 'source_driver_id'])
    catena.foreignEdit(random.pick(all), field, `second device ${random.whole(1, 999)}`)
  })
  nowAndThen('connectionInactive', 2, () => {
    const connection = random.pick(catena.connections)
    connection.status = random.pick(['expired', 'paused'])
    clock.at(random.between(30_000, 300_000), () => {
      connection.status = 'active'
    })
  })
  nowAndThen('signOut', 2, () => {
    tokens.signOut()
    clock.at(random.between(5_000, 300_000), () => {
      if (tokens.account() === null) tokens.signIn(OWNER)
    })
  })
  nowAndThen('otherAccount', 2, () => {
    tokens.signIn(STRANGER)
    clock.at(random.between(30_000, 600_000), () => tokens.signIn(OWNER))
  })
  nowAndThen('diskFull', 2, () => {
    disk.setFull(true)
    clock.at(random.between(1_000, 120_000), () => disk.setFull(false))
  })
  nowAndThen('journalLost', 1, () => {
    if (clock.isAsleep()) return
    world.crash()
    disk.lose()
    world.checker.journalLost([])
    restartIn(1_000, 30_000)
  })
  nowAndThen('deskWiped', 1, desk.wipe)
  nowAndThen('cloned', 1, () => {
    if (clock.isAsleep()) return
    world.crash()
    world.clone()
    world.checker.cloned()
    restartIn(1_000, 30_000)
  })
  nowAndThen('pageCrash', 3, desk.crashPage)
  nowAndThen('longOff', 1, () => {
    if (!clock.isAsleep()) clock.sleep(random.pick([0.3, 1.5, 2.8, 46]) * DAY, random.chance(0.5))
  })
  if (world.plan.rates.journalCut === 0) return
  nowAndThen('journalCut', 1, () => {
    if (clock.isAsleep()) return
    world.crash()
    disk.cut()
    world.checker.journalLost(disk.records())
    restartIn(1_000, 30_000)
  })
}
