import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuthFetch } from '../../../../electron/host/auth/auth-fetch.ts'
import { type Sandbox, startSandbox } from '../../../../electron/sandbox/start-sandbox.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { type ConnectProxy, createConnectProxy } from '../../../doubles/network/connect-proxy.ts'
import { type AuthBench, openAuthBench } from './auth-bench.ts'
import { createFormBrowser } from './sign-in-by-form.ts'

let sandbox: Sandbox
let proxy: ConnectProxy
const closings: (() => Promise<void>)[] = []
beforeEach(async () => {
  sandbox = await startSandbox()
  proxy = await createConnectProxy()
})
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close()
  await proxy.close()
  await sandbox.close()
})

/** A depot from which nothing leads out but its proxy: what does not ask it is seen here as not asked. */
async function openBehind(env: Record<string, string>): Promise<AuthBench> {
  const authFetch = createAuthFetch({ env })
  const bench = await openAuthBench(sandbox, { fetch: authFetch.fetch })
  closings.push(authFetch.close, bench.auth.close)
  return bench
}

const issuerHost = () => new URL(sandbox.issuerUrl).host

test('[O1] signing in, refreshing and signing out go through the proxy, with its password', async () => {
  const bench = await openBehind({ http_proxy: `http://user:p%40ss@127.0.0.1:${proxy.port}` })
  await bench.auth.signIn()
  expect(proxy.asked.length).toBeGreaterThanOrEqual(1)
  await createFormBrowser().signIn(bench.address())
  await bench.until((status) => status.step === 'signedIn')

  const beforeRefresh = proxy.asked.length
  bench.clock.advance(250_000)
  expect((await bench.auth.accessToken()).kind).toBe('token')
  const beforeSignOut = proxy.asked.length
  expect(beforeSignOut).toBeGreaterThan(beforeRefresh)

  await bench.auth.signOut()
  expect(proxy.asked.length).toBe(beforeSignOut + 2) // asked to end the session, then to revoke the token
  const authorization = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
  for (const asked of proxy.asked) expect(asked).toEqual({ target: issuerHost(), authorization })
  expect(bench.log.join()).not.toMatch(/p@ss|p%40ss/)
})

test('a service signs in through the proxy too', async () => {
  const bench = await openBehind({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}` })
  const { id, secret } = sandbox.serviceClient
  await bench.auth.signInWithClientCredentials({ clientId: id, clientSecret: secret })
  expect(bench.auth.status()).toMatchObject({ step: 'signedIn', mode: 'clientCredentials' })
  expect(proxy.asked.length).toBeGreaterThanOrEqual(2)
})

test('it goes around the proxy where it is told to', async () => {
  const bench = await openBehind({ http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: '127.0.0.1' })
  expect(await bench.auth.signIn()).toMatchObject({ step: 'waitingForBrowser' })
  expect(proxy.asked).toEqual([])
})

test.each([
  [407, 'The authorization server cannot be reached: the proxy asks for a sign-in (407).'],
  [403, 'The authorization server cannot be reached: the proxy does not let it through (403).'],
])('a proxy that answers %i is named, and signing in works once it lets through', async (status, detail) => {
  const bench = await openBehind({ http_proxy: `http://127.0.0.1:${proxy.port}` })
  proxy.setRefusal(status)
  expect(inEnglish(await bench.auth.signIn())).toMatchObject({ step: 'failed', detail })
  proxy.setRefusal(null)
  expect(await bench.auth.signIn()).toMatchObject({ step: 'waitingForBrowser', detail: null })
})

test('[O4] a refresh that the proxy holds up is no sign-out', async () => {
  const bench = await openBehind({ http_proxy: `http://127.0.0.1:${proxy.port}` })
  await bench.auth.signIn()
  await createFormBrowser().signIn(bench.address())
  await bench.until((status) => status.step === 'signedIn')
  proxy.setRefusal(407)
  bench.clock.advance(310_000)
  expect(await bench.auth.accessToken()).toMatchObject({
    kind: 'unreachable',
    detail: expect.stringContaining('proxy'),
  })
  expect(bench.auth.status().step).toBe('signedIn')
  proxy.setRefusal(null)
  expect((await bench.auth.accessToken()).kind).toBe('token')
})
