import { messageRef, type StoredText } from '../../shared/text/stored-text.ts'
import type { HttpAnswer } from './http-answer.ts'
import { parseHttpDate } from './http-date.ts'
import { wireError, wireRateLimit, wireServerError } from './wire.ts'
import { parseWireJson } from './wire-json.ts'

/**
 * Checks of an HTTP answer that come before its meaning: is it complete, is it JSON, is it in Catena's format. Shared
 * by the classification of writes and of reads.
 */

/** The largest answer that is read, in bytes; a longer one counts as truncated. */
export const MAX_ANSWER_BYTES = 5 * 1024 * 1024

/** The wait after a 429 that names no time. */
const DEFAULT_RETRY_AFTER_MS = 10_000
/**
 * One hour. A wrong `Retry-After` must not stop a depot for a day; when the wait is really longer, Catena answers 429
 * again.
 */
export const MAX_RETRY_AFTER_MS = 3_600_000

/** The TSP does not support the request [doc]. It is an answer to the request, not a failure of the server. */
const NOT_SUPPORTED = 501

/** The JSON of an answer, or why there is none. */
export type AnswerJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'none'; readonly reason: StoredText }

/** The body of a whole JSON answer. */
export function jsonOf(answer: HttpAnswer): AnswerJson {
  if (answer.isTruncated) return { kind: 'none', reason: messageRef('errors.answer.truncated') }
  const type = answer.headers['content-type'] ?? ''
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type.trim())) {
    return { kind: 'none', reason: messageRef('errors.answer.notJson', { type: mediaType(type) }) }
  }
  try {
    return { kind: 'json', value: parseWireJson(answer.body) }
  } catch (error) {
    // RangeError: the nesting overflows the stack.
    if (error instanceof SyntaxError || error instanceof RangeError) {
      return { kind: 'none', reason: messageRef('errors.answer.brokenJson') }
    }
    throw error
  }
}

/** True for an HTML page. It comes from a captive portal or a proxy, never from Catena. */
export function isHtml(answer: HttpAnswer): boolean {
  return (
    /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(?:!doctype|html|head)/i.test(answer.body)
  )
}

/**
 * The sentence of an error in Catena's format: `code` equals the status, `message` is a text, and `detail` is present
 * (a text, `null`, a list or an object). `null` for another format: then the status proves nothing.
 */
export function catenaErrorMessage(status: number, value: unknown): string | null {
  const parsed = wireError.safeParse(value)
  if (!parsed.success || parsed.data.code !== status) return null
  const { message, detail } = parsed.data
  return typeof detail === 'string' && detail !== '' && detail !== message ? `${message}: ${detail}` : message
}

/** True for a server error of Catena: in the format of its errors, or a 500 with only a message [doc]. */
export function isCatenaServerError(status: number, value: unknown): boolean {
  if (status < 500 || status === NOT_SUPPORTED) return false
  return (
    catenaErrorMessage(status, value) !== null || (status === 500 && wireServerError.safeParse(value).success)
  )
}

/** The text for a server error. */
export function serverErrorText(status: number): StoredText {
  return messageRef('errors.answer.serverError', { status })
}

/**
 * How long a 429 asks to wait, in milliseconds: the longest of header and detail, from 0 to {@link MAX_RETRY_AFTER_MS}.
 * A date is compared with the answer's own `Date`, because this computer's clock may be wrong.
 */
export function retryAfterMs(answer: HttpAnswer, value: unknown): number {
  const asked: number[] = []
  const header = answer.headers['retry-after']?.trim()
  if (header !== undefined && /^-?\d+(?:\.\d+)?$/.test(header)) asked.push(Number(header) * 1000)
  else if (header !== undefined) {
    const until = parseHttpDate(header)
    const now = parseHttpDate(answer.headers.date ?? '')
    if (until !== null && now !== null) asked.push(until - now)
  }
  const body = wireRateLimit.safeParse(value)
  const seconds = body.success ? body.data.detail?.retry_after_seconds : null
  if (seconds != null) asked.push(seconds * 1000)
  if (asked.length === 0) return DEFAULT_RETRY_AFTER_MS
  return Math.min(Math.max(0, ...asked), MAX_RETRY_AFTER_MS)
}

function mediaType(header: string): string {
  return header.split(';')[0]?.trim().slice(0, 80) || messageRef('errors.answer.noType')
}
