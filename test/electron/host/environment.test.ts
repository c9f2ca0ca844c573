import { describe, expect, test } from 'vitest'
import { overriddenNames, readEnvironment, withEnvironment } from '../../../electron/host/environment.ts'
import { settings } from '../../../shared/model/settings.ts'
import { DEFAULT_TIMINGS } from '../../../shared/sync/timings.ts'

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
    expect(readEnvironment({ PLANNER_SYNC_TIMINGS: '{"Q":5}' }, false).timings).toEqual({
      ...DEFAULT_TIMINGS,
      Q: 5,
    })
    for (const text of ['{', '{"Q":-1}', '{"q":5}', '{"Q":"5"}', '[]']) {
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
})
