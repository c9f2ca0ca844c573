import type { CustomFetch } from 'openid-client'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { Clock } from '../sync/core/ports.ts'

/** The largest answer of the authorization server, decoded, in bytes. Real answers have a few KiB. */
export const MAX_ANSWER_BYTES = 1_048_576

/** The bounds of one request. */
export interface AnswerBounds {
  readonly clock: Pick<Clock, 'schedule'>
  /** From the start of the request to the last byte of the answer, milliseconds. */
  readonly deadlineMs: number
}

/** Statuses that have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * Fetches the whole answer into memory, within the bounds.
 * @returns a fetch that rejects with TypedError `auth.answerTooLarge` or `auth.answerTooSlow`
 */
export function boundFetch(send: CustomFetch, bounds: AnswerBounds): CustomFetch {
  return async (url, init) => {
    const aborter = new AbortController()
    const tooLate = new Promise<never>((_resolve, reject) => {
      aborter.signal.addEventListener('abort', () => reject(aborter.signal.reason))
    })
    const cancelDeadline = bounds.clock.schedule(bounds.deadlineMs, () => {
      aborter.abort(new TypedError('auth.answerTooSlow', messageRef('errors.auth.answerTooSlow')))
    })
    const signal = init.signal ? AbortSignal.any([init.signal, aborter.signal]) : aborter.signal
    try {
      return await Promise.race([readWhole(send(url, { ...init, signal }), aborter), tooLate])
    } finally {
      cancelDeadline()
    }
  }
}

async function readWhole(sent: Promise<Response>, aborter: AbortController): Promise<Response> {
  const answer = await sent
  const { status, statusText, headers } = answer
  const body = answer.body === null ? new Uint8Array() : await readBody(answer.body, aborter)
  return new Response(BODILESS.has(status) ? null : body, { status, statusText, headers })
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  aborter: AbortController,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > MAX_ANSWER_BYTES) {
      const error = new TypedError('auth.answerTooLarge', messageRef('errors.auth.answerTooLarge'))
      aborter.abort(error)
      throw error
    }
    chunks.push(next.value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
