import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'

/**
 * Why a connection failed. `offline`: no connection can be opened. `certificate`: the server's certificate is not
 * accepted. `other`: anything else.
 */
export interface NetworkReason {
  readonly kind: 'offline' | 'certificate' | 'other'
  /** A stored text that also says what the dispatcher can do, if anything. It never holds a header. */
  readonly text: StoredText
}

/** Keys of the causes in `errors.network`, by the system's code. */
type CauseKey = 'nameNotFound' | 'noLookup' | 'connectionRefused' | 'noRoute' | 'down'

const OFFLINE: Readonly<Record<string, CauseKey>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'noLookup',
  EAI_FAIL: 'noLookup',
  ECONNREFUSED: 'connectionRefused',
  ENETUNREACH: 'noRoute',
  EHOSTUNREACH: 'noRoute',
  EHOSTDOWN: 'noRoute',
  ENETDOWN: 'down',
  EADDRNOTAVAIL: 'down',
}

type CertificateKey =
  | 'certificateExpired'
  | 'certificateNotYet'
  | 'certificateOtherHost'
  | 'certificateRevoked'
  | 'certificateUnknownAuthority'
  | 'certificateRefused'

/** Codes of OpenSSL and Node for a certificate that is not accepted. */
const CERTIFICATE: Readonly<Record<string, CertificateKey>> = {
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateOtherHost',
  HOSTNAME_MISMATCH: 'certificateOtherHost',
  CERT_REVOKED: 'certificateRevoked',
  CERT_UNTRUSTED: 'certificateUnknownAuthority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateUnknownAuthority',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUnknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUnknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUnknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUnknownAuthority',
}

/** The other codes for a certificate that is not accepted. */
const OTHER_CERTIFICATE =
  /^(?:ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(?:CA|PURPOSE)|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_)/

/** Codes of a failed TLS handshake: mostly the answer comes from something that is not a TLS server. */
const TLS = /^(?:ERR_SSL_|EPROTO$)/

const OTHER: Readonly<Record<string, 'cutOff' | 'noAnswerCode'>> = {
  ECONNRESET: 'cutOff',
  EPIPE: 'cutOff',
  ETIMEDOUT: 'noAnswerCode',
}

/** Finds the reason by the system's error code, never by its text. */
export function networkReason(error: unknown): NetworkReason {
  const code = codeOf(error)
  const offline = OFFLINE[code]
  if (offline !== undefined)
    return { kind: 'offline', text: messageRef(`errors.network.${offline}`, { code }) }
  const certificate = CERTIFICATE[code] ?? (OTHER_CERTIFICATE.test(code) ? 'certificateRefused' : null)
  if (certificate !== null)
    return { kind: 'certificate', text: messageRef(`errors.network.${certificate}`, { code }) }
  if (code === '') return { kind: 'other', text: messageRef('errors.network.failed') }
  const other = TLS.test(code) ? 'noSecureConnection' : (OTHER[code] ?? 'failedCode')
  return { kind: 'other', text: messageRef(`errors.network.${other}`, { code }) }
}

/** The system's code of an error, of its cause, or of the first of several errors. */
function codeOf(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; depth++) {
    if ('code' in each && typeof each.code === 'string' && !each.code.startsWith('UND_ERR_')) return each.code
    each = each instanceof AggregateError ? each.errors[0] : each.cause
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
