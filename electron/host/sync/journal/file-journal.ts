import { assertNever } from '../../../../shared/util/assert-never.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Journal } from '../core/ports.ts'
import type { FolderLock } from '../lock/folder-lock.ts'
import { asideLines, type FoundJournal, isSound, type JournalEnd } from './found-journal.ts'
import { encodeRecord } from './journal-codec.ts'
import type { JournalDisk, JournalFile } from './journal-disk.ts'
import { journalError } from './journal-error.ts'
import { encodeFrame, encodeHeader, FIRST_LINK, readJournal } from './journal-format.ts'
import { keepAside } from './quarantine.ts'

/** The name of the journal's file in its folder. */
export const JOURNAL = 'journal'
const NEXT_JOURNAL = 'journal.next'

/**
 * What has to be done before the next write. While it fails, every call fails.
 * - `settle`: keep what cannot be read, and make the file when there is none.
 * - `cutBack`: cut off what a failed append may have left.
 * - `checkContent`: a rename failed; the old content must be there, because the next append goes on from it.
 * - `syncName`: a rename may not be on the disk; after a crash the old content would be back, without later appends.
 */
type Repair = 'settle' | 'cutBack' | 'checkContent' | 'syncName'

/** An open journal. Its calls run one after the other. */
export class FileJournal implements Journal {
  readonly #disk: JournalDisk
  readonly #lock: FolderLock
  readonly #isNew: boolean
  #file: JournalFile | null = null
  #end: JournalEnd
  #repair: Repair | null = 'settle'
  /**
   * The readable records of a file that holds unreadable ones too; `null` once the file is sound. The unreadable ones
   * leave the file in the step that writes the first new records: those say what is uncertain because of the damage,
   * and a crash between two steps would leave a sound journal without them.
   */
  #readable: readonly JournalRecord[] | null
  /** Lines for the side file; `null` once they are there. */
  #aside: readonly string[] | null
  #isClosed = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(disk: JournalDisk, lock: FolderLock, found: FoundJournal) {
    this.#disk = disk
    this.#lock = lock
    this.#isNew = found.header === 'none'
    this.#end = found.end
    this.#readable = isSound(found) ? null : found.read.records
    this.#aside = asideLines(found)
    lock.onLost(() => {
      // The other process may want to replace the file, and Windows replaces no open file.
      this.#last = this.#last.then(() => this.#dropFile()).catch(() => undefined) // the content is no longer ours
    })
  }

  append(records: readonly JournalRecord[]): Promise<void> {
    return this.#inOrder('The journal could not be written', async () => {
      if (records.length === 0) return
      if (this.#readable === null) await this.#appendToFile(records)
      else await this.#replaceWith([...this.#readable, ...records])
    })
  }

  compact(snapshot: readonly JournalRecord[], facts: readonly JournalRecord[] = []): Promise<void> {
    return this.#inOrder('The journal could not be compacted', () =>
      this.#replaceWith([...snapshot, ...facts]),
    )
  }

  size(): number {
    return this.#end.bytes
  }

  async close(): Promise<void> {
    await this.#last
    if (this.#isClosed) return
    this.#isClosed = true
    try {
      await this.#file?.close()
    } finally {
      await this.#lock.release()
    }
  }

  #inOrder<T>(what: string, work: () => Promise<T>): Promise<T> {
    const run = this.#runAfter(this.#last, what, work)
    this.#last = run.catch(() => undefined) // the caller has the error of this step, and the next step has its own
    return run
  }

  async #runAfter<T>(before: Promise<unknown>, what: string, work: () => Promise<T>): Promise<T> {
    await before
    if (this.#isClosed) throw new TypedError('journal.closed', 'The journal is closed')
    try {
      await this.#lock.verify()
      if (this.#repair !== null) {
        await this.#mend(this.#repair)
        this.#repair = null
      }
      return await work()
    } catch (error) {
      throw journalError(what, error)
    }
  }

  #mend(repair: Repair): Promise<void> {
    switch (repair) {
      case 'settle':
        return this.#settle()
      case 'cutBack':
        return this.#cutBack()
      case 'checkContent':
        return this.#checkContent()
      case 'syncName':
        return this.#disk.syncFolder()
      default:
        return assertNever(repair)
    }
  }

  async #settle(): Promise<void> {
    await this.#disk.remove(NEXT_JOURNAL)
    if (this.#aside !== null) await keepAside(this.#disk, this.#aside)
    this.#aside = null
    if (this.#isNew) await this.#replaceWith([])
  }

  async #cutBack(): Promise<void> {
    this.#file ??= await this.#disk.open(JOURNAL)
    await this.#file.truncate(this.#end.bytes)
    await this.#file.sync()
  }

  async #checkContent(): Promise<void> {
    const { bytes, link } = this.#end
    const there = readJournal((await this.#disk.read(JOURNAL)) ?? Buffer.alloc(0), () => {})
    if (there.goodBytes === bytes && there.link === link) return
    throw new Error('the journal was replaced or damaged while it was in use')
  }

  async #appendToFile(records: readonly JournalRecord[]): Promise<void> {
    const { bytes, link } = this.#end
    const encoded = encodeRecords(records, link)
    this.#repair = 'cutBack'
    this.#file ??= await this.#disk.open(JOURNAL)
    await this.#file.write(encoded.bytes, bytes)
    await this.#file.sync()
    await this.#lock.verify() // the lock may have been lost during a sleep: then this write does not count
    this.#end = { bytes: bytes + encoded.bytes.length, link: encoded.link }
    this.#repair = null
  }

  async #replaceWith(records: readonly JournalRecord[]): Promise<void> {
    const next = await this.#writeNext(records)
    await this.#dropFile() // Windows replaces no open file
    try {
      await this.#lock.verify()
      await this.#disk.rename(NEXT_JOURNAL, JOURNAL)
    } catch (error) {
      this.#repair ??= 'checkContent'
      await next.file.close()
      throw error
    }
    // The new content is the journal of this run now. Nothing is appended before its name is on the disk.
    this.#file = next.file
    this.#end = next.end
    this.#repair = 'syncName'
    await this.#disk.syncFolder()
    this.#repair = null
    await this.#lock.verify()
    this.#readable = null
  }

  /** Writes a whole journal to a file of its own. @returns the open file. */
  async #writeNext(records: readonly JournalRecord[]): Promise<{ file: JournalFile; end: JournalEnd }> {
    await this.#disk.remove(NEXT_JOURNAL)
    const file = await this.#disk.open(NEXT_JOURNAL)
    try {
      const end = await writeAll(file, records)
      await file.sync()
      return { file, end }
    } catch (error) {
      await file.close()
      await this.#disk.remove(NEXT_JOURNAL) // the next append may need its space
      throw error
    }
  }

  async #dropFile(): Promise<void> {
    const dropped = this.#file
    this.#file = null
    await dropped?.close()
  }
}

/**
 * Records that are encoded and written at a time when the whole journal is written; between two batches other work
 * runs.
 */
const WRITTEN_TOGETHER = 200

async function writeAll(file: JournalFile, records: readonly JournalRecord[]): Promise<JournalEnd> {
  let part = encodeHeader()
  let link = FIRST_LINK
  let size = 0
  for (let start = 0; start === 0 || start < records.length; start += WRITTEN_TOGETHER) {
    const encoded = encodeRecords(records.slice(start, start + WRITTEN_TOGETHER), link)
    part = Buffer.concat([part, encoded.bytes])
    await file.write(part, size)
    size += part.length
    link = encoded.link
    part = Buffer.alloc(0)
  }
  return { bytes: size, link }
}

function encodeRecords(records: readonly JournalRecord[], from: number): { bytes: Buffer; link: number } {
  let link = from
  const parts = records.map((record) => {
    const frame = encodeFrame(encodeRecord(record), link)
    link = frame.link
    return frame.bytes
  })
  return { bytes: Buffer.concat(parts), link }
}
