import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Redactor } from './redact.ts'

/** How much one log file may hold; with the one before it, the log never takes more than twice this. */
export const MAX_LOG_BYTES = 2_000_000
/** A cause chain that is longer says nothing more, and one may be a circle. */
const MAX_CAUSES = 5

export type LogLevel = 'info' | 'warn' | 'error'

/** One line, with what caused it. Never throws: a full disk must not stop the planner. */
export type Log = (level: LogLevel, text: string, cause?: unknown) => void

/** Where and how {@link createLog} writes. */
export interface LogOptions {
  readonly folder: string
  readonly redact: Redactor
  /** Milliseconds since 1970. */
  readonly wallMs: () => number
  readonly maxBytes?: number
  /** Told once when the log itself cannot be written. */
  readonly onFault?: (error: unknown) => void
}

/** Appends to `planner.log` in the folder, and keeps one older file, `planner.1.log`. */
export function createLog(options: LogOptions): Log {
  const { folder, redact, wallMs, maxBytes = MAX_LOG_BYTES } = options
  const file = path.join(folder, 'planner.log')
  let size: number | null = null
  let isFaultTold = false

  function write(line: string): void {
    if (size === null) {
      mkdirSync(folder, { recursive: true })
      size = sizeOf(file)
    }
    const bytes = Buffer.byteLength(line)
    if (size + bytes > maxBytes && size > 0) {
      renameSync(file, path.join(folder, 'planner.1.log'))
      size = 0
    }
    appendFileSync(file, line, { mode: 0o600 })
    size += bytes
  }

  return (level, text, cause) => {
    try {
      const what = cause === undefined || cause === null ? text : `${text}: ${describeCause(cause)}`
      write(`${new Date(wallMs()).toISOString()} ${level} ${oneLine(redact(what)).slice(0, 20_000)}\n`)
    } catch (error) {
      // A disk that is full now may have room at the next line, so writing is tried again each time.
      size = null
      if (!isFaultTold) options.onFault?.(error)
      isFaultTold = true
    }
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** An error with its code, its stack and the causes behind it, on one line. */
export function describeCause(cause: unknown, depth = 0): string {
  if (!(cause instanceof Error))
    return typeof cause === 'string' ? cause : (JSON.stringify(cause) ?? String(cause))
  const code = 'code' in cause && typeof cause.code === 'string' ? ` [${cause.code}]` : ''
  const own = `${cause.stack ?? cause.message}${code}`
  if (cause.cause === undefined || depth >= MAX_CAUSES) return own
  return `${own} <- ${describeCause(cause.cause, depth + 1)}`
}

/** A line break inside of a line would let a foreign text forge log lines. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+\s*/g, ' ⏎ ')
}
