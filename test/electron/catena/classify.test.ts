import { describe, expect, it } from 'vitest'
import { classifyWrite } from '../../../electron/catena/classify.ts'
import type { HttpAnswer } from '../../../electron/catena/http-answer.ts'

const SOURCE_ID = 'dp_aaaaaaaaaa_01J00000000000000000000000'
const JSON_TYPE = 'application/json'

interface Body {
  readonly type?: string
  readonly text: (status: number) => string
  readonly isTruncated?: boolean
}

function operation(over: Record<string, unknown> = {}): string {
  const whole = {
    id: 'op-1',
    status: 'pending',
    resource: 'workflow',
    source_id: SOURCE_ID,
    logs: [],
    ...over,
  }
  return JSON.stringify(whole)
}
function json(text: string | ((status: number) => string)): Body {
  return { type: JSON_TYPE, text: typeof text === 'string' ? () => text : text }
}
function error(over: (status: number) => Record<string, unknown>): Body {
  return json((status) => JSON.stringify({ code: status, message: 'No', detail: null, ...over(status) }))
}
const HTML = '<!doctype html><html><body>Hotel Wi-Fi: please log in</body></html>'

const BODIES = {
  'our operation': json(operation()),
  'our operation with fields and words not known yet': json(operation({ status: 'parked', colour: 'red' })),
  'our operation, JSON with a charset': { type: 'application/json; charset=utf-8', text: () => operation() },
  'our operation as problem+json': { type: 'application/vnd.catena+json', text: () => operation() },
  'our operation without source_id': json(operation({ source_id: undefined })),
  'our operation with source_id null': json(operation({ source_id: null })),
  'our operation under an id of the TSP': json(operation({ source_id: 'TSP-4711' })),
  'our operation without status': json(operation({ status: undefined })),
  'our operation without payload': json(operation({ payload: undefined })),
  'an operation whose payload is of another workflow': json(
    operation({ payload: { source_id: 'dp_bbbbbbbbbb_1' } }),
  ),
  'an operation on a vehicle': json(operation({ resource: 'vehicle' })),
  'an operation without id': json(operation({ id: undefined })),
  'an operation with an empty id': json(operation({ id: '' })),
  'an operation with id null': json(operation({ id: null })),
  'an operation with a numeric id': json(operation({ id: 7 })),
  'a workflow instead of an operation': json(JSON.stringify({ id: 'wf-1', workflow_status: 'PLANNED' })),
  'our operation, truncated': { type: JSON_TYPE, text: () => operation(), isTruncated: true },
  'half of our operation': json(operation().slice(0, 40)),
  'our operation twice': json(operation() + operation()),
  'our operation in a list': json(`[${operation()}]`),
  'our operation as text/html': { type: 'text/html', text: () => operation() },
  'our operation as text/plain': { type: 'text/plain', text: () => operation() },
  'our operation of no stated type': { text: () => operation() },
  'an error in Catena’s shape': error(() => ({})),
  'an error with detail as text': error(() => ({ detail: 'because' })),
  'an error with a validation list': error(() => ({
    detail: [{ path: 'started_at', input: 'x', message: 'not a time', error_type: 'datetime' }],
  })),
  'an error with a wait': error(() => ({ detail: { retry_after_seconds: 7, message: 'slow down' } })),
  'an error with an odd validation list': error(() => ({ detail: [{ loc: ['a'], msg: 'b' }, 5] })),
  'an error that names another code': error((status) => ({ code: status + 1 })),
  'an error with the code as text': error((status) => ({ code: String(status) })),
  'an error without code': error(() => ({ code: undefined })),
  'an error without message': error(() => ({ message: undefined })),
  'an error without detail': error(() => ({ detail: undefined })),
  'an error, truncated': {
    type: JSON_TYPE,
    text: (status) => JSON.stringify({ code: status, message: 'No', detail: null }),
    isTruncated: true,
  },
  'an error as text/html': {
    type: 'text/html',
    text: (status) => JSON.stringify({ code: status, message: 'No', detail: null }),
  },
  'a gateway’s {message}': json('{"message":"Forbidden"}'),
  'a framework’s {detail}': json('{"detail":[{"loc":["body"],"msg":"field required"}]}'),
  'an authorization server’s error': json('{"error":"invalid_token","error_description":"expired"}'),
  'a portal’s page': { type: 'text/html', text: () => HTML },
  'a portal’s page that says it is JSON': json(HTML),
  'a portal’s page of no stated type': { text: () => HTML },
  'nothing at all': { text: () => '' },
  'nothing, as JSON': json(''),
  'JSON null': json('null'),
  'JSON text': json('"ok"'),
  'JSON number': json('202'),
  'an empty object': json('{}'),
  'an empty list': json('[]'),
  'nesting 100,000 deep': json('['.repeat(100_000)),
  'a prototype': json('{"__proto__":{"id":"op-1","status":"pending"}}'),
  'equal keys that differ': json('{"id":"a","id":"b","status":"pending"}'),
  'NUL bytes': json('\0\0\0\0'),
} as const satisfies Record<string, Body>

