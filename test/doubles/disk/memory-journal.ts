import type { JournalRecord } from '../../../electron/host/sync/core/journal/journal-record.ts'
import type { Journal, JournalRead } from '../../../electron/host/sync/core/ports.ts'
import { decodeRecord, encodeRecord } from '../../../electron/host/sync/journal/journal-codec.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Life, VirtualClock } from '../virtual-clock.ts'

/** A disk that outlives the runs of the program, with the faults of a real one. */
export interface MemoryDisk {
  /** Opens it for one run of the program. */
  open(life: Life): { journal: Journal; read: JournalRead }
  /** Every record that is on the disk now. */
  records(): readonly JournalRecord[]
  /** Bytes of {@link records} as JSON, close to the size of the real file. */
  size(): number
  /** Power failure: a seeded part of the append in flight stays, whole records first, perhaps one torn. */
  crash(): void
  /** Loses the file. */
  lose(): void
  /** Damages the disk: a seeded part at the end can no longer be read. */
  cut(): void
  /** While true every append and compaction fails, as on a full disk. */
  setFull(isFull: boolean): void
}

/** The options of a disk. */
export interface MemoryDiskOptions {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  /** Longest time of one synced append, in milliseconds; the shortest is a tenth. */
  readonly slowestAppendMs: number
  /** Called for each record, with its text, when it is synced. */
  readonly onDurable: (record: JournalRecord, text: string) => void
  /** Called when the content was replaced. */
  readonly onCompacted: (before: readonly JournalRecord[], after: readonly JournalRecord[]) => void
}

/** One record and its text. */
interface Written {
  readonly record: JournalRecord
  readonly text: string
}

interface InFlight {
  readonly life: Life
  readonly records: readonly JournalRecord[]
  /** Replaces all earlier content before `records`; `null` = replaces nothing. */
  readonly snapshot: readonly JournalRecord[] | null
}

/** Creates an empty disk. */
export function createMemoryDisk(options: MemoryDiskOptions): MemoryDisk {
  const { clock, random } = options
  let content: Written[] = []
  let exists = false
  let bytes = 0
  let cutBytes = 0
  let isFull = false
  let inFlight: InFlight | null = null

  function write(record: JournalRecord): string {
    const text = encodeRecord(record)
    bytes += text.length
    content.push({ record, text })
    return text
  }

  function keep(records: readonly JournalRecord[]): void {
    for (const record of records) options.onDurable(record, write(record))
    exists = true
  }

  function replace(records: readonly JournalRecord[]): void {
    const before = content
    content = []
    bytes = 0
    for (const record of records) write(record)
    options.onCompacted(
      before.map((each) => each.record),
      records,
    )
  }

  function perform({ snapshot, records }: InFlight): void {
    if (snapshot !== null) replace(snapshot)
    keep(records)
  }

  function begin(mine: InFlight): Promise<void> {
    const { life } = mine
    return new Promise((resolve, reject) => {
      if (!life.isAlive) return
      if (inFlight !== null && inFlight.life === life) {
        reject(new Error('the journal was asked for two things at once'))
        return
      }
      inFlight = mine
      const durationMs = random.between(options.slowestAppendMs / 10, options.slowestAppendMs)
      clock.deliver(life, durationMs, () => {
        if (inFlight !== mine) return
        inFlight = null
        if (isFull) reject(new TypedError('journal.full', 'No space left on the disk'))
        else {
          perform(mine)
          cutBytes = 0
          resolve()
        }
      })
    })
  }

  return {
    open(life) {
      // Parsed again, so that the program does not get its own objects after a restart.
      const records = content.map((each) => recordOf(each.text))
      const read: JournalRead = { records, cutBytes, existed: exists }
      let last: Promise<void> = Promise.resolve()
      let isClosed = false
      /** Appends run one after the other, as in a file. */
      function queue(snapshot: InFlight['snapshot'], records: readonly JournalRecord[]): Promise<void> {
        if (isClosed) return Promise.reject(new TypedError('journal.closed', 'The journal is closed'))
        const next = last.then(() => begin({ life, snapshot, records }))
        last = next.catch(() => undefined)
        return next
      }
      const journal: Journal = {
        append: (records) => queue(null, records),
        compact: (snapshot, facts = []) => queue(snapshot, facts),
        size: () => bytes,
        close() {
          isClosed = true
          return last
        },
      }
      return { journal, read }
    },
    records: () => content.map((each) => each.record),
    size: () => bytes,
    crash() {
      const torn = inFlight
      inFlight = null
      if (torn === null || isFull) return
      if (torn.snapshot !== null) {
        if (random.chance(0.5)) perform(torn)
        return
      }
      const kept = random.whole(0, torn.records.length)
      keep(torn.records.slice(0, kept))
      if (kept < torn.records.length && random.chance(0.5)) cutBytes = random.whole(1, 200)
    },
    lose() {
      content = []
      bytes = 0
      cutBytes = 0
      exists = false
      inFlight = null
    },
    cut() {
      const kept = content.slice(0, random.whole(0, content.length))
      if (kept.length < content.length) cutBytes = random.whole(1, 2000)
      content = kept
      bytes = kept.reduce((sum, each) => sum + each.text.length, 0)
      inFlight = null
    },
    setFull(next) {
      isFull = next
    },
  }
}

function recordOf(text: string): JournalRecord {
  const decoded = decodeRecord(text)
  if (decoded.kind !== 'record') throw new Error(`the disk holds a record that is ${decoded.kind}: ${text}`)
  return decoded.record
}
