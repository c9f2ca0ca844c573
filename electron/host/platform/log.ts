import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Redactor } from './redact.ts'

/** The size of one log file, in bytes. Together with the older file the log takes at most twice this. */
export const MAX_LOG_BYTES = 2_000_000
/** The most causes that are logged; a chain may be circular. */
const MAX_CAUSES = 5

export type LogLevel = 'info' | 'warn' | 'error'

/** Writes one line, with its cause. Never throws: a full disk must not stop the planner. */
export type Log = (level: LogLevel, text: string, cause?: unknown) => void

/** Where and how {@link createLog} writes. */
export interface LogOptions {
  readonly folder: string
  readonly redact: Redactor
  /** Milliseconds since 1970. */
  readonly wallMs: () => number
  readonly maxBytes?: number
  /** Called once when the log cannot be written. */
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
      // A full disk may have room later, so writing is tried again at the next line.
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

/** Escapes line breaks, with which a foreign text could forge log lines. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+\s*/g, ' ⏎ ')
}
