import { isIPv4 } from 'node:net'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** The address of Catena's API: an origin, and the path of the API below it (`''` for none). */
export interface BaseUrl {
  readonly origin: string
  readonly isSecure: boolean
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  readonly port: number
  /** Without a trailing slash. */
  readonly pathPrefix: string
}

/**
 * Parses the address of the API. Plain `http:` would expose the access token on the network, so it is allowed for this
 * computer only.
 * @throws TypedError `catena.badAddress`
 */
export function parseBaseUrl(text: string): BaseUrl {
  if (!URL.canParse(text)) throw bad(messageRef('errors.apiAddress.unreadable'))
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw bad(messageRef('errors.apiAddress.notSecure'))
  if (url.username !== '' || url.password !== '') throw bad(messageRef('errors.apiAddress.hasPassword'))
  if (url.search !== '' || url.hash !== '') throw bad(messageRef('errors.apiAddress.hasQuery'))
  const isSecure = url.protocol === 'https:'
  if (!isSecure && !isLoopback(url.hostname)) throw bad(messageRef('errors.apiAddress.notSecure'))
  return {
    origin: url.origin,
    isSecure,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 443 : 80),
    pathPrefix: url.pathname.replace(/\/+$/, ''),
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
}

function bad(message: StoredText): TypedError {
  return new TypedError('catena.badAddress', message)
}
