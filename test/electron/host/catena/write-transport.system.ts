import { inspect } from 'node:util'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, it } from 'vitest'
import { classifyWrite } from '../../../../electron/catena/classify.ts'
import type { WriteOutcome } from '../../../../electron/catena/http-answer.ts'
import { createWriteTransport } from '../../../../electron/host/catena/write-transport.ts'
import type { WriteRequest } from '../../../../electron/host/sync/core/ports.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { createConnectProxy } from '../../../doubles/network/connect-proxy.ts'
import { createFaultProxy, type LineFault } from '../../../doubles/network/fault-proxy.ts'
import {
  createRawServer,
  httpAnswer,
  type RawRequest,
  type Reaction,
} from '../../../doubles/network/raw-server.ts'

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.secret-token-that-must-not-show.sig'
const SOURCE_ID = 'dp_aaaaaaaaaa_1'
const OPERATION = JSON.stringify({ id: 'op-1', status: 'pending', source_id: SOURCE_ID })
const ACCEPTED = httpAnswer(202, OPERATION)
/** Where an answer is expected: never met on a busy computer. */
const DEADLINE_MS = 10_000
/** Where none will come. */
const SHORT_MS = 400

const CREATE: WriteRequest = {
  method: 'POST',
  path: '/v2/telematics/workflows?is_sync=false',
  body: JSON.stringify({ source_id: SOURCE_ID, instructions: 'Łódź 🚚'.repeat(200) }),
}
const UPDATE: WriteRequest = {
  ...CREATE,
  method: 'PATCH',
  path: '/v2/telematics/workflows/wf-1?is_sync=false',
}

/** Names of the cases below in which the server falls silent. */
const NEVER_ANSWERED = /hangs|switches protocols/

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
function closing<T extends { close(): Promise<void> }>(opened: T): T {
  closers.push(() => opened.close())
  return opened
}

async function server(react: (request: RawRequest) => Reaction, certificate?: { key: string; cert: string }) {
  return closing(await createRawServer(react, certificate))
}
const always = (bytes: string) => (): Reaction => ({ kind: 'answer', bytes })

interface SendOptions {
  readonly env?: Record<string, string>
  readonly ca?: string
  readonly scheme?: string
  readonly request?: WriteRequest
  readonly deadlineMs?: number
}

async function send(port: number, options: SendOptions = {}): Promise<WriteOutcome> {
  const write = createWriteTransport({
    apiUrl: `${options.scheme ?? 'http'}://127.0.0.1:${port}`,
    env: options.env ?? {},
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  })
  const outcome = await write(options.request ?? CREATE, TOKEN, options.deadlineMs ?? DEADLINE_MS)
  expect(inspect(outcome, { depth: 20 })).not.toContain('secret-token')
  return outcome
}
function classOf(outcome: WriteOutcome): string {
  return classifyWrite(outcome, { sourceId: SOURCE_ID, resourceId: null }).kind
}

async function certificateFor(address: string): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: address }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: address }] },
    ],
  })
  return { key: made.private, cert: made.cert }
}

