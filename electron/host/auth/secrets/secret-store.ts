/**
 * A place for secrets: the operating system's keychain, or the memory of this run. A value may have any length.
 * Each call rejects with a `TypedError` `secret.unavailable` when the place cannot be used, or `secret.damaged` when
 * what it holds is not what was put there; no error carries a secret.
 */
export interface SecretStore {
  /** `null` when there is none. */
  get(name: string): Promise<string | null>
  /** Replaces what was there; resolves once it is stored. */
  set(name: string, value: string): Promise<void>
  /** Nothing happens when there is none. */
  delete(name: string): Promise<void>
}

/** Forgets everything with this run. */
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
