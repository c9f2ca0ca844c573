import { describe, expect, test } from 'vitest'
import {
  accessTokenOf,
  accountOf,
  hasSecret,
  nextState,
  SIGNED_OUT,
  type SignInEvent,
  type SignInState,
} from '../../../../electron/host/auth/sign-in-state.ts'

const PERSON = {
  mode: 'code' as const,
  issuer: 'https://issuer.example',
  subject: 'anna',
  displayName: 'Anna',
  refreshToken: 'refresh-1',
}
const SERVICE = {
  mode: 'clientCredentials' as const,
  issuer: 'https://issuer.example',
  clientId: 'planner',
  clientSecret: 'secret',
}
const ACCESS = { token: 'access-1', refreshAtMs: 600, expiresAtMs: 1000 }

function stateAfter(...events: readonly SignInEvent[]): SignInState {
  return events.reduce(nextState, SIGNED_OUT)
}

describe('the state of a sign-in', () => {
  test('each sign-in and each sign-out begins a new era with nothing left of the one before', () => {
    const state = stateAfter(
      { type: 'adopted', credential: PERSON },
      { type: 'tokensReceived', access: ACCESS },
      { type: 'detailChanged', detail: 'said', hasFailed: true },
      { type: 'needAnnounced' },
      { type: 'adopted', credential: null },
    )
    expect(state).toEqual({ ...SIGNED_OUT, era: 2 })
  })

  test('a rotated refresh token replaces the old one and keeps the access token', () => {
    const state = stateAfter(
      { type: 'adopted', credential: PERSON },
      { type: 'tokensReceived', access: ACCESS },
      { type: 'refreshTokenRotated', refreshToken: 'refresh-2' },
    )
    expect(state).toMatchObject({ era: 1, access: ACCESS, credential: { refreshToken: 'refresh-2' } })
  })

  test.each([PERSON, SERVICE])(
    'a refused secret of $mode leaves the account known and no token',
    (credential) => {
      const state = stateAfter(
        { type: 'adopted', credential },
        { type: 'tokensReceived', access: ACCESS },
        { type: 'secretRefused', detail: 'refused' },
      )
      expect(state).toMatchObject({ era: 1, access: null, detail: 'refused' })
      const left = state.credential ?? PERSON
      expect(hasSecret(credential)).toBe(true)
      expect(hasSecret(left)).toBe(false)
      expect(accountOf(left)).toEqual(accountOf(credential))
    },
  )

  test('an access token that Catena refused is dropped, the credential is not', () => {
    const state = stateAfter(
      { type: 'adopted', credential: PERSON },
      { type: 'tokensReceived', access: ACCESS },
      { type: 'accessRejected' },
    )
    expect(state).toMatchObject({ access: null, credential: PERSON })
  })

  test('[O4] refreshing is due between 60 and 80 % of the life of a token', () => {
    const tokens = { accessToken: 'a', expiresIn: 100, arrivedAtMs: 5_000, refreshToken: null }
    expect(accessTokenOf(tokens, 0)).toEqual({ token: 'a', refreshAtMs: 65_000, expiresAtMs: 105_000 })
    expect(accessTokenOf(tokens, 1).refreshAtMs).toBeCloseTo(85_000)
  })
})
