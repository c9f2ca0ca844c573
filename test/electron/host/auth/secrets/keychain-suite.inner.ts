import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { createKeytarSecretStore } from '../../../../../electron/host/auth/secrets/keytar-secret-store.ts'
import { openSecretStore } from '../../../../../electron/host/auth/secrets/open-secret-store.ts'
import { createSystemClock } from '../../../../../electron/host/platform/system-clock.ts'
import { describeSecretStore } from '../../../../contract/secret-store-contract.ts'

const keytarModule = await import('keytar')
const keytar = keytarModule.default ?? keytarModule
const services: string[] = []

function newService(): string {
  const service = `depot-planner-test-${randomUUID()}`
  services.push(service)
  return service
}

afterAll(async () => {
  for (const service of services) {
    for (const { account } of await keytar.findCredentials(service)) {
      await keytar.deletePassword(service, account)
    }
  }
})

describe('[T9] keytar', () => {
  describeSecretStore(async () => createKeytarSecretStore(keytar, newService(), createSystemClock()))

  test('[O6] is what opens where it works, and keeps a secret for the next run', async () => {
    const service = newService()
    const parts = { service, clock: createSystemClock(), log: () => {} }
    const first = await openSecretStore(parts)
    expect(first.sessionOnlyReason()).toBeNull()
    await first.set('a', 'kept')
    expect(await (await openSecretStore(parts)).get('a')).toBe('kept')
  })
})
