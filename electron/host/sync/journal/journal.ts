import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { Journal, JournalRead } from '../core/ports.ts'
import type { FolderLock } from '../lock/folder-lock.ts'
import { FileJournal, JOURNAL } from './file-journal.ts'
import { type QuarantinedRecord, readFound } from './found-journal.ts'
import type { RecordShape } from './journal-codec.ts'
import { createNodeJournalDisk, type JournalDisk } from './journal-disk.ts'
import { journalError } from './journal-error.ts'

/** How {@link openJournal} finds and reads the journal. */
export interface JournalOptions {
  /** Created when it does not exist. */
  readonly folder: string
  /** Another disk, for tests. */
  readonly disk?: JournalDisk
  /** Called once when this process has lost the folder. The journal then takes no more records. */
  readonly onLockLost?: (error: Error) => void
  /** Left out: the records as this program writes them. */
  readonly shape?: RecordShape
}

/** An open journal, and what was found on opening it. */
export interface OpenedJournal {
  readonly journal: Journal
  /** `cutBytes` counts records that were set aside too: their lanes are just as uncertain. */
  readonly read: JournalRead
  readonly setAside: readonly QuarantinedRecord[]
}

/**
 * Opens the journal of a data folder for this process alone. It gives the readable beginning, whatever the bytes are,
 * and keeps the rest in `journal.set-aside`.
 * @throws TypedError `journal.locked` when another process holds the folder, `journal.lockedElsewhere` when one on
 * another computer holds it or may hold it; `journal.failed` when the disk cannot be read.
 */
export async function openJournal(options: JournalOptions): Promise<OpenedJournal> {
  const disk = options.disk ?? createNodeJournalDisk(options.folder)
  const lock = await takeLock(disk)
  try {
    const found = readFound(await disk.read(JOURNAL), options.shape)
    if (options.onLockLost !== undefined) lock.onLost(options.onLockLost)
    return { journal: new FileJournal(disk, lock, found), read: found.read, setAside: found.setAside }
  } catch (error) {
    await lock.release()
    throw error instanceof TypedError ? error : journalError('The journal cannot be opened', error)
  }
}

async function takeLock(disk: JournalDisk): Promise<FolderLock> {
  try {
    return await disk.lock()
  } catch (error) {
    throw error instanceof TypedError ? error : journalError('The data folder cannot be used', error)
  }
}
