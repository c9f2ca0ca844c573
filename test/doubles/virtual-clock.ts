import type { Clock } from '../../electron/host/sync/core/ports.ts'

/** One run of the program. After a crash nothing of it may happen any more, whatever it still awaits. */
export interface Life {
  isAlive: boolean
}

/** Time that stands still until the test moves it. True time is the server's; the program sees it through {@link Clock}. */
export interface VirtualClock {
  /** True time in milliseconds since the start of the run. */
  nowMs(): number
  /** True time as milliseconds since 1970: what a right clock shows. */
  trueEpochMs(): number
  /** Something of the outside world, which goes on while the computer sleeps. @returns a function that cancels. */
  at(delayMs: number, run: () => void): () => void
  /** Something that reaches the program: waits for the end of a sleep, and never comes after the life has ended. */
  deliver(life: Life, delayMs: number, run: () => void): void
  /** The clock that one run of the program sees; its timers end with the life. */
  viewFor(life: Life): Clock
  /** Moves the computer's wall clock. */
  jumpWall(byMs: number): void
  /** Suspends the computer. `isMonotonicStopped`: as on Linux; otherwise monotonic time jumps on waking. */
  sleep(durationMs: number, isMonotonicStopped: boolean): void
  isAsleep(): boolean
  /** True time at which the last sleep ends; in the past when awake. */
  wakesAtMs(): number
  /** Runs the next event and everything it sets off. @returns false when none is left. */
  step(): Promise<boolean>
  /** Runs every event up to the given true time, and leaves the clock there. */
  runUntil(timeMs: number): Promise<void>
  /** Lets everything that awaits nothing but promises come to rest. */
  drain(): Promise<void>
}

interface Entry {
  readonly due: number
  readonly order: number
  readonly life: Life | null
  run: (() => void) | null
}

/** The start of every run: a Monday morning. Any moment would do, but the same one for all. */
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
      // Whole milliseconds and at least one, as Node's timers. A dead run of the program holds no timers any more.
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
 * The program under test awaits only promises that the doubles resolve, so one turn of the event loop empties the
 * queue of promise callbacks completely, in the same order every time.
 */
function drain(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** As {@link drain}, for thousands of events in a row that set off nothing but promises. */
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
 * Turns are asked for many at once: between two of them Node empties the queue of promise callbacks all the same, and it
 * asks the operating system for news only once for them all, which costs more than an event.
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
