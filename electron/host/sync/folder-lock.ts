import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Random } from '../../../shared/sync/ports.ts'
import { hasCode } from '../../../shared/util/has-code.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/**
 * One host per data folder. Node has no `flock`, and one lock file that changes hands cannot be taken over from a dead
 * process without a moment in which two believe to have it. So each process puts down a file of its own, whole at once,
 * and only then looks who else has one: of two, at least the later sees the other. Who sees a living one takes its own
 * back. Files of dead processes are nobody's and are cleared away; their names never come again.
 */
const PREFIX = 'host.lock.'

/** When several start at the same moment all may withdraw: a few more tries at random times leave one. */
const TRIES = 12
const LONGEST_WAIT_MS = 60

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

/**
 * Locks `folder` for this process. `random` (0 to 1) spreads the tries of processes that start together.
 * @returns what gives it back. @throws TypedError `journal.locked`
 */
export async function lockFolder(folder: string, random: Random = Math.random): Promise<() => Promise<void>> {
  const mine: LockContent = { pid: process.pid, birth: await birthOf(process.pid), run: RUN }
  let holder: LockContent | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await delay(random() * LONGEST_WAIT_MS)
    const name = PREFIX + randomUUID()
    await putDown(folder, name, JSON.stringify(mine))
    holder = await otherHolder(folder, name)
    if (holder === null) return () => rm(path.join(folder, name), { force: true })
    await rm(path.join(folder, name), { force: true })
  }
  throw new TypedError(
    'journal.locked',
    `Depot Planner is already running with these data (process ${holder?.pid}). Use its window, or close it first.`,
  )
}

/** Under its name only when it is whole: half a lock would look like nobody's. */
async function putDown(folder: string, name: string, text: string): Promise<void> {
  const beside = path.join(folder, `${name}.new`)
  try {
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' })
    await rename(beside, path.join(folder, name))
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** A living process, other than by the file `own`, that has put down a lock. Clears away what is nobody's. */
async function otherHolder(folder: string, own: string): Promise<LockContent | null> {
  let found: LockContent | null = null
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX) || name === own || name.endsWith('.new')) continue
    const text = await readText(path.join(folder, name))
    if (text === null) continue // taken back meanwhile
    const holder = parseLock(text)
    if (holder !== null && (await isAlive(holder))) found = holder
    else await rm(path.join(folder, name), { force: true })
  }
  return found
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
