import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Auth } from '../../../../electron/host/auth/create-auth.ts'
import { type Sandbox, startSandbox } from '../../../../electron/sandbox/start-sandbox.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { type AuthBench, openAuthBench } from './auth-bench.ts'
import { createFormBrowser } from './sign-in-by-form.ts'

let sandbox: Sandbox
const auths: Auth[] = []
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(auths.splice(0).map((each) => each.close()))
  await sandbox.close()
})

async function open(parts: Parameters<typeof openAuthBench>[1] = {}): Promise<AuthBench> {
  const bench = await openAuthBench(sandbox, parts)
  auths.push(bench.auth)
  return bench
}

async function signedIn(parts: Parameters<typeof openAuthBench>[1] = {}): Promise<AuthBench> {
  const bench = await open(parts)
  await bench.auth.signIn()
  await createFormBrowser().signIn(bench.address())
  await bench.until((status) => status.step === 'signedIn')
  return bench
}

async function tokenOf(auth: Auth): Promise<string> {
  const result = await auth.accessToken()
  if (result.kind !== 'token') throw new Error(`no token: ${result.kind}`)
  return result.accessToken
}

/** Neither the log nor the status may show what the browser or the server carried. */
function expectNothingLeaked(bench: AuthBench, callback: URL): void {
  const shown = [...bench.log, JSON.stringify({ ...bench.auth.status(), authorizationUrl: null })].join('\n')
  for (const value of callback.searchParams.values()) {
    if (value.length > 8 && !value.startsWith('http')) expect(shown).not.toContain(value)
  }
}

describe('[T10] signing in with a real OpenID provider', () => {
  test('[O1] authorization code with PKCE S256 in the browser gives a token the sandbox takes', async () => {
    const bench = await open()
    const waiting = await bench.auth.signIn()
    expect(waiting).toMatchObject({ step: 'waitingForBrowser', authorizationUrl: bench.address() })
    const asked = new URL(bench.address()).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    const page = await createFormBrowser().signIn(bench.address())
    expect(page).toContain('Back to Depot Planner')
    const status = await bench.until((each) => each.step === 'signedIn')
    expect(status).toMatchObject({
      account: { issuer: sandbox.issuerUrl, subject: 'ana.moreno' },
      displayName: 'Ana Moreno',
      isSessionOnly: false,
      mode: 'code',
      authorizationUrl: null,
    })
    const token = await tokenOf(bench.auth)
    expect(await sandbox.isTokenGood(token)).toBe(true)
    expect(bench.secrets.written.join()).not.toContain(token)
  })

  test('[O2] the callback is taken once, and the port is closed after it', async () => {
    const bench = await open()
    await bench.auth.signIn()
    const callback = await createFormBrowser().callbackOf(bench.address())
    expect((await fetch(new URL('/favicon.ico', callback))).status).toBe(404)
    expect((await fetch(callback)).status).toBe(200)
    await bench.until((each) => each.step === 'signedIn')
    await expect(fetch(callback)).rejects.toThrow()
  })

  test.each([
    { wrong: 'state', change: (url: URL) => url.searchParams.set('state', 'x'.repeat(43)) },
    { wrong: 'state left out', change: (url: URL) => url.searchParams.delete('state') },
    { wrong: 'iss', change: (url: URL) => url.searchParams.set('iss', 'http://127.0.0.1:1') },
    { wrong: 'iss left out', change: (url: URL) => url.searchParams.delete('iss') },
    { wrong: 'code', change: (url: URL) => url.searchParams.set('code', 'made-up-code-0123456789') },
    { wrong: 'code left out', change: (url: URL) => url.searchParams.delete('code') },
  ])('[O3] a wrong $wrong ends the sign-in with nothing stored', async ({ change }) => {
    const bench = await open()
    await bench.auth.signIn()
    const callback = await createFormBrowser().callbackOf(bench.address())
    change(callback)
    await fetch(callback)
    const status = await bench.until((each) => each.step === 'failed')
    expect(status.detail).not.toBeNull()
    expect(status.account).toBeNull()
    expect(bench.secrets.written).toEqual([])
    expect(await bench.auth.accessToken()).toEqual({ kind: 'signInNeeded' })
    expectNothingLeaked(bench, callback)
  })

  test('[O3] a nonce of another sign-in ends it with nothing stored', async () => {
    const bench = await open()
    await bench.auth.signIn()
    const address = new URL(bench.address())
    address.searchParams.set('nonce', 'n'.repeat(43))
    await createFormBrowser().signIn(address.href)
    const status = await bench.until((each) => each.step === 'failed')
    expect(inEnglish(status.detail)).toContain('did not belong to this sign-in')
    expect(bench.secrets.written).toEqual([])
  })

  test('[O1] a code challenge that is not ours is refused by the provider', async () => {
    const bench = await open()
    await bench.auth.signIn()
    const address = new URL(bench.address())
    address.searchParams.set('code_challenge', 'c'.repeat(43))
    await createFormBrowser().signIn(address.href)
    await bench.until((each) => each.step === 'failed')
    expect(bench.secrets.written).toEqual([])
  })

  test('[O3] the answer to an earlier sign-in does not finish a later one', async () => {
    const bench = await open()
    await bench.auth.signIn()
    const old = await createFormBrowser().callbackOf(bench.address())
    await bench.auth.cancelSignIn()
    await bench.auth.signIn()
    const port = new URL(new URL(bench.address()).searchParams.get('redirect_uri') ?? '').port
    old.port = port
    await fetch(old)
    await bench.until((each) => each.step === 'failed')
    expect(bench.secrets.written).toEqual([])
  })

  test('[O3] an expired code stores nothing', async () => {
    const bench = await open()
    await bench.auth.signIn()
    const callback = await createFormBrowser().callbackOf(bench.address())
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    await fetch(callback)
    const status = await bench.until((each) => each.step === 'failed')
    expect(inEnglish(status.detail)).toContain('Sign in again')
    expect(bench.secrets.written).toEqual([])
  })

  test('a person who presses Cancel in the browser is told so', async () => {
    const bench = await open()
    await bench.auth.signIn()
    await fetch(await createFormBrowser().cancelAt(bench.address()))
    const status = await bench.until((each) => each.step === 'failed')
    expect(inEnglish(status.detail)).toBe('The sign-in was cancelled in the browser.')
  })

  test('[O2] nobody in the browser: it ends after five minutes, and the port is closed', async () => {
    const bench = await open()
    await bench.auth.signIn()
    const redirect = new URL(bench.address()).searchParams.get('redirect_uri') ?? ''
    bench.clock.advance(299_999)
    expect(bench.auth.status().step).toBe('waitingForBrowser')
    bench.clock.advance(1)
    await bench.until((each) => each.step === 'failed')
    await expect(fetch(redirect)).rejects.toThrow()
  })

  test('with no network, signing in says so and can be tried again', async () => {
    const bench = await open()
    await sandbox.setNetwork('refused')
    expect(inEnglish(await bench.auth.signIn())).toMatchObject({
      step: 'failed',
      detail: 'The authorization server cannot be reached.',
    })
    await sandbox.setNetwork('up')
    expect(await bench.auth.signIn()).toMatchObject({ step: 'waitingForBrowser', detail: null })
  })
})

