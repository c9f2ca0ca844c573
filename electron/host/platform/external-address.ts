import { TypedError } from '../../../shared/util/typed-error.ts'

/**
 * E6: the last check of an address before the system browser opens it. Pages pass keys, never addresses. An address
 * from the settings or a discovery document must be a web page; plain http is allowed for this computer only.
 * @throws TypedError `external.refused`
 */
export function checkedAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  const isLocal = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url === null || url.username !== '' || url.password !== '' || !isWeb(url, isLocal)) {
    throw new TypedError('external.refused', 'This address cannot be opened in the browser.')
  }
  return url.href
}

function isWeb(url: URL, isLocal: boolean): boolean {
  return url.protocol === 'https:' || (isLocal && url.protocol === 'http:')
}
