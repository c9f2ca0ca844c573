import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { JournalRead } from '../core/ports.ts'
import { decodeRecord, type RecordShape } from './journal-codec.ts'
import { type DecodedJournal, FIRST_LINK, HEADER_BYTES, readJournal } from './journal-format.ts'

/** A record with proven bytes that this program cannot read. */
export interface QuarantinedRecord {
  readonly reason: 'newer' | 'unreadable'
  readonly text: string
}

/** Where the proven records of a journal end. */
export interface JournalEnd {
  readonly bytes: number
  /** The link from which the next record's CRC32 goes on. */
  readonly link: number
}

/** What the bytes of a journal hold on opening. */
export interface FoundJournal {
  readonly read: JournalRead
  readonly setAside: readonly QuarantinedRecord[]
  /** The bytes behind the proven records. */
  readonly cut: Buffer
  readonly end: JournalEnd
  /** `none`: there is no journal, or an empty file. */
  readonly header: DecodedJournal['header'] | 'none'
}

/** Reads a journal. Never throws, whatever its bytes are. @param bytes `null` when there is no file. */
export function readFound(bytes: Buffer | null, shape: RecordShape | undefined): FoundJournal {
  if (bytes === null || bytes.length === 0) {
    const read = { records: [], cutBytes: 0, existed: false }
    return { read, setAside: [], cut: Buffer.alloc(0), end: { bytes: 0, link: FIRST_LINK }, header: 'none' }
  }
  const records: JournalRecord[] = []
  const setAside: QuarantinedRecord[] = []
  let cutBytes = 0
  const { goodBytes, link, header } = readJournal(bytes, (frame) => {
    const decoded = decodeRecord(frame.text, shape)
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
    end: { bytes: goodBytes, link },
    header,
  }
}

/** True when everything in the file is a readable record. */
export function isSound({ cut, setAside, header }: FoundJournal): boolean {
  return cut.length === 0 && setAside.length === 0 && (header === 'good' || header === 'none')
}

/** The lines of the side file that keep what cannot be read. */
export function asideLines({ setAside, cut, header }: FoundJournal): string[] {
  const lines = setAside.map(({ reason, text }) => JSON.stringify({ reason, text }))
  if (cut.length === 0) return lines
  return [...lines, JSON.stringify({ reason: `cut, header ${header}`, base64: cut.toString('base64') })]
}
