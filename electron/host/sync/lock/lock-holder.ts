import { z } from 'zod'
import type { Computer, ComputerIdentity } from './computer.ts'

/** A lock whose file is unchanged for this long, by the clock of its file system, gives no sign of life. */
export const STALE_MS = 60_000

const identity = z.object({
  id: z.string().nullable(),
  name: z.string(),
  boot: z.string().nullable(),
  pidSpace: z.string().nullable(),
})

/** The content of a lock file. Earlier versions of the program write and read the first three fields only. */
const lockContent = z.object({
  pid: z.number().int().positive(),
  /** Tells a process from a later one with the same number; `null`: the system does not tell. */
  birth: z.string().nullable(),
  /** Different in each run of the program. */
  run: z.string(),
  computer: identity.optional(),
  /** When the lock was taken by the clock of its computer, ISO 8601; for people. */
  since: z.string().optional(),
})
export type LockContent = z.infer<typeof lockContent>

/** The lock file of another process. */
export interface FoundLock {
  readonly name: string
  readonly text: string
  /** `null` when the text is no lock of a known version. */
  readonly content: LockContent | null
  readonly mtimeMs: number
  /** By the clock of the file system; below 0 when that clock was set back. */
  readonly ageMs: number
}

/**
 * `gone`: its process is dead. `alive`: its process lives on this computer. `elsewhere`: another computer holds it.
 * `unsure`: only its heartbeat can tell.
 */
export type Verdict = 'gone' | 'alive' | 'elsewhere' | 'unsure'

/** The process that judges a lock. */
export interface Asker {
  readonly pid: number
  readonly run: string
  readonly identity: ComputerIdentity
}

/** @returns `null` for an incomplete lock, for other text, and for the format of a later version. */
export function parseLock(text: string): LockContent | null {
  try {
    return lockContent.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** True when the file changed recently by the clock of its file system. */
export function isFresh(ageMs: number): boolean {
  return Math.abs(ageMs) <= STALE_MS
}

/** Tells whether the holder of a lock lives. Only for locks of earlier versions it uses this computer's clock. */
export async function judge(lock: FoundLock, asker: Asker, computer: Computer): Promise<Verdict> {
  const { content, ageMs } = lock
  // A crash can leave an empty file. A file that still changes has an owner with an unknown format.
  if (content === null) return isFresh(ageMs) ? 'unsure' : 'gone'
  if (content.run === asker.run) return 'alive'
  if (content.computer === undefined) return judgeEarlierVersion(lock, content, asker, computer)
  const where = placeOf(content.computer, asker.identity)
  if (where !== 'here') return where
  if (isEarlierBoot(content.computer, asker.identity)) return isFresh(ageMs) ? 'unsure' : 'gone'
  if (content.computer.pidSpace !== asker.identity.pidSpace) return 'unsure'
  return (await judgeProcess(content, asker, computer)) ?? 'unsure'
}

/**
 * `here`: the same boot, or the same id and name. Copies of one disk image share the id, and many computers are called
 * `localhost`: when only one of the two matches, the heartbeat decides.
 */
function placeOf(holder: ComputerIdentity, own: ComputerIdentity): 'here' | 'elsewhere' | 'unsure' {
  if (holder.boot !== null && holder.boot === own.boot) return 'here'
  if (holder.id === null || own.id === null) return holder.name === own.name ? 'unsure' : 'elsewhere'
  if (holder.id !== own.id) return 'elsewhere'
  return holder.name === own.name ? 'here' : 'unsure'
}

/**
 * No process outlives a restart. A lock that is fresh all the same: the restart was quick, or a copy of this computer
 * runs.
 */
function isEarlierBoot(holder: ComputerIdentity, own: ComputerIdentity): boolean {
  return holder.boot !== null && own.boot !== null && holder.boot !== own.boot
}

/** Judges by the process table. @returns `null` when a process with that number lives and may be another one. */
async function judgeProcess(
  content: LockContent,
  asker: Asker,
  computer: Computer,
): Promise<'gone' | 'alive' | null> {
  if (content.pid === asker.pid) return 'gone' // an earlier process with this number: the caller has ruled out the own run
  const facts = await computer.process(content.pid)
  if (facts === null) return 'gone'
  if (facts.birth === null || content.birth === null) return null
  return facts.birth === content.birth ? 'alive' : 'gone'
}

/** The greatest difference between the start of a process and the time of its first lock file. */
const START_TOLERANCE_MS = 60_000

/**
 * Locks of earlier versions name no computer and have no heartbeat. Their file keeps the time at which it was written,
 * so a process that started later is not the owner. Where the start is not known, the process counts as the owner.
 */
async function judgeEarlierVersion(
  lock: FoundLock,
  content: LockContent,
  asker: Asker,
  computer: Computer,
): Promise<'gone' | 'alive'> {
  const verdict = await judgeProcess(content, asker, computer)
  if (verdict !== null) return verdict
  const startedMs = (await computer.process(content.pid))?.startedMs ?? null
  return startedMs !== null && startedMs > lock.mtimeMs + START_TOLERANCE_MS ? 'gone' : 'alive'
}
