import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TokenResult } from '../../../../electron/host/sync/core/ports.ts'
import { clockMessage } from '../../../../shared/text/clock-message.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { createTexts } from '../../../../shared/text/texts.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { type SandboxProcess, startSandboxProcess } from '../../../doubles/network/sandbox-process.ts'
import { setClockAhead, setClockRight } from '../../../doubles/wrong-clock.ts'
import { type AuthBench, createHandClock, openAuthBench, type WatchedSecrets } from './auth-bench.ts'
import { createFormBrowser } from './sign-in-by-form.ts'

const { t } = createTexts('en', en)

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let sandbox: SandboxProcess
const benches: AuthBench[] = []
beforeAll(async () => {
  sandbox = await startSandboxProcess()
})
afterEach(async () => {
  setClockRight()
  await Promise.all(benches.splice(0).map((each) => each.auth.close()))
})
afterAll(() => sandbox.close())

async function open(secrets?: WatchedSecrets): Promise<AuthBench> {
  const clock = createHandClock(() => Date.now())
  const bench = await openAuthBench(sandbox, { clock, ...(secrets === undefined ? {} : { secrets }) })
  benches.push(bench)
  return bench
}

async function signIn(bench: AuthBench): Promise<void> {
  await bench.auth.signIn()
  await createFormBrowser().signIn(bench.address())
  const status = await bench.until(({ step }) => step === 'signedIn' || step === 'failed')
  expect(status).toMatchObject({ step: 'signedIn', detail: null })
}

/** The refresh token that a restart would find. */
function storedToken(bench: AuthBench): string | undefined {
  return /"refreshToken":"([^"]+)"/.exec([...bench.secrets.held.values()].join())?.[1]
}

/** A refresh now, as after an answer of Catena that refused the access token. */
async function renew({ auth }: AuthBench): Promise<TokenResult> {
  const held = await auth.accessToken()
  if (held.kind !== 'token') throw new Error(`no token: ${held.kind}`)
  return auth.refresh(held.accessToken)
}

/** Uses what is stored, as the next start of the planner would. */
async function expectTokenKept(bench: AuthBench): Promise<void> {
  expect(storedToken(bench)).toBeDefined()
  expect((await renew(bench)).kind).toBe('token')
  const next = await open(bench.secrets)
  expect(await next.auth.accessToken()).toMatchObject({ kind: 'token' })
}

describe.each([
  { byMs: 12 * MINUTE, message: "This computer's clock is 12 min fast" },
  { byMs: -12 * MINUTE, message: "This computer's clock is 12 min slow" },
  { byMs: 3 * DAY, message: "This computer's clock is 3 days fast" },
  { byMs: -3 * DAY, message: "This computer's clock is 3 days slow" },
])('with the message "$message"', ({ byMs, message }) => {
  function expectTold(bench: AuthBench): void {
    expect(clockMessage(bench.auth.status().clockAheadMs, t)).toBe(message)
  }

  test('somebody signs in, and the message is there before the browser has answered', async () => {
    const bench = await open()
    setClockAhead(byMs)
    await bench.auth.signIn()
    expectTold(bench)
    await createFormBrowser().signIn(bench.address())
    expect(await bench.until(({ step }) => step === 'signedIn' || step === 'failed')).toMatchObject({
      step: 'signedIn',
      detail: null,
    })
    expectTold(bench)
    await expectTokenKept(bench)
  })

  test('a refresh keeps the rotated token', async () => {
    setClockAhead(byMs)
    const bench = await open()
    await signIn(bench)
    const before = storedToken(bench)
    bench.clock.advance(250_000)
    expect(await bench.auth.accessToken()).toMatchObject({ kind: 'token' })
    expect(storedToken(bench)).not.toBe(before)
    expect(bench.auth.status().step).toBe('signedIn')
    expectTold(bench)
    await expectTokenKept(bench)
  })

  test('a start with a stored sign-in goes on with it', async () => {
    const bench = await open()
    await signIn(bench)
    setClockAhead(byMs)
    const again = await open(bench.secrets)
    expect(await again.auth.accessToken()).toMatchObject({ kind: 'token' })
    expect(again.auth.status().step).toBe('signedIn')
    expectTold(again)
    await expectTokenKept(again)
  })

  test('a jump while running neither ends the access token nor loses the refresh token', async () => {
    const bench = await open()
    await signIn(bench)
    expect(clockMessage(bench.auth.status().clockAheadMs, t)).toBeNull()
    const first = await bench.auth.accessToken()
    setClockAhead(byMs)
    expect(await bench.auth.accessToken()).toEqual(first)
    bench.clock.advance(250_000)
    const second = await bench.auth.accessToken()
    expect(second).toMatchObject({ kind: 'token' })
    expect(second).not.toEqual(first)
    expectTold(bench)
    setClockRight()
    expect((await renew(bench)).kind).toBe('token')
    expect(clockMessage(bench.auth.status().clockAheadMs, t)).toBeNull()
    await expectTokenKept(bench)
  })

  test('a jump while the browser is open does not stop the sign-in', async () => {
    const bench = await open()
    await bench.auth.signIn()
    setClockAhead(byMs)
    await createFormBrowser().signIn(bench.address())
    expect(await bench.until(({ step }) => step === 'signedIn' || step === 'failed')).toMatchObject({
      step: 'signedIn',
    })
    expectTold(bench)
    await expectTokenKept(bench)
  })

  test('a nonce of another sign-in is refused all the same', async () => {
    setClockAhead(byMs)
    const bench = await open()
    await bench.auth.signIn()
    const address = new URL(bench.address())
    address.searchParams.set('nonce', 'n'.repeat(43))
    await createFormBrowser().signIn(address.href)
    const status = await bench.until(({ step }) => step === 'failed')
    expect(inEnglish(status.detail)).toContain('did not belong to this sign-in')
    expect(bench.secrets.written).toEqual([])
  })

  test('the server still ends a sign-in that it has revoked', async () => {
    const bench = await open()
    await signIn(bench)
    setClockAhead(byMs)
    await sandbox.command('revoke')
    expect(await renew(bench)).toEqual({ kind: 'signInNeeded' })
    expect(bench.auth.status().step).toBe('signInNeeded')
    expectTold(bench)
  })
})
