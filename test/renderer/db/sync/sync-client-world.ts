import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SyncEngine } from '../../../../electron/host/sync/core/engine-types.ts'
import type { Journal } from '../../../../electron/host/sync/core/ports.ts'
import { DEFAULT_TIMINGS } from '../../../../electron/host/sync/core/timings.ts'
import { createSyncEngine } from '../../../../electron/host/sync/engine/engine.ts'
import { openJournal } from '../../../../electron/host/sync/journal/journal.ts'
import { createDexieSyncStore } from '../../../../renderer/db/sync/dexie-sync-store.ts'
import { createSyncClient, type SyncClient } from '../../../../renderer/db/sync/sync-client.ts'
import type { HostClient } from '../../../../shared/rpc/host-client.ts'
import { createModelCatena, OWNER } from '../../../doubles/catena/model-catena.ts'
import { createEngineChannel } from '../../../doubles/host/engine-channel.ts'
import { createSeededRandom } from '../../../doubles/seeded-random.ts'
import { createVirtualClock, type Life, type VirtualClock } from '../../../doubles/virtual-clock.ts'
import { createChecker } from '../../../simulation/checker/checker.ts'
import { createLedger } from '../../../simulation/runs/ledger.ts'
import { calmPlan, type FaultPlan } from '../../../simulation/world/faults.ts'
import { createSimulatedNetwork } from '../../../simulation/world/network.ts'
import { createSimulatedTokens } from '../../../simulation/world/tokens.ts'
import { allStatuses } from '../../../simulation/world/world.ts'
import { createPlanner, type Planner } from '../planner-fixture.ts'

const INSTALL_ID = 'INSTALL-0123456789'
export const WORLD_CONNECTION_ID = 'aaaaaaaa-0000-4000-8000-000000000001'

/** Faults of the network that submitting has to live with. The test itself does everything else. */
function networkPlan(): FaultPlan {
  const { rates, ...rest } = calmPlan()
  return { ...rest, rates: { ...rates, connectFails: 0.1, answerLost: 0.25, errorAfterCommit: 0.1 } }
}

/**
 * The real database, sync client, engine and journal; simulated are the network, Catena and time. Virtual time stands still
 * while the disk or the database is at work, so that a run depends on its seed and hardly on the computer.
 */
export function createSyncClientWorld(seed: number) {
  const outside = createOutside(seed)
  const { clock, ledger, checker } = outside
  const work = createWork(clock)
  const hostChannel = createEngineChannel({
    onStatuses: (statuses) => {
      for (const each of statuses) checker.status(each)
    },
  })
  const host = createWorldHost(outside, work, (engine) => hostChannel.connect(engine))
  const page = createWorldPage(seed, outside, work, hostChannel.client)
  return {
    random: outside.random.fork('person'),
    clock,
    ledger,
    catena: outside.catena,
    checker,
    network: outside.network,
    turn: work.turn,
    rest: work.rest,
    planner: page.planner,
    client: page.client,
    openPage: page.open,
    startHost: host.start,
    killHost: host.kill,
    /** The page dies and is opened again on the same database. */
    async crashPage(): Promise<void> {
      ledger.note('page crashed')
      await page.openAgain(page.planner().indexedDB)
    },
    /** The browser's database is gone. */
    async wipePage(): Promise<void> {
      ledger.note('database wiped')
      await page.openAgain(undefined)
    },
    /** The folder with the journal is gone, and with it what the host knew. */
    async loseJournal(): Promise<void> {
      await host.kill()
      ledger.note('journal lost')
      checker.journalLost([])
      host.forgetJournal()
      await host.start()
    },
    async close(): Promise<void> {
      await host.kill()
      await page.close()
      host.removeFolders()
    },
  }
}
/** See {@link createSyncClientWorld}. */
export type SyncClientWorld = ReturnType<typeof createSyncClientWorld>

/** Everything that is simulated. */
function createOutside(seed: number) {
  const random = createSeededRandom(seed)
  const clock = createVirtualClock()
  const ledger = createLedger(clock.nowMs, true)
  const connections = [{ id: WORLD_CONNECTION_ID, status: 'active', canUpdate: true }]
  const catena = createModelCatena({ nowMs: clock.trueEpochMs, connections })
  const tokens = createSimulatedTokens({ clock, first: OWNER, isNetworkUp: () => true })
  const checker = createChecker({ clock, catena, ledger, timings: DEFAULT_TIMINGS })
  const network = createSimulatedNetwork({
    clock,
    random: random.fork('network'),
    catena,
    tokens,
    plan: networkPlan(),
    ledger,
    watcher: checker,
    latency: { from: 10, to: 250 },
    settle: { from: 200, to: 20_000 },
  })
  return { random, clock, ledger, catena, tokens, checker, network }
}
type Outside = ReturnType<typeof createOutside>

