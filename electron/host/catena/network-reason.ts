/**
 * What kind of trouble a connection met. `offline`: no connection can be opened. `certificate`: the other side's
 * certificate is not accepted. `other`: anything else on the way.
 */
export interface NetworkReason {
  readonly kind: 'offline' | 'certificate' | 'other'
  /** For the screen and the log, with what to do where somebody can do something; never holds a header. */
  readonly text: string
}

const OFFLINE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not found',
  EAI_AGAIN: 'names cannot be looked up',
  EAI_FAIL: 'names cannot be looked up',
  ECONNREFUSED: 'the connection is refused',
  ENETUNREACH: 'there is no route',
  EHOSTUNREACH: 'there is no route',
  EHOSTDOWN: 'there is no route',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'the network is down',
}

const EXPIRED = 'its certificate has expired. Check the clock of this computer; if it is right, tell IT'
const NOT_YET = 'its certificate is not valid yet. Check the clock of this computer; if it is right, tell IT'
const WRONG_HOST =
  'its certificate is for another address. Check the address of Catena in Settings; if it is right, tell IT'
const UNKNOWN_AUTHORITY =
  'its certificate is signed by an authority that is not known here. ' +
  'Ask IT for the certificate authority of this network, and start the planner with NODE_EXTRA_CA_CERTS set to its file'

/** Codes of OpenSSL and Node for a certificate that is not accepted. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: EXPIRED,
  CERT_NOT_YET_VALID: NOT_YET,
  ERR_TLS_CERT_ALTNAME_INVALID: WRONG_HOST,
  HOSTNAME_MISMATCH: WRONG_HOST,
  CERT_REVOKED: 'its certificate was revoked. Tell IT',
  CERT_UNTRUSTED: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
}

/** Every other code by which a certificate is turned down. */
const OTHER_CERTIFICATE =
  /^(?:ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(?:CA|PURPOSE)|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_)/

/** TLS without a common ground: mostly something that is not a TLS server answers in Catena's place. */
const TLS = /^(?:ERR_SSL_|EPROTO$)/

const OTHER: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut off',
  EPIPE: 'the connection was cut off',
  ETIMEDOUT: 'no answer in time',
}

/** Names the trouble by the system's error code, never by its text. */
export function networkReason(error: unknown): NetworkReason {
  const code = codeOf(error)
  const offline = OFFLINE[code]
  if (offline !== undefined) return { kind: 'offline', text: `${offline} (${code})` }
  const certificate =
    CERTIFICATE[code] ?? (OTHER_CERTIFICATE.test(code) ? 'its certificate was turned down. Tell IT' : null)
  if (certificate !== null) return { kind: 'certificate', text: `${certificate} (${code})` }
  if (TLS.test(code)) return { kind: 'other', text: `no secure connection can be made (${code})` }
  const other = OTHER[code] ?? 'the connection failed'
  return { kind: 'other', text: code === '' ? other : `${other} (${code})` }
}

/** The system's code of an error, or of what it was caused by, or of the first of several. */
function codeOf(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; depth++) {
    if ('code' in each && typeof each.code === 'string' && !each.code.startsWith('UND_ERR_')) return each.code
    each = each instanceof AggregateError ? each.errors[0] : each.cause
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
