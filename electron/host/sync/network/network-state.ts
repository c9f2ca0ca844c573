import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { serverErrorText } from '../../../catena/answer-shape.ts'
import type { NetworkTrouble } from '../core/ports.ts'
import {
  isConfirmationAwaited,
  observeDate,
  type ServerTime,
  UNKNOWN_TIME,
} from '../core/time/server-time.ts'

/**
 * What is known about the network and Catena, and how events change it. Pure: `network.ts` owns the state. Times are
 * monotonic milliseconds unless a name says otherwise.
 */
export interface NetworkState {
  readonly status: NetworkStatus['state']
  /** A stored text. */
  readonly detail: StoredText | null
  /** Wall clock, for display. */
  readonly checkedAtWall: number | null
  /** When {@link status} was entered, wall clock, for display. */
  readonly sinceWall: number
  /** Catena's newest answer was an error of its own (5xx). Nothing is asked or sent until a probe is answered. */
  readonly isFailing: boolean
  /** Catena's time. */
  readonly time: ServerTime
  /** When Catena last answered; {@link NEVER} when it has not, or when a write has failed since. */
  readonly heardAt: number
  /** The token of the last refresh, until Catena has answered a request with it. */
  readonly refreshedToken: string | null
  readonly isRefreshing: boolean
}

/** What happens on the network. */
export type NetworkEvent =
  /** Catena answered a request of the account. `dateMs`: its `Date`. */
  | { readonly kind: 'answered'; readonly dateMs: number | null }
  /** Catena answered with an error of its own (5xx). */
  | { readonly kind: 'serverError'; readonly status: number }
  /** Catena asks to wait (429). */
  | { readonly kind: 'limited' }
  /** A gateway before Catena asks to wait (429). It says nothing about Catena. */
  | { readonly kind: 'limitedByGateway' }
  /** No answer of Catena's came. */
  | { readonly kind: 'trouble'; readonly trouble: NetworkTrouble; readonly detail: string }
  | { readonly kind: 'signInNeeded'; readonly detail: string | null }
  /** Catena refused the token (401). */
  | { readonly kind: 'tokenRefused' }
  | { readonly kind: 'refreshBegan' }
  /** The refresh has ended, or nobody waits for it any more. */
  | { readonly kind: 'refreshEnded' }
  | { readonly kind: 'tokenRefreshed'; readonly token: string }
  /** A write is uncertain, or did not leave this computer. */
  | { readonly kind: 'writeFailed' }
  /** Another account is signed in, or none. */
  | { readonly kind: 'accountChanged' }

/** The clocks at the time of an event. */
export interface Moment {
  readonly monotonicMs: number
  readonly wallMs: number
}

export const NEVER = Number.NEGATIVE_INFINITY

const NO_TIME = messageRef('errors.answer.noTime')

/** The status that is shown for each trouble. */
const STATUS_OF: Readonly<Record<NetworkTrouble, NetworkStatus['state']>> = {
  offline: 'offline',
  portal: 'networkLoginNeeded',
  untrusted: 'certificateNotTrusted',
  unreachable: 'unreachable',
}

type Transition<K extends NetworkEvent['kind']> = (
  state: NetworkState,
  event: Extract<NetworkEvent, { kind: K }>,
  at: Moment,
) => NetworkState

const TRANSITIONS: { readonly [K in NetworkEvent['kind']]: Transition<K> } = {
  answered: (state, { dateMs }, at) => {
    const time = observeDate(state.time, dateMs, at.monotonicMs)
    const heard = { ...state, time, heardAt: at.monotonicMs, refreshedToken: null }
    const hasTime = time.believed !== null || isConfirmationAwaited(time)
    return hasTime ? shown(heard, 'online', null, at) : shown(heard, 'unreachable', NO_TIME, at)
  },
  serverError: afterServerError,
  limited: (state, _event, at) => shown({ ...state, heardAt: at.monotonicMs }, 'online', null, at),
  limitedByGateway: (state, _event, at) =>
    shown(state, 'unreachable', messageRef('errors.network.gatewayWait'), at),
  trouble: (state, { trouble, detail }, at) => shown(state, STATUS_OF[trouble], detail, at),
  signInNeeded: (state, { detail }, at) => shown(state, 'signInNeeded', detail, at),
  tokenRefused: (state) => ({ ...state, heardAt: NEVER }),
  refreshBegan: (state) => ({ ...state, isRefreshing: true }),
  refreshEnded: (state) => ({ ...state, isRefreshing: false }),
  tokenRefreshed: (state, { token }) => ({ ...state, refreshedToken: token }),
  writeFailed: (state) => ({ ...state, heardAt: NEVER }),
  accountChanged: (state) => ({ ...state, heardAt: NEVER, refreshedToken: null, time: UNKNOWN_TIME }),
}

/** The state before the first event. @param wallMs the wall clock, for display. */
export function unknownNetwork(wallMs: number): NetworkState {
  return {
    status: 'offline',
    detail: null,
    isFailing: false,
    checkedAtWall: null,
    sinceWall: wallMs,
    time: UNKNOWN_TIME,
    heardAt: NEVER,
    refreshedToken: null,
    isRefreshing: false,
  }
}

/** The state after an event. */
export function afterEvent<K extends NetworkEvent['kind']>(
  state: NetworkState,
  event: Extract<NetworkEvent, { kind: K }>,
  at: Moment,
): NetworkState {
  const transition: Transition<K> = TRANSITIONS[event.kind as K]
  return transition(state, event, at)
}

/**
 * Catena is there, so the status is online. The error does not show that Catena works or knows the account: it does not
 * count as an answer, and does not end the need to sign in.
 */
function afterServerError(
  state: NetworkState,
  { status }: { readonly status: number },
  at: Moment,
): NetworkState {
  if (state.status === 'signInNeeded') return { ...state, checkedAtWall: at.wallMs }
  return { ...shown(state, 'online', serverErrorText(status), at), isFailing: true }
}

/** The state with a new status. Any status but online shuts the gate until Catena has answered again. */
function shown(
  state: NetworkState,
  status: NetworkState['status'],
  detail: string | null,
  at: Moment,
): NetworkState {
  return {
    ...state,
    status,
    detail,
    isFailing: false,
    checkedAtWall: at.wallMs,
    sinceWall: status === state.status ? state.sinceWall : at.wallMs,
    heardAt: status === 'online' ? state.heardAt : NEVER,
  }
}

/** True when Catena answered within the last `freshForMs` and its time is known: writes may leave. */
export function isFresh(state: NetworkState, nowMs: number, freshForMs: number): boolean {
  return isUp(state) && nowMs - state.heardAt < freshForMs
}

/** True when Catena answers the account and its time is known: reads make sense. */
export function isUp({ status, time, isRefreshing, isFailing }: NetworkState): boolean {
  return status === 'online' && time.believed !== null && !isRefreshing && !isFailing
}

/** [B4] True while Catena's first `Date` waits to be confirmed by a second one, which is asked for at once. */
export function isTimeAwaited({ status, time }: NetworkState): boolean {
  return status === 'online' && isConfirmationAwaited(time)
}
