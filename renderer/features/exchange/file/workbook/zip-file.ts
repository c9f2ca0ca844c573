import { Inflate } from 'fflate'
import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { FREE_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, tooLarge } from '../table/limits.ts'

/** A zip file whose parts are unpacked one by one, piece by piece. */
export interface ZipFile {
  readonly names: readonly string[]
  /**
   * Unpacks one part. `onPiece` gets its bytes in order.
   * @throws TypedError `import.tooLarge` as soon as the part is over a limit, and RangeError when it is damaged.
   */
  unpack(name: string, onPiece: (piece: Uint8Array) => void): void
}

interface Entry {
  readonly method: number
  readonly packedSize: number
  /** As the file says. */
  readonly size: number
  readonly headerAt: number
}

/** Packed bytes that are unpacked at a time. */
const PIECE = 16 * 1024
const MAX_ENTRIES = 10_000

/**
 * Reads the directory of a zip file.
 * @throws RangeError when it is damaged
 */
export function openZip(file: string, bytes: Uint8Array): ZipFile {
  const entries = readDirectory(bytes)
  return {
    names: [...entries.keys()],
    unpack(name, onPiece) {
      const entry = entries.get(name)
      if (entry === undefined) throw new RangeError(`no part ${name}`)
      const refusal = tooLarge(messageRef('exchange.failure.unpackedTooLarge', { file }))
      let done = 0
      const take = (piece: Uint8Array): void => {
        done += piece.length
        const isBomb = done > FREE_BYTES && done > entry.packedSize * MAX_RATIO
        if (done > MAX_UNPACKED_BYTES || isBomb) throw refusal
        onPiece(piece)
      }
      const isDeclaredBomb = entry.size > FREE_BYTES && entry.size > entry.packedSize * MAX_RATIO
      if (entry.size > MAX_UNPACKED_BYTES || isDeclaredBomb) throw refusal
      unpackEntry(bytes, entry, take)
    },
  }
}

function unpackEntry(bytes: Uint8Array, entry: Entry, take: (piece: Uint8Array) => void): void {
  const view = viewOf(bytes)
  const start =
    entry.headerAt +
    30 +
    view.getUint16(entry.headerAt + 26, true) +
    view.getUint16(entry.headerAt + 28, true)
  const packed = bytes.subarray(start, start + entry.packedSize)
  if (packed.length !== entry.packedSize) throw new RangeError('truncated')
  if (entry.method === 0) {
    for (let at = 0; at < packed.length; at += PIECE) take(packed.subarray(at, at + PIECE))
    return
  }
  if (entry.method !== 8) throw new RangeError(`packing method ${entry.method}`)
  const inflate = new Inflate((piece) => take(piece))
  for (let at = 0; at < packed.length; at += PIECE) {
    inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function readDirectory(bytes: Uint8Array): ReadonlyMap<string, Entry> {
  const view = viewOf(bytes)
  const end = endOfDirectory(view)
  const count = Math.min(view.getUint16(end + 10, true), MAX_ENTRIES)
  let at = view.getUint32(end + 16, true)
  const entries = new Map<string, Entry>()
  const decoder = new TextDecoder()
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError('no directory entry')
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((each) => view.getUint16(at + each, true))
    const nameEnd = at + 46 + (nameLength ?? 0)
    // Windows programs exist that write backslashes.
    const name = decoder
      .decode(bytes.subarray(at + 46, nameEnd))
      .replaceAll('\\', '/')
      .replace(/^\//, '')
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at = nameEnd + (extraLength ?? 0) + (noteLength ?? 0)
  }
  return entries
}

/** Where the end of the directory stands: within the last 64 KiB, since only a comment may follow it. */
function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22
  for (let at = last; at >= Math.max(0, last - 65_535); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw new RangeError('no directory')
}
