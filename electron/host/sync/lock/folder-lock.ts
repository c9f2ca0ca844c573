import { randomUUID } from 'node:crypto'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { createListeners } from '../../../../shared/util/listeners.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { createSystemClock } from '../../platform/system-clock.ts'
import type { Clock, Random } from '../core/ports.ts'
import { type Computer, thisComputer } from './computer.ts'
import { createNodeLockFiles, type LockFiles, UNFINISHED } from './lock-files.ts'
import {
  type Asker,
  type FoundLock,
  isFresh,
  judge,
  type LockContent,
  parseLock,
  STALE_MS,
} from './lock-holder.ts'

/*
 * One planner per data folder. Each process writes a lock file of its own, complete in one step, and then looks for the
 * files of others: of two processes, at least the later one sees the other. A process that sees a living one removes
 * its own file. Files of dead processes are deleted; their names are never used again.
 *
 * - The process table judges a process of this computer, so a sleep does not cost it the lock.
 * - A lock that the process table cannot judge is watched: a holder that is awake renews it every BEAT_MS.
 * - A lock of another computer is never deleted here. When it gives no sign of life, a person decides.
 * - Before and after each write the holder checks that its file still exists (`verify`). A holder whose lock was taken
 *   over during a sleep notices it before it writes. A clock cannot tell, because some clocks stop during a sleep.
 */
const PREFIX = 'host.lock.'

/** Processes that start at the same moment may all withdraw. A few more tries at random times leave one. */
const TRIES = 12
const LONGEST_WAIT_MS = 60

/** How often the holder renews its file. */
export const BEAT_MS = 10_000
/** How often a watched lock is read. */
const LOOK_MS = 5_000
/**
 * The fewest looks at a watched lock, however old its file is: a holder that has just woken renews it within a beat.
 */
const LEAST_LOOKS = 5

/**
 * `locked`: by a process of this computer. `lockedElsewhere`: by another computer. `lockLost`: this process had the
 * lock.
 */
export type FolderLockError = TypedError<'journal.locked' | 'journal.lockedElsewhere' | 'journal.lockLost'>

/** The lock of a data folder that this process holds. */
export interface FolderLock {
  /**
   * Resolves while the lock is held. @throws TypedError `journal.lockLost`; the system's error when the file cannot be
   * read
   */
  verify(): Promise<void>
  /** The listener is called once, when the loss is noticed. */
  onLost(listener: (error: FolderLockError) => void): void
  /** Removes the lock file. */
  release(): Promise<void>
}

/** What the lock needs of the world. */
export interface LockWorld {
  readonly files: LockFiles
  readonly computer: Computer
  readonly clock: Clock
  readonly random: Random
  readonly pid: number
  /** Different in each run of the program, and the same for all locks of one run. */
  readonly run: string
}

/** True for an error that says that another planner holds the folder. */
export function isLockedError(error: unknown): error is FolderLockError {
  return (
    error instanceof TypedError &&
    (error.code === 'journal.locked' || error.code === 'journal.lockedElsewhere')
  )
}

const RUN = randomUUID()

/** Locks `folder` for this process. @throws TypedError `journal.locked`, `journal.lockedElsewhere` */
export function lockFolder(folder: string): Promise<FolderLock> {
  return takeLock({
    files: createNodeLockFiles(folder),
    computer: thisComputer,
    clock: createSystemClock(),
    random: Math.random,
    pid: process.pid,
    run: RUN,
  })
}

/** As {@link lockFolder}, in a world that the caller gives. */
export async function takeLock(world: LockWorld): Promise<FolderLock> {
  const { clock, computer, files, pid, run } = world
  const identity = await computer.identity()
  const birth = (await computer.process(pid))?.birth ?? null
  const since = new Date(clock.wallMs()).toISOString()
  const content: LockContent = { pid, birth, run, computer: identity, since }
  const text = JSON.stringify(content)
  let rival: FoundLock | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await wait(clock, world.random() * LONGEST_WAIT_MS)
    const name = PREFIX + randomUUID()
    const putAtMs = await files.put(name, text)
    try {
      rival = await findRival(world, { pid, run, identity }, { name, text, putAtMs })
      if (rival === null) return holdLock(world, name, text)
      await files.remove(name)
    } catch (error) {
      await files.remove(name)
      throw error
    }
  }
  throw locked(rival)
}

/** The lock file of this try. */
interface OwnFile {
  readonly name: string
  readonly text: string
  readonly putAtMs: number
}

/**
 * Deletes the locks of dead processes.
 * @returns a lock of a living process of this computer, or `null`.
 * @throws TypedError `journal.lockedElsewhere`, and `journal.locked` when a watched lock was renewed
 */
async function findRival(world: LockWorld, asker: Asker, own: OwnFile): Promise<FoundLock | null> {
  const unsure: FoundLock[] = []
  let alive: FoundLock | null = null
  let elsewhere: FoundLock | null = null
  for (const lock of await otherLocks(world.files, own)) {
    const verdict = await judge(lock, asker, world.computer)
    if (verdict === 'gone') await world.files.remove(lock.name)
    if (verdict === 'unsure') unsure.push(lock)
    if (verdict === 'alive') alive = lock
    if (verdict === 'elsewhere') elsewhere = lock
  }
  if (alive !== null) return alive
  if (elsewhere !== null) throw lockedElsewhere(elsewhere, world.files.where(elsewhere.name))
  await watch(world, unsure, own)
  return null
}

