import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Loopback, runLoopback } from '../../../electron/loopback/run-loopback.ts'
import { createHostClient } from '../../../renderer/host-client/host-client.ts'
import { createLoopbackConnect, type LoopbackPage } from '../../../renderer/host-client/loopback-connect.ts'
import { MAX_MESSAGE_LENGTH } from '../../../shared/rpc/channel.ts'
import { createRpcClient } from '../../../shared/rpc/rpc-client.ts'
import { inEnglish } from '../../doubles/english.ts'
import { startTestHost, type TestHost } from '../../doubles/host/test-host.ts'
import { createHandClock } from '../host/auth/auth-bench.ts'

interface Shell extends Loopback {
  readonly test: TestHost
  moveClock(byMs: number): void
}

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function startShell(): Promise<Shell> {
  const rendererDir = mkdtempSync(path.join(tmpdir(), 'planner-page-'))
  mkdirSync(path.join(rendererDir, 'assets'))
  writeFileSync(path.join(rendererDir, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />')
  writeFileSync(path.join(rendererDir, 'assets', 'main-1a2b.js'), 'void 0')
  writeFileSync(path.join(rendererDir, 'assets', 'main-1a2b.js.map'), '{}')
  const testHost = await startTestHost()
  const clock = createHandClock()
  const loopback = await runLoopback({ host: testHost.host, rendererDir, port: 0, clock })
  undo.push(async () => {
    await loopback.close()
    await testHost.host.close()
    rmSync(rendererDir, { recursive: true })
    rmSync(testHost.dataDir, { recursive: true, force: true })
  })
  return {
    ...loopback,
    test: testHost,
    moveClock: clock.advance,
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

function ask(
  shell: Shell,
  method: string,
  name: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: shell.port, method, path: name, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function tokenOf(address: string): string {
  return address.split('#launch=')[1] ?? ''
}

async function sessionKey(shell: Shell): Promise<string> {
  const token = tokenOf(shell.mintAddress(false))
  const answer = await ask(shell, 'POST', '/session', { origin: shell.origin }, token)
  return String(JSON.parse(answer.body).key)
}

function dial(shell: Shell, headers: Record<string, string> = { origin: shell.origin }, name = '/channel') {
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${name}`, { headers, perMessageDeflate: false })
  undo.push(async () => socket.terminate())
  return socket
}

async function refusalOf(socket: WebSocket): Promise<number> {
  const [, response] = await once(socket, 'unexpected-response')
  socket.on('error', () => {})
  return response.statusCode
}

async function closeCodeOf(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close')
  return code
}

/** A connection that was let in. */
async function enter(shell: Shell): Promise<WebSocket> {
  const key = await sessionKey(shell)
  const socket = dial(shell)
  await once(socket, 'open')
  socket.send(key)
  const [ready] = await once(socket, 'message')
  expect(String(ready)).toBe('ready')
  return socket
}

describe('[L1] the address', () => {
  test('it listens on 127.0.0.1 and on no other address of this computer', async () => {
    const shell = await startShell()
    expect(shell.origin).toBe(`http://127.0.0.1:${shell.port}`)
    await expect(
      new Promise((_resolve, reject) => {
        request({ host: '127.0.0.2', port: shell.port, agent: false }).on('error', reject).end()
      }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('a request or an upgrade that names another host is misdirected, whatever was forwarded', async () => {
    const shell = await startShell()
    const right = `127.0.0.1:${shell.port}`
    for (const host of [
      `localhost:${shell.port}`,
      'evil.example',
      '127.0.0.1',
      '127.0.0.1:80',
      `${right}.`,
    ]) {
      const headers = { host, origin: shell.origin, 'x-forwarded-host': right, forwarded: `host=${right}` }
      expect((await ask(shell, 'GET', '/', headers)).status).toBe(421)
      expect((await ask(shell, 'POST', '/session', headers, 'x')).status).toBe(421)
      expect(await refusalOf(dial(shell, headers))).toBe(421)
    }
  })

  test('a taken port is a typed error and nothing else', async () => {
    const shell = await startShell()
    const rendererDir = mkdtempSync(path.join(tmpdir(), 'planner-page-'))
    writeFileSync(path.join(rendererDir, 'index.html'), '')
    const second = { host: shell.test.host, rendererDir, port: shell.port, clock: createHandClock() }
    await expect(runLoopback(second)).rejects.toMatchObject({ code: 'shell.portTaken' })
    await expect(runLoopback({ ...second, rendererDir: '/no/such' })).rejects.toMatchObject({
      code: 'shell.notBuilt',
    })
    rmSync(rendererDir, { recursive: true })
  })
})

describe('[L2] the origin', () => {
  test('an upgrade and every request but GET need our own origin', async () => {
    const shell = await startShell()
    for (const origin of [undefined, 'null', 'https://evil.example', `http://localhost:${shell.port}`]) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin }
      expect(await refusalOf(dial(shell, headers))).toBe(403)
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
        expect((await ask(shell, method, '/session', headers)).status).toBe(403)
      }
    }
  })

  test('no answer allows another origin to read it', async () => {
    const shell = await startShell()
    const answers = [
      await ask(shell, 'GET', '/', { origin: 'https://evil.example' }),
      await ask(shell, 'OPTIONS', '/session', { origin: shell.origin }),
      await ask(shell, 'GET', '/who'),
    ]
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(headers['set-cookie']).toBeUndefined()
    }
  })
})

describe('[L3] the key', () => {
  test('a launch token is good once, and gives a key that lets a page in again and again', async () => {
    const shell = await startShell()
    const token = tokenOf(shell.mintAddress(false))
    const first = await ask(shell, 'POST', '/session', { origin: shell.origin }, token)
    expect(first.status).toBe(200)
    expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, token)).status).toBe(401)
    const { key } = JSON.parse(first.body)
    for (let reload = 0; reload < 3; reload++) {
      const socket = dial(shell)
      await once(socket, 'open')
      socket.send(key)
      expect(String((await once(socket, 'message'))[0])).toBe('ready')
      socket.close()
    }
  })

  test('a launch token that a browser was opened with ends after 30 seconds', async () => {
    const shell = await startShell()
    const token = tokenOf(shell.mintAddress(false))
    shell.moveClock(30_001)
    expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, token)).status).toBe(401)
  })

  test('a launch token that a person carries over ends after 10 minutes', async () => {
    const shell = await startShell()
    const token = tokenOf(shell.mintAddress(true))
    shell.moveClock(600_001)
    expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, token)).status).toBe(401)
  })

  test('a launch token that a person carries over ends at its first use, or with the next one', async () => {
    const shell = await startShell()
    const early = tokenOf(shell.mintAddress(true))
    const late = tokenOf(shell.mintAddress(true))
    shell.moveClock(599_999)
    expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, early)).status).toBe(401)
    expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, late)).status).toBe(200)
    expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, late)).status).toBe(401)
  })

  test('a token that was never given, an empty one and a huge one are refused', async () => {
    const shell = await startShell()
    shell.mintAddress(true)
    for (const token of ['', 'x', 'x'.repeat(43), 'x'.repeat(5000)]) {
      expect((await ask(shell, 'POST', '/session', { origin: shell.origin }, token)).status).toBe(401)
    }
  })

  test('a connection with a wrong key is closed, and answers no call', async () => {
    const shell = await startShell()
    for (const first of ['wrong', '', '{"type":"call","id":1,"name":"app.hello","input":{}}']) {
      const socket = dial(shell)
      const heard: string[] = []
      socket.on('message', (data) => heard.push(String(data)))
      await once(socket, 'open')
      socket.send(first)
      socket.send('{"type":"call","id":1,"name":"app.hello","input":{}}')
      expect(await closeCodeOf(socket)).toBe(4401)
      expect(heard).toEqual([])
    }
  })

  test('a connection that shows no key within 3 seconds is closed', async () => {
    const shell = await startShell()
    const socket = dial(shell)
    await once(socket, 'open')
    const closed = closeCodeOf(socket)
    shell.moveClock(2999)
    expect(socket.readyState).toBe(WebSocket.OPEN)
    shell.moveClock(1)
    expect(await closed).toBe(4401)
  })

  test('a page that was let in stays after those 3 seconds', async () => {
    const shell = await startShell()
    const socket = await enter(shell)
    shell.moveClock(10_000)
    socket.send('{"type":"call","id":1,"name":"app.hello","input":{}}')
    const [answer] = await once(socket, 'message')
    expect(JSON.parse(String(answer))).toMatchObject({ type: 'result' })
  })

  test('eight connections wait for their key at a time: one more ends the oldest, and none that was let in', async () => {
    const shell = await startShell()
    const inside = await enter(shell)
    const closed: number[] = []
    const sockets: WebSocket[] = []
    for (let number = 0; number < 8; number++) {
      const socket = dial(shell)
      socket.on('close', () => closed.push(number))
      await once(socket, 'open')
      sockets.push(socket)
    }
    expect(closed).toEqual([])
    const firstClosed = closeCodeOf(sockets[0] ?? inside)
    const page = await enter(shell)
    expect(await firstClosed).toBe(1006)
    expect(closed).toEqual([0])
    for (const each of [inside, page]) expect(each.readyState).toBe(WebSocket.OPEN)
  })

  test('a connection that sends more than 4 KiB before its key is closed, in one frame, in several, or in part', async () => {
    const shell = await startShell()
    const key = await sessionKey(shell)
    const oneFrame = dial(shell)
    await once(oneFrame, 'open')
    oneFrame.send(key.padEnd(4096))
    expect(await closeCodeOf(oneFrame)).toBe(1009)
    const pings = dial(shell)
    await once(pings, 'open')
    const closed = closeCodeOf(pings)
    for (let sent = 0; sent < 50; sent++) pings.ping('x'.repeat(100))
    expect(await closed).toBe(1009)
    const part = dial(shell)
    await once(part, 'open')
    part.send('x'.repeat(200_000), { fin: false })
    expect([1006, 1009]).toContain(await closeCodeOf(part))
  })

  test('a refused connection that does not answer the close is ended after a second', async () => {
    const shell = await startShell()
    const socket = connect(shell.port, '127.0.0.1')
    undo.push(async () => void socket.destroy())
    const head = [
      `GET /channel HTTP/1.1`,
      `Host: 127.0.0.1:${shell.port}`,
      `Origin: ${shell.origin}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    await once(socket, 'data')
    shell.moveClock(3000)
    await once(socket, 'data') // the close frame, which gets no answer
    const ended = once(socket, 'close')
    shell.moveClock(1000)
    await ended
  })
})

describe('[L4] the contract and the limits', () => {
  test('a page that was let in says hello through the same contract', async () => {
    const shell = await startShell()
    const socket = await enter(shell)
    socket.send('{"type":"call","id":1,"name":"app.hello","input":{}}')
    const [answer] = await once(socket, 'message')
    expect(JSON.parse(String(answer))).toMatchObject({ id: 1, type: 'result', output: { shell: 'test' } })
  })

  test('a frame above 1 MiB closes the connection, one below does not', async () => {
    const shell = await startShell()
    const socket = await enter(shell)
    socket.send('x'.repeat(MAX_MESSAGE_LENGTH))
    expect(JSON.parse(String((await once(socket, 'message'))[0]))).toMatchObject({ type: 'failure' })
    socket.send('x'.repeat(MAX_MESSAGE_LENGTH + 1))
    expect(await closeCodeOf(socket)).toBe(1009)
  })

  test('a binary frame closes the connection', async () => {
    const shell = await startShell()
    const socket = await enter(shell)
    socket.send(Buffer.from('{}'))
    expect(await closeCodeOf(socket)).toBe(1003)
  })

  test('a page that floods is slowed to 50 messages a second, and loses none', async () => {
    const shell = await startShell()
    const socket = await enter(shell)
    const count = 300
    let answered = 0
    const all = new Promise<void>((resolve) => {
      socket.on('message', () => {
        answered++
        if (answered === count) resolve()
      })
    })
    const startedMs = performance.now()
    // Larger than a socket buffer takes at once, so that pausing shows.
    const padding = ' '.repeat(20_000)
    for (let id = 1; id <= count; id++) {
      socket.send(`{"type":"call","id":${id},"name":"settings.get","input":{}}${padding}`)
    }
    await all
    // 200 at once, then 50 a second: 2 s for the other 100, some of which a full buffer may have let through.
    expect(performance.now() - startedMs).toBeGreaterThan(1000)
  })

  test('every answer carries the policy, opener, resource and type headers; the page a nonce of its own', async () => {
    const shell = await startShell()
    const first = await ask(shell, 'GET', '/')
    const second = await ask(shell, 'GET', '/index.html')
    const script = await ask(shell, 'GET', '/assets/main-1a2b.js')
    for (const { headers } of [first, second, script]) {
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${shell.port};`)
      expect(policy).toContain("base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*/)
    }
    const nonce = /content="([^"]+)"/.exec(first.body)?.[1]
    expect(first.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
    expect(second.body).not.toContain(String(nonce))
    expect(first.headers['cache-control']).toBe('no-store')
    expect(script.headers['content-type']).toContain('text/javascript')
  })

  test('only the names of the built page are served, whatever a path looks like', async () => {
    const shell = await startShell()
    for (const name of [
      '/../package.json',
      '/assets/../../x',
      '/%2e%2e/x',
      '/assets/',
      '//etc/passwd',
      '/assets/main-1a2b.js.map',
    ]) {
      expect((await ask(shell, 'GET', name)).status).toBe(404)
    }
    expect((await ask(shell, 'POST', '/', { origin: shell.origin })).status).toBe(405)
    expect(await refusalOf(dial(shell, { origin: shell.origin }, '/elsewhere'))).toBe(404)
  })
})