describe('[O4] keeping an access token', () => {
  test('is one refresh for everybody, at 60 to 80 % of its life, and the new refresh token replaces the old', async () => {
    const bench = await signedIn()
    const first = await tokenOf(bench.auth)
    const storedFirst = [...bench.secrets.held.values()]
    bench.clock.advance(300_000 * 0.69)
    expect(await tokenOf(bench.auth)).toBe(first)
    bench.clock.advance(300_000 * 0.02)
    const tokens = await Promise.all([tokenOf(bench.auth), tokenOf(bench.auth), tokenOf(bench.auth)])
    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).not.toBe(first)
    expect(await sandbox.isTokenGood(tokens[0] ?? '')).toBe(true)
    expect(bench.secrets.held.size).toBe(1)
    expect([...bench.secrets.held.values()]).not.toEqual(storedFirst)
    expect(bench.secrets.written).toHaveLength(2)
  })

  test('a token that Catena refused is refreshed although it looks good, once', async () => {
    const bench = await signedIn()
    const first = await tokenOf(bench.auth)
    const [a, b] = await Promise.all([bench.auth.refresh(first), bench.auth.refresh(first)])
    expect(a).toEqual(b)
    const second = await tokenOf(bench.auth)
    expect(second).not.toBe(first)
    expect(await bench.auth.refresh(first)).toEqual({ kind: 'token', accessToken: second })
  })

  test('a revoked sign-in needs signing in again, and the account stays known, also after a restart', async () => {
    const bench = await signedIn()
    await sandbox.revokeAll()
    expect(await bench.auth.refresh(await tokenOf(bench.auth))).toEqual({ kind: 'signInNeeded' })
    const expected = {
      step: 'signInNeeded',
      account: { issuer: sandbox.issuerUrl, subject: 'ana.moreno' },
    }
    expect(bench.auth.status()).toMatchObject(expected)
    expect(bench.secrets.held.size).toBe(1)
    expect([...bench.secrets.held.values()].join()).toContain('"refreshToken":null')
    const again = await open({ secrets: bench.secrets })
    expect(again.auth.status()).toMatchObject(expected)
  })

  test('an unreachable server is not a sign-out: the token is used to its end, then the network is to blame', async () => {
    const bench = await signedIn()
    const token = await tokenOf(bench.auth)
    await sandbox.setNetwork('refused', 'issuer')
    bench.clock.advance(250_000)
    expect(await tokenOf(bench.auth)).toBe(token)
    bench.clock.advance(60_000)
    expect(await bench.auth.accessToken()).toMatchObject({ kind: 'unreachable' })
    expect(bench.auth.status().step).toBe('signedIn')
    await sandbox.setNetwork('up')
    await expect.poll(async () => (await bench.auth.accessToken()).kind).toBe('token')
    expect(await tokenOf(bench.auth)).not.toBe(token)
  })

  test('after a restart with no network the account is known, and the token comes when the network does', async () => {
    const bench = await signedIn()
    await sandbox.setNetwork('refused')
    const again = await open({ secrets: bench.secrets })
    expect(again.auth.status()).toMatchObject({ step: 'signedIn', displayName: 'Ana Moreno' })
    expect(await again.auth.accessToken()).toMatchObject({ kind: 'unreachable' })
    await sandbox.setNetwork('up')
    // A connection that was kept open when the network was cut may fail once more.
    await expect.poll(async () => (await again.auth.accessToken()).kind).toBe('token')
    expect(await sandbox.isTokenGood(await tokenOf(again.auth))).toBe(true)
  })

  test('a sign-in is not shown to a server that the settings point to later', async () => {
    const bench = await signedIn()
    const settings = {
      apiUrl: 'http://127.0.0.1:9',
      issuerUrl: 'http://127.0.0.1:9',
      clientId: 'depot-planner',
      scope: 'openid',
    }
    const other = await open({ secrets: bench.secrets, settings: () => settings })
    expect(other.auth.status()).toMatchObject({ step: 'signedOut', account: null })
  })
})

