import { describe, expect, test } from 'vitest'
import type { AuthParts } from '../../../../electron/host/auth/auth-parts.ts'
import { bindTokens } from '../../../../electron/host/auth/bound-tokens.ts'
import { type Auth, createAuth } from '../../../../electron/host/auth/create-auth.ts'
import { createClockCheck } from '../../../../electron/host/platform/clock-check.ts'
import type { TokenSource } from '../../../../electron/host/sync/core/ports.ts'
import type { CatenaAddresses } from '../../../../shared/model/settings.ts'
import { inEnglish } from '../../../doubles/english.ts'
import { createHandClock, createWatchedSecrets } from './auth-bench.ts'

const OWN = 'https://own.example'
const FOREIGN = 'https://foreign.example'
const SECRET = 'hush-hush-hush'

interface Servers {
  readonly fetch: NonNullable<AuthParts['fetch']>
  /** Every request: its address and its body. */
  readonly asked: { readonly address: string; readonly body: string }[]
  /** Token requests wait from now on. @returns a function that answers them. */
  hold(): () => void
  /** Resolves when a token request has come. */
  readonly whenTokenAsked: Promise<void>
}

/** Authorization servers that answer every discovery and give a token to everybody. */
function createServers(): Servers {
  const asked: { address: string; body: string }[] = []
  let gate: Promise<void> = Promise.resolve()
  let tell = (): void => {}
  const whenTokenAsked = new Promise<void>((resolve) => {
    tell = resolve
  })
  return {
    asked,
    whenTokenAsked,
    hold() {
      let open = (): void => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
    fetch: async (address, { body }) => {
      asked.push({ address, body: String(body ?? '') })
      const { origin, pathname } = new URL(address)
      if (pathname !== '/token') {
        return Response.json({ issuer: origin, token_endpoint: `${origin}/token` })
      }
      tell()
      await gate
      return Response.json({ access_token: `of-${origin}`, token_type: 'bearer', expires_in: 300 })
    },
  }
}

interface Bench {
  readonly auth: Auth
  readonly servers: Servers
  readonly settings: { current: CatenaAddresses }
  change(part: Partial<CatenaAddresses>): Promise<void>
}

async function open(
  environmentSecret: string | null,
  part: Partial<CatenaAddresses> = {},
  secrets = createWatchedSecrets(),
): Promise<Bench> {
  const servers = createServers()
  const settings = {
    current: {
      apiUrl: 'https://api.example',
      issuerUrl: OWN,
      clientId: 'me',
      scope: 'organization',
      ...part,
    },
  }
  const clock = createHandClock()
  const auth = await createAuth({
    settings: () => settings.current,
    environmentSecret,
    secrets,
    profile: 'test',
    openBrowser: async () => undefined,
    showsAddress: true,
    clock,
    clockCheck: createClockCheck(clock),
    random: () => 0.5,
    fetch: servers.fetch,
    log: () => undefined,
  })
  return {
    auth,
    servers,
    settings,
    async change(changed) {
      settings.current = { ...settings.current, ...changed }
      await auth.settingsChanged()
    },
  }
}

function askedOf({ asked }: Servers, origin: string): string {
  return asked
    .filter(({ address }) => address.startsWith(origin))
    .map(({ address, body }) => `${address} ${body}`)
    .join()
}

describe('a client secret', () => {
  test('of the environment is shown to the issuer of the start, and to no issuer that the settings name later', async () => {
    const { auth, servers, change } = await open(SECRET)
    expect(await auth.accessToken()).toEqual({ kind: 'token', accessToken: `of-${OWN}` })
    expect(askedOf(servers, OWN)).toContain(SECRET)
    await change({ issuerUrl: FOREIGN })
    expect(await auth.accessToken()).toEqual({ kind: 'signInNeeded' })
    expect(askedOf(servers, FOREIGN)).toBe('')
    await change({ issuerUrl: OWN })
    expect(await auth.accessToken()).toMatchObject({ kind: 'token' })
  })

  test.each([
    { what: 'client id', part: { clientId: 'evil' } },
    { what: 'address of Catena', part: { apiUrl: FOREIGN } },
  ])('of the environment is not used with another $what', async ({ part }) => {
    const { auth, servers, change } = await open(SECRET)
    await change(part)
    expect(await auth.accessToken()).toEqual({ kind: 'signInNeeded' })
    expect(servers.asked).toEqual([])
  })

  test('that a person gave for one issuer is not shown to the issuer that the settings name meanwhile', async () => {
    const { auth, servers, change } = await open(null)
    const answer = servers.hold()
    const signingIn = auth.signInWithClientCredentials({ clientId: 'service', clientSecret: SECRET })
    await servers.whenTokenAsked
    await change({ issuerUrl: FOREIGN })
    answer()
    expect(inEnglish((await signingIn).detail)).toContain('settings changed')
    expect(await auth.accessToken()).toEqual({ kind: 'signInNeeded' })
    expect(await auth.refresh('any')).toEqual({ kind: 'signInNeeded' })
    expect(askedOf(servers, OWN)).toContain(SECRET)
    expect(askedOf(servers, FOREIGN)).not.toContain(SECRET)
  })

  test('of the keychain stays there while the settings name another issuer, and serves its own again', async () => {
    const secrets = createWatchedSecrets()
    const first = await open(null, {}, secrets)
    await first.auth.signInWithClientCredentials({ clientId: 'service', clientSecret: SECRET })
    await first.change({ issuerUrl: FOREIGN })
    expect(await first.auth.accessToken()).toEqual({ kind: 'signInNeeded' })
    const second = await open(null, { issuerUrl: FOREIGN }, secrets)
    expect(second.auth.status().step).toBe('signedOut')
    expect(askedOf(first.servers, FOREIGN) + askedOf(second.servers, FOREIGN)).toBe('')
    const third = await open(null, {}, secrets)
    expect(await third.auth.accessToken()).toMatchObject({ kind: 'token' })
  })
})

describe('an access token', () => {
  const source: TokenSource = {
    account: () => null,
    accessToken: async () => ({ kind: 'token', accessToken: 'A' }),
    refresh: async () => ({ kind: 'token', accessToken: 'B' }),
    onChange: () => () => undefined,
  }

  test('is given to a workspace only while the settings name the address that it was opened for', async () => {
    let isStillFor = true
    const tokens = bindTokens(source, () => isStillFor)
    expect(await tokens.accessToken()).toEqual({ kind: 'token', accessToken: 'A' })
    expect(await tokens.refresh('A')).toEqual({ kind: 'token', accessToken: 'B' })
    isStillFor = false
    expect(await tokens.accessToken()).toEqual({ kind: 'signInNeeded' })
    expect(await tokens.refresh('A')).toEqual({ kind: 'signInNeeded' })
  })
})