async function otherLocks(files: LockFiles, own: OwnFile): Promise<readonly FoundLock[]> {
  const found: FoundLock[] = []
  for (const name of await files.list()) {
    if (!name.startsWith(PREFIX) || name === own.name) continue
    const file = await files.read(name)
    if (file === null) continue // removed in the meantime
    const ageMs = own.putAtMs - file.mtimeMs
    if (!name.endsWith(UNFINISHED)) found.push({ ...file, name, ageMs, content: parseLock(file.text) })
    else if (!isFresh(ageMs)) await files.remove(name) // left by a crash: a living process renames it at once
  }
  return found
}

/**
 * Deletes locks that are not renewed. Meanwhile the own lock is renewed, which keeps others away. Looks are counted
 * instead of time: after a sleep of this computer the holder needs a moment to renew its file.
 * @throws TypedError `journal.locked` when one is renewed
 */
async function watch({ clock, files }: LockWorld, locks: readonly FoundLock[], own: OwnFile): Promise<void> {
  if (locks.length === 0) return
  const youngestMs = Math.min(...locks.map((lock) => Math.max(0, lock.ageMs)))
  const looks = Math.max(LEAST_LOOKS, Math.ceil((STALE_MS - youngestMs) / LOOK_MS))
  for (let look = 0; look < looks; look++) {
    await wait(clock, LOOK_MS)
    if (!(await files.renew(own.name, own.text))) throw locked(null)
    for (const lock of locks) {
      const now = await files.read(lock.name)
      if (now !== null && (now.mtimeMs !== lock.mtimeMs || now.text !== lock.text)) throw locked(lock)
    }
  }
  for (const lock of locks) await files.remove(lock.name)
}

/** Renews the file until it is released or lost. */
function holdLock({ clock, files }: LockWorld, name: string, text: string): FolderLock {
  const listeners = createListeners<[error: FolderLockError]>()
  let lost: FolderLockError | null = null
  let isReleased = false
  let isBeatMissed = false
  let beating: Promise<void> = Promise.resolve()
  let cancelBeat = scheduleBeat()

  function scheduleBeat(): () => void {
    return clock.schedule(BEAT_MS, () => {
      beating = beat()
    })
  }

  async function beat(): Promise<void> {
    try {
      await renew()
    } catch {
      // The file cannot be reached now. `verify` tries again before anything is written, and tells the reason.
      isBeatMissed = true
    }
    if (!isReleased && lost === null) cancelBeat = scheduleBeat()
  }

  async function renew(): Promise<void> {
    const isOurs = await files.renew(name, text)
    isBeatMissed = false
    if (!isOurs) lose()
  }

  function lose(): void {
    if (isReleased || lost !== null) return
    lost = new TypedError(
      'journal.lockLost',
      'Another Depot Planner has taken over these plans, or the lock file was deleted. This one saves and sends nothing any more: close it, and use the other one or start again.',
    )
    cancelBeat()
    listeners.tell(lost)
  }

  return {
    async verify() {
      if (lost === null) {
        if (isBeatMissed) await renew()
        else if ((await files.read(name))?.text !== text) lose()
      }
      if (lost !== null) throw lost
    },
    onLost: listeners.subscribe,
    async release() {
      isReleased = true
      cancelBeat()
      await beating
      await files.remove(name)
    },
  }
}

function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(delayMs, resolve)
  })
}

/** Stands in messages for a value that is not known. */
const NONE = 'none'

function locked(lock: FoundLock | null): FolderLockError {
  const who = lock?.content?.pid === undefined ? '' : ` (process ${lock.content.pid})`
  return new TypedError(
    'journal.locked',
    `Depot Planner is already running with these data${who}. Use its window, or close it first.`,
    undefined,
    { pid: lock?.content?.pid ?? NONE },
  )
}

function lockedElsewhere({ content, ageMs }: FoundLock, file: string): FolderLockError {
  const name = content?.computer?.name ?? 'unknown'
  const since = content?.since === undefined ? '' : ` since ${content.since}`
  const text = isFresh(ageMs)
    ? `Depot Planner is running with these data on the computer "${name}"${since}. Close it there first.`
    : `Depot Planner on the computer "${name}" uses these data${since}, and has given no sign of life for ${lengthText(ageMs)}. If it still runs there, or that computer sleeps, close it there. If it surely does not run any more, delete the file ${file} and start again.`
  return new TypedError('journal.lockedElsewhere', text, undefined, {
    state: isFresh(ageMs) ? 'awake' : 'silent',
    computer: content?.computer?.name ?? messageRef('errors.journal.unknownComputer'),
    since: content?.since ?? NONE,
    age: ageRef(ageMs),
    file,
  })
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** @param ageMs below 0 when the clock of the file system was set back. */
function lengthText(ageMs: number): string {
  if (ageMs < 0) return 'an unknown time'
  return ageMs < 2 * HOUR_MS
    ? `${Math.round(ageMs / MINUTE_MS)} minutes`
    : `${Math.round(ageMs / HOUR_MS)} hours`
}

function ageRef(ageMs: number): StoredText {
  if (ageMs < 0) return messageRef('errors.journal.unknownAge')
  return ageMs < 2 * HOUR_MS
    ? messageRef('errors.journal.ageMinutes', { count: Math.round(ageMs / MINUTE_MS) })
    : messageRef('errors.journal.ageHours', { count: Math.round(ageMs / HOUR_MS) })
}