/** The real work of disk and database, for which virtual time waits. */
function createWork(clock: VirtualClock) {
  let busy = 0

  /** Lets the disk and the database come to rest; real time, of which nothing depends. */
  async function rest(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      if (busy > 0) quiet = -1
    }
  }
  return {
    rest,
    /** Counts something as at work until it ends. */
    begin(): () => void {
      busy += 1
      return () => {
        busy -= 1
      }
    },
    async during<T>(run: () => Promise<T>): Promise<T> {
      busy += 1
      try {
        return await run()
      } finally {
        busy -= 1
      }
    },
    async turn(count: number): Promise<void> {
      for (let each = 0; each < count; each += 1) {
        await clock.step()
        await rest()
      }
    },
    /** Virtual time goes on while something that needs it is awaited. */
    async pumped<T>(work: Promise<T>): Promise<T> {
      let isOver = false
      const end = () => {
        isOver = true
      }
      work.then(end, end)
      for (let each = 0; !isOver; each += 1) {
        await rest()
        if (!isOver && each > 2) await clock.step()
      }
      return work
    },
  }
}
type Work = ReturnType<typeof createWork>

/** The host's program over a journal on the disk. @param connect opens the host channel to an engine, or closes it. */
function createWorldHost(outside: Outside, work: Work, connect: (engine: SyncEngine | null) => void) {
  const { clock, ledger, checker, network, tokens } = outside
  const random = outside.random.fork('engine')
  const folders: string[] = []
  let folder = newFolder()
  let running: { readonly life: Life; readonly journal: Journal } | null = null

  function newFolder(): string {
    const made = mkdtempSync(path.join(tmpdir(), 'planner-client-'))
    folders.push(made)
    return made
  }
  function watched(journal: Journal): Journal {
    return {
      size: () => journal.size(),
      close: () => journal.close(),
      append: (records) =>
        work.during(async () => {
          await journal.append(records)
          for (const each of records) checker.durable(each, JSON.stringify(each))
        }),
      compact: (...records) => work.during(() => journal.compact(...records)),
    }
  }
  return {
    async start(): Promise<void> {
      const life: Life = { isAlive: true }
      const { journal, read } = await openJournal({ folder })
      const engine = await work.pumped(
        createSyncEngine({
          clock: clock.viewFor(life),
          random: random.next,
          journal: watched(journal),
          journalRead: read,
          ...network.viewFor(life),
          tokens: tokens.viewFor(life),
          timings: DEFAULT_TIMINGS,
          installId: INSTALL_ID,
          log: (level, text, cause) => {
            if (life.isAlive) ledger.note(`log ${level} ${text} ${cause === undefined ? '' : String(cause)}`)
          },
          onStep: () => (life.isAlive ? undefined : new Promise<void>(() => {})),
        }),
      )
      running = { life, journal }
      ledger.note('host up')
      checker.started(allStatuses(engine))
      connect(engine)
    },
    /** The host dies between two of its steps; an append that has begun reaches the disk without anyone hearing of it. */
    async kill(): Promise<void> {
      if (running === null) return
      ledger.note('host killed')
      const { life, journal } = running
      running = null
      life.isAlive = false
      connect(null)
      await journal.close()
    },
    /** The next start finds no journal. */
    forgetJournal(): void {
      folder = newFolder()
    },
    removeFolders(): void {
      for (const each of folders) rmSync(each, { recursive: true, force: true })
    },
  }
}

/** The page with its database, again and again. */
function createWorldPage(seed: number, { clock }: Outside, work: Work, host: HostClient) {
  let pages = 0
  let planner = openPlanner(undefined)
  let client: SyncClient | null = null

  function openPlanner(indexedDB: Planner['indexedDB'] | undefined): Planner {
    pages += 1
    return createPlanner({
      name: `planner-client-${seed}`,
      account: OWNER,
      idPrefix: `P${pages}-`,
      ...(indexedDB === undefined ? {} : { indexedDB }),
    })
  }
  async function open(): Promise<void> {
    await planner.db.open()
    watchTransactions(planner, work)
    client = createSyncClient({
      store: createDexieSyncStore(planner.db),
      host,
      nowMs: clock.trueEpochMs,
      mintId: planner.mintId,
      account: () => OWNER,
      locks: null,
      schedule: (delayMs, run) => clock.at(delayMs, run),
    })
    client.start()
  }
  async function close(): Promise<void> {
    await client?.close()
    client = null
    planner.close()
  }
  return {
    planner: () => planner,
    client: () => client,
    open,
    close,
    /** @param indexedDB the database to go on with; `undefined`: an empty one. */
    async openAgain(indexedDB: Planner['indexedDB'] | undefined): Promise<void> {
      await work.pumped(close())
      planner = openPlanner(indexedDB)
      await open()
    },
  }
}

/** Counts the database's open transactions, so that time waits for them. */
function watchTransactions({ db }: Planner, work: Work): void {
  const raw = db.backendDB()
  const begin = raw.transaction.bind(raw)
  raw.transaction = (...parts) => {
    const transaction = begin(...parts)
    const end = work.begin()
    transaction.addEventListener('complete', end)
    transaction.addEventListener('abort', end)
    return transaction
  }
}
