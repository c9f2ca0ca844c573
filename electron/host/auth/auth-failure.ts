import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { networkReason } from '../catena/network-reason.ts'
import { networkTroubleOf } from '../catena/open-connection.ts'
import { ConnectionError } from '../catena/read-dispatcher.ts'
import type { NetworkTrouble } from '../sync/core/ports.ts'

/**
 * Why a request to the authorization server failed. `unreachable`: no answer in the server's format, so nothing is
 * known about the sign-in. `refused`: the server does not accept the token, code or secret (any more). `mismatch`: the
 * answer failed a check of this computer: it does not belong to the request, or its times are wrong. `denied`: the
 * person declined.
 *
 * The library's errors hold codes and tokens in their causes. Only fixed sentences and the short OAuth error word are
 * taken from them: no error of the library is kept, logged or shown.
 */
export interface AuthFailure {
  readonly kind: 'unreachable' | 'refused' | 'mismatch' | 'denied'
  /** True when the server says that the refresh token or the secret is no longer valid: signing in is needed. */
  readonly endsSignIn: boolean
  /** One sentence for the dispatcher. */
  readonly sentence: StoredText
  /** For the log: the kind of error, without any value of it. */
  readonly trace: string
}

/** OAuth error words with which the server refuses a token, code or client. */
const REFUSALS: ReadonlySet<string> = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'unsupported_grant_type',
])

/** Those of them that concern the token or secret itself, not the way the request was made. */
const ENDS_SIGN_IN: ReadonlySet<string> = new Set(['invalid_grant', 'invalid_client'])

/** Codes of the library for a failed transfer, as opposed to a failed check. */
const ON_THE_WAY: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_PARSE_ERROR',
])

/** Codes of a certificate that is not valid at this computer's time. */
const CERTIFICATE_TIMES: ReadonlySet<string> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'])

/** Classifies an error of `openid-client`. */
export function authFailureOf(error: unknown): AuthFailure {
  if (error instanceof AuthorizationResponseError) return authorizationFailure(safeWord(error.error))
  if (error instanceof ResponseBodyError) {
    const word = safeWord(error.error)
    if (REFUSALS.has(word)) return refused(word)
    return unreachable(`token endpoint ${error.status} ${word}`)
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return error.status === 401 ? refused('invalid_client') : unreachable(`challenge ${error.status}`)
  }
  if (error instanceof TypedError && error.code === 'auth.idTokenTime') {
    return mismatch(error.code, messageRef('errors.auth.wrongTime'))
  }
  const code = error instanceof ClientError || error instanceof TypedError ? error.code : undefined
  if (code !== undefined && !ON_THE_WAY.has(code)) {
    return mismatch(code, messageRef('errors.auth.foreignAnswer'))
  }
  return unreachable(traceOf(error), reasonOf(error))
}

/** The sentence about a failed refresh that does not end the sign-in. It is repeated without the dispatcher. */
export function refreshDetail({ kind, sentence, trace }: AuthFailure): StoredText {
  if (kind === 'unreachable') return sentence
  return kind === 'mismatch'
    ? messageRef('errors.auth.checkFails', { trace })
    : messageRef('errors.auth.renewRefused', { trace })
}

/** Why there is no answer, if the dispatcher can do something about it. */
function reasonOf(error: unknown): StoredText | undefined {
  const causes = causesOf(error)
  if (causes.some((each) => CERTIFICATE_TIMES.has(codeOf(each) ?? ''))) {
    return messageRef('errors.auth.certificateTime')
  }
  return causes.find((each) => each instanceof TypedError || each instanceof ConnectionError)?.message
}

/** The state of the network, judged by a request without an answer. */
export function networkTroubleIn(error: unknown): NetworkTrouble {
  const notOpened = causesOf(error).find((each) => each instanceof ConnectionError)
  if (notOpened !== undefined) return networkTroubleOf(notOpened)
  return networkReason(error).kind === 'offline' ? 'offline' : 'unreachable'
}

function mismatch(trace: string, sentence: StoredText): AuthFailure {
  return { kind: 'mismatch', endsSignIn: false, sentence, trace }
}

function authorizationFailure(word: string): AuthFailure {
  if (word === 'access_denied') {
    return {
      kind: 'denied',
      endsSignIn: false,
      sentence: messageRef('errors.auth.cancelled'),
      trace: word,
    }
  }
  return {
    kind: 'refused',
    endsSignIn: false,
    sentence: messageRef('errors.auth.refused', { word }),
    trace: word,
  }
}

function refused(word: string): AuthFailure {
  const sentence =
    word === 'invalid_client' || word === 'unauthorized_client'
      ? messageRef('errors.auth.wrongPair')
      : messageRef('errors.auth.ended', { word })
  return { kind: 'refused', endsSignIn: ENDS_SIGN_IN.has(word), sentence, trace: word }
}

function unreachable(trace: string, cause?: StoredText): AuthFailure {
  return {
    kind: 'unreachable',
    endsSignIn: false,
    sentence:
      cause === undefined
        ? messageRef('errors.auth.unreachable')
        : messageRef('errors.auth.unreachableBecause', { cause }),
    trace,
  }
}

/** OAuth error words are letters and underscores. Anything else could leak a secret. */
function safeWord(word: string): string {
  return /^[a-z_]{1,40}$/.test(word) ? word : 'unknown_error'
}

/** The system's code from the chain of causes, else the kind of error. */
function traceOf(error: unknown): string {
  const code = causesOf(error)
    .map((each) => (each instanceof TypedError ? each.code : codeOf(each)))
    .find((each) => each !== null)
  return code ?? (error instanceof Error ? error.name : 'unknown')
}

/** The most causes that are read; a chain may be circular. */
const MAX_CAUSES = 5

function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  for (let each = error; each instanceof Error && causes.length < MAX_CAUSES; each = each.cause) {
    causes.push(each)
  }
  return causes
}

function codeOf(error: Error): string | null {
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : null
}
