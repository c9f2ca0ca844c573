import { z } from 'zod'
import { type JournalRecord, journalRecord } from '../../../shared/sync/journal-record.ts'
import type { Journal, JournalRead } from '../../../shared/sync/ports.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { FolderLock } from './folder-lock.ts'
import { createNodeJournalDisk, type JournalDisk, type JournalFile } from './journal-disk.ts'
import { decodeJournal, encodeFrame, encodeHeader, FIRST_LINK, HEADER_BYTES } from './journal-format.ts'
import { keepAside } from './set-aside.ts'

/** `full`: no space left. `lockLost`: another process has the folder. In every case nothing may be sent. */
export type JournalError = TypedError<
  'journal.full' | 'journal.failed' | 'journal.closed' | 'journal.lockLost'
>

/** Version of the records this code writes (`v` in each). */
const RECORD_VERSION = 1
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
  /** Another shape of records, for tests of upgrades. */
  readonly schema?: z.ZodType<JournalRecord>
  readonly recordVersion?: number
  /** `upgrades[n]` turns a record of version n into one of version n + 1. */
  readonly upgrades?: Readonly<Record<number, (record: Readonly<Record<string, unknown>>) => unknown>>
}

/** A record that could be read as bytes and not as a record. */
export interface SetAsideRecord {
  readonly reason: 'newer' | 'unreadable'
  readonly text: string
}

/** An open journal, and what was found on opening it. */
export interface OpenedJournal {
  readonly journal: Journal
  /** `cutBytes` counts set-aside records too: whatever they concerned is just as uncertain. */
  readonly read: JournalRead
  readonly setAside: readonly SetAsideRecord[]
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
  readonly setAside: readonly SetAsideRecord[]
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
  const decoded = decodeJournal(bytes)
  const records: JournalRecord[] = []
  const setAside: SetAsideRecord[] = []
  let cutBytes = bytes.length - decoded.goodBytes
  if (decoded.header === 'damaged') cutBytes += Math.min(HEADER_BYTES, decoded.goodBytes)
  for (const frame of decoded.frames) {
    const parsed = parseRecord(frame.text, options)
    if (parsed.kind === 'record') records.push(parsed.record)
    else {
      setAside.push({ reason: parsed.kind, text: frame.text })
      cutBytes += frame.bytes
    }
  }
  const { goodBytes, link, header } = decoded
  return {
    read: { records, cutBytes, existed: true },
    setAside,
    cut: bytes.subarray(goodBytes),
    goodBytes,
    link,
    header,
  }
}

type ParsedRecord =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'newer' | 'unreadable' }

const versioned = z.looseObject({ v: z.number().int().positive() })

function parseRecord(text: string, options: JournalOptions): ParsedRecord {
  const current = options.recordVersion ?? RECORD_VERSION
  const schema: z.ZodType<JournalRecord> = options.schema ?? journalRecord
  try {
    let value = versioned.parse(JSON.parse(text))
    if (value.v > current) return { kind: 'newer' }
    while (value.v < current) {
      const upgrade = options.upgrades?.[value.v]
      if (upgrade === undefined) return { kind: 'unreadable' }
      value = { ...versioned.parse(upgrade(value)), v: value.v + 1 }
    }
    return { kind: 'record', record: schema.parse(value) }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || error instanceof RangeError) {
      return { kind: 'unreadable' }
    }
    throw error
  }
}

/**
 * The open journal. Its calls run one after another. After a call that failed, whatever it left is taken away before
 * the next one writes: `repair` names that work, and while it fails, every call does.
 */
function createJournal(disk: JournalDisk, lock: FolderLock, found: Found): Journal {
  let file: JournalFile | null = null
  let goodBytes = found.goodBytes
  let link = found.link
  let repair: (() => Promise<void>) | null = () => settle()
  let isAsideKept = false
  /**
   * True while what cannot be read stands in the file. It leaves it in the one step that brings the first new records:
   * they say what is in doubt by it, and a crash between the two would leave a sound journal and no doubt.
   */
  let isDamaged =
    found.cut.length > 0 || found.setAside.length > 0 || !['good', 'none'].includes(found.header)
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
    if (!isAsideKept) await keepAside(disk, asideLines(found))
    isAsideKept = true
    if (found.header === 'none') await replaceWith([])
  }

  async function cutBack(): Promise<void> {
    file ??= await disk.open(JOURNAL)
    await file.truncate(goodBytes)
    await file.sync()
  }

  async function replaceWith(records: readonly JournalRecord[]): Promise<void> {
    const encoded = encodeRecords(records, FIRST_LINK)
    const content = Buffer.concat([encodeHeader(), encoded.bytes])
    await disk.remove(NEXT_JOURNAL)
    const next = await disk.open(NEXT_JOURNAL)
    try {
      await next.write(content, 0)
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
    goodBytes = content.length
    link = encoded.link
    repair = () => disk.syncFolder()
    await disk.syncFolder()
    repair = null
    await lock.verify()
  }

  /** After a rename that failed: the old content must still be there, for it is what the next append goes on from. */
  async function checkUnchanged(): Promise<void> {
    const there = decodeJournal((await disk.read(JOURNAL)) ?? Buffer.alloc(0))
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
        if (isDamaged) {
          await replaceWith([...found.read.records, ...records])
          isDamaged = false
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
        isDamaged = false
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

function asideLines({ setAside, cut, header }: Found): string[] {
  const lines = setAside.map(({ reason, text }) => JSON.stringify({ reason, text }))
  if (cut.length === 0) return lines
  return [...lines, JSON.stringify({ reason: `cut, header ${header}`, base64: cut.toString('base64') })]
}

function encodeRecords(records: readonly JournalRecord[], from: number): { bytes: Buffer; link: number } {
  let link = from
  const parts = records.map((record) => {
    const frame = encodeFrame(JSON.stringify(record), link)
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
