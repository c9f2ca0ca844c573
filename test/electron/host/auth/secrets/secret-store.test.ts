import { describe, expect, test } from 'vitest'
import { createKeytarSecretStore } from '../../../../../electron/host/auth/secrets/keytar-secret-store.ts'
import { openSecretStore } from '../../../../../electron/host/auth/secrets/open-secret-store.ts'
import { createMemorySecretStore } from '../../../../../electron/host/auth/secrets/secret-store.ts'
import { describeSecretStore } from '../../../../contract/secret-store-contract.ts'
import { inEnglish } from '../../../../doubles/english.ts'
import { createHandClock } from '../auth-bench.ts'
import { createFakeKeytar } from './fake-keytar.ts'

describe('the secret store in memory', () => {
  describeSecretStore(async () => createMemorySecretStore())
})

describe('the keychain with the limit of Windows', () => {
  describeSecretStore(async () => createKeytarSecretStore(createFakeKeytar(), 'test', createHandClock()))

  test('[O5] leaves no part behind when a long value goes', async () => {
    const keytar = createFakeKeytar()
    const store = createKeytarSecretStore(keytar, 'test', createHandClock())
    await store.set('a', 'long'.repeat(2_000))
    expect(keytar.entries.size).toBeGreaterThan(1)
    await store.set('a', 'other'.repeat(2_000))
    await store.set('a', 'short')
    expect([...keytar.entries.keys()]).toEqual(['test/a'])
    await store.delete('a')
    expect(keytar.entries.size).toBe(0)
  })

  test('[O5] a crash at any write of a replacement leaves the old or the new value', async () => {
    const old = 'old!'.repeat(2_000)
    const next = 'next'.repeat(2_500)
    for (let writes = 0; writes < 8; writes += 1) {
      const keytar = createFakeKeytar()
      const store = createKeytarSecretStore(keytar, 'test', createHandClock())
      await store.set('a', old)
      keytar.writesLeft = writes
      await store.set('a', next)
      const left = await store.get('a')
      expect(left === old || left === next).toBe(true)
      if (writes === 0) expect(left).toBe(old)
      if (writes === 7) expect(left).toBe(next)
    }
  })

  test('[O5] a damaged part is an error, never half a secret', async () => {
    const keytar = createFakeKeytar()
    const store = createKeytarSecretStore(keytar, 'test', createHandClock())
    await store.set('a', 'long'.repeat(2_000))
    const part = [...keytar.entries.keys()].find((each) => each.endsWith('.2')) ?? ''
    keytar.entries.set(part, Buffer.from('something else').toString('base64'))
    await expect(store.get('a')).rejects.toMatchObject({ code: 'secret.damaged' })
    keytar.entries.delete(part)
    await expect(store.get('a')).rejects.toMatchObject({ code: 'secret.damaged' })
  })
})

describe('[O6] no keychain', () => {
  const log = () => {}

  test('none installed: secrets last for this run, and one sentence says so', async () => {
    const store = await openSecretStore({
      service: 'test',
      clock: createHandClock(),
      log,
      loadKeytar: async () => {
        throw new Error('libsecret-1.so.0: cannot open shared object file')
      },
    })
    expect(inEnglish(store.sessionOnlyReason())).toMatch(/no keychain.*until the planner is closed\.$/)
    await store.set('a', 'secret')
    expect(await store.get('a')).toBe('secret')
  })

  test('no session bus: likewise', async () => {
    const keytar = createFakeKeytar()
    keytar.mode = 'fails'
    const store = await openSecretStore({
      service: 'test',
      clock: createHandClock(),
      log,
      loadKeytar: async () => keytar,
    })
    expect(store.sessionOnlyReason()).not.toBeNull()
  })

  test('a keychain that waits for a password is given ten seconds', async () => {
    const keytar = createFakeKeytar()
    keytar.mode = 'silent'
    const clock = createHandClock()
    let isAsked: () => void = () => {}
    const whenAsked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    const opening = openSecretStore({
      service: 'test',
      clock,
      log,
      loadKeytar: async () => ({
        ...keytar,
        getPassword: (service, account) => {
          isAsked()
          return keytar.getPassword(service, account)
        },
      }),
    })
    await whenAsked
    clock.advance(10_000)
    expect(inEnglish((await opening).sessionOnlyReason())).toContain('did not answer within 10 s')
  })

  test('a keychain that fails later: from then on in memory, and what it holds does not count as deleted', async () => {
    const keytar = createFakeKeytar()
    const store = await openSecretStore({
      service: 'test',
      clock: createHandClock(),
      log,
      loadKeytar: async () => keytar,
    })
    await store.set('a', 'in the keychain')
    expect(store.sessionOnlyReason()).toBeNull()
    keytar.mode = 'fails'
    await store.set('b', 'in memory')
    expect(store.sessionOnlyReason()).not.toBeNull()
    expect(await store.get('b')).toBe('in memory')
    await expect(store.delete('a')).rejects.toMatchObject({ code: 'secret.unavailable' })
    keytar.mode = 'works'
    await store.delete('a')
    expect(keytar.entries.size).toBe(0)
  })
})
