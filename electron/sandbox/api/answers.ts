import { stringifyWireJson } from '../../catena/wire-json.ts'

/** A request as the handler sees it. Header names are lower case. */
export interface SandboxRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly bodyText: string
}

/** An answer of the handler. */
export interface SandboxAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bodyText: string
}

/** One item in the detail of a 422 [doc]. */
export interface ValidationDetail {
  readonly path: string
  readonly input: unknown
  readonly message: string
  readonly error_type: string
}

/** A JSON answer. Integers beyond 2^53 are kept. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    bodyText: stringifyWireJson(body),
  }
}

/** 400 401 403 404 409 501 504 in Catena's format [doc]. */
export function errorAnswer(status: number, message: string, detail: string | null = null): SandboxAnswer {
  return jsonAnswer(status, { code: status, message, detail })
}

/** 500 has its own format [doc]. */
export function serverErrorAnswer(status: number): SandboxAnswer {
  if (status === 504) return errorAnswer(504, 'Gateway timeout', 'The upstream did not answer in time')
  return jsonAnswer(status, { message: 'Internal server error' })
}

/** 422 [doc]. */
export function validationAnswer(detail: readonly ValidationDetail[]): SandboxAnswer {
  return jsonAnswer(422, { code: 422, message: 'Validation error', detail })
}

/** 401 [doc]. */
export function unauthorizedAnswer(): SandboxAnswer {
  return errorAnswer(401, 'Unauthorized', 'The access token is missing, unknown or expired')
}

/** 429 [doc]; `retryAfter` is the header as text, or `null` for none. */
export function rateLimitAnswer(retryAfterSeconds: number, retryAfter: string | null): SandboxAnswer {
  return jsonAnswer(
    429,
    {
      code: 429,
      message: 'Too many requests',
      detail: { retry_after_seconds: retryAfterSeconds, message: 'Slow down' },
    },
    retryAfter === null ? {} : { 'retry-after': retryAfter },
  )
}

/** The answer of a captive portal. */
export function portalAnswer(status: 200 | 302): SandboxAnswer {
  const page = '<!doctype html><title>Welcome to Depot WiFi</title><h1>Log in to use the network</h1>'
  const headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' }
  if (status === 302) headers.location = 'http://127.0.0.1:9/portal'
  return { status, headers, bodyText: page }
}

/** An error page of a proxy. */
export function htmlErrorAnswer(status: number): SandboxAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    bodyText: `<html><body><h1>${status} from the proxy</h1></body></html>`,
  }
}