describe('[T7] one copy of each write', () => {
  it('sends one whole request and reads the answer', async () => {
    const catena = await server(always(ACCEPTED))
    const outcome = await send(catena.port)
    expect(classOf(outcome)).toBe('accepted')
    expect(catena.requests).toEqual([
      {
        method: 'POST',
        path: CREATE.path,
        body: CREATE.body,
        numberOnConnection: 1,
        headers: {
          host: `127.0.0.1:${catena.port}`,
          authorization: `Bearer ${TOKEN}`,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(CREATE.body)),
          accept: 'application/json',
          'accept-encoding': 'identity',
          connection: 'close',
        },
      },
    ])
  })

  it('never writes on a connection that was used, so that a server that resets those sees one copy each', async () => {
    const catena = await server((request) =>
      request.numberOnConnection === 1
        ? { kind: 'answer', bytes: ACCEPTED }
        : { kind: 'answerAndReset', bytes: '' },
    )
    const write = createWriteTransport({ apiUrl: `http://127.0.0.1:${catena.port}`, env: {} })
    for (let n = 0; n < 20; n++) {
      const outcome = await write({ ...CREATE, body: JSON.stringify({ n }) }, TOKEN, DEADLINE_MS)
      expect(classOf(outcome)).toBe('accepted')
    }
    expect(catena.requests.map((each) => each.body)).toEqual(
      Array.from({ length: 20 }, (_, n) => JSON.stringify({ n })),
    )
    expect(catena.connectionCount()).toBe(20)
  })

  it.each([
    ['resets after the request', { kind: 'answerAndReset', bytes: '' }],
    ['closes after the request', { kind: 'answerAndEnd', bytes: '' }],
    ['hangs after the request', { kind: 'hang' }],
    ['resets in the head of the answer', { kind: 'answerAndReset', bytes: 'HTTP/1.1 202 Acc' }],
    ['ends in the head of the answer', { kind: 'answerAndEnd', bytes: 'HTTP/1.1 202 Accepted\r\n' }],
    ['resets in the body', { kind: 'answerAndReset', bytes: ACCEPTED.slice(0, -10) }],
    ['ends in the body', { kind: 'answerAndEnd', bytes: ACCEPTED.slice(0, -10) }],
    ['hangs in the body', { kind: 'answer', bytes: ACCEPTED.slice(0, -10) }],
    ['does not speak HTTP', { kind: 'answerAndEnd', bytes: 'SSH-2.0-OpenSSH_9.6\r\n' }],
    ['sends bytes that are none of HTTP', { kind: 'answerAndEnd', bytes: Buffer.from([22, 3, 1, 0, 0]) }],
    [
      'switches protocols',
      { kind: 'answer', bytes: 'HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n' },
    ],
    [
      'sends a head beyond all bounds',
      { kind: 'answer', bytes: `HTTP/1.1 200 OK\r\na: ${'b'.repeat(100_000)}\r\n\r\n` },
    ],
    ['says continue and hangs', { kind: 'answer', bytes: 'HTTP/1.1 100 Continue\r\n\r\n' }],
    [
      'answers in broken chunks',
      { kind: 'answerAndEnd', bytes: 'HTTP/1.1 202 A\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n' },
    ],
    ['answers 202 with nothing', { kind: 'answer', bytes: httpAnswer(202, '') }],
    [
      'answers 200 with an error in it',
      { kind: 'answer', bytes: httpAnswer(200, '{"code":500,"message":"x","detail":null}') },
    ],
    ['answers 204', { kind: 'answer', bytes: 'HTTP/1.1 204 No Content\r\n\r\n' }],
    [
      'answers with a portal',
      { kind: 'answer', bytes: httpAnswer(200, '<html>log in</html>', { 'content-type': 'text/html' }) },
    ],
    ['answers 407', { kind: 'answer', bytes: httpAnswer(407, '<html>', { 'content-type': 'text/html' }) }],
    ['answers 408 and closes', { kind: 'answerAndEnd', bytes: httpAnswer(408, '') }],
    ['answers 409', { kind: 'answer', bytes: httpAnswer(409, '{"code":409,"message":"x","detail":null}') }],
    ['answers 500', { kind: 'answer', bytes: httpAnswer(500, '{"message":"x"}') }],
    ['answers 502', { kind: 'answer', bytes: httpAnswer(502, '<html>', { 'content-type': 'text/html' }) }],
    ['answers 504', { kind: 'answer', bytes: httpAnswer(504, '{"code":504,"message":"x","detail":null}') }],
  ] as const)('is one copy and uncertain when the server %s', async (name, reaction) => {
    for (const request of [CREATE, UPDATE]) {
      const catena = await server(() => reaction)
      const deadlineMs = NEVER_ANSWERED.test(name) ? SHORT_MS : DEADLINE_MS
      expect(classOf(await send(catena.port, { request, deadlineMs }))).toBe('uncertain')
      expect(catena.requests).toHaveLength(1)
      expect(catena.connectionCount()).toBe(1)
    }
  })

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const elsewhere = await server(always(ACCEPTED))
    const location = `http://127.0.0.1:${elsewhere.port}/login`
    const catena = await server(always(httpAnswer(status, '', { location })))
    expect(classOf(await send(catena.port))).toBe('uncertain')
    expect(elsewhere.requests).toHaveLength(0)
    expect(catena.requests).toHaveLength(1)
  })

  it('stops reading an answer without end at 5 MiB', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n'
    const catena = await server(() => ({ kind: 'flood', head }))
    const outcome = await send(catena.port)
    expect(outcome).toMatchObject({ kind: 'answered', answer: { isTruncated: true } })
    expect(classOf(outcome)).toBe('uncertain')
    expect(catena.floodedBytes()).toBeLessThan(32 * 1024 * 1024)
  })

  it('takes an answer that came before the whole request was read', async () => {
    const catena = await server(always(ACCEPTED))
    const refusal = JSON.stringify({ code: 422, message: 'No', detail: [] })
    const early = await server(() => ({ kind: 'answerAndReset', bytes: httpAnswer(422, refusal) }))
    expect(classOf(await send(early.port))).toBe('refused')
    expect(catena.requests).toHaveLength(0)
  })

  it('is uncertain when the connection is reset inside the request', async () => {
    const catena = await server(always(ACCEPTED))
    catena.setResetAfterBytes(10)
    expect(await send(catena.port)).toMatchObject({ kind: 'lost' })
    expect(catena.connectionCount()).toBe(1)
  })
})

