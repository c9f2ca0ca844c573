import type { RemotePage, RemoteWindow } from '../../../shared/model/remote-workflow.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { createListeners } from '../../../shared/util/listeners.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { LockManagerLike } from '../sync/sync-client.ts'
import { applyRemotePage } from './apply-remote-page.ts'
import type { PullChannel, PullMessage, PullState } from './pull-channel.ts'
import type { PullMark, RemoteStore } from './remote-store.ts'

/** How often the days around now are read while the desk is open; ms. */
const NEAR_MS = 2 * 60_000
/** How often the last and the next week are read; ms. */
const WIDE_MS = 60 * 60_000
/** How often all of it is read; ms. */
const WHOLE_MS = 24 * 60 * 60_000
/** A reading of all of it goes on where it was interrupted for so long; ms. Catena may not keep a cursor for longer. */
const CURSOR_VALID_MS = 10 * 60_000
/** The first reading waits until the desk is up; ms. */
const FIRST_MS = 3_000
/** A reading that could not be done is tried again so soon; ms. Without a network that costs no request. */
const RETRY_MS = 10_000
/** A reading follows so soon when the network is back; ms. What waits to be sent goes first. */
const BACK_MS = 1_000
/** Pages of one reading: 250,000 workflows. */
const MOST_PAGES = 1_250
const NOTHING_READ: PullMark = { readAtMs: {}, next: null }

/** What reading Catena's workflows needs of the page. */
export interface PullParts {
  readonly store: RemoteStore
  readonly host: HostClient
  readonly nowMs: () => number
  readonly mintId: () => string
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
  readonly locks: LockManagerLike | null
  /** To the other windows of this database; `null` where there can be none. */
  readonly channel: PullChannel | null
  readonly onError: (error: unknown) => void
}

/**
 * Reads Catena's workflows into the database, again and again while the page is open. Of several windows one does so.
 * It writes nothing to Catena [L1].
 */
export interface Pull {
  readonly start: () => void
  readonly close: () => void
  /** Does not wait for the time of the next reading, whichever window reads. */
  readonly readNow: () => void
  readonly state: () => PullState
  /** Told of each change of the state. @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void
}

/** Creates one that reads nothing before {@link Pull.start}. */
export function createPull(parts: PullParts): Pull {
  const reading = new Reading(parts)
  return {
    start: () => reading.start(),
    close: () => reading.close(),
    readNow: () => reading.readNow(),
    state: () => reading.state,
    subscribe: reading.changed.subscribe,
  }
}

class Reading {
  state: PullState = { readAtMs: null, readCount: null, changeCount: 0, unreadableCount: 0 }
  readonly #parts: PullParts
  readonly changed = createListeners()
  readonly #abort = new AbortController()
  #cancel: () => void = () => undefined
  /** True in the one window that reads. */
  #isAtWork = false
  #isReading = false
  /** True when somebody asked for a reading during the present one. */
  #isAsked = false
  #isOnline: boolean | null = null
  /** How many items of each list could not be read the last time, by connection and window. */
  readonly #unreadable = new Map<string, number>()

  constructor(parts: PullParts) {
    this.#parts = parts
  }

  start(): void {
    const { locks, store, channel } = this.#parts
    const end = channel?.subscribe((message) => this.#onMessage(message))
    this.#abort.signal.addEventListener('abort', () => {
      end?.()
      channel?.close()
    })
    channel?.post({ kind: 'ask' })
    this.#showKept().catch((error: unknown) => this.#report(error))
    if (locks === null) {
      this.#begin()
      return
    }
    locks
      .request(`planner-pull-${store.name}`, { signal: this.#abort.signal }, () => this.#whileOpen())
      .catch((error: unknown) => this.#report(error))
  }

  close(): void {
    this.#abort.abort()
    this.#cancel()
  }

  readNow(): void {
    if (!this.#isAtWork) {
      this.#parts.channel?.post({ kind: 'readNow' })
      return
    }
    // A reading that has begun may have passed what was changed since.
    if (this.#isReading) this.#isAsked = true
    else this.#wait(0)
  }

  #onMessage(message: PullMessage): void {
    if (message.kind === 'state') {
      if (!this.#isAtWork) this.#show(message.state)
      return
    }
    if (!this.#isAtWork) return
    if (message.kind === 'readNow') this.readNow()
    else this.#parts.channel?.post({ kind: 'state', state: this.state })
  }

  /** After a start: when the longer windows were read last, which is not later than the last reading. */
  async #showKept(): Promise<void> {
    const { store } = this.#parts
    const marks = await Promise.all((await store.readConnectionIds()).map((id) => store.readMark(id)))
    const times = marks.map((mark) => Math.max(0, ...Object.values(mark?.readAtMs ?? {})))
    const readAtMs = Math.min(...times)
    const isKnown = times.length > 0 && readAtMs > 0
    if (isKnown && this.state.readAtMs === null) this.#show({ ...this.state, readAtMs })
  }

  /** Holds the lock until the page closes. */
  #whileOpen(): Promise<void> {
    this.#begin()
    return new Promise((resolve) => this.#abort.signal.addEventListener('abort', () => resolve()))
  }

  #begin(): void {
    this.#isAtWork = true
    const end = this.#parts.host.on('network.changed', ({ state }) => this.#onNetwork(state === 'online'))
    this.#abort.signal.addEventListener('abort', end)
    this.#wait(FIRST_MS)
  }

  /** What was changed elsewhere during an outage is read at its end. */
  #onNetwork(isOnline: boolean): void {
    const isBack = isOnline && this.#isOnline === false
    this.#isOnline = isOnline
    if (isBack && !this.#isReading) this.#wait(BACK_MS)
  }

  #wait(delayMs: number): void {
    this.#cancel()
    if (this.#abort.signal.aborted) return
    this.#cancel = this.#parts.schedule(delayMs, () => {
      this.#isReading = true
      this.#readAll()
        .then((isDone) => this.#waitAfter(isDone))
        .catch((error: unknown) => {
          this.#report(error)
          this.#waitAfter(true)
        })
    })
  }

  #waitAfter(isDone: boolean): void {
    const delayMs = isDone ? NEAR_MS : RETRY_MS
    this.#wait(this.#isAsked ? 0 : delayMs)
    this.#isReading = false
    this.#isAsked = false
  }

