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
import { createModelCatena, OWNER } from '../../../doubles/catena/model-catena.ts'
import { createEngineChannel } from '../../../doubles/host/engine-channel.ts'
import { createSeededRandom } from '../../../doubles/seeded-random.ts'
import { createVirtualClock, type Life } from '../../../doubles/virtual-clock.ts'
import { createChecker } from '../../../simulation/checker/checker.ts'
import { createLedger } from '../../../simulation/runs/ledger.ts'
import { calmPlan, type FaultPlan } from '../../../simulation/world/faults.ts'
import { createSimulatedNetwork } from '../../../simulation/world/network.ts'
import { createSimulatedTokens } from '../../../simulation/world/tokens.ts'
import { allStatuses } from '../../../simulation/world/world.ts'
import { createPlanner, type Planner } from '../planner-fixture.ts'

const INSTALL_ID = 'INSTALL-0123456789'
export const WORLD_CONNECTION_ID = 'aaaaaaaa-0000-4000-8000-000000000001'

/** Faults of the line that the submission has to live with; everything else is done by the test itself. */
function linePlan(): FaultPlan {
  const { rates, ...rest } = calmPlan()
  return { ...rest, rates: { ...rates, connectFails: 0.1, answerLost: 0.25, errorAfterCommit: 0.1 } }
}

/**
 * The real database, sync client, engine and journal; simulated are the line, Catena and time. Virtual time stands still
 * while the disk or the database is at work, so that a run depends on its seed and hardly on the computer.
 */
export function createSyncClientWorld(seed: number) {
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
    plan: linePlan(),
    ledger,
    watcher: checker,
    latency: { from: 10, to: 250 },
    settle: { from: 200, to: 20_000 },
  })
  const hostChannel = createEngineChannel((statuses) => {
    for (const each of statuses) checker.status(each)
  })
  const engineRandom = random.fork('engine')
  const folders: string[] = []
  let folder = newFolder()
  let host: { life: Life; journal: Journal; engine: SyncEngine } | null = null
  let busy = 0
  let pages = 0
  let planner = openPlanner(undefined)
  let client: SyncClient | null = null

  function newFolder(): string {
    const made = mkdtempSync(path.join(tmpdir(), 'planner-client-'))
    folders.push(made)
    return made
  }
  async function working<T>(work: () => Promise<T>): Promise<T> {
    busy += 1
    try {
      return await work()
    } finally {
      busy -= 1
    }
  }
  function watched(journal: Journal): Journal {
    return {
      size: () => journal.size(),
      close: () => journal.close(),
      append: (records) =>
        working(async () => {
          await journal.append(records)
          for (const each of records) checker.durable(each, JSON.stringify(each))
        }),
      compact: (...records) => working(() => journal.compact(...records)),
    }
  }

  function openPlanner(indexedDB: Planner['indexedDB'] | undefined): Planner {
    pages += 1
    return createPlanner({
      name: `planner-client-${seed}`,
      account: OWNER,
      idPrefix: `P${pages}-`,
      ...(indexedDB === undefined ? {} : { indexedDB }),
    })
  }
  /** Counts the database's open transactions, so that time waits for them. */
  async function openPage(): Promise<void> {
    await planner.db.open()
    const raw = planner.db.backendDB()
    const begin = raw.transaction.bind(raw)
    raw.transaction = (...parts) => {
      const transaction = begin(...parts)
      busy += 1
      const end = () => {
        busy -= 1
      }
      transaction.addEventListener('complete', end)
      transaction.addEventListener('abort', end)
      return transaction
    }
    client = createSyncClient({
      store: createDexieSyncStore(planner.db),
      host: hostChannel.client,
      nowMs: clock.trueEpochMs,
      mintId: planner.mintId,
      account: () => OWNER,
      locks: null,
      schedule: (delayMs, run) => clock.at(delayMs, run),
    })
    client.start()
  }
  async function closePage(): Promise<void> {
    await client?.close()
    client = null
    planner.close()
  }

  async function startHost(): Promise<void> {
    const life: Life = { isAlive: true }
    const { journal, read } = await openJournal({ folder })
    const engine = await pumped(
      createSyncEngine({
        clock: clock.viewFor(life),
        random: engineRandom.next,
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
    host = { life, journal, engine }
    ledger.note('host up')
    checker.started(allStatuses(engine))
    hostChannel.connect(engine)
  }
  /** The host dies between two of its steps; an append that has begun reaches the disk without anyone hearing of it. */
  async function killHost(): Promise<void> {
    if (host === null) return
    ledger.note('host killed')
    const { life, journal } = host
    host = null
    life.isAlive = false
    hostChannel.connect(null)
    await journal.close()
  }

  /** Lets the disk and the database come to rest; real time, of which nothing depends. */
  async function rest(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      if (busy > 0) quiet = -1
    }
  }
  async function turn(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) {
      await clock.step()
      await rest()
    }
  }
  /** Virtual time goes on while something that needs it is awaited. */
  async function pumped<T>(work: Promise<T>): Promise<T> {
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
  }

  return {
    random: random.fork('person'),
    clock,
    ledger,
    catena,
    checker,
    network,
    turn,
    rest,
    planner: () => planner,
    client: () => client,
    openPage,
    startHost,
    killHost,
    /** The page dies and is opened again on the same database. */
    async crashPage(): Promise<void> {
      ledger.note('page crashed')
      await pumped(closePage())
      planner = openPlanner(planner.indexedDB)
      await openPage()
    },
    /** The browser's database is gone. */
    async wipePage(): Promise<void> {
      ledger.note('database wiped')
      await pumped(closePage())
      planner = openPlanner(undefined)
      await openPage()
    },
    /** The folder with the journal is gone, and with it what the host knew. */
    async loseJournal(): Promise<void> {
      await killHost()
      ledger.note('journal lost')
      checker.journalLost([])
      folder = newFolder()
      await startHost()
    },
    async close(): Promise<void> {
      await killHost()
      await closePage()
      for (const each of folders) rmSync(each, { recursive: true, force: true })
    },
  }
}
/** See {@link createSyncClientWorld}. */
export type SyncClientWorld = ReturnType<typeof createSyncClientWorld>