const ACCEPTED = { 200: 'accepted', 202: 'accepted' }
const ERRORS = {
  400: 'refused',
  405: 'refused',
  401: 'unauthorized',
  403: 'blocked',
  404: 'blocked',
  422: 'refused',
  429: 'rateLimited',
  501: 'blocked',
}

/** What each body proves, by status. Whatever is not written here proves nothing. */
const PROVES: Partial<Record<keyof typeof BODIES, Readonly<Record<number, string>>>> = {
  'our operation': ACCEPTED,
  'our operation with fields and words not known yet': ACCEPTED,
  'our operation, JSON with a charset': ACCEPTED,
  'our operation as problem+json': ACCEPTED,
  'our operation without source_id': ACCEPTED,
  'our operation with source_id null': ACCEPTED,
  'our operation under an id of the TSP': ACCEPTED,
  'our operation without status': ACCEPTED,
  'our operation without payload': ACCEPTED,
  'an error in Catena’s shape': ERRORS,
  'an error with detail as text': ERRORS,
  'an error with a validation list': ERRORS,
  'an error with a wait': ERRORS,
  'an error with an odd validation list': ERRORS,
}

const STATUSES = [
  200, 201, 202, 203, 204, 206, 207, 226, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405,
  406, 407, 408, 409, 410, 411, 412, 413, 415, 418, 421, 422, 423, 425, 426, 428, 429, 431, 451, 499, 500,
  501, 502, 503, 504, 505, 507, 511, 520, 524, 599,
]

function answer(status: number, body: Body, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { ...(body.type === undefined ? {} : { 'content-type': body.type }), ...headers },
    body: body.text(status),
    isTruncated: body.isTruncated ?? false,
  }
}
function classify(status: number, body: Body, headers?: Record<string, string>) {
  return classifyWrite(
    { kind: 'answered', answer: answer(status, body, headers) },
    { sourceId: SOURCE_ID, resourceId: null },
  )
}

const BODY_NAMES = Object.keys(BODIES) as (keyof typeof BODIES)[]

function expectedOf(name: keyof typeof BODIES): Record<number, string> {
  return Object.fromEntries(STATUSES.map((status) => [status, PROVES[name]?.[status] ?? 'uncertain']))
}

describe('[T1] the answer table', () => {
  it('has at least 500 cases, every class among them', () => {
    expect(BODY_NAMES.length * STATUSES.length).toBeGreaterThanOrEqual(500)
    expect(new Set(BODY_NAMES.flatMap((name) => Object.values(expectedOf(name))))).toEqual(
      new Set(['accepted', 'refused', 'unauthorized', 'rateLimited', 'blocked', 'uncertain']),
    )
  })

  it.each(BODY_NAMES)('%s proves what is written for each status', (name) => {
    const found = STATUSES.map((status) => [status, classify(status, BODIES[name]).kind])
    expect(Object.fromEntries(found)).toEqual(expectedOf(name))
  })

  it.each([
    ['no such name', 'unsent'],
    ['connection refused', 'unsent'],
    ['no route', 'unsent'],
    ['bad certificate', 'unsent'],
    ['proxy refused CONNECT', 'unsent'],
    ['deadline before the connection', 'unsent'],
    ['reset while the body was written', 'uncertain'],
    ['reset while waiting', 'uncertain'],
    ['reset in the answer', 'uncertain'],
    ['deadline while waiting', 'uncertain'],
    ['deadline in the answer', 'uncertain'],
    ['not HTTP', 'uncertain'],
  ] as const)('no answer: %s is %s', (reason, kind) => {
    const outcome = { kind: kind === 'unsent' ? 'unsent' : 'lost', reason } as const
    expect(classifyWrite(outcome, { sourceId: SOURCE_ID, resourceId: null })).toEqual({ kind, reason })
  })
})

