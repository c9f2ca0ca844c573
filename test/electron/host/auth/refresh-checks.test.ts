import { describe, expect, test } from 'vitest'
import { bindingOf, entryName } from '../../../../electron/host/auth/auth-parts.ts'
import { MAX_ANSWER_BYTES } from '../../../../electron/host/auth/bounded-fetch.ts'
import { createCredentialStore } from '../../../../electron/host/auth/credential.ts'
import type { TokenResult } from '../../../../electron/host/sync/core/ports.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { type AuthBench, createHandClock, createWatchedSecrets, openAuthBench } from './auth-bench.ts'
import {
  CLIENT,
  createScriptedIssuer,
  ISSUER,
  ISSUER_NOW_MS,
  jsonAnswer,
  type ScriptedIssuer,
  SUBJECT,
  tokenAnswer,
} from './scripted-issuer.ts'

const DAY = 86_400_000
const SANDBOX = { apiUrl: 'https://catena.test', issuerUrl: ISSUER, clientId: CLIENT }

interface Opened extends AuthBench {
  readonly issuer: ScriptedIssuer
  stored(): string
}

/** A planner that was signed in before, with `refresh-0` in its keychain. @param aheadMs how fast its clock is */
async function open(aheadMs = 0, endpoints: Readonly<Record<string, string>> = {}): Promise<Opened> {
  const issuer = createScriptedIssuer(endpoints)
  const secrets = createWatchedSecrets()
  const settings = () => ({ ...SANDBOX, scope: 'openid organization' })
  const binding = bindingOf({ settings })
  await createCredentialStore(secrets, entryName({ profile: 'test' }, binding), binding).save({
    mode: 'code',
    issuer: ISSUER,
    subject: SUBJECT,
    displayName: null,
    refreshToken: 'refresh-0',
  })
  const clock = createHandClock(() => ISSUER_NOW_MS + aheadMs)
  const bench = await openAuthBench(SANDBOX, { fetch: issuer.fetch, secrets, settings, clock })
  return { ...bench, issuer, stored: () => [...secrets.held.values()].join() }
}

function expectAsked(result: TokenResult): void {
  expect(result.kind).toBe('unreachable')
}

describe('a refresh whose answer fails a check on this computer', () => {
  const late = new Date(ISSUER_NOW_MS + 3 * DAY).toUTCString()
  test.each([
    { name: 'an ID token that has expired', answer: () => tokenAnswer('rotated', { exp: 1 }) },
    { name: 'an ID token of the future', answer: () => tokenAnswer('rotated', { nbf: 4e9 }) },
    { name: 'a Date three days late', answer: () => tokenAnswer('rotated', {}, { date: late }) },
    { name: 'an ID token for another client', answer: () => tokenAnswer('rotated', { aud: 'other' }) },
    {
      name: 'an ID token of another issuer',
      answer: () => tokenAnswer('rotated', { iss: 'https://x.test' }),
    },
    { name: 'an ID token of another account', answer: () => tokenAnswer('rotated', { sub: 'luis.vega' }) },
    { name: 'an answer without an access token', answer: () => jsonAnswer({ refresh_token: 'rotated' }) },
  ])('$name: the rotated token is kept, and the next refresh uses it', async ({ answer }) => {
    const bench = await open()
    bench.issuer.next.push(answer)
    const result = await bench.auth.accessToken()
    expectAsked(result)
    expect(inEnglish(result)).toMatchObject({ detail: expect.stringContaining('You stay signed in') })
    expect(bench.stored()).toContain('"refreshToken":"rotated"')
    expect(bench.auth.status().step).toBe('signedIn')
    expect(await bench.auth.accessToken()).toMatchObject({ kind: 'token' })
    expect(bench.issuer.shown).toEqual(['refresh-0', 'rotated'])
  })

  test('without the server’s time and with a clock three days fast: kept, and the sentence names a check', async () => {
    const bench = await open(3 * DAY)
    bench.issuer.next.push(() => tokenAnswer('rotated', {}, { date: null }))
    expectAsked(await bench.auth.accessToken())
    expect(bench.stored()).toContain('"refreshToken":"rotated"')
    expect(bench.auth.status().step).toBe('signedIn')
  })

  test('the rotated token is stored before the answer is checked', async () => {
    const bench = await open()
    bench.issuer.next.push(() => tokenAnswer('rotated', { exp: 1 }))
    await bench.auth.accessToken()
    const again = await openAuthBench(SANDBOX, { fetch: bench.issuer.fetch, secrets: bench.secrets })
    expect(await again.auth.accessToken()).toMatchObject({ kind: 'token' })
  })

  test('a sign-out during the refresh keeps nothing of its answer', async () => {
    const bench = await open()
    bench.issuer.next.push(() => tokenAnswer('rotated'))
    const asked = bench.auth.accessToken()
    await bench.auth.signOut()
    expect(await asked).toEqual({ kind: 'signInNeeded' })
    expect(bench.secrets.held.size).toBe(0)
  })
})

