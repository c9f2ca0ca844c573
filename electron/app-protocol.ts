import type { Protocol } from 'electron'
import { pageAnswer } from './host/page/page-answer.ts'
import type { StaticFiles } from './host/page/static-files.ts'

/** The one origin that a window of ours may have. */
export const APP_ORIGIN = 'app://bundle'
/** The page. */
export const APP_ADDRESS = `${APP_ORIGIN}/`

/** E8: before the app is ready, so that the page is a secure context with storage of its own. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** E4, E8: answers from the files in memory, with the page's policy as a header. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, files: StaticFiles): void {
  protocol.handle('app', (request) => answerApp(request, files))
}

/** What one request gets. Only our own host name, only reading, only names of the built page. */
export function answerApp(request: Pick<Request, 'url' | 'method'>, files: StaticFiles): Response {
  const url = new URL(request.url)
  if (url.protocol !== 'app:' || url.host !== 'bundle') return new Response(null, { status: 404 })
  if (request.method !== 'GET') return new Response(null, { status: 405 })
  const found = pageAnswer(files, url.pathname, null)
  if (found === null) return new Response(null, { status: 404 })
  return new Response(typeof found.body === 'string' ? found.body : new Uint8Array(found.body), {
    headers: { ...found.headers },
  })
}