describe('what an answer carries', () => {
  it('hands on the operation with its unknown fields', () => {
    const accepted = classify(202, json(operation({ colour: 'red' })))
    expect(accepted).toMatchObject({ kind: 'accepted', operation: { id: 'op-1', colour: 'red' } })
  })

  it('points each refused field at the form', () => {
    const detail = [
      { path: 'started_at', message: 'a', error_type: 'x' },
      { path: ['body', 'stops', 2, 'location', 'coordinates', 0], message: 'b' },
      { path: 'body.stops[0].scheduled_arrival', message: 'c', error_type: null },
      { path: 'made_up', message: 'd' },
      { nonsense: true },
    ]
    const refused = classify(
      422,
      error(() => ({ message: 'Invalid', detail })),
    )
    expect(refused).toEqual({
      kind: 'refused',
      message: 'Invalid',
      fieldErrors: [
        { path: ['startsAt'], message: 'a' },
        { path: ['stops', 2, 'longitude'], message: 'b' },
        { path: ['stops', 0, 'scheduledArrival'], message: 'c' },
        { path: ['made_up'], message: 'd' },
      ],
    })
  })

  it('says message and detail of a refusal and of a block', () => {
    const body = error(() => ({ message: 'Not supported', detail: 'this TSP has no workflows' }))
    const message = 'Not supported: this TSP has no workflows'
    expect(classify(501, body)).toEqual({ kind: 'blocked', status: 501, message })
    expect(classify(400, body)).toEqual({ kind: 'refused', message, fieldErrors: [] })
  })

  it.each([
    ['neither', undefined, undefined, 10_000],
    ['seconds in the header', '12', undefined, 12_000],
    ['seconds in the detail', undefined, 7, 7_000],
    ['the longer header', '12', 7, 12_000],
    ['the longer detail', '3', 7, 7_000],
    ['a negative header alone', '-5', undefined, 0],
    ['a negative header and a detail', '-5', 7, 7_000],
    ['a negative detail', undefined, -1, 0],
    ['fractions', undefined, 1.5, 1_500],
    ['a date a minute after the answer’s own', 'Tue, 24 Nov 2026 05:56:00 GMT', undefined, 60_000],
    ['a date gone by', 'Tue, 24 Nov 2026 05:00:00 GMT', undefined, 0],
    ['a date longer than the detail', 'Tue, 24 Nov 2026 05:56:00 GMT', 7, 60_000],
    ['a date that is none', 'Tue, 31 Feb 2026 05:56:00 GMT', undefined, 10_000],
    ['nonsense', 'soon', undefined, 10_000],
    ['ten years', '315360000', undefined, 3_600_000],
    ['beyond all numbers', '9'.repeat(400), undefined, 3_600_000],
  ] as const)('waits after a 429 with %s', (_name, header, seconds, expected) => {
    const headers: Record<string, string> = { date: 'Tue, 24 Nov 2026 05:55:00 GMT' }
    if (header !== undefined) headers['retry-after'] = header
    const detail = seconds === undefined ? null : { retry_after_seconds: seconds, message: 'slow down' }
    expect(
      classify(
        429,
        error(() => ({ detail })),
        headers,
      ),
    ).toEqual({
      kind: 'rateLimited',
      retryAfterMs: expected,
    })
  })

  it('does not use a date when the answer has none of its own', () => {
    const body = error(() => ({}))
    const headers = { 'retry-after': 'Tue, 24 Nov 2026 05:56:00 GMT' }
    expect(classify(429, body, headers)).toEqual({ kind: 'rateLimited', retryAfterMs: 10_000 })
  })
})