  #report(error: unknown): void {
    if (!this.#abort.signal.aborted) this.#parts.onError(error)
  }

  /** @returns false when not every connection could be read. */
  async #readAll(): Promise<boolean> {
    const { store, host, nowMs } = this.#parts
    if (host.hostChannel() !== 'open') return false
    const ids = await store.readConnectionIds()
    let areRead = ids.length > 0
    for (const id of ids) {
      if (this.#abort.signal.aborted) return false
      areRead = (await this.#hasRead(id)) && areRead
    }
    if (areRead) this.#set({ ...this.state, readAtMs: nowMs(), readCount: null })
    return areRead
  }

  /**
   * @returns false when nothing can be read now, or this list cannot be read: the next reading tries again, and the time
   * that is shown says how old the last one is.
   */
  async #hasRead(connectionId: string): Promise<boolean> {
    try {
      await this.#readConnection(connectionId)
      return true
    } catch (error) {
      if (error instanceof TypedError) return false
      throw error
    } finally {
      if (this.state.readCount !== null) this.#set({ ...this.state, readCount: null })
    }
  }

  /** The days around now first, so that the board of today is complete while the rest is read. */
  async #readConnection(connectionId: string): Promise<void> {
    const { store, nowMs } = this.#parts
    await this.#readWindow(connectionId, 'near', NOTHING_READ)
    const mark = (await store.readMark(connectionId)) ?? NOTHING_READ
    const due = dueWindow(mark, nowMs())
    if (due === null || this.#abort.signal.aborted) return
    await this.#readWindow(connectionId, due, mark)
    if (this.#abort.signal.aborted) return
    const readAtMs = { ...mark.readAtMs, [due]: nowMs() }
    await store.saveMark(connectionId, { readAtMs, next: null })
  }

  /** @param mark what was kept of this connection; a reading of all of it goes on there and keeps how far it gets */
  async #readWindow(connectionId: string, window: RemoteWindow, mark: PullMark): Promise<void> {
    const { store, host, nowMs, mintId } = this.#parts
    const isLong = window === 'whole'
    let cursor = isLong ? resumedCursor(mark, nowMs()) : null
    // A cursor that Catena takes no more is tried once.
    if (cursor !== null) await store.saveMark(connectionId, { ...mark, next: null })
    let readCount = 0
    let unreadableCount = 0
    for (let pages = 0; pages < MOST_PAGES && !this.#abort.signal.aborted; pages += 1) {
      const page: RemotePage = await host.call('remote.page', { connectionId, window, cursor })
      const { changed } = await applyRemotePage(store, page.workflows, { nowMs: nowMs(), mintId })
      readCount += page.workflows.length
      unreadableCount += page.unreadable
      const changeCount = this.state.changeCount + changed
      if (isLong || changeCount > this.state.changeCount) {
        this.#set({ ...this.state, changeCount, ...(isLong ? { readCount } : {}) })
      }
      cursor = page.next
      if (cursor === null) {
        this.#noteUnreadable(connectionId, window, unreadableCount)
        return
      }
      if (isLong) await store.saveMark(connectionId, { ...mark, next: { cursor, atMs: nowMs() } })
    }
  }

  /** The windows overlap: of one connection the one with the most counts. */
  #noteUnreadable(connectionId: string, window: RemoteWindow, count: number): void {
    this.#unreadable.set(`${connectionId} ${window}`, count)
    const most = new Map<string, number>()
    for (const [key, each] of this.#unreadable) {
      const [id = ''] = key.split(' ')
      most.set(id, Math.max(most.get(id) ?? 0, each))
    }
    const unreadableCount = [...most.values()].reduce((sum, each) => sum + each, 0)
    if (unreadableCount !== this.state.unreadableCount) this.#set({ ...this.state, unreadableCount })
  }

  #set(state: PullState): void {
    this.#show(state)
    this.#parts.channel?.post({ kind: 'state', state })
  }

  #show(state: PullState): void {
    this.state = state
    this.changed.tell()
  }
}

/** The longer reading that is due; `null` = none. One of all days is one of the wide window too. */
function dueWindow({ readAtMs: { wide, whole } }: PullMark, nowMs: number): RemoteWindow | null {
  const isOlder = (atMs: number | undefined, ms: number) => atMs === undefined || Math.abs(nowMs - atMs) >= ms
  if (isOlder(whole, WHOLE_MS)) return 'whole'
  return isOlder(whole, WIDE_MS) && isOlder(wide, WIDE_MS) ? 'wide' : null
}

function resumedCursor({ next }: PullMark, nowMs: number): string | null {
  return next !== null && Math.abs(nowMs - next.atMs) < CURSOR_VALID_MS ? next.cursor : null
}
