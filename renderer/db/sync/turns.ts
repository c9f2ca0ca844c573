/** Waits after a failed turn: doubled each time, up to a minute. */
const RETRY_MIN_MS = 1_000
const RETRY_MAX_MS = 60_000

/** What turns are made of. */
export interface TurnsParts {
  /** One turn. Resolves to true when another one is due at once. */
  readonly run: () => Promise<boolean>
  /** Told what a turn rejected with. @returns true when the turn is to be repeated after a wait. */
  readonly onFailure: (error: unknown) => boolean
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/** Runs turns one after the other. */
export interface Turns {
  /** Asks for a turn. Turns never overlap; requests during one share the next. */
  request(): void
  /** No turn begins any more. Resolves when none runs. */
  close(): Promise<void>
}

/** Runs nothing before the first request. */
export function createTurns({ run, onFailure, schedule }: TurnsParts): Turns {
  let running: Promise<void> | null = null
  let isRequested = false
  let isClosed = false
  let retryMs = RETRY_MIN_MS
  let cancelRetry: (() => void) | null = null

  function request(): void {
    if (isClosed) return
    if (running !== null) {
      isRequested = true
      return
    }
    running = runOne().finally(() => {
      running = null
      if (isRequested) request()
    })
  }
  async function runOne(): Promise<void> {
    isRequested = false
    cancelRetry?.()
    cancelRetry = null
    try {
      if (await run()) isRequested = true
      retryMs = RETRY_MIN_MS
    } catch (error) {
      if (isClosed || !onFailure(error)) return
      cancelRetry = schedule(retryMs, request)
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS)
    }
  }

  return {
    request,
    async close() {
      isClosed = true
      cancelRetry?.()
      await running
    },
  }
}