describe('the page’s side', () => {
  function createPage(shell: Shell, address: string) {
    const kept = new Map<string, string>()
    const url = new URL(address)
    const location = { origin: shell.origin, hash: url.hash, pathname: '/', search: '' }
    const page: LoopbackPage = {
      location,
      history: {
        state: null,
        replaceState() {
          location.hash = ''
        },
      },
      sessionStorage: {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => void kept.set(name, value),
        removeItem: (name) => void kept.delete(name),
      },
      fetch: (name, init) => fetch(shell.origin + name, { ...init, headers: { origin: shell.origin } }),
      openSocket: (socketAddress) => {
        const socket = new WebSocket(socketAddress, { headers: { origin: shell.origin } })
        undo.push(async () => socket.terminate())
        return socket as unknown as globalThis.WebSocket
      },
    }
    return { page, kept, location }
  }

  const faults: string[] = []
  const reportFault = (text: string) => void faults.push(text)

  test('a page opened with the address talks, and a reload needs no new token', async () => {
    const shell = await startShell()
    const { page, location } = createPage(shell, shell.mintAddress(true))
    for (let load = 0; load < 2; load++) {
      const channel = await createLoopbackConnect(page)()
      expect(location.hash).toBe('')
      const hello = await createRpcClient(channel, reportFault).call('app.hello', {})
      expect(hello.shell).toBe('test')
      channel.close()
    }
  })

  test('a page whose address was used before is told so', async () => {
    const shell = await startShell()
    const address = shell.mintAddress(true)
    await createLoopbackConnect(createPage(shell, address).page)()
    const refused = await createLoopbackConnect(createPage(shell, address).page)().catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ code: 'rpc.refused' })
    expect(inEnglish((refused as Error).message)).toContain('used before or is too old')
  })

  test('a page without token and key, and one of an earlier start, is told to be opened anew', async () => {
    const shell = await startShell()
    const { page, kept } = createPage(shell, shell.origin)
    await expect(createLoopbackConnect(page)()).rejects.toMatchObject({ code: 'rpc.refused' })
    kept.set('planner.sessionKey', 'of-an-earlier-start')
    await expect(createLoopbackConnect(page)()).rejects.toMatchObject({ code: 'rpc.refused' })
    expect([...kept]).toEqual([])
  })

  test('when the host goes away calls are rejected at once and the page tries again by itself', async () => {
    const shell = await startShell()
    const { page } = createPage(shell, shell.mintAddress(true))
    const retries: (() => void)[] = []
    const client = createHostClient({
      connect: createLoopbackConnect(page),
      schedule: (_delayMs, run) => {
        retries.push(run)
        return () => {}
      },
      reportFault,
    })
    undo.push(async () => client.close())
    expect(client.hostChannel()).toBe('connecting')
    expect((await client.call('app.hello', {})).shell).toBe('test')
    expect(client.hostChannel()).toBe('open')
    const closed = new Promise<void>((resolve) => {
      client.onHostChannel((state) => state === 'closed' && resolve())
    })
    await shell.close()
    await closed
    await expect(client.call('app.hello', {})).rejects.toMatchObject({ code: 'rpc.closed' })
    expect(retries).toHaveLength(1)
    expect(faults).toEqual([])
  })
})