describe('a sign-out', () => {
  test.each([
    { endpoint: 'https://issuer.test/logout', asked: ['https://issuer.test/logout'] },
    { endpoint: 'http://issuer.test/logout', asked: [`${ISSUER}/revoke`] },
    { endpoint: 'http://127.0.0.1:9/logout', asked: ['http://127.0.0.1:9/logout'] },
  ])('sends the refresh token to $endpoint only when nobody can read it on the way', async (each) => {
    const bench = await open(0, {
      end_session_endpoint: each.endpoint,
      revocation_endpoint: `${ISSUER}/revoke`,
    })
    bench.issuer.next.push(
      () => new Response(null, { status: each.asked[0]?.endsWith('revoke') ? 200 : 204 }),
    )
    await bench.auth.signOut()
    expect(bench.issuer.asked).toEqual(each.asked)
  })
})

describe('what the server says of a refresh', () => {
  const challenge = { 'www-authenticate': 'Basic realm="depot"' }
  test.each([
    { says: '400 invalid_grant', answer: () => jsonAnswer({ error: 'invalid_grant' }, { status: 400 }) },
    { says: '401 invalid_client', answer: () => jsonAnswer({ error: 'invalid_client' }, { status: 401 }) },
    { says: '401 with a challenge', answer: () => jsonAnswer({}, { status: 401, headers: challenge }) },
  ])('$says ends the sign-in', async ({ answer }) => {
    const bench = await open()
    bench.issuer.next.push(answer)
    expect(await bench.auth.accessToken()).toEqual({ kind: 'signInNeeded' })
    expect(bench.auth.status().step).toBe('signInNeeded')
  })

  test.each([
    { says: '400 invalid_scope', answer: () => jsonAnswer({ error: 'invalid_scope' }, { status: 400 }) },
    {
      says: '400 unauthorized_client',
      answer: () => jsonAnswer({ error: 'unauthorized_client' }, { status: 400 }),
    },
    {
      says: '503 temporarily_unavailable',
      answer: () => jsonAnswer({ error: 'temporarily_unavailable' }, { status: 503 }),
    },
    { says: '500 without a word', answer: () => new Response('oops', { status: 500 }) },
    {
      says: '200 with a page',
      answer: () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    },
    { says: '403 with a challenge', answer: () => jsonAnswer({}, { status: 403, headers: challenge }) },
  ])('$says does not', async ({ answer }) => {
    const bench = await open()
    bench.issuer.next.push(answer)
    expectAsked(await bench.auth.accessToken())
    expect(bench.auth.status().step).toBe('signedIn')
    expect(bench.stored()).toContain('"refreshToken":"refresh-0"')
    expect(await bench.auth.accessToken()).toMatchObject({ kind: 'token' })
  })
})

describe('bounds of an answer', () => {
  test('one that is too large ends as unreachable, with the reason and nothing lost', async () => {
    const bench = await open()
    bench.issuer.next.push(() => jsonAnswer({ filler: 'x'.repeat(MAX_ANSWER_BYTES) }))
    expect(inEnglish(await bench.auth.accessToken())).toEqual({
      kind: 'unreachable',
      detail: 'The authorization server cannot be reached: its answer is too large.',
      trouble: 'unreachable',
    })
    expect(bench.log.join()).toContain('auth.answerTooLarge')
    expect(await bench.auth.accessToken()).toMatchObject({ kind: 'token' })
  })
})

describe('the life of an access token', () => {
  test('is counted from the arrival of its answer, not from the end of what the keychain takes', async () => {
    const bench = await open()
    const set = bench.secrets.set
    Object.assign(bench.secrets, {
      set: async (name: string, value: string) => {
        bench.clock.advance(200_000)
        await set(name, value)
      },
    })
    await bench.auth.accessToken()
    bench.clock.advance(99_000)
    await bench.auth.accessToken()
    expect(bench.issuer.shown).toEqual(['refresh-0', 'refresh-1'])
  })
})
