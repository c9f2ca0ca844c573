import { z } from 'zod'
import type { Computer, ComputerIdentity } from './computer.ts'

/** A lock whose file has not changed for this long, by the clock of its file system, gives no sign of life. */
export const STALE_MS = 60_000

const identity = z.object({
  id: z.string().nullable(),
  name: z.string(),
  boot: z.string().nullable(),
  pidSpace: z.string().nullable(),
})

/** What a lock file says. Earlier versions wrote the first three only, and read no others. */
const lockContent = z.object({
  pid: z.number().int().positive(),
  /** Tells a process from a later one with the same number; `null` where the system does not tell. */
  birth: z.string().nullable(),
  /** Different in every run. */
  run: z.string(),
  computer: identity.optional(),
  /** When it was taken by the clock of its computer, ISO 8601; for people. */
  since: z.string().optional(),
})
export type LockContent = z.infer<typeof lockContent>

/** A lock file that another process put down. */
export interface FoundLock {
  readonly name: string
  readonly text: string
  /** `null` when the text is no lock of a version known here. */
  readonly content: LockContent | null
  readonly mtimeMs: number
  /** By the clock of the file system, which may have been set back: then below 0. */
  readonly ageMs: number
}

/**
 * `gone`: provably nobody's. `alive`: its process lives on this computer. `elsewhere`: of another computer. `unsure`:
 * only its heartbeat can tell.
 */
export type Verdict = 'gone' | 'alive' | 'elsewhere' | 'unsure'

/** Who asks. */
export interface Asker {
  readonly pid: number
  readonly run: string
  readonly identity: ComputerIdentity
}

/** @returns `null` for half a lock, nonsense, or the format of a later version. */
export function parseLock(text: string): LockContent | null {
  try {
    return lockContent.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** True when the file changed lately by the clock of its file system. */
export function isFresh(ageMs: number): boolean {
  return Math.abs(ageMs) <= STALE_MS
}

/** Says whether the holder of a lock lives. Uses this computer's clock for locks of earlier versions only. */
export async function judge(lock: FoundLock, asker: Asker, computer: Computer): Promise<Verdict> {
  const { content, ageMs } = lock
  // A crash can leave a file without content. One that still changes has an owner whose format is not known here.
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
 * `here`: the same boot, else the same id and name. Copies of one disk image share the id, and many computers are
 * called `localhost`: with only one of the two the heartbeat decides.
 */
function placeOf(holder: ComputerIdentity, own: ComputerIdentity): 'here' | 'elsewhere' | 'unsure' {
  if (holder.boot !== null && holder.boot === own.boot) return 'here'
  if (holder.id === null || own.id === null) return holder.name === own.name ? 'unsure' : 'elsewhere'
  if (holder.id !== own.id) return 'elsewhere'
  return holder.name === own.name ? 'here' : 'unsure'
}

/** No process outlives a restart. Fresh all the same: the restart was quick, or a copy of this computer is running. */
function isEarlierBoot(holder: ComputerIdentity, own: ComputerIdentity): boolean {
  return holder.boot !== null && own.boot !== null && holder.boot !== own.boot
}

/** By the process table. @returns `null` when a process with that number lives and may be another one. */
async function judgeProcess(
  content: LockContent,
  asker: Asker,
  computer: Computer,
): Promise<'gone' | 'alive' | null> {
  if (content.pid === asker.pid) return 'gone' // of this number's earlier life: the own run was ruled out before
  const facts = await computer.process(content.pid)
  if (facts === null) return 'gone'
  if (facts.birth === null || content.birth === null) return null
  return facts.birth === content.birth ? 'alive' : 'gone'
}

/** The clocks of a process and of its first lock file may differ by this much. */
const START_TOLERANCE_MS = 60_000

/**
 * Earlier versions named no computer and had no heartbeat: their file keeps the time at which it was put down, so a
 * process that started later is not its owner. Where the start is not known the process counts as the owner.
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
