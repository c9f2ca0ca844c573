import type { Protocol } from 'electron'
import { pageAnswer } from './host/page/page-answer.ts'
import type { StaticFiles } from './host/page/static-files.ts'

/** The only origin of our windows. */
export const APP_ORIGIN = 'app://bundle'
/** The address of the page. */
export const APP_ADDRESS = `${APP_ORIGIN}/`

/** E8: call it before the app is ready, so that the page is a secure context with its own storage. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** E4, E8: serves the files in memory, with the content security policy as a header. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, files: StaticFiles): void {
  protocol.handle('app', (request) => answerApp(request, files))
}

/** Answers one request: GET of a file of the built page, under our own host name. */
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