describe('[O7] signing out', () => {
  test('revokes the refresh token at the server', async () => {
    const bench = await signedIn()
    const stored = [...bench.secrets.held.values()].join()
    const refreshToken = /"refreshToken":"([^"]+)"/.exec(stored)?.[1] ?? ''
    expect(refreshToken).not.toBe('')
    expect(await bench.auth.signOut()).toMatchObject({ step: 'signedOut', account: null, detail: null })
    expect(bench.secrets.held.size).toBe(0)
    const answer = await fetch(`${sandbox.issuerUrl}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: sandbox.clientId,
        refresh_token: refreshToken,
      }),
    })
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' })
  })

  test('with no network the local token goes all the same', async () => {
    const bench = await signedIn()
    await sandbox.setNetwork('refused')
    const status = await bench.auth.signOut()
    expect(status).toMatchObject({ step: 'signedOut', account: null })
    expect(inEnglish(status.detail)).toContain('could not be told')
    expect(bench.secrets.held.size).toBe(0)
    expect(await bench.auth.accessToken()).toEqual({ kind: 'signInNeeded' })
  })
})

describe('[O1] client credentials', () => {
  test('a pair that the server takes is kept in the keychain', async () => {
    const bench = await open()
    const { id, secret } = sandbox.serviceClient
    const status = await bench.auth.signInWithClientCredentials({ clientId: id, clientSecret: secret })
    expect(status).toMatchObject({
      step: 'signedIn',
      mode: 'clientCredentials',
      account: { issuer: sandbox.issuerUrl, subject: id },
    })
    expect(await sandbox.isTokenGood(await tokenOf(bench.auth))).toBe(true)
    const again = await open({ secrets: bench.secrets })
    expect(await sandbox.isTokenGood(await tokenOf(again.auth))).toBe(true)
  })

  test('a wrong secret stores nothing and is not shown', async () => {
    const bench = await open()
    const status = await bench.auth.signInWithClientCredentials({
      clientId: sandbox.serviceClient.id,
      clientSecret: 'not-the-secret',
    })
    expect(status.step).toBe('failed')
    expect(bench.secrets.written).toEqual([])
    expect(JSON.stringify([status, bench.log])).not.toContain('not-the-secret')
  })

  test('a pair from the environment is used without asking, and never stored', async () => {
    const { id, secret } = sandbox.serviceClient
    const settings = {
      apiUrl: sandbox.apiUrl,
      issuerUrl: sandbox.issuerUrl,
      clientId: id,
      scope: 'openid organization',
    }
    const bench = await open({ settings: () => settings, environmentSecret: secret })
    expect(bench.auth.status().step).toBe('signedIn')
    expect(await sandbox.isTokenGood(await tokenOf(bench.auth))).toBe(true)
    expect(bench.secrets.written).toEqual([])
  })
})
