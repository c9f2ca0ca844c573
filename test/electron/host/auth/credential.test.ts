import { describe, expect, test } from 'vitest'
import {
  type Credential,
  createCredentialStore,
  type SignInBinding,
} from '../../../../electron/host/auth/credential.ts'
import {
  createMemorySecretStore,
  type SecretStore,
} from '../../../../electron/host/auth/secrets/secret-store.ts'

const OURS: SignInBinding = {
  issuerUrl: 'https://auth.example/realm',
  clientId: 'planner',
  apiUrl: 'https://api.example',
}
const PAIR: Credential = {
  mode: 'clientCredentials',
  issuer: OURS.issuerUrl,
  clientId: 'service',
  clientSecret: 'hush',
}

const NAME = 'sign-in'

describe('[O5] a stored sign-in', () => {
  test('is given back to the servers that it was made for', async () => {
    const secrets = createMemorySecretStore()
    await createCredentialStore(secrets, NAME, OURS).save(PAIR)
    expect(await createCredentialStore(secrets, NAME, OURS).load()).toEqual(PAIR)
  })

  test.each<[string, Partial<SignInBinding>]>([
    ['authorization server', { issuerUrl: 'https://evil.example' }],
    ['authorization server that differs in case only', { issuerUrl: 'https://auth.example/Realm' }],
    ['client', { clientId: 'other' }],
    ['address of Catena', { apiUrl: 'https://evil.example' }],
  ])('is not given to another %s, even when the keychain finds its entry', async (_what, other) => {
    const secrets = createMemorySecretStore()
    await createCredentialStore(secrets, NAME, OURS).save(PAIR)
    const store = createCredentialStore(secrets, NAME, { ...OURS, ...other })
    await expect(store.load()).rejects.toMatchObject({ code: 'secret.foreign' })
  })

  test('of another server is replaced by a new one under the same name', async () => {
    const secrets = createMemorySecretStore()
    await createCredentialStore(secrets, NAME, { ...OURS, issuerUrl: 'https://evil.example' }).save(PAIR)
    const store = createCredentialStore(secrets, NAME, OURS)
    await store.save(PAIR)
    expect(await store.load()).toEqual(PAIR)
  })

  test('of the earlier format belongs to the servers of the settings, and is bound to them at the next save', async () => {
    const secrets = createMemorySecretStore()
    await storeEarlierFormat(secrets, PAIR)
    const store = createCredentialStore(secrets, NAME, OURS)
    expect(await store.load()).toEqual(PAIR)
    await store.save(PAIR)
    const other = createCredentialStore(secrets, NAME, { ...OURS, apiUrl: 'https://evil.example' })
    await expect(other.load()).rejects.toMatchObject({ code: 'secret.foreign' })
    expect(await store.load()).toEqual(PAIR)
  })

  test('of the earlier format is not given to another issuer than its own', async () => {
    const secrets = createMemorySecretStore()
    await storeEarlierFormat(secrets, { ...PAIR, issuer: 'https://elsewhere.example' })
    const store = createCredentialStore(secrets, NAME, OURS)
    await expect(store.load()).rejects.toMatchObject({ code: 'secret.foreign' })
  })

  test('of the earliest format, without an issuer, belongs to the issuer of the settings', async () => {
    const secrets = createMemorySecretStore()
    const { issuer: _issuer, ...without } = PAIR
    await storeEarlierFormat(secrets, without)
    expect(await createCredentialStore(secrets, NAME, OURS).load()).toEqual(PAIR)
  })
})

async function storeEarlierFormat(secrets: SecretStore, credential: object): Promise<void> {
  await secrets.set(`${NAME}.a`, JSON.stringify({ version: 1, generation: 3, credential }))
}
