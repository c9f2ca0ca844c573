import { errorToStore } from '../../../../shared/text/error-text.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Clock, Journal } from '../core/ports.ts'

/** What happens to records when the journal cannot be written. */
export type OnFailure =
  /** The caller gets the error and does not go on. */
  | 'reject'
  /** The records are facts. They are kept, and written as soon as the journal can be written again. */
  | 'keep'

export interface JournalWriterParts {
  readonly clock: Clock
  readonly journal: Journal
  /** Folds in all records of one append together: a state between two of them is not to be acted on. */
  readonly apply: (records: readonly JournalRecord[]) => void
  readonly snapshot: () => JournalRecord[]
  readonly onBrokenChange: (isBroken: boolean, cause: unknown) => void
  readonly step: (label: string) => Promise<void> | undefined
}

/** How often a journal that cannot be written is tried again. A person needs more than seconds to empty a full disk. */
const RETRY_MS = 5_000
/** The journal is rewritten from this size on, once it has {@link GROWTH} times its size after the last rewrite. */
const COMPACT_FROM_BYTES = 8 * 1024 * 1024
const GROWTH = 3

/** Records of one call of {@link JournalWriter.append} that are not on the disk yet. */
interface WaitingAppend {
  readonly records: readonly JournalRecord[]
  readonly onFailure: OnFailure
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** `ready` → `writing` → `ready`, or → `broken` when the journal cannot be written → `ready` once it is rewritten. */
type State = { readonly kind: 'ready' | 'writing' } | { readonly kind: 'broken'; readonly cause: unknown }

const READY: State = { kind: 'ready' }
const WRITING: State = { kind: 'writing' }

/**
 * Puts records on the disk, one call after the other. Records that come during a call are written together by the next
 * one.
 */
export class JournalWriter {
  readonly #parts: JournalWriterParts
  #state: State = READY
  #waiting: WaitingAppend[] = []
  #isCompactWanted = false
  #isClosed = false
  #compactAtBytes: number
  #cancelRetry: () => void = () => {}

  constructor(parts: JournalWriterParts) {
    this.#parts = parts
    this.#compactAtBytes = this.#nextCompactAt()
  }

  /** Resolves once the records are on the disk and folded into the state. @throws TypedError `sync.journalUnwritable` */
  append(records: readonly JournalRecord[], onFailure: OnFailure): Promise<void> {
    if (records.length === 0) return Promise.resolve()
    if (this.#state.kind === 'broken' && onFailure === 'reject') {
      return Promise.reject(unwritable(this.#state.cause))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, onFailure, resolve, reject })
      void this.#run()
    })
  }

  isBroken(): boolean {
    return this.#state.kind === 'broken'
  }

  /** Why the journal cannot be written, as a stored text; `null` while it can, or when the cause is not known. */
  brokenDetail(): string | null {
    const cause = this.#state.kind === 'broken' ? this.#state.cause : null
    return cause instanceof TypedError ? errorToStore(cause) : null
  }

  /** Rewrites the journal from the state between two appends. A failure shows as {@link isBroken}. */
  compact(): Promise<void> {
    this.#isCompactWanted = true
    return this.#run()
  }

  /** Nothing is written any more. As in a crash, records that are not on the disk are lost. */
  close(): void {
    this.#isClosed = true
    this.#cancelRetry()
  }

  async #run(): Promise<void> {
    if (this.#state !== READY || this.#isClosed) return
    this.#state = WRITING
    try {
      while (this.#hasWork()) {
        if (this.#isCompactWanted) {
          this.#isCompactWanted = false
          await this.#rewrite()
        } else await this.#writeBatch()
      }
    } finally {
      if (this.#state === WRITING) this.#state = READY
    }
  }

  #hasWork(): boolean {
    if (this.#state !== WRITING || this.#isClosed) return false
    return this.#isCompactWanted || this.#waiting.length > 0
  }

  async #writeBatch(): Promise<void> {
    const { journal, step } = this.#parts
    const batch = this.#waiting
    this.#waiting = []
    const records = batch.flatMap((each) => each.records)
    const label = `append:${records.map((each) => each.type).join('+')}`
    try {
      await step(`${label}:before`)
      await journal.append(records)
      await step(`${label}:after`)
    } catch (error) {
      // Some of the batch may be on the disk. That is safe, because nothing followed from it.
      this.#waiting = [...batch, ...this.#waiting]
      this.#break(error)
      return
    }
    if (this.#isClosed) return
    this.#conclude(batch, records)
    if (journal.size() >= this.#compactAtBytes) this.#isCompactWanted = true
  }

  /** The records are on the disk. */
  #conclude(batch: readonly WaitingAppend[], records: readonly JournalRecord[]): void {
    this.#parts.apply(records)
    for (const each of batch) each.resolve()
  }

  /** Rejects what cannot wait, and tries to rewrite the journal after a while. */
  #break(cause: unknown): void {
    const wasBroken = this.#state.kind === 'broken'
    this.#state = { kind: 'broken', cause }
    const rejected = this.#waiting.filter((each) => each.onFailure === 'reject')
    this.#waiting = this.#waiting.filter((each) => each.onFailure === 'keep')
    for (const each of rejected) each.reject(unwritable(cause))
    if (!wasBroken) this.#parts.onBrokenChange(true, cause)
    if (this.#isClosed) return
    this.#cancelRetry = this.#parts.clock.schedule(RETRY_MS, () => void this.#repair())
  }

  /**
   * Rewrites the journal from the state, because torn bytes of the failed append must not stay in its middle. Waiting
   * records are written in the same step: a damaged journal must not become sound without the uncertainty that follows
   * from the damage.
   */
  async #repair(): Promise<void> {
    if (this.#isClosed) return
    const kept = this.#waiting
    this.#waiting = []
    const records = kept.flatMap((each) => each.records)
    if (!(await this.#rewrite(records))) {
      this.#waiting = [...kept, ...this.#waiting]
      return
    }
    if (this.#isClosed) return
    this.#conclude(kept, records)
    this.#state = READY
    this.#parts.onBrokenChange(false, undefined)
    await this.#run()
  }

  /** @param facts records that are not folded into the state yet. @returns false when the journal cannot be written. */
  async #rewrite(facts: readonly JournalRecord[] = []): Promise<boolean> {
    const { journal, snapshot, step } = this.#parts
    try {
      await step('compact:before')
      await journal.compact(snapshot(), facts)
      await step('compact:after')
      this.#compactAtBytes = this.#nextCompactAt()
      return true
    } catch (error) {
      this.#break(error)
      return false
    }
  }

  #nextCompactAt(): number {
    return Math.max(COMPACT_FROM_BYTES, this.#parts.journal.size() * GROWTH)
  }
}

function unwritable(cause: unknown): TypedError<'sync.journalUnwritable'> {
  const text =
    cause instanceof TypedError && cause.code === 'journal.lockLost'
      ? messageRef('errors.journal.lockLost')
      : 'The journal on this computer cannot be written, so nothing is sent'
  return new TypedError('sync.journalUnwritable', text, cause)
}
