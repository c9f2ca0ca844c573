import type { CreateSyncEngine, SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { DEFAULT_TIMINGS, type SyncTimings } from '../../../electron/host/sync/core/timings.ts'
import {
  createModelCatena,
  type ModelCatena,
  type ModelConnection,
  OWNER,
} from '../../doubles/catena/model-catena.ts'
import { createMemoryDisk, type MemoryDisk } from '../../doubles/disk/memory-journal.ts'
import { createSeededRandom, type SeededRandom } from '../../doubles/seeded-random.ts'
import { createVirtualClock, type Life, type VirtualClock } from '../../doubles/virtual-clock.ts'
import { AS_BUILT, type Character } from '../character/character.ts'
import { type Checker, createChecker } from '../checker/checker.ts'
import { createDesk, type Desk } from '../desk/desk.ts'
import { createLedger, type Ledger } from '../runs/ledger.ts'
import type { FaultPlan } from './faults.ts'
import { createSimulatedNetwork, type SimulatedNetwork } from './network.ts'
import type { Latency } from './network-condition.ts'
import { createSimulatedTokens, type SimulatedTokens } from './tokens.ts'

/** The options of a world. */
export interface WorldOptions {
  readonly seed: number | string
  readonly createEngine: CreateSyncEngine
  readonly plan: FaultPlan
  /** The behaviour of Catena where its pages leave it open; {@link AS_BUILT} by default. */
  readonly character?: Character
  readonly isTraceKept?: boolean
  readonly timings?: SyncTimings
  readonly latency?: Latency
  readonly settle?: Latency
  readonly slowestAppendMs?: number
  /** False: without page and without check of the statuses, to measure the host alone. */
  readonly hasPage?: boolean
  /** Called at each labelled step of the engine. A crash in it happens at that step. */
  readonly onStep?: (label: string, world: World) => void
}

/** Everything one run consists of: computer, person, network and Catena. */
export interface World {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly ledger: Ledger
  readonly catena: ModelCatena
  readonly tokens: SimulatedTokens
  readonly network: SimulatedNetwork
  readonly disk: MemoryDisk
  readonly desk: Desk
  readonly checker: Checker
  readonly plan: FaultPlan
  readonly character: Character
  /** The engine of the program that runs now; `null` until it is ready. */
  engine(): SyncEngine | null
  isRunning(): boolean
  start(): void
  /** Ends the program like a power failure. It does not start again by itself. */
  crash(): void
  /** Crashes at the n-th labelled step from now. */
  armCrash(steps: number): void
  /** Copies the install: at the next start the journal belongs to another install. */
  clone(): void
  /** The network, the account, the disk and the program work from now on. */
  heal(): void
}

const CONNECTIONS: readonly string[] = [
  'aaaaaaaa-0000-4000-8000-000000000001',
  'aaaaaaaa-0000-4000-8000-000000000002',
]
/** The time until a failed start (a full disk) is tried again. */
const START_AGAIN_MS = 10_000

/** Creates a world in which nothing runs yet. */
export function createWorld(options: WorldOptions): World {
  const random = createSeededRandom(options.seed)
  const clock = createVirtualClock()
  const ledger = createLedger(() => clock.nowMs(), options.isTraceKept ?? false)
  const timings = options.timings ?? DEFAULT_TIMINGS
  const worldRandom = random.fork('world')
  const connections: ModelConnection[] = CONNECTIONS.map((id, index) => ({
    id,
    status: 'active',
    canUpdate: index === 0 || worldRandom.chance(0.85),
  }))
  const character = options.character ?? AS_BUILT
  const catena = createModelCatena({
    nowMs: clock.trueEpochMs,
    connections,
    character,
    random: random.fork('character').fork('model'),
  })
  // The tokens come before the network, which needs them.
  const reach = { isNetworkUp: () => true }
  const tokens = createSimulatedTokens({ clock, first: OWNER, isNetworkUp: () => reach.isNetworkUp() })
  const checker = createChecker({ clock, catena, ledger, timings })
  const network = createSimulatedNetwork({
    clock,
    random: random.fork('network'),
    catena,
    tokens,
    plan: options.plan,
    ledger,
    watcher: checker,
    latency: options.latency ?? { from: 10, to: 250 },
    settle: options.settle ?? { from: 200, to: 40_000 },
  })
  reach.isNetworkUp = network.isNetworkUp
  const disk = createMemoryDisk({
    clock,
    random: random.fork('disk'),
    slowestAppendMs: options.slowestAppendMs ?? 2,
    onDurable: checker.durable,
    onCompacted: checker.compacted,
  })
  let installId = 'install-1'
  const desk = createDesk({
    clock,
    random: random.fork('desk'),
    character,
    ledger,
    connectionIds: CONNECTIONS,
    account: tokens.account,
    fields: checker.fields,
    onAcknowledged: checker.acknowledged,
    onStatus: checker.status,
  })
  const stepRandom = random.fork('engine')
  let current: { life: Life; engine: SyncEngine | null } | null = null
  let stepsToCrash = -1
  let isWell = false

  function crash(): void {
    if (current === null) return
    ledger.note('crash')
    current.life.isAlive = false
    current = null
    disk.crash()
  }

  function onStep(life: Life, label: string): void | Promise<void> {
    if (!life.isAlive) return never()
    ledger.count(
      label.startsWith('append:') ? `step:append${label.slice(label.lastIndexOf(':'))}` : `step:${label}`,
    )
    options.onStep?.(label, world)
    if (stepsToCrash === 0) crash()
    if (stepsToCrash >= 0) stepsToCrash -= 1
    return life.isAlive ? undefined : never()
  }

  async function boot(life: Life): Promise<void> {
    try {
      const { journal, read } = disk.open(life)
      const engine = await options.createEngine({
        clock: clock.viewFor(life),
        random: stepRandom.next,
        journal,
        journalRead: read,
        ...network.viewFor(life),
        tokens: tokens.viewFor(life),
        timings,
        installId,
        log(level, text, cause) {
          if (!life.isAlive) return
          const entry = `${level} ${text} ${cause === undefined ? '' : String(cause)}`
          checker.logged(entry)
          ledger.note(`log ${entry}`)
        },
        onStep: (label) => onStep(life, label),
      })
      if (!life.isAlive || current?.life !== life) return
      current = { life, engine }
      ledger.note('up')
      if (options.hasPage === false) return
      checker.started(allStatuses(engine))
      desk.connect(life, engine)
    } catch (error) {
      if (!life.isAlive) return
      ledger.note(`start failed: ${String(error)}`)
      if (isWell) ledger.accuse('stuck', `the program does not start: ${String(error)}`)
      life.isAlive = false
      current = null
      clock.at(START_AGAIN_MS, start)
    }
  }

  function start(): void {
    if (current !== null) return
    const life: Life = { isAlive: true }
    current = { life, engine: null }
    ledger.note('start')
    clock.deliver(life, 1, () => void boot(life))
  }

  const world: World = {
    clock,
    random: worldRandom,
    ledger,
    catena,
    tokens,
    network,
    disk,
    desk,
    checker,
    plan: options.plan,
    character,
    engine: () => (current?.life.isAlive ? current.engine : null),
    isRunning: () => current !== null,
    start,
    crash,
    armCrash(steps) {
      stepsToCrash = steps
    },
    clone() {
      installId = `install-${worldRandom.whole(2, 1_000_000)}`
    },
    heal() {
      isWell = true
      stepsToCrash = -1
      network.heal()
      disk.setFull(false)
      for (const each of connections) each.status = 'active'
      const account = tokens.account()
      if (account?.subject !== OWNER.subject) tokens.signIn(OWNER)
      start()
      world.engine()?.networkMayHaveChanged()
    },
  }
  return world
}

/** A new promise for each step: a shared one would keep every program that waits for it in memory. */
function never(): Promise<void> {
  return new Promise(() => {})
}

/** Every status, page by page. */
export function allStatuses(engine: SyncEngine): ReturnType<SyncEngine['statuses']>['statuses'] {
  const found: ReturnType<SyncEngine['statuses']>['statuses'] = []
  for (let after: string | null = null; ; ) {
    const page = engine.statuses({ after })
    found.push(...page.statuses)
    if (page.next === null) return found
    after = page.next
  }
}