describe('[T7] what never left', () => {
  it('is unsent when nobody listens', async () => {
    const catena = await createRawServer(always(ACCEPTED))
    await catena.close()
    const outcome = inEnglish(await send(catena.port))
    expect(outcome).toMatchObject({ kind: 'unsent', reason: 'the connection is refused (ECONNREFUSED)' })
  })

  it('is unsent when the name is not found', async () => {
    const write = createWriteTransport({ apiUrl: 'https://no-such-host.invalid', env: {} })
    expect(classOf(await write(CREATE, TOKEN, 5_000))).toBe('unsent')
  })

  it('is unsent when the certificate is not trusted, for another name, or not TLS at all', async () => {
    const certificate = await certificateFor('127.0.0.1')
    const other = await certificateFor('127.0.0.9')
    const catena = await server(always(ACCEPTED), certificate)
    const elsewhere = await server(always(ACCEPTED), other)
    const plain = await server(always(ACCEPTED))
    const scheme = 'https'
    expect(classOf(await send(catena.port, { scheme, ca: certificate.cert }))).toBe('accepted')
    expect(await send(catena.port, { scheme })).toMatchObject({ kind: 'unsent' })
    expect(await send(elsewhere.port, { scheme, ca: other.cert })).toMatchObject({ kind: 'unsent' })
    expect(await send(plain.port, { scheme })).toMatchObject({ kind: 'unsent' })
    expect(catena.requests).toHaveLength(1)
    expect(elsewhere.requests).toHaveLength(0)
    expect(plain.requests).toHaveLength(0)
  })

  it('is unsent when the secure connection hangs or dies while it is made', async () => {
    const certificate = await certificateFor('127.0.0.1')
    const catena = await server(always(ACCEPTED), certificate)
    const faultProxy = closing(await createFaultProxy(catena.port))
    const scheme = 'https'
    const faults: LineFault[] = [
      { kind: 'down' },
      { kind: 'timeout', direction: 'up' },
      { kind: 'timeout', direction: 'down' },
      { kind: 'reset', direction: 'up', afterBytes: 0 },
      { kind: 'reset', direction: 'up', afterBytes: 50 },
      { kind: 'reset', direction: 'down', afterBytes: 50 },
      { kind: 'truncate', afterBytes: 100 },
      { kind: 'intercept', bytes: httpAnswer(302, '', { location: 'http://portal/' }) },
    ]
    for (const fault of faults) {
      faultProxy.setFault(fault)
      const deadlineMs = fault.kind === 'timeout' ? SHORT_MS : DEADLINE_MS
      expect(await send(faultProxy.port, { scheme, ca: certificate.cert, deadlineMs })).toMatchObject({
        kind: 'unsent',
      })
    }
    expect(catena.requests).toHaveLength(0)
  })

  it('is unsent when the token or the path cannot be written', async () => {
    const catena = await server(always(ACCEPTED))
    const write = createWriteTransport({ apiUrl: `http://127.0.0.1:${catena.port}`, env: {} })
    const badToken = await write(CREATE, 'secret-token\r\nx: y', DEADLINE_MS)
    expect(badToken.kind).toBe('unsent')
    expect(inspect(badToken, { depth: 20 })).not.toContain('secret-token')
    expect((await write({ ...CREATE, path: '/a b\n' }, TOKEN, DEADLINE_MS)).kind).toBe('unsent')
    expect(catena.requests).toHaveLength(0)
  })

  it('goes through a proxy by CONNECT, and around it where it is told to', async () => {
    const certificate = await certificateFor('127.0.0.1')
    const catena = await server(always(ACCEPTED), certificate)
    const proxy = closing(await createConnectProxy())
    const env = { HTTPS_PROXY: `http://user:p%40ss@127.0.0.1:${proxy.port}` }
    const options = { scheme: 'https', ca: certificate.cert, env }
    expect(classOf(await send(catena.port, options))).toBe('accepted')
    expect(proxy.asked).toEqual([
      {
        target: `127.0.0.1:${catena.port}`,
        authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
      },
    ])
    for (const noProxy of ['127.0.0.1', '*', `127.0.0.1:${catena.port}`, 'example.com, 127.0.0.1']) {
      const around = { ...options, env: { ...env, NO_PROXY: noProxy } }
      expect(classOf(await send(catena.port, around))).toBe('accepted')
    }
    expect(proxy.asked).toHaveLength(1)
    expect(catena.requests).toHaveLength(5)
  })

  it.each([403, 407, 502, 302, 'hang'] as const)(
    'is unsent when the proxy says %s to CONNECT',
    async (refusal) => {
      const catena = await server(always(ACCEPTED))
      const proxy = closing(await createConnectProxy())
      proxy.setRefusal(refusal)
      const outcome = await send(catena.port, {
        env: { http_proxy: `http://user:pass@127.0.0.1:${proxy.port}` },
        deadlineMs: refusal === 'hang' ? SHORT_MS : DEADLINE_MS,
      })
      expect(outcome.kind).toBe('unsent')
      expect(inspect(outcome, { depth: 20 })).not.toContain('pass@')
      expect(catena.requests).toHaveLength(0)
    },
  )
})

