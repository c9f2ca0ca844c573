import { errorToStore } from '../../../../shared/text/error-text.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Clock, Journal } from '../core/ports.ts'

/** What happens to records when the journal cannot be written. */
export type OnFailure =
  /** The caller is told, and what would have followed does not happen. */
  | 'reject'
  /** They are facts of the world: kept and written as soon as the journal can be written again. */
  | 'keep'

/** Puts records on the disk one call after the other; what comes meanwhile goes together in the next call. */
export interface Appender {
  /** Resolves once the records are on the disk and folded into the state. @throws TypedError `sync.journalUnwritable` */
  append(records: readonly JournalRecord[], onFailure: OnFailure): Promise<void>
  isBroken(): boolean
  /** Why it cannot be written, as a sentence for a person; `null` while it can, or when that is not known. */
  brokenDetail(): string | null
  /** Rewrites the journal from the state, between two appends. A failure shows as {@link isBroken}. */
  compact(): Promise<void>
  /** Nothing is written any more; what waits is forgotten, as a crash would. */
  close(): void
}

export interface AppenderParts {
  readonly clock: Clock
  readonly journal: Journal
  /** Folds in all records of one append together: what stands between two of them is no state to act on. */
  readonly apply: (records: readonly JournalRecord[]) => void
  readonly snapshot: () => JournalRecord[]
  readonly onBrokenChange: (isBroken: boolean, cause: unknown) => void
  readonly step: (label: string) => Promise<void> | undefined
}

/** How often a journal that could not be written is tried again. A full disk is emptied by a person, not in seconds. */
const RETRY_MS = 5_000
/** The journal is rewritten when it is this large and has grown to {@link GROWTH} times its last compacted size. */
const COMPACT_FROM_BYTES = 8 * 1024 * 1024
const GROWTH = 3

interface Waiting {
  readonly records: readonly JournalRecord[]
  readonly onFailure: OnFailure
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export function createAppender(parts: AppenderParts): Appender {
  const { clock, journal } = parts
  let waiting: Waiting[] = []
  let isRunning = false
  let isCompactWanted = false
  let isBroken = false
  let brokenBy: unknown
  let isClosed = false
  let compactAtBytes = Math.max(COMPACT_FROM_BYTES, journal.size() * GROWTH)
  let cancelRetry: () => void = () => {}

  function append(records: readonly JournalRecord[], onFailure: OnFailure): Promise<void> {
    if (records.length === 0) return Promise.resolve()
    if (isBroken && onFailure === 'reject') return Promise.reject(unwritable(brokenBy))
    return new Promise((resolve, reject) => {
      waiting.push({ records, onFailure, resolve, reject })
      void run()
    })
  }

  async function run(): Promise<void> {
    if (isRunning || isBroken || isClosed) return
    isRunning = true
    try {
      while ((waiting.length > 0 || isCompactWanted) && !isBroken && !isClosed) {
        if (isCompactWanted) {
          isCompactWanted = false
          await compact()
        } else await writeBatch()
      }
    } finally {
      isRunning = false
    }
  }

  async function writeBatch(): Promise<void> {
    const batch = waiting
    waiting = []
    const records = batch.flatMap((each) => each.records)
    const label = `append:${records.map((each) => each.type).join('+')}`
    try {
      await parts.step(`${label}:before`)
      await journal.append(records)
      await parts.step(`${label}:after`)
    } catch (error) {
      fail(batch, error)
      return
    }
    if (isClosed) return
    parts.apply(records)
    for (const each of batch) each.resolve()
    if (journal.size() >= compactAtBytes) isCompactWanted = true
  }

  /** Some of the batch may be on the disk: that is safe, because nothing followed from it. */
  function fail(batch: readonly Waiting[], cause: unknown): void {
    waiting = [...batch.filter((each) => each.onFailure === 'keep'), ...waiting]
    for (const each of batch) if (each.onFailure === 'reject') each.reject(unwritable(cause))
    becomeBroken(cause)
  }

  function becomeBroken(cause: unknown): void {
    brokenBy = cause
    if (!isBroken) {
      isBroken = true
      parts.onBrokenChange(true, cause)
    }
    const late = waiting.filter((each) => each.onFailure === 'reject')
    waiting = waiting.filter((each) => each.onFailure === 'keep')
    for (const each of late) each.reject(unwritable(cause))
    if (!isClosed) cancelRetry = clock.schedule(RETRY_MS, () => void repair())
  }

  /**
   * Rewrites the journal from what is known: torn bytes of the failed append must not stay in the middle of it. What
   * waits goes into the same step: a damaged journal must not become a sound one without the uncertainty that follows from it.
   */
  async function repair(): Promise<void> {
    if (isClosed) return
    const kept = waiting
    waiting = []
    const records = kept.flatMap((each) => each.records)
    if (!(await compact(records))) {
      waiting = [...kept, ...waiting]
      return
    }
    if (isClosed) return
    parts.apply(records)
    for (const each of kept) each.resolve()
    isBroken = false
    parts.onBrokenChange(false, undefined)
    await run()
  }

  /** @param facts that are not yet folded into the state. */
  async function compact(facts: readonly JournalRecord[] = []): Promise<boolean> {
    try {
      await parts.step('compact:before')
      await journal.compact(parts.snapshot(), facts)
      await parts.step('compact:after')
      compactAtBytes = Math.max(COMPACT_FROM_BYTES, journal.size() * GROWTH)
      return true
    } catch (error) {
      becomeBroken(error)
      return false
    }
  }

  return {
    append,
    isBroken: () => isBroken,
    brokenDetail: () => (isBroken && brokenBy instanceof TypedError ? errorToStore(brokenBy) : null),
    compact: () => {
      isCompactWanted = true
      return run()
    },
    close: () => {
      isClosed = true
      cancelRetry()
    },
  }
}

function unwritable(cause: unknown): TypedError<'sync.journalUnwritable'> {
  const text =
    cause instanceof TypedError && cause.code === 'journal.lockLost'
      ? messageRef('errors.journal.lockLost')
      : 'The journal on this computer cannot be written, so nothing is sent'
  return new TypedError('sync.journalUnwritable', text, cause)
}
