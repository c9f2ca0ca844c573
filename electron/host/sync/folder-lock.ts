import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { TypedError } from '../../../shared/util/typed-error.ts'

/**
 * One host per data folder. The lock is a file that names its process; a process that has died holds nothing. Node has no
 * `flock`, so a stale lock is taken over by rename: of two that try, one finds that it moved a lock that is not the
 * stale one, and puts it back.
 */
const LOCK_NAME = 'host.lock'

const lockContent = z.object({
  pid: z.number().int().positive(),
  /** Tells a process from a later one with the same number; `null` where the system does not say. */
  birth: z.string().nullable(),
  /** Different in every run, for systems without `birth`. */
  run: z.string(),
})
type LockContent = z.infer<typeof lockContent>

/** This run of the process, the same for every lock it takes. */
const RUN = randomUUID()

/** Locks `folder` for this process. @returns what gives it back. @throws TypedError `journal.locked` */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, LOCK_NAME)
  const mine: LockContent = { pid: process.pid, birth: await birthOf(process.pid), run: RUN }
  for (let tries = 0; tries < 5; tries++) {
    if (await isCreated(file, JSON.stringify(mine))) {
      return () => rm(file, { force: true })
    }
    const text = await readText(file)
    if (text === null) continue // given back between the two steps
    const holder = parseLock(text)
    if (holder !== null && (await isAlive(holder))) {
      throw new TypedError(
        'journal.locked',
        `Depot Planner is already running with these data (process ${holder.pid}). Use its window, or close it first.`,
      )
    }
    await removeStale(file, text)
  }
  throw new TypedError('journal.locked', 'The data folder is being opened by another Depot Planner.')
}

async function isCreated(file: string, text: string): Promise<boolean> {
  // Written beside and linked in: the lock is never seen half-written.
  const beside = `${file}.${randomUUID()}`
  const handle = await open(beside, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.close()
    await link(beside, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(beside, { force: true })
  }
}

async function removeStale(file: string, staleText: string): Promise<void> {
  const moved = `${file}.${randomUUID()}`
  try {
    await rename(file, moved)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return // somebody else took it over
    throw error
  }
  if ((await readText(moved)) !== staleText) {
    try {
      await link(moved, file)
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
  await rm(moved, { force: true })
}

/** Half a lock or nonsense is nobody's. */
function parseLock(text: string): LockContent | null {
  try {
    return lockContent.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

async function isAlive(holder: LockContent): Promise<boolean> {
  if (holder.pid === process.pid) return holder.run === RUN
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
    if (!hasCode(error, 'EPERM')) throw error // EPERM: alive, of another user
  }
  const birth = await birthOf(holder.pid)
  return birth === null || holder.birth === null || birth === holder.birth
}

/** The boot and the tick at which a process started, on Linux; a number is given out again after a restart. */
async function birthOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const [boot, stat] = await Promise.all([
    readText('/proc/sys/kernel/random/boot_id'),
    readText(`/proc/${pid}/stat`),
  ])
  // Fields after the name in brackets, which may hold spaces; the start time is the 22nd of all.
  const started = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return boot === null || started === undefined ? null : `${boot.trim()}:${started}`
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
