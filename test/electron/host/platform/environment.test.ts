import { describe, expect, test } from 'vitest'
import {
  overriddenNames,
  readEnvironment,
  secretValues,
  withEnvironment,
  withoutSecret,
} from '../../../../electron/host/platform/environment.ts'
import { DEFAULT_TIMINGS } from '../../../../electron/host/sync/core/timings.ts'
import { settings } from '../../../../shared/model/settings.ts'

describe('the environment', () => {
  test('an empty one, or one of empty values, overrides nothing', () => {
    for (const variables of [
      {},
      { CATENA_API_URL: '', PLANNER_SYNC_TIMINGS: '', CATENA_CLIENT_SECRET: '' },
    ]) {
      const environment = readEnvironment(variables, true)
      expect(environment).toEqual({ catena: {}, clientSecret: null, timings: DEFAULT_TIMINGS })
      expect(overriddenNames(environment)).toEqual([])
    }
  })

  test('each variable wins over its setting and over no other', () => {
    const environment = readEnvironment({ CATENA_SCOPE: 'a b', CATENA_CLIENT_ID: 'me' }, false)
    const effective = withEnvironment(settings.parse({}), environment)
    expect(effective.catena).toEqual({ ...settings.parse({}).catena, scope: 'a b', clientId: 'me' })
  })

  test('timings are JSON over the named ones, and a typing error is told', () => {
    expect(readEnvironment({ PLANNER_SYNC_TIMINGS: '{"absenceQuietMs":5}' }, false).timings).toEqual({
      ...DEFAULT_TIMINGS,
      absenceQuietMs: 5,
    })
    for (const text of [
      '{',
      '{"absenceQuietMs":-1}',
      '{"absencequietms":5}',
      '{"absenceQuietMs":"5"}',
      '[]',
    ]) {
      expect(() => readEnvironment({ PLANNER_SYNC_TIMINGS: text }, false)).toThrow(/PLANNER_SYNC_TIMINGS/)
    }
  })

  test('an installed planner refuses shortened timings', () => {
    expect(() => readEnvironment({ PLANNER_SYNC_TIMINGS: '{}' }, true)).toThrow(
      expect.objectContaining({ code: 'environment.invalid' }),
    )
  })

  test('an address that is none names its variable', () => {
    expect(() => readEnvironment({ CATENA_API_URL: 'catena' }, false)).toThrow(/CATENA_API_URL/)
  })

  test('with a client secret the settings file chooses neither issuer nor client nor API address', () => {
    const environment = readEnvironment({ CATENA_CLIENT_SECRET: 'hush', CATENA_CLIENT_ID: 'me' }, false)
    const foreign = { apiUrl: 'https://evil.example', issuerUrl: 'https://evil.example', clientId: 'evil' }
    const effective = withEnvironment(settings.parse({ catena: { ...foreign, scope: 'mine' } }), environment)
    const { apiUrl, issuerUrl } = settings.parse({}).catena
    expect(effective.catena).toMatchObject({ apiUrl, issuerUrl, clientId: 'me', scope: 'mine' })
    expect(overriddenNames(environment)).toEqual([
      'catena.apiUrl',
      'catena.issuerUrl',
      'catena.clientId',
      'catena.clientSecret',
    ])
  })

  test('the client secret and the passwords of proxies are known to the redactor by value', () => {
    const values = secretValues({
      CATENA_CLIENT_SECRET: 'hush',
      https_proxy: 'http://marta:p%40ssw0rd@proxy.example:3128',
      HTTP_PROXY: 'marta:0ther-word@proxy.example',
      ALL_PROXY: 'http://marta:short@proxy.example',
      no_proxy: 'x',
    })
    expect(values).toContain('hush')
    expect(values).toContain('p%40ssw0rd')
    expect(values).toContain('p@ssw0rd')
    expect(values).toContain(btoa('marta:p@ssw0rd'))
    expect(values).toContain('0ther-word')
    expect(values).not.toContain('short')
    expect(secretValues({ HTTPS_PROXY: 'not an address', https_proxy: 'http://marta:%@p' })).toEqual([
      btoa('marta:%'),
    ])
  })

  test('a program that the planner starts is not given the client secret', () => {
    expect(withoutSecret({ CATENA_CLIENT_SECRET: 'hush', HOME: '/home/marta' })).toEqual({
      HOME: '/home/marta',
    })
  })
})
