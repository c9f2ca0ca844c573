import { crc32 } from 'node:zlib'

/**
 * The bytes of the journal.
 *
 * ```
 * header  "DPLANJNL"  u32 format version  u32 CRC32 of the 12 bytes before
 * record  u32 length of the text  u32 CRC32  the record as JSON in UTF-8, its version as `v`
 * ```
 * Little endian. The CRC32 of a record covers its length and text and continues the CRC32 of the record before it. A
 * record that is repeated, moved or left from earlier content of the file is therefore as unreadable as a damaged one.
 */

/** Version of the layout above. A file of a later version is set aside whole. */
export const FORMAT_VERSION = 1
export const HEADER_BYTES = 16
export const FRAME_BYTES = 8

const MAGIC = Buffer.from('DPLANJNL', 'latin1')
/** The chain of CRC32s starts with a constant and not with the header's CRC32: a damaged header costs no record. */
export const FIRST_LINK = 0

/** A readable record. */
export interface Frame {
  readonly text: string
  readonly bytes: number
}

/** The content of a journal's bytes. */
export interface DecodedJournal {
  readonly header: 'good' | 'damaged' | 'newer'
  readonly frames: readonly Frame[]
  /** Every byte before this one is proven. */
  readonly goodBytes: number
  /** The CRC32 that the next record continues. */
  readonly link: number
}

/** The first bytes of a journal. */
export function encodeHeader(version: number = FORMAT_VERSION): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  MAGIC.copy(header)
  header.writeUInt32LE(version, 8)
  header.writeUInt32LE(crc32(header.subarray(0, 12)), 12)
  return header
}

/** The bytes of the record after the record with `link`, and the link for the next one. */
export function encodeFrame(text: string, link: number): { bytes: Buffer; link: number } {
  const payload = Buffer.from(text, 'utf8')
  const bytes = Buffer.alloc(FRAME_BYTES + payload.length)
  bytes.writeUInt32LE(payload.length, 0)
  payload.copy(bytes, FRAME_BYTES)
  const next = linkOf(bytes, link)
  bytes.writeUInt32LE(next, 4)
  return { bytes, link: next }
}

/** Reads up to the first byte that is not proven. Never throws, whatever the bytes are. */
export function decodeJournal(bytes: Buffer): DecodedJournal {
  const frames: Frame[] = []
  return { ...readJournal(bytes, (frame) => frames.push(frame)), frames }
}

/** As {@link decodeJournal}, but gives one frame after the other, so that not all texts are in memory at once. */
export function readJournal(bytes: Buffer, take: (frame: Frame) => void): Omit<DecodedJournal, 'frames'> {
  const header = headerOf(bytes)
  let link = FIRST_LINK
  if (header === 'newer') return { header, goodBytes: 0, link }
  let at = HEADER_BYTES
  while (at + FRAME_BYTES <= bytes.length) {
    const end = at + FRAME_BYTES + bytes.readUInt32LE(at)
    if (end > bytes.length) break
    const frame = bytes.subarray(at, end)
    const next = linkOf(frame, link)
    if (next !== frame.readUInt32LE(4)) break
    take({ text: frame.toString('utf8', FRAME_BYTES), bytes: frame.length })
    link = next
    at = end
  }
  return { header, goodBytes: Math.min(at, bytes.length), link }
}

function headerOf(bytes: Buffer): DecodedJournal['header'] {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) return 'damaged'
  if (crc32(bytes.subarray(0, 12)) !== bytes.readUInt32LE(12)) return 'damaged'
  return bytes.readUInt32LE(8) > FORMAT_VERSION ? 'newer' : 'good'
}

/** The CRC32 of length and text, continuing `link`. */
function linkOf(frame: Buffer, link: number): number {
  return crc32(frame.subarray(FRAME_BYTES), crc32(frame.subarray(0, 4), link))
}
