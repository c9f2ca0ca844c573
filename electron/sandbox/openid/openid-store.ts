import type { Adapter, AdapterPayload } from 'oidc-provider'

/**
 * Memory for one OpenID provider. The library's own memory is shared by all providers of a process, so that a token of
 * one sandbox would be valid at another. The library checks expiry itself.
 */
export function createOpenIdStore(): (model: string) => Adapter {
  const models = new Map<string, Map<string, AdapterPayload>>()
  /** Grant id → functions that delete what was issued for it. */
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