describe('[T7] a bad network in front of a good server', () => {
  const phases: [string, LineFault, 'accepted' | 'uncertain' | 'unsent', number][] = [
    ['latency', { kind: 'latency', ms: 20 }, 'accepted', 1],
    ['little bandwidth', { kind: 'bandwidth', bytesPerSecond: 50_000 }, 'accepted', 1],
    ['bytes one by one', { kind: 'slice', bytes: 1 }, 'accepted', 1],
    ['slices of 7', { kind: 'slice', bytes: 7 }, 'accepted', 1],
    ['nothing passes up', { kind: 'timeout', direction: 'up' }, 'uncertain', 0],
    ['nothing passes down', { kind: 'timeout', direction: 'down' }, 'uncertain', 1],
    ['a reset inside the request', { kind: 'reset', direction: 'up', afterBytes: 100 }, 'uncertain', 0],
    [
      'a reset at the first byte of the answer',
      { kind: 'reset', direction: 'down', afterBytes: 1 },
      'uncertain',
      1,
    ],
    ['a reset inside the answer', { kind: 'reset', direction: 'down', afterBytes: 60 }, 'uncertain', 1],
    ['a cut inside the head', { kind: 'truncate', afterBytes: 30 }, 'uncertain', 1],
    ['a cut inside the body', { kind: 'truncate', afterBytes: ACCEPTED.length - 5 }, 'uncertain', 1],
    [
      'a portal',
      { kind: 'intercept', bytes: httpAnswer(302, '', { location: 'http://portal/' }) },
      'uncertain',
      0,
    ],
  ]

  it.each(phases)('%s', async (_name, fault, expected, copies) => {
    for (const request of [CREATE, UPDATE]) {
      const catena = await server(always(ACCEPTED))
      const faultProxy = closing(await createFaultProxy(catena.port))
      faultProxy.setFault(fault)
      const deadlineMs = fault.kind === 'timeout' ? SHORT_MS : DEADLINE_MS
      expect(classOf(await send(faultProxy.port, { request, deadlineMs }))).toBe(expected)
      expect(catena.requests).toHaveLength(copies)
      expect(faultProxy.connectionCount()).toBe(1)
    }
  })
})
