import type { Clock } from '../../electron/host/sync/core/ports.ts'

/** One run of the program. After a crash nothing of it happens any more. */
export interface Life {
  isAlive: boolean
}

/** Time that the test moves. True time is the time of the server; the program sees it through {@link Clock}. */
export interface VirtualClock {
  /** True time in milliseconds since the start of the run. */
  nowMs(): number
  /** True time as milliseconds since 1970, as a right clock shows it. */
  trueEpochMs(): number
  /**
   * Schedules an event of the outside world, which also happens while the computer sleeps. @returns a function that
   * cancels
   */
  at(delayMs: number, run: () => void): () => void
  /** Schedules an event that reaches the program: after the end of a sleep, and never after the end of the life. */
  deliver(life: Life, delayMs: number, run: () => void): void
  /** The clock of one run of the program; its timers end with the life. */
  viewFor(life: Life): Clock
  /** Moves the computer's wall clock. */
  jumpWall(byMs: number): void
  /** Suspends the computer. `isMonotonicStopped`: as on Linux; otherwise monotonic time jumps on waking. */
  sleep(durationMs: number, isMonotonicStopped: boolean): void
  isAsleep(): boolean
  /** True time at which the last sleep ends; in the past when awake. */
  wakesAtMs(): number
  /** Runs the next event and its consequences. @returns false when none is left */
  step(): Promise<boolean>
  /** Runs every event up to the given true time, and leaves the clock there. */
  runUntil(timeMs: number): Promise<void>
  /** Waits until everything that awaits only promises is done. */
  drain(): Promise<void>
}

interface Entry {
  readonly due: number
  readonly order: number
  readonly life: Life | null
  run: (() => void) | null
}

/** The start of every run: a Monday morning. */
export const START_EPOCH_MS = 1_795_413_600_000

/** Creates a clock at true time 0. */
export function createVirtualClock(): VirtualClock {
  const world = createHeap()
  const timers = createHeap() // due in monotonic time
  let now = 0
  let order = 0
  let suspended = 0
  let sleepUntil = 0
  let wallOffset = 0

  function push(heap: Heap, due: number, life: Life | null, run: () => void): () => void {
    if (!Number.isFinite(due)) throw new RangeError(`nothing can be scheduled at ${due}`)
    order += 1
    const entry: Entry = { due, order, life, run }
    heap.push(entry)
    return () => {
      entry.run = null
    }
  }

  function clean(heap: Heap): Entry | undefined {
    let top = heap.peek()
    while (top !== undefined && (top.run === null || top.life?.isAlive === false)) {
      heap.pop()
      top = heap.peek()
    }
    return top
  }

  /** The next event and its true time. */
  function nextEvent(): { heap: Heap; entry: Entry; at: number } | null {
    const outside = clean(world)
    const inside = clean(timers)
    const insideAt = inside === undefined ? Infinity : Math.max(inside.due + suspended, sleepUntil, now)
    if (outside !== undefined && outside.due <= insideAt)
      return { heap: world, entry: outside, at: outside.due }
    return inside === undefined ? null : { heap: timers, entry: inside, at: insideAt }
  }

  async function perform(
    event: { heap: Heap; entry: Entry; at: number },
    rest: () => Promise<void>,
  ): Promise<void> {
    const { heap, entry, at } = event
    heap.pop()
    now = Math.max(now, at)
    const { run, life } = entry
    if (run === null) return
    if (life !== null && now < sleepUntil) {
      push(world, sleepUntil, life, run)
      return
    }
    run()
    if (life !== null) await rest()
  }

  return {
    nowMs: () => now,
    trueEpochMs: () => START_EPOCH_MS + now,
    at: (delayMs, run) => push(world, now + Math.max(0, delayMs), null, run),
    deliver(life, delayMs, run) {
      push(world, now + Math.max(0, delayMs), life, run)
    },
    viewFor: (life) => ({
      monotonicMs: () => now - suspended,
      wallMs: () => START_EPOCH_MS + now + wallOffset,
      // Whole milliseconds and at least one, like Node's timers. A run that has ended gets no timers.
      schedule: (delayMs, run) =>
        life.isAlive ? push(timers, now - suspended + Math.max(1, Math.trunc(delayMs)), life, run) : () => {},
    }),
    jumpWall(byMs) {
      wallOffset += byMs
    },
    sleep(durationMs, isMonotonicStopped) {
      sleepUntil = Math.max(sleepUntil, now + durationMs)
      if (isMonotonicStopped) suspended += durationMs
    },
    isAsleep: () => now < sleepUntil,
    wakesAtMs: () => sleepUntil,
    async step() {
      const event = nextEvent()
      if (event === null) return false
      await perform(event, drain)
      return true
    },
    async runUntil(timeMs) {
      const rest = createTurns()
      for (let event = nextEvent(); event !== null && event.at <= timeMs; event = nextEvent()) {
        await perform(event, rest)
      }
      now = Math.max(now, timeMs)
    },
    drain,
  }
}

/**
 * The program awaits only promises that the doubles resolve. So one turn of the event loop runs all promise callbacks,
 * always in the same order.
 */
function drain(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Like {@link drain}, faster for thousands of events in a row that only cause promises. */
function createTurns(): () => Promise<void> {
  let resolveWaiting: () => void = () => {}
  let asked = 0
  function turn(): void {
    asked -= 1
    resolveWaiting()
  }
  return () =>
    new Promise((resolve) => {
      resolveWaiting = resolve
      if (asked > 0) return
      for (; asked < TURNS_AT_ONCE; asked += 1) setImmediate(turn)
    })
}

/**
 * Turns that are requested at once. Node still runs all promise callbacks between two turns, and polls the operating
 * system, which is slow, only once for all of them.
 */
const TURNS_AT_ONCE = 64

interface Heap {
  push(entry: Entry): void
  pop(): void
  peek(): Entry | undefined
}

function createHeap(): Heap {
  const entries: Entry[] = []
  function isBefore(a: Entry, b: Entry): boolean {
    return a.due < b.due || (a.due === b.due && a.order < b.order)
  }
  function sink(entry: Entry): void {
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      let smaller = entries[child]
      const right = entries[child + 1]
      if (smaller === undefined) break
      if (right !== undefined && isBefore(right, smaller)) {
        child += 1
        smaller = right
      }
      if (!isBefore(smaller, entry)) break
      entries[index] = smaller
      index = child
    }
    entries[index] = entry
  }
  return {
    push(entry) {
      let index = entries.push(entry) - 1
      while (index > 0) {
        const parentIndex = (index - 1) >> 1
        const parent = entries[parentIndex]
        if (parent === undefined || !isBefore(entry, parent)) break
        entries[index] = parent
        index = parentIndex
      }
      entries[index] = entry
    },
    pop() {
      const last = entries.pop()
      if (last !== undefined && entries.length > 0) sink(last)
    },
    peek: () => entries[0],
  }
}
