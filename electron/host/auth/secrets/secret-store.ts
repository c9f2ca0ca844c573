/**
 * A store for secrets: the operating system's keychain, or the memory of this run. A value may have any length. Each
 * call rejects with a `TypedError`: `secret.unavailable` when the store cannot be used, `secret.damaged` when a stored
 * value has changed. No error holds a secret.
 */
export interface SecretStore {
  /** `null` when there is none. */
  get(name: string): Promise<string | null>
  /** Replaces an existing value; resolves once it is stored. */
  set(name: string, value: string): Promise<void>
  /** Does nothing when there is none. */
  delete(name: string): Promise<void>
}

/** Keeps secrets for this run only. */
export function createMemorySecretStore(): SecretStore {
  const values = new Map<string, string>()
  return {
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value)
    },
    delete: async (name) => {
      values.delete(name)
    },
  }
}
