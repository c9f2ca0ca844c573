import { randomBytes } from 'node:crypto'
import { INDEX_NAME, NONCE_PLACEHOLDER, type StaticFiles } from './static-files.ts'

/** Headers of every answer to the page, in both shells. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/** The answer with a file of the page. */
export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

/**
 * The file of a name, with its headers; `null` when there is none. Each load of the page gets its own nonce.
 * `channelOrigin`: where the page may open its WebSocket; `null` in Electron.
 */
export function pageAnswer(
  files: StaticFiles,
  name: string,
  channelOrigin: string | null,
): PageAnswer | null {
  const fileName = name === '/' ? INDEX_NAME : name
  const file = files.get(fileName)
  if (file === undefined) return null
  const nonce = randomBytes(16).toString('base64')
  const headers = {
    ...COMMON_HEADERS,
    'Content-Type': file.contentType,
    'Content-Security-Policy': contentSecurityPolicy(nonce, channelOrigin),
  }
  if (fileName === INDEX_NAME) {
    return { headers, body: file.bytes.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce) }
  }
  // The names of built files hold a hash of their content, so such a file never changes.
  const caching = fileName.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache'
  return { headers: { ...headers, 'Cache-Control': caching }, body: file.bytes }
}

/** The page's policy: only our own files, one WebSocket, and style elements that carry this load's nonce. */
export function contentSecurityPolicy(nonce: string, channelOrigin: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    channelOrigin === null ? "connect-src 'self'" : `connect-src 'self' ${channelOrigin}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
