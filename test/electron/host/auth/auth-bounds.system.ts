import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createAuthFetch } from '../../../../electron/host/auth/auth-fetch.ts'
import { boundFetch, MAX_ANSWER_BYTES } from '../../../../electron/host/auth/bounded-fetch.ts'
import { createHandClock } from './auth-bench.ts'

const closings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close()
})

/** Something that a test waits for. */
function createEvent(): { readonly happened: Promise<void>; happen(): void } {
  let happen = (): void => {}
  const happened = new Promise<void>((resolve) => {
    happen = resolve
  })
  return { happened, happen: () => happen() }
}

/** A server that answers everything in this way, reached as the authorization server is. */
async function open(answer: (response: ServerResponse) => void) {
  const server: Server = createServer((_request, response) => answer(response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const authFetch = createAuthFetch({ env: {} })
  closings.push(authFetch.close, async () => {
    server.closeAllConnections()
    server.close()
  })
  const clock = createHandClock()
  const bounded = boundFetch(authFetch.fetch, { clock, deadlineMs: 15_000 })
  const { port } = server.address() as AddressInfo
  const request = () =>
    bounded(`http://127.0.0.1:${port}/token`, {
      method: 'POST',
      headers: {},
      body: undefined,
      redirect: 'manual',
      signal: new AbortController().signal,
    })
  return { clock, request }
}

describe('the authorization server’s answer is bounded', () => {
  test('a body without an end is given up once it is over the limit, and its connection closed', async () => {
    const closed = createEvent()
    const { request } = await open((response) => {
      const chunk = Buffer.alloc(65_536, 'x')
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', more)
      response.on('close', () => closed.happen())
      more()
    })
    await expect(request()).rejects.toMatchObject({ code: 'auth.answerTooLarge' })
    await closed.happened
  })

  test('a body that comes byte by byte is given up at the deadline, and its connection closed', async () => {
    const dripped = createEvent()
    const closed = createEvent()
    const { clock, request } = await open((response) => {
      const drip = setInterval(() => {
        response.write(' ')
        dripped.happen()
      }, 5)
      response.on('close', () => {
        clearInterval(drip)
        closed.happen()
      })
    })
    const asked = request()
    const outcome = expect(asked).rejects.toMatchObject({ code: 'auth.answerTooSlow' })
    await dripped.happened
    clock.advance(14_999)
    clock.advance(1)
    await outcome
    await closed.happened
  })

  test('a server that never answers is given up at the deadline', async () => {
    const asked = createEvent()
    const { clock, request } = await open(() => asked.happen())
    const outcome = expect(request()).rejects.toMatchObject({ code: 'auth.answerTooSlow' })
    await asked.happened
    clock.advance(15_000)
    await outcome
  })

  test('one of just the limit comes whole', async () => {
    const { request } = await open((response) => response.end(Buffer.alloc(MAX_ANSWER_BYTES, 'x')))
    expect((await (await request()).arrayBuffer()).byteLength).toBe(MAX_ANSWER_BYTES)
  })

  test('an answer without a body is one', async () => {
    const { request } = await open((response) => response.writeHead(204, { 'x-said': 'gone' }).end())
    const answer = await request()
    expect([answer.status, answer.headers.get('x-said')]).toEqual([204, 'gone'])
  })
})
