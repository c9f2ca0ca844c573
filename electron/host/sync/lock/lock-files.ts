import { constants, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from '../../../../shared/util/has-code.ts'

/** A lock file at the moment of reading. */
export interface LockFile {
  readonly text: string
  /** When it was last written by the clock of its file system, ms since 1970. */
  readonly mtimeMs: number
}

/** What the lock needs of its folder. Each member rejects with the system's own error. */
export interface LockFiles {
  list(): Promise<readonly string[]>
  /** @returns `null` when there is no such file. */
  read(name: string): Promise<LockFile | null>
  /** Writes the whole file, and only then gives it its name. @returns its {@link LockFile.mtimeMs} */
  put(name: string, text: string): Promise<number>
  /**
   * Writes the same text again, so that the file system renews the time. @returns false when the file has another text.
   */
  renew(name: string, text: string): Promise<boolean>
  /** Does nothing when there is no such file. */
  remove(name: string): Promise<void>
  /** The path of the file, for people. */
  where(name: string): string
}

/** Ends the name of a file that is not complete yet. */
export const UNFINISHED = '.new'
const FILE_MODE = 0o600

/** The files of a real folder. */
export function createNodeLockFiles(folder: string): LockFiles {
  const at = (name: string): string => path.join(folder, name)
  return {
    list: () => readdir(folder),
    read: (name) => whenThere(() => readLock(at(name))),
    async put(name, text) {
      const beside = at(name + UNFINISHED)
      try {
        await writeFile(beside, text, { mode: FILE_MODE, flag: 'wx', flush: true })
        await rename(beside, at(name))
      } catch (error) {
        await rm(beside, { force: true })
        throw error
      }
      return (await stat(at(name))).mtimeMs
    },
    renew: async (name, text) => (await whenThere(() => renewLock(at(name), text))) ?? false,
    remove: (name) => rm(at(name), { force: true }),
    where: at,
  }
}

async function readLock(file: string): Promise<LockFile> {
  const handle = await open(file, constants.O_RDONLY)
  try {
    const text = await handle.readFile('utf8')
    return { text, mtimeMs: (await handle.stat()).mtimeMs }
  } finally {
    await handle.close()
  }
}

/** Writes in place and at once: a reader always sees the whole text, and a deleted file stays deleted. */
async function renewLock(file: string, text: string): Promise<boolean> {
  const handle = await open(file, constants.O_RDWR)
  try {
    if ((await handle.readFile('utf8')) !== text) return false
    await handle.write(text, 0)
    return true
  } finally {
    await handle.close()
  }
}

async function whenThere<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}
