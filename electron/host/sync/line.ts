import { retryAfterMs } from '../../../shared/catena/answer-shape.ts'
import type { AnswerClass } from '../../../shared/catena/classify.ts'
import { parseHttpDate } from '../../../shared/catena/http-date.ts'
import type { ConnectionStatus } from '../../../shared/model/sync-status.ts'
import type { SyncEngineParts } from '../../../shared/sync/engine-types.ts'
import type { NetworkTrouble, ReadOutcome, WriteOutcome } from '../../../shared/sync/ports.ts'
import { observeDate, type ServerTime, serverNow } from '../../../shared/sync/server-time.ts'
import { isoOf } from '../../../shared/sync/time-text.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { createPace, type Pace } from './pace.ts'
import { createProbes } from './probes.ts'

/** A read that Catena answered in its own shape. `server` is its `Date`, `null` when missing or not believed. */
export type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly server: number | null }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  /** Catena is there, but this answer cannot be read: it proves nothing, and is worth another try later. */
  | { readonly kind: 'unusable'; readonly reason: string }

/**
 * The line to Catena and the account's gate: who is signed in, whether Catena was heard of lately, how fast it may be
 * asked, and what time it is there. Everything that crosses the network passes here.
 */
export interface Line {
  status(): Omit<ConnectionStatus, 'isAllHeld' | 'allHeldSince' | 'unsupported'>
  serverNow(): number | null
  isRateLimited(): boolean
  /** How many of `wanted` writes may be on their way now; 0 unless Catena was heard of lately and its time is known. */
  writesAllowed(wanted: number): number
  readonly pace: Pick<Pace, 'accepted' | 'lanesAreShort'>
  canRead(): boolean
  /** An access token, or `null` with the gate shut accordingly. */
  token(): Promise<string | null>
  /** Reads through the gate. @returns `null` when nothing came that Catena itself said. */
  read<T>(label: string, call: (token: string) => Promise<ReadOutcome<T>>): Promise<Answered<T> | null>
  /** Learns from how a write ended. */
  observeWrite(outcome: WriteOutcome, answer: AnswerClass, token: string): void
  /** Looks now, whatever is under way. */
  probeNow(): void
  /** Looks now unless that is being done. */
  needProbe(): void
  close(): void
}

export interface LineEvents {
  /** Something changed that may open or shut a gate. */
  readonly onGate: (isUpAgain: boolean) => void
  readonly onStatus: () => void
  /** The probe: reads what is most useful, through {@link Line.read}. */
  readonly probe: (line: Line) => Promise<unknown>
  readonly step: (label: string) => Promise<void> | undefined
}

/** The status of an answer that asks to wait; a write's 429 that is not in Catena's shape is uncertain as well. */
const TOO_MANY = 429
/** A refresh that has not ended by then is not waited for. */
const HUNG_MS = 60_000
const NEVER = Number.NEGATIVE_INFINITY

/** The state that each trouble is shown as. */
const STATE_OF: Readonly<Record<NetworkTrouble, ConnectionStatus['state']>> = {
  offline: 'offline',
  portal: 'networkLoginNeeded',
  untrusted: 'certificateNotTrusted',
  unreachable: 'unreachable',
}

