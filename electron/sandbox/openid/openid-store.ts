import type { Adapter, AdapterPayload } from 'oidc-provider'

/**
 * Memory for the OpenID provider, one per provider: the library's own is shared by every provider of the process, so
 * that the tokens of one sandbox would be good at another. Times are left to the library, which checks them itself.
 */
export function createOpenIdStore(): (model: string) => Adapter {
  const models = new Map<string, Map<string, AdapterPayload>>()
  /** Grant id → how to drop what was given out under it. */
  const grants = new Map<string, (() => void)[]>()

  function createAdapter(model: string): Adapter {
    const entries = models.get(model) ?? new Map<string, AdapterPayload>()
    models.set(model, entries)

    async function findBy(name: 'uid' | 'userCode', value: string): Promise<AdapterPayload | undefined> {
      return [...entries.values()].find((each) => each[name] === value)
    }

    return {
      upsert: async (id, payload) => {
        entries.set(id, payload)
        if (payload.grantId === undefined || model === 'Grant') return
        const drops = grants.get(payload.grantId) ?? []
        grants.set(payload.grantId, [...drops, () => entries.delete(id)])
      },
      find: async (id) => entries.get(id),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      consume: async (id) => {
        const entry = entries.get(id)
        if (entry !== undefined) entry.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => {
        entries.delete(id)
      },
      revokeByGrantId: async (grantId) => {
        for (const drop of grants.get(grantId) ?? []) drop()
        grants.delete(grantId)
      },
    }
  }

  return createAdapter
}
