import {
  errorAnswer,
  htmlErrorAnswer,
  portalAnswer,
  rateLimitAnswer,
  type SandboxAnswer,
  type SandboxRequest,
  serverErrorAnswer,
  unauthorizedAnswer,
} from '../api/answers.ts'
import type { HandlerOverrides, SandboxHandler } from '../api/handler.ts'
import type { Fault } from './faults.ts'

/** How one request is served, with its faults. */
export interface Served {
  /** Wait before the request is taken, milliseconds. */
  readonly waitFirstMs: number
  /** Whether and when Catena takes the request. `late`: after the connection was reset. */
  readonly commit: 'now' | 'late' | 'never'
  readonly lateMs: number
  readonly overrides: HandlerOverrides
  /** Replaces Catena's answer; `null`: does not. */
  readonly instead: SandboxAnswer | null
  /** How the answer is delivered. */
  readonly delivery: 'whole' | 'truncated' | 'dropped' | 'hung'
  /** Wait between taking and answering, milliseconds. */
  readonly waitThenMs: number
  readonly skewMs: number
  /** True when the request is taken twice, as from a proxy that repeats it. */
  readonly isDoubled: boolean
}

const PLAIN: Served = {
  waitFirstMs: 0,
  commit: 'now',
  lateMs: 0,
  overrides: {},
  instead: null,
  delivery: 'whole',
  waitThenMs: 0,
  skewMs: 0,
  isDoubled: false,
}

/** Combines the faults that hit one request. Of two contradicting faults the later one counts. */
export function planServing(faults: readonly Fault[], nowMs: number): Served {
  return faults.reduce((served, fault) => withFault(served, fault, nowMs), PLAIN)
}

function withFault(served: Served, fault: Fault, nowMs: number): Served {
  switch (fault.kind) {
    case 'unauthorized':
      return { ...served, commit: 'never', instead: unauthorizedAnswer() }
    case 'rateLimited':
      return { ...served, commit: 'never', instead: rateLimited(fault, nowMs) }
    case 'status':
      return {
        ...served,
        commit: fault.phase === 'after' ? served.commit : 'never',
        instead: statusAnswer(fault.status, fault.body),
      }
    case 'drop':
      return { ...served, delivery: 'dropped', ...dropped(served, fault) }
    case 'delay':
      return fault.phase === 'before'
        ? { ...served, waitFirstMs: served.waitFirstMs + fault.delayMs }
        : { ...served, waitThenMs: served.waitThenMs + fault.delayMs }
    case 'hang':
      return { ...served, delivery: 'hung', commit: fault.phase === 'after' ? served.commit : 'never' }
    case 'truncate':
      return { ...served, delivery: 'truncated' }
    case 'portal':
      return { ...served, commit: 'never', instead: portalAnswer(fault.status) }
    case 'tspFailure':
      return { ...served, overrides: { ...served.overrides, tspFailure: fault.errorType } }
    case 'unsupported':
      return { ...served, overrides: { ...served.overrides, isUnsupported: true } }
    case 'refused':
      return {
        ...served,
        overrides: { ...served.overrides, refusal: { path: fault.path, message: fault.message } },
      }
    case 'doubled':
      return { ...served, isDoubled: true }
    case 'listingLag':
      return { ...served, overrides: { ...served.overrides, listingLagMs: fault.lagMs } }
    case 'clockSkew':
      return { ...served, skewMs: fault.skewMs }
  }
}

function dropped(served: Served, fault: Extract<Fault, { kind: 'drop' }>): Pick<Served, 'commit' | 'lateMs'> {
  if (fault.phase === 'before') return { commit: 'never', lateMs: 0 }
  if (fault.phase === 'late') return { commit: 'late', lateMs: fault.delayMs }
  return { commit: served.commit, lateMs: 0 }
}

function rateLimited(fault: Extract<Fault, { kind: 'rateLimited' }>, nowMs: number): SandboxAnswer {
  const seconds = fault.retryAfterSeconds
  switch (fault.header) {
    case 'seconds':
      return rateLimitAnswer(seconds, String(seconds))
    case 'date':
      return rateLimitAnswer(seconds, new Date(nowMs + seconds * 1000).toUTCString())
    case 'none':
      return rateLimitAnswer(seconds, null)
  }
}

function statusAnswer(status: number, body: 'json' | 'html' | 'empty'): SandboxAnswer {
  if (body === 'html') return htmlErrorAnswer(status)
  if (body === 'empty') return { status, headers: {}, bodyText: '' }
  return status >= 500 && status !== 501 ? serverErrorAnswer(status) : errorAnswer(status, 'Sandbox fault')
}

/** Runs the handler, unless a fault prevents it. @returns Catena's answer, `null` when it did not take the request */
export function commitRequest(
  served: Served,
  handle: SandboxHandler,
  request: SandboxRequest,
  nowMs: number,
): SandboxAnswer | null {
  return served.commit === 'never' ? null : handle(request, nowMs, served.overrides)
}
