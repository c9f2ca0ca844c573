import { expect, test } from 'vitest'
import type { SecretStore } from '../../electron/host/auth/secrets/secret-store.ts'

/** What every {@link SecretStore} must do. `create` gives an empty one; names are the test's own. */
export function describeSecretStore(create: () => Promise<SecretStore>): void {
  test('gives back nothing for a name it does not know', async () => {
    const store = await create()
    expect(await store.get('nobody')).toBeNull()
    await store.delete('nobody')
  })

  test('gives back what was set, also after it was replaced', async () => {
    const store = await create()
    await store.set('a', 'first')
    await store.set('b', 'other')
    expect(await store.get('a')).toBe('first')
    await store.set('a', 'second')
    expect(await store.get('a')).toBe('second')
    expect(await store.get('b')).toBe('other')
  })

  test('forgets what is deleted, and nothing else', async () => {
    const store = await create()
    await store.set('a', 'first')
    await store.set('b', 'other')
    await store.delete('a')
    expect(await store.get('a')).toBeNull()
    expect(await store.get('b')).toBe('other')
  })

  test.each([
    { name: 'an empty text', value: '' },
    { name: 'one byte below the limit of an entry', value: 'x'.repeat(2_396) },
    { name: 'the limit of an entry', value: 'x'.repeat(2_397) },
    { name: 'one byte beyond it', value: 'x'.repeat(2_398) },
    { name: 'letters of several bytes across the edge of a part', value: 'ü€🚚'.repeat(1_200) },
    { name: 'line ends, quotes and marks of our own', value: 'v1:\n"\\\t v1-parts:aa:2:bb' },
    { name: '100,000 characters', value: 'eyJ0'.repeat(25_000) },
  ])('[O5] keeps $name', async ({ value }) => {
    const store = await create()
    await store.set('a', value)
    expect(await store.get('a')).toBe(value)
  })

  test('[O5] goes from long to short and back', async () => {
    const store = await create()
    for (const value of ['long'.repeat(2_000), 'short', 'longer'.repeat(2_000)]) {
      await store.set('a', value)
      expect(await store.get('a')).toBe(value)
    }
    await store.delete('a')
    expect(await store.get('a')).toBeNull()
  })
}
