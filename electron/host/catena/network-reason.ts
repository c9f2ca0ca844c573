/** What kind of trouble a connection met. `offline`: there is no way to the other side at all. */
export interface NetworkReason {
  readonly kind: 'offline' | 'certificate' | 'other'
  /** For the screen and the log; never holds a header. */
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

const CERTIFICATE =
  /^(?:ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY|DECRYPT)|ERR_SSL_|EPROTO$)/

/** Names the trouble by the system's error code, never by its text. */
export function networkReason(error: unknown): NetworkReason {
  const code = codeOf(error)
  const offline = OFFLINE[code]
  if (offline !== undefined) return { kind: 'offline', text: `${offline} (${code})` }
  if (CERTIFICATE.test(code)) {
    return { kind: 'certificate', text: `no secure connection can be made (${code})` }
  }
  return {
    kind: 'other',
    text: code === '' ? 'the connection failed' : `the connection failed (${code})`,
  }
}

/** The system's code of an error, or of what it was caused by, or of the first of several. */
function codeOf(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; depth++) {
    if ('code' in each && typeof each.code === 'string' && !each.code.startsWith('UND_ERR_')) return each.code
    each = each instanceof AggregateError ? each.errors[0] : each.cause
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
