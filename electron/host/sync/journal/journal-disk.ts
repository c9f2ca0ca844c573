import { constants, type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from '../../../../shared/util/has-code.ts'
import { type FolderLock, lockFolder } from '../lock/folder-lock.ts'

/**
 * What the journal needs of a disk: a test can cut, fill or break it at each step. All names are names of files in one
 * folder. Each member rejects with the system's own error (`ENOSPC`, `EIO` …).
 */
export interface JournalDisk {
  /** Locks the folder for this process. @throws TypedError `journal.locked`, `journal.lockedElsewhere` */
  lock(): Promise<FolderLock>
  /** @returns the whole file; `null` when there is none. */
  read(name: string): Promise<Buffer | null>
  /** Opens a file for writing. Creates it, readable by its owner only, when there is none. */
  open(name: string): Promise<JournalFile>
  rename(from: string, to: string): Promise<void>
  /** Does nothing when there is no such file. */
  remove(name: string): Promise<void>
  /** Resolves when the names of the files in the folder are on the disk. */
  syncFolder(): Promise<void>
}

/** An open file. */
export interface JournalFile {
  size(): Promise<number>
  write(bytes: Buffer, at: number): Promise<void>
  truncate(length: number): Promise<void>
  /** Resolves when content and length are on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Only the owner may read: the journal holds no token, but names and addresses. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/** The real disk. Creates the folder when there is none. */
export function createNodeJournalDisk(folder: string): JournalDisk {
  return {
    async lock() {
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
      await syncFolderAt(path.dirname(folder))
      return lockFolder(folder)
    },
    async read(name) {
      try {
        return await readFile(path.join(folder, name))
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null
        throw error
      }
    },
    async open(name) {
      return nodeFile(await open(path.join(folder, name), constants.O_RDWR | constants.O_CREAT, FILE_MODE))
    },
    rename: (from, to) => rename(path.join(folder, from), path.join(folder, to)),
    remove: (name) => rm(path.join(folder, name), { force: true }),
    syncFolder: () => syncFolderAt(folder),
  }
}

function nodeFile(handle: FileHandle): JournalFile {
  return {
    size: async () => (await handle.stat()).size,
    async write(bytes, at) {
      let written = 0
      while (written < bytes.length) {
        const result = await handle.write(bytes, written, bytes.length - written, at + written)
        written += result.bytesWritten
      }
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  }
}

/** Windows cannot open a folder to sync it. It keeps names durable itself. */
async function syncFolderAt(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
