import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Journal, JournalRead } from '../core/ports.ts'
import type { FolderLock } from '../lock/folder-lock.ts'
import { decodeRecord, encodeRecord, type RecordShape } from './journal-codec.ts'
import { createNodeJournalDisk, type JournalDisk, type JournalFile } from './journal-disk.ts'
import { encodeFrame, encodeHeader, FIRST_LINK, HEADER_BYTES, readJournal } from './journal-format.ts'
import { keepAside } from './quarantine.ts'

/** `full`: no space left. `lockLost`: another process has the folder. In every case nothing may be sent. */
export type JournalError = TypedError<
  'journal.full' | 'journal.failed' | 'journal.closed' | 'journal.lockLost'
>

const JOURNAL = 'journal'
const NEXT_JOURNAL = 'journal.next'

/** How {@link openJournal} finds and reads the journal. */
export interface JournalOptions {
  /** Made when it is not there. */
  readonly folder: string
  /** Another disk, for tests. */
  readonly disk?: JournalDisk
  /** Calls once when this process has lost the folder: the journal then takes nothing any more. */
  readonly onLockLost?: (error: Error) => void
  /** Left out: the shape that this program writes. */
  readonly shape?: RecordShape
}

/** A record that could be read as bytes and not as a record. */
export interface QuarantinedRecord {
  readonly reason: 'newer' | 'unreadable'
  readonly text: string
}

/** An open journal, and what was found on opening it. */
export interface OpenedJournal {
  readonly journal: Journal
  /** `cutBytes` counts set-aside records too: whatever they concerned is just as uncertain. */
  readonly read: JournalRead
  readonly setAside: readonly QuarantinedRecord[]
}

/**
 * Opens the journal of a data folder, for this process alone. Whatever its bytes are, the readable beginning is given
 * and the rest is kept beside it in `journal.set-aside`.
 * @throws TypedError `journal.locked` when another process has it, `journal.lockedElsewhere` when one on another
 * computer has it or may have it; `journal.failed` when the disk cannot be read at all.
 */
