import { inspect } from 'node:util'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, it } from 'vitest'
import { createReadDispatcher } from '../../../../electron/host/catena/read-dispatcher.ts'
import { createCatenaReader } from '../../../../electron/host/catena/reader.ts'
import type { CatenaReader } from '../../../../electron/host/sync/core/ports.ts'
import type { ReferenceKind } from '../../../../shared/model/reference.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { createConnectProxy } from '../../../doubles/network/connect-proxy.ts'
import { createFaultProxy, type LineFault } from '../../../doubles/network/fault-proxy.ts'
import {
  createRawServer,
  httpAnswer,
  type RawRequest,
  type Reaction,
} from '../../../doubles/network/raw-server.ts'

const TOKEN = 'secret-token-that-must-not-show'
const CONNECTION = '0b8e7d7c-5d1e-4c59-9a3b-0e6f3b1a2c4d'
const DATE = 'Tue, 24 Nov 2026 05:55:00 GMT'
const DATE_MS = Date.UTC(2026, 10, 24, 5, 55)
/** Where an answer is expected: never met on a busy computer. */
const DEADLINE_MS = 10_000
/** Where none will come. */
const SHORT_MS = 400
const WINDOW = { connectionId: CONNECTION, from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' }
const QUERY = { ...WINDOW, operation: 'create' } as const

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
function closing<T extends { close(): Promise<void> }>(opened: T): T {
  closers.push(() => opened.close())
  return opened
}

interface Reading {
  readonly reader: CatenaReader
  readonly setAside: [ReferenceKind, number][]
}
function readerAt(
  port: number,
  options: { env?: Record<string, string>; scheme?: string; ca?: string; deadlineMs?: number } = {},
): Reading {
  const apiUrl = `${options.scheme ?? 'http'}://127.0.0.1:${port}/base/`
  const dispatcher = createReadDispatcher({
    apiUrl,
    env: options.env ?? {},
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  })
  closers.push(() => dispatcher.destroy())
  const setAside: [ReferenceKind, number][] = []
  const reader = createCatenaReader({
    apiUrl,
    dispatcher,
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    onSetAside: (kind, count) => setAside.push([kind, count]),
  })
  return { reader, setAside }
}

async function serving(react: (request: RawRequest) => Reaction, deadlineMs = DEADLINE_MS) {
  const server = closing(await createRawServer(react))
  return { server, ...readerAt(server.port, { deadlineMs }) }
}
function answer(value: unknown, status = 200): Reaction {
  const body = typeof value === 'string' ? value : JSON.stringify(value)
  return {
    kind: 'answer',
    bytes: httpAnswer(status, body, { 'content-type': 'application/json', date: DATE }),
  }
}
function page(items: readonly unknown[], next: string | null = null): unknown {
  return { items, current_page: 'x', current_page_backwards: null, previous_page: null, next_page: next }
}
function queryOf(request: RawRequest): URLSearchParams {
  return new URL(request.path, 'http://any').searchParams
}
function operation(over: Record<string, unknown> = {}): Record<string, unknown> {
  const whole = { id: 'op-1', status: 'pending', resource: 'workflow', operation_type: 'create' }
  return { ...whole, connection_id: CONNECTION, source_id: 'dp_a_1', resource_id: null, logs: [], ...over }
}

/** One good answer for every read. */
function goodCatena(request: RawRequest): Reaction {
  const { pathname } = new URL(request.path, 'http://any')
  if (pathname.endsWith('/resource-operations/op-1')) return answer(operation())
  if (pathname.endsWith('/resource-operations')) return answer(page([operation()]))
  if (pathname.endsWith('/workflows/wf-1')) return answer({ id: 'wf-1' })
  if (pathname.endsWith('/workflows')) return answer(page([{ id: 'wf-1', connection_id: CONNECTION }]))
  return answer(page([]))
}

const CALLS: Record<string, (reader: CatenaReader) => Promise<{ kind: string }>> = {
  probe: (reader) => reader.probe(TOKEN),
  listOperations: (reader) => reader.listOperations(QUERY, TOKEN),
  getOperation: (reader) => reader.getOperation(CONNECTION, 'op-1', TOKEN),
  listWorkflows: (reader) => reader.listWorkflows(WINDOW, TOKEN),
  getWorkflow: (reader) => reader.getWorkflow('wf-1', TOKEN),
  referencePage: (reader) => reader.referencePage('vehicles', null, TOKEN),
}

async function allKinds(reader: CatenaReader): Promise<Record<string, string>> {
  const kinds: [string, string][] = []
  for (const [name, call] of Object.entries(CALLS)) {
    const outcome = await call(reader)
    expect(inspect(outcome, { depth: 20 })).not.toContain(TOKEN)
    kinds.push([name, outcome.kind])
  }
  return Object.fromEntries(kinds)
}
function all(kind: string): Record<string, string> {
  return Object.fromEntries(Object.keys(CALLS).map((name) => [name, kind]))
}

describe('a listing', () => {
  it('asks for exactly what it says, and gives Catena’s time', async () => {
    const { server, reader } = await serving(goodCatena)
    const outcome = await reader.listOperations(QUERY, TOKEN)
    expect(outcome).toMatchObject({ kind: 'ok', serverDateMs: DATE_MS, value: [{ id: 'op-1' }] })
    const [request] = server.requests
    expect(request?.path).toMatch(/^\/base\/v2\/integrations\/connections\/resource-operations\?/)
    expect(request?.headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(Object.fromEntries(new URL(request?.path ?? '', 'http://any').searchParams)).toEqual({
      resource: 'workflow',
      operation: 'create',
      connection_id: CONNECTION,
      from_datetime: WINDOW.from,
      to_datetime: WINDOW.to,
      size: '200',
    })
  })

  it('[I11] comes with every page, an item on two pages once', async () => {
    const pages: Record<string, unknown> = {
      '': page([operation({ id: 'a' }), operation({ id: 'b' })], 'two'),
      two: page([operation({ id: 'b' })], 'three'),
      three: page([operation({ id: 'c' })], null),
    }
    const { reader } = await serving((request) => answer(pages[queryOf(request).get('cursor') ?? '']))
    const outcome = await reader.listOperations(QUERY, TOKEN)
    expect(outcome).toMatchObject({ kind: 'ok', value: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
  })

  const second: [string, Reaction, string][] = [
    ['fails', answer({ message: 'x' }, 500), 'serverError'],
    ['is lost', { kind: 'answerAndReset', bytes: '' }, 'unreachable'],
    ['hangs', { kind: 'hang' }, 'unreachable'],
    ['needs a sign-in', answer({ code: 401, message: 'x', detail: null }, 401), 'unauthorized'],
    [
      'comes too soon',
      answer({ code: 429, message: 'x', detail: { retry_after_seconds: 3 } }, 429),
      'rateLimited',
    ],
    ['is the first again', answer(page([operation({ id: 'z' })], 'two')), 'unusable'],
    ['does not say whether it is the last', answer({ items: [] }), 'unusable'],
    ['has an empty cursor', answer(page([], '')), 'unusable'],
    ['has no items', answer({ next_page: null }), 'unreachable'],
    ['has a number as its cursor', answer({ items: [], next_page: 7 }), 'unusable'],
    ['has an item without id', answer(page([operation({ id: undefined })])), 'unusable'],
    ['has an item that is none', answer(page(['text', null])), 'unusable'],
    ['has another connection', answer(page([operation({ connection_id: 'other' })])), 'unusable'],
    ['has another resource', answer(page([operation({ resource: 'vehicle' })])), 'unusable'],
    ['has an update', answer(page([operation({ operation_type: 'update' })])), 'unusable'],
    [
      'is a web page',
      { kind: 'answer', bytes: httpAnswer(200, '<html>', { 'content-type': 'text/html' }) },
      'portal',
    ],
  ]
  it.each(second)('[I11] is not whole when the second page %s', async (_name, reaction, expected) => {
    const { reader } = await serving(
      (request) =>
        queryOf(request).get('cursor') === 'two' ? reaction : answer(page([operation({ id: 'a' })], 'two')),
      reaction.kind === 'hang' ? SHORT_MS : DEADLINE_MS,
    )
    expect((await reader.listOperations(QUERY, TOKEN)).kind).toBe(expected)
  })

  it('ends when the cursors never do', async () => {
    let number = 0
    const { server, reader } = await serving(() => answer(page([], `cursor-${++number}`)))
    expect((await reader.listWorkflows(WINDOW, TOKEN)).kind).toBe('unusable')
    expect(server.requests.length).toBe(500)
  })

  it('asks for smaller pages when one is over 5 MiB', async () => {
    const padding = 'x'.repeat(60_000)
    const { server, reader } = await serving((request) => {
      const query = queryOf(request)
      const size = Number(query.get('size'))
      const from = Number(query.get('cursor') ?? '0')
      const items = Array.from({ length: Math.min(size, 120 - from) }, (_, n) =>
        operation({ id: `op-${from + n}`, payload: padding }),
      )
      return answer(page(items, from + size < 120 ? String(from + size) : null))
    })
    const outcome = await reader.listOperations(QUERY, TOKEN)
    expect(outcome.kind === 'ok' ? outcome.value.length : outcome).toBe(120)
    expect(queryOf(server.requests[0] as RawRequest).get('size')).toBe('200')
    expect(queryOf(server.requests[1] as RawRequest).get('size')).toBe('50')
  })

  it('keeps words, fields and numbers that are not known yet', async () => {
    const text = JSON.stringify(
      page([{ id: 'wf-1', connection_id: CONNECTION, workflow_status: 'PARKED', moon: 'H3' }]),
    )
    const { reader } = await serving(() => answer(text.replace('"H3"', '644325528630673407')))
    const outcome = await reader.listWorkflows(WINDOW, TOKEN)
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: [{ id: 'wf-1', workflow_status: 'PARKED', moon: 644325528630673407n }],
    })
  })
})

describe('a single record', () => {
  it.each([
    ['another id', { ...operation(), id: 'op-2' }, 'unusable'],
    ['no id', { ...operation(), id: undefined }, 'unreachable'],
    ['a wrong type', { ...operation(), status: 5 }, 'unusable'],
    ['a list', [operation()], 'unreachable'],
    ['null', null, 'unreachable'],
  ])('is not taken when it has %s', async (_name, value, expected) => {
    const { reader } = await serving(() => answer(value))
    expect((await reader.getOperation(CONNECTION, 'op-1', TOKEN)).kind).toBe(expected)
  })

  it('is refused with Catena’s sentence when it is not there', async () => {
    const { reader } = await serving(() =>
      answer({ code: 404, message: 'Not found', detail: 'no such' }, 404),
    )
    expect(await reader.getWorkflow('wf-1', TOKEN)).toEqual({
      kind: 'refused',
      status: 404,
      message: 'Not found: no such',
      serverDateMs: DATE_MS,
    })
  })
})

describe('reference data', () => {
  it('keeps drivers only, names them, leaves deleted ones out and sets odd ones aside', async () => {
    const users = [
      {
        id: 'u1',
        source_id: 's1',
        first_name: ' Ada ',
        last_name: 'Novak',
        is_driver: true,
        is_active: false,
      },
      { id: 'u2', source_id: 's2', username: 'bob', is_driver: true, employee_number: '7', colour: 'red' },
      { id: 'u3', source_id: 's3', first_name: null, is_driver: true },
      { id: 'u4', source_id: 's4', is_driver: false },
      { id: 'u5', source_id: 's5', is_driver: true, deleted_at: '2026-01-01T00:00:00Z' },
      { id: 'u6', source_id: null, is_driver: true },
      { id: 6, source_id: 's6', is_driver: true },
      null,
    ]
    const { reader, setAside } = await serving(() => answer(page(users, 'next')))
    const rest = { connectionId: null, employeeNumber: null, phoneNumber: null, isActive: true }
    expect(await reader.referencePage('drivers', null, TOKEN)).toMatchObject({
      kind: 'ok',
      value: {
        kind: 'drivers',
        nextCursor: 'next',
        items: [
          { ...rest, id: 'u1', sourceId: 's1', name: 'Ada Novak', isActive: false },
          { ...rest, id: 'u2', sourceId: 's2', name: 'bob', employeeNumber: '7' },
          { ...rest, id: 'u3', sourceId: 's3', name: 's3' },
        ],
      },
    })
    expect(setAside).toEqual([['drivers', 3]])
  })

  it('never keeps the credentials of a connection', async () => {
    const connections = [
      { id: 'c1', status: 'stale', source_name: 'samsara', credentials: { key: '****abcd' } },
    ]
    const { reader } = await serving(() => answer(page(connections)))
    const outcome = await reader.referencePage('connections', null, TOKEN)
    expect(outcome).toMatchObject({ kind: 'ok', value: { items: [{ id: 'c1', status: 'stale' }] } })
    expect(JSON.stringify(outcome)).not.toMatch(/credentials|abcd/)
  })

  it('names vehicles by name, plate or id, and passes the cursor on', async () => {
    const vehicles = [
      { id: 'v1', source_id: 's1', vehicle_name: 'Truck 1', vin: 'V', license_plate_number: 'P1' },
      { id: 'v2', source_id: 's2', license_plate_number: 'P2', is_active: false },
      { id: 'v3', source_id: 's3' },
      { id: 'v4' },
    ]
    const { server, reader, setAside } = await serving(() => answer(page(vehicles)))
    const outcome = await reader.referencePage('vehicles', 'abc=&/', TOKEN)
    expect(outcome).toMatchObject({
      value: {
        items: [{ name: 'Truck 1' }, { name: 'P2', isActive: false }, { name: 's3' }],
        nextCursor: null,
      },
    })
    expect(queryOf(server.requests[0] as RawRequest).get('cursor')).toBe('abc=&/')
    expect(setAside).toEqual([['vehicles', 1]])
  })

  it('does not go in a circle', async () => {
    const { reader } = await serving(() => answer(page([], 'same')))
    expect(inEnglish(await reader.referencePage('vehicles', 'same', TOKEN))).toMatchObject({
      kind: 'unusable',
      reason: 'the list goes in a circle',
      serverDateMs: DATE_MS,
    })
  })

  it('is no list when it does not say whether more follows', async () => {
    const { reader } = await serving(() => answer({ items: [] }))
    expect((await reader.referencePage('vehicles', null, TOKEN)).kind).toBe('unusable')
  })
})

describe('[T7] what answers in Catena’s place', () => {
  const html = { 'content-type': 'text/html' }
  const shape = (status: number) => JSON.stringify({ code: status, message: 'x', detail: null })
  const cases: [string, Reaction, string][] = [
    ['a portal’s page', { kind: 'answer', bytes: httpAnswer(200, '<html>log in</html>', html) }, 'portal'],
    [
      'a portal’s redirect',
      { kind: 'answer', bytes: httpAnswer(302, '', { location: 'http://portal/' }) },
      'portal',
    ],
    [
      'a permanent redirect',
      { kind: 'answer', bytes: httpAnswer(308, '', { location: '/login' }) },
      'portal',
    ],
    ['a page that says it is JSON', answer('<!DOCTYPE html><html>'), 'portal'],
    ['a 511', { kind: 'answer', bytes: httpAnswer(511, '<html>', html) }, 'portal'],
    ['a 407', { kind: 'answer', bytes: httpAnswer(407, '<html>', html) }, 'portal'],
    ['a 403 page', { kind: 'answer', bytes: httpAnswer(403, '<html>', html) }, 'portal'],
    ['a 408', { kind: 'answer', bytes: httpAnswer(408, '<html>', html) }, 'unreachable'],
    ['a 500', answer({ message: 'x' }, 500), 'serverError'],
    ['a 502 page', { kind: 'answer', bytes: httpAnswer(502, '<html>', html) }, 'unreachable'],
    ['a 503', { kind: 'answer', bytes: httpAnswer(503, '') }, 'unreachable'],
    ['a 504 in Catena’s shape', answer(shape(504), 504), 'serverError'],
    ['a 401 in Catena’s shape', answer(shape(401), 401), 'unauthorized'],
    ['a 401 of somebody else', answer({ error: 'invalid_token' }, 401), 'unreachable'],
    ['a 403 in Catena’s shape', answer(shape(403), 403), 'refused'],
    ['a 409 in Catena’s shape', answer(shape(409), 409), 'refused'],
    ['a 429 in Catena’s shape', answer(shape(429), 429), 'rateLimited'],
    ['a 429 of a gateway', answer({ message: 'slow' }, 429), 'rateLimited'],
    ['a 429 page', { kind: 'answer', bytes: httpAnswer(429, '<html>', html) }, 'rateLimited'],
    ['200 with an error', answer(shape(500)), 'unreachable'],
    ['202 with nothing', { kind: 'answer', bytes: httpAnswer(202, '') }, 'unreachable'],
    ['204', { kind: 'answer', bytes: 'HTTP/1.1 204 No Content\r\n\r\n' }, 'unreachable'],
    [
      'JSON as plain text',
      { kind: 'answer', bytes: httpAnswer(200, '{}', { 'content-type': 'text/plain' }) },
      'unreachable',
    ],
    ['half of its JSON', answer('{"items":['), 'unreachable'],
    ['null', answer('null'), 'unreachable'],
    ['nothing', answer(''), 'unreachable'],
    ['nesting without end', answer('['.repeat(100_000)), 'unreachable'],
    [
      'a cut answer',
      { kind: 'answerAndEnd', bytes: httpAnswer(200, '{"items":[]}').slice(0, -4) },
      'unreachable',
    ],
    ['a reset', { kind: 'answerAndReset', bytes: '' }, 'unreachable'],
    ['silence', { kind: 'hang' }, 'unreachable'],
    [
      'half an answer and silence',
      { kind: 'answer', bytes: httpAnswer(200, '{}').slice(0, -1) },
      'unreachable',
    ],
    ['something that is not HTTP', { kind: 'answerAndEnd', bytes: 'SSH-2.0-x\r\n' }, 'unreachable'],
    [
      'a flood',
      { kind: 'flood', head: 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n' },
      'unreachable',
    ],
  ]
  it.each(cases)('%s', async (_name, reaction, expected) => {
    const { server, reader } = await serving(
      () => reaction,
      expected === 'unreachable' ? SHORT_MS : DEADLINE_MS,
    )
    expect(await allKinds(reader)).toEqual(all(expected))
    expect(server.floodedBytes()).toBeLessThan(300 * 1024 * 1024)
  })

  it('reads nothing of a redirect’s target', async () => {
    const elsewhere = closing(await createRawServer(goodCatena))
    const location = `http://127.0.0.1:${elsewhere.port}/`
    const { reader } = await serving(() => ({ kind: 'answer', bytes: httpAnswer(307, '', { location }) }))
    expect(await allKinds(reader)).toEqual(all('portal'))
    expect(elsewhere.requests).toHaveLength(0)
  })

  it('gives the time as Catena says it, a day off or not at all', async () => {
    for (const [date, expected] of [
      ['Mon, 23 Nov 2026 05:55:00 GMT', DATE_MS - 86_400_000],
      ['yesterday', null],
    ] as const) {
      const headers = { 'content-type': 'application/json', date }
      const { reader } = await serving(() => ({
        kind: 'answer',
        bytes: httpAnswer(200, JSON.stringify(page([])), headers),
      }))
      expect(await reader.probe(TOKEN)).toEqual({ kind: 'ok', value: null, serverDateMs: expected })
    }
  })
})

describe('[T7] a bad network', () => {
  const faults: [string, LineFault, string][] = [
    ['latency', { kind: 'latency', ms: 20 }, 'ok'],
    ['little bandwidth', { kind: 'bandwidth', bytesPerSecond: 50_000 }, 'ok'],
    ['slices of 5', { kind: 'slice', bytes: 5 }, 'ok'],
    ['nothing passes up', { kind: 'timeout', direction: 'up' }, 'unreachable'],
    ['nothing passes down', { kind: 'timeout', direction: 'down' }, 'unreachable'],
    ['a reset at once', { kind: 'down' }, 'unreachable'],
    ['a reset inside the request', { kind: 'reset', direction: 'up', afterBytes: 50 }, 'unreachable'],
    ['a reset inside the answer', { kind: 'reset', direction: 'down', afterBytes: 50 }, 'unreachable'],
    ['a cut inside the answer', { kind: 'truncate', afterBytes: 100 }, 'unreachable'],
    ['a portal', { kind: 'intercept', bytes: httpAnswer(302, '', { location: 'http://portal/' }) }, 'portal'],
  ]
  it.each(faults)('%s', async (_name, fault, expected) => {
    const catena = closing(await createRawServer(goodCatena))
    const faultProxy = closing(await createFaultProxy(catena.port))
    faultProxy.setFault(fault)
    const { reader } = readerAt(faultProxy.port, {
      deadlineMs: expected === 'unreachable' ? SHORT_MS : DEADLINE_MS,
    })
    expect(await allKinds(reader)).toEqual(all(expected))
  })

  it('is offline when nobody listens', async () => {
    const gone = await createRawServer(goodCatena)
    await gone.close()
    expect(await allKinds(readerAt(gone.port).reader)).toEqual(all('offline'))
  })

  const day = 86_400_000
  const certificates: [string, { notBeforeDate?: Date; notAfterDate?: Date }, boolean, string][] = [
    ['signed by nobody known', {}, false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'expired',
      { notBeforeDate: new Date(Date.now() - 2 * day), notAfterDate: new Date(Date.now() - day) },
      true,
      'CERT_HAS_EXPIRED',
    ],
    ['of another host', {}, true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ]
  it.each(certificates)('names a certificate that is %s', async (_name, dates, isTrusted, code) => {
    const made = await generate([{ name: 'commonName', value: 'x' }], { algorithm: 'sha256', ...dates })
    const secure = closing(await createRawServer(goodCatena, { key: made.private, cert: made.cert }))
    const trust = isTrusted ? { ca: made.cert } : {}
    const { reader } = readerAt(secure.port, { scheme: 'https', ...trust })
    expect(await allKinds(reader)).toEqual(all('untrusted'))
    expect(await reader.probe(TOKEN)).toMatchObject({ detail: expect.stringContaining(code) })
    expect(secure.requests).toHaveLength(0)
  })

  it('asks once more when a pooled connection has died', async () => {
    const { server, reader } = await serving((request) =>
      request.numberOnConnection === 1 ? answer(page([])) : { kind: 'answerAndReset', bytes: '' },
    )
    for (let n = 0; n < 5; n++) expect((await reader.probe(TOKEN)).kind).toBe('ok')
    expect(server.connectionCount()).toBeGreaterThan(1)
  })

  it.each([
    [407, 'portal'],
    [403, 'unreachable'],
    [null, 'ok'],
  ] as const)('goes through a proxy that answers %s to CONNECT', async (refusal, expected) => {
    const catena = closing(await createRawServer(goodCatena))
    const proxy = closing(await createConnectProxy())
    proxy.setRefusal(refusal)
    const { reader } = readerAt(catena.port, { env: { HTTP_PROXY: `127.0.0.1:${proxy.port}` } })
    expect(await allKinds(reader)).toEqual(all(expected))
    expect(proxy.asked.length).toBeGreaterThan(0)
  })
})