export function createLine(parts: SyncEngineParts, events: LineEvents): Line {
  const { clock, tokens, timings } = parts
  let state: ConnectionStatus['state'] = 'offline'
  let detail: string | null = null
  let checkedAt: number | null = null
  let since = clock.wallMs()
  let time: ServerTime | null = null
  const pace = createPace(clock, parts.random)
  let heardAt = NEVER
  let refreshedToken: string | null = null
  let isRefreshing = false
  let isClosed = false
  let cancelReopen: () => void = () => {}
  const probes = createProbes(parts, {
    outlook: () => ({
      state,
      quietForMs: clock.monotonicMs() - heardAt,
      shutForMs: pace.shutForMs(),
    }),
    look: () => events.probe(line),
    onLooked,
  })
  const stopTokens = tokens.onChange(() => {
    heardAt = NEVER
    refreshedToken = null
    time = null
    events.onGate(false)
    probes.now()
  })

  const line: Line = {
    status: () => ({
      state,
      checkedAt: checkedAt === null ? null : isoOf(checkedAt),
      since: isoOf(since),
      detail,
      waitUntil: isRateLimited() ? isoOf(clock.wallMs() + pace.shutForMs()) : null,
    }),
    serverNow: () => serverNow(time, clock.monotonicMs()),
    isRateLimited,
    writesAllowed: (wanted) => (isFresh() && time !== null ? pace.lanes(wanted) : 0),
    pace,
    canRead: () => state === 'online' && time !== null && !isRateLimited() && !isRefreshing,
    token,
    read,
    observeWrite,
    probeNow: probes.now,
    needProbe: probes.need,
    close: () => {
      isClosed = true
      probes.close()
      cancelReopen()
      stopTokens()
    },
  }

  function isRateLimited(): boolean {
    return pace.shutForMs() > 0
  }

  function isFresh(): boolean {
    return state === 'online' && !isRefreshing && clock.monotonicMs() - heardAt < timings.freshAnswer
  }

  async function token(): Promise<string | null> {
    const result = await tokens.accessToken()
    switch (result.kind) {
      case 'token':
        return result.accessToken
      case 'signInNeeded':
        become('signInNeeded', null)
        return null
      case 'unreachable':
        become(STATE_OF[result.trouble ?? 'offline'], result.detail)
        return null
      default:
        return assertNever(result)
    }
  }

  async function read<T>(
    label: string,
    call: (token: string) => Promise<ReadOutcome<T>>,
  ): Promise<Answered<T> | null> {
    const accessToken = await token()
    if (accessToken === null || isClosed) return null
    await events.step(`${label}:before`)
    const outcome = await attempt(call, accessToken)
    await events.step(`${label}:after`)
    if (isClosed) return null
    return observe(outcome, accessToken)
  }

  async function attempt<T>(
    call: (token: string) => Promise<ReadOutcome<T>>,
    accessToken: string,
  ): Promise<ReadOutcome<T>> {
    try {
      return await call(accessToken)
    } catch (error) {
      parts.log('error', 'a read of Catena failed unexpectedly', error)
      return { kind: 'unreachable', detail: 'internal error while reading' }
    }
  }

  function observe<T>(outcome: ReadOutcome<T>, accessToken: string): Answered<T> | null {
    switch (outcome.kind) {
      case 'ok': {
        const { isBelieved } = heard(outcome.serverDateMs)
        return { kind: 'ok', value: outcome.value, server: isBelieved ? outcome.serverDateMs : null }
      }
      case 'refused':
        heard(outcome.serverDateMs)
        return { kind: 'refused', status: outcome.status, message: outcome.message }
      case 'unusable':
        heard(outcome.serverDateMs)
        return { kind: 'unusable', reason: outcome.reason }
      case 'rateLimited':
        if (outcome.isOfGateway === true) limitedByGateway(outcome.retryAfterMs)
        else limited(outcome.retryAfterMs)
        return null
      case 'unauthorized':
        unauthorized(accessToken)
        return null
      case 'portal':
      case 'untrusted':
      case 'offline':
      case 'unreachable':
        become(STATE_OF[outcome.kind], outcome.detail)
        return null
      default:
        return assertNever(outcome)
    }
  }

  /** Catena answered somebody it knows. */
  function heard(dateMs: number | null): { isBelieved: boolean } {
    // A 429 as the first answer opens the line before Catena's time is known: lanes wait for the time as well.
    const wasFresh = isFresh() && time !== null
    const now = clock.monotonicMs()
    const { time: after, isBelieved } = observeDate(time, dateMs, now)
    time = after
    if (isBelieved && dateMs !== null) parts.onServerDate?.(dateMs)
    heardAt = now
    refreshedToken = null
    if (time === null) {
      become('unreachable', 'Catena answers without its time, which is needed to send safely')
      return { isBelieved }
    }
    const wasUp = state === 'online'
    become('online', null)
    if (wasUp && !wasFresh) events.onGate(false)
    return { isBelieved }
  }

  function limited(forMs: number): void {
    heardAt = clock.monotonicMs()
    shut(forMs, 'online', null)
  }

  /** Something in front of Catena asks to wait: nothing is known of Catena itself. */
  function limitedByGateway(forMs: number): void {
    shut(forMs, 'unreachable', 'a gateway answers in its place (429)')
  }

  function shut(forMs: number, next: ConnectionStatus['state'], why: string | null): void {
    pace.rateLimited(forMs)
    cancelReopen()
    // Timers cut fractions off: one that fires a fraction early would find the gate shut, and nothing would look again.
    cancelReopen = clock.schedule(Math.ceil(pace.shutForMs()) + 1, onReopen)
    become(next, why)
    events.onStatus()
    events.onGate(false)
  }

  function onReopen(): void {
    events.onStatus()
    events.onGate(false)
    if (state !== 'online') probes.need()
  }

  function unauthorized(rejected: string): void {
    heardAt = NEVER
    if (isRefreshing) return
    if (rejected === refreshedToken) {
      become('signInNeeded', 'Catena did not take the sign-in')
      return
    }
    isRefreshing = true
    events.onGate(false)
    void refresh(rejected)
  }

  async function refresh(rejected: string): Promise<void> {
    const cancelGiveUp = clock.schedule(HUNG_MS, () => {
      isRefreshing = false // a refresh that hangs must not keep the gate shut for ever
      events.onGate(false)
    })
    const result = await tokens.refresh(rejected)
    cancelGiveUp()
    isRefreshing = false
    if (isClosed) return
    if (result.kind === 'signInNeeded') become('signInNeeded', null)
    else if (result.kind === 'unreachable') become(STATE_OF[result.trouble ?? 'offline'], result.detail)
    else {
      refreshedToken = result.accessToken
      probes.now()
    }
  }

  function observeWrite(outcome: WriteOutcome, answer: AnswerClass, accessToken: string): void {
    switch (answer.kind) {
      case 'accepted':
      case 'refused':
      case 'blocked':
        heard(dateOf(outcome))
        return
      case 'rateLimited':
        limited(answer.retryAfterMs)
        return
      case 'unauthorized':
        unauthorized(accessToken)
        return
      case 'unsent':
      case 'ambiguous':
        if (outcome.kind === 'answered' && outcome.answer.status === TOO_MANY) {
          limitedByGateway(retryAfterMs(outcome.answer, undefined))
        }
        heardAt = NEVER // no further write goes out before Catena has answered again
        probes.need()
        return
      default:
        assertNever(answer)
    }
  }

  function become(next: ConnectionStatus['state'], why: string | null): void {
    checkedAt = clock.wallMs()
    if (next !== 'online') {
      heardAt = NEVER
      pace.lineDown()
    }
    if (next === state && why === detail) return
    const isUpAgain = next === 'online' && state !== 'online'
    if (next !== state) since = checkedAt
    state = next
    detail = why
    events.onStatus()
    events.onGate(isUpAgain)
  }

  function onLooked(): void {
    events.onStatus()
    // The probe may have learnt that a connection is active again. With the gate shut this would ask for the next probe.
    if (line.writesAllowed(1) > 0) events.onGate(false)
  }

  return line
}

function dateOf(outcome: WriteOutcome): number | null {
  const date = outcome.kind === 'answered' ? outcome.answer.headers.date : undefined
  return date === undefined ? null : parseHttpDate(date)
}
