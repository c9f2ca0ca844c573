import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Waits for the request with which the browser returns from the authorization server (O2). */
export interface CallbackListener {
  /** `http://127.0.0.1:{port}/callback`. */
  readonly redirectUri: string
  /** The address of that request, with its query; `null` when the listener was closed before. */
  readonly request: Promise<URL | null>
  close(): void
}

/** The same page for every request; it has no data and no script. */
const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Depot Planner</title></head>
<body><h1>Back to Depot Planner</h1><p>You can close this window. The planner shows whether signing in worked.</p></body>
</html>
`
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const

/** Listens on a free port of 127.0.0.1 until one callback has come. */
export async function openCallbackListener(): Promise<CallbackListener> {
  let settle: (url: URL | null) => void = () => {}
  const request = new Promise<URL | null>((resolve) => {
    settle = resolve
  })
  const server = createServer((message, response) => {
    const url = callbackUrl(message, origin())
    if (url === null) {
      response.writeHead(404, { connection: 'close' }).end()
      return
    }
    answer(response)
    server.close()
    settle(url)
  })
  server.listen({ port: 0, host: '127.0.0.1', exclusive: true })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  function origin(): string {
    return `http://127.0.0.1:${port}`
  }

  return {
    redirectUri: `${origin()}/callback`,
    request,
    close: () => {
      server.close()
      server.closeAllConnections()
      settle(null)
    },
  }
}

/** The callback address of a request; `null` for any other request (icons, other pages). */
function callbackUrl(request: IncomingMessage, origin: string): URL | null {
  if (request.method !== 'GET' || `http://${request.headers.host}` !== origin) return null
  const url = URL.parse(request.url ?? '', origin)
  return url?.origin === origin && url.pathname === '/callback' ? url : null
}

function answer(response: ServerResponse): void {
  response.writeHead(200, HEADERS)
  response.end(PAGE)
}
