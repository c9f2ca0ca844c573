import type { Computer, ComputerIdentity, ProcessFacts } from '../../../electron/host/sync/lock/computer.ts'
import { type FolderLock, takeLock } from '../../../electron/host/sync/lock/folder-lock.ts'
import type { LockFile, LockFiles } from '../../../electron/host/sync/lock/lock-files.ts'
import { createSeededRandom } from '../seeded-random.ts'
import { createVirtualClock, type Life, START_EPOCH_MS, type VirtualClock } from '../virtual-clock.ts'

/** A folder in memory, with the clock of its file system. */
export interface SharedFolder {
  readonly files: Map<string, LockFile>
  /** The clock of the file system; a test may set it. */
  nowMs: number
  /** While it is set, every access rejects with it. */
  fault: Error | null
  put(name: string, text: string, ageMs?: number): void
}

/** A computer that uses the folder. */
export interface TestComputer {
  readonly clock: VirtualClock
  /** The process table. */
  readonly processes: Map<number, ProcessFacts>
  identity: ComputerIdentity
  /** False: asleep or switched off, its time stands still. */
  isAwake: boolean
  /** Starts a planner with this process id. */
  start(pid: number, facts?: ProcessFacts): TestPlanner
}

/** A process that tries to lock the folder. */
export interface TestPlanner {
  readonly pid: number
  /** The result of its attempt; `null` until it is known. */
  outcome(): FolderLock | Error | null
  /** Ends it like `kill -9`. */
  kill(): void
}

/** One folder and the computers that use it. */
export interface LockScene {
  readonly folder: SharedFolder
  addComputer(identity: ComputerIdentity): TestComputer
  /** Lets true time pass, on the file system and on every computer that is awake. */
  pass(ms: number): Promise<void>
}

const STEP_MS = 500

export function createLockScene(): LockScene {
  const folder = createFolder()
  const computers: TestComputer[] = []
  let started = 0

  return {
    folder,
    addComputer(identity) {
      const computer = createTestComputer(folder, identity, () => {
        started += 1
        return `run-${started}`
      })
      computers.push(computer)
      return computer
    },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        for (const { clock, isAwake } of computers) {
          if (isAwake) await clock.runUntil(clock.nowMs() + STEP_MS)
        }
        folder.nowMs += STEP_MS
        for (const { clock } of computers) await clock.drain()
      }
    },
  }
}

function createFolder(): SharedFolder {
  const files = new Map<string, LockFile>()
  const folder: SharedFolder = {
    files,
    nowMs: START_EPOCH_MS,
    fault: null,
    put(name, text, ageMs = 0) {
      files.set(name, { text, mtimeMs: folder.nowMs - ageMs })
    },
  }
  return folder
}

function filesOf(folder: SharedFolder): LockFiles {
  const { files } = folder
  const check = (): void => {
    if (folder.fault !== null) throw folder.fault
  }
  return {
    async list() {
      check()
      return [...files.keys()]
    },
    async read(name) {
      check()
      return files.get(name) ?? null
    },
    async put(name, text) {
      check()
      folder.put(name, text)
      return folder.nowMs
    },
    async renew(name, text) {
      check()
      if (files.get(name)?.text !== text) return false
      folder.put(name, text)
      return true
    },
    async remove(name) {
      check()
      files.delete(name)
    },
    where: (name) => `/plans/${name}`,
  }
}

const KNOWN_BIRTH: ProcessFacts = { birth: 'tick-1', startedMs: null }

function createTestComputer(
  folder: SharedFolder,
  identity: ComputerIdentity,
  newRun: () => string,
): TestComputer {
  const clock = createVirtualClock()
  const processes = new Map<number, ProcessFacts>()
  const computer: TestComputer = {
    clock,
    processes,
    identity,
    isAwake: true,
    start(pid, facts = KNOWN_BIRTH) {
      processes.set(pid, facts)
      const life: Life = { isAlive: true }
      const seen: Computer = {
        identity: async () => computer.identity,
        process: async (asked) => processes.get(asked) ?? null,
      }
      let outcome: FolderLock | Error | null = null
      const world = {
        files: filesOf(folder),
        computer: seen,
        clock: clock.viewFor(life),
        random: createSeededRandom(pid).next,
        pid,
        run: newRun(),
      }
      takeLock(world).then(
        (lock) => {
          outcome = lock
        },
        (error: unknown) => {
          outcome = error instanceof Error ? error : new Error(String(error))
        },
      )
      return {
        pid,
        outcome: () => outcome,
        kill() {
          life.isAlive = false
          processes.delete(pid)
        },
      }
    },
  }
  return computer
}
