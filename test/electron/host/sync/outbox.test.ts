import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Journal, JournalRead } from '../../../../electron/host/sync/core/ports.ts'
import { DEFAULT_TIMINGS } from '../../../../electron/host/sync/core/timings.ts'
import { createSyncEngine } from '../../../../electron/host/sync/engine/engine.ts'
import { openJournal } from '../../../../electron/host/sync/journal/journal.ts'
import {
  createNodeJournalDisk,
  type JournalDisk,
} from '../../../../electron/host/sync/journal/journal-disk.ts'
import { registerOutboxContract } from '../../../contract/outbox-contract.ts'
import { CONTRACT_INSTALL_ID, type OutboxHost } from '../../../contract/outbox-host.ts'
import { createScriptedCatena } from '../../../doubles/catena/scripted-catena.ts'
import { createMemoryDisk } from '../../../doubles/disk/memory-journal.ts'
import { createEngineChannel } from '../../../doubles/host/engine-channel.ts'
import { createScriptedTokens } from '../../../doubles/host/scripted-tokens.ts'
import { createSeededRandom } from '../../../doubles/seeded-random.ts'
import { createVirtualClock, type Life, type VirtualClock } from '../../../doubles/virtual-clock.ts'
import { ACCOUNT } from './engine-bench.ts'

/** Where the engine's journal is kept between its lives. */
interface Place {
  /** False when its time is the test's. */
  readonly isOnDisk: boolean
  open(life: Life): Promise<{ journal: Journal; read: JournalRead }>
  /** The host dies: whatever was on its way to the disk is there, or is not. */
  crash(journal: Journal): Promise<void>
  setFull(isFull: boolean): void
  remove(): void
}

/** The real engine with no line to Catena; virtual time goes on only while somebody waits. */
async function createEngineHost(placeOf: (clock: VirtualClock) => Place): Promise<OutboxHost> {
  const clock = createVirtualClock()
  const place = placeOf(clock)
  const catena = createScriptedCatena(clock)
  catena.onRead(() => ({ kind: 'offline', detail: 'no line' }))
  const hostChannel = createEngineChannel()
  let running: { life: Life; journal: Journal } | null = null
  let writing = 0

  /** Counts what is on its way to the disk: virtual time waits for it. */
  function watched(journal: Journal): Journal {
    async function counted(work: Promise<void>): Promise<void> {
      writing += 1
      try {
        await work
      } finally {
        writing -= 1
      }
    }
    return {
      size: () => journal.size(),
      close: () => journal.close(),
      append: (records) => counted(journal.append(records)),
      compact: (...records) => counted(journal.compact(...records)),
    }
  }
  /** Lets what needs no virtual time come to rest. The journal in memory needs some: it is given when nothing else moves. */
  async function rest(): Promise<void> {
    for (let turn = 0; turn < 4 || (place.isOnDisk && writing > 0); turn += 1) await clock.drain()
  }

  async function start(): Promise<void> {
    const life: Life = { isAlive: true }
    const { journal, read } = await waitFor(place.open(life))
    running = { life, journal }
    const engine = await waitFor(
      createSyncEngine({
        clock: clock.viewFor(life),
        random: () => 0.5,
        journal: watched(journal),
        journalRead: read,
        write: catena.write,
        reader: catena.reader,
        tokens: createScriptedTokens(ACCOUNT),
        timings: DEFAULT_TIMINGS,
        installId: CONTRACT_INSTALL_ID,
        log: () => undefined,
        onStep: () => (life.isAlive ? undefined : new Promise<void>(() => {})),
      }),
    )
    hostChannel.connect(engine)
  }

  async function kill(): Promise<void> {
    if (running === null) return
    const { life, journal } = running
    running = null
    life.isAlive = false
    hostChannel.connect(null)
    await place.crash(journal)
  }

  /** The disk gets some real time, then virtual time goes on. */
  async function waitFor<T>(work: Promise<T>): Promise<T> {
    const end = { isReached: false }
    const settled = work.finally(() => {
      end.isReached = true
    })
    settled.catch(() => undefined) // the caller has the error
    for (await rest(); !end.isReached; await rest()) {
      if (!end.isReached) await clock.step()
    }
    return settled
  }

  await start()
  return {
    client: hostChannel.client,
    waitFor,
    kill,
    start,
    settle: async () => {
      // Longer than the journal waits to be tried again, and than statuses are gathered.
      const until = clock.nowMs() + 6_000
      while (clock.nowMs() < until) {
        await rest()
        if (!(await clock.step())) return
      }
    },
    setFull: async (isFull) => place.setFull(isFull),
    close: async () => {
      await kill()
      place.remove()
    },
  }
}

function memoryPlace(clock: VirtualClock): Place {
  const disk = createMemoryDisk({
    clock,
    random: createSeededRandom(1),
    slowestAppendMs: 2,
    onDurable: () => undefined,
    onCompacted: () => undefined,
  })
  return {
    isOnDisk: false,
    open: async (life) => disk.open(life),
    crash: async () => disk.crash(), // an append of a dead program never ends: there is nothing to close
    setFull: disk.setFull,
    remove: () => undefined,
  }
}

function folderPlace(): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-outbox-'))
  let isFull = false
  const node = createNodeJournalDisk(folder)
  const disk: JournalDisk = {
    ...node,
    async open(name) {
      const file = await node.open(name)
      return {
        ...file,
        async write(bytes, at) {
          if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          await file.write(bytes, at)
        },
      }
    },
  }
  return {
    isOnDisk: true,
    open: () => openJournal({ folder, disk }),
    crash: (journal) => journal.close(),
    setFull: (next) => {
      isFull = next
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

registerOutboxContract('the engine over a journal in memory', () => createEngineHost(memoryPlace))
registerOutboxContract('the engine over a journal in a folder', () => createEngineHost(folderPlace))