export async function openJournal(options: JournalOptions): Promise<OpenedJournal> {
  const disk = options.disk ?? createNodeJournalDisk(options.folder)
  const lock = await takeLock(disk)
  try {
    const bytes = await disk.read(JOURNAL)
    const found = readBytes(bytes, options)
    if (options.onLockLost !== undefined) lock.onLost(options.onLockLost)
    return { journal: createJournal(disk, lock, found), read: found.read, setAside: found.setAside }
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

/** What is on the disk, and what has to be set right before the first append. */
interface Found {
  readonly read: JournalRead
  readonly setAside: readonly QuarantinedRecord[]
  /** Bytes that are not records; kept in the side file and cut off. */
  readonly cut: Buffer
  readonly goodBytes: number
  readonly link: number
  readonly header: 'good' | 'damaged' | 'newer' | 'none'
}

function readBytes(bytes: Buffer | null, options: JournalOptions): Found {
  if (bytes === null || bytes.length === 0) {
    const read = { records: [], cutBytes: 0, existed: false }
    return { read, setAside: [], cut: Buffer.alloc(0), goodBytes: 0, link: FIRST_LINK, header: 'none' }
  }
  const records: JournalRecord[] = []
  const setAside: QuarantinedRecord[] = []
  let cutBytes = 0
  const { goodBytes, link, header } = readJournal(bytes, (frame) => {
    const decoded = decodeRecord(frame.text, options.shape)
    if (decoded.kind === 'record') records.push(decoded.record)
    else {
      setAside.push({ reason: decoded.kind, text: frame.text })
      cutBytes += frame.bytes
    }
  })
  cutBytes += bytes.length - goodBytes
  if (header === 'damaged') cutBytes += Math.min(HEADER_BYTES, goodBytes)
  return {
    read: { records, cutBytes, existed: true },
    setAside,
    cut: Buffer.from(bytes.subarray(goodBytes)), // a copy: a view would keep the whole file in memory
    goodBytes,
    link,
    header,
  }
}

/**
 * The open journal. Its calls run one after another. After a call that failed, whatever it left is taken away before
 * the next one writes: `repair` names that work, and while it fails, every call does.
 */
function createJournal(disk: JournalDisk, lock: FolderLock, found: Found): Journal {
  const { header } = found
  let file: JournalFile | null = null
  let goodBytes = found.goodBytes
  let link = found.link
  let repair: (() => Promise<void>) | null = () => settle()
  /**
   * Set while what cannot be read stands in the file. It leaves it in the one step that brings the first new records:
   * they say what is uncertain by it, and a crash between the two would leave a sound journal and no uncertainty.
   */
  let damage = damageOf(found)
  /** Lines for the side file; `null` once they are there. */
  let aside: readonly string[] | null = asideLines(found)
  let isClosed = false
  let last: Promise<unknown> = Promise.resolve()
  lock.onLost(() => {
    // The other process may want to replace the file, which Windows refuses while it is open here.
    last = last.then(dropFile).catch(() => undefined) // its content is not ours any more
  })

  async function dropFile(): Promise<void> {
    const dropped = file
    file = null
    await dropped?.close()
  }

  /** Keeps what cannot be read, before anything takes its place. */
  async function settle(): Promise<void> {
    await disk.remove(NEXT_JOURNAL)
    if (aside !== null) await keepAside(disk, aside)
    aside = null
    if (header === 'none') await replaceWith([])
  }

  async function cutBack(): Promise<void> {
    file ??= await disk.open(JOURNAL)
    await file.truncate(goodBytes)
    await file.sync()
  }

  async function replaceWith(records: readonly JournalRecord[]): Promise<void> {
    let written = { bytes: 0, link: FIRST_LINK }
    await disk.remove(NEXT_JOURNAL)
    const next = await disk.open(NEXT_JOURNAL)
    try {
      written = await writeAll(next, records)
      await next.sync()
    } catch (error) {
      await next.close()
      await disk.remove(NEXT_JOURNAL) // its space may be what the next append needs
      throw error
    }
    await dropFile() // Windows replaces no file that is open
    try {
      await lock.verify()
      await disk.rename(NEXT_JOURNAL, JOURNAL)
    } catch (error) {
      repair ??= checkUnchanged
      await next.close()
      throw error
    }
    // From here on the new content is the journal of this run. Should the name not reach the disk, a crash would bring
    // the old one back and lose what is appended from now on: so nothing is appended until it has.
    file = next
    goodBytes = written.bytes
    link = written.link
    repair = () => disk.syncFolder()
    await disk.syncFolder()
    repair = null
    await lock.verify()
  }

  /** After a rename that failed: the old content must still be there, for it is what the next append goes on from. */
  async function checkUnchanged(): Promise<void> {
    const there = readJournal((await disk.read(JOURNAL)) ?? Buffer.alloc(0), () => {})
    if (there.goodBytes === goodBytes && there.link === link) return
    throw new Error('the journal was replaced or damaged while it was in use')
  }

  async function inOrder<T>(what: string, work: () => Promise<T>): Promise<T> {
    const before = last
    const run = (async () => {
      await before
      if (isClosed) throw new TypedError('journal.closed', 'The journal is closed')
      try {
        await lock.verify()
        if (repair !== null) {
          await repair()
          repair = null
        }
        return await work()
      } catch (error) {
        throw journalError(what, error)
      }
    })()
    last = run.catch(() => undefined) // the caller of this step has its error; the next step has its own
    return run
  }

  return {
    append(records) {
      return inOrder('The journal could not be written', async () => {
        if (records.length === 0) return
        if (damage !== null) {
          await replaceWith([...damage.readable, ...records])
          damage = null
          return
        }
        const encoded = encodeRecords(records, link)
        repair = cutBack
        file ??= await disk.open(JOURNAL)
        await file.write(encoded.bytes, goodBytes)
        await file.sync()
        await lock.verify() // a sleep may have come since the first look: what was written then does not count
        goodBytes += encoded.bytes.length
        link = encoded.link
        repair = null
      })
    },
    compact: (snapshot, facts = []) =>
      inOrder('The journal could not be compacted', async () => {
        await replaceWith([...snapshot, ...facts])
        damage = null
      }),
    size: () => goodBytes,
    async close() {
      await last
      if (isClosed) return
      isClosed = true
      try {
        await file?.close()
      } finally {
        await lock.release()
      }
    },
  }
}

function damageOf({ read, cut, setAside, header }: Found): { readable: readonly JournalRecord[] } | null {
  const isSound = cut.length === 0 && setAside.length === 0 && (header === 'good' || header === 'none')
  return isSound ? null : { readable: read.records }
}

/** Records that are encoded and written together when the whole journal is: the program stays responsive in between. */
const WRITTEN_TOGETHER = 200

/** Writes a whole journal. @returns its size, and the link from which the next record's CRC32 goes on. */
async function writeAll(
  file: JournalFile,
  records: readonly JournalRecord[],
): Promise<{ bytes: number; link: number }> {
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

function asideLines({ setAside, cut, header }: Found): string[] {
  const lines = setAside.map(({ reason, text }) => JSON.stringify({ reason, text }))
  if (cut.length === 0) return lines
  return [...lines, JSON.stringify({ reason: `cut, header ${header}`, base64: cut.toString('base64') })]
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

function journalError(what: string, cause: unknown): JournalError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code.startsWith('journal.')) return cause as JournalError
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TypedError('journal.full', `${what}: no space is left on the disk`, cause)
  }
  return new TypedError('journal.failed', `${what}${code === '' ? '' : ` (${code})`}`, cause)
}
