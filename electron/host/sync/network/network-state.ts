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
 * What is known of the network and of Catena, and how it changes with what is heard. Pure: the one owner of the state is
 * `network.ts`. All times are monotonic milliseconds unless a name says otherwise.
 */
export interface NetworkState {
  readonly status: NetworkStatus['state']
  /** A stored text. */
  readonly detail: StoredText | null
  /** Wall clock, for display. */
  readonly checkedAtWall: number | null
  /** When {@link status} was entered, wall clock, for display. */
  readonly sinceWall: number
  /** The newest answer of Catena's was an error of its own (5xx): nothing is asked or sent before it works again. */
  readonly isFailing: boolean
  /** Catena's time. */
  readonly time: ServerTime
  /** When Catena last answered; {@link NEVER} when it did not, or when that is uncertain. */
  readonly heardAt: number
  /** The token that the last refresh gave, until Catena has answered it. */
  readonly refreshedToken: string | null
  readonly isRefreshing: boolean
}

/** What is heard of the network. */
export type NetworkEvent =
  /** Catena answered somebody it knows. `dateMs`: its `Date`. */
  | { readonly kind: 'answered'; readonly dateMs: number | null }
  /** Catena answered with an error of its own (5xx). */
  | { readonly kind: 'serverError'; readonly status: number }
  /** Catena asks to wait (429). */
  | { readonly kind: 'limited' }
  /** Something in front of Catena asks to wait: nothing is known of Catena itself. */
  | { readonly kind: 'limitedByGateway' }
  /** Nothing of Catena's came. */
  | { readonly kind: 'trouble'; readonly trouble: NetworkTrouble; readonly detail: string }
  | { readonly kind: 'signInNeeded'; readonly detail: string | null }
  /** Catena did not take the token (401). */
  | { readonly kind: 'tokenRefused' }
  | { readonly kind: 'refreshBegan' }
  /** The refresh has ended, or is not waited for any more. */
  | { readonly kind: 'refreshEnded' }
  | { readonly kind: 'tokenRefreshed'; readonly token: string }
  /** A write is uncertain, or did not leave. */
  | { readonly kind: 'writeFailed' }
  /** Somebody else is signed in, or nobody. */
  | { readonly kind: 'accountChanged' }

/** The clocks at an event. */
export interface Moment {
  readonly monotonicMs: number
  readonly wallMs: number
}

export const NEVER = Number.NEGATIVE_INFINITY

const NO_TIME = messageRef('errors.answer.noTime')

/** The status that each trouble is shown as. */
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

/** The state before anything was heard. @param wallMs the wall clock, for display. */
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
 * Catena is there, so the status is online. But an error says neither that it works nor whom it knows: it does not count
 * as heard, and does not end the need to sign in.
 */
function afterServerError(
  state: NetworkState,
  { status }: { readonly status: number },
  at: Moment,
): NetworkState {
  if (state.status === 'signInNeeded') return { ...state, checkedAtWall: at.wallMs }
  return { ...shown(state, 'online', serverErrorText(status), at), isFailing: true }
}

/** The state with a status that was found just now. Without Catena, what it said before allows nothing any more. */
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

/** True when Catena was heard of in the last `freshForMs` and its time is known: writes may leave. */
export function isFresh(state: NetworkState, nowMs: number, freshForMs: number): boolean {
  return isUp(state) && nowMs - state.heardAt < freshForMs
}

/** True when Catena answers somebody it knows and its time is known: reads make sense. */
export function isUp({ status, time, isRefreshing, isFailing }: NetworkState): boolean {
  return status === 'online' && time.believed !== null && !isRefreshing && !isFailing
}

/** [B4] True when Catena's first `Date` is to be confirmed: Catena is asked again at once. */
export function isTimeAwaited({ status, time }: NetworkState): boolean {
  return status === 'online' && isConfirmationAwaited(time)
}
